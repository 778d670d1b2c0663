# SPDX-License-Identifier: EUPL-1.2
"""Whom and what an application rests on, by role, as registers write it: publisher, hosting provider, place, holder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sovaudit.graph import EXPOSE, Network
from sovaudit.model import Contract, Inventory, Unknown

PUBLISHER, PROVIDER, PLACE, HOLDER = "publisher", "provider", "place", "holder"
SUPPLIES = frozenset(("supplied_by", "operated_by"))


class Mention(Struct, frozen=True, order=True):
    """One role of one application, and who or what is in it.

    Args:
        application: its id.
        stated: an organisation as a register writes it, the code of a country; empty when no register says.
    """

    application: str
    role: str
    stated: str


def mentions(inventory: Inventory, network: Network) -> tuple[Mention, ...]:
    """Return every role of every application, sorted: several where several are in it, an empty one where none is."""
    publishers: dict[str, set[str]] = {}
    hostings: dict[str, set[str]] = {}
    providers: dict[str, set[str]] = {}
    places: dict[str, set[str]] = {}
    for edge, effect in zip(network.edges, network.effect.tolist(), strict=True):
        kind, _colon, own = edge.dependant.partition(":")
        other, _colon, name = edge.dependency.partition(":")
        if (kind, other) == ("application", "organisation") and edge.kind in SUPPLIES:
            publishers.setdefault(own, set()).add(name)
        elif (kind, other) == ("application", "hosting") and effect != EXPOSE:
            hostings.setdefault(own, set()).add(name)
        elif (kind, other, edge.kind) == ("hosting", "organisation", "operated_by"):
            providers.setdefault(own, set()).add(name)
        elif (kind, other) == ("hosting", "country"):
            places.setdefault(own, set()).add(name)
    holders = _holders(inventory)
    found: list[Mention] = []
    for each in inventory.applications:
        own = each.id
        of_hosting = (_joined(hostings.get(own, ()), known) for known in (providers, places))
        roles = (publishers.get(own), *of_hosting, holders.get(own))
        for role, stated in zip((PUBLISHER, PROVIDER, PLACE, HOLDER), roles, strict=True):
            found += (Mention(own, role, name) for name in stated or ("",))
    return tuple(sorted(found))


def _joined(hostings: Iterable[str], known: Mapping[str, set[str]]) -> set[str]:
    """Return what is known of several hostings; an empty text stands for one of which nothing is."""
    return {name for each in hostings for name in known.get(each, ("",))}


def _holders(inventory: Inventory) -> dict[str, set[str]]:
    """Return application -> the holders of its contracts, whichever register names the other."""
    found: dict[str, set[str]] = {}
    known = {each.id: each for each in inventory.contracts}
    for application in inventory.applications:
        for contract in application.contracts:
            found.setdefault(application.id, set()).update(_held(known.get(contract)))
    for each in inventory.contracts:
        for name in each.applications:
            found.setdefault(name, set()).update(_held(each))
    return found


def _held(contract: Contract | None) -> Iterator[str]:
    """Yield the holders of a contract; an empty text where nobody says who holds it."""
    holders: Sequence[str] = ()
    if contract is not None:
        first = () if isinstance(contract.holder, Unknown) else (contract.holder,)
        holders = (*first, *contract.co_holders)
    yield from holders or ("",)
