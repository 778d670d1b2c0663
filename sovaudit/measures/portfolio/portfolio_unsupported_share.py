# SPDX-License-Identifier: EUPL-1.2
"""The share of applications out of support, among those of which it is known whether they are supported.

How many that are is `portfolio.lifecycle_coverage`: read the two together.

Source: ReCyF v2.5 5.B.7 (supported versions only).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Fact, Measured, Source, Unknown

NAME = "portfolio.unsupported_share"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part d’applications sans support", "en": "Share of applications out of support"}
BASIS = "ReCyF v2.5, 5.B.7"


def measure(position: int, case: Case) -> Measured:
    """Return applications out of support over those of known support, 0..1."""
    column = case.known("application.supported")
    answers = [column.of(each).value for each in range(len(column.codes))]
    known = sum(not isinstance(each, Unknown) for each in answers)
    over = sum(each is False for each in answers)
    source = Source("inventory")
    evidence = (
        Fact("unsupported_applications", over, source),
        Fact("known_applications", known, source),
        Fact("applications", len(answers), source),
    )
    if not known:
        return Measured(Unknown("unchecked", f"0 / {len(answers)}") if answers else ABSENT, evidence)
    return Measured(over / known, evidence)
