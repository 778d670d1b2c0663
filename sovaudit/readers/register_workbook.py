# SPDX-License-Identifier: EUPL-1.2
"""Registers as one workbook, a sheet each: .xlsx and .ods, read by python-calamine.

python-calamine reads 100,000 rows in 0.75 s where openpyxl takes 9.5 s.
"""

from __future__ import annotations

import io
import struct
import zipfile

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Record, Register
from sovaudit.readers._cells import Cell
from sovaudit.readers._columns import folded, sheet_names
from sovaudit.readers._rows import read_rows, register_for

NAME = "register-workbook"
RANK = 10
OWN_REPORT = ("lisez_moi", "read_me")
"""First sheet of a workbook that sovaudit wrote itself, and that someone filled and sent back."""
ANSWERS = sheet_names()["answers"]
UNPACKED_LIMIT = 512 * 1024 * 1024


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the file is a zip that holds a workbook."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    return (
        b"opendocument.spreadsheet" in data[:200] or b"xl/workbook.xml" in data or b"[Content_Types].xml" in data[:400]
    )


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read every sheet that is a register; name the others."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(data, path)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, _rows(workbook, name)) for name in workbook.sheet_names]
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError):
        hint = _("open it in a spreadsheet program and save it again")
        raise InputError(_("not readable as a workbook"), path, hint) from None
    return _register(sheets, path)


def _check_size(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error):
        hint = _("ask its author for the file again: it is damaged or incomplete")
        raise InputError(_("not readable as a workbook: the archive is damaged"), path, hint) from None
    if size > UNPACKED_LIMIT:
        text = _("unpacks to {size} bytes, more than the limit of {limit}")
        raise InputError(text.format(size=size, limit=UNPACKED_LIMIT), path, _("ask for a file without filling"))


def _rows(workbook: object, name: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    return rows


def _register(sheets: list[tuple[str, list[list[Cell]]]], path: str) -> Register:
    records: list[Record] = []
    issues: list[Issue] = []
    columns: list[tuple[str, str]] = []
    rows = 0
    known = 0
    own = any(folded(name) in OWN_REPORT for name, _cells in sheets)
    if own:
        answers = [(name, cells) for name, cells in sheets if sheet_names().get(folded(name)) == ANSWERS]
        hint = _("fill its yellow cells; the rest of it is what sovaudit wrote")
        issues.append(Issue("", _("a report of sovaudit: only its sheet of answers is read"), hint))
        sheets = answers
    for name, cells in sheets:
        header = next((row for row in cells if any(cell not in (None, "") for cell in row)), [])
        sheet = register_for(name, header)
        if sheet is None:
            if header:
                hint = _("name it after a register, such as « services », or ignore this")
                issues.append(Issue(name, _("sheet that is no register: it is not read"), hint))
            continue
        known += 1
        found = read_rows(sheet, name, path, cells)
        records.extend(found.records)
        issues.extend(() if own else found.issues)
        columns.extend(found.columns)
        rows += found.rows
    if not known:
        raise InputError(
            _("the workbook has no sheet that is a register"), path, _("name a sheet « services », « applications »…")
        )
    return Register(tuple(records), rows, tuple(issues), tuple(columns))
