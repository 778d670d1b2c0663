# SPDX-License-Identifier: EUPL-1.2
"""Three CSV files for Archi: `elements.csv`, `relations.csv` and `properties.csv`; « Import… CSV » opens the first.

Archi's importer wants commas, or semicolons, or tabs; UTF-8; the headers below; ids of letters, digits, `.`, `_` and
`-` that are used once over elements and relations; relations that the specification allows. An import with the same ids
updates the model. No row for the model itself: it would rename the one that is imported into. Cells are what they are:
no apostrophe before `=`, which would end up in the model.

Source: Archi, com.archimatetool.csv: CSVConstants.java, CSVImporter.java; the column « Specialization » of newer
versions is optional there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sovaudit.graph.described import Described
from sovaudit.graph.exports import Files
from sovaudit.graph.exports._cleaning import NOT_IN_LINE
from sovaudit.graph.exports._elements import elements, relations, text_of

NAME = "archi-csv"
SUFFIXES: tuple[str, ...] = ()
CANNOT = NOT_IN_LINE
ELEMENTS = ("ID", "Type", "Name", "Documentation")
RELATIONS = ("ID", "Type", "Name", "Documentation", "Source", "Target")
PROPERTIES = ("ID", "Key", "Value")
_AS_CLASS = "Relationship"
"""Archi calls relations by the names of its classes: `ServingRelationship`."""


def render(graph: Described) -> Files:
    """Write the three files, whole: Archi takes them as a set."""
    nodes, arrows = elements(graph), list(relations(graph))
    properties = [(each.id, name, text_of(value)) for each in nodes for name, value in each.properties.items()]
    for each in arrows:
        properties += [(each.id, name, text_of(value)) for name, value in each.properties.items()]
        if each.type == "Association":
            properties.append((each.id, "Directed", "true"))
    return {
        "elements.csv": _table(ELEMENTS, ((each.id, each.type, each.name, "") for each in nodes)),
        "relations.csv": _table(
            RELATIONS, ((each.id, each.type + _AS_CLASS, "", "", each.source, each.target) for each in arrows)
        ),
        "properties.csv": _table(PROPERTIES, properties),
    }


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode()
