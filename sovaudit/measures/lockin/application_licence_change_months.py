# SPDX-License-Identifier: EUPL-1.2
"""Months since the publisher last changed the licence of an application, L04; unknown when it never did.

A month is a twelfth of 365.25 days.

Source: DINUM, floss-criteria (licences: changes).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import months_since
from sovaudit.model import Measured

NAME = "application.licence_change_months"
SUBJECT = "application"
TYPE = "float"
UNIT = "months"
TITLE = {"fr": "Mois depuis le dernier changement de licence", "en": "Months since the last change of licence"}
BASIS = "L04; DINUM, floss-criteria"
ASKED_AS = "application.licence_changed"


def measure(position: int, case: Case) -> Measured:
    """Return the months since the day that was declared."""
    return months_since(case.known("application.licence_changed").of(position), case.as_of)
