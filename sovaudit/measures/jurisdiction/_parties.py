# SPDX-License-Identifier: EUPL-1.2
"""Who is meant where a register or a bill of materials names an organisation: a record, a known supplier, nobody.

An id means its own record, a name the one record that has it; what no record has is looked up by name among the
suppliers that we know of. Homonyms are refused at every step, and the evidence says how each was found.
"""

from __future__ import annotations

from msgspec import Struct

from sovaudit.continuity import parties
from sovaudit.knowledge.organisations import Match, suppliers
from sovaudit.language import _, localised
from sovaudit.measures import Case
from sovaudit.measures._linked import positions
from sovaudit.measures.jurisdiction._notes import confidence, joined
from sovaudit.model import Fact, Source, Unknown, Value

LOW = "L"
"""Confidence at which our list decides nothing."""


class Party(Struct, frozen=True):
    """Who is meant.

    Args:
        position: of the record; None when no register has it.
        name: as people call it.
        match: the supplier that we know it to be; None when there is none.
        refused: why there is none though there are candidates; empty else.
    """

    position: int | None
    name: str
    match: Match | None = None
    refused: str = ""


def party(case: Case, stated: str | Unknown) -> Party | Unknown:
    """Return who is meant by an id or a name; unknown when nobody is named or several records have the name."""
    if isinstance(stated, Unknown):
        return stated
    known = positions(case, "organisation").get(stated)
    found = (known,) if known is not None else case.once("records by name", _named).get(stated.casefold(), ())
    if len(found) > 1:
        ids = ", ".join(case.inventory.organisations[each].id for each in found)
        return Unknown("conflict", _("several organisations are called so: {ids}").format(ids=ids))
    if not found:
        return _by_name(case, None, stated)
    return registered(case, found[0])


def registered(case: Case, position: int) -> Party:
    """Return who a record of the register is."""
    memory: dict[int, Party] = case.once("chains of parties", lambda case: {})
    if position not in memory:
        memory[position] = _registered(case, position)
    return memory[position]


def _registered(case: Case, position: int) -> Party:
    record = case.inventory.organisations[position]
    name = record.id if isinstance(record.name, Unknown) else record.name
    if not isinstance(record.siren, Unknown):
        match = suppliers(case.library).by_siren(record.siren)
        if match is not None:
            return Party(position, name, match)
    found = _by_name(case, position, name)
    if found.match is None or isinstance(record.siren, Unknown):
        return found
    listed = found.match.supplier.siren
    if listed and listed != "".join(record.siren.split())[:9]:
        return Party(position, name, None, _("another SIREN than the supplier of this name: {name}").format(name=name))
    return found


def is_city(case: Case, who: Party) -> bool:
    """Tell whether an organisation is the city itself: by its record, or by its name when no register has it."""
    city = case.inventory.city
    if who.position is None:
        return not isinstance(city.name, Unknown) and who.name.casefold() == city.name.casefold()
    return parties.is_city(case.inventory.organisations[who.position], city)


def supplier_fact(case: Case, match: Match, name: str, value: Value | Unknown, *notes: str) -> Fact:
    """Return what our list says of a supplier as evidence: its day, how it was found, how sure it is."""
    each, snapshot = match.supplier, suppliers(case.library).snapshot
    if snapshot is None:
        return Fact(name, value, Source(""))
    found = {
        "siren": _("found by its SIREN"),
        "name": _("found by its name alone: {name}").format(name=each.name),
        "legal_entity": _("found by the name of its legal entity: {name}").format(name=each.name),
    }
    said = (
        *notes,
        found[match.by],
        confidence(each.confidence),
        each.source if each.verified else _("not verified: general knowledge"),
        localised(each.note),
    )
    return snapshot.fact(name, value, each.id, case.as_of, since=each.as_of, note=joined(said))


def _by_name(case: Case, position: int | None, name: str) -> Party:
    found = suppliers(case.library).by_name(name)
    if len(found) == 1:
        return Party(position, name, found[0])
    text = _("several suppliers are called so, none is taken: {names}")
    names = ", ".join(sorted(each.supplier.name for each in found))
    return Party(position, name, None, text.format(names=names) if found else "")


def _named(case: Case) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, each in enumerate(case.inventory.organisations):
        for name in {each.id.casefold(), "" if isinstance(each.name, Unknown) else each.name.casefold()} - {""}:
            found[name] = (*found.get(name, ()), number)
    return found
