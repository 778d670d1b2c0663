# SPDX-License-Identifier: EUPL-1.2
"""What is known already of v1.2.1 factors of the Cloud Sovereignty Framework: computed bounds, for a person to confirm.

Exposure to laws of extraterritorial reach bounds SOV-2 factor 2, keys in the provider's hands SOV-3 factor 1, a
minority of open components SOV-6 factor 2; a factor that is answered already is left out. A bound is proposed only
where the evidence decides it, and counts in no SEAL before somebody enters it as an answer (`csf.v1.2.1.sov2-f2`).

Source: EU Cloud Sovereignty Framework v1.2.1, section 4; levels after the implementation guidance of 1 June 2026, as
a third party's extract gives them: read the guidance before quoting it.

"""

from __future__ import annotations

from sovaudit.knowledge.csf import profiles
from sovaudit.language import _, localised
from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.measures.frameworks._proposals import Proposal, proposals
from sovaudit.model import ABSENT, Measured

NAME = "application.csf_v121_proposals"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {
    "fr": "Bornes calculées, à confirmer (CSF v1.2.1)",
    "en": "Computed bounds, to be confirmed (CSF v1.2.1)",
}
BASIS = "CSF v1.2.1"


def measure(position: int, case: Case) -> Measured:
    """Return a line for each factor that our measures bound: `sov2-f2 : SEAL 2 au plus (…)`."""
    answered = _told.answered("application", position, "v1.2.1", case)
    found = [each for each in proposals(position, case) if each.factor not in answered]
    if not found:
        return Measured(ABSENT)
    return Measured(tuple(_line(each, case) for each in found), tuple(fact for each in found for fact in each.evidence))


def _line(proposal: Proposal, case: Case) -> str:
    factor = next(each for each in profiles(case.library)["v1.2.1"].criteria if each.id == proposal.factor)
    words = localised({"fr": factor.fr, "en": factor.en})
    text = _("{factor}: SEAL {seal} at most ({words}; computed from {measures})")
    return text.format(factor=factor.id, seal=proposal.most, words=words, measures=", ".join(proposal.measures))
