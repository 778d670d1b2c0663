# SPDX-License-Identifier: EUPL-1.2
"""The store: a folder of imported data sets, as those who read see it. `_storing.py` writes it.

    store.toml                    the version of this layout
    kev-d56a71a47698b09d.json     a data file: named with its digest, never changed
    kev.source.toml               the pointer to it: its provenance, its size, a check of the pointer itself
    lock, in-use, .new-…          see `_locks.py`; what an import has not finished

A data set changes when its pointer is replaced, at one stroke: before, the old data is in use; after, the new. What no
pointer names is a leftover, which the next import clears away.

A data file up to `WHOLE` is hashed each time it is used. A larger one is believed when its size and its time are those
that the import saw: that finds what people and copies do to files, not a silent error of the disk, which `sovaudit data
verify` finds, since it hashes everything. 16 MiB take a hundredth of a second; OSV's npm archive would take one.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
import weakref
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import Struct

from sovaudit.errors import StoreError
from sovaudit.knowledge._locks import IN_USE, LOCK, read_from
from sovaudit.knowledge._snapshots import SUFFIX, Library, Snapshot, shipped
from sovaudit.language import _, system_reason
from sovaudit.limits import MIB
from sovaudit.model import Issue, Provenance

VERSION = 1
STORE, NEW = "store.toml", ".new-"
WHOLE = 16 * MIB
_SMALL = 1 << 16
_CHUNK = 1 << 20
_CHECK = "\n# check "
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9][A-Za-z0-9 :._+-]{0,80})?")
PLAIN = re.compile(r"[A-Za-z0-9%][A-Za-z0-9%._+-]{0,240}")
_FIELDS = ("title", "href", "licence", "as_of", "shelf_days", "records", "file", "sha256", "origin", "note")


class Stored(Struct, frozen=True):
    """How the data file of a pointer looked when it was stored."""

    bytes: int
    modified_ns: int


class Held(Struct, frozen=True):
    """One imported data set or part.

    Args:
        path: its data file.
    """

    name: str
    provenance: Provenance
    stored: Stored
    path: Path


class Damage(Struct, frozen=True):
    """A data set that cannot be used as it is.

    Args:
        name: of the data set.
        path: the file at fault.
        why: one line.
    """

    name: str
    path: Path
    why: str


def open_library(folder: Path, doubts: list[Issue]) -> Library:
    """Return what is shipped and what was imported; an imported data set stands before the shipped one of its name.

    Args:
        folder: the store; it may not exist yet.
        doubts: told of every data set that is damaged and so not used, with what stands in for it.

    Raises:
        StoreError: the folder is no store, or one of a newer version.
    """
    found = {each.name: each for each in shipped().snapshots()}
    hold = read_from(folder)
    held, damaged = contents(folder)
    for each in held:
        why = changed(each)
        if why:
            damaged.append(Damage(each.name, each.path, why))
        else:
            found[each.name] = Snapshot(each.name, each.provenance, each.path, imported=True)
    doubts.extend(_doubt(each, found.get(each.name)) for each in damaged)
    library = Library(found)
    if hold is not None:
        weakref.finalize(library, os.close, hold)
    return library


def _doubt(damage: Damage, instead: Snapshot | None) -> Issue:
    if instead is None:
        text = _("imported data not used: {why}; there is none of the kind to use instead")
        message = text.format(why=damage.why)
    else:
        text = _("imported data not used: {why}; used instead: what sovaudit ships, of {day}")
        message = text.format(why=damage.why, day=instead.provenance.as_of.isoformat())
    return Issue(f"data:{damage.name}", message, mending())


def mending() -> str:
    """Return what to do about a damaged data set."""
    return _("import it again with « sovaudit data import »")


def contents(folder: Path) -> tuple[list[Held], list[Damage]]:
    """Read every pointer of a store, in the order of names; data files are not looked into.

    Raises:
        StoreError: the folder is no store, or one of a newer version.
    """
    if not os.path.lexists(folder):
        return [], []
    check_folder(folder)
    held, damaged = [], []
    for path in sorted(folder.glob("*" + SUFFIX)):
        try:
            held.append(_pointer(path))
        except (OSError, ValueError) as error:
            why = system_reason(error) if isinstance(error, OSError) else _("its description is damaged")
            damaged.append(Damage(path.name.removesuffix(SUFFIX), path, why))
    return held, damaged


def check_folder(folder: Path) -> None:
    """Refuse what is no store of ours.

    Raises:
        StoreError: it is a link, no folder, a folder of something else, or a store of a newer version.
    """
    where = str(folder)
    try:
        status = folder.lstat()
        names = set(os.listdir(folder)) if stat.S_ISDIR(status.st_mode) else set()  # noqa: PTH208 -- names are enough
        version = _version(folder / STORE) if STORE in names else None
    except OSError as error:
        text = _("cannot be opened: {reason}").format(reason=system_reason(error))
        raise StoreError(text, where, _("check the path")) from None
    if stat.S_ISLNK(status.st_mode):
        raise StoreError(
            _("a link, which is not followed"), where, _("name the folder itself: {path}").format(path=folder.resolve())
        )
    if not stat.S_ISDIR(status.st_mode):
        raise StoreError(_("not a folder"), where, _("name the folder of imported data"))
    if version is None and not all(each in (LOCK, IN_USE) or each.startswith(NEW) for each in names):
        hint = _("name another folder with --data; one that does not exist is made")
        raise StoreError(_("not a folder of imported data: it has no {file}").format(file=STORE), where, hint)
    if version is not None and version > VERSION:
        text = _("made by a newer version of sovaudit (layout {found}, this one knows {known})")
        hint = _("use that version, or name another folder with --data")
        raise StoreError(text.format(found=version, known=VERSION), where, hint)


def _version(path: Path) -> int:
    try:
        version = tomllib.loads(read_small(path).decode("utf-8")).get("version")
    except ValueError:
        version = None
    if not isinstance(version, int) or version < 1:
        hint = _("name another folder with --data, or remove this one and import again")
        raise StoreError(_("damaged: it does not say its version"), str(path), hint)
    return version


def read_small(path: Path) -> bytes:
    """Read a small file of ours, never through a link.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is no small regular file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _SMALL:
            raise ValueError(str(path))
        return stream.read(_SMALL)


