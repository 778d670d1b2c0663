# SPDX-License-Identifier: EUPL-1.2
"""The countries of those who provide the online services that an application's bills of materials say are called.

By the application, by its components, and by those services in turn. The provider's country is the file's, else what
is known of an organisation of that name. No service stated is an empty list; no bill of materials is unknown.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-5; CycloneDX `services`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._online import countries_called
from sovaudit.model import Measured

NAME = "application.online_countries"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Pays des services en ligne appelés", "en": "Countries of the online services it calls"}
BASIS = "CSF v1.2.1, SOV-5"
QUESTION = {
    "fr": (
        "Quels services en ligne « {subject} » appelle-t-elle, et de quels pays ? (codes séparés par « ; », ou aucun)"
    ),
    "en": "Which online services does “{subject}” call, and in which countries? (codes separated by “;”, or none)",
}


def measure(position: int, case: Case) -> Measured:
    """Return the countries, with the place of each service in its file."""
    return countries_called(case, position)
