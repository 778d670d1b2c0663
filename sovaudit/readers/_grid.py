# SPDX-License-Identifier: EUPL-1.2
"""The cells of a workbook as they are met -> rows, within the limits; what is odd about them is said."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sovaudit.language import _
from sovaudit.limits import MIB, limits, past
from sovaudit.model import Unknown
from sovaudit.readers._cells import Cell
from sovaudit.readers._grouped import Grouped, spans

Rows: TypeAlias = list[list[Cell]]
_SLOT = 8
"""Bytes that a blank cell takes between two others."""
_DAYS = 2_958_465
"""Serial of 31 December 9999, the last day that a spreadsheet knows (ISO/IEC 29500-1, 18.17.4.1)."""


def letters(column: int) -> str:
    """Return a spreadsheet's name of a column: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


class Room:
    """What is left, in one workbook, for rows and for cells that no byte of the file stands for.

    Args:
        size: bytes that the workbook unpacks to.
    """

    def __init__(self, path: str, size: int) -> None:
        """Measure it by the limits in force."""
        self.path = path
        self.rows = limits().rows
        self.blanks = (limits().memory_mib * MIB + limits().memory_times * size) // 2 // _SLOT
        self.repeats = limits().repeats * 1000

    def take_rows(self, count: int, place: str) -> None:
        """Make room for so many rows, blank ones that lie before others included."""
        self.rows -= count
        if self.rows < 0:
            found = _("a cell in row {row}").format(row=place.rpartition("!")[2])
            raise past("rows", found, f"{self.path}: {place}", limits().rows - self.rows)

    def take_blanks(self, count: int, place: str) -> None:
        """Make room for blank cells before others."""
        self.blanks -= count
        if self.blanks < 0:
            found = _("cells so far apart that they take too much memory")
            raise past("memory_mib", found, f"{self.path}: {place}")

    def take_repeats(self, count: int, place: str) -> None:
        """Make room for cells, or spaces, that exist only because something is repeated."""
        self.repeats -= count
        if self.repeats < 0:
            raise past("repeats", _("cells repeated over and over"), f"{self.path}: {place}")


class Grid:
    """The rows of one sheet."""

    def __init__(self, name: str, room: Room, said: Grouped) -> None:
        """Begin an empty sheet."""
        self.name = name
        self.rows: Rows = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[str] = []
        self._room = room
        self._said = said
        self._columns = limits().columns

    def add(self, number: int, row: list[Cell]) -> None:
        """Add a row that is not blank; the rows before it that were not added are blank.

        Args:
            number: 1 for the first row, larger than that of every row before.
        """
        between = number - 1 - len(self.rows)
        self._room.take_rows(between + 1, f"{self.name}!{number}")
        if between:
            blank: list[Cell] = []
            self.rows.extend([blank] * between)
        self.rows.append(row)

    def place(self, row: list[Cell], column: int, number: int, cell: Cell) -> None:
        """Put a cell into a row; past the last column that is read, or on a cell that is there, it is said."""
        gap = column - len(row)
        if gap == 0 and column < self._columns:
            row.append(cell)
        elif column >= self._columns:
            place = f"{self.name}!{letters(column)}{number}"
            hint = _("if it matters, raise the limit with « --limit columns={needed} »").format(needed=column + 1)
            self._said.say(place, _("a cell beyond the last column that is read: it is left out"), hint)
        elif gap > 0:
            self._room.take_blanks(gap, f"{self.name}!{letters(column)}{number}")
            row.extend([None] * gap)
            row.append(cell)
        elif row[column] is None:
            row[column] = cell
        else:
            self.odd(f"{letters(column)}{number}", _("a cell given twice: the first one counts"))

    def odd(self, cell: str, template: str, hint: str = "", **found: object) -> None:
        """Say what is wrong with a cell."""
        self._said.say(f"{self.name}!{cell}", template, hint or _("open the sheet and check it"), **found)

    def unknown(self, cell: str, template: str, written: str = "") -> Unknown:
        """Say that a cell has no value that can be read; it is unknown from now on, never 0 and never blank."""
        written = written[:80]
        hint = _("it counts as unknown until it is mended")
        self._said.say(f"{self.name}!{cell}", template, hint, written=written)
        return Unknown("invalid", written)

    def finish(self, hidden: bool) -> None:
        """Say what of the sheet is hidden or merged; all of it is read."""
        said, name = self._said, self.name
        if hidden:
            said.say(name, _("hidden sheet: it is read like the others"), _("show it, and check what it says"))
        rows = [number for number in self.hidden_rows if number <= len(self.rows) and self.rows[number - 1]]
        if rows:
            hint = _("show them (or clear the filter), and check what they say")
            said.say(f"{name}!{rows[0]}", _("hidden rows, read like the others: {rows}"), hint, rows=spans(rows))
        columns = list(self._hidden_columns())
        if columns:
            hint = _("show them, and check what they say")
            message = _("hidden columns, read like the others: {columns}")
            said.say(f"{name}!{columns[0]}", message, hint, columns=", ".join(columns))
        for span in self.merged:
            hint = _("its value counts for its first cell only: split it and fill each cell")
            said.say(f"{name}!{span.partition(':')[0]}", _("merged cells {span}"), hint, span=span)

    def _hidden_columns(self) -> Iterable[str]:
        """Return the hidden columns that hold something."""
        if not self.hidden_columns:
            return
        width = max(map(len, self.rows), default=0)
        for first, last in self.hidden_columns:
            for column in range(first, min(last + 1, width)):
                if any(len(row) > column and row[column] not in (None, "") for row in self.rows):
                    yield letters(column)


def is_title(row: list[Cell]) -> bool:
    """Tell whether a row has one filled cell at most: a title, which people write across merged columns."""
    return sum(1 for cell in row if cell not in (None, "")) <= 1


def number(written: str) -> float | None:
    """Read a number as a workbook stores it, or return None: infinite ones and those that are none."""
    try:
        found = float(written)
    except ValueError:
        return None
    return found if math.isfinite(found) and "_" not in written else None


def day(serial: float, from_1904: bool) -> date | datetime | None:
    """Return the day, with its time if there is one, that a serial number stands for; None when there is none.

    The 1900 system counts a 29 February 1900 that never was: serial 60 is no day.

    Source: ISO/IEC 29500-1:2016, 18.17.4.1.

    >>> day(45658, False)
    datetime.date(2025, 1, 1)
    """
    if from_1904:
        serial += 1462
    if not 1 <= serial < _DAYS + 1 or 60 <= serial < 61:
        return None
    moment = datetime(1899, 12, 30 if serial >= 61 else 31) + timedelta(days=round(serial * 86400) / 86400)
    return moment.date() if moment.time() == datetime.min.time() else moment


def clock(days: float) -> str:
    """Write a time of day, or a duration, that is stored as days.

    >>> clock(1.5)
    '36:00:00'
    """
    seconds = round(days * 86400)
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}"
