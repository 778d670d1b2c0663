# SPDX-License-Identifier: EUPL-1.2
"""How a component comes into the applications that contain it: by which direct dependencies, by which chain.

A component comes in through one direct dependency alone when that dependency dominates it: without it nothing leads
from the application to the component. No direct dependency but the first of a shortest chain can do so (every chain
passes through it, and it is reached at once), so that one more walk around it decides. It says what dominator trees
say (Lengauer and Tarjan, 1979), and costs no tree for each application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.continuity._closure import closure
from sovaudit.continuity._links import Lanes, Links, bit_of, lanes_of, starts_of
from sovaudit.continuity._reach import Nearest, nearest

if TYPE_CHECKING:
    from numpy import int64, intp
    from numpy.typing import NDArray


class Way(Struct, frozen=True):
    """How a component comes into one application.

    Args:
        application: its position.
        through: direct dependencies that bring it in, sorted; itself among them when it is one; none when no chain is
            known.
        only_through: the one without which it would not be there, -1 when there is none.
        chain: a shortest one, from a direct dependency to the component.
    """

    application: int
    through: NDArray[int64]
    only_through: int
    chain: list[int]


def ways(links: Links, component: int) -> list[Way]:
    """Return how a component comes into each application that contains it, in their order."""
    holders = links.holders.of(component)
    if not len(holders):
        return []
    lanes = lanes_of(links, component)
    nodes, ends = _through(links, lanes, component)
    found = nearest(links, lanes, component, np.diff(ends))
    only, chains = np.where(found.alone, found.nodes, -1).tolist(), _chains(links, found)
    here = zip(holders.tolist(), lanes.number[holders].tolist(), strict=True)
    return [
        Way(application, nodes[ends[lane] : ends[lane + 1]], only[lane], chains[lane]) for application, lane in here
    ]


def _through(links: Links, lanes: Lanes, component: int) -> tuple[NDArray[int64], NDArray[intp]]:
    """Return the direct dependencies that bring a component in, one application after the other, and where each begins.

    Returns:
        components; the place of the first one of each application, and their number.
    """
    found = closure(links, lanes, component)
    lane, nodes = links.roots.all_of(lanes.applications)
    leading = np.flatnonzero(found[nodes, lane >> 6] & bit_of(lane))
    ends = np.searchsorted(lane.take(leading), np.arange(len(lanes.applications) + 1))
    return nodes.take(leading), ends


def _chains(links: Links, found: Nearest) -> list[list[int]]:
    """Return shortest chains, read off the levels of a walk: at each step the least component that is one step nearer.

    Returns:
        of each application, components from the direct dependency to the one in question; none where it has none.
    """
    chains = [_from_afar(links, found, lane) for lane in range(len(found.nodes))]
    nodes = np.array([each[-1] if each else -1 for each in chains])
    for number in range(min(int(found.steps.max(initial=0)), len(found.levels)), 0, -1):
        going = np.flatnonzero(found.steps >= number)
        level, (which, needed) = found.levels[number - 1], links.needs.all_of(nodes[going])
        row = np.minimum(np.searchsorted(level.nodes, needed), len(level.nodes) - 1)
        lane = going.take(which)
        here = level.bits[row, lane >> 6] & bit_of(lane)
        nearer = np.flatnonzero((level.nodes[row] == needed) & (here > 0))
        nearer = nearer[starts_of(which[nearer])]
        nodes[going] = needed[nearer]
        for one, node in zip(going.tolist(), needed[nearer].tolist(), strict=True):
            chains[one].append(node)
    return chains


def _from_afar(links: Links, found: Nearest, lane: int) -> list[int]:
    """Return the chain of one application as far as the walk took it one component at a time."""
    if found.nodes[lane] < 0:
        return []
    chain = [int(found.nodes[lane])]
    for level in reversed(found.further[: max(int(found.steps[lane]) - len(found.levels), 0)]):
        needed = links.needs.of(chain[-1]).tolist()
        chain.append(next(each for each in needed if level.get(each, 0) >> lane & 1))
    return chain