def _pointer(path: Path) -> Held:
    """Read a pointer.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is not one, or not what was written.
    """
    text, _mark, check = read_small(path).decode("utf-8").rpartition(_CHECK)
    if hashlib.sha256(text.encode()).hexdigest() != check.strip():
        raise ValueError(str(path))
    document = tomllib.loads(text)
    stored = msgspec.convert(document.pop("stored", None), Stored)
    stated = msgspec.convert(document, Provenance)
    name = str(document.get("name"))
    if path.name != pointer_name(name) or not PLAIN.fullmatch(stated.file):
        raise ValueError(str(path))
    return Held(name, stated, stored, path.parent / stated.file)


def pointer_name(name: str) -> str:
    """Return the file name of the pointer of a data set.

    >>> pointer_name("osv.Red Hat")
    'osv.Red%20Hat.source.toml'

    Raises:
        ValueError: no data set can have this name.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return quote(name, safe="+") + SUFFIX


def pointer(name: str, provenance: Provenance, stored: Stored | None = None) -> bytes:
    """Write a pointer, with a check of itself when it goes into a store."""
    lines = [f"name = {_toml(name)}"]
    lines += [f"{field} = {_toml(getattr(provenance, field))}" for field in _FIELDS]
    if stored is None:
        return "\n".join((*lines, "")).encode()
    lines += ["[stored]", f"bytes = {stored.bytes}", f"modified_ns = {stored.modified_ns}"]
    text = "\n".join(lines)
    return f"{text}{_CHECK}{hashlib.sha256(text.encode()).hexdigest()}\n".encode()


def _toml(value: object) -> str:
    r"""Write a value; a text as JSON writes it, which TOML reads but for DEL.

    >>> _toml("a « b »\n"), _toml(3)
    ('"a « b »\\n"', '3')
    """
    if isinstance(value, str):
        import json

        return json.dumps(value.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007F")
    return str(value)


def changed(held: Held, *, thoroughly: bool = False) -> str:
    """Return how a data file differs from what was stored; empty when it does not.

    Args:
        held: what the pointer says.
        thoroughly: hash a large file too whose size and time are as stored.
    """
    try:
        handle = os.open(held.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_size != held.stored.bytes:
                return _("its size is not what it was")
            believed = status.st_size > WHOLE and status.st_mtime_ns == held.stored.modified_ns
            if (thoroughly or not believed) and digest(
                iter(lambda: stream.read(_CHUNK), b"")
            ) != held.provenance.sha256:
                return _("its content is not what it was (sha256 differs)")
    except OSError as error:
        return system_reason(error)
    return ""


def digest(pieces: Iterable[bytes]) -> str:
    """Return the sha256 of a content."""
    made = hashlib.sha256()
    for piece in pieces:
        made.update(piece)
    return made.hexdigest()
