# SPDX-License-Identifier: EUPL-1.2
"""Whether the release in use is supported until the last of the application's current contracts ends.

Current is a contract that ends on the day of the audit or later. False as soon as one current contract outlives the
support, whatever the others do; true only when the end of each contract is known. `absent` without a current contract.

Source: ReCyF v2.5 5.B.7 (supported versions only), against the dates of the contracts.
"""

from __future__ import annotations

from datetime import date

from sovaudit.measures import Case
from sovaudit.measures._linked import contracts
from sovaudit.measures.dependency._own import declared_end
from sovaudit.model import ABSENT, Measured, Unknown

NAME = "application.supported_until_contract_end"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Support au moins jusqu’à la fin du marché", "en": "Supported at least until the contract ends"}
BASIS = "L28; ReCyF v2.5, 5.B.7"
LOOKED = "contracts"
ASKED_AS = "application.end_of_life"


def measure(position: int, case: Case) -> Measured:
    """Return whether support outlasts the current contracts."""
    ends = [case.known("contract.end").of(each) for each in contracts(case, position)]
    life = case.known("application.end_of_life").of(position)
    evidence = (*life.evidence, *(fact for each in ends for fact in each.evidence))
    days = [date.fromisoformat(each.value) for each in ends if isinstance(each.value, str)]
    current = [each for each in days if each >= case.as_of]
    if not ends or (len(days) == len(ends) and not current):
        return Measured(ABSENT, evidence)
    end = declared_end(position, case)
    over = case.known("application.supported").of(position).value is False
    if current and (over or (end is not None and max(current) > end)):
        return Measured(False, evidence)
    if len(days) < len(ends):
        return Measured(Unknown("unchecked", f"{len(days)} / {len(ends)}"), evidence)
    if end is None:
        return Measured(life.value if isinstance(life.value, Unknown) else ABSENT, evidence)
    return Measured(True, evidence)
