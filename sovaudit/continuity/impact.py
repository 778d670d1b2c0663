# SPDX-License-Identifier: EUPL-1.2
"""What stops, degrades and is exposed when some things are lost; in which round, and by which way.

- A node stops when it is lost, when something that it requires stops, or when all of one of its groups of alternatives
  stop: the least fixpoint, so cycles are ordinary.
- It degrades when it does not stop and is not whole: the same fixpoint over edges that stop and that degrade together.
- What is exposed does not fail by that: see `_exposing.py`.

By the letter of it an edge from a node to itself stops nothing; among alternatives, it is one that never fails first.
Time is in proportion to nodes and edges.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.continuity._exposing import Exposing
from sovaudit.continuity._spreading import Spread, Spreading
from sovaudit.graph import EXPOSE, STOP, Network
from sovaudit.model import Inventory, Service, Unknown

if TYPE_CHECKING:
    from numpy import bool_, object_
    from numpy.typing import NDArray


class Reached:
    """Who fails by whom, in arrays.

    Args:
        spreads: what stops; what is not whole; what is exposed, where anything may be. The first that reaches a node
            tells its way.
        names, numbers: of the nodes: number -> id, id -> number.
        nodes: ids of what stops, degrades or is exposed; a node may be among them twice.
    """

    def __init__(
        self, spreads: Sequence[Spread], names: NDArray[object_], numbers: Mapping[str, int], nodes: Sequence[str]
    ) -> None:
        """Take it as it is."""
        self.spreads = spreads
        self.names = names
        self.numbers = numbers
        self.nodes = nodes

    @cached_property
    def known(self) -> dict[str, None]:
        """The nodes, each once."""
        return dict.fromkeys(self.nodes)

    def of(self, node: str) -> tuple[Spread, int]:
        """Return where a node was reached, and its number.

        Raises:
            KeyError: it does not fail, or is lost itself.
        """
        if node not in self.known:
            raise KeyError(node)
        at = self.numbers[node]
        return next(each for each in self.spreads if at < len(each.hop) and each.hop[at] >= 0), at


class Hops(Mapping[str, int]):
    """Node -> the round in which it fails, from 1."""

    def __init__(self, reached: Reached) -> None:
        """Take who fails by whom."""
        self._reached = reached

    def __getitem__(self, node: str) -> int:
        """Return the round: how many edges the way to the node has.

        Raises:
            KeyError: it does not fail, or is lost itself.
        """
        spread, at = self._reached.of(node)
        return int(spread.hop[at])

    def __iter__(self) -> Iterator[str]:
        return iter(self._reached.known)

    def __len__(self) -> int:
        return len(self._reached.known)


class Why(Mapping[str, tuple[str, ...]]):
    """Node -> the shortest way from a lost node to it, by which it fails; both ends included.

    Of a group of alternatives, it goes by the member that fails last. A way is worked out when it is asked for: those
    of a long chain would fill any memory.
    """

    def __init__(self, reached: Reached) -> None:
        """Take who fails by whom."""
        self._reached = reached

    def __getitem__(self, node: str) -> tuple[str, ...]:
        """Return the way to a node, the lost one first.

        Raises:
            KeyError: it does not fail, or is lost itself.
        """
        spread, at = self._reached.of(node)
        path = [node]
        while (at := int(spread.via[at])) >= 0:
            path.append(self._reached.names[at])
            if spread.hop[at] < 0:  # what is exposed begins at something that stops
                spread = self._reached.spreads[0]
        return tuple(reversed(path))

    def last(self, node: str) -> str:
        """Return the node by which one fails: the last but one of its way.

        Raises:
            KeyError: it does not fail, or is lost itself.
        """
        spread, at = self._reached.of(node)
        return str(self._reached.names[int(spread.via[at])])

    def __iter__(self) -> Iterator[str]:
        return iter(self._reached.known)

    def __len__(self) -> int:
        return len(self._reached.known)


class Impact(Struct, frozen=True):
    """What follows when some things are lost.

    Args:
        lost, stopped, degraded, exposed: node ids, sorted. What is lost is in none of the others, what stops in neither
            of the last two; a node may degrade and be exposed.
        why: node -> the shortest way to it from a lost one.
        hops: node -> the round in which it fails, from 1: so many edges its way has.
    """

    lost: tuple[str, ...]
    stopped: tuple[str, ...]
    degraded: tuple[str, ...]
    exposed: tuple[str, ...]
    why: Why
    hops: Hops


class Impacts:
    """A network and its inventory, laid ready to be asked what follows from a loss; made once, asked often."""

    def __init__(self, network: Network, inventory: Inventory) -> None:
        """Lay out the edges by what they need."""
        self._network = network
        self._inventory = inventory
        self._names = np.array(network.nodes, dtype=object)
        self._positions = {node: number for number, node in enumerate(network.nodes)}
        self._stop = self._spreading(network.effect == STOP)
        self._fail = self._spreading(network.effect != EXPOSE)
        self._exposes = bool(inventory.online_component) or bool((network.effect == EXPOSE).any())

    def _spreading(self, edges: NDArray[bool_]) -> Spreading:
        known = self._network
        return Spreading(len(known.nodes), known.dependant[edges], known.dependency[edges], known.group[edges])

    @cached_property
    def _exposing(self) -> Exposing:
        return Exposing(self._network, self._inventory, self._positions)

    @cached_property
    def _controlled(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Return who controls an organisation, and whom it controls."""
        parents: dict[str, list[str]] = {}
        children: dict[str, list[str]] = {}
        for each in self._network.edges:
            if each.kind == "controlled_by":
                parents.setdefault(each.dependant, []).append(each.dependency)
                children.setdefault(each.dependency, []).append(each.dependant)
        return parents, children

    def group(self, organisation: str) -> frozenset[str]:
        """Return an organisation with its whole group: all that its ultimate parents control, itself, they included.

        A node that nobody controls and that controls nobody is alone.
        """
        parents, children = self._controlled
        return _closed(_closed((organisation,), parents), children)

    def of(self, lost: Sequence[str], *, whole_group: bool = False) -> Impact:
        """Return what follows when some nodes are lost.

        Args:
            lost: ids of nodes of the network, of components of the inventory. A component stops nothing, unless a
                register says that something relies on it.
            whole_group: lose the whole group of each organisation.

        Raises:
            KeyError: there is no such node.
        """
        gone = sorted({each for node in lost for each in (self.group(node) if whole_group else (node,))})
        # The network knows a component only when a register names it.
        components = [each for each in gone if each.startswith("component:") or each not in self._positions]
        positions = np.array([self._positions[each] for each in gone if each in self._positions], dtype=np.int32)
        now = {0: (positions, np.full(len(positions), -1, dtype=np.int32))}
        stop, whole = self._stop.spread(now), self._fail.spread(now)
        names, numbers, spreads = self._names, self._positions, [stop, whole]
        found = [np.flatnonzero(stop.hop > 0), np.flatnonzero((whole.hop > 0) & (stop.hop < 0))]
        if components or self._exposes:
            names, numbers = self._exposing.names, self._exposing.numbers
            reached, exposed = self._exposing.exposed([numbers[each] for each in components], stop.hop)
            spreads.append(reached)
            found.append(np.flatnonzero(exposed & (reached.hop > 0)))
        stopped, degraded, *more = (tuple(names[numbered].tolist()) for numbered in found)
        exposed_ids = tuple(sorted(more[0])) if more else ()  # components are numbered after the rest
        known = Reached(spreads, names, numbers, (*stopped, *degraded, *exposed_ids))
        return Impact(tuple(gone), stopped, degraded, exposed_ids, Why(known), Hops(known))


