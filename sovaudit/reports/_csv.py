# SPDX-License-Identifier: EUPL-1.2
"""A sheet -> CSV that French and English spreadsheet programs open: semicolons, UTF-8 with its mark.

A text that a spreadsheet program would compute gets an apostrophe before it, which reading takes away again.
"""

from __future__ import annotations

import csv
import io

from sovaudit.model import Unknown
from sovaudit.reports._format import Word
from sovaudit.reports._sheet import Cell, Sheet, unknown

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet program would take for a formula."""


def as_csv(sheet: Sheet) -> bytes:
    """Write a sheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.header for column in sheet.columns)
    for cells in sheet.rows():
        writer.writerow(map(_written, cells))
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> Cell:
    if isinstance(cell, Unknown):
        cell = unknown(cell)
    elif isinstance(cell, Word):
        cell = f"{cell.symbol} {cell.word}".strip()
    return guarded(cell) if isinstance(cell, str) else cell


def guarded(text: str) -> str:
    """Put an apostrophe before what would be a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Take the apostrophe away again."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
