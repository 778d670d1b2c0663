# SPDX-License-Identifier: EUPL-1.2
"""How many different critical vulnerabilities (CVSS base score of 9.0 or more) are open in an application.

One that is found decides; that there is none is known only when all components could be checked and every open
vulnerability has a severity.

Source: FIRST, CVSS v3.1 section 5 and v4.0 section 6, qualitative severity rating scale.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._exposed import CRITICAL, exposure, told
from sovaudit.model import Measured, Unknown, Vulnerability

NAME = "application.critical_vulnerabilities"
SUBJECT = "application"
TYPE = "int"
UNIT = ""
TITLE = {"fr": "Vulnérabilités critiques", "en": "Critical vulnerabilities"}
BASIS = "FIRST, CVSS v3.1 section 5"
ASKED_AS = "application.has_sbom"


def measure(position: int, case: Case) -> Measured:
    """Return the number of flaws, with the advisories that say how severe each is."""
    found = told(position, case, lambda found: sum(map(_critical, found.flaws)), _critical)
    unrated = [each.id for each in exposure(position, case).flaws if isinstance(each.score, Unknown)]
    if found.value == 0 and unrated:
        return Measured(Unknown("unchecked", ", ".join(unrated[:10])), found.evidence)
    return found


def _critical(one: Vulnerability) -> bool:
    return not isinstance(one.score, Unknown) and one.score >= CRITICAL
