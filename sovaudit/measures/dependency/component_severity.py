# SPDX-License-Identifier: EUPL-1.2
"""The highest CVSS base score among the open vulnerabilities of a component, 0 to 10.

0 when it was checked and has none. The score is computed from the vector, of the newest version of CVSS that is stated.
Where only a word is stated (GitHub's `critical`, Ubuntu's priority), the lowest score of its band stands for it, and
the evidence says the word. Unknown (`absent`) when vulnerabilities are open and nobody states a severity.

Source: FIRST, CVSS v4.0, v3.1 and v2 specifications.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._exposed import highest, result, results
from sovaudit.model import Measured

NAME = "component.severity"
SUBJECT = "component"
TYPE = "float"
UNIT = "0..10"
TITLE = {"fr": "Gravité la plus haute (CVSS)", "en": "Highest severity (CVSS)"}
BASIS = "FIRST, CVSS v4.0, v3.1, v2"
LOOKED = "data:osv"
ASKED_AS = "component.vulnerabilities"
reads = results


def measure(position: int, case: Case) -> Measured:
    """Return the highest base score, with the advisories that it is from."""
    return highest(result(position, case), lambda each: each.score)
