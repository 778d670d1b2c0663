# SPDX-License-Identifier: EUPL-1.2
"""What the importable data sets share: how a publisher's own file is opened, bounded, and what is said of it.

Nothing of such a file is trusted: it is opened once and never through a link, read up to the limits of `limits.py`, and
unpacked up to them. What cannot be read raises `InputError`; one bad record is left out, and said.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec
from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _, system_reason
from sovaudit.limits import FREE, MIB, limits, past
from sovaudit.model import Provenance

HEAD = 4096
UNDATED = date.min
"""The day of a file that does not tell its own: whoever imports it must."""
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
"""How files begin that are packed."""
_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 20
_BYTE = re.compile(r"byte \d+")
_MISSING = re.compile(r"missing required field `(.+?)`")
_MEMBER = re.compile(r" - at `\$\.?(.+?)`$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
T = TypeVar("T")


class Converted(Struct, frozen=True):
    """A snapshot that was made of a publisher's own file.

    Args:
        name: of the data set, with its part where it has several: `kev`, `osv.PyPI`.
        suffix: of the stored file: `.json`, `.sqlite`.
        provenance: as the file itself tells it; `file`, `sha256` and `origin` are filled by the store.
        left_out: records that could not be kept, as (place, why): counted in, told to the person who imports.
    """

    name: str
    suffix: str
    provenance: Provenance
    left_out: tuple[tuple[str, str], ...] = ()


class Published(Struct, frozen=True):
    """A file that its publisher offers and a data set takes: a module lists them as `PUBLISHED`.

    Args:
        name: of the data set or of the part that it fills; with `*` where there are many.
        title: what to look for.
        href: where it is published; nothing of ours ever opens it.
    """

    name: str
    title: str
    href: str


def refused(source: Path, message: str, place: str = "") -> InputError:
    """Return the error for a publisher's file that is not what it was taken for."""
    hint = _("take the file again from its publisher")
    return InputError(message, f"{source}: {place}" if place else str(source), hint)


def opened(source: Path) -> BinaryIO:
    """Open a regular file for reading, never through a link.

    Raises:
        InputError: it cannot be opened, is no regular file, or is larger than the limit.
    """
    try:
        stream = open(source, "rb", opener=_opener)  # noqa: SIM115 -- the caller closes it
    except OSError as error:
        text = _("cannot be opened: {reason}").format(reason=system_reason(error))
        hint = _("check that the file exists, is no link and may be read")
        raise InputError(text, str(source), hint) from None
    status = os.fstat(stream.fileno())
    if not stat.S_ISREG(status.st_mode):
        stream.close()
        raise InputError(_("not a regular file"), str(source), _("name the file itself"))
    if status.st_size > limits().file_mib * MIB:
        stream.close()
        size = -(-status.st_size // MIB)
        raise past("file_mib", _("a file of {size} MiB").format(size=size), str(source), size)
    return stream


def _opener(location: str, flags: int) -> int:
    return os.open(location, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def plain_head(head: bytes) -> bytes:
    """Return the beginning of a file as it is once unpacked, without a byte order mark or white space before it."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, HEAD)
        except zlib.error:
            return b""
    return head.removeprefix(_BOM).lstrip()


def pieces(source: Path) -> Iterator[bytes]:
    """Yield a file's content, unpacked when it is gzip, never more than the limits allow.

    Raises:
        InputError: it cannot be opened or unpacked, ends too early, or grows past a limit.
    """
    with opened(source) as stream:
        first = stream.read(_CHUNK)
        if first.startswith(GZIP):
            yield from _unpacked(source, stream, first)
            return
        while first:
            yield first
            first = stream.read(_CHUNK)


def _unpacked(source: Path, stream: BinaryIO, packed: bytes) -> Iterator[bytes]:
    """Unpack one or more gzip members."""
    read, grown = len(packed), 0
    unpacker = zlib.decompressobj(wbits=31)
    while True:
        try:
            plain = unpacker.decompress(packed, _CHUNK)
        except zlib.error:
            raise refused(source, _("damaged gzip: it cannot be unpacked")) from None
        grown += len(plain)
        _bounded(source, read, grown)
        if plain:
            yield plain
        packed = unpacker.unconsumed_tail
        if unpacker.eof:
            packed = unpacker.unused_data or stream.read(_CHUNK)
            if not packed.strip(b"\0"):
                return
            unpacker = zlib.decompressobj(wbits=31)
        elif not packed:
            packed = stream.read(_CHUNK)
            if not packed and not plain:
                raise refused(source, _("damaged gzip: it ends too early"))
        read = stream.tell()


def _bounded(source: Path, read: int, grown: int) -> None:
    if grown > limits().unpacked_mib * MIB:
        raise past("unpacked_mib", _("it unpacks to more"), str(source))
    if grown > FREE and grown > read * limits().ratio:
        raise past("ratio", _("it grows more than that on unpacking"), str(source))


def content(source: Path) -> bytes:
    """Return a file's content, unpacked and bounded as `pieces` says."""
    return b"".join(pieces(source)).removeprefix(_BOM)


def decoded(kind: type[T], data: bytes, source: Path) -> T:
    """Decode a publisher's JSON into its type.

    Raises:
        InputError: it is not JSON, or not of this type.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise refused(source, _("not in the format of its publisher: {reason}").format(reason=misfit(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        at = _BYTE.search(str(error))
        raise refused(source, _("not JSON, or not all of it"), at.group() if at else "") from None
    except RecursionError:
        raise refused(source, _("the JSON is nested too deeply to be read")) from None


def fitting(
    kind: type[T], records: list[msgspec.Raw], pointer: str
) -> tuple[list[tuple[str, T]], list[tuple[str, str]]]:
    """Decode records one by one.

    Args:
        kind: of each record.
        records: as they stand in the file.
        pointer: of their list; the n-th record is at `pointer/n`.

    Returns:
        Those that fit with their place, and those that do not with the reason.
    """
    decoder = msgspec.json.Decoder(kind)
    kept, left_out = [], []
    for number, raw in enumerate(records):
        place = f"{pointer}/{number}"
        try:
            kept.append((place, decoder.decode(raw)))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            left_out.append((place, misfit(error)))
    return kept, left_out


def misfit(error: Exception) -> str:
    """Say in the language in use why a record does not fit its type."""
    missing, member = _MISSING.search(str(error)), _MEMBER.search(str(error))
    if missing:
        return _("the member « {name} » is missing").format(name=missing.group(1))
    if member:
        return _("the member « {name} » does not fit").format(name=member.group(1))
    return _("not of the type that the format asks for")


def day_of(text: str) -> date:
    """Return the day with which a text begins, `UNDATED` when it begins with none.

    >>> day_of("2025-08-25T17:04:19.9796Z")
    datetime.date(2025, 8, 25)
    """
    if _DAY.match(text):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return UNDATED
    return UNDATED
