# SPDX-License-Identifier: EUPL-1.2
"""Whether security support of the release in use has ended, and its publisher sells an extension that still runs.

True says that one can be bought, as a rule for money (RHEL 7 until 2029), not that the city has bought it: that is
`application.extended_support_bought`. endoflife.date calls such a release maintained; we do not.

Source: ReCyF v2.5 5.B.9 (measures for what is out of support); endoflife.date, API version 1 (`eoesFrom`).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._own import declared_end, of_application
from sovaudit.measures.dependency._support import answer, extended
from sovaudit.model import Measured, Unknown

NAME = "application.extended_support"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {
    "fr": "Support terminé, extension payante en cours",
    "en": "Support ended, paid extension still running",
}
BASIS = "ReCyF v2.5, 5.B.9"
QUESTION = {
    "fr": "L’éditeur de « {subject} » vend-il une extension du support de la version en service, encore en cours ?",
    "en": "Does the publisher of “{subject}” sell an extension of support for the version in use that still runs?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether only an extension is left."""
    found, facts = of_application(position, case)
    measured = answer(found, case, extended(case), facts)
    end = declared_end(position, case)
    if isinstance(measured.value, Unknown) and end is not None and case.as_of <= end:
        return Measured(False, case.known("application.end_of_life").of(position).evidence)
    return measured
