# SPDX-License-Identifier: EUPL-1.2
"""Whether a contract was awarded without publicity and competition, L17: what its procedure says.

The legal form of lock-in is exclusivity (R. 2122-3), but small amounts and urgency lead there too: the measure says
which procedure it was, not why. The national share among contracts of the same CPV division stands beside it.

Source: Code de la commande publique, art. R. 2122-1 to R. 2122-11; DECP, `procedure`.
"""

from __future__ import annotations

from sovaudit.knowledge.procurement import baselines
from sovaudit.measures import Case
from sovaudit.measures.lockin._competition import compete
from sovaudit.model import ABSENT, Measured, Unknown

NAME = "contract.without_competition"
SUBJECT = "contract"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Marché passé sans mise en concurrence", "en": "Contract awarded without competition"}
BASIS = "L17; CCP, art. R. 2122-3"
ASKED_OF = "city"
QUESTION = {
    "fr": "Le marché « {subject} » a-t-il été passé sans publicité ni mise en concurrence ?",
    "en": "Was the contract “{subject}” awarded without publicity and competition?",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the procedure says, with the national share beside it."""
    cells = case.cells("contract", position, "procedure")
    beside = baselines(case.library).facts(case.inventory.contracts[position].cpv, "without_competition", case.as_of)
    written = cells[0].value
    if not isinstance(written, str):
        return Measured(written if isinstance(written, Unknown) else ABSENT, cells)
    found = compete(written)
    return Measured(Unknown("unrecognised", written[:80]) if found is None else not found, (*cells, *beside))
