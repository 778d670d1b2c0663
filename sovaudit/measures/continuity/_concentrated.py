# SPDX-License-Identifier: EUPL-1.2
"""How concentrated the applications are in one role, among groups of companies; the city itself is left out."""

from __future__ import annotations

from sovaudit.continuity.concentration import Concentration, Concentrations, Row
from sovaudit.measures import Case
from sovaudit.measures._linked import positions
from sovaudit.measures.continuity._network import city
from sovaudit.measures.jurisdiction._parties import is_city, registered
from sovaudit.model import Fact, Measured, Unknown

LEAST = 0.5
"""Share of the applications of which the role must be known for an index to say anything."""
SHOWN = 3


def index(case: Case, role: str, column: str) -> Measured:
    """Return the Herfindahl-Hirschman index, 0 to 1, with the largest groups.

    Args:
        case: the case.
        role: of an organisation: publisher or provider.
        column: of the register of applications that leads to it.
    """
    found: Concentration = case.once("continuity.controllers", _controllers)
    _whole, known, total = found.hhi_by_role[role]
    others = (each for each in found.rows if each.roles.get(role) and not _own(case, each))
    rows = sorted(others, key=lambda each: -each.roles[role])
    counts = [each.roles[role] for each in rows]
    facts = tuple(fact for each in rows[:SHOWN] for fact in _largest(case, each, role, column))
    if not counts:
        return Measured(Unknown("absent"))
    if known < LEAST * total:
        return Measured(Unknown("too_few", f"{known}/{total}"), facts)
    return Measured(sum((count / sum(counts)) ** 2 for count in counts), facts)


def _own(case: Case, row: Row) -> bool:
    """Tell whether a group is the city itself."""
    position = positions(case, "organisation").get(row.key.partition(":")[2])
    return row.own or (position is not None and is_city(case, registered(case, position)))


def _largest(case: Case, row: Row, role: str, column: str) -> tuple[Fact, ...]:
    position = positions(case, "application")[row.applications[0]]
    origin = case.inventory.applications[position].origin
    return (Fact(role, row.roles[role], origin.source(column), note=row.name),)


def _controllers(case: Case) -> Concentration:
    return Concentrations(city(case), case.inventory, case.as_of).by("controller")
