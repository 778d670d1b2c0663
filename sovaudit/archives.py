# SPDX-License-Identifier: EUPL-1.2
"""Zip archives of unknown origin: what is believed of one, and how much of it is read.

Only the central directory is believed, and only once its own size is known to be in proportion. No more of a member is
unpacked than the directory declares, so that bounds on declared sizes are bounds on memory. The many errors by which
zipfile tells of damage become one, `BadZipFile`; whoever opens an archive says so in the words of its format.

Source: OWASP ASVS 5.0, 5.2.3; https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (6.3.10, 4.3.12 to 4.3.16)
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import BinaryIO

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import FREE, MIB, limits, past

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OverflowError,
    struct.error,
    OSError,
)
"""What zipfile raises on archives that no program wrote."""
DIRECTORY = 512
"""Bytes of the central directory for each member, at most: names are short."""
_MANY = 0xFFFF
"""What a narrow end record says of as many members, or of more."""
_END, _WIDE, _WIDE_AT = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_BYTES, _WIDE_BYTES, _WIDE_AT_BYTES, _COMMENT = 22, 56, 20, 0xFFFF
_TAIL = _END_BYTES + _COMMENT + _WIDE_AT_BYTES + _WIDE_BYTES
"""Bytes at the end among which the end records are, with the longest comment behind them."""


def opened(stream: BinaryIO, where: str) -> zipfile.ZipFile:
    """Open an archive, unless its directory lists too much.

    Args:
        stream: can be sought in; whoever opened it closes it.
        where: the file, for the error.

    Raises:
        InputError: more members than the limit « rows », or a directory out of proportion to its members.
        BadZipFile: it is damaged.
    """
    try:
        members, size = _directory(stream)
        if members > limits().rows:
            raise past("rows", _("{count} members").format(count=members), where, members)
        if size > DIRECTORY * (limits().rows if members == _MANY else members + 1):
            hint = _("ask its author for the file again: it is damaged or incomplete")
            raise InputError(_("the directory of the archive is out of proportion"), where, hint)
        return zipfile.ZipFile(stream)
    except DAMAGED as error:
        raise zipfile.BadZipFile(str(error)) from None


def _directory(stream: BinaryIO) -> tuple[int, int]:
    """Return how many members the directory lists, and its bytes: the most that any end record says of each.

    The wide record (zip64) is looked for in both places where a version of zipfile takes it from: right before what
    points at it, and where that points.
    """
    end = stream.seek(0, 2)
    begins = stream.seek(max(0, end - _TAIL))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise zipfile.BadZipFile(_("the archive is damaged"))
    members, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    pointer = tail[max(0, at - _WIDE_AT_BYTES) : at]
    if not pointer.startswith(_WIDE_AT):
        return members, size
    (stated,) = struct.unpack("<Q", pointer[8:16])
    wide = []
    for place in (begins + at - _WIDE_AT_BYTES - _WIDE_BYTES, stated):
        stream.seek(place)
        record = stream.read(_WIDE_BYTES)
        if record.startswith(_WIDE) and len(record) == _WIDE_BYTES:
            wide.append(struct.unpack("<QQ", record[32:48]))
    if not wide:
        return members, size
    return max(count for count, _size in wide), max(size for _count, size in wide)


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Tell whether a password is needed to read a member."""
    return bool(member.flag_bits & 0x1)


def why_unread(member: zipfile.ZipInfo) -> str:
    """Say why a member is not read; empty when it can be.

    Other methods than the two of old are refused: zipfile unpacks those by the block, whatever number of bytes it is
    asked for.
    """
    if is_encrypted(member):
        return _("protected by a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return _("packed by a method that is not used for such files")
    return ""


def check_ratio(unpacked: int, packed: int, where: str) -> None:
    """Refuse what grows out of proportion.

    Args:
        unpacked: bytes of all members that will be read, as the directory declares them.
        packed: bytes of the archive.
        where: the file, for the error.

    Raises:
        InputError: past the limit « ratio ».
    """
    ratio = -(-unpacked // max(packed, 1))
    if unpacked > FREE and ratio > limits().ratio:
        text = _("unpacks to {size} MiB, {ratio} times its size").format(size=-(-unpacked // MIB), ratio=ratio)
        raise past("ratio", text, where, ratio)


def content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, at_most: int | None = None) -> bytes:
    """Return the content of a member, never more than it declares.

    Args:
        archive: opened by `opened`.
        member: one that can be read (`why_unread`).
        at_most: bytes after which the rest is left.

    Raises:
        BadZipFile: it is damaged, unpacks to another size than declared, or its checksum is wrong.
    """
    # Asked for a number of bytes, zipfile unpacks no more than that, however much the declared size lies.
    wanted = member.file_size + 1 if at_most is None else min(member.file_size + 1, at_most)
    try:
        with archive.open(member) as stream:
            return stream.read(wanted)
    except DAMAGED as error:
        raise zipfile.BadZipFile(str(error)) from None
