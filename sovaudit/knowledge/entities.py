# SPDX-License-Identifier: EUPL-1.2
"""Who owns whom: legal entities by LEI (*Legal Entity Identifier*), from GLEIF. Only by import.

GLEIF's API gives one JSON per question; a folder of such answers is imported as one data set: `lei-records` (one or a
list), `…/direct-parent-relationship`, `…/ultimate-parent-relationship`, `…-reporting-exception`. So are extracts of the
three tables of its golden copy (`_gleif.py`). Nothing is climbed: the ultimate parent is what the entity itself
reports, since a hidden link (NON_PUBLIC) may stand between.

| an exception on the ultimate parent | means |
| --- | --- |
| NO_KNOWN_PERSON, NATURAL_PERSONS, NON_CONSOLIDATING | the entity is the top itself |
| NON_PUBLIC and the others | there may be a parent, which is not told: unknown |

Consolidation of accounts is not control by a fund or by a law; an entity without an LEI proves nothing; a record that
is LAPSED is old. Sole proprietors are left out.

Source: https://www.gleif.org/en/about-lei/common-data-file-format (levels 1 and 2); data under CC0-1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from sovaudit.knowledge import _gleif
from sovaudit.knowledge._gleif import text
from sovaudit.knowledge._importing import (
    UNDATED,
    Converted,
    Published,
    refused,
)
from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.language import _
from sovaudit.model import ABSENT, Provenance, Unknown

NAME = "entities"
SHELF_DAYS = 365
HREF = "https://www.gleif.org/en/lei-data/gleif-api"
PUBLISHED = (Published(NAME, "GLEIF: answers of its API, JSON, or extracts of its golden copy, CSV", HREF),)
TOP = frozenset(("NO_KNOWN_PERSON", "NATURAL_PERSONS", "NON_CONSOLIDATING"))
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_SIRENE = frozenset(("RA000189", "RA000192"))
"""Registers whose numbers are SIREN: Sirene, Infogreffe."""


class Parent(Struct, frozen=True):
    """What an entity reports of a parent.

    Args:
        lei: of the parent; that of the entity itself when it reports that there is none above it; else unknown.
        reason: the exception that it reports instead of a parent, in GLEIF's words; empty when it names one.
    """

    lei: str | Unknown = ABSENT
    reason: str = ""


class Entity(Struct, frozen=True):
    """One legal entity.

    Args:
        country: of its legal address, ISO 3166-1 alpha-2.
        headquarters: country of its head office.
        jurisdiction: whose law it is made under: `FR`, `US-DE`.
        status: ACTIVE or INACTIVE.
        registration: ISSUED, LAPSED...: whether the record is kept up.
        siren: its French number, when its register is one of those that use it.
        direct: the parent that consolidates it first.
        ultimate: the parent at the top.
    """

    lei: str
    name: str
    country: str | Unknown = ABSENT
    headquarters: str | Unknown = ABSENT
    jurisdiction: str | Unknown = ABSENT
    status: str | Unknown = ABSENT
    registration: str | Unknown = ABSENT
    updated: str | Unknown = ABSENT
    siren: str | Unknown = ABSENT
    direct: Parent = Parent()
    ultimate: Parent = Parent()


class Entities:
    """The entities that were imported.

    Args:
        found: in any order.
        snapshot: what they were read from; None when nothing was imported.
    """

    def __init__(self, found: Iterable[Entity], snapshot: Snapshot | None) -> None:
        """Index the entities."""
        self._by_lei = {each.lei: each for each in found}
        self._by_siren = {each.siren: each for each in self._by_lei.values() if isinstance(each.siren, str)}
        self.snapshot = snapshot

    def __len__(self) -> int:
        """Count the entities."""
        return len(self._by_lei)

    def look_up(self, number: str) -> Entity | None:
        """Return an entity by its LEI or by its SIREN, blanks ignored; None when it was not imported."""
        plain = "".join(number.split()).upper()
        return self._by_lei.get(plain) or self._by_siren.get(plain)

    def top(self, entity: Entity) -> Entity | Unknown:
        """Return the entity at the top of a group, itself when it is; unknown when it is hidden or was not imported."""
        lei = entity.ultimate.lei
        if isinstance(lei, Unknown):
            return lei
        return self._by_lei.get(lei) or Unknown("undefined", lei)


def entities(library: Library) -> Entities:
    """Return the entities of the library."""
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Entities:
    if not snapshots:
        return Entities((), None)
    return Entities(msgspec.json.decode(snapshots[0].read(), type=list[Entity]), snapshots[0])


def recognises(head: bytes, name: str) -> bool:
    """Tell whether a file begins as an answer of GLEIF's API does, or as a table of its golden copy."""
    return _gleif.recognises(head)


