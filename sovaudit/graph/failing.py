# SPDX-License-Identifier: EUPL-1.2
"""Which nodes stop when one node alone is lost: exact, for all nodes at once, alternatives and cycles included.

A node stops when it is lost, when something it requires stops, or when all members of one of its groups of alternatives
stop: the least fixpoint. Without alternatives, what x stops is what reaches x. With them, x stops the owner of a group,
too, when it stops all of its members: each such consequence is found first and becomes a plain edge owner -> x
(`_consequences.py`); then one walk from the top down tells what every node stops, as bits of whole numbers: the union
of what its dependants stop. Python's whole numbers unite 14 billion bytes a second, share what is equal and cost
nothing where they are zero, which no array does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from sovaudit.graph._consequences import resolve
from sovaudit.graph._gates import gates
from sovaudit.graph._walking import bits, bits_of, walk
from sovaudit.graph.ordering import Order, cycles, lists, ordered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

__all__ = ["Failing", "bits", "bits_of", "failing"]


class Failing(Struct, frozen=True):
    """Who stops whom, with every consequence of the alternatives found.

    Args:
        count: number of nodes.
        stand_in: who stands for a node: nodes that require each other in a cycle are one (array).
        order: of the nodes, dependants first.
        uses: for each node that stands for itself, those that stop with it: what requires it, and owners of groups of
            alternatives of which it stops all members. Groups of three and more have inner nodes, from `count` on.
        gates: pairs of alternatives (owner, left, right): the owner stops when both sides stop.
        spare: for each node, in how many groups of alternatives it is a member whose owner goes on without it.
    """

    count: int
    stand_in: Ints
    order: Order
    uses: list[list[int]]
    gates: list[tuple[int, int, int]]
    spare: Ints

    def stops(self, marks: Mapping[int, int]) -> list[int]:
        """Return for each node the union of the marks (bits) of all that stops when it alone is lost.

        Args:
            marks: of some nodes: a bit of its own for each, say.
        """
        rows = self.rows(marks)
        return [rows[each] for each in self.stand_in[: self.count].tolist()]

    def rows(self, marks: Mapping[int, int]) -> list[int]:
        """Return the same for the nodes that stand for themselves, inner ones included; 0 for the others."""
        rows = [0] * len(self.uses)
        stand_in = self.stand_in.tolist()
        for each, mark in marks.items():
            rows[stand_in[each]] |= mark
        for nodes, cyclic in self.order.spans():
            walk(nodes, cyclic, rows, self.uses)
        return rows


def failing(count: int, dependant: Ints, dependency: Ints, group: Ints) -> Failing:
    """Return who stops whom.

    Args:
        count: number of nodes.
        dependant, dependency: the ends of the edges whose loss stops the dependant, parallel.
        group: of each edge: 0 without alternative, else the number of a group; a group has one dependant.
    """
    grouped = group > 0
    found = gates(count, dependant[grouped], dependency[grouped], group[grouped])
    above = np.concatenate((dependant[~grouped], found.dependant)).astype(np.int64)
    below = np.concatenate((dependency[~grouped], found.dependency)).astype(np.int64)
    order = ordered(
        found.count,
        np.concatenate((above, found.owner, found.owner)),
        np.concatenate((below, found.left, found.right)),
    )
    stand_in = np.arange(found.count)
    within = (order.loop[above] == order.loop[below]) & (order.loop[above] > 0) & (above != below)
    if within.any():
        for nodes in cycles(above[within], below[within]):
            stand_in[nodes] = min(nodes)
    above, below = stand_in[above], stand_in[below]
    apart = above != below
    above, below = above[apart], below[apart]
    uses = lists(found.count, below, above)
    sides = np.stack([stand_in[each] for each in (found.owner, found.left, found.right)], axis=1)
    by_gate = np.argsort(found.gate, kind="stable")
    member = found.member[by_gate]
    held = resolve(order, uses, above, below, sides, stand_in[member], found.gate[by_gate])
    spare = np.bincount(member[held], minlength=count)
    return Failing(count, stand_in, order, uses, [(a, b, c) for a, b, c in sides.tolist()], spare)
