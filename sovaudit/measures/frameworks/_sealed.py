# SPDX-License-Identifier: EUPL-1.2
"""The SEAL of the Cloud Sovereignty Framework, put beside the counts of a subject's outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sovaudit.measures import Case, subjects
from sovaudit.measures.frameworks._told import analogy
from sovaudit.model import Score

MEASURE = "csf_2026_seal"
"""The latest profile: the one that a reader means by « the SEAL »."""


def sealed(scores: Iterable[Score], case: Case) -> tuple[Score, ...]:
    """Return the scores, each with the SEAL of its subject where one is known.

    Only cloud services have one there: hostings, and applications that are online services. That of other software is
    an analogy, and a bare number could not say so.
    """
    seals: dict[str, int] = {}
    for kind in ("application", "hosting"):
        column = case.known(f"{kind}.{MEASURE}")
        for position, subject in enumerate(subjects(kind, case.inventory)):
            value = column.of(position).value
            if isinstance(value, int) and not analogy(kind, position, case):
                seals[subject] = value
    return tuple(replace(each, seal=seals[each.subject]) if each.subject in seals else each for each in scores)
