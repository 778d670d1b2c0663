# SPDX-License-Identifier: EUPL-1.2
"""Rows of cells -> records of one register, every defect with the address of its cell."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from sovaudit.language import _
from sovaudit.model import Issue, Origin, Record, Register, Unknown
from sovaudit.readers._cells import Cell, CellError, text_of, understand
from sovaudit.readers._columns import SHEETS, Field, Sheet, folded, headers, sheet_names


def letters(column: int) -> str:
    """Return a spreadsheet's name of a column: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def register_for(name: str, header: Sequence[Cell]) -> Sheet | None:
    """Find which register a sheet is: by its name, else by its headers when they leave no doubt."""
    named = sheet_names().get(folded(name))
    if named is not None:
        return named
    written = {folded(text_of(cell)) for cell in header} - {""}
    ranked = sorted(((len(written & headers(sheet.name).keys()), sheet.name) for sheet in SHEETS), reverse=True)
    best, second = ranked[0], ranked[1]
    if best[0] < 4 or best[0] == second[0] or best[0] * 2 < len(written):
        return None
    return next(sheet for sheet in SHEETS if sheet.name == best[1])


def read_rows(sheet: Sheet, name: str, path: str, rows: Iterable[Sequence[Cell]]) -> Register:
    """Read one sheet.

    Args:
        sheet: which register it is.
        name: the sheet's own name, for addresses.
        rows: the header row first; blank rows are passed over.
    """
    issues: list[Issue] = []
    unknown: list[tuple[str, str]] = []
    records: list[Record] = []
    fields: dict[int, Field] = {}
    seen = 0
    headed: set[int] = set()
    for number, row in enumerate(rows, start=1):
        if not any(text_of(cell) for cell in row):
            continue
        if not fields:
            fields, unknown = _header(sheet, name, number, row, issues)
            headed = {column for column, cell in enumerate(row) if text_of(cell)}
            continue
        seen += 1
        for column, cell in enumerate(row):
            if column not in headed and text_of(cell):
                headed.add(column)  # said once a column
                place = f"{name}!{letters(column)}{number}"
                issues.append(Issue(place, _("unknown column: {header}").format(header=letters(column))))
        columns = tuple((field.name, letters(column)) for column, field in fields.items())
        record = _record(sheet, Origin(path, name, number, columns), fields, row, issues)
        if record is not None:
            records.append(record)
    return Register(tuple(records), seen, tuple(issues), tuple(unknown))


def _header(
    sheet: Sheet, name: str, number: int, row: Sequence[Cell], issues: list[Issue]
) -> tuple[dict[int, Field], list[tuple[str, str]]]:
    """Match the header cells to columns; report unknown, repeated and missing ones."""
    known = headers(sheet.name)
    fields: dict[int, Field] = {}
    unknown = []
    for column, cell in enumerate(row):
        written = text_of(cell)
        place = f"{name}!{letters(column)}{number}"
        field = known.get(folded(written))
        if not written:
            continue
        if field is None:
            unknown.append((name, written))
            issues.append(
                Issue(place, _("unknown column: {header}").format(header=written[:80]), _suggestion(written, known))
            )
        elif field in fields.values():
            issues.append(
                Issue(place, _("column given twice: {header}").format(header=written), _("the first one counts"))
            )
        else:
            fields[column] = field
    for required in sheet.required:
        if required not in {field.name for field in fields.values()}:
            hint = _("add it: without it no row can be read")
            issues.append(Issue(f"{name}!{number}", _("missing column: {header}").format(header=required), hint))
    return fields, unknown


def _suggestion(written: str, known: dict[str, Field]) -> str:
    near = difflib.get_close_matches(folded(written), known, n=1, cutoff=0.75)
    if near:
        return _("did you mean « {near} »? it is kept but not used").format(near=known[near[0]].name)
    return _("it is kept but not used")


def _record(
    sheet: Sheet, origin: Origin, fields: dict[int, Field], row: Sequence[Cell], issues: list[Issue]
) -> Record | None:
    """Read one row; a cell that cannot be understood is unknown, and said so."""
    values: dict[str, object] = {}
    for column, field in fields.items():
        cell = row[column] if column < len(row) else None
        try:
            values[field.name] = understand(cell, field.holds)
        except CellError as error:
            written = text_of(cell)[:80]
            text = _("« {written} » cannot be understood: {expected}").format(written=written, expected=error)
            issues.append(Issue(origin.source(field.name).place, text, _("it counts as unknown until it is mended")))
            values[field.name] = () if field.holds == "words" else Unknown("invalid", written)
    for required in sheet.required:
        if not isinstance(values.get(required), str):
            text = _("row without « {header} »").format(header=required)
            issues.append(Issue(f"{origin.sheet}!{origin.row}", text, _("it is left out: give it one")))
            return None
    return sheet.noun(**values, origin=origin)  # type: ignore[arg-type]  # the columns' table names the fields
