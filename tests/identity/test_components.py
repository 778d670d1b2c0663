# SPDX-License-Identifier: EUPL-1.2
"""What files say of one component is merged whatever came first, and nothing that they say is lost."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity import Components, Purls, component, merge
from sovaudit.model import Component, Declared, Description

words = st.sampled_from(["", "a", "b", "c"])
statements = st.lists(
    st.builds(Declared, st.sampled_from(["id", "name", "concluded"]), st.sampled_from("xyz")), max_size=3
)
same = st.builds(
    Component,
    id=st.just("pkg:npm/a@1"),
    purl=st.just("pkg:npm/a@1"),
    name=words,
    version=words,
    type=words,
    supplier=words,
    supplier_country=words,
    licences=statements.map(tuple),
    hashes=st.lists(st.sampled_from(["MD5:1", "MD5:2", "SHA-1:3"]), max_size=3).map(tuple),
)


@given(same)
def test_merge_is_idempotent(one):
    assert merge(one, one) == one


@given(same, same)
def test_merge_is_commutative(one, other):
    assert merge(one, other) == merge(other, one)


@given(same, same, same)
def test_merge_is_associative(one, other, third):
    assert merge(merge(one, other), third) == merge(one, merge(other, third))


@given(same, same)
def test_no_statement_and_no_digest_is_lost_or_made_up(one, other):
    both = merge(one, other)
    assert set(both.licences) == {*one.licences, *other.licences}
    assert set(both.hashes) == {*one.hashes, *other.hashes}
    for field in ("name", "version", "type", "supplier", "supplier_country"):
        stated = {getattr(one, field), getattr(other, field)} - {""}
        assert getattr(both, field) in (stated or {""})


@given(st.lists(same, min_size=1, max_size=4))
def test_components_do_not_depend_on_the_order(several):
    results = set()
    for order in itertools.permutations(several):
        table = Components()
        assert {table.add(each) for each in order} == {0}
        results.add(table.found[0])
    assert len(results) == 1


def test_a_description_without_a_valid_purl_is_known_by_its_names():
    said = Description("pkg:npm/a%2Fb", "zlib", "1.3", "library", "Acmé", "FR", (), ())
    found = component(said, Purls())
    assert (found.id, found.purl, found.weak) == ("Acm%C3%A9/zlib@1.3", "", True)
    assert (found.name, found.version, found.supplier, found.supplier_country) == ("zlib", "1.3", "Acmé", "FR")


def test_a_description_with_a_purl_is_known_by_it_whatever_its_names():
    said = Description("pkg:PyPI/A_b@1", "Other", "2", "library", "", "", (), ())
    found = component(said, Purls())
    assert (found.id, found.purl, found.weak) == ("pkg:pypi/a-b@1", "pkg:pypi/a-b@1", False)


def test_no_name_borrows_the_identity_of_a_package():
    forged = component(Description("", "left-pad", "1.3.0", "library", "pkg:npm", "", (), ()), Purls())
    table = Components()
    real = component(Description("pkg:npm/left-pad@1.3.0", "left-pad", "1.3.0", "library", "", "", (), ()), Purls())
    assert table.add(forged) != table.add(real)
