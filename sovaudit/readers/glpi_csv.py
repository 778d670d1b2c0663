# SPDX-License-Identifier: EUPL-1.2
"""The list that GLPI's interface exports as CSV: the software of a whole fleet, or computers with their software.

GLPI writes the columns that its user has chosen, in the user's language, those of a group as « group - column »; a
cell that holds several values has one a line. One entry for each version of a software (one when it has none). Which
computers have it is not kept: a bill of materials says what there is, and the subject is the fleet.

| column | French | English |
| --- | --- | --- |
| software | Nom; Logiciels - Nom | Name; Software - Name |
| version | Versions - Nom; Version | Versions - Name; Version |
| publisher | Éditeur | Publisher |

Source: GLPI `src/Software.php` (search options 1, 5, 23, 72) and its French catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions
from sovaudit.readers._columns import folded, sheet_names
from sovaudit.readers._grid import letters
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._inventory_agents import Found, Machine, bom_of, say_all
from sovaudit.readers._table import header_at, header_of, rows_of

NAME = "glpi-csv"
RANK = 9
HEADERS: dict[str, tuple[str, ...]] = {
    "software": ("Logiciels - Nom", "Software - Name", "Logiciel", "Software", "Nom du logiciel", "Software name"),
    "name": ("Nom", "Name"),
    "version": (
        "Versions - Nom",
        "Versions - Name",
        "Version - Nom",
        "Version - Name",
        "Version",
        "Versions",
        "Logiciels - Version",
        "Software - Version",
        "Nom de la version",
        "Version name",
    ),
    "publisher": ("Éditeur", "Publisher", "Éditeurs", "Logiciels - Éditeur", "Software - Publisher"),
}
"""Columns that are read."""
OTHERS: dict[str, tuple[str, ...]] = {
    "fleet": (
        "Nombre d'installations",
        "Number of installations",
        "Installations",
        "Versions - Système d'exploitation",
        "Versions - Operating system",
        "Versions - Operating systems",
        "Nombre de licences",
        "Number of licenses",
        "Licences - Nombre de licences",
        "Licenses - Number of licenses",
        "Licenses - Number",
        "Licences - Nombre",
    ),
    "computer": ("Ordinateur", "Computer", "Nom de l'ordinateur", "Computer name", "Élément", "Item"),
}
"""Columns that show whose export it is."""
_SEVERAL = re.compile(r"\r\n|\r|\n|\$\$##\$\$|<br ?/?>")
_KNOWN = {folded(header): column for column, written in (HEADERS | OTHERS).items() for header in written}
_GLPI = {
    folded(each)
    for each in (
        *OTHERS["fleet"],
        "Versions - Nom",
        "Versions - Name",
        "Logiciels - Nom",
        "Software - Name",
        "Logiciels - Version",
        "Software - Version",
    )
}


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the header has a column of names and one that only GLPI calls so; a register's name is a register's.

    A table with an `id` that is no GLPI export is a register too.
    """
    file = PurePath(name)
    if folded(file.stem) in sheet_names() and file.suffix.lower() in (".csv", ".tsv"):
        return False
    return _is_glpi(header_of(data))


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read each software of the list, version by version."""
    table = rows_of(data, path)
    at = header_at([cells for _number, cells in table.rows]) if table.rows else 0
    header = table.rows[at][1] if table.rows else []
    columns = _columns(header)
    if not {"software", "name"} & columns.keys():
        hint = _("export it again with the column « {column} »").format(column=_("Name"))
        raise InputError(_("not a list of software: no column holds its names"), path, hint)
    said = Grouped()
    say_all(said, table.issues)
    stem = PurePath(path).stem
    unread = [each.strip() for number, each in enumerate(header) if number not in columns.values() and each.strip()]
    if unread:
        place = f"{stem}!{table.rows[at][0]}"
        said.say(place, _("columns that are not used: {columns}"), columns=", ".join(unread)[:400])
    found = _found(table.rows[at + 1 :], columns, stem)
    bom = bom_of(found, Machine(name=stem, count=2), path, "", descriptions, said)
    bom.partial = bom.partial or table.left_out > 0
    return bom


def _is_glpi(header: Sequence[str]) -> bool:
    written = {folded(cell) for cell in header}
    return bool(written & _GLPI) and any(_KNOWN.get(each) in ("software", "name") for each in written)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Return the position of each column that is read; the first of a name counts."""
    columns: dict[str, int] = {}
    for number, cell in enumerate(header):
        column = _KNOWN.get(folded(cell), "")
        if column in HEADERS:
            columns.setdefault(column, number)
    if "software" in columns:
        columns.pop("name", None)  # then it is the computer's
    return columns


def _found(rows: list[tuple[int, list[str]]], columns: dict[str, int], stem: str) -> Iterator[Found]:
    """Yield a row's software; where a cell has several values, the n-th of one column goes with the n-th of another."""
    at = columns.get("software", columns.get("name", 0))
    listed = "software" in columns
    for number, cells in rows:
        place = f"{stem}!{letters(at)}{number}"
        names = _values(cells, at) if listed else [_cell(cells, at)]
        versions = _values(cells, columns.get("version"))
        publishers = _values(cells, columns.get("publisher"))
        if len(names) < 2:
            name = names[0] if names else ""
            for version in versions or [""]:
                yield Found(place, name, version, " ".join(publishers))
            continue
        paired = len(versions) == len(names)
        publishers = publishers * len(names) if len(publishers) == 1 else publishers
        for position, name in enumerate(names):
            publisher = publishers[position] if len(publishers) == len(names) else ""
            yield Found(place, name, versions[position] if paired else "", publisher)


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _values(cells: list[str], at: int | None) -> list[str]:
    return [each for part in _SEVERAL.split(_cell(cells, at)) if (each := part.strip())]
