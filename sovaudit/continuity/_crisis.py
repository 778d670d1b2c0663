# SPDX-License-Identifier: EUPL-1.2
"""The crisis sheet of each service that stops: why, what still stands, whom to call; all as the registers say it.

What a register leaves blank comes with the cell to fill.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from sovaudit.continuity._reasons import Alternatives, Reason, Reasons
from sovaudit.continuity.impact import Impact, by_dmia
from sovaudit.graph import Edge, Network
from sovaudit.identity.references import node
from sovaudit.model import (
    ABSENT,
    Application,
    Contract,
    Hosting,
    Inventory,
    Organisation,
    Service,
    Source,
    Unknown,
)

Record: TypeAlias = Application | Hosting | Organisation | Service
_COLUMNS = {
    "application": (("owner", ""), ("publisher", "organisation")),
    "hosting": (("provider", "organisation"),),
    "organisation": (),
    "service": (("department", ""), ("contact", "")),
}
"""Kind of node -> (column, kind of thing that it names; empty for a text)."""


class Said(Struct, frozen=True):
    """What a register says in one cell.

    Args:
        column: of the register: `owner`, `publisher`, `hosting`, `provider`, `department`, `contact`.
        value: the text; a node id for what names a thing; Unknown for a blank.
        source: the cell.
    """

    column: str
    value: str | Unknown
    source: Source


class Call(Struct, frozen=True):
    """Whom to call about one thing on the way.

    Args:
        node: the thing.
        register: that defines its kind (`applications`); empty for a kind that none does.
        defined: whether the register knows it.
        said: what it says.
        contracts: of an application, or those that an organisation holds; sorted by id.
        blank: the cell to fill when an application has no contract.
    """

    node: str
    register: str
    defined: bool
    said: tuple[Said, ...] = ()
    contracts: tuple[Contract, ...] = ()
    blank: Source = Source("")


class Step(Struct, frozen=True):
    """A node on the way from what is lost to the service, and why it fails; None for what is lost."""

    node: str
    reason: Reason | None


class Sheet(Struct, frozen=True):
    """What to know of one service that stops.

    Args:
        service: as the register has it.
        way: from what is lost to the service.
        also: what the service cannot do without and does not work either, besides the last step; sorted.
        standing: groups of alternatives, on the way, of which a member still works, if only in part.
        working: what else the service needs and that works whole; sorted.
        calls: whom to call, in the order of the way.
    """

    service: Service
    way: tuple[Step, ...]
    also: tuple[str, ...]
    standing: tuple[Alternatives, ...]
    working: tuple[str, ...]
    calls: tuple[Call, ...]


def sheets(network: Network, inventory: Inventory, impact: Impact) -> Iterator[Sheet]:
    """Yield the sheet of each service that stops, in order of DMIA."""
    reasons, directory = Reasons(network, impact), Directory(network, inventory)
    for service in by_dmia(inventory, impact.stopped):
        own = f"service:{service.id}"
        way = tuple(Step(each, reasons.of(each)) for each in impact.why[own])
        last = way[-1].reason
        told = () if last is None else (last.edge.dependency, *last.others)
        yield Sheet(
            service,
            way,
            tuple(each for each in reasons.stopped_needs(own) if each not in told),
            tuple(
                group for step in way[1:] for group in reasons.alternatives(step.node) if group.whole or group.degraded
            ),
            reasons.working_needs(own),
            tuple(directory.call(step.node) for step in way[:-1]),
        )


class Directory:
    """Who answers for what, by the registers."""

    def __init__(self, network: Network, inventory: Inventory) -> None:
        """Look up the records by node id, where applications are hosted, and contracts by application and by holder."""
        self._hosts: dict[str, list[Edge]] = {}
        for edge in network.edges:
            if edge.dependency.startswith("hosting:") and edge.dependant.startswith("application:"):
                self._hosts.setdefault(edge.dependant, []).append(edge)
        self._records: dict[str, Record] = {
            f"{kind}:{each.id}": each for kind in _COLUMNS for each in getattr(inventory, kind + "s")
        }
        self._online = {f"online:{each.id}": each for each in inventory.online}
        self._contracts: dict[str, dict[str, Contract]] = {}
        known = {each.id: each for each in inventory.contracts}
        for contract in inventory.contracts:
            holders = (() if isinstance(contract.holder, Unknown) else (contract.holder,)) + contract.co_holders
            for name in [f"application:{each}" for each in contract.applications] + [
                f"organisation:{each}" for each in holders
            ]:
                self._contracts.setdefault(name, {})[contract.id] = contract
        for application in inventory.applications:
            for number in application.contracts:
                bought = self._contracts.setdefault(f"application:{application.id}", {})
                bought[number] = known.get(number, Contract(number))

    def call(self, name: str) -> Call:
        """Return whom to call about a node."""
        if name in self._online:
            online = self._online[name]
            return Call(name, "", True, (Said("provider", online.provider or ABSENT, online.source),))
        kind = name.partition(":")[0]
        if kind not in _COLUMNS:
            return Call(name, "", defined=True)
        record = self._records.get(name)
        if record is None:
            return Call(name, f"{kind}s", defined=False)
        said = [_said(record, column, target) for column, target in _COLUMNS[kind]]
        if isinstance(record, Application):
            said += self._hosted(name) if name in self._hosts else [_said(record, "hosting", "hosting")]
        contracts = tuple(each for _id, each in sorted(self._contracts.get(name, {}).items()))
        return Call(name, f"{kind}s", True, tuple(said), contracts, record.origin.source("contracts"))

    def _hosted(self, application: str) -> Iterator[Said]:
        """Yield where an application is hosted, by whichever register says so, and who runs that."""
        for edge in self._hosts.get(application, ()):
            yield Said("hosting", edge.dependency, edge.source)
            if edge.dependency in self._records:
                yield _said(self._records[edge.dependency], "provider", "organisation")


def _said(record: Record, column: str, kind: str) -> Said:
    value = getattr(record, column)
    named = node(value, kind) if kind and not isinstance(value, Unknown) else value
    return Said(column, named, record.origin.source(column))
