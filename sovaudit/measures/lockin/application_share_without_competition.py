# SPDX-License-Identifier: EUPL-1.2
"""The share of an application's contracts of the last eight years that were awarded without competition, L17.

The records of one framework agreement are one purchase. A contract whose day or procedure is not known leaves the share
unknown; so does a purchase that stands alone, for a share of one says nothing: `contract.without_competition` tells of
it. Beside the count stands the national share, of the product where a study tells it, else of its part of the market.

Source: CCP, art. R. 2122-3; DECP, `procedure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sovaudit.knowledge.procurement import baselines
from sovaudit.language import ngettext
from sovaudit.measures import Case
from sovaudit.measures._linked import contracts
from sovaudit.measures.lockin._contracts import unchecked
from sovaudit.measures.lockin._purchases import Purchase, purchases_of, within
from sovaudit.model import ABSENT, Fact, Measured, Source, Unknown

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
    "fr": "Sur tous les marchés de « {subject} » depuis huit ans, y compris ceux qu’aucun registre ne cite, quelle "
    "part a été passée sans mise en concurrence ?",
    "en": "Of all contracts of “{subject}” over eight years, those that no register names included, which share was "
    "awarded without competition?",
}
FEWEST = 2
"""Purchases under which a share is no share."""


def measure(position: int, case: Case) -> Measured:
    """Return contracts without competition over all contracts of the window, 0..1."""
    every = purchases_of(case, contracts(case, position))
    recent = [each for each in every if within(case, each) is not False]
    answers = [each.answer(case, "contract.without_competition") for each in recent]
    beside = _baseline(case, position, recent)
    facts = tuple(answer.evidence[0] for answer in answers if answer.evidence)
    if not recent:
        return Measured(ABSENT, beside)
    without = sum(each.value is True for each in answers)
    source = Source("inventory")
    counts = (Fact("without_competition", without, source), Fact("contracts", len(recent), source))
    evidence = (*counts, *facts[:3], *beside, *facts[3:])
    if len(recent) < FEWEST:
        return Measured(_too_few(len(recent)), evidence)
    silent = sum(
        within(case, each) is None or isinstance(answer.value, Unknown)
        for each, answer in zip(recent, answers, strict=True)
    )
    return Measured(unchecked(silent, len(recent)) if silent else without / len(answers), evidence)


def _baseline(case: Case, position: int, recent: Sequence[Purchase]) -> tuple[Fact, ...]:
    """Return the national share of the product, else of the CPV codes of its contracts, else of both divisions."""
    known = baselines(case.library)
    name = case.inventory.applications[position].name
    found = () if isinstance(name, Unknown) else known.product(name, "without_competition", case.as_of)
    if found or not recent:
        return found
    codes = dict.fromkeys(case.inventory.contracts[number].cpv for each in recent for number in each.contracts)
    near = dict.fromkeys(chain.from_iterable(known.facts(each, "without_competition", case.as_of) for each in codes))
    return tuple(near) or known.divisions("without_competition", case.as_of)


def _too_few(count: int) -> Unknown:
    text = ngettext("{count} contract over eight years", "{count} contracts over eight years", count)
    return Unknown("too_few", text.format(count=count))
