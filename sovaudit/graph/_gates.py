# SPDX-License-Identifier: EUPL-1.2
"""Groups of alternatives -> gates of two: the owner of a gate stops when both of its sides stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from sovaudit.graph.ordering import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


class Gates(Struct, frozen=True):
    """Alternatives two by two; a group of k members is k - 1 gates, whose inner owners are nodes of their own.

    Args:
        count: number of nodes, those inner ones included, which come last.
        owner, left, right: positions of nodes, one element per gate; the first gates are those of the groups.
        member, gate: which node is a member of a group, by the gate of that group: distinct pairs, sorted by gate.
        dependant, dependency: edges of groups of one member: no alternative at all.
    """

    count: int
    owner: Ints
    left: Ints
    right: Ints
    member: Ints
    gate: Ints
    dependant: Ints
    dependency: Ints


def gates(count: int, dependant: Ints, dependency: Ints, group: Ints) -> Gates:
    """Return the gates of some groups.

    Args:
        count: number of nodes.
        dependant, dependency, group: of each edge that belongs to a group; a group has one dependant.
    """
    groups, members = np.divmod(distinct(group.astype(np.int64) * max(count, 1) + dependency), max(count, 1))
    names, first, number, sizes = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    owners = np.zeros(len(names), dtype=np.int64)
    owners[np.searchsorted(names, group)] = dependant
    alone = sizes == 1
    several = np.flatnonzero(~alone)
    starts, lengths = first[several], sizes[several]
    kept = ~alone[number]
    owner, left, right = owners[several], members[starts], members[starts + lengths - 1]
    inner = _inner(count, left, starts, lengths, members)
    return Gates(
        count=count + len(inner[0]),
        owner=np.concatenate((owner, inner[0])),
        left=np.concatenate((left, inner[1])),
        right=np.concatenate((right, inner[2])),
        member=members[kept],
        gate=np.searchsorted(several, number[kept]),
        dependant=owners[alone],
        dependency=members[first[alone]],
    )


def _inner(count: int, left: Ints, starts: Ints, lengths: Ints, members: Ints) -> tuple[Ints, Ints, Ints]:
    """Return owner, left and right of the gates within groups of three or more, whose outermost `left` is set here."""
    found: list[tuple[int, int, int]] = []
    for at in np.flatnonzero(lengths > 2).tolist():
        first, *others = members[starts[at] : starts[at] + lengths[at] - 1].tolist()
        for other in others:
            found.append((count + len(found), first, other))
            first = found[-1][0]
        left[at] = first
    columns = np.array(found, dtype=np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]
