# SPDX-License-Identifier: EUPL-1.2
"""What a service can bear against what its applications can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sovaudit.measures import Case
from sovaudit.measures._linked import positions
from sovaudit.measures.continuity._network import conflicts, needed, way
from sovaudit.model import Fact, Measured, Unknown

SHOWN = 5


def held(position: int, case: Case, bears: str, takes: str, kind: str) -> Measured:
    """Return how many conflicts of a kind a service has.

    Args:
        position: of the service.
        case: the case.
        bears: column of the service, in hours.
        takes: column of the applications, in hours.
        kind: of the conflicts.
    """
    service = case.inventory.services[position]
    own, facts = f"service:{service.id}", case.cells("service", position, bears)
    if isinstance(facts[0].value, Unknown):
        return Measured(facts[0].value, facts)
    applications = positions(case, "application")
    asked = _known(applications, needed(case, own))
    if not asked:
        return Measured(Unknown("absent"), facts)
    found = conflicts(case, own, kind)
    if found:
        slow = [node for each in found for node in (each.path[1:] if each.node == own else (each.node,))]
        slow = list(dict.fromkeys(slow))[:SHOWN]
        ways = way(case, own, slow, "conflict")
        return Measured(len(found), (*facts, *_cells(case, _known(applications, slow), takes), *ways))
    silent = [each for each in asked if isinstance(getattr(case.inventory.applications[each], takes), Unknown)]
    if silent:
        doubt = Unknown("unchecked", f"{len(silent)}/{len(asked)}")
        return Measured(doubt, (*facts, *_cells(case, silent[:SHOWN], takes)))
    return Measured(0, (*facts, *_cells(case, asked[:SHOWN], takes)))


def _known(applications: Mapping[str, int], nodes: Iterable[str]) -> list[int]:
    """Return the positions of the applications among some nodes."""
    named = (each.partition(":") for each in nodes)
    return [applications[name] for kind, _colon, name in named if kind == "application" and name in applications]


def _cells(case: Case, applications: list[int], column: str) -> tuple[Fact, ...]:
    return tuple(fact for each in dict.fromkeys(applications) for fact in case.cells("application", each, column))
