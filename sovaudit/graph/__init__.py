# SPDX-License-Identifier: EUPL-1.2
"""Who needs whom. Arrows point at what is needed."""

from sovaudit.graph.containment import Containment, contained
from sovaudit.graph.operational import Edge, operational_edges

__all__ = ["Containment", "Edge", "contained", "operational_edges"]
