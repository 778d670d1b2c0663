# SPDX-License-Identifier: EUPL-1.2
"""Waves, hours and conflicts of restart: by hand on small cities, against brute force on made-up networks."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sovaudit.continuity._cycles import units
from sovaudit.continuity._requirements import requirements
from sovaudit.continuity.recovery import Conflict, Recovery, recovery
from sovaudit.graph import Edge, network, of_edges
from sovaudit.model import ABSENT, Application, Dependency, Hosting, Inventory, Organisation, Record, Service, Unknown
from tests.identity._inventories import inventory_of


def plan(*records: Record) -> Recovery:
    inventory = inventory_of(*records)
    return recovery(network(inventory), inventory)


def known(hours: float | None) -> float | Unknown:
    return ABSENT if hours is None else hours


def application(name: str, rto: float | None = None, *services: str, rpo: float | None = None) -> Application:
    return Application(name, services=services, rto_hours=known(rto), rpo_hours=known(rpo))


def shown(found: Recovery, kind: str) -> list[tuple[str, str, str, float | None, float | None]]:
    return [(each.service, each.node, each.of, each.needs, each.has) for each in found.conflicts if each.kind == kind]


# By hand: a chain in which everything adds up.


def test_a_node_comes_after_all_it_requires_and_organisations_are_passed_through():
    found = plan(
        Service("paie", dmia_hours=48.0),
        replace(application("rh", 8.0, "paie"), hosting="salle"),
        replace(application("sso", 2.0), hosting="salle"),
        replace(application("extranet", 1.0), kind="saas", publisher="editeur"),
        application("portail", 4.0),
        Hosting("salle", provider="hebergeur", country="FR"),
        Hosting("vide"),
        Organisation("hebergeur", country="FR"),
        Dependency("rh", "sso", "authenticates_with"),
        Dependency("rh", "extranet", "exchanges_with"),
        Dependency("organisation:editeur", "portail", "relies_on"),
    )
    assert found.waves == (
        ("application:portail", "hosting:salle", "hosting:vide"),
        ("application:extranet", "application:sso"),
        ("application:rh",),
    )
    assert found.cycles == ()
    paie = found.critical_path["service:paie"]
    assert (paie.hours, paie.at_most, paie.unknown) == (10, 10, ())
    assert paie.path == ("service:paie", "application:rh", "application:sso", "hosting:salle")
    assert found.overall is not None
    assert (found.overall.hours, found.overall.path[0]) == (10, "application:rh")
    extranet = found.restarts["application:extranet"]
    assert (extranet.start, extranet.up, extranet.sure) == (4, 5, True)
    assert found.conflicts == ()


def test_of_alternatives_the_first_one_up_is_waited_for():
    found = plan(
        Service("paie"),
        application("rh", 1.0, "paie"),
        application("ad", 6.0),
        application("base", 1.0),
        application("ldap", 2.0),
        Dependency("rh", "ad", "authenticates_with", "annuaires"),
        Dependency("rh", "ldap", "authenticates_with", "annuaires"),
        Dependency("ldap", "base", "runs_on"),
    )
    # By waves ad (1) comes before ldap (2), by hours ldap (1 + 2) before ad (6).
    assert found.waves == (("application:ad", "application:base"), ("application:ldap", "application:rh"))
    paie = found.critical_path["service:paie"]
    assert (paie.hours, paie.path) == (
        4,
        ("service:paie", "application:rh", "application:ldap", "application:base"),
    )


def test_a_cycle_is_one_wave_after_what_any_of_it_requires_and_takes_its_longest_rto():
    found = plan(
        Service("etat-civil"),
        application("guichet", 1.0, "etat-civil"),
        application("hub", 3.0),
        application("planificateur", 5.0),
        application("base", 2.0),
        application("tard", 9.0),
        Dependency("guichet", "hub"),
        Dependency("hub", "planificateur"),
        Dependency("planificateur", "hub"),
        Dependency("planificateur", "base"),
        Dependency("hub", "hub"),
        Dependency("base", "tard", effect="degrade"),
    )
    assert found.waves == (
        ("application:base", "application:tard"),
        ("application:hub", "application:planificateur"),
        ("application:guichet",),
    )
    assert found.cycles == (("application:hub", "application:planificateur"),)
    path = found.critical_path["service:etat-civil"]
    assert path.hours == 1 + 5 + 2
    assert path.path == (
        "service:etat-civil",
        "application:guichet",
        "application:hub",
        "application:planificateur",
        "application:base",
    )


def test_an_alternative_that_does_not_wait_breaks_a_cycle():
    ring = [Dependency("a", "b", "relies_on", "g"), Dependency("b", "a")]
    records = [application(each, 1.0) for each in "abc"]
    assert plan(*records, *ring).cycles == (("application:a", "application:b"),)
    found = plan(*records, *ring, Dependency("a", "c", "relies_on", "g"))
    assert found.cycles == ()
    assert found.waves == (("application:c",), ("application:a",), ("application:b",))


def test_an_alternative_in_another_cycle_breaks_a_cycle_and_is_waited_for():
    found = plan(
        application("n", 1.0),
        application("fast", 0.0),
        application("x", 20.0),
        application("y", 30.0),
        Dependency("n", "fast", "relies_on", "g"),
        Dependency("n", "x", "relies_on", "g"),
        Dependency("fast", "n"),
        Dependency("x", "y"),
        Dependency("y", "x"),
    )
    assert found.cycles == (("application:x", "application:y"),)
    assert found.waves == (("application:x", "application:y"), ("application:n",), ("application:fast",))
    assert found.restarts["application:fast"].up == 31


def test_a_cycle_of_alternatives_breaks_another_one():
    found = plan(
        *(application(name, 1.0) for name in ("n", "n1")),
        *(application(name, 20.0) for name in ("x", "y", "y2")),
        *(Dependency("n", each, "relies_on", "g") for each in ("n1", "x")),
        *(Dependency("x", each, "relies_on", "g") for each in ("y", "y2")),
        *(Dependency(*each) for each in (("n1", "n"), ("y", "x"), ("y2", "x"))),
    )
    assert len(found.cycles) == 1
    assert found.cycles[0] in (("application:x", "application:y"), ("application:x", "application:y2"))


def test_where_every_alternative_waits_the_cycle_is_the_one_without_the_slowest():
    found = plan(
        application("n", 1.0),
        application("quick", 2.0),
        application("slow", 20.0),
        application("unknown"),
        *(Dependency("n", each, "relies_on", "g") for each in ("slow", "quick", "unknown")),
        *(Dependency(each, "n") for each in ("slow", "quick", "unknown")),
    )
    assert found.cycles == (("application:n", "application:quick"),)
    assert found.waves == (("application:n", "application:quick"), ("application:slow", "application:unknown"))
    assert found.restarts["application:n"].up == 2


def test_a_cycle_gives_way_to_one_that_breaks_it():
    """Of (n, a) and (y, y2), n can wait for y instead, but y for nobody else: z waits for y."""
    records = [application(each, 1.0) for each in ("n", "a")] + [application(each, 30.0) for each in ("y", "y2", "z")]
    found = plan(
        *records,
        *(Dependency("n", each, "relies_on", "g") for each in ("a", "y")),
        *(Dependency("y", each, "relies_on", "g") for each in ("y2", "z")),
        *(Dependency(*each) for each in (("a", "n"), ("y2", "y"), ("z", "y"), ("z", "n"))),
    )
    assert found.cycles == (("application:y", "application:y2"),)
    assert found.waves[1:] == (("application:n",), ("application:a", "application:z"))


def test_cycles_of_alternatives_follow_each_other():
    pairs = [(a, b) for name in "pqr" for a, b in ((name, f"{name}1"), (name, f"{name}2"))]
    found = plan(
        *(application(name, 1.0) for name in "pqr"),
        *(application(f"{name}{number}", float(number)) for name in "pqr" for number in (1, 2)),
        *(Dependency(a, b, "relies_on", "g") for a, b in pairs),
        *(Dependency(b, a) for a, b in pairs),
        Dependency("p", "q"),
        Dependency("q", "r"),
    )
    assert found.cycles == tuple((f"application:{name}", f"application:{name}1") for name in "pqr")
    assert found.waves[3] == ("application:p2",)
    assert found.restarts["application:p"].up == 3


def test_a_cycle_that_another_one_leads_to_is_found_after_it():
    found = plan(
        *(application(name, hours) for name, hours in (("n", 1.0), ("a", 1.0), ("b", 9.0))),
        *(application(name, 1.0) for name in ("p", "q", "q2")),
        *(Dependency("n", each, "relies_on", "g") for each in ("a", "b")),
        *(Dependency("p", each, "relies_on", "g") for each in ("q", "q2")),
        *(Dependency(*each) for each in (("a", "n"), ("b", "p"), ("p", "n"), ("q", "p"), ("q2", "p"))),
    )
    assert found.cycles[0] == ("application:a", "application:n")
    assert found.cycles[1] in (("application:p", "application:q"), ("application:p", "application:q2"))
    assert len(found.cycles) == 2


def test_an_unknown_rto_makes_hours_a_lower_bound_and_is_named():
    found = plan(
        Service("paie", criticality=4, dmia_hours=8.0),
        Service("cimetieres", criticality=2, dmia_hours=8.0),
        application("rh", 3.0, "paie", "cimetieres"),
        application("sso"),
        Dependency("rh", "sso"),
        Dependency("sso", "nowhere"),
    )
    for service in ("service:paie", "service:cimetieres"):
        path = found.critical_path[service]
        assert (path.hours, path.at_most, path.unknown) == (3, None, ("application:nowhere", "application:sso"))
    assert found.restarts["application:rh"].sure is False
    assert shown(found, "unknown_rto") == [
        ("service:paie", "application:nowhere", "rto", 8, None),
        ("service:paie", "application:sso", "rto", 8, None),
    ]
    assert found.conflicts[0].path == ("service:paie", "application:rh", "application:sso", "application:nowhere")
    assert found.missing["applications.rto_hours"] == ("application:nowhere", "application:sso")
    assert found.overall is not None
    assert found.overall.unknown == ("application:nowhere", "application:sso")


def test_where_no_rto_is_known_the_longest_chain_of_waves_is_shown():
    found = plan(
        Service("paie"),
        application("rh", None, "paie"),
        *(application(name) for name in ("annuaire", "base", "zone")),
        *(Dependency(*each) for each in (("rh", "annuaire"), ("rh", "base"), ("rh", "zone"), ("base", "disque"))),
    )
    path = found.critical_path["service:paie"]
    assert (path.hours, path.at_most, len(path.unknown)) == (0, None, 5)
    assert path.path == ("service:paie", "application:rh", "application:base", "application:disque")
    assert found.overall is not None
    assert found.overall.path == path.path[1:]


def test_an_alternative_that_surely_holds_leaves_no_unknown():
    records: list[Record] = [
        Service("paie", criticality=4, dmia_hours=8.0),
        application("rh", 3.0, "paie"),
        application("ad"),
        Dependency("rh", "ad", "relies_on", "annuaires"),
        Dependency("rh", "ldap", "relies_on", "annuaires"),
    ]
    found = plan(*records, application("ldap", 4.0))
    path = found.critical_path["service:paie"]
    assert (path.hours, path.at_most, path.unknown) == (3, 7, ("application:ad",))
    assert found.conflicts == ()
    found = plan(*records, application("ldap", 6.0))
    assert shown(found, "unknown_rto") == [("service:paie", "application:ad", "rto", 8, None)]


def test_an_unknown_rto_that_cannot_decide_is_not_named():
    found = plan(
        Service("paie"),
        application("rh", 3.0, "paie"),
        application("base", 10.0),
        application("ad"),
        application("ldap", 4.0),
        application("saml", 20.0),
        application("saml-base"),
        application("cache"),
        # ldap is up before base, whatever ad takes; sso may not wait for saml, which is later than radius at best.
        *(Dependency("rh", each) for each in ("base", "sso")),
        *(Dependency("rh", each, "relies_on", "annuaires") for each in ("ad", "ldap")),
        application("sso", 1.0),
        application("radius", 20.0),
        *(Dependency("sso", each, "relies_on", "g") for each in ("saml", "radius", "cache")),
        Dependency("saml", "saml-base"),
    )
    path = found.critical_path["service:paie"]
    assert (path.hours, path.at_most, path.unknown) == (13, 24, ("application:cache",))


def test_dmia_is_held_against_each_rto_and_against_the_critical_path():
    found = plan(
        Service("eau", dmia_hours=4.0),
        Service("port", dmia_hours=6.0),
        Service("ccas"),
        application("omega", 24.0, "eau"),
        application("base", 5.0),
        application("capitainerie", 3.0, "port", "ccas"),
        application("confort", 99.0),
        Dependency("omega", "base"),
        Dependency("capitainerie", "base"),
        Dependency("omega", "confort", "exchanges_with"),
    )
    assert found.conflicts == (
        Conflict(
            *("dmia_rto", "service:eau", "application:base", "rto", 4, 5),
            ("service:eau", "application:omega", "application:base"),
            2,
        ),
        Conflict(
            *("dmia_rto", "service:eau", "application:omega", "rto", 4, 24), ("service:eau", "application:omega"), 1
        ),
        Conflict(
            *("dmia_rto", "service:eau", "service:eau", "critical_path", 4, 29),
            ("service:eau", "application:omega", "application:base"),
            2,
        ),
        Conflict(
            *("dmia_rto", "service:port", "service:port", "critical_path", 6, 8),
            ("service:port", "application:capitainerie", "application:base"),
            2,
        ),
    )
    assert found.missing["services.dmia_hours"] == ("service:ccas",)


def test_alternatives_conflict_only_when_none_holds_the_time():
    records: list[Record] = [
        Service("eau", dmia_hours=4.0),
        application("omega", 1.0, "eau"),
        application("one", 9.0),
        Dependency("omega", "one", "relies_on", "g"),
        Dependency("omega", "two", "relies_on", "g"),
    ]
    assert plan(*records, application("two", 3.0)).conflicts == ()
    # Both too late: the one that is up first is blamed.
    assert shown(plan(*records, application("two", 8.0)), "dmia_rto") == [
        ("service:eau", "application:two", "rto", 4, 8),
        ("service:eau", "service:eau", "critical_path", 4, 9),
    ]


def test_prd_is_held_against_the_rpo_of_what_is_required():
    records: list[Record] = [
        Service("eau", prd_hours=4.0),
        application("omega", 1.0, "eau", rpo=4.0),
        application("base", 1.0, rpo=24.0),
        application("one", 1.0, rpo=12.0),
        application("confort", 1.0, rpo=99.0),
        Dependency("omega", "base"),
        Dependency("omega", "one", "relies_on", "g"),
        Dependency("omega", "two", "relies_on", "g"),
        Dependency("omega", "confort", effect="degrade"),
    ]
    found = plan(*records, application("two", 1.0, rpo=1.0))
    assert shown(found, "prd_rpo") == [("service:eau", "application:base", "rpo", 4, 24)]
    assert found.conflicts[0].path == ("service:eau", "application:omega", "application:base")
    # The fresher of two alternatives is blamed; a third of which nobody knows the RPO may hold.
    assert plan(Service("eau", prd_hours=4.0), application("omega", 1.0, "eau", rpo=4.0)).conflicts == ()
    found = plan(*records, application("two", 1.0, rpo=13.0))
    assert [each.node for each in found.conflicts] == ["application:base", "application:one"]
    found = plan(*records, application("two", 1.0))
    assert [each.node for each in found.conflicts] == ["application:base"]
    assert found.missing["applications.rpo_hours"] == ("application:two",)


def test_the_rpo_of_an_alternative_that_restarts_together_counts():
    found = plan(
        Service("eau", prd_hours=4.0),
        application("omega", 1.0, "eau", rpo=1.0),
        application("zeta", 2.0, rpo=24.0),
        application("beta", 9.0, rpo=1.0),
        *(Dependency("omega", each, "relies_on", "g") for each in ("zeta", "beta")),
        *(Dependency(each, "omega") for each in ("zeta", "beta")),
    )
    assert found.cycles == (("application:omega", "application:zeta"),)
    assert shown(found, "prd_rpo") == [("service:eau", "application:zeta", "rpo", 4, 24)]


def test_a_service_of_which_nothing_is_known_is_not_up_at_once():
    found = plan(Service("eau", criticality=4, dmia_hours=1.0), Service("port"), application("a", 1.0, "port"))
    eau = found.critical_path["service:eau"]
    assert (eau.hours, eau.path, eau.unknown, eau.at_most) == (0, ("service:eau",), ("service:eau",), None)
    assert found.missing["applications.services"] == ("service:eau",)


def test_hours_are_added_exactly():
    found = plan(
        Service("eau", dmia_hours=3.3),
        application("a", 1.1, "eau"),
        application("b", 2.2),
        Dependency("a", "b"),
    )
    assert 1.1 + 2.2 > 3.3
    assert found.critical_path["service:eau"].hours == 3.3
    assert found.conflicts == ()


def test_nothing_and_absurd_hours():
    empty = plan()
    assert (empty.waves, empty.overall, empty.critical_path) == ((), None, {})
    found = plan(Service("s", dmia_hours=1e308), application("a", 1e308, "s"), application("b", 1e308))
    assert found.overall is not None
    assert found.overall.hours == 1e12


def test_organisations_that_control_each_other_are_no_cycle_to_restart():
    found = plan(
        replace(application("a", 1.0), kind="saas", publisher="x"),
        Organisation("x", parent="y"),
        Organisation("y", parent="x"),
    )
    assert (found.waves, found.cycles) == ((("application:a",),), ())


def test_the_path_through_a_cycle_names_the_entry_the_slowest_and_the_one_that_waits():
    ring = ("a", "b", "c", "d", "e")
    found = plan(
        Service("s"),
        application("a", 1.0, "s"),
        application("b", 1.0),
        application("c", 7.0),
        application("d", 1.0),
        application("e", 1.0),
        application("base", 2.0),
        application("other", 1.0),
        *(Dependency(above, below) for above, below in zip(ring, ring[1:] + ring[:1], strict=True)),
        Dependency("e", "base"),
        Dependency("b", "other"),
    )
    path = found.critical_path["service:s"]
    assert path.hours == 9
    assert path.path == (
        "service:s",
        *("application:a", "application:c", "application:e"),
        "application:base",
    )


def test_a_service_may_be_required_and_two_applications_wait_for_each_other_through_it():
    found = plan(
        Service("s"),
        application("a", 1.0, "s"),
        application("b", 2.0),
        Dependency("a", "b"),
        Dependency("b", "service:s"),
    )
    assert found.cycles == (("application:a", "application:b"),)
    assert found.critical_path["service:s"].hours == 2


# By brute force.

KINDS = ("application", "application", "application", "hosting", "organisation", "service")
RTO = st.sampled_from([0.0, 0.5, 1.0, 1.0, 2.0, 4.0, 8.0, None])


@st.composite
def cities(draw: st.DrawFn, size: int = 7, cyclic: bool = True) -> tuple[list[Edge], dict[str, float | None]]:
    """Draw edges, some in groups, over a few nodes, and the RTO of each application."""
    count = draw(st.integers(2, size))
    nodes = [f"{draw(st.sampled_from(KINDS))}:{number}" for number in range(count)]
    edges = {}
    for _each in range(draw(st.integers(1, 2 * size))):
        a, b = draw(st.integers(0, count - 1)), draw(st.integers(0, count - 1))
        if not cyclic:
            a, b = min(a, b), max(a, b)
        if a != b or cyclic:
            kind = draw(st.sampled_from(["relies_on", "relies_on", "relies_on", "exchanges_with"]))
            edges[a, b] = Edge(nodes[a], nodes[b], kind, draw(st.sampled_from(["", "", "g", "h"])))
    return list(edges.values()), {each: draw(RTO) for each in nodes if each.startswith("application:")}


def inventory(edges: Sequence[Edge], rto: Mapping[str, float | None], dmia: float | None) -> Inventory:
    ends = {node for each in edges for node in (each.dependant, each.dependency)}
    return inventory_of(
        *(application(node.partition(":")[2], hours) for node, hours in rto.items()),
        *(
            Service(each.partition(":")[2], criticality=4, dmia_hours=known(dmia))
            for each in ends
            if each.startswith("service:")
        ),
    )


def found_in(edges: Sequence[Edge], rto: Mapping[str, float | None], dmia: float | None = None) -> Recovery:
    return recovery(of_edges(edges, rto), inventory(edges, rto, dmia))


def needs_of(edges: Sequence[Edge]) -> dict[str, list[set[str]]]:
    """Return node -> sets of nodes of which one must be up, by the words of the design."""
    needs: dict[str, list[set[str]]] = {}
    for each in edges:
        needs.setdefault(each.dependant, [])
        needs.setdefault(each.dependency, [])
    for node in needs:
        own = [each for each in edges if each.dependant == node and each.kind == "relies_on"]
        needs[node] = [{each.dependency} for each in own if not each.group]
        for group in ("g", "h"):
            needs[node].append({each.dependency for each in own if each.group == group})
        needs[node] = [each for each in needs[node] if each and node not in each]
    return needs


def started(needs: Mapping[str, list[set[str]]], sets: Sequence[frozenset[str]]) -> set[str]:
    """Return what comes up when sets of nodes restart together, each once all else that it needs is up."""
    up: set[str] = set()
    while True:
        more = [each for each in sets if not each <= up and all(n & (up | each) for node in each for n in needs[node])]
        if not more:
            return up
        up |= more[0]


def together(edges: Sequence[Edge], rto: Mapping[str, float | None]) -> list[frozenset[str]]:
    """Return the units of the program, by the names of their nodes."""
    drawn = of_edges(edges, rto)
    slowness = [(math.inf if (h := rto.get(each, 0)) is None else h) for each in drawn.nodes]
    return [frozenset(drawn.nodes[n] for n in unit) for unit in units(requirements(drawn), slowness).nodes]


@settings(deadline=None, derandomize=True)
@given(cities())
def test_cycles_are_what_nothing_can_break(city):
    edges, rto = city
    needs = needs_of(edges) | {node: [] for node in rto.keys() - needs_of(edges).keys()}
    found = together(edges, rto)
    assert sorted(node for each in found for node in each) == sorted(needs)
    assert started(needs, found) == set(needs)
    for cycle in found:
        if len(cycle) > 1:
            before = started(needs, [each for each in found if each != cycle])
            parts = itertools.chain.from_iterable(
                itertools.combinations(sorted(cycle), n) for n in range(1, len(cycle))
            )
            for part in map(set, parts):
                assert not all(each & (before | part) for node in part for each in needs[node]), (cycle, part)
    named = [tuple(sorted(n for n in each if n.startswith(("application", "hosting")))) for each in found]
    assert found_in(edges, rto).cycles == tuple(sorted(each for each in named if len(each) > 1))


def choices(needs: Mapping[str, list[set[str]]]) -> Iterator[dict[str, list[str]]]:
    """Return every way of choosing one alternative of each clause: at most a few thousand on a small city."""
    clauses = [(node, sorted(each)) for node, own in needs.items() for each in own]
    for chosen in itertools.product(*(each for _node, each in clauses)):
        found: dict[str, list[str]] = {node: [] for node in needs}
        for (node, _each), one in zip(clauses, chosen, strict=True):
            found[node].append(one)
        yield found


def longest(chosen: Mapping[str, list[str]], weight: Mapping[str, float]) -> dict[str, float]:
    """Return the heaviest chain below each node, its own weight included; infinite where it runs in a circle."""

    def below(node: str, seen: frozenset[str]) -> float:
        if node in seen:
            return math.inf
        return weight[node] + max((below(each, seen | {node}) for each in chosen[node]), default=0)

    return {node: below(node, frozenset()) for node in chosen}


def brute(needs: Mapping[str, list[set[str]]], weight: Mapping[str, float]) -> dict[str, float]:
    found = dict.fromkeys(needs, math.inf)
    for chosen in choices(needs):
        for node, value in longest(chosen, weight).items():
            found[node] = min(found[node], value)
    return found


def merged(edges: Sequence[Edge], rto: Mapping[str, float | None]) -> tuple[dict[str, list[set[str]]], dict[str, str]]:
    """Return the needs of units, each under the name of its first node, and the unit of each node."""
    unit = {node: min(each) for each in together(edges, rto) for node in each}
    needs: dict[str, list[set[str]]] = {each: [] for each in unit.values()}
    for node, own in needs_of(edges).items():
        needs[unit[node]] += [each for each in ({unit[n] for n in one} for one in own) if unit[node] not in each]
    return needs, unit


def weighed(unit: Mapping[str, str], weight: Mapping[str, float]) -> dict[str, float]:
    return {each: max(weight.get(node, 0) for node in unit if unit[node] == each) for each in unit.values()}


@settings(deadline=None, derandomize=True)
@given(cities(6))
def test_waves_and_hours_are_those_of_brute_force(city):
    edges, rto = city
    found = found_in(edges, rto)
    needs, unit = merged(edges, rto)
    restarted = {node: 1.0 for node in unit if node.startswith(("application:", "hosting:"))}
    waves = brute(needs, weighed(unit, restarted))
    expected: dict[float, list[str]] = {}
    for node in sorted(restarted):
        expected.setdefault(waves[unit[node]], []).append(node)
    assert found.waves == tuple(tuple(nodes) for _wave, nodes in sorted(expected.items()))
    least = brute(needs, weighed(unit, {node: hours or 0 for node, hours in rto.items()}))
    most = brute(needs, weighed(unit, {node: math.inf if hours is None else hours for node, hours in rto.items()}))
    assert {node: each.up for node, each in found.restarts.items()} == {node: least[unit[node]] for node in restarted}
    assert {node for node, each in found.restarts.items() if each.sure} == {
        node for node in restarted if least[unit[node]] == most[unit[node]]
    }
    for service, path in found.critical_path.items():
        if path.unknown != (service,):
            assert path.hours == least[unit[service]]
            assert path.at_most == (None if most[unit[service]] == math.inf else most[unit[service]])


@settings(deadline=None, derandomize=True)
@given(cities(6, cyclic=False), st.lists(st.sampled_from([0.0, 3.0, 50.0]), min_size=6, max_size=6))
def test_critical_paths_add_up_and_only_the_unknown_that_are_named_can_lengthen_them(city, guesses):
    edges, rto = city
    found = found_in(edges, rto)
    needs = needs_of(edges) | {node: [] for node in rto.keys() - needs_of(edges).keys()}
    guessed = {
        node: guess if hours is None else hours for (node, hours), guess in zip(rto.items(), guesses, strict=False)
    }
    for service, path in found.critical_path.items():
        if path.unknown == (service,):
            continue
        assert path.hours == sum(rto.get(node) or 0 for node in path.path)
        for above, below in itertools.pairwise(path.path):
            assert any(below in each for each in needs[above])
        assert all(rto[each] is None for each in path.unknown)
        named = {node: hours if rto[node] is not None or node in path.unknown else 0 for node, hours in guessed.items()}
        weights = [{node: each.get(node, 0.0) for node in needs} for each in (guessed, named)]
        assert brute(needs, weights[0])[service] == brute(needs, weights[1])[service]


@settings(deadline=None, derandomize=True)
@given(cities(8), st.sampled_from([0.5, 1.0, 4.0, 9.0]))
def test_conflicts_are_those_of_the_words(city, dmia):
    edges, rto = city
    found = found_in(edges, rto, dmia)
    for service, path in found.critical_path.items():
        own = [each for each in found.conflicts if each.service == service]
        assert any(each.kind == "dmia_rto" for each in own) == (path.hours > dmia)
        held = path.at_most is not None and path.at_most <= dmia
        unknown = set() if held else set(path.unknown) - {service}
        assert {each.node for each in own if each.kind == "unknown_rto"} == unknown
        if all(not each.group for each in edges):
            reached, queue = {service}, [service]
            for node in queue:
                more = set().union(*needs_of(edges).get(node, [])) - reached
                reached |= more
                queue += more
            late = {node for node in reached if (rto.get(node) or 0) > dmia}
            assert {each.node for each in own if each.kind == "dmia_rto"} - {service} == late
            assert unknown == {node for node in reached if node in rto and rto[node] is None}
    needs = needs_of(edges)
    for conflict in found.conflicts:
        if conflict.of == "rto":
            for above, below in itertools.pairwise(conflict.path):
                assert any(below in each for each in needs[above])
            assert (conflict.path[0], conflict.path[-1]) == (conflict.service, conflict.node)


# Large.

LARGE = 20_000


def chain(closed: bool) -> tuple[list[Edge], dict[str, float | None]]:
    names = [f"application:{number:05}" for number in range(LARGE)]
    edges = [Edge("service:s", names[0], "relies_on")]
    edges += [Edge(a, b, "relies_on") for a, b in itertools.pairwise([*names, names[0]] if closed else names)]
    return edges, dict.fromkeys(names, 2.0)


@pytest.mark.parametrize("closed", [False, True], ids=["chain", "cycle"])
def test_a_long_chain_and_a_large_cycle_end(closed):
    edges, rto = chain(closed)
    rto["application:12345"] = 5.0
    start = time.process_time()
    found = found_in(edges, rto, 1.0)
    assert time.process_time() - start < 10
    assert len(found.waves) == (1 if closed else LARGE)
    assert found.critical_path["service:s"].hours == (5 if closed else 2 * LARGE + 3)
    assert found.cycles == ((tuple(sorted(rto)),) if closed else ())
    # A thousand applications and the critical path are named, the worst and then the nearest; the ways to the far ones
    # are cut, their length is not.
    assert (len(found.conflicts), found.left_out) == (1001, {"service:s": LARGE - 1000})
    near, far, worst = found.conflicts[29], found.conflicts[998], found.conflicts[999]
    assert (near.node, near.hops, near.path) == ("application:00029", 30, ("service:s", *sorted(rto)[:30]))
    assert (far.node, far.hops, len(far.path)) == ("application:00998", 999, 40)
    assert far.path[:2] == ("service:s", "application:00000")
    assert far.path[19:21] == ("application:00018", "application:00979")
    assert (worst.node, worst.has) == ("application:12345", 5)


def test_a_large_cycle_of_alternatives_ends():
    names = [f"application:{number:05}" for number in range(LARGE)]
    edges = [Edge(name, names[(at + far) % LARGE], "relies_on", "g") for at, name in enumerate(names) for far in (1, 2)]
    start = time.process_time()
    found = found_in(edges, dict.fromkeys(names, 1.0))
    assert time.process_time() - start < 20
    # One cycle; what it leaves out follows at once, since one of the two after it is up.
    ((*cycle,),) = found.cycles
    assert len(found.waves) == 2
    assert found.waves[0] == tuple(cycle)
    inside = set(cycle)
    for name in cycle:
        at = int(name.partition(":")[2])
        assert sum(names[(at + far) % LARGE] in inside for far in (1, 2)) == 1
