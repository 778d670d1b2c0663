# SPDX-License-Identifier: EUPL-1.2
"""Folder -> files -> readers, one process per core; the result does not depend on their number.

A worker interns what files say of components in a table of its own and sends each distinct description once, with
integer columns per file; the caller unifies. Files are handed out in groups, large files first, so that the cores
end together.
"""

from __future__ import annotations

import hashlib
import os
import signal
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sovaudit.errors import InputError
from sovaudit.identity import Purls, component
from sovaudit.language import _, speak, spoken, system_reason
from sovaudit.model import Batch, Bom, City, Component, Descriptions, FileRead, Issue, Register

FILE_LIMIT = 2 * 1024**3
"""Largest file that is read, in bytes."""
SMALL = 4 * 1024**2
"""Below this many bytes in all, starting processes costs more than it saves."""
OUTPUT = "rapport"
_GROUPS_PER_WORKER = 4

Progress = Callable[[int], None]


def read_city(root: Path) -> City:
    """Read `inventory.toml`; without one nothing is known of the city.

    Raises:
        ConfigurationError: the file cannot be understood.
    """
    from sovaudit.readers._settings import read_settings

    path = root / "inventory.toml"
    return read_settings(path.read_bytes(), str(path)) if path.is_file() else City()


class Found(Struct, frozen=True):
    """One file to read: `path` names it in what is said, `location` opens it."""

    path: str
    location: str
    bytes: int


def find(root: Path) -> tuple[Found, ...]:
    """List the files of an inventory folder, sorted; hidden ones, `inventory.toml` and `rapport/` are left out.

    A linked folder and one that may not be opened are listed too, so that reading them reports them.
    """
    found = []
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if Path(folder) == root and OUTPUT in folders:
            folders.remove(OUTPUT)
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*names, *links):
            location = Path(folder, name)
            if not name.startswith(".") and location != root / "inventory.toml":
                found.append(_found(location.relative_to(root).as_posix(), location))
    locations = [Path(os.fsdecode(error.filename)) for error in closed]
    found += [_found(location.relative_to(root).as_posix(), location) for location in locations]
    return tuple(sorted(found, key=lambda each: each.path))


def name_one_by_one(paths: Sequence[str]) -> tuple[Found, ...]:
    """List files that are named one by one; the path is echoed as given, a repeated one read once."""
    return tuple(_found(path, Path(path)) for path in dict.fromkeys(paths))


def _found(path: str, location: Path) -> Found:
    readable = os.fsencode(path).decode("utf-8", "backslashreplace")
    try:
        size = location.lstat().st_size
    except OSError:
        size = 0
    return Found(readable, str(location), size)


def read_all(
    files: Sequence[Found], jobs: int, progress: Progress, meanwhile: Callable[[], None] = lambda: None
) -> Iterator[tuple[Batch, list[tuple[str, Register]]]]:
    """Read files in any order, each exactly once.

    Args:
        jobs: how many processes at most.
        progress: told how many bytes were done, as they are done.
        meanwhile: work for this process to do while the others read.
    """
    total = sum(each.bytes for each in files)
    if (jobs <= 1 or total < SMALL) and not any(map(_is_archive, files)):
        meanwhile()
        worker = _Worker()
        for each in files:
            yield worker.read((each,))
            progress(each.bytes)
        return
    lost: list[Found] = []
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(spoken(),)) as pool:
        pending = {}
        for group in _groups(files, jobs):
            try:
                pending[pool.submit(_work, group)] = group
            except BrokenProcessPool:  # a file handed out before has already ended its process
                lost += group
        meanwhile()
        for done in as_completed(pending):
            try:
                encoded, registers = done.result()
            except BrokenProcessPool:
                lost += pending[done]
                continue
            yield _batch.decode(encoded), registers
            progress(sum(each.bytes for each in pending[done]))
    for number, each in enumerate(sorted(lost, key=lambda each: each.path), start=1):
        yield _alone(each, -number)
        progress(each.bytes)


def _is_archive(found: Found) -> bool:
    """Tell whether a native library will unpack the file: it may end the process that does it."""
    try:
        with open(found.location, "rb", opener=_opener) as stream:
            return stream.read(2) == b"PK"
    except OSError:
        return False


def _alone(found: Found, worker: int) -> tuple[Batch, list[tuple[str, Register]]]:
    """Read a file again in a process of its own, after one ended that held it; what ends this one too is rejected."""
    with ProcessPoolExecutor(1, initializer=_start, initargs=(spoken(),)) as pool:
        try:
            encoded, registers = pool.submit(_work, (found,)).result()
        except BrokenProcessPool:
            hint = _("open it in a spreadsheet program and save it again")
            issue = Issue("", _("reading it ended the process that did: it is damaged or made to do harm"), hint)
            digest = hashlib.sha256(_open(found)).hexdigest()
            return Batch(
                worker, 0, [], [FileRead(found.path, digest, found.bytes, status="rejected", issues=(issue,))]
            ), []
    batch = _batch.decode(encoded)
    batch.worker = worker
    return batch, registers


