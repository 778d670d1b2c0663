# SPDX-License-Identifier: EUPL-1.2
"""The one door through which a reader opens a workbook: .xlsx or .ods bytes -> sheets of cells.

A cell is a text, a number, a truth value, a day, None (blank), or `Unknown` (there is something that has no value:
an error, a formula that was never computed), which was said with its address. Times of day and durations are texts
(`36:00:00`). Hidden rows, columns and sheets are read and said. A row may be shorter than the header; row 1 is the
first of the list. Rows that are blank may be one and the same list: do not change them.
"""

from __future__ import annotations

from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._cells import Cell
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._ods import heads_of_ods, read_ods
from sovaudit.readers._xlsx import heads_of_xlsx, read_xlsx
from sovaudit.readers._zip import Archive

HEAD = 1024 * 1024
"""Bytes of each part that are unpacked to look at the first rows."""
HEAD_ROWS = 10
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 65536
"""Bytes at the end of a zip that name its members, or enough of them."""


class Workbook(Struct):
    """The sheets of a workbook, in their order, hidden ones included.

    Args:
        sheets: (name, rows); row 1 is the first.
        issues: what is wrong or hidden, placed as `sheet`, `sheet!3` or `sheet!C3`.
    """

    sheets: list[tuple[str, list[list[Cell]]]]
    issues: tuple[Issue, ...] = ()


def is_workbook(data: bytes) -> bool:
    """Tell whether the file is a workbook, or one that `sheets_of` refuses by its name (protected, old or binary)."""
    if data.startswith(_OLE):
        return True
    if not data.startswith(_ZIP):
        return False
    if b"opendocument.spreadsheet" in data[:200] or b"[Content_Types].xml" in data[:400]:
        return True
    return b"xl/workbook" in data[-_END:] or b"xl/workbook" in data[:_END]


def sheets_of(data: bytes, path: str) -> Workbook:
    """Read every sheet.

    Raises:
        InputError: it is damaged, protected, dangerous or another kind of document; nothing of it is read.
    """
    if data.startswith(_OLE):
        raise _refuse_ole(data, path)
    said = Grouped()
    archive = Archive(data, path)
    grids = read_ods(archive, said) if _is_ods(archive) else read_xlsx(archive, said)
    names = [grid.name for grid in grids]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        said.say(name, _("several sheets of this name: their cells cannot be told apart"), _("rename them"))
    return Workbook([(grid.name, grid.rows) for grid in grids], said.issues())


def sheet_headers(data: bytes) -> list[tuple[str, list[list[Cell]]]]:
    """Return the first rows of the sheets, blank ones too, by name; cheap, and nothing when it cannot be read.

    Shape:
        (sheet name, its rows 1 to `HEAD_ROWS` at most), for the sheets within reach of the first unpacked bytes.
    """
    try:
        archive = Archive(data, "")
        grids = (heads_of_ods if _is_ods(archive) else heads_of_xlsx)(archive, HEAD_ROWS, HEAD)
    except InputError:
        return []
    return [(grid.name, grid.rows) for grid in grids]


def _is_ods(archive: Archive) -> bool:
    return "content.xml" in archive and "xl/workbook.xml" not in archive


def _refuse_ole(data: bytes, path: str) -> InputError:
    """Say what an OLE container is, by the names of the streams that it holds ([MS-CFB] writes them in UTF-16)."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return InputError(_("a workbook protected by a password"), path, _("save it without a password"))
    hint = _("save it as .xlsx or .ods")
    if holds("Workbook") or holds("Book"):
        return InputError(_("an old workbook (.xls), which is not read"), path, hint)
    text = _("an OLE container: an old Office file (.xls, .doc), or a workbook protected by a password")
    return InputError(text, path, hint)
