# SPDX-License-Identifier: EUPL-1.2
"""Whom the registers name: one legal entity under all its ids, and one group with the companies it controls.

A legal entity is its SIREN (a SIRET is one of its places), else its id or name as written. A group is what the
register's `parent` column and equal SIRENs join together; who controls whom beyond the register is not looked up here.
At its head stands the one whose parent nobody states: that it is the ultimate controller, only a stated
`ultimate_country` establishes. A party may be a reseller, which hides the publisher: where the register gives it such a
role, it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from sovaudit.identity._names import firm
from sovaudit.model import ABSENT, City, Contract, Inventory, Organisation, Unknown
from sovaudit.readers._columns import folded

RESELLERS = frozenset(
    ("revendeur", "reseller", "distributeur", "distributor", "centrale_d_achat", "central_purchasing_body", "grossiste")
)
"""Folded roles of a register that say that what is sold is somebody else's."""


CITY = "ville"
"""Id that stands for the city itself, as does its SIREN in `inventory.toml`."""


class Party(Struct, frozen=True):
    """A legal entity, and its group.

    Args:
        legal: its SIREN, else what names it.
        group: a key that is common to a group's companies.
        name: for a person.
        node: its node id, `organisation:acme`: of the first record of the legal entity.
        reseller: the register says that it resells.
    """

    legal: str
    group: str
    name: str
    node: str
    reseller: bool


class Group(Struct, frozen=True):
    """A group of companies; one that nobody is said to control and that controls nobody is a group, too.

    Args:
        head: node id of who stands at the end of the chains of parents.
        name: of the head, for a person.
        stated: somebody's ultimate country is stated: that the head is the ultimate controller is established.
        ends: names of those among whom the head is not clear: who own each other, or several ends of which rows of one
            SIREN name one each; none when there is one end.
        circle: they own each other.
    """

    head: str
    name: str
    stated: bool
    ends: tuple[str, ...] = ()
    circle: bool = False


