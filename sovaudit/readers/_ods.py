# SPDX-License-Identifier: EUPL-1.2
"""OpenDocument spreadsheets (.ods) -> grids.

A cell's stored value counts, not the text that shows it: the number 1000000 shown as « 1,00 » is a million.
Repeated blank rows and cells, with which LibreOffice fills a sheet to its end, cost nothing; repeated values count
against the limit `repeats`. Comments, drawings and recorded changes are no part of a sheet.

Source: OASIS OpenDocument 1.3, part 3, 9.1 (tables), 19.675-19.677 (repeats), 6.1.3 (`text:s`).
"""

from __future__ import annotations

import re
from datetime import datetime

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.readers._cells import Cell
from sovaudit.readers._expat import parse
from sovaudit.readers._grid import Grid, Room, clock, is_title, letters, number
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._zip import Archive

_O = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE = _O + "table:1.0 ", _O + "text:1.0 ", _O + "office:1.0 "
_STYLE, _CALC = _O + "style:1.0 ", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_ROW, _SHEET, _COLUMN = _TABLE + "table-row", _TABLE + "table", _TABLE + "table-column"
_PARAGRAPH, _SPACE, _TAB, _BREAK = _TEXT + "p", _TEXT + "s", _TEXT + "tab", _TEXT + "line-break"
_WIDE, _HIGH = _TABLE + "number-columns-spanned", _TABLE + "number-rows-spanned"
_COLUMNS_REPEATED, _ROWS_REPEATED = _TABLE + "number-columns-repeated", _TABLE + "number-rows-repeated"
_KIND, _FORMULA, _STRING = _OFFICE + "value-type", _TABLE + "formula", _OFFICE + "string-value"
_CALC_KIND, _VISIBILITY = _CALC + "value-type", _TABLE + "visibility"
_ASIDE = frozenset((_OFFICE + "annotation", _TABLE + "shapes", _TABLE + "tracked-changes", _OFFICE + "forms"))
_TIME = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_COUNT = re.compile(r"[0-9]{1,15}")


def read_ods(archive: Archive, said: Grouped) -> list[Grid]:
    """Read every sheet.

    Raises:
        InputError: it is no workbook, is damaged or protected, or goes past a limit.
    """
    where = f"{archive.path}: content.xml"
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise InputError(_("protected by a password"), archive.path, _("save it without a password"))
    reader = _Content(Room(archive.path, archive.size), said)
    parse(archive.read("content.xml"), where, reader.start, reader.end, reader.heard, namespaces=True)
    if not reader.is_sheet:
        hint = _("only .xlsx and .ods workbooks are read")
        raise InputError(_("not readable as a workbook: another kind of document"), archive.path, hint)
    archive.check_others({"content.xml"})
    return reader.grids


def heads_of_ods(archive: Archive, rows: int, at_most: int) -> list[Grid]:
    """Read the first rows of the sheets that begin among the first bytes.

    Args:
        rows: how many.
        at_most: bytes that are looked at.
    """
    reader = _Content(Room(archive.path, at_most), Grouped(), rows)
    xml = archive.read("content.xml", at_most)
    parse(xml, archive.path, reader.start, reader.end, reader.heard, namespaces=True, cut=True)
    return reader.grids if reader.is_sheet else []


