# SPDX-License-Identifier: EUPL-1.2
"""How many vital services stop with one thing."""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._network import VITAL, city, points, vital, way
from sovaudit.model import Fact, Measured, Unknown

SHOWN = 5


def vital_services(kind: str, position: int, case: Case) -> Measured:
    """Return how many vital services stop when one record of a register alone is lost, with the ways to it.

    Unknown when no service is known to be vital, and when the only services that it stops are of unknown criticality.
    """
    record = getattr(case.inventory, f"{kind}s")[position]
    own, known = f"{kind}:{record.id}", city(case)
    services = case.inventory.services
    if not any(each.criticality == VITAL for each in services):
        return Measured(Unknown("absent"))
    point = points(case).get(own)
    stopped = point.stops if point else ()
    counted = [known.nodes[each] for each in stopped if each in vital(case)]
    facts = tuple(fact for each in counted[:SHOWN] for fact in way(case, each, [own], "stops"))
    if not counted:
        blank = {f"service:{each.id}" for each in services if isinstance(each.criticality, Unknown)}
        doubtful = [known.nodes[each] for each in stopped if known.nodes[each] in blank]
        if doubtful:
            return Measured(Unknown("unchecked", ", ".join(doubtful[:SHOWN])), way(case, doubtful[0], [own], "stops"))
        facts = (Fact("services", len(stopped), record.origin.source()),)
    return Measured(len(counted), facts)
