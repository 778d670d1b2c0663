# SPDX-License-Identifier: EUPL-1.2
"""What contains what: against removal of each node, against networkx, against a scan; and by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from unittest.mock import patch

import msgspec
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packageurl import PackageURL

from sovaudit.continuity import _closure, _reach
from sovaudit.continuity.exposure import Exposure, Held, LookUp, Spread
from sovaudit.graph import network
from sovaudit.model import (
    ROOT,
    Application,
    Component,
    Dependency,
    FileRead,
    Inventory,
    Record,
    Service,
    Subject,
    Unknown,
)
from tests.identity._inventories import bom, inventory_of, named

Bills = Mapping[str, tuple[Sequence[str], Iterable[tuple[str, str]]]]
"""Application -> ids of its components, and edges between them; an empty text is the application itself."""

COUNT = 7
pairs = st.sets(st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)), max_size=20)
bill = st.tuples(
    st.sets(st.integers(0, COUNT - 1), min_size=1),
    st.sets(st.integers(0, COUNT - 1), max_size=3),
    pairs,
)
bills = st.lists(bill, min_size=1, max_size=3)


def exposure(inventory: Inventory) -> Exposure:
    return Exposure(inventory, network(inventory))


def package(purl: str, **fields) -> Component:
    parsed = PackageURL.from_string(purl)
    whole = {"purl": purl, "name": parsed.name, "version": parsed.version or "", **fields}
    return msgspec.structs.replace(named(purl), id=purl, **whole)


def inventory(
    bills: Bills,
    *records: Record,
    components: Sequence[Component] = (),
    subject: Subject | None = None,
) -> Inventory:
    """Make an inventory of bills and of records."""
    known = {each.id: number for number, each in enumerate(components)}
    files: list[FileRead] = []
    applications = {each.id for each in records if isinstance(each, Application)}
    own: list[Record] = []
    for application, (held, edges) in bills.items():
        entry = {name: number for number, name in enumerate(held)} | {"": ROOT}
        numbered = [(entry[one], entry[other]) for one, other in edges]
        files.append(bom(f"{application}.json", [known[name] for name in held], numbered, subject or Subject("app")))
        if application not in applications:
            own.append(Application(application, sbom=(f"{application}.json",)))
    return inventory_of(*own, *records, files=files, components=components)


def of_numbers(bills) -> tuple[Inventory, list[tuple[set[str], set[str]]], set[tuple[str, str]]]:
    """Make an inventory of random bills; return what each application holds and needs directly, and all edges."""
    names = [f"?/{chr(97 + number)}@?" for number in range(COUNT)]
    components = [named(chr(97 + number)) for number in range(COUNT)]
    written: dict[str, tuple[list[str], list[tuple[str, str]]]] = {}
    held: list[tuple[set[str], set[str]]] = []
    edges: set[tuple[str, str]] = set()
    for number, (inside, roots, links) in enumerate(bills):
        own = [(names[a], names[b]) for a, b in links if a in inside and b in inside and a != b]
        direct = [("", names[each]) for each in roots if each in inside]
        written[f"app{number}"] = ([names[each] for each in sorted(inside)], [*direct, *own])
        held.append(({names[each] for each in inside}, {name for _root, name in direct}))
        edges.update(own)
    return inventory(written, components=components), held, edges


def graph(held: set[str], direct: set[str], edges: set[tuple[str, str]], without: str = "") -> nx.DiGraph[str]:
    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(["", *(held - {without})])
    found.add_edges_from((a, b) for a, b in edges if {a, b} <= held - {without})
    found.add_edges_from(("", each) for each in direct - {without})
    return found


def check_ways(bills) -> None:
    """Compare how each component comes in with what removing each direct dependency in turn tells."""
    inventory, holding, edges = of_numbers(bills)
    laid = exposure(inventory)
    for position, component in enumerate(inventory.components):
        found = {each.application: each for each in laid.held(position)}
        assert list(found) == [f"app{n}" for n, (held, _direct) in enumerate(holding) if component.id in held]
        for number, (held, direct) in enumerate(holding):
            if component.id not in held:
                continue
            one, whole = found[f"app{number}"], graph(held, direct, edges)
            through = [each for each in sorted(direct) if nx.has_path(whole, each, component.id)]
            assert list(one.through) == through
            assert one.direct == (component.id in through if through else None)
            alone = {
                each
                for each in set(through) - {component.id}
                if not nx.has_path(graph(held, direct, edges, each), "", component.id)
            }
            expected = alone or (set(through) if len(through) == 1 else set())
            assert {one.only_through} - {""} == expected
            if not through:
                assert one.chain == ()
                continue
            assert one.chain[0] in direct
            assert one.chain[-1] == component.id
            assert all(whole.has_edge(*link) for link in pairwise(one.chain))
            assert len(one.chain) == nx.shortest_path_length(whole, "", component.id)


@given(bills, st.sampled_from([0, 1, _reach.ARRAYS]), st.sampled_from([1, _closure.AHEAD]))
def test_ways_in_agree_with_brute_force(bills, arrays, ahead):
    """However steps are taken, and however far is looked ahead for one that leads on."""
    with patch.object(_reach, "ARRAYS", arrays), patch.object(_closure, "AHEAD", ahead):
        check_ways(bills)


@settings(max_examples=10)
@given(st.lists(bill, min_size=66, max_size=70))
def test_ways_into_more_applications_than_a_word_has_bits_agree_with_brute_force(bills):
    check_ways(bills)


@given(bills)
def test_what_alone_brings_a_component_in_dominates_it(bills):
    inventory, holding, edges = of_numbers(bills)
    laid = exposure(inventory)
    for number, (held, direct) in enumerate(holding):
        immediate = nx.immediate_dominators(graph(held, direct, edges), "")
        for position, component in enumerate(inventory.components):
            if component.id not in immediate:
                continue
            above: set[str] = set()
            node = immediate.get(component.id)
            while node:  # the application is an empty text
                above.add(node)
                node = immediate.get(node)
            one = next(each for each in laid.held(position) if each.application == f"app{number}")
            dominating = above & direct - {component.id}
            assert dominating == ({one.only_through} - {"", component.id})


def look(inventory: Inventory, wanted: str, versions: str = "") -> LookUp:
    return exposure(inventory).look_up(wanted, versions)


KINDS = ("npm", "pypi", "deb/debian")
purls = st.builds(
    lambda kind, name, version, arch: f"pkg:{kind}/{name}@{version}" + (f"?arch={arch}" if arch else ""),
    st.sampled_from(KINDS),
    st.sampled_from(["alpha", "beta"]),
    st.sampled_from(["1.0", "1.5", "2.0"]),
    st.sampled_from(["", "amd64", "arm64"]),
)


@given(st.sets(purls, min_size=1, max_size=8), st.sampled_from(["alpha", "beta", "gamma"]), st.data())
def test_look_ups_agree_with_a_scan(held, name, data):
    laid = exposure(inventory({"app": (sorted(held), [])}, components=[package(each) for each in sorted(held)]))
    scanned = {each: PackageURL.from_string(each) for each in held}

    def found(wanted: str, versions: str = "") -> set[str]:
        return {each.id for each in laid.look_up(wanted, versions).components}

    assert found(name.upper()) == {text for text, each in scanned.items() if each.name == name}
    kind = data.draw(st.sampled_from(KINDS))
    own = {text for text, each in scanned.items() if each.name == name and text.startswith(f"pkg:{kind}/")}
    assert found(f"pkg:{kind}/{name}") == own
    assert found(f"pkg:{kind}/{name}@1.5") == {text for text in own if scanned[text].version == "1.5"}
    assert found(f"pkg:{kind}/{name}@1.5?arch=amd64") == {
        text for text in own if scanned[text].version == "1.5" and dict(scanned[text].qualifiers) == {"arch": "amd64"}
    }
    assert found(f"pkg:{kind}/{name}?arch=arm64") == {text for text in own if "arch=arm64" in text}
    below = {text for text in own if scanned[text].version in ("1.0", "1.5")}
    assert found(f"pkg:{kind}/{name}", "<2.0") == below
    assert found(f"pkg:{kind}/{name}", f"vers:{kind.partition('/')[0]}/<2.0") == below


LODASH = "pkg:npm/lodash@4.17.20"
NEWER = "pkg:npm/lodash@4.18.1"
TEMPLATE = "pkg:npm/%40scope/template@1.0.0"
LOG = "pkg:maven/org.example.log/log-core@2.14.1"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("lodash", [LODASH, NEWER]),
        ("LoDash", [LODASH, NEWER]),
        (" lodash ", [LODASH, NEWER]),
        (LODASH, [LODASH]),
        ("component:" + LODASH, [LODASH]),
        ("pkg:npm/lodash", [LODASH, NEWER]),
        ("PKG:npm/lodash", []),
        ("template", [TEMPLATE]),
        ("@scope/template", [TEMPLATE]),
        ("pkg:npm/@scope/template", [TEMPLATE]),
        ("log-core", [LOG]),
        ("org.example.log/log-core", [LOG]),
        ("org.example.log:log-core", [LOG]),
        ("?/Outil@?", ["?/Outil@?"]),
        ("outil", ["?/Outil@?"]),
        ("lodas", []),
        ("", []),
        ("pkg:", []),
        ("pkg:npm/", []),
    ],
)
def test_components_go_by_several_names(wanted, expected):
    held = [LODASH, NEWER, TEMPLATE, LOG]
    components = [*map(package, held), named("Outil")]
    found = look(inventory({"app": ([*held, "?/Outil@?"], [])}, components=components), wanted)
    assert [each.id for each in found.components] == expected


def test_a_name_that_nothing_has_suggests_the_nearest():
    held = [LODASH, TEMPLATE, LOG]
    one = inventory({"app": (held, [])}, components=[package(each) for each in held])
    assert look(one, "lodahs").near == ("pkg:npm/lodash",)
    assert look(one, "core").near == ("pkg:maven/org.example.log/log-core",)
    assert look(one, "pkg:pypi/lodash").near == ("pkg:npm/lodash",)
    assert look(one, "xyzzy").near == ()


def test_versions_that_cannot_be_compared_are_told_and_counted_for_nothing():
    odd, weak = "pkg:npm/lodash@latest", named("lodash")
    held = [LODASH, NEWER, odd]
    one = inventory({"a": (held, []), "b": ([odd, weak.id], [])}, components=[*map(package, held), weak])
    found = look(one, "lodash", "<4.17.21")
    assert [each.id for each in found.components] == [LODASH]
    assert [(each.id, each.applications) for each in found.unknown] == [(weak.id, ("b",)), (odd, ("a", "b"))]
    assert all(isinstance(each.reason, Unknown) for each in found.unknown)
    assert [each.id for each in look(one, "lodash").components] == [weak.id, LODASH, NEWER, odd]


def test_every_version_in_use_is_counted_by_applications_even_outside_the_range():
    held = [LODASH, NEWER]
    one = inventory(
        {"a": (held, []), "b": ([NEWER], []), "c": ([NEWER], [])}, components=[package(each) for each in held]
    )
    found = look(one, "lodash", "<4.17.21")
    assert found.spread == (Spread("pkg:npm/lodash", (("4.18.1", 3), ("4.17.20", 1)), 3),)


def held_in(inventory: Inventory, name: str) -> Held:
    (component,) = look(inventory, name).components
    (one,) = component.applications
    return one


@pytest.mark.parametrize("arrays", [0, 1, _reach.ARRAYS])
def test_two_direct_dependencies_of_which_one_needs_the_other(arrays):
    """a -> b -> x, a and b direct: both lead to x, and only b is on every chain."""
    names = ["?/a@?", "?/b@?", "?/x@?"]
    edges = [("", "?/a@?"), ("", "?/b@?"), ("?/a@?", "?/b@?"), ("?/b@?", "?/x@?")]
    with patch.object(_reach, "ARRAYS", arrays):
        one = held_in(inventory({"app": (names, edges)}, components=[named(each) for each in "abx"]), "x")
    assert one == Held("app", ("?/a@?", "?/b@?"), "?/b@?", ("?/b@?", "?/x@?"), False, ())


def test_a_diamond_has_no_single_way_in():
    names = ["?/a@?", "?/b@?", "?/m@?", "?/x@?"]
    edges = [("", "?/a@?"), ("", "?/b@?"), ("?/a@?", "?/m@?"), ("?/b@?", "?/m@?"), ("?/m@?", "?/x@?")]
    one = held_in(inventory({"app": (names, edges)}, components=[named(each) for each in "abmx"]), "x")
    assert one == Held("app", ("?/a@?", "?/b@?"), "", ("?/a@?", "?/m@?", "?/x@?"), False, ())


def test_without_edges_the_chain_is_not_known_and_nothing_is_direct():
    one = held_in(inventory({"app": (["?/x@?"], [])}, components=[named("x")]), "x")
    assert one == Held("app", (), "", (), None, ())


def test_edges_of_another_application_do_not_count_where_a_link_is_missing():
    """In `one` a needs m, m needs x; `other` has a and x, and no m: nothing tells how x came there."""
    bills = {
        "one": (["?/a@?", "?/m@?", "?/x@?"], [("", "?/a@?"), ("?/a@?", "?/m@?"), ("?/m@?", "?/x@?")]),
        "other": (["?/a@?", "?/x@?"], [("", "?/a@?")]),
    }
    found = look(inventory(bills, components=[named(each) for each in "amx"]), "x").components[0].applications
    assert [(each.application, each.direct, each.through) for each in found] == [
        ("one", False, ("?/a@?",)),
        ("other", None, ()),
    ]


OWN = "pkg:npm/portail@3.0.0"
OWN_EDGES = [("", OWN), (OWN, "?/a@?"), (OWN, "?/b@?"), ("?/a@?", "?/x@?"), ("?/b@?", "?/x@?")]


@pytest.mark.parametrize("arrays", [0, _reach.ARRAYS])
@pytest.mark.parametrize(
    ("stated", "subject"),
    [
        ({"purl": "pkg:npm/portail@2.9.0"}, Subject("deploiement")),
        ({}, Subject("portail", "3.0.0", OWN)),
    ],
    ids=["register", "bill"],
)
def test_the_application_s_own_package_is_no_dependency_of_it(stated, subject, arrays):
    one = inventory(
        {"app": ([OWN, "?/a@?", "?/b@?", "?/x@?"], OWN_EDGES)},
        Application("app", sbom=("app.json",), **stated),
        components=[package(OWN), *(named(each) for each in "abx")],
        subject=subject,
    )
    with patch.object(_reach, "ARRAYS", arrays):
        assert held_in(one, "x") == Held("app", ("?/a@?", "?/b@?"), "", ("?/a@?", "?/x@?"), False, ())
    assert held_in(one, "a") == Held("app", ("?/a@?",), "?/a@?", ("?/a@?",), True, ())
    assert held_in(one, "portail") == Held("app", (OWN,), OWN, (OWN,), True, ())


def test_an_own_package_may_wrap_another_one():
    """The bill describes a deployment, which needs the product that the register names, which needs a.

    It lists a beside the deployment as well, which is no second way.
    """
    wrapper = "pkg:npm/deploiement@1.0.0"
    edges = [("", wrapper), (wrapper, OWN), (OWN, "?/a@?"), ("?/a@?", wrapper), ("", "?/a@?")]
    one = inventory(
        {"app": ([wrapper, OWN, "?/a@?"], edges)},
        Application("app", sbom=("app.json",), purl=OWN),
        components=[package(wrapper), package(OWN), named("a")],
        subject=Subject("deploiement", "1.0.0", wrapper),
    )
    assert held_in(one, "a") == Held("app", ("?/a@?",), "?/a@?", ("?/a@?",), True, ())


def test_an_own_package_without_package_url_goes_by_name_and_version():
    own = named("portail", id="?/portail@3.0", version="3.0")
    other = named("portail", id="?/portail@2.0", version="2.0")
    for one, expected in ((own, "?/x@?"), (other, other.id)):
        found = inventory(
            {"app": ([one.id, "?/x@?"], [("", one.id), (one.id, "?/x@?")])},
            components=[one, named("x")],
            subject=Subject("portail", "3.0"),
        )
        assert held_in(found, "x").only_through == expected


def test_any_other_single_dependency_is_one():
    edges = [("", OWN), (OWN, "?/x@?")]
    one = inventory({"app": ([OWN, "?/x@?"], edges)}, components=[package(OWN), named("x")])
    assert held_in(one, "x").only_through == OWN


def test_services_are_exposed_through_other_applications_too():
    """etat-civil needs siecle, which runs on the base; paie only exchanges data with it; ecole degrades without it; eau
    exchanges data, and stops without.
    """
    one = inventory(
        {"base": (["?/x@?"], [])},
        Service("etat-civil"),
        Service("paie"),
        Service("ecole"),
        Service("eau"),
        Application("telegestion", services=("eau",)),
        Dependency("telegestion", "base", "exchanges_with", effect="stop"),
        Application("siecle", services=("etat-civil",)),
        Application("rh", services=("paie",)),
        Dependency("siecle", "base", "runs_on"),
        Dependency("base", "siecle", "relies_on"),  # a cycle
        Dependency("rh", "base", "exchanges_with"),
        Dependency("service:ecole", "base", "relies_on", effect="degrade"),
        components=[named("x")],
    )
    assert held_in(one, "x").services == ("eau", "ecole", "etat-civil")


@given(
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12),
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 5)), max_size=6),
)
def test_services_agree_with_reachability(links, serving):
    records: list[Record] = [Service(f"s{n}") for n in range(3)]
    records += [
        Application(f"a{n}", services=tuple(f"s{s}" for s, a in sorted(serving) if a == n), sbom=(f"a{n}.json",))
        for n in range(6)
    ]
    records += [Dependency(f"a{one}", f"a{other}") for one, other in sorted(links)]
    bills: Bills = {f"a{n}": (["?/x@?"], []) for n in range(6)}
    reach: nx.DiGraph[str] = nx.DiGraph()
    reach.add_nodes_from(f"a{n}" for n in range(6))
    reach.add_edges_from((f"a{one}", f"a{other}") for one, other in links)
    reach.add_edges_from((f"s{s}", f"a{a}") for s, a in serving)
    (found,) = look(inventory(bills, *records, components=[named("x")]), "x").components
    for each in found.applications:
        above = nx.ancestors(reach, each.application)
        assert each.services == tuple(sorted(name for name in above if name.startswith("s")))


@given(st.lists(st.sets(st.integers(0, 4)), min_size=1, max_size=5), st.lists(st.sets(st.integers(0, 2)), min_size=5))
def test_the_ranking_of_shared_packages_agrees_with_brute_force(holding, serving):
    """Five components are versions of three packages; which application has which, and serves whom, is random."""
    held = [f"pkg:npm/p{n % 3}@{n}.0" for n in range(5)]
    records: list[Record] = [Service(f"s{n}") for n in range(3)]
    records += [
        Application(f"a{n}", sbom=(f"a{n}.json",), services=tuple(f"s{s}" for s in sorted(serving[n])))
        for n in range(len(holding))
    ]
    bills: Bills = {f"a{n}": ([held[each] for each in sorted(inside)], []) for n, inside in enumerate(holding)}
    one = inventory(bills, *records, components=[package(each) for each in held])
    expected = []
    for number in range(3):
        within = [n for n, inside in enumerate(holding) if {each % 3 for each in inside} & {number}]
        services = {s for n in within for s in serving[n]}
        if len(within) > 1:
            expected.append((-len(services), -len(within), f"pkg:npm/p{number}", tuple(f"a{n}" for n in within)))
    found = exposure(one).shared()
    got = [(-len(e.services), -len(e.applications), e.spread.package, e.applications) for e in found]
    assert got == sorted(expected)
    assert exposure(one).shared(1) == found[:1]
    for each in found:
        versions = {held[n].partition("@")[2]: sum(n in inside for inside in holding) for n in range(5)}
        own = [(v, c) for v, c in versions.items() if c and f"{each.spread.package}@{v}" in held]
        assert sorted(each.spread.versions) == sorted(own)


def test_more_services_than_a_word_holds_are_all_counted():
    services = tuple(f"s{n:03}" for n in range(130))
    bills: Bills = {"a": (["?/x@?"], []), "b": (["?/x@?"], [])}
    records: list[Record] = [*map(Service, services), Application("a", sbom=("a.json",), services=services)]
    (found,) = exposure(inventory(bills, *records, components=[named("x")])).shared()
    assert found.services == services


@pytest.mark.parametrize("arrays", [0, 1, _reach.ARRAYS])
def test_more_applications_than_a_word_holds_have_ways_of_their_own(arrays):
    """In 130 applications x comes in through a, in every third one after the first word through b as well."""
    names = ["?/a@?", "?/b@?", "?/x@?"]
    both = range(66, 130, 3)
    bills: Bills = {
        f"app{n:03}": (
            names if n in both else ["?/a@?", "?/x@?"],
            [("", "?/a@?"), ("?/a@?", "?/x@?"), *([("", "?/b@?")] if n in both else [])],
        )
        for n in range(130)
    }
    bills = {**bills, "zz": (names, [("?/b@?", "?/x@?")])}
    with patch.object(_reach, "ARRAYS", arrays):
        (found,) = look(inventory(bills, components=[named(each) for each in "abx"]), "x").components
    for number, each in enumerate(found.applications[:130]):
        assert each.through == (("?/a@?", "?/b@?") if number in both else ("?/a@?",))
        assert each.only_through == ("" if number in both else "?/a@?")
    assert found.applications[130].direct is None


@pytest.mark.parametrize("arrays", [0, 1, _reach.ARRAYS])
def test_applications_have_chains_of_their_own(arrays):
    """In one x comes in by a and m, in another by b and n, one step further; both contain x alone in common."""
    bills: Bills = {
        "one": (["?/a@?", "?/m@?", "?/x@?"], [("", "?/a@?"), ("?/a@?", "?/m@?"), ("?/m@?", "?/x@?")]),
        "two": (
            ["?/b@?", "?/n@?", "?/o@?", "?/x@?"],
            [("", "?/b@?"), ("?/b@?", "?/n@?"), ("?/n@?", "?/o@?"), ("?/o@?", "?/x@?")],
        ),
    }
    with patch.object(_reach, "ARRAYS", arrays):
        (found,) = look(inventory(bills, components=[named(each) for each in "abmnox"]), "x").components
    assert [each.chain for each in found.applications] == [
        ("?/a@?", "?/m@?", "?/x@?"),
        ("?/b@?", "?/n@?", "?/o@?", "?/x@?"),
    ]


def test_a_long_chain_ends():
    count = 3000
    names = [f"?/{n:05}@?" for n in range(count)]
    edges = [("", names[0]), *pairwise(names), (names[-1], names[0])]
    one = inventory({"app": (names, edges)}, components=[named(f"{n:05}") for n in range(count)])
    found = held_in(one, f"{count - 1:05}")
    assert found.chain == tuple(names)
    assert found.only_through == names[0]


def test_files_that_no_application_claims_are_named():
    one = inventory({"app": (["?/x@?"], [])}, components=[named("x"), named("y")])
    machine = bom("pc.json", [0, 1], subject=Subject("pc", type="machine"))
    both = inventory_of(
        Application("app", sbom=("app.json",)),
        files=[bom("app.json", [0]), machine],
        components=[named("x"), named("y")],
    )
    assert look(one, "x").components[0].elsewhere == ()
    assert look(both, "x").components[0].elsewhere == ("pc.json",)
    (only,) = look(both, "y").components
    assert (only.applications, only.elsewhere) == ((), ("pc.json",))


def test_applications_without_a_bill_are_told():
    one = inventory({"app": (["?/x@?"], [])}, Application("silent"), components=[named("x")])
    assert exposure(one).without_bill == ("silent",)


def test_nothing_at_all_is_no_error():
    empty = exposure(inventory_of())
    assert empty.look_up("x") == LookUp("x", "", (), (), (), ())
    assert empty.shared() == ()
    assert empty.without_bill == ()
