# SPDX-License-Identifier: EUPL-1.2
"""What is near a node, and like nodes drawn as one: against networkx and brute force."""

from __future__ import annotations

from itertools import chain, combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.graph.described import Arrow, Described, Vertex
from sovaudit.graph.multigraph import of_described
from sovaudit.graph.selecting import around, collapse

EDGES = st.sets(
    st.tuples(
        st.integers(0, 7), st.integers(0, 7), st.sampled_from(("hosted_by", "relies_on")), st.sampled_from(("", "g"))
    ),
    max_size=14,
)
KINDS = ("application", "hosting")


def graph(edges: set[tuple[int, int, str, str]], count: int = 8) -> Described:
    """Make nodes of two kinds, half of each, and edges between them, distinct by their ends and kind."""
    nodes = tuple(Vertex(f"n:{number}", {"kind": KINDS[number % 2], "name": f"N{number}"}) for number in range(count))
    distinct = {edge[:3]: edge[3] for edge in sorted(edges)}
    arrows = tuple(
        Arrow(a, b, {"kind": kind, "effect": "stop", **({"group": group} if group else {}), "place": f"{a}!{b}"})
        for (a, b, kind), group in sorted(distinct.items())
    )
    return Described(nodes, arrows, {"name": "V"})


def edges_of(found: Described) -> set[tuple[str, str, str]]:
    return {
        (found.nodes[each.dependant].id, found.nodes[each.dependency].id, str(each.values["kind"]))
        for each in found.arrows
    }


@settings(deadline=None)
@given(EDGES, st.integers(1, 3))
def test_around_keeps_both_directions_and_what_is_between(edges, hops):
    whole = graph(edges)
    found = around(whole, "n:3", hops)
    ego = nx.ego_graph(of_described(whole), "n:3", radius=hops, undirected=True)
    assert [each.id for each in found.nodes] == sorted(ego)
    assert edges_of(found) == set(ego.edges(keys=True))
    assert found.values == {"name": "V", "around": "n:3", "hops": hops}


def test_around_nothing_is_an_error():
    with pytest.raises(KeyError):
        around(graph(set()), "n:99", 1)


def alike(whole: Described, a: int, b: int) -> bool:
    """Tell by the definition whether two nodes have one kind, the same needs and the same dependants."""

    def ways(node: int) -> tuple[set[object], set[object]]:
        said = [(each, each.values["kind"], each.values.get("group")) for each in whole.arrows]
        return (
            {(each.dependency, kind, group) for each, kind, group in said if each.dependant == node},
            {(each.dependant, kind, group) for each, kind, group in said if each.dependency == node},
        )

    return whole.nodes[a].values["kind"] == whole.nodes[b].values["kind"] and ways(a) == ways(b)


@settings(deadline=None)
@given(EDGES)
def test_collapse_draws_exactly_the_like_as_one(edges):
    whole = graph(edges)
    found = collapse(whole)
    members = [str(each.values.get("members", each.id)).split("; ") for each in found.nodes]
    assert sorted(chain.from_iterable(members)) == [each.id for each in whole.nodes], "nobody is lost, nobody twice"
    together = {frozenset(pair) for each in members for pair in combinations(each, 2)}
    pairs = combinations(range(len(whole.nodes)), 2)
    assert together == {frozenset((f"n:{a}", f"n:{b}")) for a, b in pairs if alike(whole, a, b)}
    assert [each.values.get("count", 1) for each in found.nodes] == [len(each) for each in members]
    assert [each.id for each in found.nodes] == [each[0] for each in members]
    of = {member: each[0] for each in members for member in each}
    assert edges_of(found) == {(of[a], of[b], kind) for a, b, kind in edges_of(whole)}
    assert collapse(found) == found, "once is enough"


def test_what_stands_for_several_says_for_whom():
    edges = {(number, 1, "hosted_by", "") for number in (0, 2, 4, 6)}
    found = collapse(graph(edges))
    assert [each.id for each in found.nodes] == ["n:0", "n:1", "n:3"]
    assert found.nodes[0].values == {
        "kind": "application", "name": "N0, N2, N4 … +1", "count": 4, "members": "n:0; n:2; n:4; n:6",
    }  # fmt: skip
    assert found.nodes[1].values == {"kind": "hosting", "name": "N1"}, "alone: as it was"
    assert found.nodes[2].values["members"] == "n:3; n:5; n:7", "nothing needs them and they need nothing"
    assert found.arrows == (Arrow(0, 1, {"kind": "hosted_by", "effect": "stop"}),), "the places differ"


def test_a_node_that_nobody_defines_is_not_drawn_with_one_that_is_defined():
    whole = graph({(0, 1, "hosted_by", ""), (0, 3, "hosted_by", "")}, 4)
    whole.nodes[3].values["undefined"] = True
    assert [each.id for each in collapse(whole).nodes] == ["n:0", "n:1", "n:2", "n:3"]


def test_values_that_all_share_stay():
    whole = graph({(0, 1, "hosted_by", ""), (2, 1, "hosted_by", "")}, 3)
    whole.nodes[0].values.update(licence="MIT", version="1")
    whole.nodes[2].values.update(licence="MIT", version="2")
    found = collapse(whole).nodes[0].values
    assert (found["licence"], found.get("version")) == ("MIT", None)
