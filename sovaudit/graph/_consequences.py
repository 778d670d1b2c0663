# SPDX-License-Identifier: EUPL-1.2
"""Which nodes stop a group of alternatives whole, and with it its owner: found from the bottom up.

A gate fires for x when both of its sides need x. Which x that are may depend on the gates below, so these come first;
the gates of one owner, and of the owners of one cycle, come together, until nothing is added.

Two ways, both exact. Where little lies below, what each node needs is a set, and both sides' are compared. Where much
does, one walk over everything tells for a block of gates at once who stops what, in three bits per gate and node: ten
thousand gates above ten thousand nodes each would be a hundred million things to compare.
"""

from __future__ import annotations

import itertools
import operator
from typing import TYPE_CHECKING, Any

import numpy as np

from sovaudit.graph._near import Near
from sovaudit.graph._walking import walk
from sovaudit.graph.ordering import Order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

NEAR = 64
"""Nodes below a gate that are compared one by one; one more per FEW_MORE in a large network: walking costs more."""
FEW_MORE = 1000
BUDGET = 256 << 20
"""Bytes that the walk for one block of gates may hold, at most, when every bit is in use."""
NARROWEST = 4096
"""Gates of a block at least, whatever the number of nodes: below, walking costs more than the bits."""


def resolve(
    order: Order, uses: list[list[int]], above: Ints, below: Ints, sides: Ints, member: Ints, gate: Ints
) -> NDArray[np.bool_]:
    """Add to `uses` the owners that each node stops through their alternatives.

    Args:
        order: of all nodes.
        uses: of every node, who requires it.
        above, below: the same edges, as arrays.
        sides: owner, left and right of each gate, a row per gate.
        member, gate: members of groups, and the gate that is the group's; sorted by gate.

    Returns:
        For each member whether the owner of its group goes on without it.
    """
    if not len(sides):
        return np.zeros(0, dtype=bool)
    near = Near(order, uses, above, below, sides, member, gate)
    near.gather(max(NEAR, len(uses) // FEW_MORE))
    held = near.held
    for blocks in _blocks(_together(order, sides, np.flatnonzero(~near.known)), _width(len(uses))):
        while True:
            added = False
            for block in blocks:
                stopped, fired = _fire(order, uses, sides[block])
                added |= fired
                for bit, number in enumerate(block, start=2 * len(block)):
                    first, after = np.searchsorted(gate, (number, number + 1)).tolist()
                    held[first:after] = [not stopped[each] >> bit & 1 for each in member[first:after].tolist()]
            if not added or len(blocks) == 1:
                break
    return held


def _together(order: Order, sides: Ints, gates: Ints) -> list[list[int]]:
    """Put gates together that belong to one owner, or to owners of one cycle; the lowest first."""
    owner = sides[gates, 0]
    bottom_up = np.argsort(-order.place[owner], kind="stable")
    number = np.where(order.loop[owner] > 0, -order.loop[owner], owner)[bottom_up].tolist()
    each = zip(number, gates[bottom_up].tolist(), strict=True)
    return [[gate for _number, gate in several] for _number, several in itertools.groupby(each, operator.itemgetter(0))]


def _width(count: int) -> int:
    """Return how many gates a block holds, in a network of so many nodes."""
    return max(NARROWEST, BUDGET * 8 // (3 * max(count, 1)))


def _blocks(together: list[list[int]], width: int) -> list[list[list[int]]]:
    """Put gates into blocks of so many at most; those that belong together and do not fit in one are cut."""
    found: list[list[list[int]]] = []
    last: list[int] = []
    for several in together:
        if last and len(last) + len(several) > width:
            found.append([last])
            last = []
        if len(several) > width:
            found.append([several[start : start + width] for start in range(0, len(several), width)])
        else:
            last += several
    return [*found, [last]] if last else found


def _fire(order: Order, uses: list[list[int]], sides: Ints) -> tuple[list[int], bool]:
    """Walk for some gates; return what each node stops, in planes of bits (left, right, owner); whether any fired."""
    rows = [0] * len(uses)
    owner, left, right = sides.T.tolist()
    for plane, nodes in enumerate((left, right, owner)):
        for bit, each in enumerate(nodes, start=plane * len(sides)):
            rows[each] |= 1 << bit
    first = int(order.place[sides].min())
    fired = [walk(nodes, cyclic, rows, uses, owner) for nodes, cyclic in order.spans(first)]
    return rows, any(fired)
