# SPDX-License-Identifier: EUPL-1.2
"""What registers hold of what ReCyF asks a city to list: who supplies what, and which applications serve whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sovaudit.identity.references import node
from sovaudit.measures import Case
from sovaudit.measures._linked import organisation, positions
from sovaudit.model import Fact, Unknown

Roles = Mapping[int, tuple[tuple[str, Fact], ...]]


def relations(case: Case) -> Roles:
    """Return what links the city to its organisations: position -> (role, the cell that says so), in order."""
    return case.once("relations of organisations", _relations)


def named(case: Case) -> tuple[tuple[str, Fact], ...]:
    """Return every place where a register names a supplier: (role, the cell); blank cells are none."""
    return tuple((role, fact) for role, fact, _found in case.once("suppliers named", _all_named))


def serving(case: Case) -> Mapping[int, tuple[int, ...]]:
    """Return the applications that a service relies on: position -> positions, whichever register says so."""
    return case.once("applications of services", _serving)


def _all_named(case: Case) -> list[tuple[str, Fact, int | None]]:
    return list(_named(case))


def _named(case: Case) -> Iterator[tuple[str, Fact, int | None]]:
    inventory = case.inventory
    for number, application in enumerate(inventory.applications):
        if not isinstance(application.publisher, Unknown):
            cell = case.cell("application", number, "publisher")
            yield "publisher", cell, organisation(case, application.publisher)
    for number, hosting in enumerate(inventory.hostings):
        if not isinstance(hosting.provider, Unknown):
            yield "hoster", case.cell("hosting", number, "provider"), organisation(case, hosting.provider)
    for number, contract in enumerate(inventory.contracts):
        if not isinstance(contract.holder, Unknown):
            yield "holder", case.cell("contract", number, "holder"), organisation(case, contract.holder)


def _relations(case: Case) -> Roles:
    found: dict[int, list[tuple[str, Fact]]] = {}
    for number, each in enumerate(case.inventory.organisations):
        if each.roles:
            cell = case.cell("organisation", number, "roles")
            found.setdefault(number, []).extend((role, cell) for role in each.roles)
    for role, fact, position in case.once("suppliers named", _all_named):
        if position is not None:
            found.setdefault(position, []).append((role, fact))
    return {position: tuple(links) for position, links in found.items()}


def _serving(case: Case) -> Mapping[int, tuple[int, ...]]:
    services, applications = positions(case, "service"), positions(case, "application")
    found: dict[int, set[int]] = {}
    for number, application in enumerate(case.inventory.applications):
        for each in application.services:
            if each in services:
                found.setdefault(services[each], set()).add(number)
    for line in case.inventory.dependencies:
        kind, _colon, needing = node(line.dependant).partition(":")
        other, _colon, needed = node(line.dependency).partition(":")
        if (kind, other) == ("service", "application") and needing in services and needed in applications:
            found.setdefault(services[needing], set()).add(applications[needed])
    return {service: tuple(sorted(several)) for service, several in found.items()}