class _Content:
    """Reads `content.xml`, element by element."""

    def __init__(self, room: Room, said: Grouped, at_most: int = 0) -> None:
        self.grids: list[Grid] = []
        self.is_sheet = False
        self._room = room
        self._said = said
        self._at_most = at_most or limits().rows
        self._longest = limits().text
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0
        self._tables = 0
        self._parts: list[str] = []
        self._in_text = False
        self._in_cell = False
        self._row: list[Cell] = []
        self._number = 0
        self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See to the start of an element."""
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif name in _CELLS:
            self._in_cell = True
            self._parts = []
            self._attributes = attributes
        elif name == _PARAGRAPH:
            if self._in_cell and self._parts:
                self._parts.append("\n")
            self._in_text = self._in_cell
        elif name.startswith(_TEXT):
            self._begin_text(name, attributes)
        elif name == _ROW:
            self._begin_row(attributes)
        elif name == _SHEET:
            self._begin_table(attributes)
        else:
            self._other(name, attributes)

    def heard(self, text: str) -> None:
        """Take the text of a paragraph in a cell."""
        if self._in_text and not self._aside:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """See to the end of an element."""
        if self._aside:
            self._aside -= 1
        elif name in _CELLS:
            self._end_cell()
        elif name == _PARAGRAPH:
            self._in_text = False
        elif name == _ROW:
            self._end_row()
        elif name == _SHEET:
            self._tables -= 1
            if not self._tables:
                self.grids[-1].finish(self._hidden)

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of what is hidden, and of what kind of document it is."""
        if name == _STYLE + "style":
            self._style = attributes.get(_STYLE + "name", "")
        elif name == _STYLE + "table-properties" and attributes.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._style)
        elif name == _OFFICE + "spreadsheet":
            self.is_sheet = True
        elif name == _COLUMN and self._tables == 1:
            count = self._count(attributes, _COLUMNS_REPEATED, "")
            if attributes.get(_VISIBILITY, "visible") != "visible":
                self.grids[-1].hidden_columns.append((self._column, self._column + count - 1))
            self._column += count

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            hint = _("copy it to a sheet of its own")
            self._say("", _("a table within a cell: it is not read"), hint)
            self._tables -= 1
            self._aside = 1
            return
        self._hidden = attributes.get(_TABLE + "style-name") in self._hidden_styles
        self.grids.append(Grid(attributes.get(_TABLE + "name", ""), self._room, self._said))
        self._number = self._column = 0

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = []
        self._column = 0
        self._row_repeats = self._count(attributes, _ROWS_REPEATED, str(self._number + 1))
        self._row_hidden = attributes.get(_VISIBILITY, "visible") != "visible"

    def _end_row(self) -> None:
        first, self._number = self._number + 1, self._number + self._row_repeats
        if not any(cell not in (None, "") for cell in self._row) or first > self._at_most < limits().rows:
            return
        grid = self.grids[-1]
        if self._row_repeats > 1:
            self._check_repeats(self._row_repeats, str(first))
            self._room.take_repeats((self._row_repeats - 1) * len(self._row), f"{grid.name}!{first}")
        for repeated in range(first, self._number + 1):
            grid.add(repeated, self._row)
            if self._row_hidden:
                grid.hidden_rows.append(repeated)

    def _end_cell(self) -> None:
        """Put the cell, as often as it is repeated, into its row."""
        self._in_cell = False
        attributes = self._attributes
        times = 1
        if _COLUMNS_REPEATED in attributes:
            ref = f"{letters(self._column)}{self._number + 1}"
            times = self._count(attributes, _COLUMNS_REPEATED, ref)
        column, self._column = self._column, self._column + times
        if self._parts or _KIND in attributes or _FORMULA in attributes:
            self._keep(column, times)

    def _keep(self, column: int, times: int) -> None:
        grid, row = self.grids[-1], self._number + 1
        cell = self._cell(column)
        if cell is None or cell == "":
            return
        if times > 1:
            ref = f"{letters(column)}{row}"
            self._check_repeats(times, ref)
            self._room.take_repeats(times - 1, f"{grid.name}!{ref}")
        for repeated in range(column, column + times):
            grid.place(self._row, repeated, row, cell)
        if _HIGH in self._attributes or _WIDE in self._attributes:
            self._merge(column, f"{letters(column)}{row}")

    def _merge(self, column: int, ref: str) -> None:
        """Note a merge that holds data: a title above the table is none."""
        grid, row = self.grids[-1], self._number + 1
        high = self._count(self._attributes, _HIGH, ref)
        wide = self._count(self._attributes, _WIDE, ref)
        if high > 1 or (wide > 1 and not is_title(self._row)):
            grid.merged.append(f"{ref}:{letters(min(column + wide, 16384) - 1)}{row + high - 1}")

    def _cell(self, column: int) -> Cell:
        """Understand a cell by its stored value."""
        attributes = self._attributes
        text = "".join(self._parts)
        kind = attributes.get(_KIND, "")
        formula = _FORMULA in attributes
        error = attributes.get(_CALC_KIND) == "error" or (formula and text.startswith(("#", "Err:")))
        if kind == "string" and not error and len(text) <= self._longest:
            return attributes.get(_STRING, text)
        grid, ref = self.grids[-1], f"{letters(column)}{self._number + 1}"
        if len(text) > self._longest:
            found = _("a cell of {count} characters").format(count=len(text))
            raise past("text", found, f"{self._room.path}: {grid.name}!{ref}", len(text))
        if error:
            return grid.unknown(ref, _("an error instead of a value: {written}"), text)
        if not kind:
            return grid.unknown(ref, _("a formula without a stored value")) if formula and not text else text
        return self._typed(ref, kind, text)

    def _typed(self, ref: str, kind: str, text: str) -> Cell:
        """Read a number, a day, a time or a truth value."""
        grid, attributes = self.grids[-1], self._attributes
        name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
        value = attributes.get(_OFFICE + name, "")
        if kind == "boolean":
            return value == "true"
        found: Cell = None
        if kind == "date":
            try:
                found = datetime.fromisoformat(value)
                found = found if "T" in value else found.date()
            except ValueError:
                return grid.unknown(ref, _("not a day: {written}"), value or text)
        elif kind == "time":
            found = _duration(value)
        elif kind in ("float", "percentage", "currency"):
            found = number(value)
        return grid.unknown(ref, _("not a number: {written}"), value or text) if found is None else found

    def _begin_text(self, name: str, attributes: dict[str, str]) -> None:
        """Add the characters that stand as elements."""
        if not self._in_text:
            return
        if name == _SPACE:
            ref = f"{letters(self._column)}{self._number + 1}"
            count = self._count(attributes, _TEXT + "c", ref)
            if count > 1:
                self._check_repeats(count, ref)
                self._room.take_repeats(count, f"{self.grids[-1].name}!{ref}")
            self._parts.append(" " * count)
        elif name == _TAB:
            self._parts.append("\t")
        elif name == _BREAK:
            self._parts.append("\n")

    def _count(self, attributes: dict[str, str], name: str, ref: str) -> int:
        """Read how often something is repeated; a count that is none refuses the file."""
        written = attributes.get(name)
        if written is None:
            return 1
        if not _COUNT.fullmatch(written) or written.strip("0") == "":
            hint = _("no program writes this: ask who made this file")
            message = _("an impossible count: {name} = {written}").format(
                name=name.rpartition(" ")[2], written=written[:40]
            )
            raise InputError(message, self._place(ref), hint)
        return int(written)

    def _check_repeats(self, times: int, ref: str) -> None:
        if times > limits().repeats:
            raise past("repeats", _("repeated {count} times").format(count=times), self._place(ref), times)

    def _place(self, ref: str) -> str:
        sheet = self.grids[-1].name if self.grids else ""
        return f"{self._room.path}: {sheet}!{ref}" if ref else f"{self._room.path}: {sheet}"

    def _say(self, ref: str, message: str, hint: str) -> None:
        self._said.say(f"{self.grids[-1].name}{ref}", message, hint)


def _duration(value: str) -> str | None:
    """Write a time as `H:MM:SS`."""
    found = _TIME.fullmatch(value)
    if found is None:
        return None
    hours, minutes, seconds = (int(found[part] or 0) for part in (2, 3, 4))
    return found[1] + clock((hours * 3600 + minutes * 60 + seconds) / 86400)
