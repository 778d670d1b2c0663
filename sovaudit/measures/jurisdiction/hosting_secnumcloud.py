# SPDX-License-Identifier: EUPL-1.2
"""The SecNumCloud qualification of an offer: qualified, in_progress, not_qualified, not_eligible, or city.

A qualification is of an offer and of its sites (annex 2), never of a provider: the offer's exact name is looked up in
our list, which is no copy of ANSSI's catalogue. An offer that it does not have is unknown, not unqualified. Sources
that differ are a conflict; what one source alone reports is unchecked; a site that is not stated, or is another, is
unchecked too. The register's own word counts where the list does not contradict it. `city`: the city's own rooms.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6 and annex 2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import SECNUMCLOUD, secnumcloud
from sovaudit.model import Measured

NAME = "hosting.secnumcloud"
SUBJECT = "hosting"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Qualification SecNumCloud de l’offre", "en": "SecNumCloud qualification of the offer"}
BASIS = "SecNumCloud 3.2"
QUESTION = {
    "fr": "L’offre « {subject} » est-elle qualifiée SecNumCloud, pour le site utilisé ?",
    "en": "Is the offer “{subject}” SecNumCloud-qualified, for the site in use?",
}
VALUES = SECNUMCLOUD


def measure(position: int, case: Case) -> Measured:
    """Return the qualification, with the record of our list and the cells of the register."""
    return secnumcloud(case, position)
