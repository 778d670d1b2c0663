# SPDX-License-Identifier: EUPL-1.2
"""What rests on one, and what all contracts amount to; how many together have a part of the vital services."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sovaudit.continuity.spending import Spending, concentration_index

INDEX = 10_000
"""The Herfindahl-Hirschman index of one that has it all."""


class Row(Struct, frozen=True):
    """What rests on one.

    Args:
        key: node id, `organisation:acme`, `country:FR`; empty for what no register says.
        name: for a person; the code of a country.
        applications: their ids, in the order of the inventory.
        roles: role -> number of applications for which it is in that role.
        services: ids of the services that rely on these applications by themselves, sorted.
        through: ids of those that rely on them by themselves or through other applications.
        services_by, through_by: criticality -> number of these services, from 4 (vital) to 1; 0 for one that is not
            stated.
        spend_eur: what its contracts amount to, as far as it is known.
        contracts, unknown_contracts: how many contracts that is; of how many the amount, the day or the holder is not
            known.
        stated: for a controller, whether the register establishes that it is the ultimate one.
        ends, circle: see `parties.Group`.
        own: it is the city itself.
        reseller: the register says that it resells: the publisher of what it sells is not seen here.
    """

    key: str
    name: str
    applications: tuple[str, ...]
    roles: dict[str, int]
    services: tuple[str, ...]
    through: tuple[str, ...]
    services_by: dict[int, int]
    through_by: dict[int, int]
    spend_eur: float
    contracts: int
    unknown_contracts: int
    stated: bool = True
    ends: tuple[str, ...] = ()
    circle: bool = False
    own: bool = False
    reseller: bool = False


class Money(Struct, frozen=True):
    """What all contracts amount to.

    Args:
        total_eur: of the contracts that count.
        known_eur: of these, what is some row's or held together.
        together_eur: held by several that are in different rows: nobody says who gets what; in no row.
        unknown_contracts: without a known amount, day or holder.
        ceilings, ceilings_eur: framework agreements, which are no spending, and their amounts.
        hhi: index of `known_eur`, 0 to 10,000; several who hold together are one of their own. None without any amount.
    """

    total_eur: float
    known_eur: float
    together_eur: float
    unknown_contracts: int
    ceilings: int
    ceilings_eur: float
    hhi: float | None


def money(spent: Spending, amounts: Mapping[frozenset[str], Sequence[float]]) -> Money:
    """Add up.

    Args:
        spent: all contracts.
        amounts: the rows that hold a contract together -> what such contracts amount to; an empty key is nobody known.
    """
    known = {rows: sum(each) for rows, each in amounts.items() if "" not in rows}
    return Money(
        total_eur=spent.total_eur,
        known_eur=sum(known.values()),
        together_eur=sum(amount for rows, amount in known.items() if len(rows) > 1),
        unknown_contracts=len(spent.unknown),
        ceilings=spent.ceilings,
        ceilings_eur=spent.ceilings_eur,
        hhi=index(known.values()),
    )


def index(amounts: Iterable[float]) -> float | None:
    """Return the Herfindahl-Hirschman index of shares, 0 to 10,000; None when there is nothing to share."""
    found = concentration_index(amounts)
    return None if found is None else found * INDEX


def covering(shares: Sequence[Iterable[str]], total: int, part: float) -> int | None:
    """Return how many rows together have a part of the services: each time the one that adds most.

    Args:
        shares: services of each row.
        total: how many services there are.
        part: 0 to 1.

    >>> covering(["ab", "bc", "d"], 4, 0.75), covering(["a"], 2, 0.8), covering([], 0, 0.5)
    (2, None, None)
    """
    wanted = math.ceil(part * total - 1e-9)
    left = [set(each) for each in shares]
    reached = 0
    for count in range(1, len(left) + 1):
        most = max(left, key=len)
        if not most:
            return None
        reached += len(most)
        if reached >= wanted:
            return count
        left = [each - most for each in left]
    return None
