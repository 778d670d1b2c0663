# SPDX-License-Identifier: EUPL-1.2
"""Columns judged together come to what subjects judged one by one would come to; nothing gets lost."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit import language
from sovaudit.measures import subjects
from sovaudit.model import OUTCOMES, SEVERITIES, Fact, Inventory, Source, Unknown, Value
from sovaudit.policy import EVIDENCE, Judgement, Policy, judge
from sovaudit.policy._arrays import combine
from sovaudit.policy._verdicts import RANKED, decide
from tests.policy._doubles import KINDS, NOBODY, case, inventory, policy_of, rule_text

Columns = Mapping[str, Sequence[Value | Unknown]]

RULES = (
    rule_text('licence.recognised && licence.class != "x"', id="t.both", severity="blocking"),
    rule_text("licence.recognised", 'licence.class in ["x", "y"]', id="t.scope", on_unknown="fail"),
    rule_text("licence.recognised", "application.criticality >= 3", id="t.pairs", severity="info"),
    rule_text('application.criticality < 4 || licence.class != "x"', id="t.vital", on_unknown="pass"),
    rule_text("portfolio.strict || licence.recognised", id="t.constant"),
    rule_text("application.criticality > 1", "application.has_sbom", id="t.app", subject="application"),
    rule_text("portfolio.strict", id="t.all", subject="portfolio", severity="minor"),
)
POLICY = policy_of(*RULES)

truth: st.SearchStrategy[Value | Unknown] = st.sampled_from([True, False, NOBODY, Unknown("conflict", "a or b")])
word: st.SearchStrategy[Value | Unknown] = st.sampled_from(["x", "y", "z", NOBODY])
level: st.SearchStrategy[Value | Unknown] = st.sampled_from([1, 2, 3, 4, NOBODY])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Inventory, Columns]:
    """Draw an inventory with the answers of the measures."""
    components, applications = draw(st.integers(0, 8)), draw(st.integers(0, 4))
    places = [(a, c) for a in range(applications) for c in range(components)]
    occurrences = draw(st.lists(st.sampled_from(places), max_size=20)) if places else []
    of = {"component": components, "application": applications, "portfolio": 1}
    kinds = {"bool": truth, "string": word, "int": level}
    names = (
        "licence.recognised",
        "licence.class",
        "application.criticality",
        "application.has_sbom",
        "portfolio.strict",
    )
    columns: Columns = {
        name: draw(st.lists(kinds[KINDS[name][1]], min_size=of[KINDS[name][0]], max_size=of[KINDS[name][0]]))
        for name in names
    }
    return inventory(components, applications, occurrences), columns


def naive(policy: Policy, found: Inventory, columns: Columns) -> dict[str, list[str]]:
    """Judge every subject by itself, and a component in each of its applications."""
    holders: dict[int, set[int]] = {}
    for a, c in zip(found.contains_application.tolist(), found.contains_component.tolist(), strict=True):
        holders.setdefault(c, set()).add(a)
    said: dict[str, list[str]] = {}
    for rule in policy.rules:
        outcomes = []
        for position in range(len(subjects(rule.subject, found))):
            homes = sorted(holders.get(position, ())) if rule.by_application else [position]
            ranks = [0]
            for home in homes:
                values = {}
                for read in rule.reads:
                    at = {"portfolio": 0, "application": home}.get(read.subject, position)
                    values[read.name] = columns[read.name][at]
                known = {name: value for name, value in values.items() if not isinstance(value, Unknown)}
                ranks.append(decide(rule, known).outcome)
            outcomes.append(RANKED[max(ranks)])
        said[rule.id] = outcomes
    return said


def listed(judgement: Judgement, rule: str) -> dict[str, str]:
    return {finding.subject: finding.outcome for finding in judgement.findings if finding.rule == rule}


@given(worlds())
@settings(max_examples=200, deadline=None)
def test_columns_judge_as_subjects_one_by_one(world):
    found, columns = world
    judgement = judge([POLICY], case(found, columns))
    for rule, outcomes in naive(POLICY, found, columns).items():
        used = next(used for used in judgement.rules if used.id == rule)
        assert used.outcomes == {word: outcomes.count(word) for word in OUTCOMES}
        names = subjects(used.subject, found)
        shown = ("fail", "unknown") if used.subject == "component" else OUTCOMES
        assert listed(judgement, rule) == {n: o for n, o in zip(names, outcomes, strict=True) if o in shown}


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_counts_in_are_counts_out(world):
    found, columns = world
    judgement = judge([POLICY], case(found, columns))
    for used in judgement.rules:
        assert sum(used.outcomes.values()) == len(subjects(used.subject, found))
    total = Counter[str]()
    for used in judgement.rules:
        total.update(used.outcomes)
    portfolio = next(score for score in judgement.scores if score.subject == "portfolio")
    assert Counter(portfolio.outcomes) == total
    own = Counter(finding.outcome for finding in judgement.findings if finding.rule == "t.app")
    rows = [score for score in judgement.scores if score.subject.startswith("application:")]
    within = len(found.contains_component) * sum(rule.subject == "component" for rule in POLICY.rules)
    assert sum(sum(score.outcomes.values()) for score in rows) == within + own.total()
    assert all(score.known + score.outcomes["unknown"] == score.total for score in judgement.scores)


@given(worlds())
@settings(max_examples=50, deadline=None)
def test_the_score_of_an_application_counts_what_is_so_in_it(world):
    """A component that fails because of another application does not fail here."""
    found, columns = world
    policy = policy_of(RULES[2])
    judgement = judge([policy], case(found, columns))
    for position, name in enumerate(subjects("application", found)):
        here = found.contains_component[found.contains_application == position].tolist()
        alone = inventory(len(found.components), len(found.applications), [(position, c) for c in here])
        outcomes = naive(policy, alone, columns)["t.pairs"]
        row = next(score for score in judgement.scores if score.subject == name)
        assert Counter(row.outcomes) == Counter(outcomes[c] for c in here) | Counter(dict.fromkeys(OUTCOMES, 0))


@given(worlds())
@settings(max_examples=30, deadline=None)
def test_the_same_case_is_judged_the_same(world):
    found, columns = world
    first, second = (msgspec.json.encode(judge([POLICY], case(found, columns))) for _twice in range(2))
    assert first == second


@given(worlds())
@settings(max_examples=50, deadline=None)
def test_findings_come_by_severity_rule_and_subject(world):
    found, columns = world
    keys = [(SEVERITIES.index(f.severity), f.rule, f.subject) for f in judge([POLICY], case(found, columns)).findings]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@given(st.lists(st.tuples(*[st.integers(0, 5)] * 4), max_size=40), st.sampled_from([6, 2**20]))
def test_each_distinct_combination_has_one_number(rows, size):
    """Few codes are told apart by a table, many by sorting; both must say the same."""
    table = np.array(rows, dtype=np.int32).reshape(-1, 4)
    first, numbers = combine([table[:, k] for k in range(4)], [size] * 4)
    assert [tuple(table[row].tolist()) for row in first[numbers]] == rows
    assert len(first) == len(set(rows))


def one(condition: str, columns: Columns, where: str = "", facts: int = 1, **other: str) -> Judgement:
    size = len(next(iter(columns.values())))
    found = inventory(size, size, [(n, n) for n in range(size)])
    return judge([policy_of(rule_text(condition, where, **other))], case(found, columns, facts=facts))


def test_an_id_is_the_hash_of_the_rule_and_the_subject():
    finding = one("licence.recognised", {"licence.recognised": [False]}).findings[0]
    expected = hashlib.sha256(b"t.rule\ncomponent:pkg:npm/c00000@1").hexdigest()[:12]
    assert (finding.id, finding.subject) == (expected, "component:pkg:npm/c00000@1")


def test_a_failure_says_the_values_under_their_titles_in_french():
    columns: Columns = {"licence.class": ["proprietary"], "licence.recognised": [False]}
    finding = one('licence.recognised && licence.class != "proprietary"', columns).findings[0]
    nbsp, narrow = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
    assert finding.reason == (
        f"Exigence non satisfaite{nbsp}: titre de licence.class (licence.class) = propriétaire{narrow}; "
        "titre de licence.recognised (licence.recognised) = non."
    )
    assert (finding.remedy, finding.unknown) == ("Agir", ())
    assert finding.reference[0].as_of == "2026-11-23"


def test_and_in_english():
    language.speak("en")
    try:
        finding = one("licence.recognised", {"licence.recognised": [False]}).findings[0]
    finally:
        language.speak("fr")
    assert finding.reason == "Requirement not met: title of licence.recognised (licence.recognised) = no."
    assert finding.remedy == "Act"


def test_an_unknown_names_the_measure_and_why_before_what_is_known():
    columns: Columns = {"licence.recognised": [Unknown("unrecognised", "Foo licence")], "licence.dinum": [True]}
    finding = one("licence.dinum && licence.recognised", columns).findings[0]
    assert (finding.outcome, finding.unknown) == ("unknown", ("licence.recognised",))
    assert "non reconnu\N{NO-BREAK SPACE}: Foo licence" in finding.reason
    assert finding.reason.index("licence.recognised") < finding.reason.index("licence.dinum")


def test_a_reason_is_not_said_twice():
    finding = one("licence.recognised", {"licence.recognised": [Unknown("noassertion", "NOASSERTION")]}).findings[0]
    assert "inconnu (le fichier dit NOASSERTION)." in finding.reason


def test_an_unknown_scope_names_its_measure():
    columns: Columns = {"licence.recognised": [True], "licence.dinum": [NOBODY]}
    finding = one("licence.recognised", columns, "licence.dinum").findings[0]
    assert (finding.outcome, finding.unknown) == ("unknown", ("licence.dinum",))
    assert "si la règle s’applique" in finding.reason


@pytest.mark.parametrize(("on_unknown", "said"), [("fail", "comme un écart"), ("pass", "laisse passer")])
def test_what_on_unknown_settles_says_so_and_still_names_the_measure(on_unknown, said):
    columns: Columns = {"application.has_sbom": [NOBODY]}
    finding = one("application.has_sbom", columns, subject="application", on_unknown=on_unknown).findings[0]
    assert (finding.outcome, finding.unknown) == (on_unknown, ("application.has_sbom",))
    assert said in finding.reason


def test_shares_parameters_and_ranges_are_written_for_people():
    columns: Columns = {"application.open_share": [0.425]}
    finding = one("application.open_share >= parameter.least", columns, subject="application").findings[0]
    assert "= 42,5\N{NO-BREAK SPACE}%" in finding.reason
    assert "minimum (parameter.least) = 50\N{NO-BREAK SPACE}%" in finding.reason


def test_what_decided_is_said_alone_with_what_it_was_held_to():
    condition = "application.open_share >= parameter.least && application.criticality > 2"
    columns: Columns = {"application.open_share": [0.4, NOBODY], "application.criticality": [NOBODY, 4]}
    decided, open_ = one(condition, columns, subject="application").findings
    assert (decided.outcome, open_.outcome) == ("fail", "unknown")
    assert "application.open_share" in decided.reason
    assert "parameter.least" in decided.reason
    assert "application.criticality" not in decided.reason
    assert open_.reason.index("application.open_share") < open_.reason.index("application.criticality")
    assert "parameter.least" not in open_.reason


@pytest.mark.parametrize(
    ("length", "said"),
    [(3, "= i0, i1, i2."), (4, "= i0, i1, i2 et 1 autre."), (9, "= i0, i1, i2 et 6 autres.")],
)
def test_a_sentence_names_three_items_of_a_list(length, said):
    columns: Columns = {"application.formats": [tuple(f"i{number}" for number in range(length))]}
    finding = one("size(application.formats) == 0", columns, subject="application").findings[0]
    assert finding.reason.endswith(said)


def test_a_component_begins_its_evidence_with_the_place_where_it_was_seen():
    finding = one("licence.recognised", {"licence.recognised": [True, False]}).findings[0]
    seen = Fact("licences", Unknown("absent"), Source("f1.json", "/components/1"))  # its file declares none
    assert finding.evidence == (seen, Fact("f", "False", Source("file.json", "/1/0")))


@pytest.mark.parametrize(("facts", "left"), [(EVIDENCE, 0), (EVIDENCE + 1, 1), (EVIDENCE + 3, 3)])
def test_evidence_is_cut_and_says_so(facts, left):
    finding = one(
        "application.has_sbom", {"application.has_sbom": [False]}, facts=facts, subject="application"
    ).findings[0]
    assert len(finding.evidence) == EVIDENCE
    assert (f"{left} autre" in finding.reason) == bool(left)


def test_a_component_says_in_which_application_and_in_how_many_more():
    found = inventory(1, 4, [(n, 0) for n in range(4)])
    columns: Columns = {"licence.recognised": [False], "application.criticality": [1, 4, 4, 3]}
    policy = policy_of(rule_text("licence.recognised", "application.criticality >= 3"))
    finding = judge([policy], case(found, columns)).findings[0]
    assert finding.reason.endswith("C’est le cas dans l’application App 1 et 2 autres.")


def test_a_component_in_no_application_is_not_judged_in_one():
    policy = policy_of(rule_text("licence.recognised", "application.criticality >= 3"))
    columns: Columns = {"licence.recognised": [False], "application.criticality": [4]}
    judgement = judge([policy], case(inventory(1, 1), columns))
    assert judgement.rules[0].outcomes["not_applicable"] == 1
    assert judgement.findings == ()


def test_what_is_met_or_out_of_scope_has_no_remedy():
    columns: Columns = {"application.has_sbom": [True, True], "application.criticality": [1, 4]}
    judgement = one("application.has_sbom", columns, "application.criticality > 2", subject="application")
    assert [(f.outcome, f.remedy) for f in judgement.findings] == [("not_applicable", ""), ("pass", "")]


def test_the_worst_outcome_of_a_score():
    columns: Columns = {"application.has_sbom": [True, NOBODY, False], "application.criticality": [3, 3, 1]}
    judgement = one("application.has_sbom", columns, "application.criticality > 2", subject="application")
    worst = [score.worst for score in judgement.scores]
    assert worst == ["pass", "unknown", "not_applicable", "unknown"]


def test_an_empty_inventory_is_judged():
    columns: Columns = {name: [] for name in KINDS} | {"portfolio.strict": [True]}
    judgement = judge([POLICY], case(inventory(0), columns))
    assert [finding.rule for finding in judgement.findings] == ["t.all"]
