# SPDX-License-Identifier: EUPL-1.2
"""A filled grid of the digital resilience index (IRN, aDRI): ids of criteria and levels, as answers `irn.RES-1.2`.

The grid is under CC BY-NC-ND 4.0: none of its text is shipped here, and none of what a file holds is kept but ids,
levels, the asset and the day. A table is known by a column of ids (`RES-1.2`). Two shapes are read: a column of levels
and, perhaps, one that names the asset; or a column of levels for each asset, under its name. Without a name of an asset
the levels are those of the whole organisation. The published workbook itself was not at hand when this was written.

Source: https://gitlab.com/digitalresilienceinitiative/adri-irn (v1.2, September 2026).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath

from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import ABSENT, Answer, Bom, Descriptions, Issue, Origin, Register
from sovaudit.model.registers import Day
from sovaudit.readers._cells import Cell, CellError, is_blank, text_of, understand
from sovaudit.readers._columns import folded
from sovaudit.readers._grid import letters
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._irn_ids import criterion
from sovaudit.readers._table import head_of, rows_of
from sovaudit.readers._workbook import is_workbook, sheet_headers, sheets_of

NAME = "irn-grid"
RANK = 4
"""Before the registers: its columns could be taken for those of answers."""
ENOUGH = 2
"""Ids among the first rows of one column from which on a table is taken for a grid."""
_LEVEL = re.compile(r"(?:niveau|level|n)?[ -]?(\d)", re.IGNORECASE)
_LEVELS = frozenset(
    ("niveau", "level", "maturite", "niveau_de_maturite", "maturity", "note", "valeur", "value", "reponse")
)
_ASSETS = frozenset(("actif", "actif_numerique", "asset", "application", "sujet", "subject"))
_OTHER = frozenset(("n", "no", "numero", "id", "pilier", "pillar", "poids", "weight", "importance", "ordre", "version"))
"""Columns of numbers that are no levels."""
_DAYS = frozenset(("date", "as_of", "evalue_le", "date_d_evaluation", "a_la_date_du"))


class _Found(Struct):
    """What the tables of a file give together; rows with an id are counted in and out."""

    records: list[Answer]
    rows: int
    rejected: int
    left_out: int = 0


class _Shape(Struct):
    """Which column holds what: positions, -1 where there is none."""

    ids: int
    level: int
    asset: int
    day: int
    assets: dict[int, str]
    dropped: list[int]


def recognises(data: bytes, name: str) -> bool:
    """Tell whether a column of ids stands among the first rows, in text or in a sheet."""
    if is_workbook(data):
        return any(_ids_column(rows) >= 0 for _sheet, rows in sheet_headers(data))
    return _ids_column(head_of(data)) >= 0


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read the levels of every table that has a column of ids.

    Raises:
        InputError: no table has one.
    """
    issues: tuple[Issue, ...]
    tables: list[tuple[str, list[tuple[int, Sequence[Cell]]]]]
    lost = 0
    if is_workbook(data):
        book = sheets_of(data, path)
        issues = book.issues
        tables = [(name, list(enumerate(rows, start=1))) for name, rows in book.sheets]
    else:
        table = rows_of(data, path)
        issues, lost = table.issues, table.left_out
        tables = [(PurePath(path).stem, list(table.rows))]
    found, said = _Found([], lost, lost), Grouped()
    read_any = [_read_table(name, rows, path, found, said) for name, rows in tables]
    if not any(read_any):
        hint = _("keep the column of criterion ids as it was published: RES-1.1, RES-1.2…")
        raise InputError(_("no column of criterion ids of the IRN was found"), path, hint)
    every = (*issues, *said.issues())
    return Register(tuple(found.records), found.rows, every, left_out=found.left_out, rejected=found.rejected)


def _ids_column(rows: Iterable[Sequence[Cell]]) -> int:
    """Return the position of the column that holds the most ids; -1 when none holds enough."""
    counts: Counter[int] = Counter()
    for row in rows:
        counts.update(at for at, cell in enumerate(row) if isinstance(cell, str) and criterion(cell))
    best = max(counts, key=lambda at: (counts[at], -at), default=-1)
    return best if counts[best] >= ENOUGH else -1


