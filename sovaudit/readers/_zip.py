# SPDX-License-Identifier: EUPL-1.2
"""A zip archive that holds a workbook -> its members, each read once and never more than it may be.

What `archives.py` checks of any archive, and that the names are distinct and all sizes within the limits. Nothing is
ever written, so that names such as `../x` are names like others.
"""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipInfo

from sovaudit import archives
from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import MIB, limits, past
from sovaudit.readers._expat import check_no_doctype


class Archive:
    """The members of one archive, by name, whatever its case."""

    def __init__(self, data: bytes, path: str) -> None:
        """Check the directory.

        Raises:
            InputError: it is damaged, encrypted, ambiguous or past a limit.
        """
        self.path = path
        try:
            self._zip = archives.opened(io.BytesIO(data), path)
        except BadZipFile:
            raise _damaged(path) from None
        members = self._zip.infolist()
        self._members = {member.filename.lower(): member for member in members}
        if len(self._members) < len(members):
            twice = next(each for each in members if self._members[each.filename.lower()] is not each)
            hint = _("two programs would read two different workbooks: ask who made this file")
            raise InputError(_("refused: a member given twice"), f"{path}: {twice.filename}", hint)
        self._check(members, len(data))

    def _check(self, members: list[ZipInfo], packed: int) -> None:
        for member in members:
            why = archives.why_unread(member)
            if why:
                again = _("open it in a spreadsheet program and save it again")
                hint = _("save it without a password") if archives.is_encrypted(member) else again
                raise InputError(why, f"{self.path}: {member.filename}", hint)
        mib = -(-self.size // MIB)
        if mib > limits().unpacked_mib:
            raise past("unpacked_mib", _("unpacks to {size} MiB").format(size=mib), self.path, mib)
        archives.check_ratio(self.size, packed, self.path)

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
        try:
            return archives.content(self._zip, member, at_most)
        except BadZipFile:
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
