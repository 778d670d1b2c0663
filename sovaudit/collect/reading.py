# SPDX-License-Identifier: EUPL-1.2
"""What one process does: files in, columns out; what it has sent once it does not send again."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sovaudit.collect.confining import confine, out_of_memory
from sovaudit.collect.finding import Found
from sovaudit.collect.opening import open_input
from sovaudit.credentials import public
from sovaudit.errors import InputError
from sovaudit.identity import Purls, component
from sovaudit.identity.doubts import doubts
from sovaudit.language import _
from sovaudit.model import (
    Batch,
    Bom,
    Component,
    Description,
    Descriptions,
    FileRead,
    Issue,
    Register,
    Statements,
    Subject,
)

_QUOTED = ("subject", "issues", "names", "links", "online", "statements")
"""What a `FileRead` quotes of its file: components have their own way (`identity.component`)."""
SAID_AT_MOST = 20
"""Issues of one kind listed one by one in a file; the rest is counted in one more."""


class Worker:
    """Reads files and remembers what it has already sent."""

    def __init__(self) -> None:
        """Start empty, under a number that no other process has."""
        self._number = int.from_bytes(os.urandom(6))
        self._descriptions = Descriptions()
        self._purls = Purls()
        self._components: list[Component] = []
        self._sent = 0
        self._doubts: dict[int, tuple[Issue, ...]] = {}

    def read(
        self, group: Sequence[Found], begin: Callable[[int], None] = lambda _position: None
    ) -> tuple[Batch, list[tuple[str, Register]]]:
        """Read a group of files.

        Args:
            group: the files.
            begin: told the position in the group of each file before it is read.
        """
        files = []
        registers = []
        for position, each in enumerate(group):
            begin(position)
            read, register = self._read_one(each)
            files.append(read)
            if register is not None:
                registers.append((each.path, register))
        first, self._sent = self._sent, len(self._components)
        return Batch(self._number, first, self._components[first:], files), registers

    def _read_one(self, found: Found) -> tuple[FileRead, Register | None]:
        """Read one file; whatever is wrong with it becomes its Issue."""
        read = FileRead(found.path, "", found.bytes)
        try:
            confine(found.bytes)
            register = self._content(found, read)
            for name in _QUOTED:
                setattr(read, name, public(getattr(read, name)))
            return read, public(register)
        except InputError as error:
            place = error.where.removeprefix(found.path).removeprefix(": ")
            issue = public(Issue(place, error.message, error.hint))
        except MemoryError:
            issue = out_of_memory(found.bytes)
        empty = FileRead(found.path, read.sha256, read.size, format=read.format, status="rejected")
        empty.issues = (issue,)
        return empty, None

    def _content(self, found: Found, read: FileRead) -> Register | None:
        """Open, unwrap, recognise and read a file.

        Raises:
            InputError: nothing of it can be read.
        """
        from sovaudit.readers import sniff
        from sovaudit.readers._envelopes import unwrap
        from sovaudit.readers._foreign import refuse_foreign

        data = open_input(found)
        read.size = len(data)
        read.sha256 = hashlib.sha256(data).hexdigest()
        inside = unwrap(data, found.path)
        if inside.data is not data:
            confine(len(inside.data))
            data = inside.data
        refuse_foreign(data, found.path)
        reader = sniff(data, found.path)
        if reader is None:
            raise InputError(_("format not recognised"), found.path, _("see the list of formats in the README"))
        read.format = reader.NAME
        content = reader.read(data, found.path, self._descriptions)
        read.issues = (*inside.issues, *_under(inside.pointer, content.issues))
        if isinstance(content, Bom):
            self._fill(read, content, inside.pointer)
            return None
        if isinstance(content, Statements):
            _state(read, content)
            return None
        read.version = content.version
        kept = len(content.records) + content.left_out + content.merged
        read.status = "partial" if kept < content.rows or content.rejected else "read"
        return content

    def _fill(self, read: FileRead, bom: Bom, pointer: str) -> None:
        """Copy a bill of materials into columns."""
        self._identify()
        described = np.asarray(bom.described, dtype="<i4")
        read.version = bom.version
        read.status = "partial" if bom.partial else "read"
        read.subject = bom.subject
        read.described = described.tobytes()
        read.dependants = np.asarray(bom.dependants, dtype="<i4").tobytes()
        read.dependencies = np.asarray(bom.dependencies, dtype="<i4").tobytes()
        read.edge_count = bom.edge_count
        read.mentioned = bom.mentioned
        read.pattern = pointer + bom.pattern
        read.places = {number: pointer + place for number, place in bom.places.items()} if pointer else bom.places
        read.names, read.links, read.created, read.profiles = bom.names, bom.links, bom.created, bom.profiles
        read.compositions, read.online, read.statements = bom.compositions, bom.online, bom.statements
        read.rows = 0 if bom.described else len(bom.statements)
        if self._doubts:
            read.issues = (*read.issues, *self._doubted(described, read))
        if bom.subject is not None:
            read.issues = (*read.issues, *self._doubted_subject(bom.subject))

    def _doubted_subject(self, said: Subject) -> tuple[Issue, ...]:
        """Return what is doubtful about the document's own subject."""
        as_entry = Description(said.purl, said.name, said.version, said.type, said.supplier, "", (), (), said.cpe)
        return doubts(as_entry, component(as_entry, self._purls))

    def _identify(self) -> None:
        """Give every new description its identity, and keep what is doubtful about it."""
        for description in self._descriptions.distinct[len(self._components) :]:
            found = component(description, self._purls)
            doubted = doubts(description, found)
            if doubted:
                self._doubts[len(self._components)] = doubted
            self._components.append(found)

    def _doubted(self, described: NDArray[np.int32], read: FileRead) -> Iterator[Issue]:
        """Report the entries whose identity is doubtful; of one kind the first, then how many more there are."""
        counted: Counter[str] = Counter()
        last: dict[str, Issue] = {}
        for entry in np.flatnonzero(np.isin(described, list(self._doubts))).tolist():
            place = read.places.get(entry) or read.pattern.format(entry)
            for each in self._doubts[int(described[entry])]:
                counted[each.hint] += 1
                last[each.hint] = Issue(place, each.message, each.hint)
                if counted[each.hint] <= SAID_AT_MOST:
                    yield last[each.hint]
        for hint, count in counted.items():
            if count > SAID_AT_MOST:
                text = _("and {count} more of the same kind").format(count=count - SAID_AT_MOST)
                yield Issue(last[hint].place, text, hint)


def _under(pointer: str, issues: Iterable[Issue]) -> Iterator[Issue]:
    """Place issues in the document that holds the one they were found in."""
    for each in issues:
        yield Issue(pointer + each.place, each.message, each.hint) if each.place.startswith("/") else each


def _state(read: FileRead, content: Statements) -> None:
    """Copy what a file states of vulnerabilities."""
    read.version, read.created, read.names = content.version, content.created, content.names
    read.rows, read.statements = content.rows, content.statements
    read.status = "partial" if len(content.statements) < content.rows else "read"
