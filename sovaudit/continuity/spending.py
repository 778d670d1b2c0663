# SPDX-License-Identifier: EUPL-1.2
"""What contracts amount to and who holds them: the money that can be added up, and what is left out of it.

An amount that is a ceiling (framework agreements) is not spent: it is left out and said. So is a contract whose amount,
day or holder is not known. A modified amount takes the place of the first one, unless it may be a difference: a DECP
modification states what the contract amounts to once modified, and some buyers publish the difference instead.

Source: arrêté of 22 December 2022 (DECP): `montant`, `titulaires`, `modifications`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from sovaudit.continuity.parties import Parties, Party
from sovaudit.model import Amendment, Contract, Unknown

WINDOW_YEARS = 8
"""Years before the day of the audit over which competition and spending are looked at."""
HIGHEST = 10_000_000_000
"""Euros above which an amount cannot be right: it is left out as not known."""
LEAST = 0.5
"""Share of the amount before, below which a modified amount may be a difference."""


class Spent(Struct, frozen=True):
    """One contract whose amount counts.

    Args:
        contract: its position.
        holders: each legal entity once; of several, nobody says who gets what.
    """

    contract: int
    amount_eur: float
    holders: tuple[Party, ...]


class Spending(Struct, frozen=True):
    """Contracts whose amounts count, and what was left out.

    Args:
        unknown: positions of contracts without a known amount, day or holder.
        ceilings, ceilings_eur: framework agreements and their amounts.
    """

    contracts: tuple[Spent, ...]
    unknown: tuple[int, ...]
    ceilings: int
    ceilings_eur: float

    @property
    def total_eur(self) -> float:
        """Return what all of it amounts to."""
        return sum(each.amount_eur for each in self.contracts)


def spending(
    contracts: Sequence[Contract],
    parties: Parties,
    as_of: date | None = None,
    amount: Callable[[int], float | None] | None = None,
) -> Spending:
    """Return what contracts amount to.

    Args:
        contracts: of the inventory.
        parties: who its organisations are.
        as_of: only contracts notified in the eight years up to this day; None for all, whatever their day.
        amount: tells what the contract at a position amounts to, None when it is not known; `amount_eur` when left out.
    """
    found, unknown, ceilings = [], [], []
    for position, contract in enumerate(contracts):
        first = contract.notified
        euros = believable(amount_eur(contract) if amount is None else amount(position))
        holders = parties.holders(contract)
        if as_of is not None and isinstance(first, Unknown):
            unknown.append(position)
        elif as_of is not None and isinstance(first, date) and not years_before(as_of, WINDOW_YEARS) < first <= as_of:
            continue
        elif contract.ceiling is True:
            ceilings.append(euros or 0.0)
        elif euros is None or not holders:
            unknown.append(position)
        else:
            found.append(Spent(position, euros, holders))
    return Spending(tuple(found), tuple(unknown), len(ceilings), sum(ceilings))


def amount_eur(contract: Contract) -> float | None:
    """Return what a contract amounts to, modifications included; None when it is not known."""
    if isinstance(contract.amount_eur, Unknown):
        return None
    changed = [each.amount_eur for each in in_order(contract) if not isinstance(each.amount_eur, Unknown)]
    settled = changed and contract.amount_eur > 0 and not may_be_difference([contract.amount_eur, *changed])
    return changed[-1] if settled else contract.amount_eur


def may_be_difference(amounts: Sequence[float]) -> bool:
    """Tell whether one of the amounts of a contract, the first one and the modified ones, may be a mere difference."""
    return any(after < LEAST * before for before, after in pairwise(amounts))


def in_order(contract: Contract) -> list[Amendment]:
    """Return the modifications by their day; those without a day stay where the file has them, after the others."""
    dated = [each for each in contract.amendments if isinstance(each.notified, date)]
    return sorted(dated, key=_day) + [each for each in contract.amendments if not isinstance(each.notified, date)]


def believable(amount: float | None) -> float | None:
    """Return an amount that can be added up; None for one that no contract can have."""
    return None if amount is None or amount > HIGHEST else amount


def years_before(today: date, years: int) -> date:
    """Return the same day some years before; 28 February for the 29th where there is none."""
    year = today.year - years
    return date(year, today.month, min(today.day, monthrange(year, today.month)[1]))


def concentration_index(amounts: Iterable[float]) -> float | None:
    """Return the Herfindahl-Hirschman index of shares in a whole, 0 to 1; None when there is nothing to share.

    Source: Commission guidelines on horizontal mergers (2004/C 31/03), 16 to 21: there on 0 to 10,000.

    >>> concentration_index([3, 1]), concentration_index([0])
    (0.625, None)
    """
    parts = list(amounts)
    total = sum(parts)
    return sum((each / total) ** 2 for each in parts) if total else None


def _day(amendment: Amendment) -> date:
    return amendment.notified if isinstance(amendment.notified, date) else date.max
