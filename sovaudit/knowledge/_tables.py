# SPDX-License-Identifier: EUPL-1.2
"""What the data sets share that are tables of our own: CSV in UTF-8, a header, ` | ` between the values of a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from sovaudit.knowledge._snapshots import Snapshot


def rows(snapshots: Iterable[Snapshot]) -> Iterator[dict[str, str]]:
    """Yield the rows of tables, one after the other; none when there is no table."""
    for each in snapshots:
        yield from parsed(each.read().decode("utf-8"))


def parsed(text: str) -> Iterator[dict[str, str]]:
    r"""Yield the rows of a table.

    >>> list(parsed("id,names\na,b | c\n"))
    [{'id': 'a', 'names': 'b | c'}]
    """
    yield from csv.DictReader(io.StringIO(text, newline=""))


def several(cell: str) -> tuple[str, ...]:
    """Return the values of a cell.

    >>> several("b | c"), several("")
    (('b', 'c'), ())
    """
    return tuple(filter(None, cell.split(" | ")))


def in_both(row: dict[str, str], name: str) -> dict[str, str]:
    """Return a text that a row has in both languages, in columns of their own.

    >>> in_both({"note_fr": "oui", "note_en": "yes"}, "note")
    {'fr': 'oui', 'en': 'yes'}
    """
    return {language: row[f"{name}_{language}"] for language in ("fr", "en")}
