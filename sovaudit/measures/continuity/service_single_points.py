# SPDX-License-Identifier: EUPL-1.2
"""How many things stop a public service when each alone is lost, no alternative taking over.

Exact: each application, hosting, online service and operating organisation of the registers is lost in turn. Countries
and companies that only control others are told as concentration. Unknown for a service of which no register says what
it relies on.

Source: ReCyF v2.5 13.6 and 13.7 (continuity plans built on the map of the ecosystem; ANSSI, 17 March 2026); ISO
22301:2019, 8.2.2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._network import OUTAGES, city, needed, operating, points, way
from sovaudit.model import Measured, Unknown

NAME = "service.single_points"
SUBJECT = "service"
TYPE = "int"
UNIT = "points"
TITLE = {"fr": "Points de défaillance uniques du service", "en": "Single points of failure of the service"}
BASIS = "ReCyF v2.5, 13.6, 13.7"
ASKED_AS = "service.applications"
SHOWN = 5


def measure(position: int, case: Case) -> Measured:
    """Return the number of single points, with the ways to those on which most rests."""
    own = f"service:{case.inventory.services[position].id}"
    if not needed(case, own):
        return Measured(Unknown("absent"))
    number = city(case).position(own)
    found = [
        node
        for node, point in points(case).items()
        if number in point.stops
        and node.partition(":")[0] in OUTAGES
        and (not node.startswith("organisation:") or node in operating(case))
    ]
    return Measured(len(found), way(case, own, found[:SHOWN], "single_point"))
