# SPDX-License-Identifier: EUPL-1.2
"""In which order applications and hostings restart, how long it takes, and which promise cannot be held.

A node waits for all that it requires: the edges that stop it, directly or through what is not restarted (organisations,
countries, online services, other services), which takes no time and is in no wave. Of alternatives it waits for the one
that is up first: by number of waves for its wave, by hours for its hours. So a wave needs nothing of its own or of a
later one, there are as few waves as can be, and no node waits for the rest of a wave: hours are along chains.

A cycle that no alternative breaks is in one wave: its members restart together, once all that any of them requires is
up, and take the longest of their RTO. A hosting has no RTO in the registers: it counts for zero. An unknown RTO makes
the hours a lower bound, and is named.

Source: NIST SP 800-34 rev. 1, 3.2 (recovery priorities, RTO, RPO); ReCyF 13.4 (DMIA, PRD).
"""

from __future__ import annotations

import math

from msgspec import Struct

from sovaudit.continuity._conflicts import VITAL, Conflict, conflicts
from sovaudit.continuity._restarting import Restarting, hours
from sovaudit.continuity._trails import Trails
from sovaudit.graph import Network
from sovaudit.model import Inventory, Unknown

__all__ = ["VITAL", "Conflict", "CriticalPath", "Recovery", "Restart", "recovery"]


class CriticalPath(Struct, frozen=True):
    """The longest chain of restarts before something is up.

    Args:
        hours: from the start; a lower bound when `unknown` is not empty.
        path: from what is up last to what restarts first; of a cycle the member it is entered by, the slowest, and the
            one that waits for the next node.
        unknown: applications whose unknown RTO could make it longer, sorted; a service of which no register says what
            it needs is here itself.
        at_most: hours that are enough whatever the unknown RTO are; None when nothing can be promised.
    """

    hours: float
    path: tuple[str, ...]
    unknown: tuple[str, ...]
    at_most: float | None


class Restart(Struct, frozen=True):
    """When a node restarts and is up, in hours from the start at the earliest; `sure` when no unknown RTO decides."""

    start: float
    up: float
    sure: bool


class Recovery(Struct, frozen=True):
    """The order of restart and what it costs.

    Args:
        waves: every application and hosting once, sorted within its wave.
        cycles: the applications and hostings of each cycle, two at least, sorted.
        critical_path: of each service, by node id.
        overall: until every application and hosting is up; None when there is none.
        conflicts: sorted by kind, service and node.
        left_out: by service, how many more conflicts of one kind there are than are named.
        missing: `register.column` -> node ids of the rows where it is blank and a plan would need it, sorted;
            `applications.services` has the services of which no register says what they need.
        restarts: of each application and hosting, by node id.
    """

    waves: tuple[tuple[str, ...], ...]
    cycles: tuple[tuple[str, ...], ...]
    critical_path: dict[str, CriticalPath]
    overall: CriticalPath | None
    conflicts: tuple[Conflict, ...]
    left_out: dict[str, int]
    missing: dict[str, tuple[str, ...]]
    restarts: dict[str, Restart]


def recovery(network: Network, inventory: Inventory) -> Recovery:
    """Return how what a network holds restarts after all of it was lost."""
    rto = {f"application:{each.id}": each.rto_hours for each in inventory.applications}
    rpo = {f"application:{each.id}": each.rpo_hours for each in inventory.applications}
    times = Restarting(network, rto, rpo)
    restarted = [each for each, yes in enumerate(times.restarted) if yes]
    waves: list[list[str]] = [[] for _wave in range(max((times.wave(each) for each in restarted), default=0))]
    for each in restarted:
        waves[times.wave(each) - 1].append(network.nodes[each])
    cycles = (tuple(network.nodes[each] for each in unit if times.restarted[each]) for unit in times.units.nodes)
    services = {f"service:{each.id}": each for each in inventory.services}
    missing = _missing(network, inventory, times)
    found = conflicts(network, times, services)
    unneeding = frozenset(missing["applications.services"])
    return Recovery(
        tuple(map(tuple, waves)),
        tuple(each for each in cycles if len(each) > 1),
        {network.nodes[at]: _path(network, times, at, unneeding) for at in network.of_kind("service")},
        _overall(network, times, restarted),
        found.found,
        found.left_out,
        missing,
        {
            network.nodes[each]: Restart(
                hours(times.start(each)), hours(times.leasts[each]), times.leasts[each] == times.most(each)
            )
            for each in restarted
        },
    )


def _path(network: Network, times: Restarting, at: int, unneeding: frozenset[str]) -> CriticalPath:
    own = network.nodes[at]
    if own in unneeding:
        return CriticalPath(0, (own,), (own,), None)
    unknown: list[str] = []
    if times.leasts[at] < times.most(at):
        unknown = sorted(
            network.nodes[each] for each in Trails(at, times.deciding, times.leasts) if times.rto[each] == math.inf
        )
    return _critical(network, times, at, tuple(unknown), times.most(at))


def _overall(network: Network, times: Restarting, restarted: list[int]) -> CriticalPath | None:
    if not restarted:
        return None
    last = max(restarted, key=lambda each: (times.leasts[each], times.wave(each), -each))
    unknown = tuple(network.nodes[each] for each in restarted if times.rto[each] == math.inf)
    return _critical(network, times, last, unknown, max(times.most(each) for each in restarted))


def _critical(network: Network, times: Restarting, at: int, unknown: tuple[str, ...], most: float) -> CriticalPath:
    path = tuple(network.nodes[each] for each in times.critical(at))
    return CriticalPath(hours(times.leasts[at]), path, unknown, None if most == math.inf else hours(most))


def _missing(network: Network, inventory: Inventory, times: Restarting) -> dict[str, tuple[str, ...]]:
    """Return what a recovery plan would need and no register says."""
    dependants = set(network.dependant.tolist())
    found = {
        f"services.{column}": tuple(
            sorted(f"service:{each.id}" for each in inventory.services if isinstance(getattr(each, column), Unknown))
        )
        for column in ("criticality", "dmia_hours", "prd_hours")
    }
    for column, values in (("rto_hours", times.rto), ("rpo_hours", times.rpo)):
        found[f"applications.{column}"] = tuple(
            node for node, value in zip(network.nodes, values, strict=True) if value == math.inf
        )
    found["applications.services"] = tuple(
        network.nodes[each] for each in network.of_kind("service") if each not in dependants
    )
    return found
