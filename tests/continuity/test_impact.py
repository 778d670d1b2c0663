# SPDX-License-Identifier: EUPL-1.2
"""What stops, degrades and is exposed: against a fixpoint worked out node by node, and by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sovaudit.continuity import _spreading
from sovaudit.continuity.impact import Impact, Impacts, by_dmia, impact
from sovaudit.graph import Edge, Network, network, of_edges
from sovaudit.model import (
    Application,
    Dependency,
    FileRead,
    Inventory,
    OnlineService,
    Organisation,
    Record,
    Service,
)
from tests.identity._inventories import bom, inventory_of, named

EMPTY = inventory_of()
STOPS, DEGRADES = {"relies_on", "runs_on", "odd"}, {"supplied_by", "exchanges_with"}
NODES = [f"application:{each}" for each in "abcdefgh"]
edges = st.dictionaries(
    st.tuples(
        st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from([*sorted(STOPS | DEGRADES), "depends_on"])
    ),
    st.tuples(st.sampled_from(["", "", "g", "h"]), st.sampled_from(["", "", "stop", "degrade"])),
    max_size=24,
).map(lambda found: [Edge(*ends, *rest) for ends, rest in found.items()])
losses = st.sets(st.sampled_from(NODES), min_size=1, max_size=3)


def effect(edge: Edge) -> str:
    if edge.effect:
        return edge.effect
    return "stop" if edge.kind in STOPS else "degrade" if edge.kind in DEGRADES else "expose"


def needs(edges: Iterable[Edge], effects: set[str]) -> list[tuple[str, set[str]]]:
    """Return (node, nodes): the node fails when all of the nodes have failed."""
    sets: dict[object, tuple[str, set[str]]] = {}
    for edge in edges:
        if effect(edge) in effects:
            key = (edge.dependant, edge.group, effect(edge)) if edge.group else edge
            sets.setdefault(key, (edge.dependant, set()))[1].add(edge.dependency)
    return list(sets.values())


def rounds(edges: Sequence[Edge], lost: Iterable[str], effects: set[str]) -> dict[str, int]:
    """Return node -> round, looking at every node in every round."""
    failed = dict.fromkeys(lost, 0)
    for number in range(1, len(NODES) + 1):
        more = {node for node, wanted in needs(edges, effects) if wanted <= failed.keys()} - failed.keys()
        failed.update(dict.fromkeys(more, number))
    return failed


def follows(edges: Sequence[Edge], node: str, by: str, hop: int, known: dict[str, int], effects: set[str]) -> bool:
    """Tell whether a node fails in a round by another one that failed in the round before."""
    return known[by] == hop - 1 and any(
        owner == node and by in wanted and all(known.get(each, hop) < hop for each in wanted)
        for owner, wanted in needs(edges, effects)
    )


@pytest.mark.parametrize("few", [0, _spreading.FEW])
@given(edges=edges, lost=losses)
def test_it_is_the_least_fixpoint_told_by_shortest_ways(few, edges, lost):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_spreading, "FEW", few)
        found = Impacts(of_edges(edges, NODES), EMPTY).of(sorted(lost))
    stop, whole = rounds(edges, lost, {"stop"}), rounds(edges, lost, {"stop", "degrade"})
    assert found.lost == tuple(sorted(lost))
    assert found.stopped == tuple(sorted(stop.keys() - lost))
    assert found.degraded == tuple(sorted(whole.keys() - stop.keys()))
    for nodes, known, effects in (
        (found.stopped, stop, {"stop"}),
        (found.degraded, whole, {"stop", "degrade"}),
    ):
        for node in nodes:
            way = found.why[node]
            assert found.hops[node] == known[node] == len(way) - 1
            assert way[0] in lost
            assert way[-1] == node
            assert found.why.last(node) == way[-2]
            assert all(
                follows(edges, after, before, hop, known, effects)
                for hop, (before, after) in enumerate(pairwise(way), start=1)
            )
    assert set(found.why) == set(found.hops) == {*found.stopped, *found.degraded, *found.exposed}


@given(edges=edges, first=losses, second=losses)
def test_who_loses_more_stops_more(edges, first, second):
    known = Impacts(of_edges(edges, NODES), EMPTY)
    one, both = known.of(sorted(first)), known.of(sorted(first | second))
    assert {*one.lost, *one.stopped} <= {*both.lost, *both.stopped}
    assert {*one.lost, *one.stopped, *one.degraded} <= {*both.lost, *both.stopped, *both.degraded}


def hand(*edges: Edge) -> Network:
    return of_edges(edges)


def test_alternatives_hold_until_the_last_and_the_way_goes_by_it():
    known = hand(
        Edge("service:s", "application:a", "relies_on", "two"),
        Edge("service:s", "application:b", "relies_on", "two"),
        Edge("application:a", "hosting:h", "hosted_by"),
        Edge("application:b", "application:c", "runs_on"),
        Edge("application:c", "hosting:h", "hosted_by"),
    )
    assert impact(known, EMPTY, ["application:a"]).stopped == ()
    found = impact(known, EMPTY, ["hosting:h"])
    assert found.stopped == ("application:a", "application:b", "application:c", "service:s")
    assert found.hops == {"application:a": 1, "application:c": 1, "application:b": 2, "service:s": 3}
    assert found.why["service:s"] == ("hosting:h", "application:c", "application:b", "service:s")


def test_what_degrades_does_not_stop_and_a_register_may_say_otherwise():
    known = hand(
        Edge("service:s", "application:a", "relies_on"),
        Edge("application:a", "organisation:o", "supplied_by"),
        Edge("application:b", "organisation:o", "supplied_by", effect="stop"),
        Edge("service:t", "application:b", "relies_on", effect="degrade"),
    )
    found = impact(known, EMPTY, ["organisation:o"])
    assert found.stopped == ("application:b",)
    assert found.degraded == ("application:a", "service:s", "service:t")
    assert found.why["service:s"] == ("organisation:o", "application:a", "service:s")


def test_a_circle_stops_as_one_and_not_by_itself():
    circle = [Edge(f"application:{a}", f"application:{b}", "relies_on") for a, b in ("ab", "bc", "ca", "aa")]
    known = hand(*circle, Edge("application:b", "hosting:h", "hosted_by"))
    assert impact(known, EMPTY, ["hosting:h"]).stopped == ("application:a", "application:b", "application:c")
    assert impact(known, EMPTY, ["application:a"]).stopped == ("application:b", "application:c")


def test_a_chain_of_twenty_thousand_ends():
    names = [f"application:{number:05}" for number in range(20_000)]
    found = impact(of_edges(Edge(a, b, "relies_on") for a, b in pairwise(names)), EMPTY, [names[-1]])
    assert found.stopped == tuple(names[:-1])
    assert found.why[names[0]] == tuple(reversed(names))


def test_a_node_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="application:z"):
        impact(hand(Edge("service:s", "application:a", "relies_on")), EMPTY, ["application:z"])
    found = impact(hand(Edge("service:s", "application:a", "relies_on")), EMPTY, ["application:a"])
    for node in ("application:a", "application:z"):
        with pytest.raises(KeyError):
            found.why[node]


ORGANISATIONS = [
    Organisation("top", country="US"),
    Organisation("one", parent="top"),
    Organisation("two", parent="top"),
    Organisation("deep", parent="two"),
    Organisation("other"),
    Organisation("ring", parent="rang"),
    Organisation("rang", parent="ring"),
]


def of(*records: Record, lost: Sequence[str], whole_group: bool = False) -> Impact:
    found = inventory_of(*records)
    return impact(network(found), found, lost, whole_group=whole_group)


@pytest.mark.parametrize(
    ("lost", "group"),
    [
        ("one", ["deep", "one", "top", "two"]),
        ("top", ["deep", "one", "top", "two"]),
        ("other", ["other"]),
        ("ring", ["rang", "ring"]),
    ],
)
def test_a_whole_group_is_lost_with_its_parents(lost, group):
    publisher = Application("a", kind="saas", publisher="deep")
    found = of(*ORGANISATIONS, publisher, lost=[f"organisation:{lost}"], whole_group=True)
    assert found.lost == tuple(f"organisation:{each}" for each in group)
    assert found.stopped == (("application:a",) if "deep" in group else ())


def test_without_the_group_a_subsidiary_leaves_its_parents_and_sisters_whole():
    assert of(*ORGANISATIONS, lost=["organisation:two"]).stopped == ("organisation:deep",)


def test_services_come_in_order_of_dmia_the_unknown_last():
    services = [
        Service("z", dmia_hours=4.0, criticality=4),
        Service("a", dmia_hours=4.0, criticality=2),
        Service("b", dmia_hours=4.0),
        Service("c", criticality=4),
        Service("d", dmia_hours=0.0),
    ]
    found = by_dmia(inventory_of(*services), [f"service:{each}" for each in "abcdz?"] + ["application:a"])
    assert [each.id for each in found] == ["d", "z", "a", "b", "c", "?"]


def component(name: str) -> str:
    return f"component:?/{name}@?"


def bills(*files: FileRead, records: Sequence[Record], names: str = "xyzw") -> Inventory:
    return inventory_of(*records, files=files, components=[named(each) for each in names])


# a contains x, and y which needs x; b contains y alone; c contains what calls an online service.
CITY = bills(
    bom("a.json", [0, 1], [(1, 0)]),
    bom("b.json", [1]),
    bom("c.json", [3, 2], [(1, 0)]),
    records=[
        Service("direct"),
        Service("through"),
        Service("degraded"),
        Service("beside"),
        Application("a", sbom=("a.json",), services=("direct",)),
        Application("b", sbom=("b.json",), services=("beside",)),
        Application("c", sbom=("c.json",)),
        Application("d", services=("through",)),
        Dependency("application:d", "application:a", "runs_on"),
        Dependency("application:e", "application:a", "exchanges_with"),
        Dependency("service:degraded", "application:a", "relies_on", effect="degrade"),
    ],
)


def test_a_component_stops_nothing_and_exposes_who_needs_it_contains_it_and_relies_on_that():
    found = impact(network(CITY), CITY, [component("x")])
    assert (found.stopped, found.degraded) == ((), ())
    assert found.exposed == (
        "application:a",
        component("y"),
        "service:degraded",
        "service:direct",
        "service:through",
    )
    assert found.why["service:through"] == (component("x"), "application:a", "application:d", "service:through")
    assert found.hops["service:through"] == 3
    assert found.why[component("y")] == (component("x"), component("y"))
    assert set(found.why) == set(found.exposed)


def test_what_stops_is_not_exposed():
    found = impact(network(CITY), CITY, [component("x"), "application:a"])
    assert "service:direct" in found.stopped
    assert found.exposed == (component("y"),)
    assert found.degraded == ("application:e", "service:degraded")


def test_a_component_that_calls_a_lost_online_service_is_where_exposure_begins():
    calling = replace(bom("c.json", [3, 2], [(1, 0)]), online=(OnlineService("geo", "Geo", dependants=(0,)),))
    records: list[Record] = [Application("c", sbom=("c.json",), services=("s",)), Service("s")]
    found = bills(calling, records=records)
    answer = impact(network(found), found, ["online:geo"])
    assert answer.stopped == ()
    assert answer.exposed == ("application:c", component("w"), component("z"), "service:s")
    assert answer.why["service:s"] == ("online:geo", component("w"), "application:c", "service:s")


HELD = ["p", "q", "r"]
contents = st.lists(
    st.tuples(st.sets(st.integers(0, 5), min_size=1), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)))),
    min_size=3,
    max_size=3,
)
needy = ["service:1", "service:2", *(f"application:{each}" for each in HELD)]
reliances = st.sets(
    st.tuples(st.sampled_from(needy), st.sampled_from(needy[2:]), st.sampled_from(["relies_on", "exchanges_with"]))
)


@given(contents=contents, reliances=reliances, lost=st.sets(st.integers(0, 5), min_size=1, max_size=2))
def test_exposure_is_what_walking_from_everything_finds(contents, reliances, lost):
    files, linked, held = [], set(), {}
    for name, (inside, links) in zip(HELD, contents, strict=True):
        entries = sorted(inside)
        own = {(a, b) for a, b in links if a in inside and b in inside and a != b}
        files.append(bom(f"{name}.json", entries, [(entries.index(a), entries.index(b)) for a, b in sorted(own)]))
        linked |= own
        held[f"application:{name}"] = inside
    lost &= set().union(*held.values())
    applications = [Application(each, sbom=(f"{each}.json",)) for each in HELD]
    services = [Service("1"), Service("2")]
    stated = [Dependency(needing, needed, kind) for needing, needed, kind in sorted(reliances)]
    city = bills(*files, records=[*applications, *services, *stated], names="stuvwx")
    ids = [component(each) for each in "stuvwx"]
    found = impact(network(city), city, [ids[each] for each in sorted(lost)])

    needing, beside = set(lost), set().union(*(inside for inside in held.values() if inside & lost))
    while more := {a for a, b in linked if b in needing and a in beside} - needing:
        needing |= more
    containing = {name for name, inside in held.items() if inside & lost}
    relying = set(containing)
    while more := {a for a, b, kind in reliances if b in relying and kind == "relies_on"} - relying:
        relying |= more
    services_ = {each for each in relying if each.startswith("service:")}
    assert found.exposed == tuple(sorted({ids[each] for each in needing - lost} | containing | services_))
    joined = {(ids[a], ids[b]) for a, b in linked} | {(a, ids[b]) for a, inside in held.items() for b in inside}
    joined |= {(a, b) for a, b, _kind in reliances}
    for node in found.exposed:
        way = found.why[node]
        assert way[0] in found.lost
        assert way[-1] == node
        assert len(way) - 1 == found.hops[node]
        assert all((after, before) in joined for before, after in pairwise(way))
