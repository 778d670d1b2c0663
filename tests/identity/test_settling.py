# SPDX-License-Identifier: EUPL-1.2
"""Weaker keys make components one where nothing is ambiguous, whatever came first; what differs is said."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity import Components, Purls, component, conflicts, settle
from sovaudit.identity.settling import unsettled
from sovaudit.model import Component, Declared, Description
from sovaudit.model.identities import Conflict, Merge, Refusal
from tests.identity._inventories import bom, inventory_of, named

CPE = "cpe:2.3:a:acme:tool:1.0:*:*:*:*:*:*:*"


def said(name: str = "tool", purl: str = "", version: str = "1.0", **fields: Any) -> Component:
    plain = {"type": "library", "supplier": "", "supplier_country": "", "licences": (), "hashes": ()}
    return component(Description(purl=purl, name=name, version=version, **{**plain, **fields}), Purls())


def settled(components: Iterable[Component]) -> tuple[set[Component], tuple[Merge, ...], tuple[Refusal, ...]]:
    table = Components()
    for each in components:
        table.add(each)
    result = settle(table)
    kept = {table.found[number] for number in result.survivor}
    assert {each.id for each in kept} <= {each.id for each in components}
    return kept, result.merges, result.refusals


def test_identity_is_the_strongest_key_there_is():
    assert said(purl="pkg:npm/tool@1.0", cpe=CPE, swid="t").id == "pkg:npm/tool@1.0"
    assert said(cpe="cpe:/a:Acme:Tool:1.0", swid="t").id == CPE
    assert said(swid="Acme.org/T").id == "swid:acme.org%2Ft"
    assert said(cpe="cpe:2.3:a:acme:tool:*:*:*:*:*:*:*:*").id == "?/tool@1.0"


def test_what_has_no_purl_is_the_one_package_with_its_cpe():
    package, other = said(purl="pkg:npm/tool@1.0", cpe=CPE), said("Tool", cpe="cpe:/a:acme:tool:1.0", supplier="Acme")
    kept, merges, refusals = settled([other, package])
    assert [each.id for each in kept] == ["pkg:npm/tool@1.0"]
    assert next(iter(kept)).supplier == "Acme"
    assert merges == (Merge("pkg:npm/tool@1.0", CPE, "cpe", CPE),)
    assert refusals == ()


def test_what_could_be_two_packages_is_neither():
    packages = [said(purl=f"pkg:{kind}/tool@1.0", cpe=CPE) for kind in ("npm", "pypi")]
    kept, merges, refusals = settled([*packages, said(cpe=CPE)])
    assert len(kept) == 3
    assert merges == ()
    assert refusals == (Refusal(CPE, "cpe", CPE, ("pkg:npm/tool@1.0", "pkg:pypi/tool@1.0")),)


def test_a_swid_tag_leads_to_what_has_it_as_well():
    kept, merges, _refusals = settled(
        [said(swid="T-1"), said("t", cpe=CPE, swid="t-1"), said(purl="pkg:npm/tool@1.0", cpe=CPE)]
    )
    assert [each.id for each in kept] == ["pkg:npm/tool@1.0"]
    assert {each.key for each in merges} == {"cpe", "swid"}


def test_two_packages_are_never_one():
    kept, merges, _refusals = settled([said(purl="pkg:npm/a@1", cpe=CPE), said(purl="pkg:npm/b@1", cpe=CPE)])
    assert (len(kept), merges) == (2, ())


def test_a_name_that_deceives_is_nobody_else():
    odd = said("t\N{CYRILLIC SMALL LETTER O}ol", purl="pkg:npm/tool@1.0", cpe=CPE, swid="t")
    assert (odd.purl, odd.id) == ("", "?/t%D0%BEol@1.0")
    kept, _merges, _refusals = settled([odd, said(purl="pkg:npm/tool@1.0", cpe=CPE, swid="t")])
    assert len(kept) == 2


def test_no_credential_gets_into_a_component():
    address = "https://bob:hunter2@intra.example/x"
    found = said(
        address,
        version=address,
        supplier=address,
        licences=(Declared("url", address),),
        swid=address,
        ancestors=(address,),
    )
    assert "hunter2" not in repr(found)
    assert "hunter2" not in repr(said(purl=f"pkg:generic/x@1?download_url={address}"))
    assert "hunter2" not in repr(said(purl=f"pkg:generic/x@1?arch={address}"))


things = st.builds(
    said,
    st.sampled_from(["tool", "Tool"]),
    st.sampled_from(["", "", "pkg:npm/tool@1.0", "pkg:pypi/tool@1.0"]),
    cpe=st.sampled_from(["", CPE, CPE.replace("1.0", "2.0")]),
    swid=st.sampled_from(["", "t1", "t2"]),
    type=st.sampled_from(["library", "application", ""]),
    hashes=st.sampled_from([(), ("SHA-256:aa",), ("SHA256:bb",)]),
)


@given(st.lists(things, min_size=1, max_size=4))
def test_nothing_hangs_on_the_order(several):
    results = set()
    for order in itertools.permutations(several):
        table = Components()
        for each in order:
            table.add(each)
        done = settle(table)
        kept = frozenset(table.found[number] for number in done.survivor)
        results.add((kept, done.merges, done.refusals, tuple(conflicts(table))))
    assert len(results) == 1


def disagreements(several: Sequence[Component]) -> dict[str, tuple[str, ...]]:
    table = Components()
    for each in several:
        table.add(each)
    settle(table)
    return {each.field: each.values for each in conflicts(table)}


def test_descriptions_that_differ_are_said_field_by_field():
    one = said(purl="pkg:npm/a@1", licences=(Declared("id", "MIT"),), hashes=("SHA-256:AA", "MD5:1"), supplier="Acme")
    other = said(purl="pkg:npm/a@1", type="framework", licences=(Declared("id", "ISC"),), hashes=("SHA256:bb",))
    assert disagreements([one, other]) == {
        "type": ("framework", "library"),
        "licences": ("ISC", "MIT"),
        "SHA-256": ("aa", "bb"),
    }


def test_the_same_digest_written_otherwise_is_no_disagreement():
    one, other = (
        said(purl="pkg:npm/a@1", hashes=("SHA-256:AA",)),
        said(purl="pkg:npm/a@1", hashes=("SHA256:aa", "MD5:1")),
    )
    assert disagreements([one, other]) == {}


def test_merged_by_a_weaker_key_they_are_compared_too():
    one, other = said(purl="pkg:npm/tool@1.0", cpe=CPE, hashes=("SHA-1:aa",)), said(cpe=CPE, hashes=("SHA-1:bb",))
    assert disagreements([one, other]) == {"SHA-1": ("aa", "bb")}


def test_what_is_not_settled_is_said_and_what_is_too_much_counted():
    refusals = [Refusal(CPE, "cpe", CPE, ("pkg:npm/a@1", "pkg:pypi/a@1"))]
    disagreeing = [Conflict(f"pkg:npm/a@{n}", "SHA-256", ("aa", "bb")) for n in range(25)]
    disagreeing.append(Conflict("pkg:npm/a@1", "type", ("framework", "library")))
    messages = [each.message for each in unsettled(refusals, disagreeing)]
    assert len(messages) == 1 + 20 + 1
    assert all(part in messages[0] for part in (CPE, "pkg:npm/a@1", "pkg:pypi/a@1"))
    assert messages[1] == "files give different digests of pkg:npm/a@0 (SHA-256)"
    assert messages[-1] == "and 5 more of the same kind"


def test_duplicates_inside_one_file_are_one_and_their_edges_lead_to_it():
    twice = [named("a", hashes=("MD5:1",)), named("b"), named("a", hashes=("MD5:2",)), named("c")]
    file = bom("a.json", [0, 1, 2, 3], [(-1, 0), (-1, 2), (0, 1), (2, 1), (1, 2), (0, 2), (2, 3)])
    found = inventory_of(files=[file], components=twice)
    ids = [each.id for each in found.components]
    edges = {(ids[a], ids[b]) for a, b in zip(found.edge_dependant, found.edge_dependency, strict=True)}
    a, b, c = (named(name).id for name in "abc")
    assert ids == [a, b, c]
    assert edges == {(a, b), (b, a), (a, c)}
    assert found.occurrence_component.size == 4
    assert found.root_dependency.tolist() == [0]
