# SPDX-License-Identifier: EUPL-1.2
"""Walks over nodes from dependants to dependencies that gather what each one stops, as bits of whole numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

FEW = 8
"""Bits that are picked out one by one."""
CHUNK = 4096
"""Numbers that are taken apart at once."""


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
    while True:
        changed = False
        for each in nodes:
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
                            row |= rows[owners[gate]]
                            uses[each].append(owners[gate])
            if row is not before and row != before:
                rows[each] = row
                changed = True
        if not cyclic or not changed:
            return fired
        nodes = nodes[::-1]


def bits_of(numbers: Sequence[int], names: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the names of the bits that are set in each of many numbers, lowest bit first.

    Args:
        numbers: of no more bits than there are names.
        names: of each bit; these very objects are given, so that a hundred million of them take no more than pointers.
    """
    size, named = len(names) // 8 + 1, np.array(names, dtype=object)
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        array = np.frombuffer(b"".join([each.to_bytes(size, "little") for each in chunk]), dtype=np.uint8)
        places = np.flatnonzero(np.unpackbits(array, bitorder="little").view(bool))
        ends = np.searchsorted(places, np.arange(len(chunk) + 1) * 8 * size).tolist()
        every = named.take(places % (8 * size)).tolist()
        for first, last in itertools.pairwise(ends):
            yield tuple(every[first:last])


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
