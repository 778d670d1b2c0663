# SPDX-License-Identifier: EUPL-1.2
"""One sheet of a workbook, described without a file format: what a workbook or a CSV writer needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import Unknown
from sovaudit.reports._format import Word, unknown_reason

Cell: TypeAlias = str | int | float | date | Unknown | Word | None
"""What a cell holds. None is a cell with nothing to say; Unknown is said in words, with its reason; a Word
(a verdict, a severity, a status) as symbol and word."""

Row: TypeAlias = Sequence[Cell]

KINDS = ("text", "int", "float", "euros", "share", "date", "verdict", "value")


class Column(Struct, frozen=True):
    """One column.

    Args:
        key: stable name, the same in every language; `header` is what people read.
        kind: one of KINDS; `value` is any of them. A text or an Unknown may stand in any column, where there is no
            number.
        width: in characters.
        wrap: true for sentences, which take several lines.
        entry: true when people fill it in.
        hidden: true for what only programs read.
        hint: what to type; shown beside the cell of an entry column.
        choices: makes, for each row, the only answers there are; none for any.
        note: what else to know of the column, as a note of its header.
    """

    key: str
    header: str
    kind: str = "text"
    width: int = 16
    wrap: bool = False
    entry: bool = False
    hidden: bool = False
    hint: str = ""
    choices: Callable[[], Iterable[tuple[str, ...]]] | None = None
    note: str = ""


class Sheet(Struct, frozen=True):
    """One question and its answers, one row each.

    Args:
        key: stable name, the same in every language.
        name: on the tab; at most 25 characters, so that « (2) » fits behind it.
        title: the question that the sheet answers.
        columns: the first one is the identifier.
        rows: makes the rows anew each time it is called, one cell a column.
    """

    key: str
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]


def unknown(value: Unknown) -> str:
    """Say that nobody knows, and why: « inconnu : aucune source ne le dit »."""
    reason = unknown_reason(value.unknown)
    return _("unknown: {reason}").format(reason=f"{reason} ({value.detail})" if value.detail else reason)
