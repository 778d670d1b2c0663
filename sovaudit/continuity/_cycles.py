# SPDX-License-Identifier: EUPL-1.2
"""Which nodes can only restart together, because each waits for another of them.

A cycle is broken wherever an alternative can be up without it, be it in another cycle. What is left to name is a set of
nodes of which none, and no smaller set inside it, can be up before the others. Where alternatives leave several such
sets to choose from, the slowest nodes are left out first; where several could each wait for another one, in a circle,
it is not the fewest of them that are sought.

Time is linear on a network without alternatives; with some, each cycle that goes through them is looked at anew.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from sovaudit.continuity._requirements import Requirements

_SCATTER = 2654435761
"""Of D. E. Knuth's multiplicative hashing: prime, near 2^32 divided by the golden ratio."""


class Units(Struct, frozen=True):
    """What restarts as one: single nodes and cycles.

    Args:
        of: the unit of each node.
        nodes: the nodes of each unit, sorted; units are sorted by their first node.
    """

    of: tuple[int, ...]
    nodes: tuple[tuple[int, ...], ...]


class _State:
    """Who is up, and which clauses are met."""

    def __init__(self, needs: Requirements) -> None:
        self.needs = needs
        self.up = bytearray(len(needs.clauses))
        self.met = bytearray(len(needs.owner))
        self.unmet = [len(each) for each in needs.clauses]
        self.start(each for each, count in enumerate(self.unmet) if not count)

    def start(self, nodes: Iterable[int]) -> None:
        """Start some nodes, then all that waits for nothing else."""
        queue = list(nodes)
        while queue:
            node = queue.pop()
            if self.up[node]:
                continue
            self.up[node] = 1
            for clause in self.needs.serves[node]:
                if not self.met[clause]:
                    self.met[clause] = 1
                    owner = self.needs.owner[clause]
                    self.unmet[owner] -= 1
                    if not self.unmet[owner]:
                        queue.append(owner)

    def stuck(self, nodes: Iterable[int]) -> list[int]:
        """Return those that are not up."""
        return [each for each in nodes if not self.up[each]]


def units(needs: Requirements, slowness: Sequence[float]) -> Units:
    """Put together what can only restart together.

    Args:
        needs: of the nodes.
        slowness: of each node, in any unit; infinite where nobody knows.
    """
    count = len(needs.clauses)
    state = _State(needs)
    stuck = state.stuck(range(count))
    if not stuck:
        return Units(tuple(range(count)), tuple((each,) for each in range(count)))
    # First what no alternative can break: it keeps the sets that alternatives go through small.
    first = _merged(count, _parts(state, stuck, most=1))
    between = needs.between(first.of, len(first.nodes))
    slowest = [max(slowness[each] for each in nodes) for nodes in first.nodes]
    state = _State(between)
    pending = [state.stuck(range(len(first.nodes)))]
    cycles = []
    while pending:
        stuck = state.stuck(pending.pop())
        parts = _parts(state, stuck)
        if len(parts) > 1:
            pending.extend(reversed(parts))
        elif stuck:
            cycle = _unbroken(state, stuck, slowest)
            cycles.append([node for unit in cycle for node in first.nodes[unit]])
            state.start(cycle)
            pending.append(stuck)
    return _merged(count, [*cycles, *(each for each in first.nodes if len(each) > 1)])


def _merged(count: int, sets: Iterable[Sequence[int]]) -> Units:
    """Make units of sets of nodes, of which a later one may lie within an earlier one; each other node is its own."""
    first = list(range(count))
    taken = bytearray(count)
    for each in sets:
        if not taken[each[0]]:
            least = min(each)
            for node in each:
                first[node] = least
                taken[node] = 1
    nodes: dict[int, list[int]] = {}
    for node, least in enumerate(first):
        nodes.setdefault(least, []).append(node)
    numbers = {least: number for number, least in enumerate(nodes)}
    return Units(tuple(numbers[each] for each in first), tuple(tuple(each) for each in nodes.values()))


