# SPDX-License-Identifier: EUPL-1.2
"""Uncertain matches -> a sheet to confirm, as .xlsx or .csv, whose headers are known again in any language."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from sovaudit.language import LANGUAGES, _, localised
from sovaudit.model.identities import Match
from sovaudit.reports._csv import as_csv as csv_of
from sovaudit.reports._sheet import Column, Row, Sheet
from sovaudit.reports._xlsx_book import Book

HEADERS: dict[str, dict[str, str]] = {
    "kind": {"fr": "genre", "en": "kind"},
    "name": {"fr": "nom trouvé", "en": "name as found"},
    "publisher": {"fr": "éditeur trouvé", "en": "publisher as found"},
    "count": {"fr": "occurrences", "en": "occurrences"},
    "place": {"fr": "fichier et place", "en": "file and place"},
    "candidate": {"fr": "candidat", "en": "candidate"},
    "title": {"fr": "nom du candidat", "en": "name of the candidate"},
    "rule": {"fr": "règle", "en": "rule"},
    "score": {"fr": "score", "en": "score"},
    "confirmed": {"fr": "confirmé (oui ou non)", "en": "confirmed (yes or no)"},
    "by": {"fr": "par", "en": "by"},
    "on": {"fr": "le", "en": "on"},
    "why": {"fr": "pourquoi", "en": "why"},
}
"""Column -> its header by language: data of a file format, read back whatever the language of the day."""
ENTRIES = ("confirmed", "by", "on", "why")
_WIDTHS = {"name": 40, "publisher": 28, "place": 50, "candidate": 40, "title": 40, "why": 40}
_KINDS = {"count": "int", "score": "float", "on": "date"}


def known_headers() -> dict[str, str]:
    """Return each header, in every language and as its key, in lower case -> its column."""
    return {
        written.lower(): key
        for key, texts in HEADERS.items()
        for written in (key, *(texts[each] for each in LANGUAGES))
    }


def review(matches: Sequence[Match]) -> Sheet:
    """Describe the sheet; best matches first."""
    hints = {
        "confirmed": _("yes: it is the candidate; no: it is not. Leave it blank when you do not know."),
        "by": _("Who decided: a person or a team."),
        "on": _("The day of the decision, such as 2026-11-23."),
        "why": _("What it rests on, in a few words."),
    }
    columns = tuple(
        Column(
            key,
            localised(texts),
            _KINDS.get(key, "text"),
            width=_WIDTHS.get(key, 16),
            entry=key in ENTRIES,
            hint=hints.get(key, ""),
        )
        for key, texts in HEADERS.items()
    )

    def rows() -> Iterator[Row]:
        for each in sorted(matches, key=lambda each: (each.kind, -each.score, each.name, each.publisher, each.target)):
            yield row(each)

    return Sheet("review", _("Matches to confirm"), _("Which names stand for the same thing?"), columns, rows)


def row(match: Match) -> Row:
    """Write one match, its entry cells blank."""
    source = match.sources[0] if match.sources else None
    place = f"{source.path} {source.place}".strip() if source else ""
    kind, rule = KINDS[match.kind](), RULES[match.rule]()
    known = (kind, match.name, match.publisher, match.count, place, match.target, match.title, rule, match.score)
    return (*known, *(None for _entry in ENTRIES))


KINDS = {
    "installed": lambda: _("installed program"),
    "application": lambda: _("application"),
    "publisher": lambda: _("publisher"),
}
RULES = {
    "exact": lambda: _("same name"),
    "alias": lambda: _("other name of it"),
    "edition": lambda: _("same but for the edition"),
    "prefix": lambda: _("same but for the publisher's name"),
    "tokens": lambda: _("words in common"),
}


def as_csv(matches: Sequence[Match]) -> bytes:
    """Write the sheet as CSV."""
    return csv_of(review(matches))


def as_xlsx(matches: Sequence[Match]) -> bytes:
    """Write the sheet as a workbook whose yellow cells alone may be filled; the same matches give the same bytes."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(out, {"constant_memory": True, **plain})
    workbook.set_properties({"created": datetime(2000, 1, 1)})
    sheet = review(matches)
    book = Book(workbook, sheet.title)
    for _page in book.write(sheet):
        pass
    workbook.close()
    return out.getvalue()
