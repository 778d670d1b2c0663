# SPDX-License-Identifier: EUPL-1.2
"""A part of the network that a person can look at: what is near a node, and like nodes drawn as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from sovaudit.graph.described import Arrow, Described, Values, Vertex

NAMED = 3
"""Names that a node standing for several shows."""
_APART = frozenset(("file", "place"))
"""Values that two edges may differ in and still say the same."""


def around(graph: Described, node: str, hops: int) -> Described:
    """Keep what is at most some edges away from a node, in both directions, and every edge between what is kept.

    The network says of itself `around` what and how many `hops`.

    Args:
        graph: any.
        node: an id of one of its nodes.
        hops: 1 or more.

    Raises:
        KeyError: there is no such node.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for arrow in graph.arrows:
        near[arrow.dependant].add(arrow.dependency)
        near[arrow.dependency].add(arrow.dependant)
    front = {next((number for number, each in enumerate(graph.nodes) if each.id == node), -1)}
    if -1 in front:
        raise KeyError(node)
    kept = set(front)
    for _hop in range(hops):
        front = {other for number in front for other in near[number]} - kept
        kept |= front
    values = graph.values | {"around": node, "hops": hops}
    return msgspec.structs.replace(_only(graph, sorted(kept)), values=values)


def collapse(graph: Described) -> Described:
    """Draw as one the nodes of one kind that need the same things and that the same things need, in the same way.

    A node that stands for several keeps the id of the first and the values that all share; `count` says how many they
    are, `members` lists their ids, and `name` begins the list of their names. One pass is enough: what needs one node
    of such a class needs all of it.
    """
    ways: dict[int, set[tuple[bool, int, tuple[object, ...]]]] = defaultdict(set)
    for arrow in graph.arrows:
        way = _way(arrow)
        ways[arrow.dependant].add((True, arrow.dependency, way))
        ways[arrow.dependency].add((False, arrow.dependant, way))
    classes: dict[object, list[int]] = defaultdict(list)
    for number, each in enumerate(graph.nodes):
        classes[each.values["kind"], "undefined" in each.values, frozenset(ways[number])].append(number)
    first_of = {number: members[0] for members in classes.values() for number in members}
    firsts = sorted(members[0] for members in classes.values())
    place = {first: number for number, first in enumerate(firsts)}
    groups = {members[0]: members for members in classes.values()}
    nodes = tuple(_together([graph.nodes[each] for each in groups[first]]) for first in firsts)
    drawn: dict[tuple[object, ...], list[Arrow]] = defaultdict(list)
    for arrow in graph.arrows:
        ends = place[first_of[arrow.dependant]], place[first_of[arrow.dependency]]
        drawn[(*ends, _way(arrow))].append(arrow)
    arrows = tuple(
        Arrow(
            place[first_of[same[0].dependant]],
            place[first_of[same[0].dependency]],
            _shared(each.values for each in same),
        )
        for same in drawn.values()
    )
    ordered = tuple(sorted(arrows, key=lambda each: (each.dependant, each.dependency, str(each.values["kind"]))))
    return Described(nodes, ordered, graph.values)


def _only(graph: Described, kept: list[int]) -> Described:
    place = {number: new for new, number in enumerate(kept)}
    arrows = (
        Arrow(place[each.dependant], place[each.dependency], each.values)
        for each in graph.arrows
        if each.dependant in place and each.dependency in place
    )
    return Described(tuple(graph.nodes[number] for number in kept), tuple(arrows), graph.values)


def _way(arrow: Arrow) -> tuple[object, ...]:
    return tuple(sorted((name, value) for name, value in arrow.values.items() if name not in _APART))


def _together(members: list[Vertex]) -> Vertex:
    if len(members) == 1:
        return members[0]
    names = [str(each.values.get("name", each.id.partition(":")[2])) for each in members]
    more = f" … +{len(names) - NAMED}" if len(names) > NAMED else ""
    values = _shared(each.values for each in members)
    values["name"] = ", ".join(names[:NAMED]) + more
    values["count"] = len(members)
    values["members"] = "; ".join(each.id for each in members)
    return Vertex(members[0].id, values)


def _shared(found: Iterable[Values]) -> Values:
    """Return the values that all share, in the order of the first."""
    first, *others = found
    return {
        name: value
        for name, value in first.items()
        if all(name in other and other[name] == value and type(other[name]) is type(value) for other in others)
    }
