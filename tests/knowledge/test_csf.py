# SPDX-License-Identifier: EUPL-1.2
"""Both profiles of the Cloud Sovereignty Framework hold what is published of them."""

from __future__ import annotations

import hashlib

import pytest

from sovaudit.knowledge import shipped
from sovaudit.knowledge.csf import profiles

PROFILES = profiles(shipped())
OLD, NEW = PROFILES["v1.2.1"], PROFILES["2026-06"]
every_profile = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


def test_there_are_two_versions():
    assert set(PROFILES) == {"v1.2.1", "2026-06"}


@every_profile
def test_a_profile_is_the_file_that_its_source_describes(profile):
    snapshot = profile.snapshot(shipped())
    assert hashlib.sha256(snapshot.read()).hexdigest() == snapshot.provenance.sha256
    assert snapshot.path.name == snapshot.provenance.file == f"csf.{profile.profile}.toml"


def test_weights_are_those_of_their_version():
    """v1.2.1 §5 and the guidance of 1 June 2026: strategy and security gain what the supply chain loses."""
    assert [each.weight for each in OLD.objectives] == [15, 10, 10, 15, 20, 15, 10, 5]
    assert [each.weight for each in NEW.objectives] == [20, 10, 10, 15, 10, 15, 15, 5]
    assert sum(each.weight for each in OLD.objectives) == sum(each.weight for each in NEW.objectives) == 100


def test_how_many_criteria_each_objective_has():
    """48 in the calculator; 30 contributing factors in SOV-1 to SOV-6, and those of SOV-7 and SOV-8 beside them."""
    assert [len(NEW.of(each.id)) for each in NEW.objectives] == [8, 6, 5, 6, 7, 5, 7, 4]
    factors = [len(OLD.of(each.id)) for each in OLD.objectives]
    assert sum(factors[:6]) == 30
    assert factors[6:] == [5, 4]


def test_nine_criteria_of_2026_rank_and_never_gate():
    ranking = {each.id for each in NEW.criteria if not each.gates}
    assert ranking == {
        "sov1-so2", "sov1-so4", "sov1-so5", "sov1-so6", "sov1-so7", "sov2-so5", "sov5-so3", "sov7-so2", "sov8-so4",
    }  # fmt: skip
    assert all(each.gates for each in OLD.criteria)


def test_best_points_of_an_objective_are_about_a_thousand():
    for objective in NEW.objectives:
        assert sum(each.best for each in NEW.of(objective.id)) == pytest.approx(1000, abs=2)


@every_profile
def test_a_better_answer_never_has_a_lower_seal(profile):
    for criterion in profile.criteria:
        ladder = [(step.number, step.points, step.seal) for step in criterion.answers]
        for column in zip(*ladder, strict=True):
            assert list(column) == sorted(column), criterion.id
        assert criterion.answers[0].points == 0
        assert criterion.answers[-1].seal == 4


@every_profile
def test_what_lies_outside_is_environment_hardware_and_intensive_computing(profile):
    """domain 6.1: no bill of materials and no purchase says anything of these."""
    factors = {"sov5-f1", "sov5-f2", "sov6-f4"}
    for each in profile.criteria:
        assert each.outside == (each.objective == "SOV-8" or bool({each.id, each.factor} & factors)), each.id


def test_a_criterion_of_2026_has_no_text_and_a_factor_has_ours():
    assert {(each.fr, each.en) for each in NEW.criteria} == {("", "")}
    assert all(each.fr and each.en for each in OLD.criteria)
    assert {each.factor for each in NEW.criteria} <= {"", *(each.id for each in OLD.criteria)}


def criterion(name):
    return next(each for each in (*NEW.criteria, *OLD.criteria) if each.id == name)


@pytest.mark.parametrize(
    ("name", "written", "number"),
    [
        pytest.param("sov1-so1", "3", 3, id="a number"),
        pytest.param("sov1-so1", " 83,34 ", 3, id="points with a comma"),
        pytest.param("sov1-so2", "125", 4, id="points"),
        pytest.param("sov1-so2", "4", 4, id="4 is a number, never points"),
        pytest.param("sov2-f1", "SEAL-2", 2, id="a SEAL where an answer is one"),
        pytest.param("sov1-so1", "2", None, id="blank in the calculator"),
        pytest.param("sov1-so1", "SEAL-2", None, id="a SEAL where an answer is none"),
        pytest.param("sov1-so1", "5", None, id="past the ladder"),
        pytest.param("sov1-so1", "-1", None, id="before the ladder"),
        pytest.param("sov1-so1", "nan", None, id="no number"),
        pytest.param("sov1-so1", "oui", None, id="a word"),
    ],
)
def test_which_answer_a_text_means(name, written, number):
    step = criterion(name).step(written)
    assert (None if step is None else step.number) == number


def test_no_points_can_be_taken_for_a_number():
    for each in NEW.criteria:
        assert not {step.points for step in each.answers} & {1, 2, 3, 4}
