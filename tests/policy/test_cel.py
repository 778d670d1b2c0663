# SPDX-License-Identifier: EUPL-1.2
"""The expression engine, through the one module that knows it: Kleene's logic, types, hostile values."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import PolicyError
from sovaudit.model import Unknown
from sovaudit.policy._cel import Condition, Language
from tests.policy._doubles import ROOT

TYPES = {"p.a": "bool", "p.b": "bool", "p.n": "int", "p.x": "float", "p.s": "string", "p.l": "list", "p.d": "date"}


def condition(text: str) -> Condition:
    compiled = Language(TYPES).compile(text, "rules.yaml:1")
    assert isinstance(compiled, Condition), compiled
    return compiled


def kleene(operator: str, a: bool | None, b: bool | None) -> bool | None:
    """Kleene's strong tables by brute force: unknown is kept when its two possible values disagree."""
    possible = {
        x and y if operator == "&&" else x or y
        for x in ([a] if a is not None else [True, False])
        for y in ([b] if b is not None else [True, False])
    }
    return possible.pop() if len(possible) == 1 else None


@pytest.mark.parametrize(("operator", "a", "b"), list(itertools.product(("&&", "||"), *[(True, False, None)] * 2)))
def test_and_or_follow_kleene(operator, a, b):
    values = {name: value for name, value in (("p.a", a), ("p.b", b)) if value is not None}
    said = condition(f"p.a {operator} p.b").decide(values)
    assert (None if isinstance(said, Unknown) else said) is kleene(operator, a, b)


@pytest.mark.parametrize(("value", "negated"), [(True, False), (False, True), (None, None)])
def test_not_follows_kleene(value, negated):
    said = condition("!p.a").decide({} if value is None else {"p.a": value})
    assert (None if isinstance(said, Unknown) else said) is negated


def test_an_unknown_answer_names_a_variable_that_has_no_value():
    assert condition("p.a && p.b").decide({"p.a": True}) == Unknown("undecided", "p.b")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("p.a", ("p.a",)),
        ("p . a || p.b", ("p.a", "p.b")),
        ('p.s == "p.a" // p.b', ("p.s",)),
        ('p.l.exists(p, p == "x")', ("p.l",)),
        ('p.s in ["x"] ? p.a : p.n > 1', ("p.a", "p.n", "p.s")),
    ],
    ids=["one", "white space", "texts and comments do not count", "a local name hides a measure", "branches"],
)
def test_the_names_are_those_that_the_checker_resolved(text, names):
    assert condition(text).names == names


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("p.x >= 0.5", {"p.x": 1}, True),
        ('p.d < timestamp("2027-01-01T00:00:00Z")', {"p.d": "2026-12-31"}, True),
        ('p.d < timestamp("2027-01-01T00:00:00Z")', {"p.d": "2027-01-01"}, False),
        ('"odf" in p.l', {"p.l": ("odf", "csv")}, True),
        ('p.s == "é"', {"p.s": "é"}, True),
    ],
)
def test_values_of_each_type(text, values, expected):
    assert condition(text).decide(values) is expected


@given(st.text(), st.integers())
def test_no_value_of_a_hostile_file_breaks_the_engine(text, number):
    assert condition('p.s == "x"').decide({"p.s": text}) is (text == "x")
    assert condition("p.n > 3").decide({"p.n": number}) is (number > 3)


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "\U0010ffff"])
def test_broken_characters_are_values_like_others(text):
    assert condition('p.s != "x"').decide({"p.s": text}) is True


def test_a_condition_without_an_answer_is_the_fault_of_the_policy():
    with pytest.raises(PolicyError) as caught:
        condition("1 / p.n > 1").decide({"p.n": 0})
    assert caught.value.where == "rules.yaml:1"
    assert "p.n = 0" in caught.value.hint


def test_an_error_that_does_not_matter_is_not_raised():
    assert condition("p.a || 1 / p.n > 1").decide({"p.a": True, "p.n": 0}) is True


def test_the_engine_is_not_imported_before_a_rule_is_read():
    code = "import sys, sovaudit.policy; sys.exit(any('cel_expr' in name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
