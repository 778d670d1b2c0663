# SPDX-License-Identifier: EUPL-1.2
"""Edges between services, applications, hostings, organisations and countries, from the registers.

Online services (`online:`) come from bills of materials; what calls them through a component is exposed, not stopped.

| edge | from |
| --- | --- |
| relies_on | applications.services (service -> application) |
| hosted_by | applications.hosting |
| operated_by | hostings.provider; applications.publisher of a `saas` |
| supplied_by | applications.publisher of any other kind |
| maintained_by | contracts.holder (application -> organisation) |
| controlled_by | organisations.parent |
| under_law_of | organisations.country, hostings.country |
| relies_on | a bill of materials whose subject calls an online service (application -> online) |
| operated_by, under_law_of | the provider of an online service and its country |
| any other | the dependencies register, as written; `relies_on` when it says nothing |
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sovaudit.identity.references import node
from sovaudit.identity.stated import slug
from sovaudit.model import Application, Inventory, Source, Unknown

DEGRADES = frozenset(("supplied_by", "maintained_by", "exchanges_with"))
"""Kinds of edges whose loss degrades the dependant."""


class Edge(Struct, frozen=True, order=True):
    """The dependant needs the dependency.

    Args:
        group: name of the alternatives group of this dependant; empty when the dependency has no alternative.
        effect: stop or degrade where the register overrides what the kind implies, else empty.
    """

    dependant: str
    dependency: str
    kind: str
    group: str = ""
    effect: str = ""
    source: Source = Source("")


def operational_edges(inventory: Inventory) -> tuple[Edge, ...]:
    """Return every distinct edge that the registers state, sorted.

    What one row requires and another one lists among alternatives is both, so that it is required: an outage is read
    prudently. Who maintains or supplies has the alternatives that any row states: contracts cannot name them. The first
    source of each edge is kept, unless a later row adds an effect or alternatives to it.
    """
    found: dict[tuple[str, str, str, str], Edge] = {}
    for edge in _all(inventory):
        key = (edge.dependant, edge.dependency, edge.kind, "" if edge.kind in DEGRADES else edge.group)
        known = found.setdefault(key, edge)
        if (edge.group and not known.group) or (edge.effect and not known.effect):
            found[key] = replace(edge, group=known.group or edge.group, effect=known.effect or edge.effect)
    return tuple(sorted(found.values()))


def _all(inventory: Inventory) -> Iterator[Edge]:
    for application in inventory.applications:
        yield from _application(application)
    for hosting in inventory.hostings:
        if not isinstance(hosting.provider, Unknown):
            target = node(hosting.provider, "organisation")
            yield Edge(f"hosting:{hosting.id}", target, "operated_by", source=hosting.origin.source("provider"))
        if not isinstance(hosting.country, Unknown):
            target = node(hosting.country, "country")
            yield Edge(f"hosting:{hosting.id}", target, "under_law_of", source=hosting.origin.source("country"))
    for each in inventory.organisations:
        if not isinstance(each.parent, Unknown):
            target = node(each.parent, "organisation")
            yield Edge(f"organisation:{each.id}", target, "controlled_by", source=each.origin.source("parent"))
        if not isinstance(each.country, Unknown):
            target = node(each.country, "country")
            yield Edge(f"organisation:{each.id}", target, "under_law_of", source=each.origin.source("country"))
    yield from _contracts(inventory)
    yield from _online(inventory)
    yield from _written(inventory)


def _application(application: Application) -> Iterator[Edge]:
    own = f"application:{application.id}"
    for service in application.services:
        yield Edge(node(service, "service"), own, "relies_on", source=application.origin.source("services"))
    if not isinstance(application.hosting, Unknown):
        target = node(application.hosting, "hosting")
        yield Edge(own, target, "hosted_by", source=application.origin.source("hosting"))
    if not isinstance(application.publisher, Unknown):
        kind = "operated_by" if application.kind == "saas" else "supplied_by"
        target = node(application.publisher, "organisation")
        yield Edge(own, target, kind, source=application.origin.source("publisher"))


def _contracts(inventory: Inventory) -> Iterator[Edge]:
    linked = {contract.id: list(contract.applications) for contract in inventory.contracts}
    for application in inventory.applications:
        for contract_id in application.contracts:
            linked.setdefault(contract_id, []).append(application.id)
    for contract in inventory.contracts:
        if isinstance(contract.holder, Unknown):
            continue
        target = node(contract.holder, "organisation")
        for name in dict.fromkeys(linked[contract.id]):
            yield Edge(f"application:{name}", target, "maintained_by", source=contract.origin.source("holder"))


def _online(inventory: Inventory) -> Iterator[Edge]:
    """Yield who calls online services, and who runs these: a registered organisation when its name is the same."""
    organisations = {
        name.casefold(): each.id
        for each in inventory.organisations
        for name in (each.id, "" if isinstance(each.name, Unknown) else each.name)
        if name
    }
    for number, application in inventory.online_application:
        each = inventory.online[number]
        yield Edge(f"application:{application}", f"online:{each.id}", "relies_on", source=each.source)
    for each in inventory.online:
        own = f"online:{each.id}"
        for other in each.needs:
            yield Edge(own, f"online:{other}", "relies_on", source=each.source)
        if each.provider:
            provider = organisations.get(each.provider.casefold()) or slug(each.provider)
            yield Edge(own, node(provider, "organisation"), "operated_by", source=each.source)
            if each.provider_country:
                target = node(each.provider_country, "country")
                yield Edge(node(provider, "organisation"), target, "under_law_of", source=each.source)


def _written(inventory: Inventory) -> Iterator[Edge]:
    for each in inventory.dependencies:
        yield Edge(
            node(each.dependant),
            node(each.dependency),
            "relies_on" if isinstance(each.kind, Unknown) else each.kind,
            "" if isinstance(each.alternatives, Unknown) else each.alternatives,
            "" if isinstance(each.effect, Unknown) else each.effect,
            each.origin.source("dependency"),
        )
