# SPDX-License-Identifier: EUPL-1.2
"""How much rests on one: ultimate controller, hosting provider, country, contract holder.

| way | what an application rests on | whose contracts are the money of a row |
| --- | --- | --- |
| controller | the head of the group of its publisher, of its hosting provider | the group's |
| provider | the provider of its hosting | the provider's |
| country | from where its publisher and its hosting provider are controlled; where it is hosted | of such holders |
| holder | who holds its contracts | the holder's |

All is as the registers state it. An application counts in every row that it rests on, a service once in each row; those
that rely on an application through others are told apart. Alternatives count like anything else: what is counted is who
is there, not what stops. What no register says is a row of its own, and in no index: each index has its coverage.

A group's head is its ultimate controller as far as parents are stated; `stated` tells where that is established.

Source: Herfindahl-Hirschman index, Commission guidelines on horizontal mergers (2004/C 31/03), 16 to 21, by analogy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sovaudit.continuity._concentrated import Money, Row, covering, index, money
from sovaudit.continuity._mentions import HOLDER, PLACE, PROVIDER, PUBLISHER, Mention, mentions
from sovaudit.continuity._serving import Serving, criticalities
from sovaudit.continuity.parties import Parties, Party, city_nodes
from sovaudit.continuity.spending import spending
from sovaudit.graph import Network
from sovaudit.model import Inventory, Unknown

__all__ = ["ROLES", "VITAL", "Concentration", "Concentrations", "Money", "Row", "concentration"]

ROLES = {
    "controller": (PUBLISHER, PROVIDER),
    "provider": (PROVIDER,),
    "country": (PUBLISHER, PROVIDER, PLACE),
    "holder": (HOLDER,),
}
"""Way -> the roles of an application that are counted."""
VITAL = 4
Amounts: TypeAlias = dict[frozenset[str], list[float]]
"""The rows that hold a contract together -> what such contracts amount to; an empty key is nobody known."""


class Concentration(Struct, frozen=True):
    """One way to look at what rests on whom.

    Args:
        way: one of `ROLES`.
        rows: by vital services, services, those that rely on it through others first; applications; money.
        unknown: applications for which a role is not known, entirely or in part.
        applications, services_by: how many there are in all; services as in a row.
        known, mentions: (application, role, who) that are known, and all of them.
        hhi: index of the known mentions, 0 to 10,000; None when none is.
        hhi_by_role: the same of each role alone, with how many mentions are known and how many there are.
        half, most: how many rows together are under 50 %, and 80 %, of the vital services by themselves, the city
            itself left out, each time the one that adds most; None when they do not reach so far, or no service is
            known to be vital.
    """

    way: str
    rows: tuple[Row, ...]
    unknown: Row
    applications: int
    services_by: dict[int, int]
    known: int
    mentions: int
    hhi: float | None
    hhi_by_role: dict[str, tuple[float | None, int, int]]
    half: int | None
    most: int | None
    money: Money


def concentration(network: Network, inventory: Inventory, way: str, as_of: date | None = None) -> Concentration:
    """Return how much rests on one, in one of four ways.

    Args:
        network: the operational network of the inventory.
        inventory: what was read.
        way: controller, provider, country or holder.
        as_of: money is that of the contracts of the eight years up to this day; None for all contracts.
    """
    return Concentrations(network, inventory, as_of).by(way)


class Concentrations:
    """An inventory, laid ready to be looked at in several ways."""

    def __init__(self, network: Network, inventory: Inventory, as_of: date | None = None) -> None:
        """Find who supplies, hosts and holds what, and which services rely on it."""
        self._inventory = inventory
        self._mentions = mentions(inventory, network)
        self._parties = Parties(inventory.organisations)
        self._own = city_nodes(inventory)
        self._serving = Serving(network)
        self._levels = criticalities(inventory)
        self._spending = spending(inventory.contracts, self._parties, as_of)

    def by(self, way: str) -> Concentration:
        """Return one way to look at it."""
        roles = ROLES[way]
        counted = {(each.application, each.role, self._key(way, each)) for each in self._mentions if each.role in roles}
        held: dict[str, list[tuple[str, str]]] = {}
        for application, role, key in sorted(counted):
            held.setdefault(key, []).append((application, role))
        amounts, unknown = self._money(way)
        paid = {key for rows in (*amounts, *unknown) for key in rows} if way != "provider" else set()
        rows = [self._row(way, key, held.get(key, ()), amounts, unknown) for key in (held.keys() | paid) - {""}]
        rows.sort(key=_rank)
        vital = frozenset(each for each in self._serving.services if self._levels.get(each) == VITAL)
        shares = [vital.intersection(row.services) for row in rows if not row.own]
        every = [(role, key) for _application, role, key in sorted(counted)]
        return Concentration(
            way=way,
            rows=tuple(rows),
            unknown=self._row(way, "", held.get("", ()), amounts, unknown),
            applications=len(self._inventory.applications),
            services_by=self._counted(self._serving.services),
            known=sum(bool(key) for _role, key in every),
            mentions=len(every),
            hhi=_index(every),
            hhi_by_role={role: _of_role([each for each in every if each[0] == role]) for role in roles},
            half=covering(shares, len(vital), 0.5),
            most=covering(shares, len(vital), 0.8),
            money=money(self._spending, amounts),
        )

    def _key(self, way: str, mention: Mention) -> str:
        """Return the row that a mention is in; empty when no register says."""
        if not mention.stated:
            return ""
        return f"country:{mention.stated}" if mention.role == PLACE else self._of(way, self._parties.of(mention.stated))

    def _of(self, way: str, party: Party) -> str:
        """Return the row of a party; empty when no register says."""
        if way == "country":
            country = self._parties.country(_id(party.node))
            return "" if isinstance(country, Unknown) else f"country:{country}"
        return self._parties.group(party).head if way == "controller" else party.node

    def _money(self, way: str) -> tuple[Amounts, Counter[frozenset[str]]]:
        """Return the amounts of contracts, and how many are not known, by the rows of those who hold them."""
        amounts: Amounts = {}
        for each in self._spending.contracts:
            rows = frozenset(self._of(way, party) for party in each.holders)
            amounts.setdefault(rows, []).append(each.amount_eur)
        unknown: Counter[frozenset[str]] = Counter()
        for position in self._spending.unknown:
            holders = self._parties.holders(self._inventory.contracts[position])
            unknown[frozenset(self._of(way, each) for each in holders) or frozenset(("",))] += 1
        return amounts, unknown

    def _row(
        self,
        way: str,
        key: str,
        held: Sequence[tuple[str, str]],
        amounts: Amounts,
        unknown: Counter[frozenset[str]],
    ) -> Row:
        chosen = {application for application, _role in held}
        applications = tuple(each.id for each in self._inventory.applications if each.id in chosen)
        services, through = self._serving.directly(*applications), self._serving.of(*applications)
        own = amounts.get(frozenset((key,)), ())
        row = Row(
            key=key,
            name=_id(key),
            applications=applications,
            roles=dict(sorted(Counter(role for _application, role in held).items())),
            services=services,
            through=through,
            services_by=self._counted(services),
            through_by=self._counted(through),
            spend_eur=sum(own),
            contracts=len(own),
            unknown_contracts=sum(count for rows, count in unknown.items() if key in rows),
        )
        if not key.startswith("organisation:"):
            return row
        party = self._parties.of(_id(key))
        row = replace(row, own=party.node in self._own)
        if way != "controller":
            return replace(row, name=party.name, reseller=party.reseller)
        group = self._parties.group(party)
        return replace(row, name=group.name, stated=group.stated, ends=group.ends, circle=group.circle)

    def _counted(self, services: Iterable[str]) -> dict[int, int]:
        counts = Counter(self._levels.get(each, 0) for each in services)
        return {level: counts[level] for level in (4, 3, 2, 1, 0)}


def _id(node: str) -> str:
    return node.partition(":")[2]


def _rank(row: Row) -> tuple[float | str, ...]:
    vital = (-row.through_by[VITAL], -row.services_by[VITAL])
    return *vital, -len(row.through), -len(row.services), -len(row.applications), -row.spend_eur, row.key


def _index(every: Iterable[tuple[str, str]]) -> float | None:
    """Return the index of known mentions, (role, row) pairs."""
    return index(Counter(key for _role, key in every if key).values())


def _of_role(every: Sequence[tuple[str, str]]) -> tuple[float | None, int, int]:
    return _index(every), sum(bool(key) for _role, key in every), len(every)
