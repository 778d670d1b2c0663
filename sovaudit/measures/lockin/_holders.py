# SPDX-License-Identifier: EUPL-1.2
"""Who holds a contract: one legal entity under all its ids, and one group with the companies it controls.

A legal entity is its SIREN (a SIRET is one of its places), else its id or name as written. A group is what the
register's `parent` column and equal SIRENs join together; who controls whom beyond the register is not looked up here.
A holder may be a reseller, which hides the publisher: where the register gives it such a role, the evidence says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sovaudit.identity._names import firm
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._linked import organisation
from sovaudit.model import Contract, Organisation, Unknown
from sovaudit.readers._columns import folded

RESELLERS = frozenset(
    ("revendeur", "reseller", "distributeur", "distributor", "centrale_d_achat", "central_purchasing_body", "grossiste")
)
"""Folded roles of a register that say that what is sold is somebody else's."""


class Holder(Struct, frozen=True):
    """A legal entity, and its group.

    Args:
        legal: its SIREN, else what names it.
        group: a key that is common to a group's companies.
        name: for a person.
        reseller: the register says that it resells.
    """

    legal: str
    group: str
    name: str
    reseller: bool


def holder(case: Case, stated: str) -> Holder:
    """Return the holder that a contract names."""
    known = case.once("lockin.holders", _holders)
    position = organisation(case, stated)
    if position is not None:
        return known[position]
    return Holder(f"name:{firm(stated).plain or stated}", f"name:{firm(stated).plain or stated}", stated, False)


def held_by(case: Case, contract: Contract) -> tuple[Holder, ...]:
    """Return the holders of a contract, each legal entity once; none when nobody says who holds it."""
    first = () if isinstance(contract.holder, Unknown) else (contract.holder,)
    found = (holder(case, each) for each in (*first, *contract.co_holders))
    return tuple({each.legal: each for each in found}.values())


def note(one: Holder) -> str:
    """Return what to say beside a holder."""
    return _("a reseller: the publisher of what it sells is not seen here") if one.reseller else ""


def siren_of(one: Organisation) -> str:
    """Return the SIREN of an organisation, from its SIREN or a SIRET; empty when there is none.

    >>> siren_of(Organisation("a", siren="552 081 317 00010"))
    '552081317'
    """
    digits = "" if isinstance(one.siren, Unknown) else "".join(one.siren.split())
    return digits[:9] if len(digits) in (9, 14) and digits.isdecimal() else ""


def _holders(case: Case) -> Mapping[int, Holder]:
    """Join organisations to their parents and to those of the same SIREN."""
    every = case.inventory.organisations
    joined = list(range(len(every)))

    def top(number: int) -> int:
        while joined[number] != number:
            number = joined[number] = joined[joined[number]]
        return number

    first: dict[str, int] = {}
    for number, each in enumerate(every):
        siren = siren_of(each)
        if siren:
            joined[top(number)] = top(first.setdefault(siren, number))
    for number, each in enumerate(every):
        parent = organisation(case, each.parent)
        if parent is not None:
            joined[top(number)] = top(parent)
    return {
        number: Holder(
            legal=siren_of(each) or f"id:{each.id}",
            group=f"group:{every[top(number)].id}",
            name=each.id if isinstance(each.name, Unknown) else each.name,
            reseller=any(folded(role) in RESELLERS for role in each.roles),
        )
        for number, each in enumerate(every)
    }
