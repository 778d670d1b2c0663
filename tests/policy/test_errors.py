# SPDX-License-Identifier: EUPL-1.2
"""Everything that can be wrong with a rule is refused when it is loaded: line, caret, suggestion."""

from __future__ import annotations

import pytest

from sovaudit import language
from sovaudit.errors import PolicyError
from sovaudit.policy import read, together
from tests.policy._doubles import HEAD, doubles, rule_text


@pytest.fixture(autouse=True)
def english():
    language.speak("en")
    yield
    language.speak("fr")


def errors_of(text: str) -> tuple[PolicyError, ...]:
    policy, errors = read({"p/policy.yaml": HEAD, "p/rules.yaml": text.encode()}, doubles())
    assert (policy is None) == bool(errors)
    return errors


def error_of(text: str) -> PolicyError:
    errors = errors_of(text)
    assert len(errors) == 1, errors
    return errors[0]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def under_caret(error: PolicyError) -> str:
    """Return what the caret points at."""
    *_before, shown, caret = error.detail.splitlines()
    return shown[caret.index("^") :]


@pytest.mark.parametrize(
    ("condition", "at", "message", "hint"),
    [
        pytest.param(
            "licence.clas == 'a'", "licence.clas ", "nothing is called licence.clas", "licence.class?", id="name"
        ),
        pytest.param("true && licnce.recognised", "licnce", "licnce.recognised", "licence.recognised?", id="later"),
        pytest.param("'\"é\" == licence.clas'", "licence.clas'", "licence.clas", "licence.class?", id="quoted"),
        pytest.param("licence.class == 1", "== 1", "== does not go with: text, whole number", "quotes", id="type"),
        pytest.param("licence.class > null", "> null", "> does not go with", "on_unknown", id="null"),
        pytest.param(
            "portfolio.sbom_coverage >= 1", ">= 1", "decimal number, whole number", "1.0, not 1", id="decimal"
        ),
        pytest.param("licence.class in 'a'", "in 'a'", "in does not go with: text, text", "same type", id="in"),
        pytest.param("licence.recognised and true", "and true", "and is not expected", "written &&", id="and"),
        pytest.param("licence.class = 'a'", "= 'a'", "not expected", "written ==", id="single ="),
        pytest.param("licence.recognised == True", "True", "called True", "true", id="True"),
        pytest.param("licence.class", "licence.class", "must be true or false; this is: text", "compare", id="value"),
        pytest.param("has(licence.recognised)", "has(", "has()", "on_unknown", id="has"),
        pytest.param("licence.class.open == 1", ".open", "no parts", "whole", id="parts"),
        pytest.param("licence.recognised &&", "", "not complete", "middle", id="end"),
        pytest.param("!licence.recognised", "!lic", "begins with “!”", "single quotes", id="YAML tag"),
    ],
)
@pytest.mark.parametrize("key", ["require", "where"])
def test_a_condition(condition, at, message, hint, key):
    other = {"require": {"where": ""}, "where": {"require": "licence.recognised"}}[key]
    text = rule_text(**{"id": "t.first", "require": "licence.recognised"}) + rule_text(**{key: condition, **other})
    error = error_of(text)
    assert error.where == f"p/rules.yaml:{line_of(text, f'{key}: {condition}')}"
    assert under_caret(error).startswith(at)
    assert message in error.message
    assert hint in error.hint


def test_a_date_compared_with_a_text_says_how_a_day_is_written():
    error = error_of(rule_text('contract.end > "2027-01-01"', subject="contract"))
    assert "date, text" in error.message
    assert 'timestamp("2027-01-01T00:00:00Z")' in error.hint


@pytest.mark.parametrize("block", ["|", ">-", ""])
def test_the_line_is_that_of_the_word_not_of_the_key(block):
    text = rule_text(f"{block}\n    licence.recognised &&\n    licence.clas == 'a'")
    error = error_of(text)
    assert error.where == f"p/rules.yaml:{line_of(text, 'licence.clas ')}"
    assert under_caret(error).startswith("licence.clas ")


def test_every_fault_of_an_expression_is_said():
    first, second = errors_of(rule_text("licence.clas == 'a' || licence.recognized"))
    assert under_caret(first).startswith("licence.clas ")
    assert under_caret(second).startswith("licence.recognized")


