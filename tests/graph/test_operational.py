# SPDX-License-Identifier: EUPL-1.2
"""Edges from registers: each row of the table in `graph/operational.py`, and what the dependencies register adds."""

from __future__ import annotations

import pytest

from sovaudit.graph import Edge, operational_edges
from sovaudit.model import (
    Application,
    Contract,
    Dependency,
    Hosting,
    Organisation,
    Origin,
    Record,
    Service,
    Source,
    Unknown,
)
from tests.identity._inventories import inventory_of


def edges(*records: Record) -> list[tuple[str, str, str]]:
    return [(each.dependant, each.dependency, each.kind) for each in operational_edges(inventory_of(*records))]


A = "application:ged"
# design.md section 9: from the data -> dependant, dependency, kind
TABLE: list[tuple[Record, tuple[str, str, str]]] = [
    (Application("ged", services=("paie",)), ("service:paie", A, "relies_on")),
    (Application("ged", hosting="nuage"), (A, "hosting:nuage", "hosted_by")),
    (Hosting("nuage", provider="acme"), ("hosting:nuage", "organisation:acme", "operated_by")),
    (Application("ged", publisher="acme", kind="saas"), (A, "organisation:acme", "operated_by")),
    (Application("ged", publisher="acme", kind="proprietary"), (A, "organisation:acme", "supplied_by")),
    (Application("ged", publisher="acme", kind="open_source"), (A, "organisation:acme", "supplied_by")),
    (Application("ged", publisher="acme"), (A, "organisation:acme", "supplied_by")),
    (Contract("c", holder="acme", applications=("ged",)), (A, "organisation:acme", "maintained_by")),
    (Organisation("acme", parent="groupe"), ("organisation:acme", "organisation:groupe", "controlled_by")),
    (Organisation("acme", country="FR"), ("organisation:acme", "country:FR", "under_law_of")),
    (Hosting("nuage", country="DE"), ("hosting:nuage", "country:DE", "under_law_of")),
    (Dependency("ged", "sso"), (A, "application:sso", "relies_on")),
    (Dependency("ged", "hosting:salle", "runs_on"), (A, "hosting:salle", "runs_on")),
    (Dependency("service:paie", "ged", "relies_on"), ("service:paie", A, "relies_on")),
]


@pytest.mark.parametrize(("record", "edge"), TABLE, ids=[f"{type(r).__name__}-{e[2]}" for r, e in TABLE])
def test_each_row_of_the_table(record, edge):
    assert edges(record) == [edge]


@pytest.mark.parametrize(
    "record",
    [
        Service("paie"),
        Application("ged"),
        Application("ged", hosting=Unknown("invalid", "?"), publisher=Unknown("invalid", "?")),
        Hosting("h"),
        Organisation("o", ultimate_country="US"),
        Contract("c", applications=("ged",)),
        Contract("c", holder="acme"),
    ],
    ids=repr,
)
def test_what_is_not_known_is_no_edge(record):
    assert edges(record) == []


def test_a_contract_is_linked_from_either_side_and_once():
    records: list[Record] = [
        Application("a", contracts=("c",)),
        Application("b"),
        Contract("c", holder="x", applications=("b", "a")),
    ]
    assert edges(*records) == [
        ("application:a", "organisation:x", "maintained_by"),
        ("application:b", "organisation:x", "maintained_by"),
    ]


def test_edges_are_distinct_and_sorted_and_have_their_source():
    origin = Origin("r.csv", "dependencies", 4, (("dependant", "A"), ("dependency", "B")))
    first = Dependency("b", "a", origin=origin)
    found = operational_edges(inventory_of(first, Dependency("a", "c"), Dependency("b", "a")))
    assert found == (
        Edge("application:a", "application:c", "relies_on"),
        Edge("application:b", "application:a", "relies_on", source=Source("r.csv", "dependencies!B4")),
    )


@pytest.mark.parametrize("order", [1, -1])
def test_a_row_that_adds_an_effect_to_an_edge_is_heard(order):
    rows: list[Record] = [Dependency("a", "b"), Dependency("a", "b", effect="degrade")]
    (edge,) = operational_edges(inventory_of(*rows[::order]))
    assert (edge.group, edge.effect) == ("", "degrade")


@pytest.mark.parametrize("order", [1, -1])
def test_what_one_row_requires_and_another_lists_among_alternatives_is_both(order):
    rows: list[Record] = [Dependency("a", "b"), Dependency("a", "b", alternatives="sso")]
    assert [each.group for each in operational_edges(inventory_of(*rows[::order]))] == ["", "sso"]


def test_the_dependencies_register_adds_alternatives_to_who_maintains():
    records: list[Record] = [
        Contract("c", holder="x", applications=("a",)),
        Dependency("a", "organisation:x", "maintained_by", "support"),
    ]
    assert [(each.kind, each.group) for each in operational_edges(inventory_of(*records))] == [
        ("maintained_by", "support")
    ]


def test_the_dependencies_register_overrides_the_effect_of_what_another_register_says():
    records: list[Record] = [
        Application("ged", hosting="nuage"),
        Dependency("ged", "hosting:nuage", "hosted_by", effect="degrade"),
    ]
    (edge,) = operational_edges(inventory_of(*records))
    assert (edge.kind, edge.effect) == ("hosted_by", "degrade")


def test_one_pair_may_have_edges_of_several_kinds():
    records: list[Record] = [Dependency("a", "b", "relies_on"), Dependency("a", "b", "exchanges_with")]
    assert [kind for _a, _b, kind in edges(*records)] == ["exchanges_with", "relies_on"]
