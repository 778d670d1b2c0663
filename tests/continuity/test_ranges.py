# SPDX-License-Identifier: EUPL-1.2
"""Ranges of versions: by hand, against tuples of numbers, and against univers where its order is sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from univers.version_range import VersionRange
from univers.versions import SemverVersion

from sovaudit.continuity._ranges import range_of
from sovaudit.model import Unknown

numbers = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
OPERATORS = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
}


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


@pytest.mark.parametrize(
    ("text", "kind", "inside", "outside"),
    [
        ("<4.17.21", "npm", ("4.17.20", "0.1.0", "4.17.21-rc1"), ("4.17.21", "4.18.0", "5.0.0")),
        ("vers:npm/<4.17.21", "npm", ("4.17.20",), ("4.17.21",)),
        ("vers:npm/>=1.0.0|<2.0.0|>3", "npm", ("1.0.0", "1.9.9", "3.0.1"), ("0.9.0", "2.0.0", "3.0.0")),
        ("vers:npm/<2|>=1", "npm", ("1.0.0", "1.5.0"), ("0.9.0", "2.0.0")),  # order is not significant
        ("vers:npm/1.2.3|2.0.0", "npm", ("1.2.3", "2.0.0"), ("1.2.4", "1.0.0")),
        ("vers:npm/>=1|!=1.5.0|<2", "npm", ("1.4.0", "1.6.0"), ("1.5.0", "2.0.0")),
        ("vers:npm/!=1.5.0", "npm", ("1.4.0", "9.0.0"), ("1.5.0",)),
        ("vers:npm/*", "npm", ("1.0.0", "latest", ""), ()),
        ("vers:deb/<1%3A2.0", "deb", ("3.0", "1:1.9", "1:2.0~rc1"), ("1:2.0", "2:0")),
        ("<1:2.0~rc1", "deb", ("1:2.0~beta1",), ("1:2.0~rc1", "1:2.0")),
        (">= 1.0, < 2", "pypi", ("1.0", "1.9.post1", "2.0a1"), ("2.0", "0.9")),
        (">=1.0 <2 || >=3", "npm", ("1.0.0", "3.0.0", "4.0.0"), ("2.5.0", "0.9.0")),
        ("==1.2.*", "pypi", ("1.2", "1.2.9"), ("1.3", "1.1.9")),
        ("1.x", "npm", ("1.0.0", "1.9.0"), ("2.0.0", "0.9.0")),
        ("^1.2.3", "npm", ("1.2.3", "1.9.0"), ("1.2.2", "2.0.0")),
        ("^0.2.3", "npm", ("0.2.3", "0.2.9"), ("0.3.0", "0.2.2")),
        ("^0.0.3", "npm", ("0.0.3",), ("0.0.4", "0.0.2")),
        ("~1.2.3", "npm", ("1.2.3", "1.2.9"), ("1.3.0", "1.2.2")),
        ("~1", "npm", ("1.0.0", "1.9.0"), ("2.0.0",)),
        ("~=1.4.2", "pypi", ("1.4.2", "1.4.9"), ("1.5", "1.4.1")),
        ("~> 2.2", "gem", ("2.2", "2.9"), ("3.0", "2.1")),
        ("1.2.3 - 2.3.4", "npm", ("1.2.3", "2.3.4"), ("2.3.5", "1.2.2")),
        ("[2.0-beta9,2.15.0)", "maven", ("2.0-beta9", "2.14.1"), ("2.15.0", "1.2.17")),
        ("(,1.0],[1.2,)", "maven", ("0.5", "1.0", "1.2", "9"), ("1.1",)),
        ("[1.5]", "maven", ("1.5", "1.5.0"), ("1.5.1",)),
        ("!=1.0", "pypi", ("1.1",), ("1.0", "1.0.0")),
        (">1:1.0", "rpm", ("1:1.1-1", "2:0-1"), ("5.0-1",)),
    ],
)
def test_what_is_inside_and_outside(text, kind, inside, outside):
    found = range_of(text)
    assert [found.holds(each, kind) for each in inside] == [True] * len(inside)
    assert [found.holds(each, kind) for each in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    ("text", "kind", "version"),
    [
        ("<4.17.21", "npm", "latest"),  # no version of npm
        ("<4.17.21", "npm", ""),  # none stated
        ("<4.17.21", "", "1.0"),  # nobody says what it is
        ("<4.17.21", "generic", "1.0"),  # no order is published
        ("<bookworm", "npm", "1.0.0"),  # no bound of npm
        ("vers:npm/<4.17.21", "deb", "1.0"),  # a range of something else
        ("vers:npm/<4.17.21", "", "1.0"),
        ("<2 || <dev", "composer", "3.0"),
    ],
)
def test_what_no_scheme_reads_is_unknown(text, kind, version):
    assert isinstance(range_of(text).holds(version, kind), Unknown)


def test_what_decides_in_spite_of_a_bound_that_nobody_reads():
    assert range_of("<2 || <dev").holds("1.0", "composer") is True
    assert range_of(">2 <dev").holds("1.0", "composer") is False
    assert range_of("=trixie").holds("trixie", "") is True  # the same text is the same version


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "<", "< ", "<<<1", "lodash lodash <", "[1,2", "[1,2)x", "(1)", "[]", "||", "<1 ||", "^x", "<1.x"),
        *("vers:", "vers:npm", "vers:npm/", "vers:nothing/<1", "vers:npm/<1|>>2", "vers:npm/>1|>2", "vers:npm/abc"),
        *("vers:npm/<1|<2", "vers:all/<1", "1" * 501),
    ],
)
def test_what_is_no_range_is_refused_with_a_reason(text):
    with pytest.raises(ValueError, match=r"\w"):
        range_of(text)


@given(st.text(alphabet="<>=!~^|,[]()*x.1 -:/versnpm", max_size=12))
def test_whatever_is_written_is_read_or_refused(text):
    try:
        found = range_of(text)
    except ValueError:
        return
    assert isinstance(found.holds("1.0.0", "npm"), bool | Unknown)


@given(st.lists(st.tuples(st.sampled_from(sorted(OPERATORS)), numbers), min_size=1, max_size=3), numbers)
def test_comparators_agree_with_tuples(bounds, version):
    told = range_of(", ".join(f"{operator}{dotted(bound)}" for operator, bound in bounds)).holds(dotted(version), "npm")
    assert told == all(OPERATORS[operator](version, bound) for operator, bound in bounds)


@given(st.lists(numbers, min_size=1, max_size=6, unique=True), st.booleans(), st.booleans(), numbers)
def test_vers_ranges_agree_with_univers(ends, begins, inclusive, version):
    """Bounds that alternate, the first one a lower or an upper one."""
    lower, upper = (">=", "<=") if inclusive else (">", "<")
    parts = [
        f"{lower if (number % 2 == 0) == begins else upper}{dotted(end)}" for number, end in enumerate(sorted(ends))
    ]
    text = "vers:npm/" + "|".join(parts)
    expected = SemverVersion(dotted(version)) in VersionRange.from_string(text)
    assert range_of(text).holds(dotted(version), "npm") == expected
