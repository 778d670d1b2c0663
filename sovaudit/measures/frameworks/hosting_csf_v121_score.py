# SPDX-License-Identifier: EUPL-1.2
"""The weighted score of a hosting offer under the Cloud Sovereignty Framework, v1.2.1, 0 to 1.

It ranks and never gates. The sum over the objectives of points over best points, times the weight of the objective.
What is not answered is in neither; an objective without any answer is left out with its weight, as is what is out of
scope. Read it beside the coverage and after the SEAL, never instead: an average hides the weakest link. The city may
set its own weights in the answers register: subject `portfolio`, measure `csf.v1.2.1.weight.sov1`, a percentage.

Source: EU Cloud Sovereignty Framework v1.2.1 (October 2025), sections 3 to 5.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "hosting.csf_v121_score"
SUBJECT = "hosting"
TYPE = "float"
UNIT = "share"
TITLE = {
    "fr": "Score pondéré de l’offre d’hébergement (CSF v1.2.1)",
    "en": "Weighted score of the hosting offer (CSF v1.2.1)",
}
BASIS = "CSF v1.2.1"
ASKED_AS = "hosting.csf_v121_seal"


def measure(position: int, case: Case) -> Measured:
    """Return the score of what is answered, with the counts and weights beside it."""
    return _told.score("hosting", position, "v1.2.1", case)
