# SPDX-License-Identifier: EUPL-1.2
"""Integer arrays over subjects: each distinct combination once, and the worst of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sovaudit.graph import Containment
from sovaudit.measures import Column
from sovaudit.model import Scalar, Unknown, Value

if TYPE_CHECKING:
    from numpy import int8, int32, int64
    from numpy.typing import NDArray

_SMALL = 1 << 22
"""Keys below this are told apart by a table; above, by sorting."""


def combine(columns: Sequence[NDArray[int32]], sizes: Sequence[int]) -> tuple[NDArray[int64], NDArray[int64]]:
    """Number the distinct combinations of codes.

    Args:
        columns: one array a reading, all of one length.
        sizes: number of distinct codes in each.

    Returns:
        For each distinct combination a row where it occurs, and for each row the number of its combination.
    """
    key = np.zeros(len(columns[0]), dtype=np.int64)
    space = 1
    for codes, size in zip(columns, sizes, strict=True):
        if space * size > 2**62:
            key, space = _number(key, space)
        key, space = key * size + codes, space * size
    key, count = _number(key, space)
    row = np.zeros(count, dtype=np.int64)
    row[key[::-1]] = np.arange(len(key))[::-1]
    return row, key


def collapse(column: Column) -> tuple[tuple[Value | Unknown, ...], NDArray[int32]]:
    """Return the distinct values of a column, all unknowns as one, and the code of each answer among them."""
    numbers: dict[tuple[type, Scalar | tuple[str, ...] | None], int] = {}
    values: list[Value | Unknown] = []
    codes = np.empty(len(column.answers), dtype=np.int32)
    for position, answer in enumerate(column.answers):
        value = answer.value
        identity = (Unknown, None) if isinstance(value, Unknown) else (type(value), value)
        codes[position] = numbers.setdefault(identity, len(numbers))
        if len(numbers) > len(values):
            values.append(value)
    return tuple(values), codes


def worst(pairs: Containment, outcomes: NDArray[int8], count: int) -> NDArray[int8]:
    """Reduce the outcomes of (application, component) pairs to the worst of each component; none is 0."""
    reduced = np.zeros(count, dtype=np.int8)
    np.maximum.at(reduced, pairs.component, outcomes)
    return reduced


def _number(key: NDArray[int64], space: int) -> tuple[NDArray[int64], int]:
    """Replace keys by their rank among the distinct ones, and say how many there are."""
    if space > _SMALL:
        distinct, rank = np.unique(key, return_inverse=True)
        return rank, len(distinct)
    there = np.zeros(space, dtype=bool)
    there[key] = True
    distinct = np.flatnonzero(there)
    table = np.empty(space, dtype=np.int64)
    table[distinct] = np.arange(len(distinct))
    return table[key], len(distinct)
