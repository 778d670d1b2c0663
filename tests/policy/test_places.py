# SPDX-License-Identifier: EUPL-1.2
"""Places of values in YAML files, checked against the YAML library itself."""

from __future__ import annotations

import pytest
import ryaml
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.policy._places import Spot, align, duplicate, excerpt, find

FILE = """\
# a comment
---
- id: one
  title: {fr: Un, en: One}
  require: a && b
  cases:
    - given: {a: 1}
      expect: pass
    -
      given:
        b: 2
      expect: fail
- id: two
  require: >-
    a &&

    b
  cases:
  - given: {}
    expect: "unknown"
"""
LINES = FILE.splitlines()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((0, "id"), 3),
        ((0, "title"), 4),
        ((0, "title", "fr"), 4),
        ((0, "require"), 5),
        ((0, "cases", 0, "expect"), 8),
        ((0, "cases", 1, "given", "b"), 11),
        ((0, "cases", 1, "expect"), 12),
        ((1, "id"), 13),
        ((1, "require"), 15),
        ((1, "cases", 0, "expect"), 20),
        ((0, "nowhere"), 3),
        ((7,), 3),
    ],
)
def test_lines(path, line):
    assert find(LINES, path).line == line


def test_the_whole_file_has_a_place_even_when_empty():
    assert find([], (0, "id")) == Spot(1, 1)


@pytest.mark.parametrize(
    "scalar",
    [
        "aa && bb",
        "'aa && bb'",
        '"aa && bb"',
        "|\n    aa &&\n    bb",
        ">-\n    aa\n    &&\n    bb",
        "aa &&\n      bb",
        "'aa\n      && bb'",
    ],
)
def test_a_character_is_found_however_the_scalar_is_written(scalar):
    text = f"- id: x\n  require: {scalar}\n"
    lines = text.splitlines()
    value = ryaml.loads(text)[0]["require"]
    spot = align(lines, find(lines, (0, "require")), value, value.index("bb"))
    assert spot is not None
    assert lines[spot.line - 1][spot.column - 1 :].startswith("bb")


@given(st.lists(st.sampled_from(["aa", "&&", "b.c", "(d)", "<=", "é"]), min_size=1), st.integers(0, 40), st.data())
def test_folding_never_moves_a_character(words, width, data):
    """Wrap a condition anywhere: the character that is found is the one that was asked for."""
    value = " ".join(words)
    wrapped = "".join("\n    " + word if data.draw(st.booleans()) else " " + word for word in words)
    text = f"- require: >-\n    {wrapped.strip()}\n"
    lines = text.splitlines()
    offset = min(width, len(value) - 1)
    spot = align(lines, find(lines, (0, "require")), ryaml.loads(text)[0]["require"], offset)
    assert spot is not None
    wanted = value[offset] if not value[offset].isspace() else value[offset + 1]
    assert lines[spot.line - 1][spot.column - 1] == wanted


def test_what_cannot_be_aligned_is_not_guessed():
    assert align(['x: "\\x41"'], Spot(1, 4), "A", 0) is None


def test_the_caret_stands_under_the_column():
    shown = excerpt(["", "  ab\tcd"], Spot(2, 6)).splitlines()
    assert shown[0][shown[1].index("^")] == "c"


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a: 1\nb: 2\na: 3", "a", 3),
        ("- a: 1\n- a: 2\n  b: 1\n  a: 3", "a", 4),
        ("x:\n  a: 1\ny:\n  a: 2\n  a: 3", "a", 5),
        ("x: {a: 1, a: 2}", "a", 0),
    ],
)
def test_the_second_of_two_keys(text, key, line):
    assert duplicate(text.splitlines(), key) == line
