# SPDX-License-Identifier: EUPL-1.2
"""The earliest moment at which each unit can be up.

Source: D. E. Knuth, « A generalization of Dijkstra's algorithm », Information Processing Letters 6 (1977), 1-5.
"""

from __future__ import annotations

import heapq
import operator
from collections.abc import Callable, Sequence

from msgspec import Struct

from sovaudit.continuity._requirements import Requirements


class Earliest(Struct, frozen=True):
    """The moment of each unit, and what it waited for last.

    Args:
        value: of each unit, its own weight included.
        clause: the last clause of the unit that was met; -1 when it has none.
        member: the unit that met it.
    """

    value: list[float]
    clause: list[int]
    member: list[int]


def earliest(
    needs: Requirements,
    weight: Sequence[float],
    ties: Sequence[float] = (),
    add: Callable[[float, float], float] = operator.add,
) -> Earliest:
    """Return the least value of every unit: its weight added to that of the last clause, each met by its first member.

    Args:
        needs: without cycles that cannot be broken.
        weight: of each unit, zero or more.
        ties: of two members of one value, the one with the larger tie is waited for last.
        add: `+` for moments; `max` for what the worst alone decides.
    """
    count = len(needs.clauses)
    found = Earliest([0] * count, [-1] * count, [-1] * count)
    unmet = [len(each) for each in needs.clauses]
    met = bytearray(len(needs.owner))
    last = ties or [0] * count
    queue = [(weight[each], last[each], each) for each in range(count) if not unmet[each]]
    heapq.heapify(queue)
    while queue:
        value, _tie, unit = heapq.heappop(queue)
        found.value[unit] = value
        for clause in needs.serves[unit]:
            if met[clause]:
                continue
            met[clause] = 1
            owner = needs.owner[clause]
            unmet[owner] -= 1
            if not unmet[owner]:
                found.clause[owner], found.member[owner] = clause, unit
                heapq.heappush(queue, (add(value, weight[owner]), last[owner], owner))
    return found
