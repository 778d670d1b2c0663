# SPDX-License-Identifier: EUPL-1.2
"""The proprietary platforms that an application runs on, L24: databases, operating systems, middleware; by name.

From the dependencies register and Mercator, what it `runs_on`, and what that runs on in turn; from bills of materials
and publiccode.yml, what it needs directly and any operating system or platform among its components, when their licence
is proprietary. An empty list is said only where something says what it runs on, and all of that is known not to be.

Source: EU Cloud Sovereignty Framework, SOV-5 and SOV-6; publiccode.yml, `dependsOn/proprietary`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from sovaudit.graph.operational import Edge, operational_edges
from sovaudit.measures import Case
from sovaudit.measures._linked import components, positions
from sovaudit.measures.lockin._contracts import unchecked
from sovaudit.model import ABSENT, Fact, Measured, Source, Unknown

PLATFORMS = frozenset(("operating-system", "platform"))

NAME = "application.proprietary_runtime"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Plates-formes propriétaires d’exécution", "en": "Proprietary platforms it runs on"}
BASIS = "L24; CSF SOV-5, SOV-6"
ASKED_OF = "city"
QUESTION = {
    "fr": "Sur quels systèmes ou bases de données propriétaires « {subject} » s’exécute-t-il ?",
    "en": "Which proprietary systems or databases does “{subject}” run on?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the names, sorted."""
    told = list(_platforms(position, case))
    found = {name: fact for name, closed, fact in told if closed}
    for name, fact in _components(position, case):
        found.setdefault(name, fact)
    if found:
        return Measured(tuple(sorted(found)), tuple(found[name] for name in sorted(found)))
    facts = tuple(fact for _name, _closed, fact in told)
    silent = sum(closed is None for _name, closed, _fact in told)
    if not told or silent:
        return Measured(unchecked(silent, len(told)) if told else ABSENT, facts)
    return Measured((), facts)


def _platforms(position: int, case: Case) -> Iterator[tuple[str, bool | None, Fact]]:
    """Yield what an application runs on, directly or not: name, whether it is proprietary, evidence."""
    edges = case.once("lockin.runs_on", _runs_on)
    known = positions(case, "application")
    waiting, seen = [f"application:{case.inventory.applications[position].id}"], set()
    while waiting:
        for edge in edges.get(waiting.pop(), ()):
            if edge.dependency in seen:
                continue
            seen.add(edge.dependency)
            waiting.append(edge.dependency)
            kind, _colon, name = edge.dependency.partition(":")
            number = known.get(name) if kind == "application" else None
            if kind == "application":
                stated = ABSENT if number is None else case.known("application.kind").of(number).value
                closed = None if isinstance(stated, Unknown) else stated in ("proprietary", "saas")
                yield _name(case, number, name), closed, Fact("runs_on", edge.dependency, edge.source)


def _name(case: Case, number: int | None, name: str) -> str:
    stated = case.inventory.applications[number].name if number is not None else name
    return name if isinstance(stated, Unknown) else stated


def _components(position: int, case: Case) -> Iterator[tuple[str, Fact]]:
    inventory = case.inventory
    direct = case.once("lockin.direct", _direct).get(position, frozenset())
    column = case.known("licence.class")
    closed = np.array([answer.value == "proprietary" for answer in column.answers], dtype=bool)
    held = components(case, position)
    for each in held[closed[column.codes[held]]].tolist():
        component = inventory.components[each]
        if each in direct or component.type in PLATFORMS:
            yield component.name, Fact("component", str(component.id), Source("inventory"))


def _direct(case: Case) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    inventory = case.inventory
    for application, component in zip(
        inventory.root_application.tolist(), inventory.root_dependency.tolist(), strict=True
    ):
        found.setdefault(application, set()).add(component)
    return {application: frozenset(several) for application, several in found.items()}


def _runs_on(case: Case) -> Mapping[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge in operational_edges(case.inventory):
        if edge.kind == "runs_on":
            found.setdefault(edge.dependant, []).append(edge)
    return found
