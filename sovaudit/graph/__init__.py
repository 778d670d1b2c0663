# SPDX-License-Identifier: EUPL-1.2
"""Who needs whom. Arrows point at what is needed."""

from sovaudit.graph.containment import Containment, contained
from sovaudit.graph.multigraph import to_networkx
from sovaudit.graph.network import DEGRADE, EXPOSE, STOP, Network, network, of_edges, titles
from sovaudit.graph.operational import Edge, operational_edges

__all__ = [
    "DEGRADE",
    "EXPOSE",
    "STOP",
    "Containment",
    "Edge",
    "Network",
    "contained",
    "network",
    "of_edges",
    "operational_edges",
    "titles",
    "to_networkx",
]
