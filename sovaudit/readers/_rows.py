# SPDX-License-Identifier: EUPL-1.2
"""Rows of cells -> records of one register, every defect with the address of its cell."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Origin, Record, Register, Unknown
from sovaudit.readers._cells import Cell, CellError, is_blank, text_of, understand
from sovaudit.readers._columns import SHEETS, Field, Sheet, folded, headers, sheet_names, told, weights
from sovaudit.readers._grid import letters
from sovaudit.readers._grouped import Grouped, spans

HEAD_ROWS = 10
"""Rows, blank ones left out, among which the header is looked for: people write titles above it."""
_NAMES = ("name", "subject")
"""Columns that stand for an id where there is none, best first."""
_TELLING = 2.0
"""Headers that no other register has, from which on an unnamed table is taken for a register."""

CELLS_SAID = 1000
"""Cells of one kind of defect that are listed one by one: whoever mends a register works through the list."""


class Column(Struct, frozen=True):
    """A column of a table: its place, the field it fills (none: it is only checked), what its cells hold."""

    at: int
    field: str
    holds: str


def register_for(name: str, rows: Iterable[Sequence[Cell]]) -> Sheet | None:
    """Find which register a table is: by its name, else by its headers when they leave no doubt.

    Args:
        name: of the sheet or the file; empty when it tells nothing.
        rows: the first ones; the header is among them, blank ones are passed over.
    """
    named = sheet_names().get(folded(name))
    if named is not None:
        return named
    heads = [row for row in rows if not all(map(is_blank, row))][:HEAD_ROWS]
    found = [sheet for sheet in map(_told_by, heads) if sheet is not None]
    return found[0] if found else None


def _told_by(header: Sequence[Cell]) -> Sheet | None:
    """Return the register that a header row leaves no doubt about."""
    written = [folded(text_of(cell)) for cell in header if isinstance(cell, str)]
    words = set(written) - {""}
    telling = {name: sum(known.get(word, 0) for word in words) for name, known in weights().items()}
    best, second = sorted(telling, key=lambda name: -telling[name])[:2]
    if telling[best] < _TELLING or telling[best] < 2 * telling[second]:
        return None
    known = sum(1 for word in words if word in headers(best) or word in told(best) or _is_identifier(word))
    return next(sheet for sheet in SHEETS if sheet.name == best) if known * 2 >= len(words) else None


def near_sheet(name: str) -> str:
    """Return the register whose name is nearly that of a sheet, or nothing."""
    near = difflib.get_close_matches(folded(name), sheet_names(), n=1, cutoff=0.75)
    return sheet_names()[near[0]].name if near else ""


def read_rows(
    sheet: Sheet, name: str, path: str, rows: Iterable[tuple[int, Sequence[Cell]]], *, wide_said: bool = False
) -> Register:
    """Read one table.

    Args:
        sheet: which register it is.
        name: the table's own name, for addresses.
        rows: (row number, cells), the header among the first; blank rows are passed over.
        wide_said: cells under no header were said already, row by row.

    Raises:
        InputError: no row is a header.
    """
    filled = [(number, row) for number, row in rows if not all(map(is_blank, row))]
    if not filled:
        return Register((), 0)
    said = Grouped(CELLS_SAID)
    at = _header_at(sheet, [row for _number, row in filled[:HEAD_ROWS]])
    if at is None:
        raise no_header([sheet], f"{path}: {name}!{filled[0][0]}")
    above = [number for number, row in filled[:at] if sum(not is_blank(cell) for cell in row) > 1]
    if above:
        message, hint = _("rows above the header, not read: {rows}"), _("move them below, or to another sheet")
        said.say(f"{name}!{above[0]}", message, hint, rows=spans(above))
    reading = _Reading(sheet, name, path, said, wide_said)
    reading.header(*filled[at])
    records = [record for record in (reading.record(*row) for row in filled[at + 1 :]) if record is not None]
    return Register(tuple(records), len(filled) - at - 1, said.issues(), tuple(reading.unknown))


def no_header(sheets: Sequence[Sheet], where: str) -> InputError:
    """Return the error for a table whose first rows hold no header, with the columns that were looked for."""
    wanted = "; ".join(
        f"{sheet.name}: {', '.join(field.name for field in sheet.fields[:6])}{'...' if sheet.fields[6:] else ''}"
        for sheet in sheets
    )
    hint = _("write the names of the columns into the first row; looked for {columns}").format(columns=wanted)
    return InputError(_("no header row of a register among the first rows"), where, hint)


def _header_at(sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return the position of the first row that names most columns, or None when none names any."""
    known = headers(sheet.name)
    named = [len({known[word].name for cell in row if (word := folded(text_of(cell))) in known}) for row in rows]
    best = max(named)
    return named.index(best) if best else None


