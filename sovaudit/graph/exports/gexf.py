# SPDX-License-Identifier: EUPL-1.2
"""GEXF 1.2, for Gephi."""

from __future__ import annotations

import io

from sovaudit.graph.described import Described
from sovaudit.graph.exports._cleaning import NOT_XML
from sovaudit.graph.multigraph import of_described

NAME = "gexf"
SUFFIXES: tuple[str, ...] = (".gexf",)
CANNOT = NOT_XML


def render(graph: Described) -> bytes:
    """Write by networkx, without the day and the version that it adds: the bytes are those of the inventory alone."""
    from networkx.readwrite.gexf import GEXFWriter

    made = of_described(graph)
    for name, values in made.nodes(data=True):
        values["label"] = values.get("name", name)  # what Gephi shows
    writer = GEXFWriter(made, encoding="utf-8")
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        for creator in meta.iter("creator"):
            creator.text = "sovaudit"
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
