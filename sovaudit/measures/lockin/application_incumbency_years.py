# SPDX-License-Identifier: EUPL-1.2
"""For how many years the holder of an application's current contract has held it without a break, L18.

A contract of the same legal entity (SIREN) that ended at most six months before the next one began continues it;
overlaps count once. Of several current holders the longest counts. After the end of the last contract no time is
counted. The chain is unknown where a contract of the application lacks its day, its holder or the end that would tell
whether it continues. Only contracts that the registers tie to the application are seen; a holder may be a reseller.

Source: DECP, `dateNotification`, `dureeMois`, `titulaires`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from sovaudit.measures import Case
from sovaudit.measures._linked import contracts
from sovaudit.measures.lockin._contracts import begin, current, end, field, unchecked
from sovaudit.measures.lockin._holders import held_by, note
from sovaudit.model import ABSENT, Fact, Measured

BREAK = timedelta(days=183)
"""What may lie between two contracts of one chain: six months, for a late notification."""
_DAY = timedelta(days=1)

NAME = "application.incumbency_years"
SUBJECT = "application"
TYPE = "float"
UNIT = "years"
TITLE = {"fr": "Ancienneté du titulaire en place", "en": "Years of the holder in place"}
BASIS = "L18; arrêté du 22 décembre 2022 (DECP)"
LOOKED = "contracts"
ASKED_OF = "city"
QUESTION = {
    "fr": "Depuis combien d’années le titulaire actuel de « {subject} » l’est-il sans interruption ?",
    "en": "For how many years has the present holder of “{subject}” held it without a break?",
}


class Term(Struct, frozen=True):
    """One contract in time: None for a day that nobody knows."""

    contract: int
    first: date | None
    last: date | None
    holders: tuple[str, ...]


def measure(position: int, case: Case) -> Measured:
    """Return the years of the longest chain."""
    terms = [_term(case, each) for each in contracts(case, position)]
    evidence = tuple(fact for each in terms for fact in _facts(case, each))
    now = [each for each in terms if each.contract in current(case, position)]
    if not now:
        return Measured(ABSENT, evidence)
    silent = sum(each.first is None or not each.holders for each in terms)
    if silent:
        return Measured(unchecked(silent, len(terms)), evidence)
    lengths = [
        _years(
            [each for each in terms if key in each.holders], [each for each in now if key in each.holders], case.as_of
        )
        for key in sorted({key for each in now for key in each.holders})
    ]
    known = [each for each in lengths if each is not None]
    if len(known) < len(lengths):
        return Measured(unchecked(len(lengths) - len(known), len(lengths)), evidence)
    return Measured(max(known), evidence)


def _years(mine: Sequence[Term], now: Sequence[Term], today: date) -> float | None:
    """Return the years of one holder's chain; None when an end that is not known could lengthen it.

    Args:
        mine: every contract of the holder.
        now: those of today.
    """
    ended = [(each.first, each.last) for each in mine if each.first and each.last]
    known = [(each.first, each.last) for each in now if each.first and each.last]
    if not known:
        return None
    start, until = min(first for first, _last in known), min(today, max(last for _first, last in known))
    while joining := [first for first, last in ended if first < start <= last + BREAK + _DAY]:
        start = min(joining)
    if any(each.first < start for each in mine if each.first and each.last is None):
        return None
    return max(0, (until - start).days) / 365.25


def _term(case: Case, contract: int) -> Term:
    holders = held_by(case, case.inventory.contracts[contract])
    return Term(contract, begin(case, contract), end(case, contract), tuple(each.legal for each in holders))


def _facts(case: Case, term: Term) -> tuple[Fact, ...]:
    contract = case.inventory.contracts[term.contract]
    told = [note(each) for each in held_by(case, contract) if each.reseller]
    ends = (
        field(contract, "end") if not term.last else Fact("end", term.last.isoformat(), contract.origin.source("end"))
    )
    holder = Fact("holder", contract.holder, contract.origin.source("holder"), note="; ".join([contract.id, *told]))
    return holder, field(contract, "notified"), ends