def _read_table(name: str, rows: list[tuple[int, Sequence[Cell]]], path: str, found: _Found, said: Grouped) -> bool:
    """Add the answers of one table; false when it has no column of ids."""
    ids = _ids_column(row for _number, row in rows)
    if ids < 0:
        return False
    told = [(number, row) for number, row in rows if ids < len(row) and criterion(text_of(row[ids]))]
    first = told[0][0]
    header = [row for number, row in rows if number < first and sum(not is_blank(cell) for cell in row) > 1]
    shape = _shape(ids, header[-1] if header else (), told)
    if not shape.assets and shape.level < 0:
        said.say(f"{name}!{first}", _("no column of levels"), _("head it « niveau »"))
    elif not shape.assets and shape.asset < 0:
        message, hint = _("no column names the asset: these levels are the organisation's"), _("add a column « actif »")
        said.say(f"{name}!{first}", message, hint)
    if shape.dropped:
        message = _("columns {columns} are not kept: the texts of the IRN are under CC BY-NC-ND 4.0")
        said.say(f"{name}!{first}", message, columns=", ".join(map(letters, shape.dropped)))
    for number, row in told:
        _read_row(f"{name}!", Origin(path, name, number), row, shape, found, said)
    return True


def _shape(ids: int, header: Sequence[Cell], told: list[tuple[int, Sequence[Cell]]]) -> _Shape:
    """Tell the columns apart: by their headers, and those of assets by holding nothing but levels."""
    shape = _Shape(ids, -1, -1, -1, {}, [])
    for at in range(max(len(row) for _number, row in told)):
        word = folded(text_of(header[at])) if at < len(header) else ""
        filled = [row[at] for _number, row in told if at < len(row) and not is_blank(row[at])]
        if at == ids or (not word and not filled):
            continue
        if word in _LEVELS and shape.level < 0:
            shape.level = at
        elif word in _ASSETS and shape.asset < 0:
            shape.asset = at
        elif word in _DAYS and shape.day < 0:
            shape.day = at
        elif word and word not in _OTHER and filled and all(_level(cell) for cell in filled):
            shape.assets[at] = text_of(header[at])
        elif filled:
            shape.dropped.append(at)
    if shape.level >= 0:
        shape.dropped = sorted([*shape.dropped, *shape.assets])
        shape.assets = {}
    return shape


def _read_row(sheet: str, origin: Origin, row: Sequence[Cell], shape: _Shape, found: _Found, said: Grouped) -> None:
    """Add the answers of one row: one, or one an asset."""
    found.rows += 1
    cells = shape.assets or ({shape.level: _subject(row, shape)} if shape.level >= 0 else {})
    answers: list[Answer] = []
    refused = False
    for at, subject in cells.items():
        cell = row[at] if at < len(row) else None
        if is_blank(cell):
            continue
        level = _level(cell)
        if not level:
            refused = True
            place, message = f"{sheet}{letters(at)}{origin.row}", _("this is no level: it is not kept")
            said.say(place, message, _("write the number of the level alone"))
            continue
        columns = (("subject", letters(at)), ("measure", letters(shape.ids)), ("value", letters(at)))
        name = f"irn.{criterion(text_of(row[shape.ids]))}"
        answers.append(
            Answer(
                subject=subject,
                measure=name,
                value=level,
                source="IRN",
                as_of=_day(row, shape),
                origin=Origin(origin.path, origin.sheet, origin.row, columns),
            )
        )
    found.records += answers
    if refused:
        found.rejected += 1
    elif not answers:
        found.left_out += 1


def _subject(row: Sequence[Cell], shape: _Shape) -> str:
    """Return the asset of a row; the whole organisation where none is named."""
    written = text_of(row[shape.asset]) if 0 <= shape.asset < len(row) else ""
    return written or "portfolio"


def _level(cell: Cell) -> str:
    """Return the number of a level; empty when the cell is no level, such as the text that describes one."""
    found = _LEVEL.fullmatch(text_of(cell))
    return found[1] if found else ""


def _day(row: Sequence[Cell], shape: _Shape) -> Day:
    if not 0 <= shape.day < len(row):
        return ABSENT
    try:
        found = understand(row[shape.day], "day")
    except CellError:
        return ABSENT
    return found if isinstance(found, date) else ABSENT
