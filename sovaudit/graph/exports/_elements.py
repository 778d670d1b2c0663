# SPDX-License-Identifier: EUPL-1.2
"""The network in ArchiMate's words: elements and relations that its specification allows.

| node | element | |
| --- | --- | --- |
| service | BusinessService | |
| application | ApplicationComponent | |
| hosting | Node | |
| organisation | BusinessActor | |
| contract | Contract | |
| country | Location | |
| online | ApplicationService | |
| component | SystemSoftware for an operating system and its like, else Artifact | |

| edge | relation |
| --- | --- |
| controlled_by | Aggregation: the controller has its subsidiary |
| exchanges_with | Flow, from what is needed |
| under_law_of | Association: to stand under a law is not to be at a place |
| contains, an Artifact in an application | Realization of the application by the Artifact |
| any other | Serving: what is needed serves what needs it |

Where the specification does not allow that relation between the two elements (an Artifact serves nothing, a Contract
does nothing), it is a directed Association from what needs to what is needed, which it allows between any two. What the
edge was stays in the property `kind`.

Source: ArchiMate 3.2 Specification (The Open Group, C226), appendix B, « Relationships (Normative) »; what 3.1 does not
allow is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from msgspec import Struct

from sovaudit.graph.described import Arrow, Described, Values, Vertex
from sovaudit.model import Scalar

_TYPES = {
    "service": "BusinessService",
    "application": "ApplicationComponent",
    "hosting": "Node",
    "organisation": "BusinessActor",
    "contract": "Contract",
    "country": "Location",
    "online": "ApplicationService",
    "component": "Artifact",
}
_SYSTEM = frozenset(("operating-system", "platform", "container", "firmware", "device-driver"))
"""Types of components, in CycloneDX's words, that other software runs on."""
_PASSIVE = frozenset(("Artifact", "Contract"))
"""Elements that do nothing: they neither serve nor are served, and nothing flows from them."""
_APART = frozenset(("name", "kind"))


class Element(Struct, frozen=True):
    """An element: its id is made of the node's, the same in every export."""

    id: str
    type: str
    name: str
    properties: dict[str, Scalar]


class Relation(Struct, frozen=True):
    """A relation from one element to another, by their ids."""

    id: str
    type: str
    source: str
    target: str
    properties: dict[str, Scalar]


def elements(graph: Described) -> list[Element]:
    """Return an element per node, in their order; `node` is the id of the node among its properties."""
    return [
        Element(
            _id(each.id),
            type_of(each),
            str(each.values.get("name") or each.id.partition(":")[2] or each.id),
            {"node": each.id, "kind": each.values["kind"], **_rest(each.values)},
        )
        for each in graph.nodes
    ]


def relations(graph: Described) -> Iterator[Relation]:
    """Yield a relation per arrow, in their order."""
    for arrow in graph.arrows:
        dependant, dependency = graph.nodes[arrow.dependant], graph.nodes[arrow.dependency]
        type_, reverse = relation_of(str(arrow.values["kind"]), type_of(dependant), type_of(dependency))
        source, target = (dependency, dependant) if reverse else (dependant, dependency)
        own = _relation_id(dependant, dependency, arrow)
        yield Relation(own, type_, _id(source.id), _id(target.id), arrow.values)


def type_of(node: Vertex) -> str:
    """Return the type of element that a node is."""
    kind = str(node.values["kind"])
    if kind == "component" and node.values.get("component_type") in _SYSTEM:
        return "SystemSoftware"
    return _TYPES.get(kind, "ApplicationComponent")


def relation_of(kind: str, dependant: str, dependency: str) -> tuple[str, bool]:
    """Return the type of relation that an edge is, and whether it points from what is needed to what needs it.

    Args:
        kind: of the edge.
        dependant, dependency: types of elements.
    """
    if kind == "contains" and dependency == "Artifact" and dependant == "ApplicationComponent":
        return "Realization", True
    if kind == "under_law_of" or dependant in _PASSIVE or dependency in _PASSIVE:
        return "Association", False
    if kind == "controlled_by" and dependant == dependency == "BusinessActor":
        return "Aggregation", True
    return ("Flow" if kind == "exchanges_with" else "Serving"), True


def text_of(value: Scalar) -> str:
    """Write a value as XML Schema and Archi do; a whole number without its decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rest(values: Values) -> Values:
    return {name: value for name, value in values.items() if name not in _APART}


def _relation_id(dependant: Vertex, dependency: Vertex, arrow: Arrow) -> str:
    parts = (dependant.id, dependency.id, *(str(arrow.values.get(name, "")) for name in ("kind", "effect", "group")))
    return _id("\0".join(parts))


def _id(text: str) -> str:
    """Return an identifier that XML (NCName) and Archi (letters, digits, `_` and `-`) take."""
    return f"id-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
