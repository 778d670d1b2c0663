# SPDX-License-Identifier: EUPL-1.2
"""Versions are ordered as their ecosystem publishes it; what no scheme reads is said to be unreadable, quickly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.knowledge._versions import LONGEST, SCHEME_OF, SCHEMES, Versions, versions_of

# Each list ascends, and is from the document named beside it (some links of the chain are ours, of the same rule).
PUBLISHED = {
    # semver.org, item 11: the example of pre-releases; 1.0.0+build is 1.0.0 (item 10).
    "semver": [
        *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"),
        *("1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1"),
    ],
    # PEP 440, “Summary of permitted suffixes and relative ordering”.
    "pypi": [
        "1.0.dev456",
        "1.0a1",
        "1.0a2.dev456",
        "1.0b1.dev456",
        "1.0rc1",
        "1.0",
        "1.0.post456",
        "1.1.dev1",
        "1!0.1",
    ],
    # Maven, “Version Order Specification” and ComparableVersion: qualifiers, then the release, sp, words, numbers.
    "maven": ["1-alpha", "1-beta", "1-milestone", "1-rc", "1-SNAPSHOT", "1", "1-sp", "1-abc", "1-1", "1.1", "1.10"],
    # deb-version(7): a tilde sorts before the end; letters before what is no letter; numbers by value.
    "deb": [
        "1.0~~",
        "1.0~~a",
        "1.0~",
        "1.0",
        "1.0-1",
        "1.0-1+b1",
        "1.0-10",
        "1.0a",
        "1.0+dfsg",
        "1.2",
        "1.10",
        "1:0.1",
    ],
    # rpm-version(7): tilde before, caret after the base and before the next part; numbers newer than letters.
    "rpm": ["1.0~rc1", "1.0", "1.0^git1", "1.0a", "1.0.1", "1.1-1", "1.1-1.el9", "1.1-2", "1.1-10", "1:0.5"],
    # apk-package(5): _alpha, _beta, _pre, _rc, none, _cvs, _svn, _git, _hg, _p; then the release.
    "apk": [
        *("1.1_alpha1-r0", "1.1_beta-r0", "1.1_pre-r0", "1.1_rc2-r0", "1.1-r0", "1.1-r2", "1.1-r10"),
        *("1.1_git20240101-r0", "1.1_p1-r0", "1.1a-r0", "1.1.1-r0", "1.10-r0"),
    ],
    # getcomposer.org: dev < alpha < beta < RC < stable < patch; numbers by value.
    "composer": ["1.0-dev", "1.0-alpha2", "1.0-alpha10", "1.0-beta", "1.0-RC1", "1.0.0", "1.0-p1", "1.0.1", "v1.10"],
    # Gem::Version: a letter makes a pre-release.
    "gem": ["1.0.a", "1.0.a.2", "1.0.b1", "1.0", "1.0.1", "1.10"],
    # NuGet, “Package versioning”: case does not count; the fourth number does.
    "nuget": ["1.0.0-alpha", "1.0.0-Beta", "1.0.0-rc", "1.0.0", "1.0.0.1", "1.0.1", "1.10.0"],
    # R, numeric_version: numbers by value, separated by dots or hyphens.
    "numbers": ["1.2", "1.2-3", "1.2.4", "1.10", "2.0"],
}
SAME = {
    "semver": [("1.0.0", "v1.0.0"), ("1.0.0", "1.0.0+build.5"), ("1", "1.0.0")],
    "pypi": [("1.0", "1.0.0"), ("1.0RC1", "1.0rc1"), ("v1.0", "1.0")],
    "maven": [("1", "1.0.0"), ("1.0.Final", "1"), ("1-ga", "1.0"), ("1-cr1", "1-rc1")],
    "deb": [("1.0", "0:1.0"), ("1.0", "1.0-0")],
    "rpm": [("1.0-1", "0:1.0-1"), ("1.05", "1.5")],
    "apk": [("1.1", "1.1-r0")],
    "composer": [("1.0", "v1.0.0.0"), ("1.0b2", "1.0.0-beta2")],
    "nuget": [("1.0", "1.0.0.0"), ("1.0.0-BETA", "1.0.0-beta"), ("1.0.0+a", "1.0.0+b")],
}
TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=40)
LIKELY = st.text("0123456789.-+~^_:abrcpvXd", min_size=1, max_size=20)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_versions_ascend_as_published(scheme):
    orders = [order for order in map(Versions(scheme).order, PUBLISHED[scheme]) if order is not None]
    assert len(orders) == len(PUBLISHED[scheme])
    for number, one in enumerate(orders):
        assert not one < one
        for later in orders[number + 1 :]:
            assert one < later
            assert not later < one


@pytest.mark.parametrize(("scheme", "pair"), [(scheme, pair) for scheme, pairs in SAME.items() for pair in pairs])
def test_versions_that_are_written_differently_and_are_one(scheme, pair):
    one, other = map(Versions(scheme).order, pair)
    assert one is not None
    assert not one < other
    assert not other < one


@pytest.mark.parametrize(
    ("scheme", "unreadable"),
    [
        ("semver", ["", "latest", "1.2.3.4", "1..2", "^1.0", "1.0.0-", "1.2 .3"]),
        ("pypi", ["what", "1.0-final-4-x", "2004d-r1"]),
        ("deb", ["", "abc", "1.0_1", "1.0-é"]),
        ("rpm", ["x:1", "1-2-3", "1.0 "]),
        ("apk", ["1.0_zzz1", "v1", "1.0-r"]),
        ("composer", ["dev-main", "1.x-dev", "stable"]),
        ("gem", ["1..0", "a b"]),
        ("nuget", ["x", "1.0.0.0.0-"]),
        ("numbers", ["1.a", ""]),
        ("no such scheme", ["1.0"]),
    ],
)
def test_what_no_scheme_reads_has_no_order(scheme, unreadable):
    assert [Versions(scheme).order(each) for each in unreadable] == [None] * len(unreadable)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_a_version_is_at_most_256_characters(scheme):
    """An RPM version of 100 kB takes 8 s to compare, a Maven version of 20,000 parts overflows the stack."""
    before = time.process_time()
    assert Versions(scheme).order("1." * 50_000 + "1") is None
    assert Versions(scheme).order("1" * (LONGEST + 1)) is None
    longest = Versions(scheme).order("1.0" + "1" * (LONGEST - 3))
    assert longest is None or not longest < longest
    assert time.process_time() - before < 1


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@given(st.lists(LIKELY | TEXTS, min_size=3, max_size=3))
def test_any_text_is_ordered_or_refused(scheme, texts):
    """Nothing else than an order or None; among those that have one, < is asymmetric and transitive."""
    readable = [order for order in map(Versions(scheme).order, texts) if order is not None]
    for one in readable:
        for other in readable:
            assert not (one < other and other < one)
            for last in readable:
                if one < other and other < last:
                    assert one < last


def test_every_ecosystem_has_a_scheme_that_exists():
    assert set(SCHEME_OF.values()) <= SCHEMES.keys()
    assert versions_of("ConanCenter").order("1.0") is None  # no order is published: only what is enumerated counts
