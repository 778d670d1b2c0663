# SPDX-License-Identifier: EUPL-1.2
"""How many releases of its product are newer than a component's: cycles with a higher number and a later first day.

Counted are cycles that had come out by the day of the audit; those that differ by an edition alone count once. A
distribution's package is measured by the releases of its distribution.

Source: endoflife.date, API version 1; CHAOSS, “Libyears” (distance to the newest release, here in releases).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._distance import distance
from sovaudit.measures.dependency._support import of_component, releases
from sovaudit.model import Measured

NAME = "component.version_distance"
SUBJECT = "component"
TYPE = "int"
UNIT = "releases"
TITLE = {"fr": "Versions de retard du composant", "en": "Releases behind, of the component"}
BASIS = "CHAOSS, Libyears"
LOOKED = "data:lifecycles"
ASKED_AS = "component.end_of_life"
reads = releases


def measure(position: int, case: Case) -> Measured:
    """Return the number of newer releases."""
    return distance(of_component(position, case), case)