def _groups(files: Sequence[Found], jobs: int) -> list[tuple[Found, ...]]:
    """Share files out in groups of like size, the largest files first."""
    groups: list[list[Found]] = [[] for _number in range(min(jobs * _GROUPS_PER_WORKER, len(files)))]
    sizes = [0] * len(groups)
    for each in sorted(files, key=lambda each: (-each.bytes, each.path)):
        lightest = sizes.index(min(sizes))
        groups[lightest].append(each)
        sizes[lightest] += each.bytes + 1
    return [tuple(group) for group in groups if group]


_batch = msgspec.msgpack.Decoder(Batch)
_worker: _Worker | None = None


def _start(language: str) -> None:
    """Prepare a worker process."""
    import gc

    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us decides when to stop
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a native library cries as it dies is said in an Issue
    gc.disable()
    speak(language)
    _worker = _Worker()


def _work(group: tuple[Found, ...]) -> tuple[bytes, list[tuple[str, Register]]]:
    assert _worker is not None, "the pool's initializer ran"  # noqa: S101
    batch, registers = _worker.read(group)
    return msgspec.msgpack.encode(batch), registers


class _Worker:
    """Reads files and remembers what it has already sent."""

    def __init__(self) -> None:
        self._descriptions = Descriptions()
        self._purls = Purls()
        self._components: list[Component] = []
        self._sent = 0
        self._no_purl: dict[int, str] = {}

    def read(self, group: Sequence[Found]) -> tuple[Batch, list[tuple[str, Register]]]:
        """Read a group of files."""
        files = []
        registers = []
        for each in group:
            read, register = self._read_one(each)
            files.append(read)
            if register is not None:
                registers.append((each.path, register))
        first, self._sent = self._sent, len(self._components)
        return Batch(os.getpid(), first, self._components[first:], files), registers

    def _read_one(self, found: Found) -> tuple[FileRead, Register | None]:
        """Read one file; whatever is wrong with it becomes its Issue."""
        from sovaudit.readers import sniff

        read = FileRead(found.path, "", found.bytes)
        try:
            data = _open(found)
            read.size = len(data)
            read.sha256 = hashlib.sha256(data).hexdigest()
            reader = sniff(data, found.path)
            if reader is None:
                raise InputError(_("format not recognised"), found.path, _("see the list of formats in the README"))
            read.format = reader.NAME
            content = reader.read(data, found.path, self._descriptions)
        except InputError as error:
            place = error.where.removeprefix(found.path).removeprefix(": ")
            read.status = "rejected"
            read.issues = (Issue(place, error.message, error.hint),)
            return read, None
        read.issues = content.issues
        if isinstance(content, Register):
            read.status = "partial" if len(content.records) < content.rows else "read"
            return read, content
        self._fill(read, content)
        return read, None

    def _fill(self, read: FileRead, bom: Bom) -> None:
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
        read.pattern = bom.pattern
        read.places = bom.places
        if self._no_purl:
            read.issues = (*read.issues, *self._refused(described, bom))

    def _identify(self) -> None:
        """Give every new description its identity."""
        for description in self._descriptions.distinct[len(self._components) :]:
            found = component(description, self._purls)
            if description.purl and not found.purl:
                self._no_purl[len(self._components)] = description.purl
            self._components.append(found)

    def _refused(self, described: NDArray[np.int32], bom: Bom) -> Iterator[Issue]:
        """Report the entries whose package URL cannot be trusted."""
        hint = _("it is known by its name and version only: ask for a valid package URL")
        for entry in np.flatnonzero(np.isin(described, list(self._no_purl))).tolist():
            place = bom.places.get(entry) or bom.pattern.format(entry)
            written = self._no_purl[int(described[entry])][:80]
            yield Issue(place, _("not a valid package URL: {purl}").format(purl=written), hint)


def _opener(location: str, flags: int) -> int:
    """Open a file, never through a link, never waiting for the other end of a pipe."""
    return os.open(location, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _open(found: Found) -> bytes:
    """Read a regular file once, never through a link."""
    try:
        with open(found.location, "rb", opener=_opener) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError(_("not a regular file"), found.path, _("put the file itself into the inventory"))
            if status.st_size > FILE_LIMIT:
                text = _("{size} bytes, more than the limit of {limit}").format(size=status.st_size, limit=FILE_LIMIT)
                raise InputError(text, found.path, _("split it into several files"))
            return stream.read()
    except OSError as error:
        text = _("cannot be opened: {reason}").format(reason=system_reason(error))
        hint = _("check that the file exists, is no link and may be read")
        raise InputError(text, found.path, hint) from None
