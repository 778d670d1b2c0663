# SPDX-License-Identifier: EUPL-1.2
"""Outcomes per subject and dimension: counts, never an average.

An application's row has its own rules, and the component rules for each component it contains; a rule that judges a
component in its application counts the outcome *there*. The portfolio's row has every (rule, subject) pair once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.graph import Containment
from sovaudit.measures import subjects
from sovaudit.model import DIMENSIONS, OUTCOMES, Inventory, Score
from sovaudit.policy._verdicts import RANKED
from sovaudit.policy.rules import Rule

if TYPE_CHECKING:
    from numpy import int8, int64
    from numpy.typing import NDArray

FAIL = RANKED.index("fail")


class Ruled(Struct, frozen=True):
    """A rule and what it said of each subject.

    Args:
        outcomes: per subject, position in RANKED.
        in_pairs: per (application, component) pair, for a rule that judges components in their applications.
        waived: per subject, whether its finding is waived; None when none is.
    """

    rule: Rule
    outcomes: NDArray[int8]
    in_pairs: NDArray[int8] | None
    waived: NDArray[np.bool_] | None = None

    @property
    def forgiven(self) -> NDArray[np.bool_] | None:
        """Return which subjects fail and are waived; None when none is waived."""
        return None if self.waived is None else self.waived & (self.outcomes == FAIL)


def counted(outcomes: NDArray[int8]) -> dict[str, int]:
    """Count outcomes by their names; the sum is the number of subjects."""
    return _named(np.bincount(outcomes, minlength=len(RANKED)))


def scores(
    ruled: Sequence[Ruled], inventory: Inventory, pairs: Containment, acts: Mapping[str, int] | None = None
) -> tuple[Score, ...]:
    """Return the rows, by kind of subject, then dimension, then the subject's position; the portfolio's come last.

    Args:
        ruled: what each rule said.
        inventory: the subjects.
        pairs: which application contains which component.
        acts: dimension -> how many waivers are expired, about to expire or unused: failures of the portfolio alone.
    """
    rows: list[Score] = []
    for kind in ("service", "application", "organisation", "contract", "hosting"):
        for dimension in DIMENSIONS:
            chosen = [one for one in ruled if one.rule.dimension == dimension]
            rows += _rows(kind, dimension, chosen, inventory, pairs)
    for dimension in DIMENSIONS:
        chosen = [one for one in ruled if one.rule.dimension == dimension]
        if chosen:
            total = np.sum([np.bincount(one.outcomes, minlength=len(RANKED)) for one in chosen], axis=0)
            total[FAIL] += (acts or {}).get(dimension, 0)
            waived = sum(int(one.forgiven.sum()) for one in chosen if one.forgiven is not None)
            rows.append(_score("portfolio", dimension, total, waived))
    return tuple(rows)


def _rows(
    kind: str, dimension: str, ruled: Sequence[Ruled], inventory: Inventory, pairs: Containment
) -> Iterable[Score]:
    """Yield the rows of one kind of subject in one dimension; none when no rule judges them."""
    names = subjects(kind, inventory)
    own = [one for one in ruled if one.rule.subject == kind]
    within = [one for one in ruled if one.rule.subject == "component"] if kind == "application" else []
    if not names or not (own or within):
        return
    counts = np.zeros((len(names), len(RANKED)), dtype=np.int64)
    waived = np.zeros(len(names), dtype=np.int64)
    for one in own:
        counts[np.arange(len(names)), one.outcomes] += 1
        if one.forgiven is not None:
            waived += one.forgiven
    if within:
        counts += _within(within, pairs, len(names), len(inventory.components))
        for one in within:
            waived += _waived_within(one, pairs, len(names))
    for name, row, count in zip(names, counts, waived.tolist(), strict=True):
        yield _score(name, dimension, row, count)


def _waived_within(one: Ruled, pairs: Containment, applications: int) -> NDArray[int64]:
    """Count for each application the waived failures of a rule among its components: those that fail in it."""
    if one.waived is None:
        return np.zeros(applications, dtype=np.int64)
    failing = one.outcomes[pairs.component] if one.in_pairs is None else one.in_pairs
    waived = (failing == FAIL) & one.waived[pairs.component]
    return np.bincount(pairs.application[waived], minlength=applications)


def _within(ruled: Sequence[Ruled], pairs: Containment, applications: int, components: int) -> NDArray[int64]:
    """Count the outcomes of component rules for each application."""
    counts = np.zeros((applications, len(RANKED)), dtype=np.int64)
    alone = np.zeros((len(RANKED), components), dtype=np.float64)
    for one in ruled:
        if one.in_pairs is None:
            alone[one.outcomes, np.arange(components)] += 1
        else:
            key = pairs.application.astype(np.int64) * len(RANKED) + one.in_pairs
            counts += np.bincount(key, minlength=counts.size).reshape(counts.shape)
    for outcome, weights in enumerate(alone):
        if weights.any():
            weighed = np.bincount(pairs.application, weights[pairs.component], minlength=applications)
            counts[:, outcome] += weighed.astype(np.int64)
    return counts


def _score(subject: str, dimension: str, counts: NDArray[int64], waived: int) -> Score:
    outcomes = _named(counts)
    known = outcomes["pass"] + outcomes["fail"]
    gravest = next((word for word in reversed(RANKED) if outcomes[word]), "not_applicable")
    return Score(subject, dimension, outcomes, gravest, known, known + outcomes["unknown"], waived)


def _named(counts: NDArray[int64]) -> dict[str, int]:
    return {word: int(counts[RANKED.index(word)]) for word in OUTCOMES}
