# SPDX-License-Identifier: EUPL-1.2
"""The chain of control of an application, link by link, each with its own source; what is not known stays a link.

A link is one measure of the application: the publisher's seat and its controller's, the place of the hosting, the
provider's seat and its controller's, the contract holder's and its controller's, support, subcontractors, the providers
of online services. Where somebody declares that there is none of something, the link is known and leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sovaudit.knowledge.countries import Country
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._linked import hosting
from sovaudit.measures.jurisdiction._contracts import holders
from sovaudit.measures.jurisdiction._countries import DECIDES, country, fact, named, tier_fact
from sovaudit.measures.jurisdiction._parties import Party, party
from sovaudit.model import Fact, Measured, Unknown

NOBODY = frozenset(("none", "aucun", "aucune", "nobody", "personne"))
"""Words by which a person says that there is no such link."""
NAMED = 4
"""Links not known that are named; the others are counted."""


class Link(Struct, frozen=True):
    """One link.

    Args:
        name: of its measure.
        role: what it is, in the language of the run.
        who: who or what it is about; empty when nobody is named.
        countries: as codes; empty when it leads nowhere.
        unknown: why it is not known; None when it is.
    """

    name: str
    role: str
    who: str
    countries: tuple[str, ...]
    unknown: Unknown | None
    evidence: tuple[Fact, ...]


def links(case: Case, application: int) -> tuple[Link, ...]:
    """Return the links of the chain of an application, the publisher's first."""
    memory: dict[int, tuple[Link, ...]] = case.once("chains", lambda case: {})
    if application not in memory:
        memory[application] = tuple(
            _link(f"application.{name}", role, who, case.known(f"application.{name}").of(application))
            for role, who, name in _roles(case, application)
        )
    return memory[application]


def known_countries(case: Case, application: int) -> tuple[tuple[Country, Link], ...]:
    """Return the listed countries of the known links, each once, the highest tier first."""
    found: dict[str, tuple[Country, Link]] = {}
    for each in links(case, application):
        for code in each.countries:
            one = country(case, code)
            if not isinstance(one, Unknown):
                found.setdefault(one.iso2, (one, each))
    return tuple(sorted(found.values(), key=lambda pair: (-pair[0].tier, pair[0].iso2)))


def open_links(case: Case, application: int) -> tuple[Link, ...]:
    """Return the links that are not known, or lead to a country that is not listed."""

    def is_open(link: Link) -> bool:
        return link.unknown is not None or any(isinstance(country(case, each), Unknown) for each in link.countries)

    return tuple(each for each in links(case, application) if is_open(each))


def undecided(case: Case, application: int) -> Unknown:
    """Say how much of the chain is not known."""
    every, unknown = links(case, application), open_links(case, application)
    text = _("{count} of {total} links of the chain not known: {roles}")
    roles = ", ".join(each.role for each in unknown[:NAMED]) + (" …" if len(unknown) > NAMED else "")
    return Unknown("unchecked", text.format(count=len(unknown), total=len(every), roles=roles))


def chain_evidence(case: Case, application: int) -> tuple[Fact, ...]:
    """Return the facts of every link in order, each once."""
    return _once(fact for each in links(case, application) for fact in each.evidence)


def country_evidence(case: Case, application: int, name: str) -> tuple[Fact, ...]:
    """Return the countries outside the Union that are known on the chain, the highest tier first, with their links."""
    facts: list[Fact] = []
    for one, link in known_countries(case, application):
        if not one.eu:
            value = one.laws if name == "laws" else one.eu
            facts += (fact(case, one, name, value, link.role), *link.evidence)
    return _once(facts)


def tier(case: Case, application: int) -> Measured:
    """Return the highest exposure tier on the chain; the highest there is settles it, else every link must be known."""
    found = known_countries(case, application)
    evidence = _once(fact for one, link in found for fact in (tier_fact(case, one), *link.evidence))
    highest = max((one.tier for one, _link in found), default=0)
    if highest < DECIDES and open_links(case, application):
        return Measured(undecided(case, application), evidence)
    return Measured(highest, evidence)


