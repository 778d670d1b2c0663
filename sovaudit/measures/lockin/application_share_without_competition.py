# SPDX-License-Identifier: EUPL-1.2
"""The share of an application's contracts of the last eight years that were awarded without competition, L17.

The records of one framework agreement are one purchase. A contract whose day or procedure is not known leaves the share
unknown. For the few products of which a study tells it, the national share stands beside it.

Source: CCP, art. R. 2122-3; DECP, `procedure`.
"""

from __future__ import annotations

from sovaudit.knowledge.procurement import baselines
from sovaudit.measures import Case
from sovaudit.measures._linked import contracts
from sovaudit.measures.lockin._contracts import unchecked
from sovaudit.measures.lockin._purchases import purchases_of, within
from sovaudit.model import ABSENT, Measured, Unknown

NAME = "application.share_without_competition"
SUBJECT = "application"
TYPE = "float"
UNIT = "share"
TITLE = {
    "fr": "Part de marchés sans mise en concurrence (8 ans)",
    "en": "Share of contracts without competition (8 years)",
}
BASIS = "L17; CCP, art. R. 2122-3"
LOOKED = "contracts"
ASKED_OF = "city"
QUESTION = {
    "fr": "Quelle part des marchés de « {subject} » a été passée sans mise en concurrence depuis huit ans ?",
    "en": "Which share of the contracts of “{subject}” was awarded without competition over eight years?",
}


def measure(position: int, case: Case) -> Measured:
    """Return contracts without competition over all contracts of the window, 0..1."""
    every = purchases_of(case, contracts(case, position))
    recent = [each for each in every if within(case, each) is not False]
    answers = [each.answer(case, "contract.without_competition") for each in recent]
    name = case.inventory.applications[position].name
    beside = (
        () if isinstance(name, Unknown) else baselines(case.library).product(name, "without_competition", case.as_of)
    )
    facts = tuple(answer.evidence[0] for answer in answers if answer.evidence)
    silent = sum(
        within(case, each) is None or isinstance(answer.value, Unknown)
        for each, answer in zip(recent, answers, strict=True)
    )
    if not recent or silent:
        return Measured(unchecked(silent, len(recent)) if recent else ABSENT, (*facts, *beside))
    return Measured(sum(each.value is True for each in answers) / len(answers), (*facts[:3], *beside, *facts[3:]))
