# SPDX-License-Identifier: EUPL-1.2
"""The seat of an organisation and the country of its ultimate controller: registers first, then what the world knows.

The city's register is believed before any list, and what a list says otherwise stays in the evidence. A blank cell is
unknown, never the country of the seat: a company whose owner nobody wrote down may belong to anybody. The controller of
a parent is the controller of what it owns; records that own each other in a circle settle nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from sovaudit.knowledge.companies import companies
from sovaudit.knowledge.entities import Entity, entities
from sovaudit.knowledge.organisations import suppliers
from sovaudit.language import _
from sovaudit.measures import Case, _answers, _corrected, measures
from sovaudit.measures.jurisdiction._countries import code
from sovaudit.measures.jurisdiction._parties import LOW, Party, is_city, party, registered, supplier_fact
from sovaudit.model import ABSENT, Fact, Measured, Source, Unknown, Value

ULTIMATE = "organisation.ultimate_country"
HIGHEST = 50
"""Parents that are climbed at most; a longer chain is an error of the register."""
_NON_CONSOLIDATING = "NON_CONSOLIDATING"
"""What an entity reports whose accounts nobody consolidates: a fund may own it all the same."""


def seat(case: Case, stated: str | Unknown) -> Measured:
    """Return the country of the seat of whoever is named, answers included."""
    return _of(case, stated, "organisation.country", seat_of)


def ultimate(case: Case, stated: str | Unknown) -> Measured:
    """Return the country of the ultimate controller of whoever is named, answers included."""
    return _of(case, stated, ULTIMATE, _unregistered_ultimate)


def seat_of(case: Case, who: Party) -> Measured:
    """Return the country of an organisation's seat: the register's, else that of official data, else of our list."""
    own = _cells(case, who, "country")
    if own and not isinstance(own[0].value, Unknown):
        return Measured(code(case, str(own[0].value)), (*own, *_differing(case, own[0].value, _listed_seat(case, who))))
    if is_city(case, who):
        return Measured("FR", (*own, _city_fact(case)))
    for found in (_official_seat(case, who), _listed_seat(case, who)):
        if not isinstance(found.value, Unknown):
            return Measured(found.value, (*found.evidence, *own))
    listed = _listed_seat(case, who)
    return Measured(_reason(own, listed), (*own, *listed.evidence))


def ultimate_of(case: Case, position: int) -> Measured:
    """Return the country of the ultimate controller of a record of the register."""
    return _climb(case, position, ())


def _of(case: Case, stated: str | Unknown, name: str, listed: Callable[[Case, Party], Measured]) -> Measured:
    who = party(case, stated)
    if isinstance(who, Unknown):
        return Measured(who)
    if who.position is not None:
        return case.known(name).of(who.position)
    found = listed(case, who)
    unnamed = isinstance(found.value, Unknown) and not found.evidence
    return Measured(Unknown("undefined", who.name)) if unnamed and not who.refused else found


def _climb(case: Case, position: int, below: tuple[int, ...]) -> Measured:
    """Follow parents upwards; `below` are the records that led here."""
    record, who = case.inventory.organisations[position], registered(case, position)
    own = _cells(case, who, "ultimate_country")
    above = _parent(case, position, below)
    if not isinstance(record.ultimate_country, Unknown):
        value = code(case, record.ultimate_country)
        if above is not None and not isinstance(above.value, Unknown) and above.value != value:
            text = _("{own} by its own row, {other} by its parent").format(own=value, other=above.value)
            return Measured(Unknown("conflict", text), (*own, *above.evidence))
        more = above.evidence if above is not None else _differing(case, value, _listed_ultimate(case, who))
        return Measured(value, (*own, *more))
    if above is not None and (not isinstance(above.value, Unknown) or above.value.unknown == "conflict"):
        return Measured(above.value, (*above.evidence, *own))
    if is_city(case, who):
        return Measured("FR", (*own, _city_fact(case)))
    found = _known_ultimate(case, who)
    if not isinstance(found.value, Unknown) or found.value.unknown in ("conflict", "none"):
        return Measured(found.value, (*found.evidence, *own))
    if above is not None:
        return Measured(above.value, (*above.evidence, *own, *found.evidence))
    return Measured(_reason(own, found), (*own, *found.evidence))


def _parent(case: Case, position: int, below: tuple[int, ...]) -> Measured | None:
    """Return who controls the parent; None when the record names none."""
    record = case.inventory.organisations[position]
    if isinstance(record.parent, Unknown):
        return None
    link = _cells(case, registered(case, position), "parent")
    who = party(case, record.parent)
    if isinstance(who, Unknown):
        return Measured(who, link)
    if who.position is None:
        found = _listed_ultimate(case, who)
        told = not isinstance(found.value, Unknown) or found.value.unknown == "unchecked"
        return Measured(found.value if told else Unknown("undefined", who.name), (*link, *found.evidence))
    if who.position in (*below, position) or len(below) >= HIGHEST:
        names = [case.inventory.organisations[each].id for each in (*below, position, who.position)]
        return Measured(Unknown("conflict", _("they own each other: {chain}").format(chain=" > ".join(names))), link)
    answer = _told(case, who.position)
    found = answer or _climb(case, who.position, (*below, position))
    return Measured(found.value, (*link, *found.evidence))


def _told(case: Case, position: int) -> Measured | None:
    """Return what a person answered or corrected for a parent; None when nobody did."""
    node = f"organisation:{case.inventory.organisations[position].id}"
    change = case.once("corrected", lambda case: _corrected.by_place(case.inventory)).get((node, ULTIMATE))
    if change is not None:
        return _corrected.measured(change, Measured(ABSENT), measures()[ULTIMATE])
    answers = case.once("answers", lambda case: _answers.declared(case.inventory)).get(ULTIMATE, {})
    blank = isinstance(case.inventory.organisations[position].ultimate_country, Unknown)
    return _answers.taken(answers[node], measures()[ULTIMATE]) if node in answers and blank else None


def _known_ultimate(case: Case, who: Party) -> Measured:
    """Return what GLEIF and our list say; a conflict when they differ."""
    official, listed = _official_ultimate(case, who), _listed_ultimate(case, who)
    both = [each for each in (official, listed) if not isinstance(each.value, Unknown)]
    evidence = (*official.evidence, *listed.evidence)
    if len(both) == 2 and official.value != listed.value:
        return Measured(Unknown("conflict", f"{official.value} (GLEIF), {listed.value}"), evidence)
    return Measured(both[0].value if both else listed.value, evidence)


def _listed_seat(case: Case, who: Party) -> Measured:
    if who.match is None:
        return Measured(Unknown("conflict", who.refused) if who.refused else ABSENT)
    each = who.match.supplier
    if not who.match.seated and each.country:
        text = _("the head office of the group is in {country}; this legal entity may sit elsewhere")
        return Measured(Unknown("unchecked", text.format(country=each.country)))
    if each.control == "community" and not each.country:
        return _community(case, who)
    return _listed(case, who, "country", each.country)


def _listed_ultimate(case: Case, who: Party) -> Measured:
    if who.match is None:
        return Measured(Unknown("conflict", who.refused) if who.refused else ABSENT)
    each = who.match.supplier
    if each.control == "community":
        return _community(case, who)
    return _listed(case, who, "ultimate_country", each.ultimate_country, each.ultimate_parent)


def _community(case: Case, who: Party) -> Measured:
    assert who.match is not None  # noqa: S101
    fact = supplier_fact(case, who.match, "control", who.match.supplier.control)
    return Measured(Unknown("none", _("nobody controls it: a community")), (fact,))


def _unregistered_ultimate(case: Case, who: Party) -> Measured:
    return Measured("FR", (_city_fact(case),)) if is_city(case, who) else _listed_ultimate(case, who)


def _listed(case: Case, who: Party, name: str, value: str, *notes: str) -> Measured:
    assert who.match is not None  # noqa: S101
    if not value:
        return Measured(ABSENT, (supplier_fact(case, who.match, name, ABSENT, *notes),))
    fact = supplier_fact(case, who.match, name, value, *notes)
    if not who.match.supplier.verified:  # fit to be shown and confirmed, not to decide: it becomes a question
        return Measured(Unknown("unchecked", _("{value}, not verified").format(value=value)), (fact,))
    if who.match.supplier.confidence == LOW:
        return Measured(Unknown("unchecked", _("{value}, with low confidence").format(value=value)), (fact,))
    return Measured(value, (fact,))


def _official_seat(case: Case, who: Party) -> Measured:
    """Return the country that GLEIF or the State's register of companies has, by LEI or SIREN."""
    entity = _entity(case, who)
    known = entities(case.library)
    if entity is not None and known.snapshot is not None and isinstance(entity.country, str):
        return Measured(entity.country, (known.snapshot.fact("country", entity.country, entity.lei, case.as_of),))
    register, siren = companies(case.library), _number(case, who, "siren")
    company = register.look_up(siren) if siren else None
    if company is not None and register.snapshot is not None and isinstance(company.country, str):
        fact = register.snapshot.fact("country", company.country, company.siren, case.as_of)
        return Measured(company.country, (fact,))
    return Measured(ABSENT)


