# SPDX-License-Identifier: EUPL-1.2
"""Registers as CSV files: `,` `;` tab or `|`, UTF-8 with or without byte-order mark, UTF-16 with one, Windows-1252.

Source: RFC 4180; the separator is the one that splits the header row into most cells.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import PurePath

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Register
from sovaudit.readers._columns import Sheet
from sovaudit.readers._rows import read_rows, register_for

NAME = "register-csv"
RANK = 10
SEPARATORS = ";,\t|"
_QUOTED = re.compile(r'"[^"]*"')
HEAD = 65536
"""Bytes among which the header row is looked for."""
_CELL_LIMIT = 1_000_000


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the file is text whose first row is the header of a register."""
    if b"\x00" in data[:1024] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    first = _first_line(_decode(data[:HEAD], len(data) > HEAD)[0])
    if first.lstrip()[:1] in ("{", "[", "<"):
        return False
    header = _cells(first, separator(first))
    return _sheet(name, header) is not None and len(header) > 1


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read the register that the file's name, or else its header, says."""
    text, issues = _decode(data)
    first = _first_line(text[:HEAD])
    between = separator(first)
    name = PurePath(path).stem
    sheet = _sheet(path, _cells(first, between))
    if sheet is None:
        raise InputError(
            _("not a register: its header is unknown"), path, _("name it after a register, such as services.csv")
        )
    csv.field_size_limit(_CELL_LIMIT)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        register = read_rows(sheet, name, path, rows)
    except csv.Error:
        place = _("{path}: line {line}").format(path=path, line=rows.line_num)
        hint = _("open it in a spreadsheet program and save it again as CSV")
        raise InputError(
            _("not readable as CSV: a quote that is not closed, or a cell too long"), place, hint
        ) from None
    register.issues = (*issues, *register.issues)
    return register


def separator(header: str) -> str:
    """Return the separator that splits a header row into most cells, quotes respected; `;` when none does."""
    return max(SEPARATORS, key=_QUOTED.sub("", header).count)


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _cells(line: str, between: str) -> list[str]:
    return next(csv.reader([line], delimiter=between), [])


def _sheet(path: str, header: list[str]) -> Sheet | None:
    """Find the register by the name of a .csv or .tsv file, else by the header."""
    file = PurePath(path)
    return register_for(file.stem if file.suffix.lower() in (".csv", ".tsv") else "", header)


def _decode(data: bytes, cut: bool = False) -> tuple[str, list[Issue]]:
    """Decode the bytes; a guess is said aloud.

    Args:
        cut: the bytes are the head of longer ones: a character may be cut in two at their end.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if cut and error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8-sig"), []
    text = data.decode("cp1252", "replace")
    return text, [Issue("", _("not UTF-8: read as Windows-1252"), _("save it as UTF-8 to be sure of its accents"))]