def impact(network: Network, inventory: Inventory, lost: Sequence[str], *, whole_group: bool = False) -> Impact:
    """Return what follows when some nodes are lost; to ask several times, make `Impacts` once.

    Raises:
        KeyError: there is no such node.
    """
    return Impacts(network, inventory).of(lost, whole_group=whole_group)


def by_dmia(inventory: Inventory, nodes: Iterable[str]) -> tuple[Service, ...]:
    """Return the services among some nodes, those that bear the shortest interruption first, an unknown DMIA last.

    Then by criticality, the highest first, and by id. A service that no register defines says nothing of itself.
    """
    known = {f"service:{each.id}": each for each in inventory.services}
    services = [known.get(node, Service(node.partition(":")[2])) for node in nodes if node.startswith("service:")]
    return tuple(sorted(services, key=_urgency))


def _urgency(service: Service) -> tuple[float, int, str]:
    hours = math.inf if isinstance(service.dmia_hours, Unknown) else service.dmia_hours
    return hours, 0 if isinstance(service.criticality, Unknown) else -service.criticality, service.id


def _closed(nodes: Iterable[str], ways: Mapping[str, Sequence[str]]) -> frozenset[str]:
    found = list(nodes)
    known = set(found)
    for each in found:
        for other in ways.get(each, ()):
            if other not in known:
                known.add(other)
                found.append(other)
    return frozenset(known)