def _official_ultimate(case: Case, who: Party) -> Measured:
    """Return the country of the entity at the top by GLEIF; a top that nobody consolidates may belong to a fund."""
    entity, known = _entity(case, who), entities(case.library)
    if entity is None or known.snapshot is None or entity.ultimate.reason == _NON_CONSOLIDATING:
        return Measured(ABSENT)
    top = known.top(entity)
    if isinstance(top, Unknown) or not isinstance(top.country, str):
        return Measured(top if isinstance(top, Unknown) else ABSENT)
    note = _("{name}: consolidation of accounts, which is not every kind of control").format(name=top.name)
    fact = known.snapshot.fact("ultimate_country", top.country, f"{entity.lei} > {top.lei}", case.as_of, note=note)
    return Measured(top.country, (fact,))


def _entity(case: Case, who: Party) -> Entity | None:
    numbers = (_number(case, who, "lei"), _number(case, who, "siren"))
    return next(filter(None, (entities(case.library).look_up(each) for each in numbers if each)), None)


def _number(case: Case, who: Party, column: str) -> str:
    stated = ABSENT if who.position is None else getattr(case.inventory.organisations[who.position], column)
    return stated if isinstance(stated, str) else ""


def _cells(case: Case, who: Party, column: str) -> tuple[Fact, ...]:
    """Return the cell of a record with the day and the source that its row states, and whether that day is long ago."""
    if who.position is None:
        return ()
    first, *replaced = case.cells("organisation", who.position, column)
    record, snapshot = case.inventory.organisations[who.position], suppliers(case.library).snapshot
    if replaced or isinstance(first.value, Unknown):
        return (first, *replaced)
    since = record.as_of if isinstance(record.as_of, date) else None
    aged = since is not None and snapshot is not None and snapshot.provenance.aged(case.as_of, since)
    source = "" if isinstance(record.source, Unknown) else record.source
    return (replace(first, as_of=since, note=source, aged=aged),)


def _differing(case: Case, value: Value | Unknown, listed: Measured) -> tuple[Fact, ...]:
    """Return what a list says otherwise: it changes nothing and must be seen."""
    same = isinstance(listed.value, Unknown) or listed.value == code(case, str(value))
    return () if same else listed.evidence


def _city_fact(case: Case) -> Fact:
    return Fact(
        "siren", case.inventory.city.siren, Source("inventory.toml"), note=_("the city itself, a French commune")
    )


def _reason(own: tuple[Fact, ...], listed: Measured) -> Unknown:
    """Return why nobody knows: what our list has to say before the blank cell."""
    if isinstance(listed.value, Unknown) and listed.value != ABSENT:
        return listed.value
    return own[0].value if own and isinstance(own[0].value, Unknown) else ABSENT
