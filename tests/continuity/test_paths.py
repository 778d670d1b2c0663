# SPDX-License-Identifier: EUPL-1.2
"""How one thing needs another: against networkx, against walking every way, and by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sovaudit.continuity import paths as rooms
from sovaudit.continuity.paths import Common, Paths, paths
from sovaudit.graph import Edge, network, of_edges
from sovaudit.model import Application, Dependency, OnlineService, Service, Source
from tests.identity._inventories import bom, inventory_of, named

EMPTY = inventory_of()
NODES = [f"application:{each}" for each in "abcdefg"]
some_edges = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from(["relies_on", "supplied_by"])),
    max_size=22,
).map(lambda found: [Edge(*each) for each in sorted(found)])
node = st.sampled_from(NODES)


def ways(graph: nx.DiGraph[str], start: str, end: str) -> list[tuple[str, ...]]:
    try:
        return sorted(tuple(each) for each in nx.all_shortest_paths(graph, start, end))
    except nx.NetworkXNoPath:
        return []


@given(edges=some_edges, start=node, end=node)
def test_they_are_all_the_shortest_ways_of_networkx(edges, start, end):
    graph = nx.DiGraph([(each.dependant, each.dependency) for each in edges])
    graph.add_nodes_from(NODES)
    found = paths(of_edges(edges, NODES), EMPTY, start, end)
    there, back = ways(graph, start, end), ways(graph, end, start)
    wanted = there or back
    assert found.direction == ("needs" if there else "needed_by" if back else "none")
    assert found.count == len(wanted)
    assert list(found.paths) == wanted[: rooms.SHOWN]
    assert found.length == (len(wanted[0]) - 1 if wanted else None)
    pairs = {pair for way in found.paths for pair in pairwise(way)}
    assert list(found.edges) == [each for each in edges if (each.dependant, each.dependency) in pairs]
    if not wanted:
        first, second = (nx.single_source_shortest_path_length(graph, each) for each in (start, end))
        both = sorted((first[each] + second[each], each) for each in set(first) & set(second))
        assert [(each.start_steps + each.end_steps, each.node) for each in found.common] == both[: rooms.SHOWN]
        assert all((first[each.node], second[each.node]) == (each.start_steps, each.end_steps) for each in found.common)


def ladder(rungs: int) -> Iterator[Edge]:
    for number in range(rungs):
        for side in "ab":
            yield Edge(f"application:{number:03}", f"application:{number:03}{side}", "relies_on")
            yield Edge(f"application:{number:03}{side}", f"application:{number + 1:03}", "relies_on")


@pytest.mark.parametrize(("rungs", "count"), [(1, 2), (5, 32), (40, 2**40), (60, rooms.MOST), (999, rooms.MOST)])
def test_ways_are_counted_and_not_walked(rungs, count):
    found = paths(of_edges(ladder(rungs)), EMPTY, "application:000", f"application:{rungs:03}")
    assert (found.count, found.length) == (count, 2 * rungs)
    assert len(found.paths) == min(count, rooms.SHOWN)
    assert list(found.paths) == sorted(set(found.paths))


def test_one_way_only_when_asked_backwards():
    known = of_edges([Edge("service:s", "application:a", "relies_on"), Edge("application:a", "country:FR", "odd")])
    there, back = paths(known, EMPTY, "service:s", "country:FR"), paths(known, EMPTY, "country:FR", "service:s")
    assert (there.direction, back.direction) == ("needs", "needed_by")
    assert (back.start, back.end) == ("country:FR", "service:s")
    assert there.paths == back.paths == (("service:s", "application:a", "country:FR"),)


def test_neither_way_tells_what_both_need():
    known = of_edges(
        [
            Edge("service:s", "application:a", "relies_on"),
            Edge("service:t", "application:b", "relies_on"),
            Edge("application:b", "application:a", "relies_on"),
            Edge("application:a", "hosting:h", "hosted_by"),
        ]
    )
    found = paths(known, EMPTY, "service:s", "service:t")
    assert found.common == (Common("application:a", 1, 2), Common("hosting:h", 2, 3))
    assert (found.direction, found.length, found.count, found.paths) == ("none", None, 0, ())


def test_a_thing_is_no_step_from_itself():
    known = of_edges([Edge("application:a", "application:a", "relies_on")])
    assert paths(known, EMPTY, "application:a", "application:a") == Paths(
        "application:a", "application:a", "needs", 0, 1, (("application:a",),), ()
    )


def test_bills_of_materials_join_in_for_a_component_and_say_where():
    calling = (OnlineService("geo", "Geo", dependants=(1,), place="/services/0"),)
    city = inventory_of(
        Application("a", sbom=("a.json",), services=("s",)),
        Application("b", sbom=("b.json",)),
        Service("s"),
        Dependency("application:b", "application:a", "runs_on"),
        files=[bom("a.json", [0, 1], [(0, 1)]), replace(bom("b.json", [2, 1, 0], [(0, 2)]), online=calling)],
        components=[named("x"), named("y"), named("z")],
    )
    known = network(city)
    x, y, z = (f"component:?/{each}@?" for each in "xyz")
    found = paths(known, city, "service:s", y)
    assert found.paths == (("service:s", "application:a", y),)
    assert [(each.kind, each.source) for each in found.edges] == [
        ("contains", Source("a.json", "/components/1")),
        ("relies_on", Source("")),
    ]
    found = paths(known, city, z, y)
    assert found.paths == ((z, x, y),)
    assert [(each.kind, each.source) for each in found.edges] == [
        ("depends_on", Source("a.json", "/components/0")),
        ("depends_on", Source("b.json", "/components/0")),
    ]
    (edge,) = paths(known, city, y, "online:geo").edges
    assert (edge.kind, edge.source) == ("relies_on", Source("b.json", "/services/0"))
    assert paths(known, city, "service:s", "application:b").direction == "none"


def test_a_node_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        paths(of_edges([Edge("service:s", "application:a", "relies_on")]), EMPTY, "service:s", "application:z")
