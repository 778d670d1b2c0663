# SPDX-License-Identifier: EUPL-1.2
"""How much dearer modifications have made a contract, L19: its last modified amount over the first one, less one.

A DECP modification states what the contract amounts to once modified, so that the sum of its increases is the last
amount less the first. Some buyers publish the difference instead: a modified amount below half of the one before cannot
be told from a difference, and the drift is then unknown (`conflict`). Contracts of a register, which has no column for
modifications, are unknown; published ones without modification have a drift of 0. For a framework agreement it is the
ceiling that drifts.

Source: arrêté of 22 December 2022 (DECP), `modifications`; CCP art. R. 2194-1 to R. 2194-9.
"""

from __future__ import annotations

from datetime import date
from math import isfinite

from sovaudit.continuity.spending import in_order, may_be_difference
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures.lockin._amendments import place
from sovaudit.model import ABSENT, Fact, Measured, Unknown

NAME = "contract.price_drift"
SUBJECT = "contract"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Dérive du montant par avenants", "en": "Drift of the amount by modifications"}
BASIS = "L19; CCP, art. R. 2194-1 à R. 2194-9 (DECP, modifications)"
ASKED_OF = "city"
QUESTION = {
    "fr": "De quelle part les avenants ont-ils augmenté le montant du marché « {subject} » (0 s’il n’y en a pas) ?",
    "en": "By which share have modifications raised the amount of the contract “{subject}” (0 if there are none)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the increase over the first amount; 0.1 is ten per cent."""
    contract = case.inventory.contracts[position]
    cells = case.cells("contract", position, "amount_eur")
    changed = [each for each in in_order(contract) if not isinstance(each.amount_eur, Unknown)]
    evidence = cells + tuple(
        Fact(
            "amount_eur",
            each.amount_eur,
            place(contract, each),
            each.notified if isinstance(each.notified, date) else None,
        )
        for each in changed
    )
    first = cells[0].value
    if not isinstance(first, int | float) or first <= 0:
        return Measured(first if isinstance(first, Unknown) else ABSENT, evidence)
    if not changed:
        known = not contract.amendments and _published(case, contract.origin.path)
        return Measured(0.0 if known else ABSENT, evidence)
    amounts = [float(first), *(each.amount_eur for each in changed if isinstance(each.amount_eur, float))]
    if may_be_difference(amounts):
        return Measured(Unknown("conflict", _("a new amount, or the difference?")), evidence)
    drift = amounts[-1] / amounts[0] - 1
    return Measured(drift if isfinite(drift) else Unknown("invalid"), evidence)


def _published(case: Case, path: str) -> bool:
    """Tell whether a file is published procurement data, which lists modifications."""
    files = case.once(
        "lockin.published", lambda case: {each.path for each in case.inventory.files if "decp" in each.format}
    )
    return path in files
