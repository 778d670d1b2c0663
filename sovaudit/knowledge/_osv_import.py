# SPDX-License-Identifier: EUPL-1.2
"""A publisher's OSV file -> one SQLite file: advisories, and the entries of each package.

What is read is an archive of records (`all.zip`, of one ecosystem or of all), or files of one record each. What an
archive covers is told by its content: the one ecosystem that (nearly) every record touches, else all that occur. Files
of one record cover nothing: they add advisories, and their silence about other packages says nothing of them.

An archive is opened as `archives.py` says, and a member above `MEMBER` bytes is not unpacked; a record that cannot be
read is left out and said. An archive that grows out of all proportion is refused whole, for what lacks in it would look
safe. The SQLite file is made here from decoded records: no database of others is ever opened.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

import msgspec

from sovaudit import archives
from sovaudit.errors import InputError
from sovaudit.knowledge._databases import prepare
from sovaudit.knowledge._importing import UNDATED, ZIP, content, day_of, opened, refused
from sovaudit.knowledge._osv_records import Kept, record
from sovaudit.knowledge._osv_stored import INDEX, TABLES
from sovaudit.language import _
from sovaudit.limits import MIB

MEMBER = 16 * MIB
"""Bytes of one record; the largest that Ubuntu publishes have some."""
TOLD_AT_MOST = 1000
"""Records that are left out and told one by one."""
SUFFIX = ".json"
NEARLY = 0.95
"""Share of the records of an ecosystem's archive that touch the ecosystem: its publisher has some odd ones."""
ALL, FILES = "all", "files"
"""The parts that are made of an archive of all ecosystems, and of files of one record each."""
_UNNAMED = re.compile(r"[^A-Za-z0-9 :._+-]")
"""What the name of a part cannot hold."""


class Stored(msgspec.Struct):
    """What an import stored.

    Args:
        name: of the part: an ecosystem, `all`, or `files`.
        covers: ecosystems without their releases, of which it has every advisory; sorted.
        newest: the day of the newest record.
    """

    name: str
    covers: tuple[str, ...]
    newest: date
    advisories: int
    withdrawn: int
    left_out: tuple[tuple[str, str], ...]


def store(sources: Sequence[Path], target: Path) -> Stored:
    """Read publishers' files into a new SQLite file.

    Args:
        sources: one archive, or files of one record each.
        target: the new file.

    Raises:
        InputError: there is no such file among them, or one goes past a limit.
    """
    with opened(sources[0]) as stream:
        if stream.read(len(ZIP)) == ZIP:
            return _written(_members(sources[0], stream), sources[0], target, archive=True)
    return _written(_records(sources), sources[0], target, archive=False)


def _records(sources: Sequence[Path]) -> Iterator[tuple[str, bytes | str]]:
    """Yield files of one record each: name, and content or why there is none."""
    for each in sources:
        try:
            data = content(each)
        except InputError as error:
            if len(sources) == 1:
                raise
            yield str(each), error.message
        else:
            yield str(each), data


def _members(source: Path, stream: BinaryIO) -> Iterator[tuple[str, bytes | str]]:
    """Yield the members of an archive: name, and content or why there is none."""
    try:
        archive = archives.opened(stream, str(source))
    except BadZipFile:
        raise refused(source, _("the archive is damaged")) from None
    members = [each for each in archive.infolist() if not each.is_dir()]
    unpacked = sum(each.file_size for each in members if each.file_size <= MEMBER)
    archives.check_ratio(unpacked, stream.seek(0, 2), str(source))
    seen = set[str]()
    for member in members:
        if member.filename in seen:
            yield member.filename, _("a member given twice: the first one counts")
            continue
        seen.add(member.filename)
        yield member.filename, _content(archive, member)


