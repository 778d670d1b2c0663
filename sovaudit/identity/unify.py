# SPDX-License-Identifier: EUPL-1.2
"""What the workers read -> one inventory, in arrays; the same whatever came first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

import msgspec
import numpy as np

from sovaudit.identity.components import Components
from sovaudit.identity.references import undefined
from sovaudit.language import _
from sovaudit.model import (
    ABSENT,
    Answer,
    Application,
    Batch,
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


class Unifier:
    """Gathers batches in any order, then makes the inventory."""

    def __init__(self) -> None:
        """Start empty."""
        self._components = Components()
        self._numbers: dict[int, list[tuple[int, list[int]]]] = {}
        self._read: list[tuple[int, FileRead]] = []
        self._registers: list[tuple[str, Register]] = []

    def add(self, batch: Batch, registers: Iterable[tuple[str, Register]]) -> None:
        """Take in what one worker sent; its batches may come in any order."""
        numbers = [self._components.add(each) for each in batch.components]
        self._numbers.setdefault(batch.worker, []).append((batch.first, numbers))
        self._read += ((batch.worker, read) for read in batch.files)
        self._registers += registers

    def inventory(self, city: City) -> Inventory:
        """Make the inventory: files sorted by path, components by id, records in the order of their registers."""
        self._read.sort(key=lambda each: each[1].path)
        self._registers.sort(key=lambda each: each[0])
        rows = dict(self._registers)
        files = [_input_file(read, rows.get(read.path)) for _worker, read in self._read]
        issues: list[Issue] = []
        records = self._records(issues)
        applications, claims = _claim(_of(Application, records), files, issues)
        components = self._components.found
        order = sorted(range(len(components)), key=[each.id for each in components].__getitem__)
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        entries = self._entries(rank)
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
        return msgspec.structs.replace(inventory, issues=(*issues, *undefined(inventory)))

    def _entries(self, rank: Ints) -> list[Ints]:
        """Return per file the component of each entry, as its rank among the sorted components."""
        tables = {}
        for worker, batches in self._numbers.items():
            in_order = [number for _first, numbers in sorted(batches) for number in numbers]
            tables[worker] = rank[np.array(in_order, dtype=np.intp)]
        return [tables[worker][np.frombuffer(read.described, dtype="<i4")] for worker, read in self._read]

    def _records(self, issues: list[Issue]) -> list[Record]:
        """List the records of all registers; a second row with the same id is left out, and said."""
        kept: dict[tuple[type, str], Record] = {}
        others: list[Record] = []
        for _path, register in self._registers:
            for record in register.records:
                if isinstance(record, Dependency | Answer):
                    others.append(record)
                elif (type(record), record.id) in kept:
                    first = kept[type(record), record.id].origin.source("id")
                    text = _("id given twice: {id}; the row of {first} counts")
                    place = record.origin.source("id")
                    said = text.format(id=record.id, first=f"{first.path} {first.place}".strip())
                    issues.append(Issue(f"{place.path} {place.place}", said, _("give each row an id of its own")))
                else:
                    kept[type(record), record.id] = record
        return [*kept.values(), *others]

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


def _input_file(read: FileRead, register: Register | None) -> InputFile:
    return InputFile(
        path=read.path,
        sha256=read.sha256,
        bytes=read.size,
        format=read.format,
        version=read.version,
        status=read.status,
        components=len(read.described) // 4,
        dependencies=read.edge_count,
        rows=register.rows if register else 0,
        issues=read.issues,
        subject=read.subject,
    )


def _claim(
    applications: list[Application], files: list[InputFile], issues: list[Issue]
) -> tuple[list[Application], list[tuple[int, int]]]:
    """Match applications with their bills of materials; a file that none claims becomes an application of its own."""
    positions = {each.path: number for number, each in enumerate(files)}
    claims = []
    for number, application in enumerate(applications):
        source = application.origin.source("sbom")
        for path in application.sbom:
            position = positions.get(str(PurePosixPath(path.replace("\\", "/"))))
            place = f"{source.path} {source.place}"
            if position is None:
                hint = _("check the path: it is relative to the inventory folder")
                issues.append(Issue(place, _("bill of materials not found: {path}").format(path=path), hint))
            elif files[position].subject is None:
                hint = _("see the file's own issues")
                issues.append(Issue(place, _("not read as a bill of materials: {path}").format(path=path), hint))
            elif (position, number) not in claims:
                claims.append((position, number))
    claimed = {position for position, _number in claims}
    ids = {each.id for each in applications}
    adopted = list(applications)
    for position, each in enumerate(files):
        if each.subject is not None and position not in claimed:
            claims.append((position, len(adopted)))
            adopted.append(_adopt(each, ids))
            text = _("no application claims this file: it stands for an application of its own, {id}")
            hint = _("name it in the « sbom » column of the applications register")
            issue = Issue("", text.format(id=adopted[-1].id), hint)
            files[position] = msgspec.structs.replace(each, issues=(*each.issues, issue))
    return adopted, sorted(claims)


def _adopt(file: InputFile, ids: set[str]) -> Application:
    """Make the application that an unclaimed bill of materials stands for, with an id that nobody has."""
    subject = file.subject
    stem = PurePosixPath(file.path.replace("\\", "/")).name.split(".")[0]
    name = (subject.name if subject else "") or stem
    wanted = slug(name) or slug(stem) or "application"
    chosen = next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, len(ids) + 3))) if each not in ids)
    ids.add(chosen)
    version = subject.version if subject and subject.version else ABSENT
    purl = subject.purl if subject and subject.purl else ABSENT
    return Application(id=chosen, name=name, version=version, purl=purl, sbom=(file.path,), adopted=True)


def slug(text: str) -> str:
    """Return a short id made of a name: lower-case letters, digits and hyphens.

    >>> slug("Gestion électronique (GED)")
    'gestion-electronique-ged'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
