# SPDX-License-Identifier: EUPL-1.2
"""What the workers read -> one inventory, in arrays; the same whatever came first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec
import numpy as np

from sovaudit.identity import stated
from sovaudit.identity.agreement import disagreements
from sovaudit.identity.claims import claim
from sovaudit.identity.components import Components
from sovaudit.identity.organisations import joined
from sovaudit.identity.references import undefined
from sovaudit.identity.settling import conflicts, settle, unsettled
from sovaudit.language import _
from sovaudit.model import (
    ABSENT,
    Answer,
    Application,
    Batch,
    CatalogueEntry,
    City,
    Contract,
    Dependency,
    FileRead,
    Hosting,
    InputFile,
    Inventory,
    Issue,
    Organisation,
    Record,
    Register,
    Service,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

R = TypeVar("R", bound=Record)
OWN = "register-"
"""How the names of the formats begin in which the city writes its own registers."""


class Unifier:
    """Gathers batches in any order, then makes the inventory."""

    def __init__(self) -> None:
        """Start empty."""
        self._components = Components()
        self._numbers: dict[int, list[tuple[int, list[int]]]] = {}
        self._read: list[tuple[int, FileRead]] = []
        self._registers: list[tuple[str, Register]] = []
        self._lent: list[tuple[str, Register]] = []

    def lend(self, name: str, register: Register) -> None:
        """Take in the records of a data set that is no file of the inventory: they fill what its files leave out.

        Args:
            name: of the data set, by which its records are sorted.
            register: what was read of it.
        """
        self._lent.append((name, register))

    def add(self, batch: Batch, registers: Iterable[tuple[str, Register]]) -> None:
        """Take in what one worker sent; its batches may come in any order."""
        numbers = [self._components.add(each) for each in batch.components]
        self._numbers.setdefault(batch.worker, []).append((batch.first, numbers))
        self._read += ((batch.worker, read) for read in batch.files)
        self._registers += registers

    def inventory(self, city: City, said: Iterable[Issue] = ()) -> Inventory:
        """Make the inventory: files sorted by path, components by id, records in the order of their registers.

        Args:
            city: whose inventory it is.
            said: what is wrong with what is no file of it.
        """
        self._read.sort(key=lambda each: each[1].path)
        reads = [read for _worker, read in self._read]
        rows = dict(self._registers)
        names = stated.all_names(reads)
        files = [_input_file(read, rows.get(read.path), names) for read in reads]
        issues: list[Issue] = []
        records = self._records(issues)
        applications, claims = claim(_of(Application, records), files, issues)
        settled = settle(self._components)
        order, rank = self._order(settled.survivor)
        components = self._components.found
        disagreeing = tuple(conflicts(self._components))
        issues += unsettled(settled.refusals, disagreeing)
        entries = self._entries(rank)
        issues += disagreements(files, claims, entries)
        dependants, dependencies, roots = self._edges(entries, claims, len(order))
        held = [entries[file].astype(np.int64) + application * len(order) for file, application in claims]
        contains = _pairs(held, len(order))
        inventory = Inventory(
            city=city,
            files=tuple(files),
            services=tuple(_of(Service, records)),
            applications=tuple(applications),
            organisations=tuple(_of(Organisation, records)),
            hostings=tuple(_of(Hosting, records)),
            contracts=tuple(_of(Contract, records)),
            dependencies=tuple(_of(Dependency, records)),
            answers=tuple(_of(Answer, records)),
            components=tuple(map(components.__getitem__, order)),
            catalogue=tuple(_of(CatalogueEntry, records)),
            merges=settled.merges,
            refusals=settled.refusals,
            conflicts=disagreeing,
            occurrence_component=_joined(entries),
            occurrence_file=np.repeat(
                np.arange(len(entries), dtype=np.int32), np.array([each.size for each in entries], dtype=np.intp)
            ),
            occurrence_entry=_joined([np.arange(each.size, dtype=np.int32) for each in entries]),
            patterns=tuple(read.pattern for _worker, read in self._read),
            places=tuple(read.places for _worker, read in self._read),
            edge_dependant=dependants,
            edge_dependency=dependencies,
            root_application=roots[0],
            root_dependency=roots[1],
            contains_application=contains[0],
            contains_component=contains[1],
            claims=tuple(claims),
        )
        return msgspec.structs.replace(
            inventory, issues=(*issues, *undefined(inventory), *said), **_stated(reads, inventory, entries)
        )

    def _order(self, survivor: list[int]) -> tuple[list[int], Ints]:
        """Sort by id the components that an entry describes, as those that stand for them; return the rank of each.

        A file that was refused half-way may have left descriptions of which no entry is left.
        """
        components = self._components.found
        stands = np.array(survivor, dtype=np.int32)
        used = np.zeros(len(components), dtype=bool)
        used[_joined(self._entries(stands))] = True
        order = sorted(np.flatnonzero(used).tolist(), key=[each.id for each in components].__getitem__)
        rank = np.full(len(components), -1, dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return order, rank[stands]

    def _entries(self, rank: Ints) -> list[Ints]:
        """Return per file the component of each entry, as its rank among the sorted components."""
        tables = {}
        for worker, batches in self._numbers.items():
            in_order = [number for _first, numbers in sorted(batches) for number in numbers]
            tables[worker] = rank[np.array(in_order, dtype=np.intp)]
        return [tables[worker][np.frombuffer(read.described, dtype="<i4")] for worker, read in self._read]

    def _records(self, issues: list[Issue]) -> list[Record]:
        """List the records of all registers; a second row with the same id is left out, and said.

        The city's own registers come first: data that others export fills what they leave out, and is often repeated.
        """
        formats = {read.path: read.format for _worker, read in self._read}
        own = {path for path, _register in self._registers if (formats.get(path) or OWN).startswith(OWN)}
        self._registers.sort(key=lambda each: (each[0] not in own, each[0]))
        kept: dict[tuple[type, str], Record] = {}
        others: list[Record] = []
        for path, register in (*self._registers, *sorted(self._lent, key=lambda each: each[0])):
            for record in register.records:
                if isinstance(record, Dependency | Answer):
                    others.append(record)
                elif (type(record), record.id) in kept and path not in own:
                    kept[type(record), record.id] = _filled(kept[type(record), record.id], record)
                elif (type(record), record.id) in kept:
                    first = kept[type(record), record.id].origin.source("id")
                    text = _("id given twice: {id}; the row of {first} counts")
                    place = record.origin.source("id")
                    said = text.format(id=record.id, first=f"{first.path} {first.place}".strip())
                    issues.append(Issue(f"{place.path} {place.place}", said, _("give each row an id of its own")))
                else:
                    kept[type(record), record.id] = record
        return [*joined(kept.values()), *others]

    def _edges(
        self, entries: list[Ints], claims: list[tuple[int, int]], count: int
    ) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
        """Join the edges of all files: between components, and from applications to what they need directly."""
        between: list[NDArray[np.int64]] = []
        direct: list[NDArray[np.int64]] = []
        claimed: dict[int, list[int]] = {}
        for file, application in claims:
            claimed.setdefault(file, []).append(application)
        for number, (_worker, read) in enumerate(self._read):
            dependants = np.frombuffer(read.dependants, dtype="<i4")
            dependencies = np.frombuffer(read.dependencies, dtype="<i4")
            inner = (dependants >= 0) & (dependencies >= 0)
            first, second = entries[number][dependants[inner]], entries[number][dependencies[inner]]
            other = first != second
            between.append(first[other].astype(np.int64) * count + second[other])
            from_root = entries[number][dependencies[(dependants < 0) & (dependencies >= 0)]]
            direct.extend(from_root.astype(np.int64) + application * count for application in claimed.get(number, ()))
        return *_pairs(between, count), _pairs(direct, count)


def _pairs(codes: list[NDArray[np.int64]], count: int) -> tuple[Ints, Ints]:
    """Return the distinct pairs that were coded as first * count + second, sorted."""
    if not codes or not count:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    joined = np.concatenate(codes)
    joined.sort()
    keep = np.ones(joined.size, dtype=bool)
    keep[1:] = joined[1:] != joined[:-1]
    first, second = np.divmod(joined[keep], count)
    return first.astype(np.int32), second.astype(np.int32)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)


def _of(noun: type[R], records: list[Record]) -> list[R]:
    return [record for record in records if type(record) is noun]


def _filled(kept: Record, other: Record) -> Record:
    """Fill what a record does not know with what another one of the same id says."""
    gained = {
        name: getattr(other, name)
        for name in kept.__struct_fields__
        if name != "origin" and getattr(kept, name) in (ABSENT, ()) and getattr(other, name) not in (ABSENT, ())
    }
    return msgspec.structs.replace(kept, **gained) if gained else kept


def _stated(reads: list[FileRead], inventory: Inventory, entries: list[Ints]) -> dict[str, object]:
    """Resolve what files state beside components."""
    ids = [each.id for each in inventory.components]
    described: list[list[str]] = [[] for _read in reads]
    for file, application in inventory.claims:
        described[file].append(inventory.applications[application].id)

    def component(file: int, entry: int) -> int:
        return int(entries[file][entry])

    online = stated.online(reads, described, component)
    return {
        "statements": stated.statements(reads, ids, component),
        "online": online.services,
        "online_application": online.applications,
        "online_component": online.components,
    }


def _input_file(read: FileRead, register: Register | None, names: set[str]) -> InputFile:
    return InputFile(
        path=read.path,
        sha256=read.sha256,
        bytes=read.size,
        format=read.format,
        version=read.version,
        status=read.status,
        components=len(read.described) // 4 + read.mentioned,
        mentioned=read.mentioned,
        dependencies=read.edge_count,
        rows=register.rows if register else read.rows,
        issues=(*read.issues, *stated.absent_links(read, names)),
        subject=read.subject,
        created=read.created,
        names=read.names,
        profiles=read.profiles,
        compositions=stated.compositions(read),
    )
