# SPDX-License-Identifier: EUPL-1.2
"""registers/*.csv -> registres.xlsx: the registers that the fictitious city keeps in a spreadsheet.

The sources stay text, so that a change can be read in review; the workbook is what a purchasing office would send.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

NUMBERS = ("bids_received", "amount_eur", "duration_months", "notice_months")
DAYS = ("notified", "end", "as_of")
WIDTHS = {"id": 12, "subject": 46, "holder": 22, "procedure": 34, "applications": 26, "reversibility": 30, "source": 40}


def write(sources: Path, target: Path) -> None:
    """Write one sheet per register, its name; the same sources give the same bytes."""
    with xlsxwriter.Workbook(str(target)) as book:
        made = datetime(2026, 10, 30, tzinfo=UTC)
        book.set_properties({"created": made, "comments": "Ville fictive : données inventées"})
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for path in sorted(sources.glob("*.csv")):
            _sheet(book.add_worksheet(path.stem), path, bold, day)


def _sheet(
    sheet: xlsxwriter.worksheet.Worksheet, path: Path, bold: xlsxwriter.format.Format, day: xlsxwriter.format.Format
) -> None:
    """Fill a sheet: numbers as numbers, days as days, identifiers and codes as text."""
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, delimiter=";")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(header) - 1)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, WIDTHS.get(name, 16))
        for line, row in enumerate(rows, start=1):
            value = row[column]
            if not value:
                continue
            if name in NUMBERS:
                sheet.write_number(line, column, float(value))
            elif name in DAYS:
                sheet.write_datetime(line, column, date.fromisoformat(value), day)
            else:
                sheet.write_string(line, column, value)
