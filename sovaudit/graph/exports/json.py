# SPDX-License-Identifier: EUPL-1.2
"""Node-link JSON, as networkx and d3 read it: `nodes` with `id`, `edges` with `source`, `target` and `key`."""

from __future__ import annotations

import json

from sovaudit.graph.described import Described
from sovaudit.graph.exports._cleaning import SURROGATES
from sovaudit.graph.multigraph import of_described

NAME = "json"
SUFFIXES: tuple[str, ...] = (".json",)
CANNOT = SURROGATES


def render(graph: Described) -> bytes:
    """Write by networkx, one line."""
    import networkx as nx

    document = nx.node_link_data(of_described(graph), edges="edges")
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode() + b"\n"
