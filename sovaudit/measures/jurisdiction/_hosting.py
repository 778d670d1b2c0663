# SPDX-License-Identifier: EUPL-1.2
"""The offer that a hosting is, and what is known of it: an offer's qualification is never its provider's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sovaudit.knowledge.offers import Offer, offers
from sovaudit.knowledge.organisations import key
from sovaudit.language import _, localised
from sovaudit.measures import Case
from sovaudit.measures._linked import hosting
from sovaudit.measures.jurisdiction._notes import confidence, joined
from sovaudit.measures.jurisdiction._parties import Party, is_city, party, supplier_fact
from sovaudit.model import ABSENT, Fact, Measured, Unknown, Value

QUALIFIED = "qualified"
CITY = "city"
"""What `hosting.secnumcloud` says of the city's own rooms, which no qualification of the market is about."""
SECNUMCLOUD = {
    QUALIFIED: ("qualifiée", "qualifié", "oui", "yes"),
    "in_progress": ("en cours",),
    "not_qualified": ("non qualifiée", "non qualifié", "non", "no"),
    "not_eligible": ("non éligible",),
    CITY: ("ville",),
}
"""What a qualification is -> the words that people write for it."""
_SECNUMCLOUD = re.compile(r"sec\s*num\s*cloud", re.IGNORECASE)
_HDS = re.compile(r"\bHDS\b|h[ée]bergeur de donn[ée]es de sant[ée]", re.IGNORECASE)


def provider(case: Case, position: int) -> Party | Unknown:
    """Return who provides a hosting."""
    return party(case, case.inventory.hostings[position].provider)


def own(case: Case, position: int) -> Measured:
    """Tell whether the city hosts by itself."""
    who = provider(case, position)
    cells = case.cells("hosting", position, "provider")
    return Measured(who if isinstance(who, Unknown) else is_city(case, who), cells)


def secnumcloud(case: Case, position: int) -> Measured:
    """Return the qualification of an offer: the register's word and our list's, a conflict when they differ."""
    if own(case, position).value is True:
        return Measured(CITY, case.cells("hosting", position, "provider"))
    cells = (*case.cells("hosting", position, "offer"), *case.cells("hosting", position, "qualifications"))
    declared = _stated(case, position, _SECNUMCLOUD)
    offer = _offer(case, position)
    if offer is None:
        text = _("an offer that our list does not have: it is no copy of ANSSI's catalogue")
        return Measured(QUALIFIED if declared else Unknown("unrecognised", text), cells)
    evidence = (_fact(case, offer), *cells)
    value = _status(case, position, offer)
    if declared and value not in (QUALIFIED, Unknown("unchecked", _reported())):
        seen = value.detail if isinstance(value, Unknown) else value
        text = _("the register says qualified, our list: {value}").format(value=seen)
        return Measured(Unknown("conflict", text), evidence)
    return Measured(QUALIFIED if declared else value, evidence)


def hds(case: Case, position: int) -> Measured:
    """Return whether the register says that an offer is certified; what its provider has elsewhere decides nothing."""
    evidence = [*case.cells("hosting", position, "qualifications")]
    who = provider(case, position)
    if not isinstance(who, Unknown) and who.match is not None and who.match.supplier.hds in ("yes", "no"):
        note = _("of the provider, not of this offer: it decides nothing")
        evidence.append(supplier_fact(case, who.match, "hds", who.match.supplier.hds, note))
    return Measured(True if _stated(case, position, _HDS) else ABSENT, tuple(evidence))


def of_application(case: Case, application: int, name: str) -> Measured:
    """Return a measure of the hosting of an application; `undefined` when no register has that hosting."""
    position = hosting(case, application)
    cells = case.cells("application", application, "hosting")
    if position is None:
        stated = case.inventory.applications[application].hosting
        return Measured(stated if isinstance(stated, Unknown) else Unknown("undefined", stated), cells)
    found = case.known(name).of(position)
    return Measured(found.value, (*found.evidence, *cells))


def unknown_on_it(case: Case, position: int, name: str) -> list[tuple[str, int]]:
    """Return what to ask of the applications on a hosting: those of which a measure is unknown."""
    column = case.known(name)
    on_it = case.once("applications of hostings", _hosted).get(position, ())
    return [(name, each) for each in on_it if isinstance(column.of(each).value, Unknown)]


def any_hosted(case: Case, position: int, name: str, holds: Sequence[Value]) -> Measured:
    """Tell whether some application on a hosting has one of the values of a measure; known parts decide first."""
    on_it = case.once("applications of hostings", _hosted).get(position, ())
    column = case.known(name)
    answers = [column.of(each) for each in on_it]
    deciding = [each for each in answers if each.value in holds]
    if deciding:
        return Measured(True, tuple(fact for each in deciding for fact in each.evidence))
    unknown = sum(isinstance(each.value, Unknown) for each in answers)
    evidence = tuple(fact for each in answers for fact in each.evidence)
    if unknown:
        text = _("{count} of {total} applications on it").format(count=unknown, total=len(answers))
        return Measured(Unknown("unchecked", text), evidence)
    return Measured(False, evidence)


def _hosted(case: Case) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for application in range(len(case.inventory.applications)):
        position = hosting(case, application)
        if position is not None:
            found.setdefault(position, []).append(application)
    return found


def _stated(case: Case, position: int, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(each[:200]) for each in case.inventory.hostings[position].qualifications)


def _offer(case: Case, position: int) -> Offer | None:
    who, stated = provider(case, position), case.inventory.hostings[position].offer
    if isinstance(who, Unknown) or who.match is None:
        return None
    return offers(case.library).look_up(who.match.supplier.id, stated if isinstance(stated, str) else "")


def _status(case: Case, position: int, offer: Offer) -> Value | Unknown:
    if offer.status == "conflict":
        return Unknown("conflict", "; ".join(offer.others))
    if offer.status == "reported":
        return Unknown("unchecked", _reported())
    site = case.inventory.hostings[position].site
    if offer.status == QUALIFIED and offer.sites and not _at(offer, site):
        text = _("qualified at {sites} only; the site here: {site}")
        shown = _("not stated") if isinstance(site, Unknown) else site
        return Unknown("unchecked", text.format(sites=", ".join(offer.sites), site=shown))
    return offer.status


def _at(offer: Offer, site: str | Unknown) -> bool:
    return not isinstance(site, Unknown) and key(site) in map(key, offer.sites)


def _reported() -> str:
    return _("reported by one source, or by the supplier alone")


def _fact(case: Case, offer: Offer) -> Fact:
    snapshot = offers(case.library).snapshot
    assert snapshot is not None, "an offer was found, so there is a list"  # noqa: S101
    said = (
        f"{offer.provider}, {_('all its offers') if offer.whole_provider else offer.names[0]}",
        f"SecNumCloud {offer.referential}",
        _("since {day}").format(day=offer.since) if offer.since else "",
        *offer.others,
        confidence(offer.confidence),
        offer.source if offer.verified else _("not verified: general knowledge"),
        localised(offer.note),
    )
    return snapshot.fact("secnumcloud", offer.status, offer.id, case.as_of, since=offer.as_of, note=joined(said))
