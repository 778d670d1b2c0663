# SPDX-License-Identifier: EUPL-1.2
"""Facts about cloud offers: their SecNumCloud qualification, as far as it could be read. No copy of ANSSI's catalogue.

A qualification is of an offer and of its sites: a provider that has one sells unqualified services beside it, and a
layer above a qualified one is not qualified (SecNumCloud 3.2, annex 2). What is missing here may well be qualified.

| status | means |
| --- | --- |
| qualified | several sources, or a precise one, say so |
| reported | one source, or the supplier alone, says so |
| in_progress | the file is with ANSSI |
| not_qualified | the source says that it is not |
| not_eligible | the provider fails 19.6 as a whole: our own application of that rule |
| conflict | sources differ; all are kept in `others` |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge._tables import in_both, rows, several
from sovaudit.knowledge.organisations import key

NAME = "offers"
STATUSES = ("qualified", "reported", "in_progress", "not_qualified", "not_eligible", "conflict")


class Offer(Struct, frozen=True):
    """One offer of a provider.

    Args:
        vendor: id of the provider among the suppliers (`knowledge.organisations`).
        names: the offer's name and other ways to write it.
        status: one of STATUSES.
        others: what sources say that differ.
        sites: of which the qualification is; empty when the source does not say.
        whole_provider: true when the status is of everything that the provider sells.
        since: day of the first qualification, ISO 8601; empty when there is none or it is not known.
        verified: false when nobody read it anywhere.
        note: what else a reader must know, a text a language.
    """

    id: str
    provider: str
    vendor: str
    names: tuple[str, ...]
    service: str
    referential: str
    status: str
    others: tuple[str, ...]
    sites: tuple[str, ...]
    whole_provider: bool
    since: str
    as_of: date
    confidence: str
    verified: bool
    source: str
    note: dict[str, str]


class Offers:
    """The offers that are known.

    Args:
        found: in any order.
        snapshot: what they were read from; None when there is nothing.
    """

    def __init__(self, found: Iterable[Offer], snapshot: Snapshot | None) -> None:
        """Index the offers by provider and name."""
        self._all = tuple(found)
        self.snapshot = snapshot
        self._named = {(each.vendor, key(name)): each for each in self._all for name in each.names}
        self._whole = {each.vendor: each for each in self._all if each.whole_provider}

    def __iter__(self) -> Iterator[Offer]:
        """Yield the offers in the order of the list."""
        return iter(self._all)

    def look_up(self, vendor: str, offer: str) -> Offer | None:
        """Return an offer of a provider by its exact name; what holds for the whole provider needs no name."""
        return self._whole.get(vendor) or self._named.get((vendor, key(offer)))


def offers(library: Library) -> Offers:
    """Return the offers of the library."""
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Offers:
    return Offers(map(_offer, rows(snapshots)), next(iter(snapshots), None))


def _offer(row: dict[str, str]) -> Offer:
    return Offer(
        id=row["id"],
        provider=row["provider"],
        vendor=row["vendor"],
        names=(row["offer"], *several(row["aliases"])),
        service=row["service"],
        referential=row["referential"],
        status=row["status"],
        others=several(row["others"]),
        sites=several(row["sites"]),
        whole_provider=row["whole_provider"] == "yes",
        since=row["since"],
        as_of=date.fromisoformat(row["as_of"]),
        confidence=row["confidence"],
        verified=row["verified"] == "yes",
        source=row["source"],
        note=in_both(row, "note"),
    )
