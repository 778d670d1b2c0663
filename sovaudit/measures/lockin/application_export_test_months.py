# SPDX-License-Identifier: EUPL-1.2
"""Months since an export of an application's data was last tested, L07; unknown when none ever was.

A month is a twelfth of 365.25 days.

Source: ReCyF v2.5, 13.2, by analogy.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import months_since
from sovaudit.model import Measured

NAME = "application.export_test_months"
SUBJECT = "application"
TYPE = "float"
UNIT = "months"
TITLE = {"fr": "Mois depuis le dernier export testé", "en": "Months since the last tested export"}
BASIS = "L07; ReCyF v2.5, 13.2 (par analogie)"
ASKED_AS = "application.export_tested"


def measure(position: int, case: Case) -> Measured:
    """Return the months since the day that was declared."""
    return months_since(case.known("application.export_tested").of(position), case.as_of)
