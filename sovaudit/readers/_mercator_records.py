# SPDX-License-Identifier: EUPL-1.2
"""Objects of a Mercator cartography -> records of our registers.

| Mercator | ours |
| --- | --- |
| application | Application; `processes`, `activities` its services; `rto`, `rpo` (minutes); `responsible` its owner |
| its `editor`, else `vendor` | publisher: the entity of that name in the same file, else the name |
| its `vendor`, `product`, `version` | cpe |
| its `hosting` (a text) | a Hosting named so |
| its `type`, `technology` | kind, when the word leaves no doubt |
| its `databases`, `logical_servers`, `containers`, `physical_servers` | Dependency `runs_on` |
| its `entity_resp_id` | Dependency `operated_by` on that organisation |
| entity | Organisation; `parent_entity_id` its parent; its type, and internal or external, its roles |
| relation | Dependency: the destination needs the source; `supplied_by`, `maintained_by`, else its type as written |
| process, activity | Service; `maximum_tolerable_downtime` its dmia_hours; `recovery_point_objective`, else |
| | `maximum_tolerable_data_loss`, its prd_hours (minutes); a process relies on its activities, both on `applications` |
| database, logical server, physical server, container, cluster | Hosting: what an application runs on |
| flux | Dependency `exchanges_with`: who receives needs who sends, both ways when it is bidirectional |

Everything else (the other kinds, the other members) is named once in an Issue and left out.

Ids are `mercator-KIND-NUMBER`: an export is one file for each kind, whose references are Mercator's numbers, so that
only ids made of these numbers can be followed from file to file; and nobody gives such ids in a register by chance.

`security_need_*` (0 to 4) are needs that a person weighs, not what the data are: no data sensitivity is drawn from
them, nor a criticality.

Units: Mercator's form takes days, hours and minutes and stores minutes (`app/Http/Controllers/Admin`); left blank it
stores 0, which is therefore unknown here.
"""

from __future__ import annotations

from collections.abc import Iterator

from sovaudit.language import _
from sovaudit.model import ABSENT, Application, Dependency, Hosting, Organisation, Record, Service
from sovaudit.readers._columns import folded
from sovaudit.readers._mercator_item import Item, cpe_of
from sovaudit.readers._mercator_kinds import KINDS

_APPLICATION_KINDS = {
    "saas": ("saas", "mode_saas", "cloud_saas"),
    "proprietary": ("progiciel", "logiciel_proprietaire", "progiciel_proprietaire", "proprietaire", "proprietary"),
    "open_source": ("open_source", "opensource", "logiciel_libre", "libre", "foss"),
    "custom": ("developpement_interne", "developpement_specifique", "internal_dev", "in_house", "sur_mesure"),
}
"""Words of `type` and `technology` that say a kind; « interne » may also mean where it runs, and is not one."""
_SAID_KINDS = {word: kind for kind, words in _APPLICATION_KINDS.items() for word in words}
_RELATION_KINDS = {
    "supplied_by": ("supplier", "fournisseur", "fourniture", "supply"),
    "maintained_by": ("maintenance", "support", "maintainer", "mainteneur"),
}
_SAID_RELATIONS = {word: kind for kind, words in _RELATION_KINDS.items() for word in words}
_HOSTS = ("database", "logical-server", "physical-server", "container", "cluster")
_RUNS_ON = {
    "application": _HOSTS,
    "database": ("logical-server", "container"),
    "logical-server": ("physical-server", "cluster"),
    "container": ("logical-server",),
    "cluster": ("physical-server",),
}


def records_of(item: Item, own: str) -> Iterator[Record]:
    """Yield the records that an object stands for, none when it cannot be mapped.

    Args:
        own: the object's id.
    """
    if item.kind == "application":
        yield from _application(item, own)
    elif item.kind == "entity":
        yield _entity(item, own)
    elif item.kind in ("process", "activity"):
        yield from _service(item, own)
    elif item.kind == "relation":
        yield from _relation(item)
    elif item.kind == "flux":
        yield from _flux(item)
    else:
        yield from _host(item, own)


