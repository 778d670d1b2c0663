# SPDX-License-Identifier: EUPL-1.2
"""French companies by SIREN, from the State's *Recherche d'entreprises*. Only by import, and never natural persons.

The API gives pages of at most 25 companies; a folder of them is imported as one data set. Of each are kept the name,
the country of the head office, whether it still exists, what it does and whether a court watches over it. Who runs it
is never kept, and sole traders, whose company name is a person's, are left out whole.

Source: https://recherche-entreprises.api.gouv.fr/docs/; data under Licence Ouverte 2.0 (INSEE, INPI, DILA).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from sovaudit.knowledge._importing import UNDATED, Converted, Published, content, decoded, fitting, plain_head, refused
from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge.countries import countries
from sovaudit.language import _
from sovaudit.model import ABSENT, Provenance, Unknown

NAME = "companies"
SHELF_DAYS = 365
HREF = "https://recherche-entreprises.api.gouv.fr"
PUBLISHED = (Published(NAME, "Recherche d'entreprises: answers of its API (search?q=SIREN), JSON", HREF),)
_SIREN = re.compile(r"\d{9}")
_SOLE_TRADER = "1"
"""How the codes of legal form (*nature juridique*) begin that are natural persons."""


class Company(Struct, frozen=True):
    """One company or public body.

    Args:
        country: of the head office, ISO 3166-1 alpha-2; unknown when INSEE's name of it is not on our list.
        open: whether it still exists (`A`) or has ceased (`C`).
        naf: what it does, NAF revision 2: `62.02A`.
        category: PME, ETI or GE.
        form: INSEE's code of its legal form.
        insolvency: what the BODACC says of collective proceedings; empty when it says that there are none.
        insolvency_since: the day of that.
    """

    siren: str
    name: str
    country: str | Unknown = ABSENT
    open: bool | Unknown = ABSENT
    naf: str | Unknown = ABSENT
    category: str | Unknown = ABSENT
    form: str | Unknown = ABSENT
    insolvency: str | Unknown = ABSENT
    insolvency_since: str | Unknown = ABSENT


class Companies:
    """The companies that were imported.

    Args:
        found: in any order.
        snapshot: what they were read from; None when nothing was imported.
    """

    def __init__(self, found: Iterable[Company], snapshot: Snapshot | None) -> None:
        """Index the companies."""
        self._by_siren = {each.siren: each for each in found}
        self.snapshot = snapshot

    def __len__(self) -> int:
        """Count the companies."""
        return len(self._by_siren)

    def look_up(self, number: str) -> Company | None:
        """Return a company by its SIREN or SIRET, blanks ignored; None when it was not imported."""
        return self._by_siren.get("".join(number.split())[:9])


def companies(library: Library) -> Companies:
    """Return the companies of the library; a head office abroad gets the code of the country that INSEE names."""
    return library.data(NAME, lambda snapshots: _load(snapshots, library))


def _load(snapshots: tuple[Snapshot, ...], library: Library) -> Companies:
    if not snapshots:
        return Companies((), None)
    found = msgspec.json.decode(snapshots[0].read(), type=list[Company])
    codes = {_folded(name): each.iso2 for each in countries(library) for name in each.name.values()}
    return Companies((_coded(each, codes) for each in found), snapshots[0])


def _coded(company: Company, codes: Mapping[str, str]) -> Company:
    """Give the code of a country for its name, as it is written there: BELGIQUE, ETATS-UNIS."""
    named = company.country.detail if isinstance(company.country, Unknown) else ""
    code = codes.get(_folded(named))
    return msgspec.structs.replace(company, country=code) if code else company


def _folded(name: str) -> str:
    """Write a name without accents, hyphens and case.

    >>> _folded("États-Unis") == _folded("ETATS UNIS")
    True
    """
    plain = unicodedata.normalize("NFKD", name.replace("-", " ").replace("’", "'"))
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold().strip()


def recognises(head: bytes, name: str) -> bool:
    """Tell whether a file begins as an answer of the API does."""
    start = plain_head(head)
    return start.startswith(b"{") and b'"results"' in start and b'"siren"' in start and b'"nom_complet"' in start


class _Answer(Struct):
    results: list[msgspec.Raw]


def convert(source: Path, target: Path) -> Converted:
    """Keep the companies of one answer.

    Raises:
        InputError: it is no such answer.
    """
    return convert_all((source,), target)


def convert_all(sources: Sequence[Path], target: Path) -> Converted:
    """Keep the companies of several answers together; the later file counts where two tell of one company.

    Raises:
        InputError: one of them is no such answer, or there is no company in any.
    """
    found: dict[str, Company] = {}
    left_out: list[tuple[str, str]] = []
    for source in sources:
        answer = decoded(_Answer, content(source), source)
        items, unfit = fitting(dict[str, Any], answer.results, "/results")
        left_out += ((f"{source.name}: {place}", why) for place, why in unfit)
        for place, item in items:
            made = _company(item)
            if isinstance(made, str):
                left_out.append((f"{source.name}: {place}", made))
            else:
                found[made.siren] = made
    if not found:
        raise refused(sources[0], _("no company in it"))
    target.write_bytes(msgspec.json.encode([found[siren] for siren in sorted(found)]))
    title = "Recherche d'entreprises (INSEE, INPI, DILA)"
    stated = Provenance(title, "etalab-2.0", UNDATED, HREF, SHELF_DAYS, records=len(found))
    return Converted(NAME, ".json", stated, tuple(left_out))


def _company(item: dict[str, Any]) -> Company | str:
    """Make a company; else say why it is left out."""
    siren, name = _text(item, "siren"), _text(item, "nom_raison_sociale") or _text(item, "nom_complet")
    form = _text(item, "nature_juridique")
    if form.startswith(_SOLE_TRADER) or _object(item, "complements").get("est_entrepreneur_individuel") is True:
        return _("a natural person: not kept")
    if not _SIREN.fullmatch(siren) or not name:
        return _("without a SIREN or a name")
    insolvency, since = _insolvency(item)
    state = _text(item, "etat_administratif")
    return Company(
        siren,
        name,
        country=_country(_object(item, "siege")),
        open=state == "A" if state in ("A", "C") else Unknown("unrecognised", state[:10]) if state else ABSENT,
        naf=_text(item, "activite_principale") or ABSENT,
        category=_text(item, "categorie_entreprise") or ABSENT,
        form=form or ABSENT,
        insolvency=insolvency,
        insolvency_since=since,
    )


def _country(office: dict[str, Any]) -> str | Unknown:
    """Tell the country of the head office: INSEE gives a commune of France, or another country by its own code."""
    abroad = _text(office, "libelle_pays_etranger") or _text(office, "code_pays_etranger")
    if abroad:
        return Unknown("unrecognised", abroad[:60])
    return "FR" if _text(office, "commune") or _text(office, "libelle_commune") else ABSENT


def _insolvency(item: dict[str, Any]) -> tuple[str | Unknown, str | Unknown]:
    """Tell what the BODACC says; older answers of the API do not ask it."""
    if not isinstance(item.get("bodacc"), dict):
        return ABSENT, ABSENT
    proceedings = _object(_object(item, "bodacc"), "procedure_collective")
    return _text(proceedings, "statut")[:80], _text(proceedings, "date")[:10] or ABSENT


def _object(item: dict[str, Any], member: str) -> dict[str, Any]:
    found = item.get(member)
    return found if isinstance(found, dict) else {}


def _text(item: dict[str, Any], member: str) -> str:
    found = item.get(member)
    return found.strip() if isinstance(found, str) else ""
