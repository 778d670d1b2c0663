# SPDX-License-Identifier: EUPL-1.2
"""What fails through alternatives where little is needed: sets of what each node needs, compared from the bottom up."""

from __future__ import annotations

from sovaudit.graph._ordering import Order


class Near:
    """The sets of what nodes need, and what follows from them.

    Args:
        order: of all nodes.
        uses, needs: of every node, who requires it and whom it requires; owners of gates are added.
        sides: owner, left and right of each gate.
        members: of each gate that stands for a group, its members; none for an inner one.
    """

    def __init__(
        self,
        order: Order,
        uses: list[list[int]],
        needs: list[list[int]],
        sides: list[list[int]],
        members: list[list[int]],
    ) -> None:
        self.uses, self.needs, self.sides, self.members = uses, needs, sides, members
        self.spans, self.place = list(order.spans()), order.place.tolist()
        self.gates: list[list[int]] = [[] for _node in uses]
        for number, (owner, _left, _right) in enumerate(sides):
            self.gates[owner].append(number)
        self.held: list[list[bool]] = [[] for _gate in sides]
        """For each member of a gate whether the owner goes on without it."""
        self.wide: list[list[int]] = []
        """Gates whose consequences are to be found otherwise: lowest first, those that belong together in one list."""
        self.below: list[set[int] | None] = [None] * len(uses)
        """All whose loss stops a node, itself included; None where that is much, not asked for, or no longer."""

    def gather(self, most: int) -> None:
        """Find what follows from the gates below which no more than so many nodes lie."""
        waiting = self._waiting()
        for nodes, cyclic in reversed(self.spans):
            if cyclic:
                self._loop(nodes, most)
                continue
            for node in reversed(nodes):
                if waiting[node]:
                    needed = self._needed(node)
                    self._node(node, most)
                    for each in needed:
                        waiting[each] -= 1
                        if waiting[each] == 1:
                            self.below[each] = None

    def _needed(self, node: int) -> list[int]:
        if not self.gates[node]:
            return self.needs[node]
        return self.needs[node] + [side for gate in self.gates[node] for side in self.sides[gate][1:]]

    def _waiting(self) -> list[int]:
        """Return how many nodes above ask for the set of each, and one more; 0 where none does and it owns no gate."""
        waiting = [0] * len(self.uses)
        for nodes, cyclic in self.spans:
            for node in nodes:
                if cyclic or waiting[node] or self.gates[node]:
                    waiting[node] += 1
                    for each in self._needed(node):
                        waiting[each] += 1
        return waiting

    def _node(self, node: int, most: int) -> None:
        """Set what a node needs, when everything below it is known."""
        own: set[int] = {node}
        for each in self.needs[node]:
            below = self.below[each]
            if below is None:
                return self._too_much(self.gates[node])
            own |= below
        for gate in self.gates[node]:
            left, right = (self.below[side] for side in self.sides[gate][1:])
            if left is None or right is None or len(own) > most:
                return self._too_much(self.gates[node])
            self._stop(node, own, left & right)
        if len(own) > most:
            return self._too_much(self.gates[node])
        self.below[node] = own
        return self._hold(self.gates[node])

    def _loop(self, nodes: list[int], most: int) -> None:
        """Set what the nodes of one cycle need."""
        gates = [gate for node in nodes for gate in self.gates[node]]
        inside = set(nodes)
        sets: dict[int, set[int]] = {}
        added = len(nodes) <= most
        while added:
            added = False
            for node in nodes:
                walked = self._walked(node, inside, most)
                if walked is None:
                    return self._too_much(gates)
                sets[node] = walked
            for gate in gates:
                owner, *sides = self.sides[gate]
                left, right = (sets.get(side, self.below[side]) for side in sides)
                if left is None or right is None:
                    return self._too_much(gates)
                added |= self._stop(owner, sets[owner], left & right)
        if not sets:
            return self._too_much(gates)
        for node in nodes:
            self.below[node] = sets[node]
        return self._hold(gates)

    def _walked(self, node: int, inside: set[int], most: int) -> set[int] | None:
        """Return what a node of a cycle needs, as far as it is known by now."""
        seen, stack = {node}, [node]
        while stack:
            for each in self.needs[stack.pop()]:
                if each in seen:
                    continue
                if each in inside:
                    seen.add(each)
                    stack.append(each)
                elif (below := self.below[each]) is None:
                    return None
                else:
                    seen |= below
            if len(seen) > most:
                return None
        return seen

    def _stop(self, owner: int, known: set[int], both: set[int]) -> bool:
        """Add what stops both sides of a gate to what is known to stop its owner; return whether there was any.

        Only the uppermost become edges: what is below them stops the owner through them.
        """
        new = both - known
        place = self.place
        covered = {below for each in new for below in self.needs[each] if place[each] < place[below]}
        for each in new - covered:
            self.uses[each].append(owner)
            self.needs[owner].append(each)
        known |= new
        return bool(new)

    def _hold(self, gates: list[int]) -> None:
        for gate in gates:
            below = self.below[self.sides[gate][0]]
            self.held[gate] = [below is not None and each not in below for each in self.members[gate]]

    def _too_much(self, gates: list[int]) -> None:
        if gates:
            self.wide.append(gates)
