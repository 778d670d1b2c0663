# SPDX-License-Identifier: EUPL-1.2
"""Who the money goes to: amounts of the last eight years' contracts by the group of their holder.

What several companies hold together goes to them as one holder: nobody says who gets what. What is left out is told in
`continuity/spending.py`. A modified amount takes the place of the first one, unless it may be a difference
(`contract.price_drift`).

Source: DECP, `montant`, `titulaires`.
"""

from __future__ import annotations

from msgspec import Struct

from sovaudit.continuity.spending import in_order
from sovaudit.continuity.spending import spending as added_up
from sovaudit.measures import Case
from sovaudit.measures._linked import parties
from sovaudit.measures.lockin._holders import note
from sovaudit.model import Fact, Source, Unknown

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
    found = added_up(case.inventory.contracts, parties(case), case.as_of, lambda position: _amount(case, position))
    amounts: dict[frozenset[str], list[float]] = {}
    names: dict[frozenset[str], set[str]] = {}
    notes: dict[frozenset[str], str] = {}
    for each in found.contracts:
        group = frozenset(holder.group for holder in each.holders)
        amounts.setdefault(group, []).append(each.amount_eur)
        names.setdefault(group, set()).update(holder.name for holder in each.holders)
        notes[group] = notes.get(group) or next(filter(None, map(note, each.holders)), "")
    shares = [Share(tuple(sorted(names[key])), sum(each), len(each), notes[key]) for key, each in amounts.items()]
    shares.sort(key=lambda each: (-each.amount_eur, each.names))
    total = sum(each.amount_eur for each in shares)
    return Spending(tuple(shares), total, len(found.unknown), found.ceilings, found.ceilings_eur)


def _amount(case: Case, position: int) -> float | None:
    """Return what a contract amounts to today; None when it is not known."""
    contract = case.inventory.contracts[position]
    changed = [each.amount_eur for each in in_order(contract) if not isinstance(each.amount_eur, Unknown)]
    if changed and not isinstance(case.known("contract.price_drift").of(position).value, Unknown):
        return changed[-1]
    return None if isinstance(contract.amount_eur, Unknown) else contract.amount_eur