def _content(archive: ZipFile, member: ZipInfo) -> bytes | str:
    """Return a member's content, or why it is not read."""
    why = archives.why_unread(member)
    if why:
        return why
    if member.file_size > MEMBER:
        return _("larger than {size} MiB").format(size=MEMBER // MIB)
    try:
        return archives.content(archive, member)
    except BadZipFile as error:
        return _("damaged: {reason}").format(reason=error)


def _written(members: Iterator[tuple[str, bytes | str]], source: Path, target: Path, archive: bool) -> Stored:
    """Write the records that are in order."""
    with closing(sqlite3.connect(target, isolation_level=None)) as base:
        prepare(base, TABLES)
        base.execute("begin")
        filling = _Filling(base)
        for name, data in members:
            if archive and not isinstance(data, str) and not name.lower().endswith(SUFFIX):
                data = _("not a JSON record")
            filling.take(name, data)
        found = filling.stored(source, archive)
        base.executemany(
            "insert into about values (?, ?)",
            (("covers", "\n".join(found.covers)), ("newest", found.newest.isoformat())),
        )
        base.execute(INDEX)
        base.execute("commit")
    return found


class _Filling:
    """A database that is being filled."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Start empty."""
        self._base = base
        self._modified: dict[str, tuple[str, int]] = {}
        self._touched: Counter[str] = Counter()
        self._records = self._withdrawn = self._untold = 0
        self._newest = UNDATED
        self._left_out: list[tuple[str, str]] = []

    def take(self, name: str, data: bytes | str) -> None:
        """Take in one record, or say why it is left out."""
        if isinstance(data, str):
            self._tell(name, data)
            return
        try:
            kept = record(data)
        except ValueError as error:
            self._tell(name, str(error))
            return
        self._newest = max(self._newest, day_of(kept.advisory.modified))
        self._tell_bad(name, kept)
        if kept.withdrawn:
            self._withdraw(kept.advisory.id, kept.advisory.modified)
            return
        self._keep(name, kept)

    def _tell(self, name: str, why: str) -> None:
        if len(self._left_out) < TOLD_AT_MOST:
            self._left_out.append((name, why))
        else:
            self._untold += 1

    def _tell_bad(self, name: str, kept: Kept) -> None:
        for each in kept.bad:
            self._tell(name, each)

    def _withdraw(self, one: str, modified: str) -> None:
        """Remember that an advisory was withdrawn: another part may have it still."""
        self._withdrawn += 1
        self._base.execute("insert or replace into withdrawn values (?, ?)", (one, modified))

    def _keep(self, name: str, kept: Kept) -> None:
        advisory = kept.advisory
        modified, number = self._modified.get(advisory.id, ("", 0))
        if number:
            self._tell(name, _("given twice: {id}; the newest counts").format(id=advisory.id))
            if advisory.modified <= modified:
                return
            self._base.execute("delete from advisory where number = ?", (number,))
            self._base.execute("delete from affected where advisory = ?", (number,))
        self._records += 1
        number = self._records
        self._modified[advisory.id] = (advisory.modified, number)
        self._base.execute("insert into advisory values (?, ?)", (number, msgspec.json.encode(advisory)))
        self._base.executemany(
            "insert into affected values (?, ?, ?)",
            ((package, number, msgspec.json.encode(entry)) for package, entry in kept.entries),
        )
        self._touched.update(kept.touched)

    def stored(self, source: Path, archive: bool) -> Stored:
        """Say what was stored.

        Raises:
            InputError: there is no record in it.
        """
        if not self._records and (archive or not self._withdrawn):
            why = self._left_out[0] if self._left_out else ("", _("no record in it"))
            raise refused(source, _("no OSV record in it: {reason}").format(reason=why[1]), why[0])
        everywhere = [each for each, count in self._touched.items() if count >= NEARLY * self._records]
        covers: tuple[str, ...] = ()
        if not archive:
            name = FILES
        elif len(everywhere) == 1:
            name, covers = everywhere[0], (everywhere[0],)
        else:
            name, covers = ALL, tuple(sorted(self._touched))
        if self._untold:
            self._left_out.append(("", _("and {count} more of the same kind").format(count=self._untold)))
        name = _UNNAMED.sub("_", name)[:80]
        return Stored(name, covers, self._newest, len(self._modified), self._withdrawn, tuple(self._left_out))
