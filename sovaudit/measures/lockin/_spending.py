# SPDX-License-Identifier: EUPL-1.2
"""Who the money goes to: amounts of the last eight years' contracts by the group of their holder.

An amount that is a ceiling (framework agreements) is not spent: it is left out and said. So is a contract whose amount,
day or holder is not known. What several companies hold together goes to them as one holder: nobody says who gets what.
A modified amount takes the place of the first one, unless it may be a difference (`contract.price_drift`).

Source: DECP, `montant`, `titulaires`.
"""

from __future__ import annotations

from msgspec import Struct

from sovaudit.measures import Case
from sovaudit.measures.lockin._amendments import in_order
from sovaudit.measures.lockin._contracts import WINDOW_YEARS, begin, years_before
from sovaudit.measures.lockin._holders import held_by, note
from sovaudit.model import Contract, Fact, Source, Unknown

HIGHEST = 10_000_000_000
"""Euros above which an amount cannot be right: it is left out as not known."""
SHOWN = 3
"""Holders that the evidence names."""


class Share(Struct, frozen=True):
    """What one group of companies gets.

    Args:
        names: of the legal entities, sorted.
        note: that one of them resells.
    """

    names: tuple[str, ...]
    amount_eur: float
    contracts: int
    note: str


class Spending(Struct, frozen=True):
    """Shares, the greatest first, and what was left out.

    Args:
        unknown: contracts without a known amount, day or holder.
        ceilings, ceilings_eur: framework agreements and their amounts.
    """

    shares: tuple[Share, ...]
    total_eur: float
    unknown: int
    ceilings: int
    ceilings_eur: float

    def facts(self) -> tuple[Fact, ...]:
        """Return the totals and the greatest holders as evidence."""
        source = Source("inventory")
        held = (
            Fact(
                "holder_eur", each.amount_eur, source, note="; ".join(filter(None, (", ".join(each.names), each.note)))
            )
            for each in self.shares[:SHOWN]
        )
        return (
            Fact("total_eur", self.total_eur, source),
            *held,
            Fact("ceilings_eur", self.ceilings_eur, source, note=str(self.ceilings)),
            Fact("unknown_contracts", self.unknown, source),
        )


def spending(case: Case) -> Spending:
    """Add up the amounts."""
    return case.once("lockin.spending", _spending)


def _spending(case: Case) -> Spending:
    amounts: dict[frozenset[str], list[float]] = {}
    names: dict[frozenset[str], set[str]] = {}
    notes: dict[frozenset[str], str] = {}
    unknown, ceilings = 0, []
    for position, contract in enumerate(case.inventory.contracts):
        first, amount, holders = (
            begin(case, position),
            believable(_amount(case, position, contract)),
            held_by(case, contract),
        )
        if first is None:
            unknown += 1
        elif not years_before(case.as_of, WINDOW_YEARS) < first <= case.as_of:
            continue
        elif contract.ceiling is True:
            ceilings.append(amount or 0.0)
        elif amount is None or not holders:
            unknown += 1
        else:
            group = frozenset(each.group for each in holders)
            amounts.setdefault(group, []).append(amount)
            names.setdefault(group, set()).update(each.name for each in holders)
            notes[group] = notes.get(group) or next(filter(None, map(note, holders)), "")
    shares = [Share(tuple(sorted(names[key])), sum(each), len(each), notes[key]) for key, each in amounts.items()]
    shares.sort(key=lambda each: (-each.amount_eur, each.names))
    return Spending(tuple(shares), sum(each.amount_eur for each in shares), unknown, len(ceilings), sum(ceilings))


def _amount(case: Case, position: int, contract: Contract) -> float | None:
    """Return what a contract amounts to today; None when it is not known."""
    changed = [each.amount_eur for each in in_order(contract) if not isinstance(each.amount_eur, Unknown)]
    if changed and not isinstance(case.known("contract.price_drift").of(position).value, Unknown):
        return changed[-1]
    return None if isinstance(contract.amount_eur, Unknown) else contract.amount_eur


def believable(amount: float | None) -> float | None:
    """Return an amount that can be added up; None for one that no contract can have."""
    return None if amount is None or amount > HIGHEST else amount
