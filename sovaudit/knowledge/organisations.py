# SPDX-License-Identifier: EUPL-1.2
"""Facts about suppliers: head office, parent, ultimate controller, with confidence and day. A seed list, no register.

An organisation is found by its SIREN, else by a name that one row alone has: the supplier's name, an alias, or one of
its legal entities, but for case, accents, punctuation and legal form. `AWS` is two suppliers (Amazon Web Services and
AWSolutions, once Avenue Web Systèmes) and is therefore none; nothing is guessed from a part of a name, so that `Orange`
is not Orange Business.

The head office is the group's. A legal entity or a SIREN names a subsidiary that may sit elsewhere: Microsoft Ireland
Operations is Irish, whoever controls it. Only who controls it at the top is the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge._tables import in_both, rows, several

NAME = "organisations"
LONGEST = 300
"""Characters of a name that are compared."""
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_FORMS = frozenset(
    {
        *("sa", "sas", "sasu", "sarl", "eurl", "scop", "snc", "scic", "gie", "se", "gmbh", "ag", "bv", "nv", "spa"),
        *("srl", "inc", "corp", "ltd", "llc", "plc", "pty", "ab", "oy", "oyj", "as", "asa", "sro"),
    }
)


class Supplier(Struct, frozen=True):
    """One row of the list; an empty text is what nobody knows.

    Args:
        country: of the group's head office, ISO 3166-1 alpha-2.
        ultimate_country: of its ultimate controller; empty means unknown, never that it is European.
        control: listed, private, PE (funds), public, community...
        hds, iso27001: `yes`, `no`, `unknown` or `n/a`: of the supplier, never of an offer.
        confidence: H, M or L.
        verified: false when the row is general knowledge that nobody checked.
        note: what else a reader must know, a text a language.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    legal_entities: tuple[str, ...]
    siren: str
    country: str
    parent: str
    ultimate_parent: str
    ultimate_country: str
    control: str
    kind: tuple[str, ...]
    hds: str
    iso27001: str
    confidence: str
    verified: bool
    as_of: date
    source: str
    note: dict[str, str]


class Match(Struct, frozen=True):
    """How a supplier was found.

    Args:
        by: `siren`, `name`, or `legal_entity`.
    """

    supplier: Supplier
    by: str

    @property
    def seated(self) -> bool:
        """Tell whether the head office is the seat of what was named: a local subsidiary may sit elsewhere."""
        return self.by == "name" or self.supplier.country == "FR"


class Suppliers:
    """The suppliers that are known.

    Args:
        found: in any order.
        snapshot: what they were read from; None when there is nothing.
    """

    def __init__(self, found: Iterable[Supplier], snapshot: Snapshot | None) -> None:
        """Index the suppliers by SIREN and by name."""
        self.by_id = {each.id: each for each in found}
        self.snapshot = snapshot
        self._sirens: dict[str, list[Match]] = {}
        self._names: dict[str, dict[str, Match]] = {}
        for each in self.by_id.values():
            if each.siren:
                self._sirens.setdefault(each.siren, []).append(Match(each, "siren"))
            for name in (each.name, *each.aliases):
                self._names.setdefault(key(name), {}).setdefault(each.id, Match(each, "name"))
            for name in each.legal_entities:
                self._names.setdefault(key(name), {}).setdefault(each.id, Match(each, "legal_entity"))

    def __iter__(self) -> Iterator[Supplier]:
        """Yield the suppliers in the order of the list."""
        return iter(self.by_id.values())

    def by_siren(self, number: str) -> Match | None:
        """Return the supplier that has a SIREN or SIRET, blanks ignored; None when none or several have it."""
        found = self._sirens.get("".join(number.split())[:9], ())
        return found[0] if len(found) == 1 else None

    def by_name(self, name: str) -> tuple[Match, ...]:
        """Return every supplier that has exactly this name: none, one, or homonyms, which a caller must refuse."""
        return tuple(self._names.get(key(name), {}).values())


def key(name: str) -> str:
    """Return what two writings of one name have in common.

    >>> key("Éditions Acmé S.A.S.") == key("editions  acme")
    True
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name[:LONGEST]).casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    words = _WORD.findall(_DOTTED.sub(lambda found: found[0].replace(".", ""), plain))
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return "".join(words)


def suppliers(library: Library) -> Suppliers:
    """Return the suppliers of the library."""
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Suppliers:
    return Suppliers(map(_supplier, rows(snapshots)), next(iter(snapshots), None))


def _supplier(row: dict[str, str]) -> Supplier:
    same = ("id", "name", "siren", "country", "parent", "ultimate_parent", "ultimate_country", "control")
    return Supplier(
        **{name: row[name] for name in (*same, "hds", "iso27001", "confidence", "source")},
        aliases=several(row["aliases"]),
        legal_entities=several(row["legal_entities"]),
        kind=several(row["kind"]),
        verified=row["verified"] == "yes",
        as_of=date.fromisoformat(row["as_of"]),
        note=in_both(row, "note"),
    )
