# SPDX-License-Identifier: EUPL-1.2
"""Mercator's exports as tables: a workbook (.xlsx, .ods) or CSV file for each kind of objects.

The first row holds the names of the columns as the API calls them, the first column is `id`; references are numbers,
separated by commas. A row with an `id` alone asks Mercator to delete the object: it is left out, and said.

Source: https://github.com/dbarzin/mercator, docs/import.fr.md; the mapping is in `_mercator_records`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from msgspec.structs import fields

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Application, Descriptions, Hosting, Issue, Organisation, Origin, Register, Service, Unknown
from sovaudit.readers._cells import Cell, text_of
from sovaudit.readers._columns import sheet_names
from sovaudit.readers._grid import letters
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._mercator import Cartography
from sovaudit.readers._mercator_kinds import KINDS, kind_named, kind_of, member
from sovaudit.readers._table import header_at, header_of, rows_of
from sovaudit.readers._workbook import is_workbook, sheet_headers, sheets_of

NAME = "mercator-table"
RANK = 9
Row = tuple[int, Sequence[Cell]]
_CALLED = {
    "publisher": "editor",
    "owner": "responsible",
    "rto_hours": "rto",
    "rpo_hours": "rpo",
    "parent": "parent_entity_id",
    "dmia_hours": "maximum_tolerable_downtime",
    "prd_hours": "recovery_point_objective",
    "contact": "owner",
    "provider": "entity_resp_id",
    "cpe": "product",
}
"""Our field -> the column that fills it, where the names differ."""
_FIELDS = tuple({each.name for noun in (Application, Organisation, Service, Hosting) for each in fields(noun)})


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the first column of a sheet is `id`, and its columns those of a kind of Mercator's.

    A file named after a register of ours is that register, unless its columns leave no doubt.
    """
    if is_workbook(data):
        heads = sheet_headers(data)
        return any(_kind(sheet, name, _first(rows)) for sheet, rows in heads)
    header = header_of(data)
    return bool(header) and bool(_kind("", name, header))


def read(data: bytes, path: str, descriptions: Descriptions) -> Register:
    """Read every sheet that is one of Mercator's; name the others."""
    said = Grouped()
    cartography = Cartography(path, said)
    found = False
    for sheet, rows in _sheets(data, path, said):
        kind = _kind(sheet, path, rows[0][1]) if rows else ""
        if kind:
            found = True
            _read_sheet(cartography, kind, sheet, rows, path, said)
        elif rows:
            said.say(sheet, _("a sheet that is no export of Mercator: it is not used"))
    if not found:
        hint = _("check that its first row holds the names of the columns, the first of them « id »")
        raise InputError(_("not an export of Mercator"), path, hint)
    return cartography.register()


def _sheets(data: bytes, path: str, said: Grouped) -> Iterable[tuple[str, list[Row]]]:
    """Yield each sheet's name and its rows from the header on, numbered, blank ones left out."""
    if not is_workbook(data):
        table = rows_of(data, path)
        _repeat(said, table.issues)
        at = header_at([cells for _number, cells in table.rows]) if table.rows else 0
        yield PurePath(path).stem, list(table.rows[at:])
        return
    workbook = sheets_of(data, path)
    _repeat(said, workbook.issues)
    for name, rows in workbook.sheets:
        yield name, [(number, row) for number, row in enumerate(rows, start=1) if any(map(_filled, row))]


def _repeat(said: Grouped, issues: Iterable[Issue]) -> None:
    for each in issues:
        said.say(each.place, each.message.replace("{", "{{").replace("}", "}}"), each.hint)


def _read_sheet(cartography: Cartography, kind: str, sheet: str, rows: list[Row], path: str, said: Grouped) -> None:
    names: dict[str, int] = {}
    for column, cell in enumerate(rows[0][1]):
        if _filled(cell):
            names.setdefault(member(text_of(cell)), column)
    lettered = {name: letters(column) for name, column in names.items()}
    columns = tuple((each, lettered[called]) for each in _FIELDS if (called := _CALLED.get(each, each)) in lettered)
    for number, row in rows[1:]:
        values: dict[str, object] = {
            name: row[column] for name, column in names.items() if column < len(row) and _filled(row[column])
        }

        def at(wanted: str, number: int = number) -> str:
            return f"{sheet}!{lettered.get(wanted, '')}{number}"

        if kind in KINDS and values.keys() <= {"id"}:
            cartography.delete(at(""))
        else:
            cartography.add(kind, values, Origin(path, sheet, number, columns), at)


def _filled(cell: Cell | Unknown) -> bool:
    return isinstance(cell, Unknown) or bool(text_of(cell))


def _first(rows: list[list[Cell]]) -> Sequence[Cell]:
    return next((row for row in rows if any(map(_filled, row))), ())


def _kind(sheet: str, path: str, header: Sequence[Cell]) -> str:
    """Return the kind of a sheet by its columns, failing that by its name or the file's; empty when it has none."""
    written = [member(text_of(cell)) for cell in header]
    if not written or written[0] != "id" or "name" not in written:
        return ""
    known = kind_of(set(written))
    if known:
        return known
    ours = sheet_names().keys() & {member(sheet), member(PurePath(path).stem)}
    return "" if ours else kind_named(sheet) or kind_named(path)
