# SPDX-License-Identifier: EUPL-1.2
"""French procurement data (DECP) as a table: a row per contract, holder and modification; CSV, XLSX or ODS.

The consolidated table of data.gouv.fr (decp.info), that of data.economie.gouv.fr, the table schema of 2021 and SCDL. A
row is looked at for what it is about before anything is made of it.

Source: see `_decp_fields.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import PurePath

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Origin, Register
from sovaudit.readers._cells import Cell, is_blank, text_of
from sovaudit.readers._decp import Ledger
from sovaudit.readers._decp_fields import ASKED, NAMED, Fields, field_of, is_table
from sovaudit.readers._grid import letters
from sovaudit.readers._table import head_of, rows_of
from sovaudit.readers._workbook import is_workbook, sheet_headers, sheets_of

NAME = "decp-table"
RANK = 5
"""Before the registers: a table of published contracts is no register that the city keeps."""


def recognises(data: bytes, name: str) -> bool:
    """Tell whether a header row, in text or in a sheet, is that of published contracts."""
    if is_workbook(data):
        return any(is_table(row) for _sheet, rows in sheet_headers(data) for row in rows)
    return any(map(is_table, head_of(data)))


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read every row of the table, or of the sheets that are one."""
    ledger = Ledger(path)
    issues: list[Issue] = []
    unknown: list[tuple[str, str]] = []
    lost = 0
    sheets: list[tuple[str, Iterable[tuple[int, Sequence[Cell]]]]]
    if is_workbook(data):
        book = sheets_of(data, path)
        issues += book.issues
        sheets = [(name, enumerate(rows, start=1)) for name, rows in book.sheets]
    else:
        table = rows_of(data, path)
        issues += table.issues
        lost = table.left_out
        sheets = [(PurePath(path).stem, table.rows)]
    read_any = False
    for name, rows in sheets:
        if _read_sheet(ledger, name, rows, unknown):
            read_any = True
        elif is_workbook(data):
            issues.append(Issue(name, _("a sheet that is no table of contracts: it is not read")))
    if not read_any:
        hint = _("keep the header row as it was published: id, acheteur_id, objet, titulaire_id…")
        raise InputError(_("no header row of a table of contracts was found"), path, hint)
    register = ledger.register()
    register.rows += lost
    register.rejected += lost
    register.issues = (*issues, *register.issues)
    register.columns = tuple(unknown)
    return register


def _read_sheet(
    ledger: Ledger, name: str, rows: Iterable[tuple[int, Sequence[Cell]]], unknown: list[tuple[str, str]]
) -> bool:
    """Read one sheet; false when it has no header of ours."""
    lines = iter(rows)
    header = next(((number, row) for number, row in lines if is_table(row)), None)
    if header is None:
        return False
    number, row = header
    columns = _columns(row)
    unknown += ((name, text_of(cell)) for cell in row if not is_blank(cell) and not field_of(text_of(cell)))
    places = tuple((field, letters(column)) for field, (column, _key) in columns.items())
    _say_missing(ledger, columns, f"{name}!{number}")
    subject, cpv = (columns.get(field, (-1, ""))[0] for field in ("subject", "cpv"))
    for number, cells in lines:
        width = len(cells)
        if width < 2 and all(map(is_blank, cells)):
            continue
        code = cells[cpv] if 0 <= cpv < width else None
        about = cells[subject] if subject < width else None
        if isinstance(about, str) or not all(map(is_blank, cells)):
            if not ledger.counts(code, about, f"{name}!{number}"):
                continue
            fields: Fields = {
                field: (key, cells[column] if column < width else None) for field, (column, key) in columns.items()
            }
            ledger.add(fields, partial(_cell, name, number, columns), Origin(ledger.path, name, number, places))
    return True


def _columns(header: Sequence[Cell]) -> dict[str, tuple[int, str]]:
    """Return field -> (column, header as written); the first column of a field counts."""
    found: dict[str, tuple[int, str]] = {}
    for column, cell in enumerate(header):
        field = field_of(text_of(cell))
        if field:
            found.setdefault(field, (column, text_of(cell)))
    return found


def _cell(sheet: str, number: int, columns: dict[str, tuple[int, str]], key: str) -> str:
    """Return the address of the cell under a header, or the row."""
    written = key.partition("/")[0]
    column = next((letters(column) for column, name in columns.values() if name == written), "") if key else ""
    return f"{sheet}!{column}{number}"


def _say_missing(ledger: Ledger, columns: dict[str, tuple[int, str]], place: str) -> None:
    missing = [NAMED.get(each, each) for each in ASKED if each not in columns]
    if any(each.startswith("holder_") for each in columns):
        missing = [each for each in missing if each != NAMED["holders"]]
    if missing:
        text = _("columns of procurement data are missing: {names}")
        ledger.said.say(place, text, _("what they hold counts as unknown"), names=", ".join(missing))
