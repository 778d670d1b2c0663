# SPDX-License-Identifier: EUPL-1.2
"""Whether the State's market for the support of free software covers an application, L28 (in part).

What the SILL says of it (`isPresentInSupportContract`). The end of support by its publisher is another measure:
`application.end_of_life`.

Source: SILL (DINUM); interministerial support contract for free software (since October 2024).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._catalogue import NO_DATA, entries, nothing
from sovaudit.model import Fact, Measured

NAME = "application.state_support"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {
    "fr": "Couvert par le marché interministériel de support",
    "en": "Covered by the State’s support contract",
}
BASIS = "L28; SILL, isPresentInSupportContract"
QUESTION = {
    "fr": "« {subject} » figure-t-il au marché interministériel de support aux logiciels libres ?",
    "en": "Is “{subject}” covered by the State’s support contract for free software?",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the SILL says."""
    if not any(each.id.startswith("sill:") for each in case.inventory.catalogue):
        return Measured(NO_DATA)
    told = [each for each in entries(case, position) if isinstance(each.state_support, bool)]
    facts = tuple(Fact("state_support", each.state_support, each.origin.source(), note=each.id) for each in told)
    return Measured(any(each.state_support is True for each in told) if told else nothing(case, position), facts)
