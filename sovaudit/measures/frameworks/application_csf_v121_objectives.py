# SPDX-License-Identifier: EUPL-1.2
"""What is known of each objective for an application, a line each: Cloud Sovereignty Framework, v1.2.1.

The SEAL of the objective, or the most that it can be, and how many of its criteria are answered; objectives that are
out of scope say so. Unknown when nothing is answered.

The framework was written for cloud services: for an application that is no online service it is an analogy, and the
evidence says so (`application.csf_analogy`).

Source: EU Cloud Sovereignty Framework v1.2.1 (October 2025), sections 3 to 5.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "application.csf_v121_objectives"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {
    "fr": "SEAL par objectif de l’application (CSF v1.2.1)",
    "en": "SEAL by objective of the application (CSF v1.2.1)",
}
BASIS = "CSF v1.2.1"
ASKED_AS = "application.csf_v121_seal"


def measure(position: int, case: Case) -> Measured:
    """Return a line for each of the eight objectives."""
    return _told.objectives("application", position, "v1.2.1", case)
