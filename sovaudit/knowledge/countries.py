# SPDX-License-Identifier: EUPL-1.2
"""Facts about countries: Union and EEA membership, GDPR adequacy, laws that reach abroad, our exposure tier.

Adequacy (GDPR art. 45) answers whether personal data may be transferred; it takes away no law that compels access. The
two stand side by side and nothing here derives one from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge._tables import in_both, rows, several

NAME = "countries"
TIERS: tuple[Mapping[str, str], ...] = (
    {
        "fr": "palier 0 (classement de sovaudit) : Union européenne ou EEE",
        "en": "tier 0 (sovaudit’s own): European Union or EEA",
    },
    {
        "fr": "palier 1 (classement de sovaudit) : hors UE et EEE, sans loi documentée d’accès contraint à l’étranger",
        "en": "tier 1 (sovaudit’s own): outside EU and EEA, no documented law that compels access abroad",
    },
    {
        "fr": "palier 2 (classement de sovaudit) : accès contraint documenté, à portée étendue ou à garanties faibles",
        "en": "tier 2 (sovaudit’s own): documented compelled access, with reach or weak safeguards",
    },
    {
        "fr": "palier 3 (classement de sovaudit) : lois visées par le débat européen (CEPD, CJUE, CSF)",
        "en": "tier 3 (sovaudit’s own): laws named in the European debate (EDPB, Court of Justice, CSF)",
    },
)
"""What each exposure tier means. The classification is ours: no text knows it."""
_COMMON = {"UK": "GB", "EL": "GR"}
"""Codes that the Union's own texts use -> ISO 3166-1 alpha-2."""


class Country(Struct, frozen=True):
    """One country.

    Args:
        adequacy: `eu_eea`, `yes`, `partial` (for some recipients only), `no` or `to_verify`.
        scope: whom the adequacy decision is for, a text a language.
        laws: that compel access or reach abroad, as the field names them.
        tier: 0 to 3, see TIERS.
        gpa: whether it is a party to the WTO's agreement on government procurement.
        note: what else a reader must know, a text a language.
        confidence: H, M or L.
    """

    iso2: str
    name: dict[str, str]
    eu: bool
    eea: bool
    adequacy: str
    adequacy_ref: str
    scope: dict[str, str]
    laws: tuple[str, ...]
    tier: int
    gpa: bool
    note: dict[str, str]
    confidence: str


class Countries:
    """The countries that are known.

    Args:
        found: in any order.
        snapshot: what they were read from; None when there is nothing.
    """

    def __init__(self, found: Iterable[Country], snapshot: Snapshot | None) -> None:
        """Index the countries by code and by name."""
        self._by_code = {each.iso2: each for each in sorted(found, key=lambda each: each.iso2)}
        self._by_name = {name.casefold(): each for each in self._by_code.values() for name in each.name.values()}
        self.snapshot = snapshot

    def __iter__(self) -> Iterator[Country]:
        """Yield the countries in the order of their codes."""
        return iter(self._by_code.values())

    def look_up(self, written: str) -> Country | None:
        """Return a country by its code or by its name in French or English; None when it is not listed."""
        code = written.strip().upper()
        return self._by_code.get(_COMMON.get(code, code)) or self._by_name.get(written.strip().casefold())


def countries(library: Library) -> Countries:
    """Return the countries of the library."""
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Countries:
    return Countries(map(_country, rows(snapshots)), next(iter(snapshots), None))


def _country(row: dict[str, str]) -> Country:
    return Country(
        iso2=row["iso2"],
        name=in_both(row, "name"),
        eu=row["eu"] == "yes",
        eea=row["eea"] == "yes",
        adequacy=row["adequacy"],
        adequacy_ref=row["adequacy_ref"],
        scope=in_both(row, "scope"),
        laws=several(row["laws"]),
        tier=int(row["tier"]),
        gpa=row["gpa"] == "yes",
        note=in_both(row, "note"),
        confidence=row["confidence"],
    )
