# SPDX-License-Identifier: EUPL-1.2
"""Whether an organisation is the city itself: the SIREN or the name of `inventory.toml`, or the id `ville`.

What rests on the city's own rooms and staff is no concentration in somebody else's hands.

Source: the register of organisations; inventory.toml.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._parties import is_city, registered
from sovaudit.model import Fact, Measured

NAME = "organisation.is_city"
SUBJECT = "organisation"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Organisation qui est la ville elle-même", "en": "Organisation that is the city itself"}
BASIS = "Register of organisations; inventory.toml"


def measure(position: int, case: Case) -> Measured:
    """Return whether it is, with the row of the register."""
    record = case.inventory.organisations[position]
    return Measured(is_city(case, registered(case, position)), (Fact("id", record.id, record.origin.source()),))