def _is_identifier(word: str) -> bool:
    """Tell a column of SIREN or SIRET numbers by its folded header."""
    return not {"siren", "siret"}.isdisjoint(word.split("_"))


class _Reading:
    """One table as it is read, row after row."""

    def __init__(self, sheet: Sheet, name: str, path: str, said: Grouped, wide_said: bool) -> None:
        self._wide_said = wide_said
        self.unknown: list[tuple[str, str]] = []
        self._sheet = sheet
        self._name = name
        self._path = path
        self._said = said
        self._columns: list[Column] = []
        self._headed: set[int] = set()
        self._origin: tuple[tuple[str, str], ...] = ()
        self._instead = ""

    def header(self, number: int, row: Sequence[Cell]) -> None:
        """Match the header cells to columns; report unknown, repeated and missing ones."""
        known = headers(self._sheet.name)
        filled: set[str] = set()
        for at, cell in enumerate(row):
            written = text_of(cell)
            word = folded(written)
            place = f"{self._name}!{letters(at)}{number}"
            field = known.get(word)
            if not written:
                continue
            self._headed.add(at)
            if field is not None and field.name in filled:
                message = _("column given twice: {header}")
                self._said.say(place, message, _("the first one counts"), header=written[:80])
            elif field is not None:
                filled.add(field.name)
                self._columns.append(Column(at, field.name, "siren" if _is_identifier(word) else field.holds))
            elif word not in told(self._sheet.name):
                self.unknown.append((self._name, written))
                self._said.say(place, _("unknown column: {header}"), _suggestion(word, known), header=written[:80])
                if _is_identifier(word):
                    self._columns.append(Column(at, "", "siren"))
        self._origin = tuple((column.field, letters(column.at)) for column in self._columns if column.field)
        self._check_required(number, filled)

    def _check_required(self, number: int, filled: set[str]) -> None:
        """Report columns without which no row can be read, unless another stands for them."""
        place = f"{self._name}!{number}"
        for required in self._sheet.required:
            if required in filled:
                continue
            self._instead = next((each for each in _NAMES if each in filled), "") if required == "id" else ""
            if self._instead:
                message = _("no column « {header} »: « {other} » stands for it")
                hint = _("add it, so that a row keeps its identity when its name changes")
                self._said.say(place, message, hint, header=required, other=self._instead)
            else:
                hint = _("add it: without it no row can be read")
                self._said.say(place, _("missing column: {header}"), hint, header=required)

    def record(self, number: int, row: Sequence[Cell]) -> Record | None:
        """Read one row; a cell that cannot be understood is unknown, and said so."""
        origin = Origin(self._path, self._name, number, self._origin)
        values: dict[str, object] = {}
        width = len(row)
        if width > len(self._headed) and not self._wide_said:
            self._check_headless(number, row)
        for column in self._columns:
            cell = row[column.at] if column.at < width else None
            try:
                value: object = understand(cell, column.holds)
            except CellError as error:
                value = self._misunderstood(f"{self._name}!{letters(column.at)}{number}", column, cell, error)
            if column.field:
                values[column.field] = value
        if self._instead:
            values["id"] = values[self._instead]
        for required in self._sheet.required:
            if not isinstance(values.get(required), str):
                hint = _("it is left out: give it one")
                self._said.say(f"{self._name}!{number}", _("row without « {header} »"), hint, header=required)
                return None
        return self._sheet.noun(**values, origin=origin)  # type: ignore[arg-type]  # the columns' table names the fields

    def _misunderstood(self, place: str, column: Column, cell: Cell, error: CellError) -> object:
        written = text_of(cell)[:80]
        message = _("« {written} » cannot be understood: {expected}")
        used = column.field or column.holds != "siren"
        hint = _("it counts as unknown until it is mended") if used else _("the column is not used, but check it")
        self._said.say(place, message, hint, written=written, expected=error)
        return () if column.holds == "words" else Unknown("invalid", written)

    def _check_headless(self, number: int, row: Sequence[Cell]) -> None:
        """Report cells under no header, once a column."""
        for at, cell in enumerate(row):
            if at not in self._headed and not is_blank(cell):
                self._headed.add(at)
                place = f"{self._name}!{letters(at)}{number}"
                self._said.say(place, _("unknown column: {header}"), header=letters(at))


def _suggestion(word: str, known: dict[str, Field]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.75)
    if near:
        return _("did you mean « {near} »? it is kept but not used").format(near=known[near[0]].name)
    return _("it is kept but not used")
