# SPDX-License-Identifier: EUPL-1.2
"""(subject, case) -> Measured. One file per measure; it says what is so, never whether that is good.

Measures are evaluated as columns: the distinct answers, and for every subject the number of its answer. A measure
that reads one thing of its subject alone says which (`reads`), so that it runs once per distinct thing: 82,570
components have about 2,000 distinct licence statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, overload

import numpy as np
from msgspec import Struct, field

import sovaudit.measures
from sovaudit.knowledge import Library, shipped
from sovaudit.language import localised
from sovaudit.measures import _answers, _corrected, _looked
from sovaudit.model import Component, Fact, Finding, Inventory, Issue, Measured, MeasuredColumn, Unknown
from sovaudit.registry import discover

if TYPE_CHECKING:
    from datetime import date

    from numpy import int32
    from numpy.typing import NDArray

T = TypeVar("T")
SUBJECTS = ("component", "application", "service", "organisation", "contract", "hosting", "portfolio")
TYPES = ("bool", "int", "float", "string", "list", "date")


class Case(Struct, frozen=True):
    """What a measure may look at: the inventory, the day, and the answers already measured.

    Args:
        inventory: everything that was read.
        as_of: the day on which the audit speaks; the clock is never asked.
        columns: measure name -> its column; filled in the order in which measures need each other.
        shared: what several measures work out once, by name.
        library: facts about the world, from dated snapshots.
    """

    inventory: Inventory
    as_of: date
    columns: dict[str, Column] = {}
    shared: dict[str, Any] = {}
    library: Library = field(default_factory=shipped)

    def known(self, name: str) -> Column:
        """Return the column of another measure, measuring it first when nobody has."""
        if name not in self.columns:
            self.columns[name] = measure_all(measures()[name], self)
        return self.columns[name]

    def once(self, name: str, work: Callable[[Case], T]) -> T:
        """Work something out the first time it is asked for."""
        if name not in self.shared:
            self.shared[name] = work(self)
        found: T = self.shared[name]
        return found

    def cell(self, kind: str, position: int, column: str) -> Fact:
        """Return what a register says in one column of one record: its value, and the cell as evidence.

        A value that a person corrected is the corrected one; `cells` also returns what stood there before.

        Args:
            kind: `application`, `service`, `organisation`, `contract`, `hosting`.
            position: of the record among those of its kind.
            column: field of the record.
        """
        return self.cells(kind, position, column)[0]

    def cells(self, kind: str, position: int, column: str) -> tuple[Fact, ...]:
        """Return the evidence for one column of one record: the value that counts, then the one it replaced, if any."""
        record = getattr(self.inventory, kind + "s")[position]
        corrected = self.once("corrected", lambda case: _corrected.by_place(case.inventory))
        change = corrected.get((f"{kind}:{record.id}", column))
        if change is not None:
            return _corrected.facts(change, getattr(record, column))
        return (Fact(column, getattr(record, column), record.origin.source(column)),)


class Column(Struct, frozen=True):
    """One measure of all its subjects.

    Args:
        answers: the distinct answers.
        codes: per subject, the position of its answer in `answers` (int32).
    """

    answers: tuple[Measured, ...]
    codes: NDArray[int32]

    def of(self, position: int) -> Measured:
        """Return the answer for the subject at a position of its kind."""
        return self.answers[int(self.codes[position])]


class Measure(Protocol):
    """The contract of a module in this room.

    `NAME` is dotted (`licence.class`), `SUBJECT` one of SUBJECTS, `TYPE` one of TYPES, `UNIT` the unit of the value
    or an empty text, `TITLE` a text a language (`{"fr": ..., "en": ...}`), `BASIS` the published law, standard or
    paper. `measure` takes the position of the subject among those of its kind (0 for the portfolio). The optional
    `reads(case)` returns an integer per subject for the one thing that the measure reads of it: subjects with equal
    integers have equal answers, and are measured once; a measure of components must have it. `QUESTION` (a text a
    language, with `{subject}`) is how to ask a person; `ASKED_AS` names the measure whose question stands for this one;
    `ASKED_OF = "city"` says that the city itself can answer, whoever supplies the subject.
    `rests_on(position, case)` returns what else to ask, where several things are unknown: (measure, position) pairs.
    `STATED(position, case)` returns the name and the value of what the files say of a component, on which its answer
    rests. `VALUES` maps a value to the words that people write for it, in answers and corrections; `OTHERWISE` is the
    type by which anything else is read, where that is not the measure's own. `LOOKED` names the register column, or the
    data set (`data:osv`), in which an answer was looked for that is unknown without any evidence.
    """

    NAME: str
    SUBJECT: str
    TYPE: str
    UNIT: str
    TITLE: dict[str, str]
    BASIS: str

    def measure(self, position: int, case: Case) -> Measured:
        """Measure one subject."""


@cache
def measures() -> dict[str, Measure]:
    """Return every measure by name."""
    return discover(sovaudit.measures)  # type: ignore[return-value]  # mypy cannot match modules to a Protocol


def unheard_answers(inventory: Inventory) -> Iterator[Issue]:
    """Report declared answers that no measure takes."""
    yield from _answers.unheard(inventory, measures())


class _Names(Sequence[str]):
    """Node ids that are made when they are asked for: of many components, few are named."""

    def __init__(self, kind: str, records: Sequence[Component]) -> None:
        self._kind, self._records = kind, records

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> _Names: ...
    def __getitem__(self, position: int | slice) -> str | _Names:
        if isinstance(position, slice):
            return _Names(self._kind, self._records[position])
        return f"{self._kind}:{self._records[position].id}"

    def __iter__(self) -> Iterator[str]:
        return (f"{self._kind}:{record.id}" for record in self._records)


def subjects(kind: str, inventory: Inventory) -> Sequence[str]:
    """Return the node ids of all subjects of a kind, in their order: `component:pkg:npm/a@1`, `application:ged`."""
    if kind == "portfolio":
        return ("portfolio",)
    return _Names(kind, getattr(inventory, kind + "s"))


def wing(measure: Measure) -> str:
    """Return the wing that a measure lives in: a dimension, `frameworks`, or `portfolio`."""
    return cast(ModuleType, measure).__name__.split(".")[2]


def measured_columns(case: Case) -> tuple[MeasuredColumn, ...]:
    """Measure everything but components, of which there are many and for which rules say what matters."""
    return tuple(
        MeasuredColumn(
            name=name,
            subject=measure.SUBJECT,
            dimension=wing(measure),
            type=measure.TYPE,
            unit=measure.UNIT,
            title=localised(measure.TITLE),
            basis=measure.BASIS,
            answers=tuple(map(case.known(name).of, range(len(case.known(name).codes)))),
        )
        for name, measure in measures().items()
        if measure.SUBJECT != "component"
    )


def oldest_fact(library: Library, columns: Iterable[MeasuredColumn], findings: Iterable[Finding]) -> str:
    """Return the day of the oldest fact about the world in the evidence, ISO 8601; empty when there is none.

    A fact of a register or of an answer is the city's own word: its day is shown, and is not the age of our data.
    """
    facts = (fact for column in columns for answer in column.answers for fact in answer.evidence)
    judged = (fact for finding in findings for fact in finding.evidence)
    days = [each.as_of for each in chain(facts, judged) if each.as_of and each.source.path.startswith("data:")]
    days += [each.provenance.as_of for each in library.of("licensedb")]
    return min(days).isoformat() if days else ""


def measure_all(measure: Measure, case: Case) -> Column:
    """Measure every subject of the measure's kind, each distinct thing once; fill what stays unknown from answers."""
    kind = measure.SUBJECT
    count = 1 if kind == "portfolio" else len(getattr(case.inventory, kind + "s"))
    reads: Callable[[Case], NDArray[int32]] | None = getattr(measure, "reads", None)
    if reads is None:
        measured = [measure.measure(position, case) for position in range(count)]
        codes = np.arange(count, dtype=np.int32)
    else:
        _things, first, found = np.unique(reads(case), return_index=True, return_inverse=True)
        measured = [measure.measure(int(position), case) for position in first]
        codes = found.astype(np.int32)
    _take_answers(measure, case, measured, codes)
    _take_corrections(measure, case, measured, codes)
    return Column(_looked.placed(measure, measured, codes, case), codes)


def _take_corrections(measure: Measure, case: Case, measured: list[Measured], codes: NDArray[int32]) -> None:
    """Put corrected answers in the place of measured ones; what was measured stays in the evidence."""
    corrected = case.once("corrected", lambda case: _corrected.by_place(case.inventory))
    mine = {subject: each for (subject, name), each in corrected.items() if name == measure.NAME}
    if not mine:
        return
    for position, subject in enumerate(subjects(measure.SUBJECT, case.inventory)):
        if subject in mine:
            measured.append(_corrected.measured(mine[subject], measured[codes[position]], measure))
            codes[position] = len(measured) - 1


def _take_answers(measure: Measure, case: Case, measured: list[Measured], codes: NDArray[int32]) -> None:
    """Put declared answers in the place of unknown ones."""
    answers = case.once("answers", lambda case: _answers.declared(case.inventory)).get(measure.NAME)
    if not answers:
        return
    for position, subject in enumerate(subjects(measure.SUBJECT, case.inventory)):
        answer = answers.get(subject)
        if answer is not None and isinstance(measured[codes[position]].value, Unknown):
            codes[position] = len(measured)
            measured.append(_answers.taken(answer, measure))
