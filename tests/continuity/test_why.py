# SPDX-License-Identifier: EUPL-1.2
"""Each step of why something stops is an edge or a whole group, is needed, and leads to what was lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.continuity.why import Step, Why, ways
from sovaudit.graph import Edge, Network, of_edges
from tests.continuity.test_spof import EDGES, OTHERS, SERVICES, down


def position(known: Network, node: str) -> int:
    found = known.position(node)
    assert found is not None
    return found


def steps(edges: list[Edge], lost: list[str], node: str) -> list[tuple[str, ...]]:
    known = of_edges(edges)
    found = Why(known).steps([position(known, each) for each in lost], position(known, node))
    return [(known.nodes[step.node], *(known.nodes[each] for each in step.because)) for step in found]


@settings(max_examples=200, deadline=None)
@given(EDGES, st.lists(st.sampled_from(OTHERS), min_size=1, max_size=3, unique=True))
def test_the_steps_alone_stop_it(edges, lost):
    known = of_edges(edges, SERVICES + OTHERS)
    stopped = down(edges, lost, degraded=False)
    stops = [each for each in edges if each.kind != "supplied_by"]
    groups = {(each.dependant, each.group) for each in stops if each.group}
    wholes = {
        (owner, frozenset(each.dependency for each in stops if (each.dependant, each.group) == (owner, group)))
        for owner, group in groups
    }
    single = {(each.dependant, each.dependency) for each in stops if not each.group}
    for service in SERVICES:
        found = Why(known).steps([position(known, each) for each in lost], position(known, service))
        if service not in stopped or service in lost:
            assert found == ()
            continue
        named = [(known.nodes[step.node], [known.nodes[each] for each in step.because]) for step in found]
        assert named[0][0] == service
        for node, because in named:
            assert (node, frozenset(because)) in wholes or (len(because) == 1 and (node, because[0]) in single)
        again = set(lost)
        for node, because in reversed([*named, *named] * len(named)):
            if again.issuperset(because):
                again.add(node)
        assert {node for node, _because in named} <= again
        for end, way in ways(found).items():
            assert known.nodes[end] in lost
            assert known.nodes[way[-1]] == service


def test_the_shortest_chain_is_told_and_both_alternatives():
    edges = [
        Edge("service:s", "application:front", "relies_on"),
        Edge("application:front", "application:a", "authenticates_with", "directories"),
        Edge("application:front", "application:b", "authenticates_with", "directories"),
        Edge("application:a", "hosting:one", "hosted_by"),
        Edge("application:b", "application:far", "relies_on"),
        Edge("application:far", "hosting:two", "hosted_by"),
        Edge("application:b", "hosting:two", "hosted_by"),
    ]
    assert steps(edges, ["hosting:one", "hosting:two"], "service:s") == [
        ("service:s", "application:front"),
        ("application:front", "application:a", "application:b"),
        ("application:a", "hosting:one"),
        ("application:b", "hosting:two"),
    ]
    assert steps(edges, ["hosting:one"], "service:s") == []


def test_ways_begin_at_what_is_lost():
    found = ways([Step(9, (5,)), Step(5, (3, 4)), Step(3, (1,)), Step(4, (2,))])
    assert found == {1: (1, 3, 5, 9), 2: (2, 4, 5, 9)}
    assert ways([]) == {}
