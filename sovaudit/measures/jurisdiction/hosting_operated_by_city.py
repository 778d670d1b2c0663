# SPDX-License-Identifier: EUPL-1.2
"""Whether the city hosts by itself: the provider has the SIREN of `inventory.toml`, or the id `ville`.

The question of hosting then has the city as its operator; who controls the publisher remains a separate question.

Source: the register of hostings; SecNumCloud and circular 6282-SG are about commercial offers.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import own
from sovaudit.model import Measured

NAME = "hosting.operated_by_city"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Hébergement par la ville elle-même", "en": "Hosted by the city itself"}
BASIS = "Register of hostings; inventory.toml"
ASKED_OF = "city"
QUESTION = {
    "fr": "La ville exploite-t-elle elle-même l’hébergement « {subject} » ?",
    "en": "Does the city itself run the hosting “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether the provider is the city."""
    return own(case, position)
