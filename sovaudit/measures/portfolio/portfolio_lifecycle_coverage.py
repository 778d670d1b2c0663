# SPDX-License-Identifier: EUPL-1.2
"""The share of applications of which it is known whether they are supported.

Source: ReCyF v2.5 5.B.7 (supported versions only).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Fact, Measured, Source, Unknown

NAME = "portfolio.lifecycle_coverage"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part d’applications au support connu", "en": "Share of applications whose support is known"}
BASIS = "ReCyF v2.5, 5.B.7"


def measure(position: int, case: Case) -> Measured:
    """Return applications of known support over all applications, 0..1."""
    column = case.known("application.supported")
    answers = [column.of(each).value for each in range(len(column.codes))]
    known = sum(not isinstance(each, Unknown) for each in answers)
    source = Source("inventory")
    evidence = (Fact("known_applications", known, source), Fact("applications", len(answers), source))
    return Measured(known / len(answers) if answers else ABSENT, evidence)