def _application(item: Item, own: str) -> Iterator[Record]:
    processes = (f"mercator-process-{number}" for number in item.links("processes"))
    activities = (f"mercator-activity-{number}" for number in item.links("activities"))
    words = (_SAID_KINDS.get(folded(item.text(name))) for name in ("type", "technology"))
    hosting = _hosting(item)
    vendor, product, version = item.text("vendor"), item.text("product"), item.text("version")
    yield Application(
        id=own,
        name=item.stated("name"),
        kind=next(filter(None, words), ABSENT),
        publisher=item.stated("editor", "vendor"),
        version=version or ABSENT,
        hosting=hosting.id if hosting else ABSENT,
        services=(*processes, *activities),
        rto_hours=item.hours("rto"),
        rpo_hours=item.hours("rpo"),
        owner=item.stated("responsible"),
        users=item.count("users"),
        cpe=cpe_of(vendor, product, version) or ABSENT,
        origin=item.origin,
    )
    if hosting:
        yield hosting
    yield from _runs_on(item, f"application:{own}")
    for number in item.links("entity_resp_id"):
        yield Dependency(f"application:{own}", _entity_node(number), "operated_by", origin=item.origin)


def _hosting(item: Item) -> Hosting | None:
    """Return the hosting that a text names."""
    name = item.text("hosting")
    slug = folded(name).replace("_", "-")
    return Hosting(id=f"mercator-hosting-{slug}", name=name, origin=item.origin) if slug else None


def _entity(item: Item, own: str) -> Organisation:
    external = {True: "external", False: "internal", None: ""}[item.flag("is_external")]
    roles = filter(None, (item.text("type"), item.text("entity_type"), external))
    parent = next(item.links("parent_entity_id"), "")
    return Organisation(
        id=own,
        name=item.stated("name"),
        parent=f"mercator-entity-{parent}" if parent else ABSENT,
        roles=tuple(dict.fromkeys(roles)),
        origin=item.origin,
    )


def _service(item: Item, own: str) -> Iterator[Record]:
    prd = item.hours("recovery_point_objective")
    loss = item.hours("maximum_tolerable_data_loss")
    yield Service(
        id=own,
        name=item.stated("name"),
        dmia_hours=item.hours("maximum_tolerable_downtime"),
        prd_hours=loss if prd == ABSENT else prd,
        contact=item.stated("owner"),
        origin=item.origin,
    )
    node = f"service:{own}"
    for number in item.links("applications"):
        yield Dependency(node, f"application:mercator-application-{number}", "relies_on", origin=item.origin)
    if item.kind == "process":
        for number in item.links("activities"):
            yield Dependency(node, f"service:mercator-activity-{number}", "relies_on", origin=item.origin)
    else:
        for number in item.links("processes"):
            yield Dependency(f"service:mercator-process-{number}", node, "relies_on", origin=item.origin)


def _relation(item: Item) -> Iterator[Dependency]:
    source = next(item.links("source_id"), "")
    destination = next(item.links("destination_id"), "")
    if not source or not destination:
        item.say("", _("a relation without both ends: it is left out"), _("name its source and its destination"))
        return
    written = folded(item.text("type"))
    kind = _SAID_RELATIONS.get(written) or written or ABSENT
    yield Dependency(_entity_node(destination), _entity_node(source), kind, origin=item.origin)


def _flux(item: Item) -> Iterator[Dependency]:
    """Yield nothing for a flux between other things than applications and databases."""
    source, destination = _end(item, "source"), _end(item, "dest")
    if source and destination:
        yield Dependency(destination, source, "exchanges_with", origin=item.origin)
        if item.flag("bidirectional"):
            yield Dependency(source, destination, "exchanges_with", origin=item.origin)


def _end(item: Item, end: str) -> str:
    for kind, node in (("application", "application"), ("database", "hosting")):
        number = next(item.links(f"{kind}_{end}_id"), "")
        if number:
            return f"{node}:mercator-{kind}-{number}"
    return ""


def _host(item: Item, own: str) -> Iterator[Record]:
    provider = next(item.links("entity_resp_id"), "") if item.kind == "database" else ""
    yield Hosting(
        id=own,
        name=item.stated("name"),
        provider=f"mercator-entity-{provider}" if provider else ABSENT,
        offer=item.stated("type") if item.kind == "database" else ABSENT,
        origin=item.origin,
    )
    node = f"hosting:{own}"
    yield from _runs_on(item, node)
    for dependant, kinds in _RUNS_ON.items():
        if item.kind in kinds:
            for number in item.links(KINDS[dependant][0]):
                above = "application" if dependant == "application" else "hosting"
                yield Dependency(f"{above}:mercator-{dependant}-{number}", node, "runs_on", origin=item.origin)


def _runs_on(item: Item, node: str) -> Iterator[Dependency]:
    for kind in _RUNS_ON.get(item.kind, ()):
        names = (KINDS[kind][0], *(("cluster_id",) if kind == "cluster" else ()))
        for number in item.links(*names):
            yield Dependency(node, f"hosting:mercator-{kind}-{number}", "runs_on", origin=item.origin)


def _entity_node(number: str) -> str:
    return f"organisation:mercator-entity-{number}"
