# SPDX-License-Identifier: EUPL-1.2
"""Who an application's current contracts are with; a reseller is who the city contracts with, whoever publishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._linked import contracts
from sovaudit.model import ABSENT, Fact, Measured, Unknown


def holders(case: Case, application: int) -> tuple[int, ...]:
    """Return the contracts that run on the day of the audit, all of them when none does or no end is known."""
    every = contracts(case, application)
    running = [each for each in every if not _ended(case, each)]
    return tuple(running or every)


def of_holders(case: Case, application: int, country: Callable[[Case, str | Unknown], Measured]) -> Measured:
    """Return the one country of all holders; a conflict when they differ, unknown when one of them is."""
    values: dict[str, str] = {}
    evidence: list[Fact] = []
    unknown: Unknown | None = None
    for each in holders(case, application):
        found = country(case, case.inventory.contracts[each].holder)
        evidence += (*case.cells("contract", each, "holder"), *found.evidence)
        if isinstance(found.value, Unknown):
            unknown = unknown or found.value
        else:
            values[str(found.value)] = case.inventory.contracts[each].id
    if len(values) > 1:
        said = "; ".join(f"{value} ({contract})" for value, contract in values.items())
        return Measured(Unknown("conflict", _("several holders: {who}").format(who=said)), tuple(evidence))
    if unknown or not values:
        return Measured(unknown or ABSENT, tuple(evidence))
    return Measured(next(iter(values)), tuple(evidence))


def _ended(case: Case, position: int) -> bool:
    end = case.inventory.contracts[position].end
    return isinstance(end, date) and end < case.as_of
