# SPDX-License-Identifier: EUPL-1.2
"""The network as plain values: what each export writes, and what a user of networkx gets.

With components, the bills of materials stand beside the registers: `contains` (application -> component, `direct` when
the application's own bill of materials says that it needs it), `depends_on` (component -> component) and `relies_on`
(component -> online service). None of these is an outage: their effect is `expose`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sovaudit.graph._values import component_values, recorded, source_values
from sovaudit.graph.network import Network
from sovaudit.graph.operational import Edge
from sovaudit.model import City, Inventory, Scalar, Source, Unknown

EFFECTS = ("stop", "degrade", "expose")
"""Names of STOP, DEGRADE and EXPOSE."""
Values = dict[str, Scalar]
Pair = tuple[str, str, str]


class Vertex(Struct, frozen=True):
    """A node: its id (`kind:id`) and what is known of it; `kind` always, `undefined` only where true."""

    id: str
    values: Values


class Arrow(Struct, frozen=True):
    """An edge between two nodes, known by their positions, pointing at what is needed; `kind` and `effect` always."""

    dependant: int
    dependency: int
    values: Values


class Described(Struct, frozen=True):
    """Nodes sorted by id; arrows sorted by dependant, dependency and kind, distinct in these; `values` of the whole."""

    nodes: tuple[Vertex, ...]
    arrows: tuple[Arrow, ...]
    values: Values = {}


def described(network: Network, inventory: Inventory, components: bool = False) -> Described:
    """Describe a network and, if asked, the components of the bills of materials.

    Args:
        network: the operational network of the inventory.
        inventory: what is known of its nodes.
        components: whether to add the components.
    """
    arrows = {(each.dependant, each.dependency, each.kind): values for each, values in _operational(network)}
    found: dict[str, Values] = {name: {} for name in network.nodes}
    if components:
        for pair, values in _contained(inventory):
            arrows.setdefault(pair, values)
        found |= {f"component:{each.id}": {} for each in inventory.components}
        found |= {end: {} for pair in arrows for end in pair[:2]}
    _describe(found, network, inventory)
    names = sorted(found)
    places = {name: number for number, name in enumerate(names)}
    return Described(
        tuple(Vertex(name, {"kind": name.partition(":")[0], **found[name]}) for name in names),
        tuple(Arrow(places[a], places[b], {"kind": kind, **arrows[a, b, kind]}) for a, b, kind in sorted(arrows)),
        _whole(inventory.city),
    )


def _operational(network: Network) -> Iterator[tuple[Edge, Values]]:
    for edge, effect in zip(network.edges, network.effect.tolist(), strict=True):
        values: Values = {"effect": EFFECTS[effect]}
        if edge.group:
            values["group"] = edge.group
        yield edge, values | source_values(edge.source)


def _contained(inventory: Inventory) -> Iterator[tuple[Pair, Values]]:
    """Yield what the bills of materials say: applications and components, then online services."""
    applications = [f"application:{each.id}" for each in inventory.applications]
    components = [f"component:{each.id}" for each in inventory.components]
    first = _first_entries(inventory)
    direct = set(zip(inventory.root_application.tolist(), inventory.root_dependency.tolist(), strict=True))
    pairs = zip(inventory.contains_application.tolist(), inventory.contains_component.tolist(), strict=True)
    for application, component in pairs:
        values: Values = {"effect": "expose"}
        if (application, component) in direct:
            values["direct"] = True
        if (application, component) in first:
            values |= source_values(first[application, component])
        yield (applications[application], components[component], "contains"), values
    ends = zip(inventory.edge_dependant.tolist(), inventory.edge_dependency.tolist(), strict=True)
    for dependant, dependency in ends:
        yield (components[dependant], components[dependency], "depends_on"), {"effect": "expose"}
    for number, component in inventory.online_component:
        online = inventory.online[number]
        called: Values = {"effect": "expose"}
        yield (components[component], f"online:{online.id}", "relies_on"), called | source_values(online.source)


def _first_entries(inventory: Inventory) -> dict[tuple[int, int], Source]:
    """Return where each application's first mention of each component stands, by their positions."""
    claimed: dict[int, list[int]] = {}
    for file, application in inventory.claims:
        claimed.setdefault(file, []).append(application)
    first: dict[tuple[int, int], Source] = {}
    columns = (inventory.occurrence_component, inventory.occurrence_file, inventory.occurrence_entry)
    for component, file, entry in zip(*(each.tolist() for each in columns), strict=True):
        for application in claimed.get(file, ()):
            if (application, component) not in first:
                source = Source(inventory.files[file].path, inventory.place(file, entry))
                first[application, component] = source
    return first


def _describe(found: dict[str, Values], network: Network, inventory: Inventory) -> None:
    """Fill in what is known of the nodes that are wanted."""
    for name, values in recorded(inventory):
        if name in found:
            found[name] = values
    wanted = {name for name in found if name.startswith("component:")}
    if wanted:
        for each in inventory.components:
            if (name := f"component:{each.id}") in wanted:
                found[name] = component_values(each)
                wanted.discard(name)
    for name in (*wanted, *(network.nodes[number] for number in network.undefined)):
        found[name] = {"undefined": True}
    for name, values in found.items():
        if name.startswith("country:"):
            values["country"] = name.partition(":")[2]


def _whole(city: City) -> Values:
    values: Values = {}
    if not isinstance(city.name, Unknown):
        values["name"] = city.name
    if not isinstance(city.as_of, Unknown):
        values["as_of"] = city.as_of.isoformat()
    if city.fictitious:
        values["fictitious"] = True
    return values
