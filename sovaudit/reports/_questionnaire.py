# SPDX-License-Identifier: EUPL-1.2
"""Questions -> a workbook to send to whoever can answer, or a CSV; both are read back as the `answers` register."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from sovaudit.language import _
from sovaudit.model import Audit, Question, Unknown
from sovaudit.reports._csv import as_csv as csv_of
from sovaudit.reports._format import day, speaking
from sovaudit.reports._sheet import Column, Row, Sheet, unknown
from sovaudit.reports._sheets_questions import answers_name, questions
from sovaudit.reports._xlsx_book import Book
from sovaudit.reports._xlsx_text import printable

_CSV = ("question", "expected", "value", "source", "as_of", "by", "subject", "measure")
"""Columns of the CSV: those that are read back, and what a person needs to fill them in."""


def instructions(audit: Audit, asked: Sequence[Question], who: str) -> Sheet:
    """Describe the first sheet: who asks whom, and how to answer."""
    columns = (Column("step", _("Step"), "int", width=8), Column("text", _("What to do"), width=110, wrap=True))
    name = audit.inventory.city.name
    city = unknown(name) if isinstance(name, Unknown) else name
    steps = (
        _("{city} asks these questions for its audit of software sovereignty, as of {day}. Questions: {count}."),
        _("They are asked of: {who}."),
        _("Fill in the yellow cells of the sheet « {sheet} »; no other cell can be changed."),
        _("A row takes the answer, what shows it (a document, a page), the day on which it was true, and your name."),
        _("Where a cell has a list, choose from it; elsewhere the column « {column} » says what an answer looks like."),
        _("Leave blank what you do not know: it stays unknown, and nobody takes it for a yes or for a no."),
        _("Send the workbook back. Laid into the folder of the inventory, it is read by the next audit."),
        _("An answer fills in what nobody knows; it does not replace what a file or a register says."),
    )
    values = {
        "city": city,
        "count": len(asked),
        "day": day(audit.as_of),
        "who": who or _("whoever is named beside each question"),
        "sheet": answers_name(),
        "column": _("Expected answer"),
    }

    def rows() -> Iterator[Row]:
        for number, step in enumerate(steps, start=1):
            yield number, step.format(**values)

    return Sheet("readme", _("Read me"), _("How are these questions answered?"), columns, rows)


def as_xlsx(audit: Audit, asked: Sequence[Question], who: str) -> bytes:
    """Write the workbook; the same questions give the same bytes."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with speaking(audit.language):
        workbook = Workbook(out, {"constant_memory": True, **plain})
        title = _("Questions to {who}").format(who=who) if who else _("Questions to answer")
        created = datetime(audit.as_of.year, audit.as_of.month, audit.as_of.day)
        workbook.set_properties({"title": printable(title), "author": f"sovaudit {audit.version}", "created": created})
        book = Book(workbook, f"{title} – {day(audit.as_of)}")
        for sheet in (instructions(audit, asked, who), questions(audit, asked)):
            for _page in book.write(sheet):
                pass
        workbook.close()
    return out.getvalue()


def as_csv(audit: Audit, asked: Sequence[Question]) -> bytes:
    """Write the questions alone."""
    with speaking(audit.language):
        sheet = questions(audit, asked)
        places = [[column.key for column in sheet.columns].index(key) for key in _CSV]
        columns = tuple(sheet.columns[each] for each in places)
        rows = [tuple(row[each] for each in places) for row in sheet.rows()]
        return csv_of(msgspec.structs.replace(sheet, columns=columns, rows=lambda: rows))
