# SPDX-License-Identifier: EUPL-1.2
"""Registers as one workbook, a sheet each: .xlsx and .ods."""

from __future__ import annotations

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Record, Register
from sovaudit.readers._cells import Cell, is_blank
from sovaudit.readers._columns import SHEETS, folded, sheet_names
from sovaudit.readers._rows import HEAD_ROWS, near_sheet, no_header, read_rows, register_for
from sovaudit.readers._workbook import is_workbook, sheets_of
from sovaudit.readers.register_csv import guessed

NAME = "register-workbook"
RANK = 20
"""After every reader that knows a workbook by its own columns."""
OWN_REPORT = ("lisez_moi", "read_me")
"""First sheet of a workbook that sovaudit wrote itself, and that someone filled and sent back."""
ANSWERS = sheet_names()["answers"]


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the file is a workbook."""
    return is_workbook(data)


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read every sheet that is a register; name the others."""
    workbook = sheets_of(data, path)
    sheets = workbook.sheets
    if any(folded(name) in OWN_REPORT for name, _rows in sheets):
        return _answers([each for each in sheets if sheet_names().get(folded(each[0])) == ANSWERS], path)
    found = _Found(path, list(workbook.issues))
    for name, rows in sheets:
        found.take(name, rows)
    return found.register()


def _answers(sheets: list[tuple[str, list[list[Cell]]]], path: str) -> Register:
    """Read what was filled into our own report: the rest of it is what we wrote."""
    hint = _("fill its yellow cells; the rest of it is what sovaudit wrote")
    found = _Found(path, [])
    for name, rows in sheets:
        found.take(name, rows)
    register = found.register()
    register.issues = (Issue("", _("a report of sovaudit: only its sheet of answers is read"), hint),)
    return register


class _Found:
    """What the sheets of a workbook give together."""

    def __init__(self, path: str, issues: list[Issue]) -> None:
        self._path = path
        self._issues = issues
        self._records: list[Record] = []
        self._columns: list[tuple[str, str]] = []
        self._rows = 0
        self._known = 0
        self._refused: InputError | None = None

    def take(self, name: str, rows: list[list[Cell]]) -> None:
        """Read one sheet, or say why not."""
        head = [row for row in rows if not all(map(is_blank, row))][:HEAD_ROWS]
        if not head:
            return
        sheet = register_for(name, head)
        if sheet is None:
            near = near_sheet(name)
            hint = _("name it after a register, such as « services », or ignore this")
            if near:
                hint = _("did you mean « {near} »? rename it, and it is read").format(near=near)
            self._issues.append(Issue(name, _("sheet that is no register: it is not read"), hint))
            return
        try:
            found = read_rows(sheet, name, self._path, enumerate(rows, start=1))
        except InputError as error:
            self._refused = error
            self._issues.append(Issue(error.where.removeprefix(f"{self._path}: "), error.message, error.hint))
            return
        self._known += 1
        self._records.extend(found.records)
        self._issues.extend(found.issues)
        self._columns.extend(found.columns)
        self._rows += found.rows
        if folded(name) not in sheet_names():
            self._issues.append(guessed(sheet, name))

    def register(self) -> Register:
        """Return all of it.

        Raises:
            InputError: no sheet is a register.
        """
        if self._refused is not None and not self._known:
            raise self._refused
        if not self._known:
            hint = no_header(SHEETS, self._path).hint
            raise InputError(_("the workbook has no sheet that is a register"), self._path, hint)
        return Register(tuple(self._records), self._rows, tuple(self._issues), tuple(self._columns))
