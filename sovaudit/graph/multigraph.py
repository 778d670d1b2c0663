# SPDX-License-Identifier: EUPL-1.2
"""The network as networkx knows graphs: the public door for whoever wants to compute with it.

networkx is imported when it is asked for: it takes a quarter of a second, which no other command should wait for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sovaudit.graph.described import Described, described
from sovaudit.graph.network import Network
from sovaudit.model import Inventory

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def to_networkx(network: Network, inventory: Inventory, components: bool = False) -> MultiDiGraph[str]:
    """Return the network as a directed multigraph whose arrows point at what is needed.

    A node is its id (`service:etat-civil`). Its attributes are of plain types (str, int, float, bool) and absent when
    unknown:

    | of | attributes |
    | --- | --- |
    | every node | kind; name; file and place it was read from; undefined (true: named, and defined nowhere) |
    | service | department, criticality (1 to 4), dmia_hours, prd_hours |
    | application | application_kind, version, licence, data_sensitivity, rto_hours, rpo_hours, owner, users, purl, |
    | | cpe; adopted (true: it stands for a file that no application claims) |
    | organisation | country, ultimate_country, siren, lei, roles |
    | hosting | offer, country, site, qualifications |
    | contract | cpv, procedure, nature, bids_received, amount_eur, notified, ends, duration_months, notice_months |
    | country | country |
    | online | version, provider, country, crosses_boundary, authenticated, data |
    | component | version, component_type, purl, supplier, country, licence, cpe |

    The key of an edge is its kind (`hosted_by`). Its attributes: kind; effect (`stop`, `degrade` or `expose`: what the
    loss of the target does to the source); group (name of the alternatives of which one is enough); file and place;
    direct (true: the application's own bill of materials names the component).

    Args:
        network: as `sovaudit.graph.network` returns it.
        inventory: what it was made from.
        components: with the components of the bills of materials, their `contains` and `depends_on`.
    """
    return of_described(described(network, inventory, components))


def of_described(graph: Described) -> MultiDiGraph[str]:
    """Return a described network as a directed multigraph; nodes and edges are inserted in its order."""
    import networkx as nx

    made: MultiDiGraph[str] = nx.MultiDiGraph()
    made.graph.update(graph.values)
    made.add_nodes_from((each.id, each.values) for each in graph.nodes)
    names = [each.id for each in graph.nodes]
    edges: Iterator[Any] = (
        (names[each.dependant], names[each.dependency], each.values["kind"], each.values) for each in graph.arrows
    )
    made.add_edges_from(edges)
    return made
