# SPDX-License-Identifier: EUPL-1.2
"""The last day of a contract, L20: as the register states it, else its notification and its duration.

The duration that counts is that of the last modification which states one: a DECP modification says what it brings the
contract to, not what it adds. 60 months from 20 March 2017 end on 19 March 2022. Renewals that need no new decision
(tacit renewal) are not in it. The days of the contract's term may run from another day than its notification (a service
order): a stated end is always the better one.

Source: arrêté of 22 December 2022 (DECP), `dateNotification`, `dureeMois`, `modifications`.
"""

from __future__ import annotations

from datetime import date

from sovaudit.continuity.spending import in_order
from sovaudit.measures import Case
from sovaudit.measures.lockin._amendments import place
from sovaudit.measures.lockin._contracts import begin, day, last_day
from sovaudit.model import ABSENT, Contract, Fact, Measured, Unknown

NAME = "contract.end"
SUBJECT = "contract"
TYPE = "date"
UNIT = ""
TITLE = {"fr": "Fin du marché", "en": "End of the contract"}
BASIS = "L20; arrêté du 22 décembre 2022 (DECP)"
ASKED_OF = "city"
QUESTION = {
    "fr": "Quel jour le marché « {subject} » prend-il fin ?",
    "en": "On which day does the contract “{subject}” end?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the day, ISO 8601."""
    contract = case.inventory.contracts[position]
    stated = case.cells("contract", position, "end")
    known = day(stated[0].value)
    if known is not None:
        return Measured(known.isoformat(), stated)
    months, fact = _term(position, case, contract)
    evidence = (*case.cells("contract", position, "notified"), fact)
    first = begin(case, position)
    if first is None or isinstance(months, Unknown):
        missing = contract.notified if isinstance(contract.notified, Unknown) else months
        return Measured(missing if isinstance(missing, Unknown) else ABSENT, evidence)
    try:
        found = last_day(first, months)
    except (OverflowError, ValueError):
        return Measured(Unknown("invalid", f"{months:g}"), evidence)
    return Measured(found.isoformat(), evidence)


def _term(position: int, case: Case, contract: Contract) -> tuple[float | Unknown, Fact]:
    """Return the months that count, and where they stand."""
    for each in reversed(in_order(contract)):
        if not isinstance(each.duration_months, Unknown):
            when = each.notified if isinstance(each.notified, date) else None
            return each.duration_months, Fact("duration_months", each.duration_months, place(contract, each), when)
    return contract.duration_months, case.cell("contract", position, "duration_months")
