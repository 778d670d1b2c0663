# SPDX-License-Identifier: EUPL-1.2
"""Who is exposed by what is lost: no outage, but a flaw or an absence that comes along with software.

Exposed are the components that need a lost one by the edges of the bills of materials, the applications whose own bills
contain the lost one, and the services that rely on these, themselves or through other applications. Bills that do not
contain the lost one are left aside, whatever they have in common with others that do: packages of one version are
resolved differently in different applications.

A component that calls a lost online service is where exposure begins, too; and what a register says to contain or to
depend on something (`contains`, `depends_on`) is exposed by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sovaudit.continuity._serving import followed
from sovaudit.continuity._spreading import Spread, Spreading, ends_by
from sovaudit.graph import EXPOSE, Network
from sovaudit.model import Inventory

if TYPE_CHECKING:
    from numpy import bool_, int32
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[int32]


class Exposing:
    """Who needs which component, laid ready to be asked; made once, asked often.

    Nodes are numbered: those of the network by their position, the components that it does not know after them.

    Attributes:
        names: number -> node id.
        numbers: node id -> number.
    """

    def __init__(self, network: Network, inventory: Inventory, positions: Mapping[str, int]) -> None:
        """Lay out the bills of materials.

        Args:
            network: the operational network of the inventory.
            inventory: what it was made from.
            positions: node id -> position in the network.
        """
        count, ids = len(network.nodes), [f"component:{each.id}" for each in inventory.components]
        own = np.array([positions.get(each, count + at) for at, each in enumerate(ids)], dtype=np.int32)
        held = np.array([positions[f"application:{each.id}"] for each in inventory.applications], dtype=np.int32)
        self.names = np.array((*network.nodes, *ids), dtype=object)
        self.numbers = {**positions, **dict(zip(ids, own.tolist(), strict=True))}
        count += len(ids)
        files = len(inventory.files)
        distinct = np.unique(own[inventory.occurrence_component].astype(np.int64) * files + inventory.occurrence_file)
        within, inside = (distinct // files).astype(np.int32), (distinct % files).astype(np.int32)
        self._files, self._inside = ends_by(count, within, inside), ends_by(files, inside, within)
        self._components = Spreading(count, own[inventory.edge_dependant], own[inventory.edge_dependency])
        self._contained = ends_by(count, own[inventory.contains_component], held[inventory.contains_application])
        self._callers = _callers(inventory, positions, own)
        exposes = network.effect == EXPOSE
        stated = network.dependant[exposes], network.dependency[exposes]
        self._exposes, self._stated = ends_by(count, stated[1], stated[0]), Spreading(count, *stated)
        kinds = [node.partition(":")[0] for node in network.nodes]
        relied = np.array(list(followed(network, kinds)), dtype=np.int32).reshape(-1, 2)
        self._relied = Spreading(count, relied[:, 0], relied[:, 1])
        self._services = np.array(network.of_kind("service"), dtype=np.int32)

    def exposed(self, lost: Sequence[int], down: Ints) -> tuple[Spread, NDArray[bool_]]:
        """Return in which round and by whom each node is reached, and which of these are exposed.

        The others are applications through which services rely on exposed ones. What is lost or stops is not reached.

        Args:
            lost: numbers of the lost components.
            down: of each node of the network, the round in which it stops; -1 when it does not.
        """
        rounds = np.full(len(self.names), -1, dtype=np.int32)
        rounds[: len(down)] = down
        closed = rounds >= 0
        begins, by = self._begins(lost, down)
        closed[begins[by < 0]] = False
        aside = np.ones(len(self.names), dtype=bool)
        aside[self._inside.of(np.unique(self._files.of(begins)[0]))[0]] = False
        components = self._components.spread(_arriving(begins, by, rounds), closed | aside)
        rounds = np.maximum(rounds, components.hop)
        closed |= components.hop >= 0
        holders, contained = self._contained.of(np.unique(begins))
        told, telling = self._exposes.of(np.flatnonzero(rounds >= 0).astype(np.int32))
        arriving = _arriving(np.concatenate((holders, told)), np.concatenate((contained, telling)), rounds)
        stated = self._stated.spread(arriving, closed)
        exposed = (components.hop >= 0) | (stated.hop >= 0)
        own = np.flatnonzero(stated.hop >= 0).astype(np.int32)
        relied = self._relied.spread(_arriving(own, stated.via[own], np.maximum(rounds, stated.hop)), closed)
        exposed[self._services] |= relied.hop[self._services] >= 0
        first = components.hop >= 0
        spread = Spread(np.where(first, components.hop, relied.hop), np.where(first, components.via, relied.via))
        return spread, exposed

    def _begins(self, lost: Sequence[int], down: Ints) -> tuple[Ints, Ints]:
        """Return the components where exposure begins, and the online service that each calls; -1 for a lost one."""
        calls = [(each, at) for at, callers in self._callers.items() if down[at] >= 0 for each in callers]
        pairs = np.array([*((each, -1) for each in lost), *calls], dtype=np.int32).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


def _callers(inventory: Inventory, positions: Mapping[str, int], own: Ints) -> dict[int, list[int]]:
    """Return which components call each online service: numbers of both."""
    callers: dict[int, list[int]] = {}
    for service, component in inventory.online_component:
        at = positions[f"online:{inventory.online[service].id}"]
        callers.setdefault(at, []).append(int(own[component]))
    return callers


def _arriving(nodes: Ints, by: Ints, rounds: Ints) -> dict[int, tuple[Ints, Ints]]:
    """Return round -> the nodes that are reached in it, and by which: one round after these, in the first if by none.

    Args:
        nodes, by: parallel; -1 where by none.
        rounds: of each node by which others are reached.
    """
    after = np.where(by < 0, 0, rounds[by] + 1)
    order = np.lexsort((by, nodes, after))
    values, starts = np.unique(after[order], return_index=True)
    parts = np.split(order, starts)[1:]
    return {round_: (nodes[part], by[part]) for round_, part in zip(values.tolist(), parts, strict=True)}
