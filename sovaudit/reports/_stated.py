# SPDX-License-Identifier: EUPL-1.2
"""What files state beside the components of applications, indexed once: services called, vulnerabilities, machines."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.identity import masked
from sovaudit.model import INSTALLED, UNCERTAIN, Contract, Inventory, Match, Statement, Unknown

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray


class Caller(Struct, frozen=True):
    """One way in which an application calls an online service.

    Args:
        service: its position in `online`.
        way: `direct`, `component` (one of its components calls it) or `service` (one that it calls does).
        through: position of that component or service; -1 when it is direct.
    """

    service: int
    way: str
    through: int


class Installed(Struct, frozen=True):
    """A program found on machines.

    Args:
        component: its position.
        machines: files, each of one machine, that list it.
        fleets: files, each of several machines, that list it: on how many of them is not known.
        matches: what its name was matched with, those that count first.
    """

    component: int
    machines: int
    fleets: int
    matches: tuple[Match, ...]


class Stated:
    """An inventory with its indexes. Positions are those of the inventory."""

    def __init__(self, inventory: Inventory) -> None:
        """Look at one inventory."""
        self.inventory = inventory

    def endpoints(self, service: int) -> tuple[str, ...]:
        """Return the addresses of a service, without the credentials that someone may have left in them."""
        return tuple(masked(each) for each in self.inventory.online[service].endpoints)

    @cached_property
    def direct(self) -> list[list[int]]:
        """Per online service, the applications that call it themselves."""
        positions = {each.id: n for n, each in enumerate(self.inventory.applications)}
        found: list[list[int]] = [[] for _service in self.inventory.online]
        for service, name in self.inventory.online_application:
            if name in positions:
                found[service].append(positions[name])
        return found

    @cached_property
    def through(self) -> list[list[int]]:
        """Per online service, the components that call it."""
        found: list[list[int]] = [[] for _service in self.inventory.online]
        for service, component in self.inventory.online_component:
            found[service].append(component)
        return found

    @cached_property
    def needs(self) -> list[list[int]]:
        """Per online service, the other ones that it calls."""
        positions = {each.id: n for n, each in enumerate(self.inventory.online)}
        return [[positions[name] for name in each.needs if name in positions] for each in self.inventory.online]

    @cached_property
    def needed_by(self) -> list[list[int]]:
        """Per online service, the other ones that call it."""
        found: list[list[int]] = [[] for _service in self.inventory.online]
        for service, needs in enumerate(self.needs):
            for other in needs:
                found[other].append(service)
        return found

    @cached_property
    def calls(self) -> dict[int, tuple[Caller, ...]]:
        """Per application, every online service that it calls: itself, by a component, by another service."""
        found: dict[int, dict[int, Caller]] = defaultdict(dict)
        for service, applications in enumerate(self.direct):
            for application in applications:
                found[application][service] = Caller(service, "direct", -1)
        users = self._users({component for several in self.through for component in several})
        for service, components in enumerate(self.through):
            for component in components:
                for application in users[component]:
                    found[application].setdefault(service, Caller(service, "component", component))
        for own in found.values():
            waiting = sorted(own)
            for service in waiting:
                for other in self.needs[service]:
                    if other not in own:
                        own[other] = Caller(other, "service", service)
                        waiting.append(other)
        return {each: tuple(own[service] for service in sorted(own)) for each, own in found.items()}

    def _users(self, components: set[int]) -> dict[int, list[int]]:
        """Return the applications that contain each of some components."""
        found: dict[int, list[int]] = {component: [] for component in components}
        if components:
            inventory = self.inventory
            rows = np.flatnonzero(np.isin(inventory.contains_component, sorted(components)))
            pairs = zip(
                inventory.contains_component[rows].tolist(), inventory.contains_application[rows].tolist(), strict=True
            )
            for component, application in pairs:
                found[component].append(application)
        return found

    @cached_property
    def machine_files(self) -> tuple[list[int], list[int]]:
        """Positions of the files of one machine, and of those of several."""
        found: tuple[list[int], list[int]] = ([], [])
        for position, each in enumerate(self.inventory.files):
            if each.subject is not None and each.subject.type in INSTALLED:
                found[each.subject.type != "machine"].append(position)
        return found

    @cached_property
    def on_machines(self) -> dict[int, tuple[int, int]]:
        """Per component found on machines, how many files of one machine list it, and of several."""
        machines, fleets = (self._files_of(files) for files in self.machine_files)
        return {each: (machines[each], fleets[each]) for each in sorted(machines | fleets)}

    def _files_of(self, files: list[int]) -> Counter[int]:
        """Count the files that list each component, among some files."""
        if not files:
            return Counter()
        inventory = self.inventory
        rows = np.flatnonzero(np.isin(inventory.occurrence_file, files))
        width = len(inventory.files)
        pairs = inventory.occurrence_component[rows].astype(np.int64) * width + inventory.occurrence_file[rows]
        numbers, counts = np.unique(np.unique(pairs) // width, return_counts=True)
        return Counter(dict(zip(numbers.tolist(), counts.tolist(), strict=True)))

    @cached_property
    def contained(self) -> NDArray[int32]:
        """Per component, in how many applications it is."""
        count = len(self.inventory.components)
        return np.bincount(self.inventory.contains_component, minlength=count).astype(np.int32)

    @cached_property
    def only_on_machines(self) -> int:
        """How many components were found on machines and are part of no application."""
        return sum(not self.contained[each] for each in self.on_machines)

    @cached_property
    def installed(self) -> tuple[Installed, ...]:
        """Programs found on machines, the most widely installed first."""
        matches: dict[str, list[Match]] = defaultdict(list)
        for each in self.inventory.matches:
            if each.kind == "installed":
                for component in each.components:
                    matches[component].append(each)
        for several in matches.values():
            several.sort(key=lambda each: (not each.counts, -each.score, each.target))
        found = [
            Installed(each, machines, fleets, tuple(matches.get(self.inventory.components[each].id, ())))
            for each, (machines, fleets) in self.on_machines.items()
        ]
        return tuple(sorted(found, key=lambda each: (-each.machines, -each.fleets, each.component)))

    @cached_property
    def installed_as(self) -> dict[int, list[int]]:
        """Per application, the components found on machines that are it, by the matches that count."""
        found: dict[int, list[int]] = defaultdict(list)
        for application, component in self.inventory.installed:
            found[application].append(component)
        return found

    @cached_property
    def unconfirmed(self) -> int:
        """How many matches wait for a person to confirm them."""
        return sum(each.status == UNCERTAIN for each in self.inventory.matches)

    @cached_property
    def statements(self) -> list[Statement]:
        """Statements on vulnerabilities: what is said to matter first, then by vulnerability."""
        rank = {status: n for n, status in enumerate(STATUS_ORDER)}
        return sorted(
            self.inventory.statements,
            key=lambda each: (rank[each.status], each.vulnerability, each.source.path, each.source.place),
        )

    @cached_property
    def by_status(self) -> list[tuple[str, int]]:
        """How many statements of each status, in the order in which they are shown."""
        counts = Counter(each.status for each in self.inventory.statements)
        return [(status, counts[status]) for status in STATUS_ORDER]

    @cached_property
    def contracts(self) -> list[Contract]:
        """Contracts: those of known applications first, then the latest."""
        return sorted(self.inventory.contracts, key=lambda each: (not each.applications, -_ordinal(each), each.id))

    @cached_property
    def modified(self) -> NDArray[np.bool_]:
        """Per component, whether a file says that it was made from another one."""
        return np.array([bool(each.ancestors) for each in self.inventory.components], dtype=bool)


STATUS_ORDER = ("affected", "under_investigation", "reported", "fixed", "not_affected")


def _ordinal(contract: Contract) -> int:
    return 0 if isinstance(contract.notified, Unknown) else contract.notified.toordinal()
