# SPDX-License-Identifier: EUPL-1.2
"""The share of an application's exchanges that are on an open standard, L09.

Exchanges are what the dependencies register and a Mercator cartography call `exchanges_with` or by the name of a
protocol (`ldap`, `sftp`...), from and to the application. Only a kind that names its protocol says what it is on:
`exchanges_with` alone does not, and one exchange that does not say leaves the share unknown.

Source: loi n° 2004-575 art. 4 (open standard); Standard for Public Code 0.8; European Interoperability Framework.
"""

from __future__ import annotations

from collections.abc import Mapping

from sovaudit.graph.operational import Edge, operational_edges
from sovaudit.knowledge.formats import formats
from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import unchecked
from sovaudit.model import ABSENT, Fact, Measured

EXCHANGE = "exchanges_with"

NAME = "application.open_standard_share"
SUBJECT = "application"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part d’échanges selon un standard ouvert", "en": "Share of exchanges on an open standard"}
BASIS = "L09; loi n° 2004-575, art. 4"
ASKED_OF = "city"
QUESTION = {
    "fr": "Quelle part des échanges de « {subject} » suit un standard ouvert ?",
    "en": "Which share of the exchanges of “{subject}” is on an open standard?",
}


def measure(position: int, case: Case) -> Measured:
    """Return exchanges on an open standard over all exchanges, 0..1."""
    node = f"application:{case.inventory.applications[position].id}"
    edges = case.once("lockin.exchanges", _exchanges).get(node, ())
    table = formats(case.library)
    evidence = tuple(
        Fact("kind", each.kind, each.source, note=f"{each.dependant} > {each.dependency}") for each in edges
    )
    silent = sum(each.kind == EXCHANGE for each in edges)
    if not edges or silent:
        return Measured(unchecked(silent, len(edges)) if edges else ABSENT, evidence)
    known = [table.look_up(each.kind) for each in edges]
    opened = sum(each is not None and each.status != "proprietary" for each in known)
    return Measured(opened / len(edges), evidence)


def _exchanges(case: Case) -> Mapping[str, list[Edge]]:
    """Return the exchanges of each node, each in both of its ends."""
    table = formats(case.library)
    found: dict[str, list[Edge]] = {}
    for edge in operational_edges(case.inventory):
        if edge.kind == EXCHANGE or table.look_up(edge.kind) is not None:
            for node in {edge.dependant, edge.dependency}:
                found.setdefault(node, []).append(edge)
    return found