def _parts(state: _State, nodes: Sequence[int], most: float = math.inf) -> list[list[int]]:
    """Return the strongly connected parts of some nodes under their unmet clauses, what is needed first.

    Args:
        state: who is up.
        nodes: distinct.
        most: longer clauses are left aside.
    """
    import rustworkx

    needs, numbers = state.needs, {node: number for number, node in enumerate(nodes)}
    graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph(multigraph=True)
    graph.add_nodes_from([None] * len(nodes))
    graph.add_edges_from_no_data(
        [
            (number, numbers[member])
            for node, number in numbers.items()
            for clause in needs.clauses[node]
            if not state.met[clause] and len(needs.members[clause]) <= most
            for member in needs.members[clause]
            if member in numbers
        ]
    )
    # petgraph's Kosaraju gives the components in postorder: those that an edge points at come first.
    return [sorted(nodes[number] for number in part) for part in rustworkx.strongly_connected_components(graph)]


def _unbroken(state: _State, part: Sequence[int], slowness: Sequence[float]) -> list[int]:
    """Return nodes of a part that can only restart together, even when all that could be up without them is up.

    Where each set that could restart can also wait for another one, so in a circle, one of the circle is taken.

    Args:
        state: who is up; nobody of the part is, and its unmet clauses have all their members there.
        part: distinct.
        slowness: of each node of the state.
    """
    seen: set[int] = set()
    inside = set(part)
    while True:
        cycle = _least(state.needs, inside, _counted(state, inside), slowness)
        others = _remaining(state, set(part).difference(cycle))
        broken = _counted(state, set(cycle), others)
        if cycle[0] in seen or not others or len(_least(state.needs, set(cycle), broken, slowness)) == len(cycle):
            return cycle
        seen.add(cycle[0])
        inside = others


def _counted(state: _State, inside: set[int], up: Container[int] = ()) -> dict[int, int]:
    """Count the members inside of each clause of some nodes that is not met and has no member that is up."""
    needs = state.needs
    return {
        clause: sum(member in inside for member in needs.members[clause])
        for node in inside
        for clause in needs.clauses[node]
        if not state.met[clause] and not any(member in up for member in needs.members[clause])
    }


def _remaining(state: _State, inside: set[int]) -> set[int]:
    """Return the nodes of a set that can be up when nothing else is: the most that meet their own clauses."""
    left = _counted(state, inside)
    lost = {state.needs.owner[clause] for clause, count in left.items() if not count}
    return inside - _falling(state.needs, lost, inside, left)[0]


def _least(needs: Requirements, nodes: set[int], left: dict[int, int], slowness: Sequence[float]) -> list[int]:
    """Return a least set, sorted, within nodes that meet their own clauses: it meets its own, and no part of it does.

    Nodes are left out one by one, the slowest first, as long as such a set remains.

    Args:
        needs: of the nodes.
        nodes: as many as can restart together when nothing else does.
        left: how many members of each clause are among them; changed.
        slowness: of each node.
    """
    inside, essential = set(nodes), set[int]()
    # Equals in a scattered order: in the order of a long ring, each trial could walk through all of it.
    for node in sorted(nodes, key=lambda each: (slowness[each], each * _SCATTER % 2**32), reverse=True):
        if node not in inside or node in essential:
            continue
        gone, taken = _falling(needs, {node}, inside, left, essential)
        if len(gone) < len(inside) and gone.isdisjoint(essential):
            inside -= gone
            continue
        for clause in taken:
            left[clause] += 1
        queue = [node]
        while queue:
            each = queue.pop()
            if each not in essential:
                essential.add(each)
                only = (needs.members[clause] for clause in needs.clauses[each] if left.get(clause) == 1)
                queue += [next(member for member in members if member in inside) for members in only]
    return sorted(inside)


def _falling(
    needs: Requirements, lost: set[int], inside: set[int], left: dict[int, int], essential: Container[int] = ()
) -> tuple[set[int], list[int]]:
    """Return which nodes of a set cannot stay when some are lost, up to the first essential one; and what that took.

    Args:
        needs: of the nodes.
        lost: some of the set.
        inside: the set.
        left: how many members of each clause are in the set; less the clauses returned, once for each member lost.
        essential: nodes that make an end.
    """
    gone, queue, taken = set(lost), sorted(lost), []
    while queue:
        for clause in needs.serves[queue.pop()]:
            if clause in left:
                left[clause] -= 1
                taken.append(clause)
                owner = needs.owner[clause]
                if not left[clause] and owner in inside and owner not in gone:
                    gone.add(owner)
                    if owner in essential:
                        return gone, taken
                    queue.append(owner)
    return gone, taken
