# SPDX-License-Identifier: EUPL-1.2
"""The pages on what files state beside components, each only where there is something to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import Match, OnlineService, Source, Statement
from sovaudit.reports import _words
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown
from sovaudit.reports._stated import Caller, Installed

ROWS_SHOWN = 500
"""Rows of each of these tables; the workbook and audit.json have them all."""
FEW = 5
NAMED = 120
T = TypeVar("T")


class Few(Struct, frozen=True):
    """The first of several things, as (text, fragment or nothing), and how many more there are."""

    items: tuple[tuple[str, str], ...]
    more: int = 0


class ServicePage(Struct, frozen=True):
    """An online service as it is shown."""

    anchor: str
    name: str
    provider: str
    country: str
    boundary: str
    authenticated: str
    data: Few
    applications: Few
    components: Few
    services: Few
    endpoints: Few
    source: str


class StatementRow(Struct, frozen=True):
    """A statement on a vulnerability as it is shown."""

    name: str
    aliases: str
    status: str
    products: Few
    justification: str
    as_of: str
    day: str
    source: str


class MatchShown(Struct, frozen=True):
    """What a name was matched with."""

    title: str
    link: str
    kind: str
    status: str
    sure: bool


class InstalledRow(Struct, frozen=True):
    """A program found on machines as it is shown."""

    name: str
    version: str
    publisher: str
    machines: int
    fleets: int
    matches: tuple[MatchShown, ...]
    more: int


def few(things: Sequence[T], write: Callable[[T], tuple[str, str]], most: int = FEW) -> Few:
    """Write the first of several things, and count the others."""
    return Few(tuple(write(each) for each in things[:most]), max(0, len(things) - most))


def plain(text: str) -> tuple[str, str]:
    """Write a text of an input, cut where it is long."""
    return shown(text, NAMED), ""


def place(source: Source) -> str:
    """Write where something is said."""
    return shown(f"{source.path} {source.place}".strip(), 160)


def application(lens: Lens, position: int) -> tuple[str, str]:
    """Write an application, linked to its page."""
    return lens.name(position), f"#application-{lens.slugs[position]}"


def component(lens: Lens, position: int) -> tuple[str, str]:
    """Write a component by its name and version."""
    each = lens.inventory.components[position]
    return plain(f"{each.name} {each.version}".strip())


def service_name(lens: Lens, position: int) -> str:
    """Write an online service."""
    each = lens.inventory.online[position]
    return shown(f"{each.name} {each.version}".strip(), NAMED)


def services(lens: Lens) -> tuple[ServicePage, ...]:
    """Return the online services that are called."""
    return tuple(_service(lens, n, each) for n, each in enumerate(lens.inventory.online[:ROWS_SHOWN]))


def _service(lens: Lens, position: int, each: OnlineService) -> ServicePage:
    stated = lens.stated
    return ServicePage(
        anchor=service_anchor(position),
        name=service_name(lens, position),
        provider=shown(_words.said(each.provider), NAMED),
        country=shown(_words.country(each.provider_country), 60),
        boundary=_words.yes_or_no(each.crosses_boundary),
        authenticated=_words.yes_or_no(each.authenticated),
        data=few(each.data, lambda text: plain(_words.flow(text))),
        applications=few(stated.direct[position], lambda n: application(lens, n)),
        components=few(stated.through[position], lambda n: component(lens, n)),
        services=few(stated.needed_by[position], lambda n: (service_name(lens, n), service_link(n))),
        endpoints=few(stated.endpoints(position), plain),
        source=place(each.source),
    )


def service_anchor(position: int) -> str:
    """Return the fragment of a service's row."""
    return f"service-en-ligne-{position + 1}"


def service_link(position: int) -> str:
    """Return the link to a service's row, or nothing where it is not shown."""
    return "#" + service_anchor(position) if position < ROWS_SHOWN else ""


def way(lens: Lens, call: Caller) -> str:
    """Say how an application calls a service."""
    if call.way == "component":
        return _("by its component {name}").format(name=component(lens, call.through)[0])
    if call.way == "service":
        return _("by way of the service {name}").format(name=service_name(lens, call.through))
    return _("itself")


def statements(lens: Lens) -> tuple[StatementRow, ...]:
    """Return the statements on vulnerabilities."""
    return tuple(_statement(each) for each in lens.stated.statements[:ROWS_SHOWN])


def _statement(each: Statement) -> StatementRow:
    day = _words.day_written(each.as_of)
    nobody = _("the subject of the file, or not stated")
    return StatementRow(
        name=shown(each.vulnerability, NAMED),
        aliases=shown(", ".join(each.aliases), NAMED),
        status=_words.status(each.status),
        products=few((*each.products, *each.subcomponents) or (nobody,), plain, 3),
        justification=shown(_words.said(_words.justification(each.justification)), NAMED),
        as_of=shown(_words.moment(each.as_of), 40),
        day=day.isoformat() if day else "",
        source=place(each.source),
    )


def installed(lens: Lens) -> tuple[InstalledRow, ...]:
    """Return the programs found on machines."""
    return tuple(_installed(lens, each) for each in lens.stated.installed[:ROWS_SHOWN])


def _installed(lens: Lens, each: Installed) -> InstalledRow:
    found = lens.inventory.components[each.component]
    return InstalledRow(
        name=shown(found.name, NAMED),
        version=shown(_words.said(found.version), 60),
        publisher=shown(_words.said(found.supplier), NAMED),
        machines=each.machines,
        fleets=each.fleets,
        matches=tuple(_match(lens, match) for match in each.matches[:FEW]),
        more=max(0, len(each.matches) - FEW),
    )


def _match(lens: Lens, match: Match) -> MatchShown:
    return MatchShown(
        title=shown(match.title or match.target, NAMED),
        link=lens.link(match.target),
        kind=_words.target_kind(match.target),
        status=_words.match_status(match.status),
        sure=match.counts,
    )
