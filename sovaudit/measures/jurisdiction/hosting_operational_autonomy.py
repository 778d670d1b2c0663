# SPDX-License-Identifier: EUPL-1.2
"""Whether a provider can go on without a third party from outside the Union; declared.

By its own skills or at least two other sources.

A third party seated outside the Union, or controlled from there, must leave it continuous *autonomie d'exploitation*.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6.d.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.operational_autonomy"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Autonomie d’exploitation", "en": "Operational autonomy"}
BASIS = "SecNumCloud 3.2, 19.6.d"
QUESTION = {
    "fr": (
        "L’hébergeur de « {subject} » peut-il continuer sans son fournisseur hors Union (compétences propres, ou "
        "au moins deux autres sources) ?"
    ),
    "en": (
        "Can the provider of “{subject}” go on without its supplier from outside the Union (own skills, or at "
        "least two other sources)?"
    ),
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
