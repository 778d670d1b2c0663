# SPDX-License-Identifier: EUPL-1.2
"""The one door through which a reader opens CSV text: bytes -> numbered rows, strictly.

`,` `;` tab or `|`; UTF-8 with or without byte-order mark, UTF-16 with one, Windows-1252 as the guess that is said.
Rows are numbered as a spreadsheet program shows them: a newline inside quotes does not begin a row, a blank line is
one; messages on broken quotes name the physical line too.

Source: RFC 4180; `sep=` as the first line is what spreadsheet programs write and obey.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.model import Issue
from sovaudit.readers._grouped import Grouped, spans

SEPARATORS = ";,\t|"
HEAD = 65536
"""Bytes among which the header row is looked for."""
HEAD_ROWS = 10
"""Rows among which it is looked for: people write titles above it."""
CELL_TEXT = 32767
"""Characters that a cell of a spreadsheet can hold; a longer one is kept and said."""
_QUOTED = re.compile(r'"[^"]*"')
_SEP = re.compile(r"sep=([;,\t|])(?:\r\n|\r|\n)", re.IGNORECASE)


class Table(Struct):
    """The rows of a CSV file.

    Args:
        rows: (row number as a spreadsheet shows it, cells as written); blank rows are left out.
        separator: what stands between two cells.
        issues: what is wrong, placed as `row 3`.
        encoding: utf-8, utf-16 or windows-1252.
        left_out: rows that cannot be split into cells, each with its issue; they are not in `rows`.
    """

    rows: list[tuple[int, list[str]]]
    separator: str
    issues: tuple[Issue, ...] = ()
    encoding: str = "utf-8"
    left_out: int = 0


def rows_of(data: bytes, path: str) -> Table:
    """Split the whole file into rows and cells.

    Raises:
        InputError: it is empty or not text, a quote is never closed, or it goes past a limit.
    """
    said = Grouped()
    text, encoding = _decoded(data, said)
    if "\x00" in text:
        text = _without_nul(text, path, said)
    between, start = _separator(text[:HEAD])
    rows, blank = _split(text[start:], between, path, 1 if start else 0, said)
    if not rows:
        raise InputError(_("the file is empty"), path, _("ask for the file again: nothing was written into it"))
    table = Table(rows, between, encoding=encoding)
    if _check_widths(table, said) and blank:  # of a file whose rows are sound they are no news
        place = _("row {row}").format(row=blank[0])
        said.say(place, _("blank rows, passed over: {rows}"), rows=spans(blank))
    table.issues = said.issues()
    return table


def header_of(data: bytes) -> list[str]:
    """Return the row that looks most like a header among the first ones, or nothing; cheap, and never raises."""
    rows = head_of(data)
    return rows[header_at(rows)] if rows else []


def head_of(data: bytes) -> list[list[str]]:
    """Return the first rows that are not blank, at most `HEAD_ROWS`; none when the bytes are not a table of text."""
    if data[:4] == b"PK\x03\x04" or _is_binary(data[:4096]):
        return []
    text = _decoded(data[:HEAD], Grouped(), cut=len(data) > HEAD)[0].replace("\x00", "")
    if text.lstrip()[:1] in ("{", "[", "<"):
        return []
    between, start = _separator(text)
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[start:], newline=""), delimiter=between):
            if any(cell.strip() for cell in row):
                found.append(row)
            if len(found) == HEAD_ROWS:
                break
    except csv.Error:  # a cell too long for the head
        pass
    return found


def header_at(rows: list[list[str]]) -> int:
    """Return the position of the row that looks most like a header: the first about as full as the rows are.

    Args:
        rows: at least one.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:HEAD_ROWS]]
    usual = sorted(filled)[len(filled) // 2]
    return next(at for at, count in enumerate(filled) if count * 5 >= usual * 3)


def _is_binary(head: bytes) -> bool:
    """Tell bytes that are no text: control characters other than the few that text has, unless it is UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = len(head) - len(head.translate(None, bytes(set(range(32)) - {9, 10, 12, 13, 26})))
    return odd * 20 > len(head)


def _decoded(data: bytes, said: Grouped, cut: bool = False) -> tuple[str, str]:
    """Decode the bytes; a guess, and what could not be decoded, is said aloud.

    Args:
        cut: the bytes are the head of longer ones: a character may be cut in two at their end.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = data.decode("utf-16", "replace"), "utf-16"
    else:
        try:
            return data.decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError as error:
            if cut and error.start >= len(data) - 3 and error.reason == "unexpected end of data":
                return data[: error.start].decode("utf-8-sig"), "utf-8"
        text, encoding = data.decode("cp1252", "replace"), "windows-1252"
        said.say("", _("not UTF-8: read as Windows-1252"), _("save it as UTF-8 to be sure of its accents"))
    lost = text.count("\ufffd")
    if lost and not cut:
        message = _("{count} characters cannot be read as {encoding}")
        said.say("", message, _("save it as UTF-8"), count=lost, encoding=encoding)
    return text, encoding


def _without_nul(text: str, path: str, said: Grouped) -> str:
    """Take NUL characters out, row by row said; text that is mostly NUL is no text."""
    if text.count("\x00") * 4 > len(text):
        raise InputError(_("not text: most of it is NUL"), path, _("save it again as CSV, in UTF-8"))
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if "\x00" in line:
            place = _("line {line}").format(line=number)
            said.say(place, _("a NUL character: it is taken out"), _("check this row: the file may be damaged"))
    return text.replace("\x00", "")


def _separator(head: str) -> tuple[str, int]:
    """Find the separator on which most of the first rows agree, and where the table starts (after a `sep=` line)."""
    told = _SEP.match(head)
    if told:
        return told[1], told.end()
    plain = _QUOTED.sub("", head).split('"', 1)[0]
    lines = [line for line in plain.splitlines() if line.strip()][:HEAD_ROWS]
    return max(SEPARATORS, key=lambda each: _agreement(each, lines)), 0


def _agreement(separator: str, lines: list[str]) -> tuple[int, int]:
    """Return how many lines hold the separator equally often, and how often."""
    counts = Counter(line.count(separator) for line in lines)
    counts.pop(0, None)
    return max(((lines, count) for count, lines in counts.items()), default=(0, 0))


def _split(
    text: str, between: str, path: str, before: int, said: Grouped
) -> tuple[list[tuple[int, list[str]]], list[int]]:
    """Split text into rows that are not blank, numbered; what swallows rows or is overlong is said.

    Args:
        before: physical lines, each a row, that come before the text.

    Returns:
        The rows, and the numbers of the blank ones, empty lines at the end of the file left out.
    """
    rows: list[tuple[int, list[str]]] = []
    blank: list[int] = []
    lines: list[int] = []
    most = limits().rows
    for number, line, cells in _records(text, between, path, before):
        if not any(map(str.strip, cells)):
            (blank if len(cells) > 1 else lines).append(number)
            continue
        if len(rows) == most:
            raise past("rows", _("row {row}").format(row=number), path)
        if len(cells) > limits().columns:
            found = _("a row of {count} cells").format(count=len(cells))
            raise past("columns", found, f"{path}: " + _("row {row}").format(row=number), len(cells))
        blank, lines = blank + lines if lines else blank, []
        rows.append((number, cells))
        if max(map(len, cells)) > CELL_TEXT:
            _check_length(cells, number, path, said)
        if any("\n" in cell or "\r" in cell for cell in cells):
            _check_swallowed(cells, between, number, line, said)
    return rows, sorted(blank)


def _records(text: str, between: str, path: str, before: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield (row number, physical line where it begins, cells)."""
    csv.field_size_limit(max(len(text), 131072))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    number, begins = before, 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            place = _("{path}: row {row}").format(path=path, row=number + 1)
            message = _("the quote that opens on line {line} is not closed, or text follows it once closed")
            hint = _("close it on that line, or open the file in a spreadsheet program and save it again as CSV")
            raise InputError(message.format(line=begins + before), place, hint) from None
        if cells is None:
            return
        number += 1
        yield number, begins + before, cells
        begins = reader.line_num + 1


def _check_length(cells: list[str], number: int, path: str, said: Grouped) -> None:
    """Say which cell is longer than a spreadsheet can hold; refuse what goes past the limit."""
    place = _("row {row}").format(row=number)
    length = max(map(len, cells))
    if length > limits().text:
        found = _("a cell of {count} characters").format(count=length)
        raise past("text", found, f"{path}: {place}", length)
    message = _("a cell of {count} characters, more than a spreadsheet can hold ({limit})")
    hint = _("check that no quote swallows the cells that follow")
    said.say(place, message, hint, count=length, limit=CELL_TEXT)


def _check_swallowed(cells: list[str], between: str, number: int, line: int, said: Grouped) -> None:
    """Say when a quoted cell holds lines that look like rows of this very table."""
    for cell in cells:
        within = f"{cell}.".splitlines()[1:-1]
        if within and all(each.count(between) >= max(len(cells) - 1, 1) for each in within):
            message = _("a quoted cell that opens on line {line} holds {count} lines that look like rows")
            hint = _("a quote may not be closed there: these rows are not read as such")
            said.say(_("row {row}").format(row=number), message, hint, line=line, count=len(within))


def _check_widths(table: Table, said: Grouped) -> bool:
    """Say which rows have fewer or more cells than the header; leave out those that another separator splits.

    Returns:
        Whether there are any.
    """
    at = header_at([cells for _number, cells in table.rows[:HEAD_ROWS]])
    width = len(table.rows[at][1])
    ragged = {position for position in range(at + 1, len(table.rows)) if len(table.rows[position][1]) != width}
    if not ragged:
        return False
    other = {position for position in ragged if _other_separator(table.rows[position][1], table.separator, width)}
    for position in sorted(ragged):
        number, cells = table.rows[position]
        place = _("row {row}").format(row=number)
        if position in other:
            between = _other_separator(cells, table.separator, width)
            message = _("a row split by « {other} » in a file split by « {separator} »: it is left out")
            said.say(place, message, _("write it like the others"), other=between, separator=table.separator)
        elif len(cells) < width:
            message = _("a row of {count} cells under a header of {width}: the last ones count as blank")
            said.say(place, message, _("check that no separator is missing"), count=len(cells), width=width)
        elif any(cell.strip() for cell in cells[width:]):
            message = _("a row of {count} cells under a header of {width}: the last ones are under no header")
            hint = _("put quotes around a cell that holds « {separator} »").format(separator=table.separator)
            said.say(place, message, hint, count=len(cells), width=width)
    table.rows = [row for position, row in enumerate(table.rows) if position not in other]
    table.left_out = len(other)
    return True


def _other_separator(cells: list[str], separator: str, width: int) -> str:
    """Return the separator by which a row would be as wide as the header; empty when it has cells already."""
    if width < 2 or len(cells) > 1:
        return ""
    plain = _QUOTED.sub("", cells[0])
    return next((each for each in SEPARATORS if each != separator and plain.count(each) == width - 1), "")
