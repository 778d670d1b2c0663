# SPDX-License-Identifier: EUPL-1.2
"""Who provides the online services that an application's bills of materials say are called, and where they sit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._linked import containment
from sovaudit.measures.jurisdiction._countries import code
from sovaudit.measures.jurisdiction._owners import seat
from sovaudit.model import Fact, Measured, Unknown


def called(case: Case, application: int) -> tuple[int, ...]:
    """Return the online services that an application calls: itself, through its components, through other services."""
    return case.once("online services of applications", _called).get(application, ())


def country(case: Case, number: int) -> Measured:
    """Return where the provider of an online service sits: what the file says, else what is known of its name."""
    service = case.inventory.online[number]
    who = service.provider or service.name
    stated = Fact("provider", who, service.source)
    if service.provider_country:
        value = code(case, service.provider_country)
        return Measured(value, (Fact("provider_country", value, service.source, note=who),))
    if not service.provider:
        return Measured(Unknown("absent", service.name), (stated,))
    found = seat(case, service.provider)
    return Measured(found.value, (stated, *found.evidence))


def countries_called(case: Case, application: int) -> Measured:
    """Return the countries of all services; unknown when one of them is, or when no bill of materials was read."""
    described = case.once("claimed", lambda case: {number for _file, number in case.inventory.claims})
    if application not in described:
        return Measured(Unknown("no_sbom"), case.cells("application", application, "sbom"))
    found = [country(case, number) for number in called(case, application)]
    evidence = tuple(fact for each in found for fact in each.evidence)
    evidence = evidence or case.cells("application", application, "sbom")
    unknown = sum(isinstance(each.value, Unknown) for each in found)
    if unknown:
        text = _("{count} of {total} online services").format(count=unknown, total=len(found))
        return Measured(Unknown("unchecked", text), evidence)
    return Measured(tuple(sorted({str(each.value) for each in found})), evidence)


def _called(case: Case) -> Mapping[int, tuple[int, ...]]:
    inventory = case.inventory
    if not inventory.online:
        return {}
    applications = {each.id: number for number, each in enumerate(inventory.applications)}
    found: dict[int, set[int]] = {}
    for number, application in inventory.online_application:
        if application in applications:
            found.setdefault(applications[application], set()).add(number)
    of_component: dict[int, set[int]] = {}
    for number, component in inventory.online_component:
        of_component.setdefault(component, set()).add(number)
    if of_component:
        pairs = containment(case)
        calls = np.zeros(len(inventory.components), dtype=bool)
        calls[list(of_component)] = True
        calling = calls[pairs.component]
        both = zip(pairs.application[calling].tolist(), pairs.component[calling].tolist(), strict=True)
        for holder, component in both:
            found.setdefault(holder, set()).update(of_component[component])
    ids = {each.id: number for number, each in enumerate(inventory.online)}
    return {application: _closed(case, numbers, ids) for application, numbers in found.items()}


def _closed(case: Case, numbers: set[int], ids: Mapping[str, int]) -> tuple[int, ...]:
    """Add the services that services call."""
    open_, seen = list(numbers), set(numbers)
    while open_:
        for other in case.inventory.online[open_.pop()].needs:
            number = ids.get(other)
            if number is not None and number not in seen:
                seen.add(number)
                open_.append(number)
    return tuple(sorted(seen))