class Parties:
    """The organisations of a register, by whatever name contracts and applications use; made once, asked often.

    Places are positions in the register, then those whom a parent column names and no row defines.
    """

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        """Join organisations to their parents and to those of the same SIREN."""
        self._organisations = organisations
        self._named = by_name(organisations)
        self._outside: dict[str, int] = {}
        self._written: list[str] = []
        sirens: dict[str, int] = {}
        self._legal = [
            sirens.setdefault(siren, number) if (siren := siren_of(each)) else number
            for number, each in enumerate(organisations)
        ]
        """Place -> the first place of the same legal entity."""
        self._parents: dict[int, int] = {}
        """Legal entity -> the place of the parent that its first row with one names."""
        self._joined = list(range(len(organisations)))
        for number, each in enumerate(organisations):
            self._join(number, self._legal[number])
            if not isinstance(each.parent, Unknown):
                parent = self._add(each.parent)
                self._parents.setdefault(self._legal[number], self._legal[parent])
                self._join(number, parent)

    def position(self, stated: str | Unknown) -> int | None:
        """Return the position of the organisation that is named by its id or its name; None when there is none."""
        return None if isinstance(stated, Unknown) else self._named.get(stated.casefold())

    def of(self, stated: str) -> Party:
        """Return whom an id or a name means."""
        place = self.position(stated)
        if place is None:
            place = self._outside.get(_outside_key(stated))
        if place is None:
            key = _outside_key(stated)
            return Party(key, key, stated, f"organisation:{stated}", False)
        return self._parties[place]

    def holders(self, contract: Contract) -> tuple[Party, ...]:
        """Return the holders of a contract, each legal entity once; none when nobody says who holds it."""
        first = () if isinstance(contract.holder, Unknown) else (contract.holder,)
        found = (self.of(each) for each in (*first, *contract.co_holders))
        return tuple({each.legal: each for each in found}.values())

    def group(self, party: Party) -> Group:
        """Return the group of a party."""
        return self._groups.get(party.group) or Group(party.node, party.name, stated=False)

    def country(self, stated: str) -> str | Unknown:
        """Return the country of the ultimate controller of whom an id or a name means, as the register states it.

        It stands in the row of the organisation, or in that of a parent; two rows of one chain may be in conflict.
        """
        place = self.position(stated)
        if place is None:
            place = self._outside.get(_outside_key(stated))
        said: dict[str, None] = {}
        seen = set[int]()
        here = None if place is None else self._legal[place]
        while here is not None and here not in seen:
            seen.add(here)
            said |= dict.fromkeys(self._countries.get(here, ()))
            here = self._parents.get(here)
        if len(said) > 1:
            return Unknown("conflict", ", ".join(said))
        return next(iter(said), ABSENT)

    @cached_property
    def _countries(self) -> Mapping[int, list[str]]:
        """Legal entity -> ultimate countries that its rows state."""
        found: dict[int, list[str]] = {}
        for number, each in enumerate(self._organisations):
            if not isinstance(each.ultimate_country, Unknown):
                found.setdefault(self._legal[number], []).append(each.ultimate_country)
        return found

    @cached_property
    def _parties(self) -> tuple[Party, ...]:
        return tuple(map(self._party, range(len(self._joined))))

    def _party(self, place: int) -> Party:
        group = f"group:{self._id(self._top(place))}"
        node = f"organisation:{self._id(self._legal[place])}"
        if place >= len(self._organisations):
            written = self._id(place)
            return Party(_outside_key(written), group, written, node, False)
        one = self._organisations[place]
        return Party(
            legal=siren_of(one) or f"id:{one.id}",
            group=group,
            name=self._name(place),
            node=node,
            reseller=any(folded(role) in RESELLERS for role in one.roles),
        )

    @cached_property
    def _groups(self) -> Mapping[str, Group]:
        """Return the groups by their key."""
        members: dict[int, list[int]] = {}
        for place in range(len(self._joined)):
            members.setdefault(self._top(place), []).append(place)
        return {self._parties[top].group: self._group(places) for top, places in members.items()}

    def _group(self, places: Sequence[int]) -> Group:
        """Find the head of a group."""
        entities = {self._legal[place] for place in places}
        ends = sorted(entities - self._parents.keys(), key=self._id)
        circle = not ends
        if circle:
            ends = sorted(self._circle(self._legal[places[0]]), key=self._id)
        return Group(
            head=f"organisation:{self._id(ends[0])}",
            name=self._name(ends[0]),
            stated=any(each in self._countries for each in entities),
            ends=tuple(map(self._name, ends)) if circle or len(ends) > 1 else (),
            circle=circle,
        )

    def _circle(self, place: int) -> Iterator[int]:
        """Yield those that own each other, above a place whose chain of parents has no end."""
        seen = set[int]()
        while place not in seen:
            seen.add(place)
            place = self._parents[place]
        begin = place
        yield place
        while (place := self._parents[place]) != begin:
            yield place

    def _add(self, stated: str) -> int:
        """Return the place of a parent, a new one for one that no row defines."""
        position = self.position(stated)
        if position is not None:
            return position
        place = self._outside.setdefault(_outside_key(stated), len(self._legal))
        if place == len(self._legal):
            self._legal.append(place)
            self._joined.append(place)
            self._written.append(stated)
        return place

    def _join(self, one: int, other: int) -> None:
        self._joined[self._top(one)] = self._top(other)

    def _top(self, place: int) -> int:
        while (above := self._joined[place]) != place:
            self._joined[place] = self._joined[above]
            place = above
        return place

    def _id(self, place: int) -> str:
        count = len(self._organisations)
        return self._organisations[place].id if place < count else self._written[place - count]

    def _name(self, place: int) -> str:
        if place >= len(self._organisations):
            return self._id(place)
        name = self._organisations[place].name
        return self._id(place) if isinstance(name, Unknown) else name


def siren_of(one: Organisation) -> str:
    """Return the SIREN of an organisation, from its SIREN or a SIRET; empty when there is none.

    >>> siren_of(Organisation("a", siren="552 081 317 00010"))
    '552081317'
    """
    digits = "" if isinstance(one.siren, Unknown) else "".join(one.siren.split())
    return digits[:9] if len(digits) in (9, 14) and digits.isdecimal() else ""


def is_city(one: Organisation, city: City) -> bool:
    """Tell whether an organisation of the register is the city itself: by the id `ville` or the SIREN.

    >>> is_city(Organisation("mairie", siren="552 081 317"), City(siren="55208131700010"))
    True
    """
    mine = siren_of(Organisation("", siren=city.siren))
    return one.id == CITY or (bool(mine) and siren_of(one) == mine)


def city_nodes(inventory: Inventory) -> frozenset[str]:
    """Return the node ids of the organisations that are the city itself: what rests on it is in nobody else's hands."""
    return frozenset(f"organisation:{each.id}" for each in inventory.organisations if is_city(each, inventory.city))


def by_name(organisations: Sequence[Organisation]) -> dict[str, int]:
    """Return name or id, case folded -> position. Names first, ids over them: an id always means its own record."""
    found: dict[str, int] = {}
    for number, each in enumerate(organisations):
        if not isinstance(each.name, Unknown):
            found.setdefault(each.name.casefold(), number)
    found.update({each.id.casefold(): number for number, each in enumerate(organisations)})
    return found


def _outside_key(stated: str) -> str:
    """Return what tells apart those whom no row defines: their names without legal form, case and punctuation."""
    return f"name:{firm(stated).plain or stated}"
