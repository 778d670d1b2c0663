# SPDX-License-Identifier: EUPL-1.2
"""Records of contracts -> purchases: what was put to competition once counts once.

A framework agreement is published once for each of its holders, and again with each contract under it. One purchase:
the contracts that name one framework of one buyer and that framework itself; the framework agreements of one buyer with
the same subject and day. Everything else is a purchase of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sovaudit.continuity.spending import WINDOW_YEARS, years_before
from sovaudit.knowledge.procurement import Share, baselines
from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import begin
from sovaudit.model import ABSENT, Contract, Fact, Measured, Source, Unknown
from sovaudit.readers._columns import folded

SIRET = 14
"""Digits by which the id of a published contract begins: the buyer's, before the buyer's own id."""


class Purchase(Struct, frozen=True):
    """The records of one purchase, the first notified first."""

    contracts: tuple[int, ...]

    def answer(self, case: Case, measure: str) -> Measured:
        """Return what a measure of contracts says of it: the first record of which it is known speaks."""
        column = case.known(measure)
        answers = [column.of(each) for each in self.contracts]
        return next((each for each in answers if not isinstance(each.value, Unknown)), answers[0])


def purchases_of(case: Case, contracts: Iterable[int]) -> tuple[Purchase, ...]:
    """Return the purchases that some contracts come from, in their order."""
    keys = case.once("lockin.purchases", _keys)
    found: dict[object, list[int]] = {}
    for each in contracts:
        found.setdefault(keys[each], []).append(each)
    return tuple(Purchase(tuple(sorted(several, key=lambda one: _order(case, one)))) for several in found.values())


def every_recent(case: Case) -> tuple[Purchase, ...]:
    """Return the purchases of the whole inventory that are known to be of the window."""
    return case.once(
        "lockin.recent",
        lambda case: tuple(
            each for each in purchases_of(case, range(len(case.inventory.contracts))) if within(case, each)
        ),
    )


def share_of_recent(case: Case, name: Share) -> Measured:
    """Return the purchases of which a measure of contracts says yes, over those of which it is known, 0..1."""
    answers = [each.answer(case, f"contract.{name}").value for each in every_recent(case)]
    known = [each for each in answers if not isinstance(each, Unknown)]
    source = Source("inventory")
    evidence = (
        Fact(name, known.count(True), source),
        Fact("known_contracts", len(known), source),
        Fact("contracts", len(answers), source),
        *baselines(case.library).divisions(name, case.as_of),
    )
    return Measured(known.count(True) / len(known) if known else ABSENT, evidence)


def within(case: Case, purchase: Purchase) -> bool | None:
    """Tell whether a purchase began in the eight years up to the day of the audit; None when nobody knows."""
    days = [first for each in purchase.contracts if (first := begin(case, each)) is not None]
    return years_before(case.as_of, WINDOW_YEARS) < min(days) <= case.as_of if days else None


def _order(case: Case, contract: int) -> tuple[bool, str, int]:
    first = begin(case, contract)
    return first is None, first.isoformat() if first else "", contract


def _keys(case: Case) -> Mapping[int, object]:
    frames: dict[str, set[str]] = {}
    for each in case.inventory.contracts:
        if isinstance(each.framework, str):
            frames.setdefault(_buyer(each), set()).add(each.framework)
    return {number: _key(each, frames, number) for number, each in enumerate(case.inventory.contracts)}


def _key(each: Contract, frames: Mapping[str, set[str]], number: int) -> object:
    buyer = _buyer(each)
    if isinstance(each.framework, str):
        return buyer, each.framework
    own = each.id.partition("#")[0]
    for name in (own, own[SIRET:] if buyer else ""):
        if name in frames.get(buyer, ()):
            return buyer, name
    if each.ceiling is True and buyer and isinstance(each.subject, str) and not isinstance(each.notified, Unknown):
        return buyer, folded(each.subject[:1000]), each.notified
    return number


def _buyer(each: Contract) -> str:
    return "" if isinstance(each.buyer, Unknown) else each.buyer
