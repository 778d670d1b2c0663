# SPDX-License-Identifier: EUPL-1.2
"""Walks over nodes from dependants to dependencies that gather what each one stops, as bits of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

FEW = 8
"""Bits that are picked out one by one."""


def walk(nodes: list[int], cyclic: bool, rows: list[int], uses: list[list[int]], owners: Sequence[int] = ()) -> bool:
    """Let each node stop what its dependants stop, and the owners of gates of which it stops both sides.

    Args:
        nodes: dependants first.
        cyclic: whether they need each other in a circle: then they are walked, forth and back, until nothing changes.
        rows: of every node: what it stops; gathered here.
        uses: of every node: those that stop with it; the owner of a gate that fires is added.
        owners: of gates; the rows hold three planes of bits then, one bit per gate each: left, right, owner.

    Returns:
        Whether a gate fired.
    """
    width = len(owners)
    mask, fired = (1 << width) - 1, False
    stale = set(nodes) if cyclic else set()
    onward = _onward(nodes, uses) if cyclic else {}
    while True:
        for each in nodes:
            if cyclic:
                if each not in stale:
                    continue
                stale.discard(each)
            row = before = rows[each]
            merged = bool(row)
            for other in uses[each]:
                above = rows[other]
                if not above or above is row:
                    continue
                if row:
                    row |= above
                    merged = True
                else:
                    row = above
            if width and merged:
                while new := row & row >> width & ~(row >> 2 * width) & mask:
                    fired = True
                    for gate in bits(new):
                        if not row >> 2 * width + gate & 1:
                            owner = owners[gate]
                            row |= rows[owner]
                            uses[each].append(owner)
                            if owner in onward:
                                onward[owner].append(each)
            if row is not before and row != before:
                rows[each] = row
                if cyclic:
                    stale.update(onward[each])
        if not stale:
            return fired
        nodes = nodes[::-1]


def _onward(nodes: list[int], uses: list[list[int]]) -> dict[int, list[int]]:
    """Return which of some nodes each of them is among the uses of."""
    onward: dict[int, list[int]] = {each: [] for each in nodes}
    for each in nodes:
        for other in uses[each]:
            if other in onward:
                onward[other].append(each)
    return onward


def bits(number: int) -> list[int]:
    """Return which bits of a number are set, lowest first.

    >>> bits(0b10010)
    [1, 4]
    """
    if number.bit_count() > FEW:
        array = np.frombuffer(number.to_bytes(number.bit_length() // 8 + 1, "little"), dtype=np.uint8)
        return np.flatnonzero(np.unpackbits(array, bitorder="little")).tolist()
    found = []
    while number:
        lowest = number & -number
        found.append(lowest.bit_length() - 1)
        number ^= lowest
    return found
