# SPDX-License-Identifier: EUPL-1.2
"""One sheet of an Office Open XML workbook -> grid, element by element.

Source: ISO/IEC 29500-1:2016, 18.3 (worksheets).
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sovaudit.language import _
from sovaudit.readers._cells import Cell
from sovaudit.readers._expat import Enough, parse
from sovaudit.readers._grid import Grid, clock, day, is_title, letters, number
from sovaudit.readers._xlsx_styles import DATE, plain

COLUMNS = 16_384
"""Columns that the format has; there is no XFE."""
ROWS = 1_048_576


@cache
def columns() -> dict[str, int]:
    """Return the number of every column that there is, by its letters."""
    return {letters(column): column for column in range(COLUMNS)}


class Sheet:
    """Reads one sheet, in the order of the file.

    Args:
        grid: receives the rows, and what is odd about them.
        texts: the shared texts.
        kinds: per style, what its number format shows.
        from_1904: days are counted from 1904.
        at_most: rows after which the rest is left; 0 for all.
    """

    def __init__(
        self, grid: Grid, texts: list[str], kinds: list[str], from_1904: bool = False, at_most: int = 0
    ) -> None:
        """Begin before the first row."""
        self.grid = grid
        self.texts = texts
        self.kinds = kinds
        self.last = 0
        self._from_1904 = from_1904
        self._at_most = at_most
        self._heard: list[str] = []
        self._number = "0"
        self._row: list[Cell] = []
        self._kept = False
        self._aside = False

    def read(self, xml: bytes, where: str, *, cut: bool = False) -> None:
        """Read the sheet, or what is left of it."""
        self._names: tuple[str, ...] = ()
        parse(xml, where, self._start, self._end, self._heard.append, cut=cut)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """See to an element; the root tells under which prefix the names stand."""
        if not self._names:
            prefix, colon, _name = name.rpartition(":")
            self._names = tuple(prefix + colon + each for each in ("c", "v", "row", "t", "f", "rPh", "is"))
        cell, value, row, text, formula, aside, inline = self._names
        if name == cell:
            self._attributes = attributes
            self._value: str | None = None
            self._formula = False
        elif name in (value, text):
            self._heard.clear()
        elif name == row:
            self._row = []
            self._kept = self.begin_row(attributes)
            self._number = str(self.last)
        elif name == formula:
            self._formula = True
        elif name == inline:
            self._value = ""
        elif name == aside:
            self._aside = True
        else:
            self._other(name, attributes)

    def _end(self, name: str) -> None:
        cell, value, row, text, _formula, aside, _inline = self._names
        if name == value:
            self._value = "".join(self._heard)
        elif name == cell:
            self._end_cell()
        elif name == row:
            if self._kept:
                self.end_row(self._row)
        elif name == text and not self._aside:
            self._value = (self._value or "") + "".join(self._heard)
        elif name == aside:
            self._aside = False

    def begin_row(self, attributes: dict[str, str]) -> bool:
        """Take a row's number and whether it is hidden; tell whether the row can be where it says."""
        written = attributes.get("r")
        row = self.last + 1 if written is None else int(written) if written.isdecimal() and len(written) < 9 else 0
        if not self.last < row <= ROWS:
            hint = _("open it in a spreadsheet program, check it and save it again")
            message = _("after this row, one with an impossible number « {row} »: it is left out")
            self.grid.odd(str(self.last), message, hint, row=(written or str(row))[:20])
            return False
        self.last = row
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.grid.hidden_rows.append(row)
        return True

    def end_row(self, row: list[Cell]) -> None:
        """Add the row unless it is blank."""
        if any(cell not in (None, "") for cell in row):
            self.grid.add(self.last, row)
            if len(self.grid.rows) >= self._at_most > 0:
                raise Enough

    def _end_cell(self) -> None:
        """Put the cell where its reference says."""
        if not self._kept:
            return
        attributes = self._attributes
        ref = attributes.get("r", letters(len(self._row)) + self._number)
        column = columns().get(ref[: -len(self._number)]) if ref.endswith(self._number) else None
        if column is None:
            self.impossible(ref)
            return
        style = attributes.get("s", "")
        cell = self.cell(ref, attributes.get("t", "n"), style, self._value, self._formula)
        if cell is not None:
            self.grid.place(self._row, column, self.last, cell)

    def impossible(self, ref: str) -> None:
        """Say that a cell names a place that is not in its row, or nowhere."""
        self.grid.odd(str(self.last), _("impossible cell reference « {ref} »: it is left out"), ref=ref[:20])

    def cell(self, ref: str, kind: str, style: str, value: str | None, formula: bool) -> Cell:
        """Understand a cell by its declared type.

        Args:
            kind: `t` of the cell.
            style: `s` of the cell, or nothing.
            value: what is stored; None when nothing is.
            formula: there is a formula.
        """
        if value is None or (value == "" and formula and kind != "str"):
            return self.grid.unknown(ref, _("a formula without a stored value")) if formula else None
        if kind == "n":
            return self._number_of(ref, style, value)
        if kind == "s":
            at = int(value) if value.isdecimal() and len(value) < 12 else -1
            if 0 <= at < len(self.texts):
                return self.texts[at]
            return self.grid.unknown(ref, _("a text that the workbook does not hold: {written}"), value)
        if kind in ("str", "inlineStr"):
            return plain(value)
        if kind == "b":
            return value.strip() in ("1", "true")
        if kind == "d":
            return self._moment(ref, value)
        return self.grid.unknown(ref, _("an error instead of a value: {written}"), value)

    def _number_of(self, ref: str, style: str, value: str) -> Cell:
        """Read a number, a day or a time, as the style of the cell shows it."""
        if not value.strip():
            return None
        found = number(value)
        if found is None:
            return self.grid.unknown(ref, _("not a number: {written}"), value)
        at = int(style) if style.isdecimal() and len(style) < 9 else 0
        shown = self.kinds[at] if at < len(self.kinds) else ""
        if not shown:
            return found
        if shown != DATE:
            return clock(found)
        moment = day(found, self._from_1904)
        return self.grid.unknown(ref, _("not a day: {written}"), value) if moment is None else moment

    def _moment(self, ref: str, value: str) -> Cell:
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return self.grid.unknown(ref, _("not a day: {written}"), value)

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of hidden columns and merged cells."""
        if name.endswith("mergeCell"):
            self._merge(attributes.get("ref", ""))
        elif name.endswith("col") and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal() and len(first + last) < 12:
                self.grid.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _merge(self, span: str) -> None:
        """Note a merge that holds data: a title above the table is none."""
        first = "".join(filter(str.isdecimal, span.partition(":")[0]))[:8]
        last = "".join(filter(str.isdecimal, span.partition(":")[2]))[:8]
        rows = self.grid.rows
        if first and last and 0 < int(first) <= len(rows) and (first != last or not is_title(rows[int(first) - 1])):
            self.grid.merged.append(span[:40])
