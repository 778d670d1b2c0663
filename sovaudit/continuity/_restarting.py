# SPDX-License-Identifier: EUPL-1.2
"""When each node can be up again: the arithmetic under waves, critical paths and conflicts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from sovaudit.continuity._cycles import units
from sovaudit.continuity._earliest import earliest
from sovaudit.continuity._requirements import requirements
from sovaudit.graph import Network
from sovaudit.model import Unknown
from sovaudit.model.registers import Number

RESTARTED = ("application", "hosting")
"""Kinds of nodes that the city restarts; what lies between them is passed through."""
_PARTS = 10**6
_NEVER = 10**12


def exact(hours: float) -> int:
    """Return hours in millionths: sums of whole numbers compare as people expect; beyond 10^12 hours all is one."""
    return round(min(hours, _NEVER) * _PARTS)


def hours(parts: float) -> float:
    """Return millionths of an hour in hours."""
    return parts / _PARTS


class Restarting:
    """Times of the nodes of a network, all in `exact` parts, by position.

    Each time is the least possible, where an unknown RTO is taken for zero, or the most, where it is infinite; they are
    the same when all that decides is known.

    Args:
        network: the nodes.
        rto: hours of the applications that registers define, by node id.
        rpo: the same.
    """

    def __init__(self, network: Network, rto: Mapping[str, Number], rpo: Mapping[str, Number]) -> None:
        """Find the cycles and the times."""
        self.needs = requirements(network)
        kinds = [each.partition(":")[0] for each in network.nodes]
        self.restarted = [each in RESTARTED for each in kinds]
        self.rto = _parts(network, kinds, rto)
        self.rpo = _parts(network, kinds, rpo)
        self.units = units(self.needs, self.rto)
        self._short = self.needs.between(self.units.of, len(self.units.nodes))
        ones = self._of_units([int(each) for each in self.restarted])
        self._waves = earliest(self._short, ones).value
        self._least_weight = self._of_units([0 if each == math.inf else each for each in self.rto])
        self._least = earliest(self._short, self._least_weight, self._waves)
        self._most = earliest(self._short, self._of_units(self.rto)).value

    def _of_units(self, values: Sequence[float]) -> list[float]:
        return [max(values[node] for node in nodes) for nodes in self.units.nodes]

    def wave(self, node: int) -> int:
        """Return the wave of a node that is restarted, from 1; of another one, the last wave that it needs."""
        return int(self._waves[self.units.of[node]])

    def start(self, node: int) -> float:
        """Return the least time at which all that a node requires is up."""
        unit = self.units.of[node]
        return self._least.value[unit] - self._least_weight[unit]

    def most(self, node: int) -> float:
        """Return the most, infinite when an unknown RTO decides."""
        return self._most[self.units.of[node]]

    def critical(self, node: int) -> tuple[int, ...]:
        """Return the chain that makes the least time of a node, from it to the first that restarts.

        Of a cycle, whose members restart together, it names the one by which it is entered, the slowest one, and the
        one that waits for the next node.
        """
        found: list[int] = []
        while True:
            unit = self.units.of[node]
            slowest = self._slowest[unit]
            found += [node] if slowest == node or not self._least_weight[unit] else [node, slowest]
            clause = self._least.clause[unit]
            if clause < 0:
                break
            waiting = self.needs.owner[clause]
            if waiting not in found[-2:]:
                found.append(waiting)
            member = self._least.member[unit]
            node = next(each for each in self.needs.members[clause] if self.units.of[each] == member)
        while len(found) > 1 and not self.restarted[found[-1]]:
            found.pop()
        return tuple(found)

    @cached_property
    def _slowest(self) -> list[int]:
        """Return the node of each unit with the longest RTO that is known, the first one in order among equals."""
        known = [-1 if each == math.inf else each for each in self.rto]
        return [max(nodes, key=lambda each: (known[each], -each)) for nodes in self.units.nodes]

    @cached_property
    def leasts(self) -> list[float]:
        """Return the least time at which each node is up."""
        return [self._least.value[unit] for unit in self.units.of]

    @cached_property
    def losses(self) -> list[float]:
        """Return the least RPO of each node: the worst of what it requires, the best of alternatives."""
        weight = self._of_units([0 if each == math.inf else each for each in self.rpo])
        value = earliest(self._short, weight, add=max).value
        return [value[unit] for unit in self.units.of]

    @cached_property
    def fastest(self) -> list[list[int]]:
        """Return what each node requires, of alternatives the one that is up first."""
        return self._chosen(self.leasts)

    @cached_property
    def freshest(self) -> list[list[int]]:
        """Return what each node requires, of alternatives the one that loses the least data."""
        return self._chosen(self.losses)

    def _chosen(self, values: Sequence[float]) -> list[list[int]]:
        """Return the least member of each clause, first among those that restart together with its owner."""
        of = self.units.of
        return [
            [min(members, key=lambda each: (of[each] != of[owner], values[each], each)) for members in clauses]
            for owner, clauses in self._clauses()
        ]

    @cached_property
    def deciding(self) -> list[list[int]]:
        """Return what each node requires that could make its time longer than the least: an unknown RTO may lie there.

        Of alternatives, those that may be up before the first of them surely is.
        """
        of, most, leasts = self.units.of, self._most, self.leasts
        found: list[list[int]] = []
        for owner, clauses in self._clauses():
            found.append([])
            for members in clauses:
                surely = min(most[of[each]] for each in members)
                if surely > self.start(owner):
                    found[owner] += (each for each in members if leasts[each] < surely)
        return found

    def _clauses(self) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
        """Yield each node and the members of its clauses."""
        for node, clauses in enumerate(self.needs.clauses):
            yield node, [self.needs.members[clause] for clause in clauses]


def _parts(network: Network, kinds: Sequence[str], known: Mapping[str, Number]) -> list[float]:
    """Return a value for each node: infinite for an application of which nobody knows it, zero for what has none."""
    found: list[float] = []
    for node, kind in zip(network.nodes, kinds, strict=True):
        value = known.get(node) if kind == "application" else 0
        found.append(math.inf if value is None or isinstance(value, Unknown) else exact(value))
    return found
