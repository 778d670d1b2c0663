# SPDX-License-Identifier: EUPL-1.2
"""SEAL and score of made-up offers, computed by hand; what never changes whatever the answers are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.knowledge import shipped
from sovaudit.knowledge.csf import profiles
from sovaudit.measures import Case, Measure, unheard_answers
from sovaudit.measures.frameworks import csf_results, hosting_csf_2026_seal, sealed
from sovaudit.measures.frameworks._csf import result
from sovaudit.model import Answer, Application, Hosting, Origin, Record, Score, Source, Unknown
from tests.identity._inventories import inventory_of

MEASURE: Measure = hosting_csf_2026_seal
DAY = date(2026, 11, 23)
PROFILES = profiles(shipped())
OLD, NEW = PROFILES["v1.2.1"], PROFILES["2026-06"]


def answers(profile: str, numbers: Mapping[str, int | str], subject: str = "hosting:nuage") -> list[Record]:
    """Write rows of the answers register, one below the other from row 2 on."""
    columns = (("subject", "A"), ("measure", "B"), ("value", "C"))
    return [
        Answer(subject, f"csf.{profile}.{name}", str(number), origin=Origin("answers.csv", "answers", row, columns))
        for row, (name, number) in enumerate(numbers.items(), start=2)
    ]


def case_of(*records: Record) -> Case:
    return Case(inventory_of(Hosting("nuage"), *records), DAY, {}, {})


def value(case: Case, name: str):
    return case.known(name).of(0).value


def at_most(seal: int, answered: int, total: int) -> Unknown:
    return Unknown("unchecked", f"au plus {seal}, critères renseignés : {answered} sur {total}")


# The offer of Nuage Fictif: one number for each of the 48 criteria. Beside it, from the published ladder (points|SEAL):
OFFER = {
    # SOV-1: 125.01+62.5+83.34+93.75+125+62.5+83+93.75 = 728.85 points of 1000.03; SEAL min(4, 3, 2) = 2
    # (so2, so4, so5, so6, so7 have SEAL 4 whatever the answer: they rank, and never gate)
    "sov1-so1": 4,  # 125.01|4
    "sov1-so2": 2,  # 62.5|4
    "sov1-so3": 3,  # 83.34|3
    "sov1-so4": 3,  # 93.75|4
    "sov1-so5": 4,  # 125|4
    "sov1-so6": 2,  # 62.5|4
    "sov1-so7": 2,  # 83|4
    "sov1-so8": 3,  # 93.75|2
    # SOV-2: 167+167+167+125.25+0+125.25 = 751.5 of 1002; SEAL min(4, 4, 4, 3, 4) = 3 (so5 never gates)
    "sov2-so1": 4,  # 167|4
    "sov2-so2": 4,  # 167|4
    "sov2-so3": 4,  # 167|4
    "sov2-so4": 3,  # 125.25|3
    "sov2-so5": 0,  # 0|4
    "sov2-so6": 3,  # 125.25|4
    # SOV-3: 200+150+150+200+200 = 900 of 1000; SEAL min(4, 3, 3, 4, 4) = 3
    "sov3-so1": 4,  # 200|4
    "sov3-so2": 3,  # 150|3
    "sov3-so3": 3,  # 150|3
    "sov3-so4": 4,  # 200|4
    "sov3-so5": 4,  # 200|4
    # SOV-4: 83.5+83.5+125.25+83.5+83.5+125.25 = 584.5 of 1002; SEAL min(4, 3, 3, 3, 4, 3) = 3
    "sov4-so1": 2,  # 83.5|4
    "sov4-so2": 2,  # 83.5|3
    "sov4-so3": 3,  # 125.25|3
    "sov4-so4": 2,  # 83.5|3
    "sov4-so5": 2,  # 83.5|4
    "sov4-so6": 3,  # 125.25|3
    # SOV-5: 71.5+107.25+0+71.5+71.5+107.25+71.5 = 500.5 of 1001; SEAL min(3, 3, 4, 3, 3, 3, 2) = 2
    "sov5-so1": 2,  # 71.5|3
    "sov5-so2": 3,  # 107.25|3
    "sov5-so3": 0,  # 0|4
    "sov5-so4": 2,  # 71.5|3
    "sov5-so5": 2,  # 71.5|3
    "sov5-so6": 3,  # 107.25|3
    "sov5-so7": 2,  # 71.5|2
    # SOV-6: 150+150+100+150+50 = 600 of 1000; SEAL min(3, 3, 3, 3, 3) = 3
    "sov6-so1": 3,  # 150|3
    "sov6-so2": 3,  # 150|3
    "sov6-so3": 2,  # 100|3
    "sov6-so4": 3,  # 150|3
    "sov6-so5": 1,  # 50|3
    # SOV-7: 107.25+143+107.25+107.25+107.25+71.5+143 = 786.5 of 1001; SEAL min(3, 4, 3, 3, 3, 4, 4) = 3
    "sov7-so1": 3,  # 107.25|3
    "sov7-so2": 4,  # 143|4
    "sov7-so3": 3,  # 107.25|3
    "sov7-so4": 3,  # 107.25|3
    "sov7-so5": 3,  # 107.25|3
    "sov7-so6": 2,  # 71.5|4
    "sov7-so7": 4,  # 143|4
    # SOV-8: 125+125+187.5+0 = 437.5 of 1000; SEAL min(4, 3, 3, 4) = 3
    "sov8-so1": 2,  # 125|4
    "sov8-so2": 2,  # 125|3
    "sov8-so3": 3,  # 187.5|3
    "sov8-so4": 0,  # 0|4
}


def test_the_seal_of_an_offer_by_hand_june_2026():
    """SEAL = min(2, 3, 3, 3, 2, 3, 3, 3) = 2, though only two of its 48 answers have a SEAL below 3.

    Score = 20*728.85/1000.03 + 10*751.5/1002 + 10*900/1000 + 15*584.5/1002 + 10*500.5/1001 + 15*600/1000
            + 15*786.5/1001 + 5*437.5/1000
          = 14.57656... + 7.5 + 9 + 8.75 + 5 + 9 + 11.78571... + 2.1875 = 67.79977... percent.
    """
    case = case_of(*answers("2026-06", OFFER))
    found = csf_results(case)["hosting:nuage"]["2026-06"]
    assert [each.seal for each in found.objectives] == [2, 3, 3, 3, 2, 3, 3, 3]
    points = [728.85, 751.5, 900, 584.5, 500.5, 600, 786.5, 437.5]
    assert [each.points for each in found.objectives] == pytest.approx(points)
    assert value(case, "hosting.csf_2026_seal") == value(case, "hosting.csf_2026_ceiling") == 2
    by_hand = (14.576562703 + 7.5 + 9 + 8.75 + 5 + 9 + 11.785714286 + 2.1875) / 100
    assert value(case, "hosting.csf_2026_score") == pytest.approx(by_hand, abs=1e-9)
    assert value(case, "hosting.csf_2026_coverage") == 1
    assert value(case, "hosting.csf_2026_sov1") == 2
    assert value(case, "hosting.csf_2026_sov2") == 3
    lines = value(case, "hosting.csf_2026_objectives")
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in lines][:2] == [
        "SOV-1 : SEAL 2 (8 sur 8)",
        "SOV-2 : SEAL 3 (6 sur 6)",
    ]


# The same offer under v1.2.1: a SEAL for each factor. SEAL and sum of each objective, and its share of 4 a factor:
FACTORS = {
    "SOV-1": (3, 2, 4, 4, 3, 2),  # SEAL 2, 18/24 = 0.75
    "SOV-2": (3, 3, 3, 4, 2),  # SEAL 2, 15/20 = 0.75
    "SOV-3": (4, 3, 3, 4),  # SEAL 3, 14/16 = 0.875
    "SOV-4": (3, 3, 3, 3, 3, 3),  # SEAL 3, 18/24 = 0.75
    "SOV-5": (1, 1, 3, 2, 3),  # SEAL 1, 10/20 = 0.5
    "SOV-6": (3, 4, 3, 2),  # SEAL 2, 12/16 = 0.75
    "SOV-7": (4, 4, 3, 3, 4),  # SEAL 3, 18/20 = 0.9
    "SOV-8": (2, 2, 2, 2),  # SEAL 2, 8/16 = 0.5
}
NUMBERS = {
    f"{objective.lower().replace('-', '')}-f{number}": seal
    for objective, seals in FACTORS.items()
    for number, seal in enumerate(seals, start=1)
}


def test_the_seal_of_an_offer_by_hand_v121():
    """SEAL = min(2, 2, 3, 3, 1, 2, 3, 2) = 1.

    Score = 15*0.75 + 10*0.75 + 10*0.875 + 15*0.75 + 20*0.5 + 15*0.75 + 10*0.9 + 5*0.5
          = 11.25 + 7.5 + 8.75 + 11.25 + 10 + 11.25 + 9 + 2.5 = 71.5 percent.
    """
    case = case_of(*answers("v1.2.1", NUMBERS))
    found = csf_results(case)["hosting:nuage"]["v1.2.1"]
    assert [each.seal for each in found.objectives] == [2, 2, 3, 3, 1, 2, 3, 2]
    assert value(case, "hosting.csf_v121_seal") == 1
    assert value(case, "hosting.csf_v121_score") == pytest.approx(0.715)
    assert value(case, "hosting.csf_2026_seal") == Unknown("absent")  # the profiles are two


def test_what_is_out_of_scope_is_left_out_and_listed():
    """Without hardware, firmware, HPC and environment, v1.2.1 has SEAL min(2, 2, 3, 3, 2, 3, 3) = 2.

    SOV-5 keeps (3, 2, 3): SEAL 2, 8/12; SOV-6 keeps (3, 4, 3): SEAL 3, 10/12; SOV-8 goes with its weight:
    (11.25 + 7.5 + 8.75 + 11.25 + 20*8/12 + 15*10/12 + 9) / 95.
    """
    outside = {"sov5-f1", "sov5-f2", "sov6-f4", "sov8-f1", "sov8-f2", "sov8-f3", "sov8-f4"}
    case = case_of(*answers("v1.2.1", {name: seal for name, seal in NUMBERS.items() if name not in outside}))
    assert value(case, "hosting.csf_v121_seal") == 2
    assert value(case, "hosting.csf_v121_coverage") == 1
    by_hand = (11.25 + 7.5 + 8.75 + 11.25 + 20 * 8 / 12 + 15 * 10 / 12 + 9) / 95
    assert value(case, "hosting.csf_v121_score") == pytest.approx(by_hand)
    assert value(case, "hosting.csf_v121_objectives")[7].endswith("hors périmètre")
    listed = [fact.value for fact in case.known("hosting.csf_v121_seal").of(0).evidence if fact.name == "out_of_scope"]
    assert listed == [tuple(sorted(outside))]


def test_whoever_answers_for_the_environment_is_held_to_it():
    """An offer that says its energy is SEAL 1 is SEAL 1: leaving the answer out would tell more than is so."""
    scope = {each.id: 4 for each in OLD.criteria if not each.outside}
    assert value(case_of(*answers("v1.2.1", scope)), "hosting.csf_v121_seal") == 4
    case = case_of(*answers("v1.2.1", scope | {"sov8-f1": 1}))
    assert value(case, "hosting.csf_v121_ceiling") == 1
    assert value(case, "hosting.csf_v121_seal").unknown == "unchecked"  # three factors of SOV-8 wait for their answer


@pytest.mark.parametrize(
    ("profile", "numbers", "seal", "most"),
    [
        pytest.param("2026-06", {}, Unknown("absent"), 4, id="nothing"),
        pytest.param("2026-06", {"sov3-so1": 0}, 0, 0, id="0 is the floor: the rest cannot change it"),
        pytest.param("2026-06", {"sov1-so8": 2}, at_most(2, 1, 40), 2, id="at most 2"),
        pytest.param("2026-06", {"sov1-so2": 0}, at_most(4, 1, 40), 4, id="ranks"),
        pytest.param("v1.2.1", {"sov1-f1": 1}, at_most(1, 1, 32), 1, id="v1.2.1"),
    ],
)
def test_unanswered_criteria_leave_an_upper_bound(profile, numbers, seal, most):
    case = case_of(*answers(profile, numbers))
    tag = "2026" if profile == "2026-06" else "v121"
    found = value(case, f"hosting.csf_{tag}_seal")
    if isinstance(found, Unknown):
        found = Unknown(found.unknown, found.detail.replace("\N{NO-BREAK SPACE}", " "))
    assert found == seal
    assert value(case, f"hosting.csf_{tag}_ceiling") == most


def test_one_objective_may_be_decided_before_its_criteria_are_all_answered():
    """Answered 1, so4 and so5 of SOV-7 have SEAL 1, and none of the other five has an answer below that."""
    case = case_of(*answers("2026-06", {"sov7-so4": 1, "sov7-so5": 1}))
    assert value(case, "hosting.csf_2026_sov7") == 1
    assert value(case, "hosting.csf_2026_sov1") == Unknown("absent")


def test_nobody_knows_is_an_answer_that_is_counted_and_never_scored():
    case = case_of(*answers("v1.2.1", {"sov1-f1": 4, "sov1-f2": "inconnu"}))
    assert value(case, "hosting.csf_v121_score") == 1  # 4 of 4: the second factor is in neither
    assert value(case, "hosting.csf_v121_coverage") == pytest.approx(1 / 32)
    evidence = {fact.name: fact.value for fact in case.known("hosting.csf_v121_coverage").of(0).evidence}
    assert evidence["nobody_knows"] == ("sov1-f2",)
    assert list(unheard_answers(case.inventory)) == []


def test_the_city_may_set_its_own_weights():
    """SOV-1 at 4 of 4 and SOV-2 at 0 of 4, the only answers: 15/(15+10) as published, 30/(30+10) with its own."""
    rows = answers("v1.2.1", {"sov1-f1": 4, "sov2-f1": 0})
    assert value(case_of(*rows), "hosting.csf_v121_score") == pytest.approx(0.6)
    own = answers("v1.2.1", {"weight.sov1": "30 %", "weight.sov5": 5}, "portfolio")
    case = case_of(*rows, *own)
    assert value(case, "hosting.csf_v121_score") == pytest.approx(0.75)
    assert list(unheard_answers(case.inventory)) == []  # 30 + 10 + 10 + 15 + 5 + 15 + 10 + 5 = 100
    assert "weight.SOV-1" in {fact.name for fact in case.known("hosting.csf_v121_score").of(0).evidence}


def test_an_application_that_is_no_service_is_an_analogy():
    online, bought = Application("courriel", kind="saas"), Application("paie", kind="proprietary")
    rows = [row for name in ("courriel", "paie") for row in answers("2026-06", {"sov3-so1": 0}, f"application:{name}")]
    case = case_of(online, bought, *rows)
    column = case.known("application.csf_2026_seal")
    assert [column.of(n).value for n in (0, 1)] == [0, 0]
    notes = [any("analogie" in fact.note for fact in column.of(n).evidence) for n in (0, 1)]
    assert notes == [False, True]
    assert [case.known("application.csf_analogy").of(n).value for n in (0, 1)] == [False, True]
    scores = [Score(f"application:{name}", "jurisdiction", {}, "pass", 0, 0) for name in ("courriel", "paie")]
    assert [each.seal for each in sealed(scores, case)] == [0, None]


def test_evidence_leads_to_the_cell():
    evidence = (
        case_of(*answers("2026-06", {"sov1-so8": 4, "sov3-so1": 0})).known("hosting.csf_2026_seal").of(0).evidence
    )
    assert (evidence[0].name, evidence[0].source) == ("sov3-so1", Source("answers.csv", "answers!C3"))


def test_a_full_seal_has_no_weakest_answer():
    best = {each.id: each.answers[-1].number for each in NEW.criteria}
    found = case_of(*answers("2026-06", best)).known("hosting.csf_2026_seal").of(0)
    assert found.value == 4
    assert {fact.name for fact in found.evidence} == {"framework", "answered"}


def issue(rows: list[Record]) -> tuple[str, str, str]:
    (found,) = unheard_answers(inventory_of(Hosting("nuage"), *rows))
    return found.place, found.message.replace("\N{NO-BREAK SPACE}", " "), found.hint.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("profile", "name", "written", "place", "told"),
    [
        pytest.param("2026-06", "sov1-so9", 1, "B2", "csf.2026-06.sov1-so", id="no such criterion"),
        pytest.param("v1.2.1", "sov9-f1", 1, "B2", "csf.v1.2.1.sov", id="no such factor"),
        pytest.param("2026-06", "sov1-so1", 7, "C2", "0, 1 (41.67), 3 (83.34), 4 (125.01)", id="past the ladder"),
        pytest.param("2026-06", "sov1-so1", 2, "C2", "0, 1 (41.67), 3 (83.34), 4 (125.01)", id="a blank answer"),
        pytest.param("2026-06", "sov1-so1", "oui", "C2", "0, 1 (41.67)", id="a word"),
        pytest.param("v1.3", "sov1-f1", 1, "B2", "2026-06, v1.2.1", id="no such version"),
        pytest.param("2026-06", "weight.sov1", 20, "A2", "portfolio", id="a weight of one offer"),
    ],
)
def test_a_row_that_says_nothing_is_reported_with_its_cell(profile, name, written, place, told):
    found, _message, hint = issue(answers(profile, {name: written}))
    assert found == f"answers.csv answers!{place}"
    assert told in hint


@pytest.mark.parametrize(
    ("name", "written", "place"), [("weight.sov9", 20, "B2"), ("weight.sov1", -3, "C2"), ("weight.sov1", 80, "C2")]
)
def test_a_weight_that_cannot_be_is_reported(name, written, place):
    found, _message, _hint = issue(answers("2026-06", {name: written}, "portfolio"))
    assert found == f"answers.csv answers!{place}"


def test_an_answer_of_what_is_not_judged_is_reported():
    found, message, _hint = issue(answers("2026-06", {"sov1-so1": 1}, "portfolio"))
    assert found == "answers.csv answers!A2"
    assert "portfolio" in message


def test_a_second_answer_counts_and_is_reported():
    first, second = answers("2026-06", {"sov3-so1": 4}), answers("2026-06", {"sov9": 0, "SOV3-SO1": 0})[1:]
    found, message, _hint = issue([*first, *second])
    assert found == "answers.csv answers!C3"
    assert "answers.csv answers!C2" in message
    assert value(case_of(*first, *second), "hosting.csf_2026_seal") == 0


def test_a_question_that_nobody_answered_is_no_answer():
    row = Answer("hosting:nuage", "csf.2026-06.sov1-so1")
    assert list(unheard_answers(inventory_of(Hosting("nuage"), row))) == []
    assert value(case_of(row), "hosting.csf_2026_seal") == Unknown("absent")


partial = st.sampled_from([OLD, NEW]).flatmap(
    lambda profile: st.tuples(
        st.just(profile),
        st.fixed_dictionaries({}, optional={c.id: st.sampled_from(c.answers) for c in profile.criteria}),
    )
)


@given(partial, st.data())
@settings(deadline=None)
def test_a_worse_answer_raises_nothing(offer, data):
    profile, steps = offer
    if not steps:
        return
    name = data.draw(st.sampled_from(sorted(steps)))
    criterion = next(each for each in profile.criteria if each.id == name)
    worse = data.draw(st.sampled_from([step for step in criterion.answers if step.points <= steps[name].points]))
    before, after = result(profile, steps), result(profile, steps | {name: worse})
    assert after.seal_most <= before.seal_most
    assert after.seal_least <= before.seal_least
    assert before.score is not None
    assert after.score is not None
    assert 0 <= after.score <= before.score + 1e-12 <= 1 + 1e-12


@given(partial, st.data())
@settings(deadline=None)
def test_the_range_is_exact(offer, data):
    """Whatever the missing answers turn out to be, the SEAL lies in the range, and both of its ends can happen."""
    profile, steps = offer
    found = result(profile, steps)
    scope = [each for each in profile.criteria if each.id not in found.outside]
    missing = [each for each in scope if each.id not in steps]

    def filled(choose):
        return result(profile, steps | {each.id: choose(each) for each in missing}).seal

    assert filled(lambda each: each.answers[0]) == found.seal_least
    assert filled(lambda each: each.answers[-1]) == found.seal_most
    any_of = filled(lambda each: data.draw(st.sampled_from(each.answers)))
    assert found.seal_least <= any_of <= found.seal_most
    assert found.seal in (None, any_of)


@given(partial)
@settings(deadline=None)
def test_the_seal_is_the_least_of_all_gating_answers(offer):
    """Brute force over the criteria, the objectives left aside: a minimum of minima is a minimum."""
    profile, steps = offer
    found = result(profile, steps)
    gates = [step.seal for name, step in steps.items() if next(c for c in profile.criteria if c.id == name).gates]
    assert found.seal_most == min([4, *gates])
    assert found.answered == len(steps)
    assert found.total + len(found.outside) == len(profile.criteria)
