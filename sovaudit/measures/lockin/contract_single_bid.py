# SPDX-License-Identifier: EUPL-1.2
"""Whether one bid only was received, L17. A count of 0 or « NC » says nothing, nor do most contracts from before 2024.

The national share among contracts of the same CPV division stands beside it.

Source: arrêté of 22 December 2022 (DECP), `offresRecues`, required since 1 January 2024.
"""

from __future__ import annotations

from sovaudit.knowledge.procurement import baselines
from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured, Unknown

NAME = "contract.single_bid"
SUBJECT = "contract"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Une seule offre reçue", "en": "One bid only"}
BASIS = "L17; arrêté du 22 décembre 2022 (DECP), offresRecues"
ASKED_OF = "city"
QUESTION = {
    "fr": "Une seule offre a-t-elle été reçue pour le marché « {subject} » ?",
    "en": "Was one bid only received for the contract “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether the count is one, with the national share beside it."""
    cells = case.cells("contract", position, "bids_received")
    count = cells[0].value
    if not isinstance(count, int):
        return Measured(count if isinstance(count, Unknown) else ABSENT, cells)
    if count < 1:
        return Measured(Unknown("invalid", str(count)), cells)
    beside = baselines(case.library).facts(case.inventory.contracts[position].cpv, "single_bid", case.as_of)
    return Measured(count == 1, (*cells, *beside))
