# SPDX-License-Identifier: EUPL-1.2
"""The rows of a sheet written as nearly every program writes them -> grid, in half the time of `_xlsx_sheet`.

Regular expressions read the plain case only: well-formed UTF-8 without comment or CDATA, unprefixed names, `r`, `s`
and `t` in their places, no entity. The first row that is otherwise, and all after it, are left to `Sheet`;
`tests/readers/test_workbook.py` holds that both read the same.
"""

from __future__ import annotations

import re

from sovaudit.limits import limits
from sovaudit.readers._cells import Cell
from sovaudit.readers._expat import is_well_formed
from sovaudit.readers._grid import number
from sovaudit.readers._xlsx_sheet import Sheet, columns

_ROW = re.compile(r"\s*<row((?: [\w:]+=\"[^\"<>&]*\")*) ?>(.*?)</row>", re.DOTALL)
_ATTRIBUTE = re.compile(r" ([\w:]+)=\"([^\"]*)\"")
_CELL = re.compile(
    r"<c r=\"([A-Z]{1,3})([0-9]{1,7})\"(?: s=\"([0-9]{1,8})\")?(?: t=\"(\w+)\")?(?:/>|>"
    r"(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?(?:<v>([^<]*)</v>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_DECLARED = re.compile(
    rb"<\?xml version=[\"']1.0[\"'] encoding=[\"']utf-8[\"'][^?]*\?>\s*<worksheet[ >]", re.IGNORECASE
)


def read_rows_quickly(sheet: Sheet, xml: bytes) -> bytes:
    """Read the plain rows at the top of a sheet.

    Returns:
        The sheet without the rows that were read: all of it when nothing is plain.
    """
    begin, end = xml.find(_BEGIN) + len(_BEGIN), xml.rfind(_END)
    if not len(_BEGIN) <= begin <= end or xml.count(_BEGIN) != 1 or not _DECLARED.match(xml):
        return xml
    if xml.find(b"<!") >= 0 or xml.rfind(b"<?") > 0 or not is_well_formed(xml):
        return xml
    text = xml[begin:end].decode()
    at = 0
    while (found := _ROW.match(text, at)) and _read_row(sheet, found[1], found[2]):
        at = found.end()
    return xml[:begin] + text[at:].encode() + xml[end:]


def _read_row(sheet: Sheet, written: str, body: str) -> bool:
    """Read one row; tell whether it was plain: nothing of one that is not is read."""
    cells: list[tuple[str, str, str, str, str, str, str]] = _CELL.findall(body)
    odd = len(cells) != body.count("<c") or "&" in body or "<v></v>" in body or "<row" in body
    if odd or any(cell[3] == "inlineStr" and not cell[6] for cell in cells if cell[3]):
        return False
    if not sheet.begin_row(dict(_ATTRIBUTE.findall(written))):
        return True
    own, known, texts = str(sheet.last), columns(), sheet.texts
    many, wide = len(texts), limits().columns
    row: list[Cell] = []
    for letters, digits, style, kind, formula, value, inline in cells:
        column = known.get(letters) if digits == own else None
        if column is None:
            sheet.impossible(letters + digits)
            continue
        cell: Cell = None
        if kind == "s" and value.isdecimal() and len(value) < 12 and int(value) < many:
            cell = texts[int(value)]
        elif not kind and not style and value:
            cell = number(value)
        if cell is None:
            cell = sheet.cell(letters + digits, kind or "n", style, value or inline or None, formula != "")
        if cell is None:
            continue
        if column == len(row) < wide:
            row.append(cell)
        else:
            sheet.grid.place(row, column, sheet.last, cell)
    sheet.end_row(row)
    return True
