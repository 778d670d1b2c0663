# SPDX-License-Identifier: EUPL-1.2
"""How many releases of its product are newer than the one in use: the same as `component.version_distance`.

Source: endoflife.date, API version 1; CHAOSS, “Libyears” (distance to the newest release, here in releases).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._distance import distance
from sovaudit.measures.dependency._own import of_application
from sovaudit.model import Measured

NAME = "application.version_distance"
SUBJECT = "application"
TYPE = "int"
UNIT = "releases"
TITLE = {"fr": "Versions de retard de l’application", "en": "Releases behind, of the application"}
BASIS = "CHAOSS, Libyears"
QUESTION = {
    "fr": "Combien de versions majeures sont sorties après celle de « {subject} » en service ?",
    "en": "How many major releases came out after the one of “{subject}” in use?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the number of newer releases."""
    found, facts = of_application(position, case)
    return distance(found, case, facts)
