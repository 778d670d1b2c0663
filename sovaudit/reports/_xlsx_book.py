# SPDX-License-Identifier: EUPL-1.2
"""Sheets -> an XlsxWriter workbook, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from sovaudit.language import _
from sovaudit.model import Unknown
from sovaudit.reports._format import Word
from sovaudit.reports._sheet import Cell, Column, Row, Sheet, unknown
from sovaudit.reports._sheets_inputs import Limits, Written
from sovaudit.reports._xlsx_styles import Styles
from sovaudit.reports._xlsx_text import fitting, printable

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576
"""Rows of a sheet, the header included."""

_LISTED = 255
"""Characters that a list of choices may have in the rule of a cell, its commas included: Excel's own limit."""
_EXACT = 2**53
_FIRST_DAY = date(1900, 3, 1)
_LINE, _TALLEST = 14, 12
_A4, _A3, _A4_CHARACTERS, _WIDEST = 9, 8, 260, 460
"""Paper sizes, and the characters of a row beyond which a sheet takes the larger one, and then several side by side."""


class Book:
    """A workbook being written.

    Args:
        about: the city and the day, for the head of every printed page.
    """

    def __init__(self, workbook: Workbook, about: str) -> None:
        """Start with no sheet."""
        self.limits = Limits()
        self._workbook = workbook
        self._styles = Styles(workbook)
        self._about = printable(about)
        self._words: dict[Unknown | Word, str] = {}

    def write(self, sheet: Sheet) -> Iterator[Written]:
        """Write a sheet, continued on further ones when it has too many rows."""
        rows, number = iter(sheet.rows()), 1
        ahead = next(rows, None)
        while number == 1 or ahead is not None:
            name = sheet.name if number == 1 else f"{sheet.name} ({number})"
            part = islice(chain(() if ahead is None else (ahead,), rows), ROWS - 1)
            yield Written(name, sheet.title, self.fill(self._workbook.add_worksheet(name), sheet, number, part))
            ahead, number = next(rows, None), number + 1
        self.limits.split += number > 2

    def fill(self, page: Worksheet, sheet: Sheet, number: int, rows: Iterable[Row]) -> int:
        """Fill an empty sheet, the n-th of its kind, and return how many rows it has."""
        self._head(page, sheet)
        count = self._body(page, sheet, rows)
        self._tail(page, sheet, count, number)
        return count

    def _head(self, page: Worksheet, sheet: Sheet) -> None:
        lines = max(_lines(column.header, max(column.width - 4, 6)) for column in sheet.columns)
        page.set_row(0, 15 * lines + 3)
        for position, column in enumerate(sheet.columns):
            page.set_column(position, position, column.width, None, {"hidden": column.hidden})
            look = self._styles.look("entry_header" if column.entry else "header")
            _checked(page.write_string(0, position, fitting(column.header, self.limits), look))
            if column.note:
                size = {"author": "sovaudit", "width": 320, "height": 110}
                _checked(page.write_comment(0, position, fitting(column.note, self.limits), size))

    def _body(self, page: Worksheet, sheet: Sheet, rows: Iterable[Row]) -> int:
        """Write the rows. This is the inner loop: 1.4 million cells for 100,000 components."""
        columns, looks = sheet.columns, [self._styles.cell(column) for column in sheet.columns]
        tall = any(column.wrap for column in columns)
        limits, count = self.limits, 0
        for count, row in enumerate(rows, start=1):
            if tall:
                page.set_row(count, _LINE * self._height(row, columns))
            for position, value in enumerate(row):
                if value.__class__ is str:
                    _checked(page.write_string(count, position, fitting(value, limits), looks[position]))
                else:
                    self._cell(page, count, position, value, columns[position], tall)
        return count

    def _cell(self, page: Worksheet, row: int, position: int, value: Cell, column: Column, tall: bool) -> None:
        """Write what is not an ordinary text."""
        look = self._styles.cell(column, value)
        if value is None:
            _checked(page.write_blank(row, position, None, look))
        elif isinstance(value, Unknown | Word):
            wrap = tall and not _narrow(value, column)
            look = self._styles.look(value.value if isinstance(value, Word) else "absent", wrap=wrap)
            _checked(page.write_string(row, position, self._said(value), look))
        elif isinstance(value, date) and value >= _FIRST_DAY:
            _checked(page.write_datetime(row, position, value, look))
        elif isinstance(value, int | float) and abs(value) <= _EXACT:
            _checked(page.write_number(row, position, value, look))
        else:
            _checked(page.write_string(row, position, fitting(str(value), self.limits), look))

    def _height(self, row: Row, columns: Iterable[Column]) -> int:
        """Estimate the lines of a row, at most `_TALLEST`: a longer cell is read by opening it."""
        lines = 1
        for value, column in zip(row, columns, strict=True):
            if _narrow(value, column):
                continue
            if isinstance(value, Unknown | Word):
                lines = max(lines, _lines(self._said(value), column.width))
            elif column.wrap and isinstance(value, str) and (len(value) > column.width or "\n" in value):
                lines = max(lines, _lines(value[:2000], column.width))
        return min(lines, _TALLEST)

    def _said(self, value: Unknown | Word) -> str:
        """Say the same in the same words: a workbook has 260,000 such cells and a few distinct ones."""
        if value not in self._words:
            text = unknown(value) if isinstance(value, Unknown) else f"{value.symbol} {value.word}".strip()
            self._words[value] = fitting(text, self.limits)
        return self._words[value]

    def _tail(self, page: Worksheet, sheet: Sheet, count: int, number: int) -> None:
        last = len(sheet.columns) - 1
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, count, last)
        name = sheet.name if number == 1 else f"{sheet.name} ({number})"
        suffix = "" if number == 1 else f"_{number}"
        end = self._letters(last)
        self._workbook.define_name(f"sovaudit_{sheet.key}{suffix}", f"='{name}'!$A$1:${end}${count + 1}")
        if any(column.entry for column in sheet.columns):
            self._entry(page, sheet, count, number)
        self._print(page, sheet)

    @staticmethod
    def _letters(position: int) -> str:
        from xlsxwriter.utility import xl_col_to_name

        return str(xl_col_to_name(position))

    def _entry(self, page: Worksheet, sheet: Sheet, count: int, number: int) -> None:
        """Let people fill in the yellow cells, and nothing else; say what is expected."""
        page.set_tab_color("#FFD966")
        page.protect("", dict.fromkeys(("autofilter", "sort", "format_columns", "format_rows"), True))
        for position, column in enumerate(sheet.columns):
            if not column.entry or not count:
                continue
            rule: dict[str, object] = {"validate": "any", "input_title": column.header, "input_message": column.hint}
            if column.kind == "date":
                rule |= {"validate": "date", "criteria": "between", "minimum": date(1990, 1, 1)}
                rule |= {"maximum": date(2099, 12, 31), "error_title": column.header}
                rule |= {"error_message": _("A day is expected, such as 2026-11-23.")}
            before = (number - 1) * (ROWS - 1)
            for first, last, choices in _runs(column, before, count):
                listed = {"validate": "list", "source": list(choices), "error_title": column.header}
                listed["error_message"] = _("Choose one of the list.")
                _checked(page.data_validation(first, position, last, position, rule | (listed if choices else {})))

    def _print(self, page: Worksheet, sheet: Sheet) -> None:
        page.set_landscape()
        shown = sum(column.width for column in sheet.columns if not column.hidden)
        page.set_paper(_A4 if shown <= _A4_CHARACTERS else _A3)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        across = max(1, -(-shown // _WIDEST))
        page.fit_to_pages(across, 0)
        page.repeat_rows(0)
        if across > 1:
            page.repeat_columns(0, 1)
        _checked(page.set_header(f"&L&B{_code(sheet.title)}&R{_code(self._about)}"))
        _checked(page.set_footer(f"&L{_code(sheet.name)}&R{_code(_('Page'))} &P / &N"))


def _runs(column: Column, before: int, count: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield rows in a row with the same choices: first, last, choices; one run when the column has none.

    A list too long to stand in the cell's own rule is left out: what is expected is said beside it.
    """
    if column.choices is None:
        yield 1, count, ()
        return
    first = 1
    for choices, rows in groupby(islice(column.choices(), before, before + count)):
        last = first + sum(1 for _row in rows) - 1
        yield first, last, choices if len(",".join(choices)) <= _LISTED else ()
        first = last + 1


def _code(text: str) -> str:
    """Return a text for a page header, where `&` announces a code; a digit must not follow one."""
    text = text.replace("&", "&&")
    return f" {text}" if text[:1].isdigit() else text


def _narrow(value: Cell, column: Column) -> bool:
    """Tell whether an unknown stands in a column of numbers: its first word tells enough, the cell has the reason."""
    return isinstance(value, Unknown) and column.kind in ("int", "float", "euros", "share", "date")


def _lines(text: str, width: int) -> int:
    """Estimate on how many lines a text stands in a cell that wraps; ten points are a tenth narrower than eleven."""
    return sum(-(-max(len(line), 1) * 10 // (width * 11)) for line in text.split("\n"))


def _checked(code: int | None) -> None:
    """Stop when XlsxWriter did not write what it was given: it says so by a number only."""
    if code:
        raise RuntimeError(f"XlsxWriter refused a cell: {code}")
