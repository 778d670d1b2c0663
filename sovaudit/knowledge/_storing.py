# SPDX-License-Identifier: EUPL-1.2
"""A publisher's file -> the store, whole or not at all. See `_store.py` for what lies where.

All is made in a new folder beside (`.new-…`), flushed to the disk, and put in place by two renames: the data file,
whose name nobody has read yet, then the pointer. Killed at any instant, out of room or out of luck, an import leaves
the pointer that was there, and the data file that it names.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from sovaudit.errors import StoreError, UsageError
from sovaudit.knowledge._importing import UNDATED, Converted
from sovaudit.knowledge._locks import IN_USE, LOCK, PATIENCE, importing, open_private, unread
from sovaudit.knowledge._snapshots import SUFFIX
from sovaudit.knowledge._store import (
    NEW,
    STORE,
    VERSION,
    Stored,
    check_folder,
    contents,
    digest,
    pointer,
    pointer_name,
)
from sovaudit.language import _, system_reason
from sovaudit.model import Provenance

_CHUNK = 1 << 20
_SHORT = 16
_ENDING = re.compile(r"\.[a-z0-9]{1,10}")
Make = Callable[[Path], Converted]


class Imported(Struct, frozen=True):
    """What an import did.

    Args:
        name: of the data set or part.
        provenance: as it was stored.
        left_out: records that could not be kept, as (place, why).
        replaced: what was in use before; None when nothing was.
        same: whether that had the same content, of the same day.
        superseded: it was not stored, since another file of this import has the same data set of a later day.
    """

    name: str
    provenance: Provenance
    left_out: tuple[tuple[str, str], ...] = ()
    replaced: Provenance | None = None
    same: bool = False
    superseded: bool = False


class Writer:
    """Writes into a store that it has for itself; `writing` makes it."""

    def __init__(self, folder: Path) -> None:
        """Remember what is in use."""
        self._folder = folder
        held, damaged = contents(folder)
        self._before = {each.name: each.provenance for each in held}
        self._put: set[str] = set()
        self._damaged = {each.path for each in damaged}
        self._clear()

    def put(self, make: Make, origin: str, as_of: date | None = None) -> Imported:
        """Take in one data set and put it in the place of the one before.

        Args:
            make: writes the data file to a path and says what it is.
            origin: the publisher's file, with its sha256.
            as_of: the day of a file that does not tell its own.

        Raises:
            InputError: the publisher's file cannot be read.
            UsageError: nobody tells its day.
            StoreError: it cannot be written; the data before stays in use.
        """
        with self._room() as room:
            data = room / "data"
            made = make(data)
            stated = _dated(made, as_of, origin)
            replaced = self._before.get(made.name)
            if made.name in self._put and replaced is not None and replaced.as_of > stated.as_of:
                return Imported(made.name, stated, made.left_out, replaced, superseded=True)
            sha256, stored = _settle(data)
            file = f"{pointer_name(made.name).removesuffix(SUFFIX)}-{sha256[:_SHORT]}{made.suffix}"
            if not _ENDING.fullmatch(made.suffix):
                raise ValueError(made.suffix)
            stated = msgspec.structs.replace(stated, file=file, sha256=sha256, origin=origin)
            new = room / "pointer"
            _write(new, pointer(made.name, stated, stored))
            data.replace(self._folder / file)
            _flush(self._folder)
            new.replace(self._folder / pointer_name(made.name))
            _flush(self._folder)
        self._before[made.name] = stated
        self._put.add(made.name)
        same = replaced is not None and (replaced.sha256, replaced.as_of) == (sha256, stated.as_of)
        return Imported(made.name, stated, made.left_out, replaced, same)

    @contextmanager
    def _room(self) -> Iterator[Path]:
        """Make a new folder in the store; whatever happens, try to leave none."""
        room = None
        try:
            room = Path(tempfile.mkdtemp(prefix=NEW, dir=self._folder))
            yield room
        except (OSError, sqlite3.Error) as error:
            raise _unwritten(error, self._folder) from None
        finally:
            if room is not None:
                shutil.rmtree(room, ignore_errors=True)

    def _clear(self) -> None:
        """Remove what earlier imports left: unfinished work, and data files that no pointer names and nobody reads."""
        for path in self._folder.glob(NEW + "*"):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        named = {each.file for each in self._before.values()}
        kept = tuple(path.name.removesuffix(SUFFIX) + "-" for path in self._damaged)
        with unread(self._folder) as alone:
            for path in self._folder.iterdir() if alone else ():
                ours = path.name in (STORE, LOCK, IN_USE) or path.name.endswith(SUFFIX) or path.name in named
                if not ours and not path.name.startswith(kept or "\0") and _OURS.fullmatch(path.name):
                    path.unlink()


_OURS = re.compile(r"[A-Za-z0-9%._+-]+-[0-9a-f]{16}\.[a-z0-9]{1,10}")
"""The name of a data file; whatever else lies in the folder is not ours to remove."""


@contextmanager
def writing(folder: Path, patience: float = PATIENCE) -> Iterator[Writer]:
    """Have a store for oneself; it is made where there is none.

    Args:
        folder: the store.
        patience: seconds to wait for another import.

    Raises:
        StoreError: the folder is no store of ours, may not be written, or is held by another one.
    """
    with _private():
        try:
            if not os.path.lexists(folder):
                _make_folder(folder)
        except OSError as error:
            raise _unwritten(error, folder) from None
        check_folder(folder)
        with importing(folder, patience):
            yield _writer(folder)


def _writer(folder: Path) -> Writer:
    check_folder(folder)
    try:
        if not (folder / STORE).exists():
            replace_by(folder / STORE, lambda stream: stream.write(f"version = {VERSION}\n".encode()))
        return Writer(folder)
    except OSError as error:
        raise _unwritten(error, folder) from None


def _unwritten(error: OSError | sqlite3.Error, folder: Path) -> StoreError:
    reason = system_reason(error) if isinstance(error, OSError) else str(error)
    text = _("cannot be written: {reason}; the data that was there stays in use").format(reason=reason)
    return StoreError(text, str(folder), _("check that the folder exists, may be written and has room"))


def _dated(made: Converted, as_of: date | None, origin: str) -> Provenance:
    if made.provenance.as_of != UNDATED:
        return made.provenance
    if as_of is None:
        hint = _("say when it was published with --as-of YYYY-MM-DD")
        raise UsageError(_("the file does not tell its day"), origin.partition(" sha256:")[0], hint)
    return msgspec.structs.replace(made.provenance, as_of=as_of)


def _settle(data: Path) -> tuple[str, Stored]:
    """Flush a data file to the disk, for its owner alone, and say what it is."""
    data.chmod(0o600)
    with os.fdopen(open_private(data, os.O_RDWR), "rb") as stream:
        os.fsync(stream.fileno())
        sha256 = digest(iter(lambda: stream.read(_CHUNK), b""))
        status = os.fstat(stream.fileno())
    return sha256, Stored(status.st_size, status.st_mtime_ns)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def replace_by(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file whole or not at all, for its owner alone.

    Args:
        path: the file.
        write: writes its content.

    Raises:
        OSError: it cannot be written; what was there is unchanged.
    """
    handle, name = tempfile.mkstemp(prefix=NEW, dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
        _flush(path.parent)
    finally:
        new.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Make what was renamed in a folder last."""
    if sys.platform == "win32":  # where a folder cannot be opened, nor need it be
        return
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, for their owner alone."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        each.chmod(0o700)


@contextmanager
def _private() -> Iterator[None]:
    """Let no file be made that others may read, whatever library makes it."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
