# SPDX-License-Identifier: EUPL-1.2
"""The terminal summary: counts with denominators, whole ids, nothing that a terminal or a build server obeys."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit import language
from sovaudit.language import safe
from sovaudit.model import Audit, City, Finding
from sovaudit.reports import Report, table
from tests.reports._sample import sample_audit

REPORT: Report = table


@pytest.fixture(autouse=True)
def _language_restored() -> Iterator[None]:
    before = language.spoken()
    yield
    language.speak(before)


def english(audit: Audit) -> str:
    """Write the summary in English, whose words are in the code."""
    return table.render(msgspec.structs.replace(audit, language="en")).decode()


def with_findings(audit: Audit, *findings: Finding) -> Audit:
    return msgspec.structs.replace(audit, findings=findings)


def failing(audit: Audit) -> Finding:
    return next(finding for finding in audit.findings if finding.outcome == "fail" and finding.waiver is None)


def test_says_whose_audit_on_which_day_under_which_policy() -> None:
    text = english(sample_audit(hostile=False))
    assert text.startswith("Audit: Exempleville (made-up city), as of 1 Nov 2026\nPolicy: demo 2026.1\n")
    assert "Files: 2 read, 1 partly read, 1 rejected; issues: 3" in text


def test_counts_are_those_of_the_totals_with_their_denominator() -> None:
    audit = sample_audit(hostile=False)
    counts = audit.totals.outcomes["licensing"]
    row = next(line for line in english(audit).splitlines() if line.startswith("Licences "))
    numbers = [int(number) for number in re.findall(r"\d+", row)]
    known = counts["pass"] + counts["fail"]
    expected = [counts["pass"], counts["fail"], counts["unknown"], counts["not_applicable"], sum(counts.values())]
    assert numbers[:5] == expected
    assert numbers[5:7] == [known, known + counts["unknown"]]


@pytest.mark.parametrize(("count", "said"), [
    (1, "Inventaire : 1 application, 1 composant distinct (1 entrée lue)"),
    (2, "Inventaire : 2 applications, 2 composants distincts (2 entrées lues)"),
])  # fmt: skip
def test_one_is_said_in_the_singular(count: int, said: str) -> None:
    audit = sample_audit()
    totals = msgspec.structs.replace(audit.totals, applications=count, components=count, entries=count)
    text = table.render(msgspec.structs.replace(audit, totals=totals, language="fr")).decode()
    assert said in text.replace("\N{NO-BREAK SPACE}", " ")


def test_dimensions_without_rules_are_said_not_assessed_and_never_zero() -> None:
    text = english(sample_audit())
    assert "Not assessed: Jurisdiction, Lock-in, Dependency risk, Continuity" in text
    assert not re.search(r"^(Jurisdiction|Lock-in|Continuity).*0", text, re.MULTILINE)


def test_an_audit_without_any_rule_has_no_table() -> None:
    audit = msgspec.structs.replace(sample_audit(), rules=(), findings=(), questions=())
    text = english(msgspec.structs.replace(audit, totals=msgspec.structs.replace(audit.totals, outcomes={}, unknown=0)))
    assert "Not assessed: Licences, Jurisdiction" in text
    assert "No failure." in text
    assert "Nothing is unknown." in text


def test_waived_failures_are_counted_apart_and_not_listed() -> None:
    audit = sample_audit(hostile=False)
    text = english(audit)
    waived = [finding for finding in audit.findings if finding.waiver]
    assert "2 failures, and 1 under waiver" in text
    assert waived
    assert not any(finding.reason in text for finding in waived)


def test_failures_are_listed_by_rule_the_first_two_of_each_and_the_others_counted() -> None:
    audit = sample_audit(hostile=False)
    rules = sorted(rule.id for rule in audit.rules)[:2]
    many = [
        msgspec.structs.replace(failing(audit), rule=rule, subject=f"component:pkg:npm/part-{rule[-1]}{n:02}@1")
        for rule, count in zip(rules, (25, 1), strict=True)
        for n in range(count)
    ]
    text = english(with_findings(audit, *many))
    assert "26 failures" in text
    assert f"{rules[0]}  (25)" in text
    assert "… and 23 more" in text
    assert f"{rules[1]}  (1)" in text
    assert re.findall(r"part-(\w\d\d)", text) == [f"{rules[0][-1]}00", f"{rules[0][-1]}01", f"{rules[1][-1]}00"]


def test_rules_beyond_the_first_dozen_are_counted() -> None:
    audit = sample_audit(hostile=False)
    many = [msgspec.structs.replace(failing(audit), rule=f"demo.rule{n:02}") for n in range(15)]
    text = english(with_findings(audit, *many))
    assert "15 failures" in text
    assert len(re.findall(r"demo\.rule\d\d  \(1\)", text)) == 12
    assert "… 3 more rules have failures: see the reports" in text


def test_long_ids_stay_whole_on_one_line() -> None:
    audit = sample_audit(hostile=False)
    subject = "component:pkg:maven/" + "org.example." * 20 + "part@1.0"
    long = msgspec.structs.replace(failing(audit), subject=subject, reason="word " * 60)
    text = english(with_findings(audit, long))
    assert any(line.endswith(subject) for line in text.splitlines())
    assert all(len(line) <= 78 for line in text.splitlines() if line.lstrip().startswith("word"))


def test_findings_that_made_the_exit_code_are_marked() -> None:
    audit = sample_audit(hostile=False)
    assert "counted by --fail-on" not in english(audit)
    assert "[counted by --fail-on]" in english(
        with_findings(audit, msgspec.structs.replace(failing(audit), gating=True))
    )


def test_unknowns_say_who_can_answer_first() -> None:
    text = english(sample_audit(hostile=False))
    assert "5 unknown verdicts\n  Questions to answer: 2; first Direction des exemples (1)" in text


def test_plain_blanks_only_so_that_narrow_encodings_can_carry_it() -> None:
    text = table.render(sample_audit()).decode()
    assert "\u202f" not in text
    assert "\u00a0" not in text
    assert text.encode("cp1252", "replace").count(b"?") == text.count("?")


@pytest.mark.parametrize("line", ["::error::x", "  ::set-output name=a::b", "##[add-path]/tmp"])
def test_no_line_is_a_command_for_a_build_server(line: str) -> None:
    audit = sample_audit(hostile=False)
    text = english(with_findings(audit, msgspec.structs.replace(failing(audit), reason=f"{'x' * 70} {line}")))
    assert not any(each.lstrip().startswith("::") for each in text.splitlines())
    assert "##[" not in text
    assert "error" in text or "set-output" in text or "add-path" in text


@given(st.text(st.characters(), max_size=60))
def test_whatever_an_input_says_is_inert(text: str) -> None:
    audit = sample_audit(hostile=False)
    bad = msgspec.structs.replace(failing(audit), subject=text, rule=text, reason=text)
    inventory = msgspec.structs.replace(audit.inventory, city=City(name=text))
    written = english(msgspec.structs.replace(audit, findings=(bad,), inventory=inventory))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
    assert not re.search(r"(?m)^\s*::", written)


def test_safe_shows_what_it_hides() -> None:
    assert safe("a\x1b]0;title\x07b\x9b31m\u202ec\ud800") == r"a\x1b]0;title\x07b\x9b31m\u202ec\ud800"
    assert safe("Éditeur « libre » – 東京") == "Éditeur « libre » – 東京"


def test_the_same_audit_gives_the_same_bytes() -> None:
    assert table.render(sample_audit()) == table.render(sample_audit())
