# SPDX-License-Identifier: EUPL-1.2
"""The bills of materials of an application, and the day on which each says that it was made."""

from __future__ import annotations

from datetime import date

from sovaudit.measures import Case
from sovaudit.model import InputFile


def files(position: int, case: Case) -> tuple[InputFile, ...]:
    """Return the files that describe an application, in the order of their paths."""
    return case.once("sboms of applications", _files).get(position, ())


def created(file: InputFile) -> date | None:
    """Return the day on which a file says that it was made; None when it does not, or writes it in a way of its own.

    The day is the one written, whatever the time zone.
    """
    try:
        return date.fromisoformat(file.created.strip()[:10])
    except ValueError:
        return None


def months_since(since: date, day: date) -> int:
    """Return the whole months from one day to a later one.

    >>> months_since(date(2026, 10, 24), date(2026, 11, 23)), months_since(date(2026, 10, 23), date(2026, 11, 23))
    (0, 1)
    """
    return (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)


def _files(case: Case) -> dict[int, tuple[InputFile, ...]]:
    found: dict[int, list[InputFile]] = {}
    for file, application in case.inventory.claims:
        found.setdefault(application, []).append(case.inventory.files[file])
    return {application: tuple(several) for application, several in found.items()}
