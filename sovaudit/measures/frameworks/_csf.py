# SPDX-License-Identifier: EUPL-1.2
"""Answers to a profile of the Cloud Sovereignty Framework -> SEAL and score: arithmetic alone.

Two results, never one: the SEAL of an objective is the least of its criteria, the SEAL of an offer the least of its
objectives, and it decides; the score, the sum of points over best points times weight, ranks beside it.

An answer that nobody knows counts in neither the points nor the best points, and is told. The SEAL is then a range:
a criterion may still have any SEAL of its answers. It is decided when both ends of the range are one.

What lies outside the evidence at hand (environment, hardware, firmware) is left out of the minimum, of the score and of
the coverage, and listed, as long as no such criterion of its objective is answered: whoever answers one of them, as an
offer to a tender does, brings all those of that objective in.

Source: Cloud Sovereignty Framework v1.2.1, sections 3 to 5; its calculator of June 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sovaudit.knowledge.csf import FULL, Criterion, Objective, Profile, Step


class ObjectiveResult(Struct, frozen=True):
    """What is known of one objective.

    Args:
        objective: its id, `SOV-1`.
        weight: that was used.
        seal_least, seal_most: between which its SEAL lies; 4 and 4 when all of it is outside.
        points, best: of the answered criteria, and the most that these could give.
        answered, total: criteria in scope.
        outside: ids of the criteria that are out of scope.
        weakest: ids of the answered criteria that hold `seal_most` down, in order; none when it is 4.
    """

    objective: str
    weight: float
    seal_least: int
    seal_most: int
    points: float
    best: float
    answered: int
    total: int
    outside: tuple[str, ...]
    weakest: tuple[str, ...]

    @property
    def seal(self) -> int | None:
        """Return its SEAL; None when it is out of scope, or when the answers do not decide it."""
        return self.seal_most if self.total and self.seal_least == self.seal_most else None


class Result(Struct, frozen=True):
    """What is known of one subject under one profile.

    Args:
        unsaid: ids of the criteria of which somebody said that nobody knows.
    """

    profile: str
    objectives: tuple[ObjectiveResult, ...]
    unsaid: tuple[str, ...] = ()

    @property
    def seal_least(self) -> int:
        """Return the least that its SEAL may be."""
        return min((each.seal_least for each in self.objectives), default=FULL)

    @property
    def seal_most(self) -> int:
        """Return the most that its SEAL may be."""
        return min((each.seal_most for each in self.objectives), default=FULL)

    @property
    def seal(self) -> int | None:
        """Return its SEAL, when the answers decide it."""
        return self.seal_most if self.total and self.seal_least == self.seal_most else None

    @property
    def answered(self) -> int:
        """Return how many criteria in scope have an answer."""
        return sum(each.answered for each in self.objectives)

    @property
    def total(self) -> int:
        """Return how many criteria are in scope."""
        return sum(each.total for each in self.objectives)

    @property
    def outside(self) -> tuple[str, ...]:
        """Return the ids of the criteria out of scope."""
        return tuple(name for each in self.objectives for name in each.outside)

    @property
    def score(self) -> float | None:
        """Return the weighted score of the answered criteria, 0..1; None when there is none, or no weight for any."""
        told = [each for each in self.objectives if each.answered]
        weights = sum(each.weight for each in told)
        if not weights:
            return None
        return sum(each.points / each.best * each.weight for each in told) / weights


def result(
    profile: Profile,
    answers: Mapping[str, Step],
    unsaid: Iterable[str] = (),
    weights: Mapping[str, float] | None = None,
) -> Result:
    """Work out what is known.

    Args:
        profile: the version of the framework.
        answers: criterion id -> its answer.
        unsaid: ids of criteria of which somebody said that nobody knows.
        weights: objective id -> weight, where they are not those of the profile.
    """
    objectives = tuple(_objective(each, profile.of(each.id), answers, weights or {}) for each in profile.objectives)
    return Result(profile.profile, objectives, tuple(sorted(unsaid)))


def _objective(
    objective: Objective, criteria: tuple[Criterion, ...], answers: Mapping[str, Step], weights: Mapping[str, float]
) -> ObjectiveResult:
    entered = any(each.outside and each.id in answers for each in criteria)
    scope = [each for each in criteria if entered or not each.outside]
    told = [(each, answers[each.id]) for each in scope if each.id in answers]
    silent = [each for each in scope if each.id not in answers]
    most = min([step.seal for _each, step in told] + [each.most for each in silent], default=FULL)
    least = min([step.seal for _each, step in told] + [each.least for each in silent], default=FULL)
    return ObjectiveResult(
        objective=objective.id,
        weight=weights.get(objective.id, objective.weight),
        seal_least=least,
        seal_most=most,
        points=sum(step.points for _each, step in told),
        best=sum(each.best for each, _step in told),
        answered=len(told),
        total=len(scope),
        outside=tuple(each.id for each in criteria if each not in scope),
        weakest=tuple(each.id for each, step in told if step.seal == most < FULL),
    )
