# SPDX-License-Identifier: EUPL-1.2
"""Registers as CSV files: `,` `;` tab or `|`, UTF-8 with or without byte-order mark, UTF-16 with one, Windows-1252.

Source: RFC 4180; the separator is the one that splits the header row into most cells.
"""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Register
from sovaudit.readers._rows import read_rows, register_for

NAME = "register-csv"
RANK = 10
SEPARATORS = ";,\t|"
_CELL_LIMIT = 1_000_000


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the file is text whose first row is the header of a register."""
    if b"\x00" in data[:1024] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    first = next((line for line in _decode(data[:65536])[0].splitlines() if line.strip()), "")
    if first.lstrip()[:1] in ("{", "[", "<"):
        return False
    header = next(csv.reader([first], delimiter=separator(first)), [])
    suffix = PurePath(name).suffix.lower()
    sheet = register_for(PurePath(name).stem if suffix in (".csv", ".tsv") else "", header)
    return sheet is not None and len(header) > 1


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read the register that the file's name, or else its header, says."""
    text, issues = _decode(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = separator(first)
    name = PurePath(path).stem
    sheet = register_for(name, next(csv.reader([first], delimiter=between), []))
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
    """Return the separator that occurs most in a header row; `;` when none does."""
    return max(SEPARATORS, key=header.count)


def _decode(data: bytes) -> tuple[str, list[Issue]]:
    """Decode the bytes; a guess is said aloud."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8-sig"), []
    text = data.decode("cp1252", "replace")
    return text, [Issue("", _("not UTF-8: read as Windows-1252"), _("save it as UTF-8 to be sure of its accents"))]
