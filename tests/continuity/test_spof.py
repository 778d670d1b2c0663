# SPDX-License-Identifier: EUPL-1.2
"""Single points and pairs are those that failing each node, and each pair, in turn by the naive fixpoint finds."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.continuity.spof import criticalities, minimal_pairs, single_points
from sovaudit.graph import Edge, Network, network, of_edges
from sovaudit.model import Application, Service
from tests.identity._inventories import inventory_of

SERVICES = ("service:a", "service:b")
OTHERS = (*(f"application:{letter}" for letter in "mnopq"), "hosting:h", "organisation:o")
KINDS = ("relies_on", "runs_on", "supplied_by")
EDGES = st.lists(
    st.builds(
        Edge,
        st.sampled_from(SERVICES + OTHERS),
        st.sampled_from(OTHERS + SERVICES[:1]),
        st.sampled_from(KINDS),
        st.sampled_from(("", "", "x", "y")),
    ),
    max_size=22,
    unique_by=lambda each: (each.dependant, each.dependency, each.kind),
)


def down(edges: Iterable[Edge], lost: Iterable[str], *, degraded: bool) -> set[str]:
    """Fail nodes by the letter of the definition; with `degraded`, what is not whole."""
    chosen = [each for each in edges if degraded or each.kind != "supplied_by"]
    effect = {each: each.kind == "supplied_by" for each in chosen}
    found = set(lost)
    while True:
        groups: dict[tuple[str, str, bool], list[bool]] = {}
        more: set[str] = set()
        for each in chosen:
            if each.group:
                groups.setdefault((each.dependant, each.group, effect[each]), []).append(each.dependency in found)
            elif each.dependency in found:
                more.add(each.dependant)
        more |= {dependant for (dependant, _group, _effect), several in groups.items() if all(several)}
        if more <= found:
            return found
        found |= more


def made(edges: Iterable[Edge]) -> Network:
    return of_edges(edges, SERVICES)


@settings(max_examples=300, deadline=None)
@given(EDGES)
def test_single_points_are_found_by_failing_each_node(edges):
    known = made(edges)
    weights = dict(zip(known.of_kind("service"), (4, 2), strict=True))
    found = {known.nodes[each.node]: each for each in single_points(known, weights)}
    for node in known.nodes:
        stopped = {each for each in down(edges, [node], degraded=False) if each in SERVICES} - {node}
        harmed = {each for each in down(edges, [node], degraded=True) if each in SERVICES} - {node} - stopped
        if not stopped:
            assert node not in found
            continue
        assert {known.nodes[each] for each in found[node].stops} == stopped
        assert {known.nodes[each] for each in found[node].degrades} == harmed
        assert found[node].weight == sum({"service:a": 4, "service:b": 2}[each] for each in stopped)


@settings(max_examples=300, deadline=None)
@given(EDGES)
def test_pairs_are_found_by_failing_each_pair(edges):
    known = made(edges)
    points = single_points(known, dict.fromkeys(known.of_kind("service"), 1))
    found = {tuple(known.nodes[node] for node in each.nodes): each for each in minimal_pairs(known, points)}
    alone = {node: down(edges, [node], degraded=False) for node in known.nodes}
    for pair in itertools.combinations(known.nodes, 2):
        both = down(edges, pair, degraded=False)
        stopped = {each for each in both if each in SERVICES} - alone[pair[0]] - alone[pair[1]]
        got = {known.nodes[each] for each in found[pair].stops} if pair in found else set()
        assert got == stopped, pair


def test_the_heaviest_comes_first_and_an_unknown_criticality_counts_as_one():
    inventory = inventory_of(
        Service("vote", criticality=4),
        Service("fete"),
        Application("urne", services=("vote",)),
        Application("bal", services=("fete", "vote")),
    )
    known = network(inventory)
    weights = criticalities(known, inventory)
    assert {known.nodes[each]: weight for each, weight in weights.items()} == {"service:vote": 4, "service:fete": 1}
    found = single_points(known, weights)
    assert [(known.nodes[each.node], each.weight) for each in found] == [
        ("application:bal", 5),
        ("application:urne", 4),
    ]


@pytest.mark.parametrize(("spares", "count"), [(1, 0), (2, 1), (3, 1)])
def test_groups_in_which_a_node_is_one_of_several_are_counted(spares, count):
    edges = [Edge("application:a", f"hosting:{number}", "runs_on", "sites") for number in range(spares)]
    edges += [Edge("service:s", "application:a", "relies_on"), Edge("service:t", "hosting:0", "relies_on")]
    known = of_edges(edges)
    weights = dict.fromkeys(known.of_kind("service"), 1)
    points = {known.nodes[each.node]: each for each in single_points(known, weights)}
    assert points["hosting:0"].alternatives == count


def test_a_long_chain_and_a_ring_end():
    size = 20_000
    chain = [Edge(f"application:{n:05}", f"application:{n + 1:05}", "relies_on") for n in range(size)]
    ring = [*chain, Edge(f"application:{size:05}", "application:00000", "relies_on")]
    for edges in (chain, ring):
        known = of_edges([*edges, Edge("service:s", "application:00000", "relies_on")])
        points = single_points(known, dict.fromkeys(known.of_kind("service"), 1))
        assert len(points) == size + 1
        assert minimal_pairs(known, points) == ()
