# SPDX-License-Identifier: EUPL-1.2
"""GraphML, for yEd, Gephi, Cytoscape and networkx."""

from __future__ import annotations

import io

from sovaudit.graph.described import Described
from sovaudit.graph.exports._cleaning import NOT_XML
from sovaudit.graph.multigraph import of_described

NAME = "graphml"
SUFFIXES: tuple[str, ...] = (".graphml",)
CANNOT = NOT_XML
_ID = "id"


def render(graph: Described) -> bytes:
    """Write by networkx; the id of an edge is its number, for GraphML wants ids that are unique in the document."""
    import networkx as nx

    made = of_described(graph)
    for number, (_a, _b, values) in enumerate(made.edges(data=True)):
        values[_ID] = f"e{number}"
    stream = io.BytesIO()
    nx.write_graphml(made, stream, edge_id_from_attribute=_ID)
    return stream.getvalue()
