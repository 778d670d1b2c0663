# SPDX-License-Identifier: EUPL-1.2
"""Whether a directory of those to call in a crisis can be read when the information system is down; declared.

Who can be called at each supplier is `organisation.contact`.

Source: ReCyF v2.5 14.4 (directory of external stakeholders; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "portfolio.crisis_directory"
SUBJECT = "portfolio"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Annuaire de crise", "en": "Crisis directory"}
BASIS = "ReCyF v2.5, 14.4"
QUESTION = {
    "fr": "Un annuaire de crise des tiers, lisible sans le système d’information, est-il tenu ({subject}) ?",
    "en": "Is there a directory of external stakeholders that can be read without the information system ({subject})?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no register tells it."""
    return Measured(ABSENT)
