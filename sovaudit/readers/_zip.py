# SPDX-License-Identifier: EUPL-1.2
"""A zip archive that holds a workbook -> its members, each read once and never more than it may be.

Only the central directory is believed, and only after it was checked: distinct names, no encryption, sizes within
the limits. Nothing is ever written, so that names such as `../x` are names like others.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import MIB, limits, past
from sovaudit.readers._expat import check_no_doctype

_FREE = 10 * MIB
"""Unpacked bytes up to which any ratio is fine."""
_DAMAGED = (
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


class Archive:
    """The members of one archive, by name, whatever its case."""

    def __init__(self, data: bytes, path: str) -> None:
        """Check the directory.

        Raises:
            InputError: it is damaged, encrypted, ambiguous or past a limit.
        """
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise _damaged(path) from None
        members = self._zip.infolist()
        self._members = {member.filename.lower(): member for member in members}
        if len(self._members) < len(members):
            twice = next(each for each in members if self._members[each.filename.lower()] is not each)
            hint = _("two programs would read two different workbooks: ask who made this file")
            raise InputError(_("refused: a member given twice"), f"{path}: {twice.filename}", hint)
        self._check(members, len(data))

    def _check(self, members: list[zipfile.ZipInfo], packed: int) -> None:
        for member in members:
            where = f"{self.path}: {member.filename}"
            if member.flag_bits & 0x1:
                raise InputError(_("protected by a password"), where, _("save it without a password"))
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                hint = _("open it in a spreadsheet program and save it again")
                raise InputError(_("packed by a method that no workbook uses"), where, hint)
        size = sum(member.file_size for member in members)
        mib = -(-size // MIB)
        found = _("unpacks to {size} MiB").format(size=mib)
        if mib > limits().unpacked_mib:
            raise past("unpacked_mib", found, self.path, mib)
        ratio = -(-size // max(packed, 1))
        if size > _FREE and ratio > limits().ratio:
            text = _("unpacks to {size} MiB, {ratio} times its size")
            raise past("ratio", text.format(size=mib, ratio=ratio), self.path, ratio)

    @property
    def size(self) -> int:
        """Bytes that it unpacks to, as declared."""
        return sum(member.file_size for member in self._members.values())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def read(self, name: str, at_most: int | None = None) -> bytes:
        """Unpack one member.

        Args:
            at_most: bytes after which the rest is left.

        Raises:
            InputError: there is none of that name, it is damaged, or its checksum is wrong.
        """
        member = self._members.get(name.lower())
        if member is None:
            hint = _("open it in a spreadsheet program and save it again")
            raise InputError(_("not readable as a workbook: a part is missing"), f"{self.path}: {name}", hint)
        # Asked for a number of bytes, zipfile unpacks no more than that, however much the declared size lies.
        wanted = member.file_size + 1 if at_most is None else min(member.file_size + 1, at_most)
        try:
            with self._zip.open(member) as stream:
                return stream.read(wanted)
        except _DAMAGED:
            raise _damaged(f"{self.path}: {member.filename}") from None

    def check_others(self, read: set[str]) -> None:
        """Refuse a document type declaration in XML that nobody reads: no program writes one for good.

        Args:
            read: the members that were parsed already, in lower case.
        """
        for key, member in self._members.items():
            if key not in read and key.endswith((".xml", ".rels")):
                check_no_doctype(self.read(key), f"{self.path}: {member.filename}")


def _damaged(where: str) -> InputError:
    hint = _("ask its author for the file again: it is damaged or incomplete")
    return InputError(_("not readable as a workbook: the archive is damaged"), where, hint)
