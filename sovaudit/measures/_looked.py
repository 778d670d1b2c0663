# SPDX-License-Identifier: EUPL-1.2
"""Where an answer was looked for, when nothing told it: an unknown without a place could be checked by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from sovaudit.model import Fact, Measured, Source, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import int32
    from numpy.typing import NDArray

    from sovaudit.measures import Case, Measure

DATA = "data:"


def placed(measure: Measure, answers: Sequence[Measured], codes: NDArray[int32], case: Case) -> tuple[Measured, ...]:
    """Return the answers, those that are unknown without any place with the one where it was looked for.

    That is the column or the data set that the measure names (`LOOKED`), else the row of the subject: there is no
    column, so that a person must answer. Components that name no data set have the place where each was seen.
    """
    bare = [code for code, each in enumerate(answers) if isinstance(each.value, Unknown) and not _has_place(each)]
    column: str = getattr(measure, "LOOKED", "")
    if not bare or (measure.SUBJECT == "component" and not column):
        return tuple(answers)
    used, first = np.unique(codes, return_index=True)
    speaking = dict(zip(used.tolist(), first.tolist(), strict=True))
    found = list(answers)
    for code in bare:
        answer = answers[code]
        if code in speaking and isinstance(answer.value, Unknown):
            facts = _facts(measure, column, speaking[code], answer.value, case)
            found[code] = Measured(answer.value, (*answer.evidence, *facts))
    return tuple(found)


def _has_place(answer: Measured) -> bool:
    return any(each.source.path for each in answer.evidence)


def _facts(measure: Measure, column: str, position: int, value: Unknown, case: Case) -> tuple[Fact, ...]:
    if column.startswith(DATA):
        return (Fact(measure.NAME, value, Source(column)),)
    if measure.SUBJECT == "portfolio":
        rows = case.inventory.answers
        source = Source(rows[0].origin.path, rows[0].origin.sheet) if rows else Source("answers")
        return (Fact(measure.NAME, value, source),)
    record = getattr(case.inventory, f"{measure.SUBJECT}s")[position]
    if not record.origin.path:
        return ()
    if column:
        cells = case.cells(measure.SUBJECT, position, column)
        return tuple(each if each.value != () else replace(each, value=value) for each in cells)
    return (Fact(measure.NAME, value, record.origin.source()),)
