# SPDX-License-Identifier: EUPL-1.2
"""What fails through alternatives in one cycle: its nodes need each other, so that their sets are found together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Loop:
    """The nodes of one cycle, and what they need.

    Attributes:
        added: what follows from the gates, as (owner, what stops both sides).
    """

    def __init__(
        self,
        nodes: Sequence[int],
        sides: Sequence[Sequence[int]],
        required: Callable[[int], list[int]],
        below: Callable[[int], set[int] | None],
        place: NDArray[np.integer[Any]],
    ) -> None:
        """Take the nodes.

        Args:
            nodes: of the cycle.
            sides: owner, left and right of each gate of them.
            required: tells what a node requires.
            below: tells all whose loss stops a node below the cycle, itself included; None where they are too many.
            place: of each node in the order.
        """
        self._nodes, self._sides, self._required, self._below, self._place = nodes, sides, required, below, place
        self._needs = {node: required(node) for node in nodes}
        self._sets: dict[int, set[int] | None] = {}
        self.added: list[tuple[int, int]] = []

    def gather(self, most: int) -> dict[int, set[int]] | None:
        """Find what follows from the gates, in rounds until nothing does.

        Returns:
            For each node all whose loss stops it, itself included; None where more than `most` lie below one of them.
        """
        while True:
            sets: dict[int, set[int]] = {}
            for node in self._nodes:
                walked = self._walked(node, most)
                if walked is None:
                    return None
                sets[node] = walked
            before = len(self.added)
            for owner, *both in self._sides:
                left, right = (sets[side] if side in sets else self._outside(side) for side in both)
                if left is None or right is None:
                    return None
                self._stop(owner, sets[owner], left & right)
            if len(self.added) == before:
                return sets

    def _outside(self, node: int) -> set[int] | None:
        if node not in self._sets:
            self._sets[node] = self._below(node)
        return self._sets[node]

    def _walked(self, node: int, most: int) -> set[int] | None:
        """Return what a node needs, as far as it is known by now."""
        seen, stack = {node}, [node]
        while stack:
            for each in self._needs[stack.pop()]:
                if each in seen:
                    continue
                if each in self._needs:
                    seen.add(each)
                    stack.append(each)
                elif (below := self._outside(each)) is None:
                    return None
                else:
                    seen |= below
            if len(seen) > most:
                return None
        return seen

    def _stop(self, owner: int, known: set[int], both: set[int]) -> None:
        """Add what stops both sides of a gate to what is known to stop its owner: the uppermost of it as an edge."""
        new, place = both - known, self._place
        below = {other for each in new for other in self._of(each) if place[each] < place[other]}
        for each in sorted(new - below):
            self.added.append((owner, each))
            self._needs[owner].append(each)
        known |= new

    def _of(self, node: int) -> list[int]:
        return self._needs[node] if node in self._needs else self._required(node)