def convert(source: Path, target: Path) -> Converted:
    """Keep what one file says.

    Raises:
        InputError: it is none of GLEIF's.
    """
    return convert_all((source,), target)


def convert_all(sources: Sequence[Path], target: Path) -> Converted:
    """Keep what several files say together.

    Raises:
        InputError: one of them is none of GLEIF's, or there is no entity in any.
    """
    gathered = _Gathered()
    days = set()
    for source in sources:
        read = _gleif.items_of(source)
        days.add(read.day)
        gathered.left_out += ((f"{source.name}: {place}", why) for place, why in read.left_out)
        for kind, attributes, place in read.items:
            gathered.take(kind, attributes, f"{source.name}: {place}")
    found = gathered.entities()
    if not found:
        raise refused(sources[0], _("no legal entity in it"))
    target.write_bytes(msgspec.json.encode(found))
    stated = Provenance("GLEIF, LEI records", "CC0-1.0", min(days, default=UNDATED), HREF, SHELF_DAYS)
    return Converted(NAME, ".json", msgspec.structs.replace(stated, records=len(found)), tuple(gathered.left_out))


class _Gathered:
    """What was read so far: entities, and the parents that other answers tell."""

    def __init__(self) -> None:
        self._found: dict[str, Entity] = {}
        self._parents: dict[tuple[str, str], Parent] = {}
        self.left_out: list[tuple[str, str]] = []

    def take(self, kind: str, attributes: _gleif.Attributes, place: str) -> None:
        """Take in one item."""
        takers = {_gleif.RECORD: self._record, _gleif.LINK: self._link, _gleif.EXCEPTION: self._none}
        taker = takers.get(kind)
        why = taker(attributes) if taker else _("not of a kind that is kept: {kind}").format(kind=kind[:40])
        if why:
            self.left_out.append((place, why))

    def entities(self) -> list[Entity]:
        """Return the entities with their parents, sorted; say which parents belong to none."""
        for lei, _kind in sorted(self._parents.keys()):
            if lei not in self._found:
                self.left_out.append((lei, _("a parent of an entity whose own record is missing")))
        return [
            msgspec.structs.replace(
                each,
                direct=self._parents.get((lei, "DIRECT"), each.direct),
                ultimate=self._parents.get((lei, "ULTIMATE"), each.ultimate),
            )
            for lei, each in sorted(self._found.items())
        ]

    def _record(self, item: dict[str, Any]) -> str:
        lei, name = text(item, "lei"), text(item, "entity", "legalName", "name")
        if not _LEI.fullmatch(lei) or not name:
            return _("without an LEI or a name")
        if text(item, "entity", "category") == "SOLE_PROPRIETOR":
            return _("a natural person: not kept")
        updated = text(item, "registration", "lastUpdateDate")
        known = self._found.get(lei)
        if known is not None and isinstance(known.updated, str) and known.updated >= updated:
            return ""
        number = "".join(text(item, "entity", "registeredAs").split())
        french = text(item, "entity", "registeredAt", "id") in _SIRENE and number.isdecimal() and len(number) == 9
        self._found[lei] = Entity(
            lei,
            name,
            country=text(item, "entity", "legalAddress", "country") or ABSENT,
            headquarters=text(item, "entity", "headquartersAddress", "country") or ABSENT,
            jurisdiction=text(item, "entity", "jurisdiction") or ABSENT,
            status=text(item, "entity", "status") or ABSENT,
            registration=text(item, "registration", "status") or ABSENT,
            updated=updated or ABSENT,
            siren=number if french else ABSENT,
        )
        return ""

    def _link(self, item: dict[str, Any]) -> str:
        kind = text(item, "relationship", "type")
        kinds = {"IS_DIRECTLY_CONSOLIDATED_BY": "DIRECT", "IS_ULTIMATELY_CONSOLIDATED_BY": "ULTIMATE"}
        ends = [text(item, "relationship", end, "id") for end in ("startNode", "endNode")]
        if kind not in kinds:
            return _("not of a kind that is kept: {kind}").format(kind=kind[:40])
        if not all(map(_LEI.fullmatch, ends)):
            return _("without an LEI or a name")
        if text(item, "relationship", "status") == "INACTIVE" or text(item, "extension", "deletedAt"):
            return _("a link that has ended")
        self._parents[ends[0], kinds[kind]] = Parent(ends[1])
        return ""

    def _none(self, item: dict[str, Any]) -> str:
        lei, reason = text(item, "lei"), text(item, "reason")
        kind = text(item, "category").partition("_")[0]
        if not _LEI.fullmatch(lei) or kind not in ("DIRECT", "ULTIMATE") or not reason:
            return _("without an LEI or a name")
        hidden = Unknown("absent" if reason == "NO_LEI" else "noassertion", reason[:60])
        self._parents.setdefault((lei, kind), Parent(lei if reason in TOP else hidden, reason[:60]))
        return ""
