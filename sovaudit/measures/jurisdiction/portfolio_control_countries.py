# SPDX-License-Identifier: EUPL-1.2
"""The countries of the ultimate controllers of the publishers of all applications, with number and share of each.

Unknown is a row of its own.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._portfolio import control_countries
from sovaudit.model import Measured

NAME = "portfolio.control_countries"
SUBJECT = "portfolio"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Pays de contrôle ultime des éditeurs", "en": "Countries of ultimate control of publishers"}
BASIS = "CSF v1.2.1, SOV-2"


def measure(position: int, case: Case) -> Measured:
    """Return one text a country, the largest first."""
    return control_countries(case)