def exposing(case: Case, application: int) -> tuple[Link, ...]:
    """Return the known links under the law of a country of the highest tier, in the order of the chain."""

    def exposes(code: str) -> bool:
        one = country(case, code)
        return not isinstance(one, Unknown) and one.tier >= DECIDES

    return tuple(each for each in links(case, application) if any(map(exposes, each.countries)))


def line(case: Case, link: Link) -> str:
    """Write a link for a person: `publisher: Acme (France)`."""
    where = ", ".join(named(case, each) for each in link.countries)
    if link.unknown is not None and link.unknown.unknown != "none":
        where = _("unknown: {why}").format(why=link.unknown.detail) if link.unknown.detail else _("unknown")
    where = where or _("no such link")
    if link.who:
        return _("{role}: {who} ({where})").format(role=link.role, who=link.who, where=where)
    return _("{role}: {where}").format(role=link.role, where=where)


def _link(name: str, role: str, who: str, answer: Measured) -> Link:
    value = answer.value
    if isinstance(value, Unknown):
        # A community that nobody controls is an answer: there is no country to look for.
        return Link(name, role, who, (), None if value.unknown == "none" else value, answer.evidence)
    several = value if isinstance(value, tuple) else (str(value),)
    countries = tuple(each for each in several if each.casefold() not in NOBODY)
    return Link(name, role, who, countries, None, answer.evidence)


def _roles(case: Case, application: int) -> list[tuple[str, str, str]]:
    """Return role, who it is, and the measure of each link."""
    record = case.inventory.applications[application]
    publisher = _name(party(case, record.publisher))
    place, provider = _hosting(case, application)
    contracted = ", ".join(
        dict.fromkeys(
            filter(None, (_name(party(case, case.inventory.contracts[n].holder)) for n in holders(case, application)))
        )
    )
    return [
        (_("publisher"), publisher, "publisher_country"),
        (_("controller of the publisher"), _owner(case, record.publisher), "publisher_ultimate_country"),
        (_("place of the hosting"), place, "hosting_country"),
        (_("hosting provider"), provider[0], "hosting_provider_country"),
        (_("controller of the hosting provider"), provider[1], "hosting_provider_ultimate_country"),
        (_("contract holder"), contracted, "contracting_country"),
        (_("controller of the contract holder"), "", "contracting_ultimate_country"),
        (_("support and administration"), "", "support_country"),
        (_("subcontractors"), "", "subcontractor_countries"),
        (_("online services called"), "", "online_countries"),
    ]


def _hosting(case: Case, application: int) -> tuple[str, tuple[str, str]]:
    position, stated = hosting(case, application), case.inventory.applications[application].hosting
    if position is None:
        return "" if isinstance(stated, Unknown) else stated, ("", "")
    record = case.inventory.hostings[position]
    name = record.id if isinstance(record.name, Unknown) else record.name
    return name, (_name(party(case, record.provider)), _owner(case, record.provider))


def _owner(case: Case, stated: str | Unknown) -> str:
    """Name the controller as far as a row or our list names it: the top of the parents, else the ultimate parent."""
    who, seen = party(case, stated), set[int]()
    while isinstance(who, Party) and who.position is not None and who.position not in seen:
        seen.add(who.position)
        parent = case.inventory.organisations[who.position].parent
        if isinstance(parent, Unknown):
            break
        who = party(case, parent)
    if isinstance(who, Unknown):
        return ""
    if len(seen) > 1 or (seen and who.position is None):
        return who.name
    return who.match.supplier.ultimate_parent if who.match is not None else ""


def _name(who: Party | Unknown) -> str:
    return "" if isinstance(who, Unknown) else who.name


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(facts))
