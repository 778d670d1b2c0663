# SPDX-License-Identifier: EUPL-1.2
"""Whether the publisher still mends security flaws in the release that is in use, paid extensions left out.

`application.end_of_life` against the day of the audit, the last day included; where no day is known, whether the
publisher says that the release is over, or announces no end.

Source: ReCyF v2.5 5.B.7 (supported versions only); endoflife.date, API version 1.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._own import declared_end, of_application
from sovaudit.measures.dependency._support import answer, supported
from sovaudit.model import Measured

NAME = "application.supported"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Application maintenue par son éditeur", "en": "Application supported by its publisher"}
BASIS = "L28; ReCyF v2.5, 5.B.7"
ASKED_AS = "application.end_of_life"


def measure(position: int, case: Case) -> Measured:
    """Return whether the release in use is supported on the day of the audit."""
    end = declared_end(position, case)
    if end is not None:
        return Measured(case.as_of <= end, case.known("application.end_of_life").of(position).evidence)
    found, facts = of_application(position, case)
    return answer(found, case, supported(case), facts)
