# SPDX-License-Identifier: EUPL-1.2
"""Registers as CSV files: known by the name of the file, or by headers that leave no doubt.

A .csv or .tsv file that no other reader knows comes here too, to be told what its header should have been.
"""

from __future__ import annotations

from pathlib import PurePath

from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Register
from sovaudit.readers._columns import SHEETS, Sheet, folded, sheet_names
from sovaudit.readers._rows import no_header, read_rows, register_for
from sovaudit.readers._table import head_of, rows_of

NAME = "register-csv"
RANK = 20
"""After every reader that knows a table by its own columns."""
_SUFFIXES = (".csv", ".tsv")


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the file is a table of text by its name, or a register by its headers."""
    head = head_of(data)
    if PurePath(name).suffix.lower() in _SUFFIXES:
        return bool(head) or not data.strip()
    return any(len(row) > 1 for row in head) and register_for("", head) is not None


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read the register that the file's name, or else its header, says."""
    name = PurePath(path).stem
    named = _named(path)
    table = rows_of(data, path)
    head = [row for _number, row in table.rows]
    sheet = register_for(named, head)
    if sheet is None:
        raise no_header(SHEETS, path)
    register = read_rows(sheet, name, path, table.rows, wide_said=True)
    issues = [*table.issues, *register.issues]
    if folded(named) not in sheet_names():
        issues.append(guessed(sheet, ""))
    register.issues = tuple(issues)
    register.rows += table.left_out
    return register


def guessed(sheet: Sheet, place: str) -> Issue:
    """Say that a table was taken for a register by its headers."""
    hint = _("give it that name to be sure of it")
    return Issue(place, _("read as the register « {register} », by its headers").format(register=sheet.name), hint)


def _named(path: str) -> str:
    """Return what a file's name may tell of its register: only that of a .csv or .tsv file does."""
    file = PurePath(path)
    return file.stem if file.suffix.lower() in _SUFFIXES else ""