@pytest.mark.parametrize(
    ("old", "new", "part", "message", "hint"),
    [
        ("  severity: major\n", "  severity: majr\n", "severity", "majr is none of: blocking", "major?"),
        ("  dimension: licensing\n", "  dimension: licencing\n", "dimension", "licencing", "licensing?"),
        ("  subject: component\n", "  subject: componant\n", "subject", "componant", "component?"),
        ("  on_unknown: unknown\n", "  on_unknown: fial\n", "on_unknown", "fial", "fail?"),
        ("  on_unknown: unknown\n", "", "- id", "on_unknown is missing", "always written"),
        ("  severity: major\n", "  severity: major\n  requir: x\n", "requir:", "no key requir", "require?"),
        ("status: in_force", "status: inforce", "reference", "inforce", "in_force?"),
        ("title: Loi, ", "titel: Loi, title: Loi, ", "reference", "no key titel", "title?"),
        ("as_of: 2026-11-23", "as_of: yesterday", "reference", "not a day", "2026-11-23"),
        (", as_of: 2026-11-23", "", "reference", "as_of is missing", ""),
        (
            "  reference: [{title: Loi, status: in_force, as_of: 2026-11-23}]\n",
            "  reference: []\n",
            "reference",
            "rests",
            "city",
        ),
        ("- id: t.rule", "- id: 1.0", "- id", "text; not decimal number", "quotes"),
        ("- id: t.rule", "- id: T Rule", "- id", "no id", "small"),
        ("fr: R\u00e8gle, ", "", "title", "fr is missing", ""),
        ("  severity: major\n", "  severity: major\n  severity: minor\n", "severity: minor", "there twice", "keep"),
        ("  severity: major\n", "  severity: [major\n", "reference", "not valid YAML", "quotes"),
    ],
)
def test_a_key(old, new, part, message, hint):
    text = rule_text("licence.recognised")
    assert old in text
    text = text.replace(old, new)
    error = error_of(text)
    expected = line_of(text, part)
    assert abs(int(error.where.rpartition(":")[2]) - expected) <= (part == "reference" and "YAML" in message)
    assert message in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    ("condition", "subject", "key"),
    [
        ("contract.end == contract.end", "component", "require"),
        ("licence.recognised", "application", "require"),
        ("application.has_sbom", "portfolio", "require"),
    ],
)
def test_a_measure_of_another_subject(condition, subject, key):
    text = rule_text(condition, subject=subject)
    error = error_of(text)
    assert error.where == f"p/rules.yaml:{line_of(text, key)}"
    assert subject in error.message


def test_a_rule_that_reads_nothing():
    assert "reads no measure" in error_of(rule_text("1 < 2")).message


def test_a_rule_that_ends_before_it_begins():
    text = rule_text("licence.recognised", more="since: 2027-01-01\n  until: 2026-01-01")
    assert error_of(text).where == f"p/rules.yaml:{line_of(text, 'until')}"


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("{given: {licence.clas: a}, expect: pass}", "does not read licence.clas"),
        ("{given: {licence.recognised: 1}, expect: pass}", "another type"),
        ("{given: {application.criticality: true}, expect: pass}", "another type"),
        ("{given: {application.open_share: 1}, expect: pass}", None),
        ("{given: {}, expect: passed}", "passed is none of"),
        ("{given: {}, expects: pass}", "no key expects"),
        ("{given: {licence.recognised: null}, expect: pass}", "not nothing"),
    ],
)
def test_a_case(example, message):
    reads = "licence.recognised && application.criticality > 1 && application.open_share > 0.1"
    text = rule_text(reads, more=f"cases:\n    - {{given: {{}}, expect: unknown}}\n    - {example}")
    errors = errors_of(text)
    assert [message in error.message for error in errors] == ([True] if message else [])
    assert {error.where for error in errors} <= {f"p/rules.yaml:{line_of(text, example)}"}


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"rules: []", 1, "list of rules"),
        (b"", 1, "list of rules"),
        (b"- id: t\n- {", 2, "not valid YAML"),
        (b"# ok\n\xff", 2, "UTF-8"),
        (b"- word", 1, "keys with values"),
    ],
)
def test_a_file(data, line, message):
    errors = read({"p/policy.yaml": HEAD, "p/rules.yaml": data}, doubles())[1]
    assert [(error.where, message in error.message) for error in errors] == [(f"p/rules.yaml:{line}", True)]


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (HEAD.replace(b'"1"', b"1.10"), "text; not decimal number"),
        (HEAD.replace(b"title: {fr: Essai, en: Trial}\n", b""), "title is missing"),
        (HEAD + b"authors: me\n", "no key authors"),
        (HEAD.replace(b"unit: share", b"units: share"), "no key units"),
    ],
)
def test_the_head(head, message):
    errors = read({"p/policy.yaml": head, "p/rules.yaml": rule_text("licence.recognised").encode()}, doubles())[1]
    assert any(message in error.message for error in errors)


def test_no_head_and_no_rule():
    assert "policy.yaml" in read({"p/rules.yaml": b"[]"}, doubles())[1][0].message
    assert "no rule" in read({"p/policy.yaml": HEAD}, doubles())[1][0].message


def test_one_id_twice_names_both_places():
    one, two = rule_text("licence.recognised"), rule_text("licence.dinum")
    policy, errors = read({"p/policy.yaml": HEAD, "p/a.yaml": one.encode(), "p/b.yaml": two.encode()}, doubles())
    assert policy is None
    assert (errors[0].where, errors[0].hint) == ("p/b.yaml:1", "it is also at p/a.yaml:1")


def test_all_errors_are_said_at_once_and_none_is_left_out():
    text = "".join(rule_text(f"licence.clas{n} == 'a'", id=f"t.r{n}") for n in range(3))
    errors = errors_of(text)
    together_said = together(errors)
    assert together_said.message == "3 errors in the policy"
    assert all(error.where in together_said.detail and error.message in together_said.detail for error in errors)
