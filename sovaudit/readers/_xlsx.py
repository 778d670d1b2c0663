# SPDX-License-Identifier: EUPL-1.2
"""Office Open XML workbooks (.xlsx, .xlsm) -> grids.

We read them ourselves: python-calamine asks for 550 GB and ends the process on one cell at XFD1048576 (calamine
issue 693) and says neither what is hidden nor which formula has no value; openpyxl takes ten times as long.

Source: ISO/IEC 29500-1:2016 (SpreadsheetML).
"""

from __future__ import annotations

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.readers._grid import Grid, Room
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._xlsx_quick import read_rows_quickly
from sovaudit.readers._xlsx_sheet import COLUMNS, Sheet
from sovaudit.readers._xlsx_styles import Part, parts, shared_texts, styles, targets
from sovaudit.readers._zip import Archive


def read_xlsx(archive: Archive, said: Grouped) -> list[Grid]:
    """Read every sheet.

    Raises:
        InputError: it is no workbook, is damaged, or goes past a limit.
    """
    path = archive.path
    listed, book = _book(archive)
    texts: list[str] = []
    if book.texts in archive:
        texts = shared_texts(archive.read(book.texts), f"{path}: {book.texts}")
        longest = max(map(len, texts), default=0)
        if longest > limits().text:
            found = _("a cell of {count} characters").format(count=longest)
            raise past("text", found, f"{path}: {book.texts}", longest)
    room = Room(path, archive.size)
    grids = []
    for part in listed:
        grid = Grid(part.name, room, said)
        sheet = Sheet(grid, texts, book.kinds, book.from_1904)
        xml = archive.read(part.member)
        sheet.read(read_rows_quickly(sheet, xml), f"{path}: {part.member}")
        grid.finish(part.hidden)
        grids.append(grid)
    archive.check_others(book.read | {part.member.lower() for part in listed})
    return grids


def heads_of_xlsx(archive: Archive, rows: int, at_most: int) -> list[Grid]:
    """Read the first rows of every sheet.

    Args:
        rows: how many.
        at_most: bytes of each part that are looked at.
    """
    listed, book = _book(archive)
    texts: list[str] = []
    if book.texts in archive:
        texts = shared_texts(archive.read(book.texts, at_most), archive.path, COLUMNS, cut=True)
    grids = []
    for part in listed:
        grid = Grid(part.name, Room(archive.path, at_most), Grouped())
        sheet = Sheet(grid, texts, book.kinds, book.from_1904, rows)
        sheet.read(archive.read(part.member, at_most), archive.path, cut=True)
        grids.append(grid)
    return grids


class _Book:
    """What the sheets of a workbook share."""

    def __init__(self) -> None:
        self.texts = "xl/sharedStrings.xml"
        self.kinds: list[str] = []
        self.from_1904 = False
        self.read: set[str] = set()


def _book(archive: Archive) -> tuple[list[Part], _Book]:
    """Read the list of sheets and what they share."""
    path = archive.path
    book = _Book()

    def part(name: str) -> tuple[bytes, str]:
        book.read.add(name.lower())
        return archive.read(name), f"{path}: {name}"

    leads = targets(*part("_rels/.rels"), "") if "_rels/.rels" in archive else {}
    main = next((member for kind, member in leads.values() if kind == "officeDocument"), "xl/workbook.xml")
    folder, _slash, file = main.rpartition("/")
    if not file.endswith(".xml") or not folder.startswith("xl"):
        _refuse(main, path)
    rels = f"{folder}/_rels/{file}.rels"
    leads = targets(*part(rels), folder)
    listed, book.from_1904 = parts(*part(main), leads)
    others = dict(leads.values())
    book.texts = others.get("sharedStrings", f"{folder}/sharedStrings.xml")
    book.read.add(book.texts.lower())
    look = others.get("styles", f"{folder}/styles.xml")
    if look in archive:
        book.kinds = styles(*part(look))
    return listed, book


def _refuse(main: str, path: str) -> None:
    if main.endswith(".bin"):
        hint = _("save it as .xlsx or .ods")
        raise InputError(_("a binary workbook (.xlsb), which is not read"), path, hint)
    hint = _("only .xlsx and .ods workbooks are read")
    raise InputError(_("not readable as a workbook: another kind of document"), path, hint)
