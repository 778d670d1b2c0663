# SPDX-License-Identifier: EUPL-1.2
"""What the register says: saas, proprietary, open_source or custom.

Source: the city's register of applications.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Fact, Measured
from sovaudit.readers._columns import VOCABULARIES

NAME = "application.kind"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Nature de l’application", "en": "Kind of application"}
BASIS = "Register of applications"
ASKED_OF = "city"
QUESTION = {
    "fr": "« {subject} » est-il un service en ligne, un progiciel, un logiciel libre ou un développement spécifique ?",
    "en": "Is “{subject}” an online service, a proprietary package, free software, or custom development?",
}
VALUES = VOCABULARIES["kind"]


def measure(position: int, case: Case) -> Measured:
    """Return the register's word, declared by whoever keeps it."""
    application = case.inventory.applications[position]
    return Measured(application.kind, (Fact("kind", application.kind, application.origin.source("kind")),))
