# SPDX-License-Identifier: EUPL-1.2
"""Contracts as several measures need them: their days, which of them count today, what their clauses say."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._answers import declared, taken, word_of
from sovaudit.measures._linked import contracts
from sovaudit.model import ABSENT, Contract, Fact, Measured, Unknown

MONTH_DAYS = 365.25 / 12
Told = tuple[str | Unknown, tuple[Fact, ...]]
"""What one contract, or one person, says: a word of a vocabulary, and the evidence."""


def day(value: object) -> date | None:
    """Return a day, None when it is not known."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) else None


def end(case: Case, contract: int) -> date | None:
    """Return the last day of a contract; None when it is not known."""
    return day(case.known("contract.end").of(contract).value)


def begin(case: Case, contract: int) -> date | None:
    """Return the day on which a contract was notified; None when it is not known."""
    return day(case.inventory.contracts[contract].notified)


def last_day(first: date, months: float) -> date:
    """Return the last day of a term that begins on a day: 60 months from 20 March 2017 end on 19 March 2022.

    Raises:
        OverflowError: it is beyond the calendar.
    """
    whole = int(months)
    number = first.year * 12 + first.month - 1 + whole
    year, month = divmod(number, 12)
    if year > date.max.year:
        raise OverflowError(months)
    month += 1
    after = date(year, month, min(first.day, monthrange(year, month)[1]))
    return after + timedelta(days=round((months - whole) * MONTH_DAYS) - 1)


def current(case: Case, application: int) -> tuple[int, ...]:
    """Return the contracts of an application that count today; sorted.

    Those that have begun and not ended, as far as anybody knows; when there are none, those that ended last.
    """
    return case.once(f"lockin.current.{application}", lambda case: _current(case, application))


def _current(case: Case, application: int) -> tuple[int, ...]:
    every = contracts(case, application)
    running = tuple(each for each in every if _runs(case, each))
    if running:
        return running
    ends = {each: last for each in every if (last := end(case, each)) is not None and last < case.as_of}
    latest = max(ends.values(), default=None)
    return tuple(each for each, last in ends.items() if last == latest)


def _runs(case: Case, contract: int) -> bool:
    first, last = begin(case, contract), end(case, contract)
    return (first is None or first <= case.as_of) and (last is None or last >= case.as_of)


def clause(case: Case, contract: int, column: str, values: Mapping[str, tuple[str, ...]]) -> Told:
    """Return the word of a vocabulary that stands in a column of a contract; `unrecognised` for any other."""
    cells = case.cells("contract", contract, column)
    written = cells[0].value
    if not isinstance(written, str):
        return written if isinstance(written, Unknown) else ABSENT, cells
    word = word_of(written, values)
    return word if word is not None else Unknown("unrecognised", written[:80]), cells


def told(case: Case, measure: str, subject: str) -> Measured | None:
    """Return what a person declared of a subject for a measure that takes it together with what files say."""
    from sovaudit.measures import measures

    answer = case.once("answers", lambda case: declared(case.inventory)).get(measure, {}).get(subject)
    return None if answer is None else taken(answer, measures()[measure])


def clauses(
    case: Case, measure: str, application: int, column: str, values: Mapping[str, tuple[str, ...]]
) -> list[Told]:
    """Return what a person declared of an application, then what its current contracts say in a column."""
    found = [clause(case, each, column, values) for each in current(case, application)]
    answer = told(case, measure, f"application:{case.inventory.applications[application].id}")
    if answer is not None:
        value = answer.value if isinstance(answer.value, str | Unknown) else ABSENT
        found.insert(0, (value, answer.evidence))
    return found


def furthest(found: Sequence[Told], order: Sequence[str]) -> Measured:
    """Return the word that comes last in an order, among what is told; words that the order lacks count for nothing.

    The last of all decides alone; short of it, every part must be known.
    """
    evidence = tuple(fact for _word, facts in found for fact in facts)
    words = [word for word, _facts in found if isinstance(word, str)]
    ranked = [order.index(word) for word in words if word in order]
    if ranked and max(ranked) == len(order) - 1:
        return Measured(order[-1], evidence)
    missing = [word for word, _facts in found if isinstance(word, Unknown)]
    if missing and len(missing) == len(found):
        return Measured(missing[0], evidence)
    if missing:
        return Measured(unchecked(len(missing), len(found)), evidence)
    if ranked:
        return Measured(order[max(ranked)], evidence)
    return Measured(words[0] if words else ABSENT, evidence)


def unchecked(unknown: int, count: int) -> Unknown:
    """Return that some parts do not say, and the others do not decide."""
    return Unknown("unchecked", _("{unknown} of {count} do not say").format(unknown=unknown, count=count))


def field(contract: Contract, column: str) -> Fact:
    """Return one column of a contract as evidence, and whose it is."""
    value = getattr(contract, column)
    shown = value.isoformat() if isinstance(value, date) else value
    return Fact(column, shown, contract.origin.source(column), note=contract.id)


def fields(contracts: Iterable[Contract], *columns: str) -> tuple[Fact, ...]:
    """Return columns of several contracts as evidence."""
    return tuple(field(each, column) for each in contracts for column in columns)


def months_since(answer: Measured, today: date) -> Measured:
    """Return the months between a day that was declared and the day of the audit; none where it says never."""
    if answer.value == "never":
        return Measured(Unknown("absent", _("never")), answer.evidence)
    known = day(answer.value)
    return answer if known is None else Measured((today - known).days / MONTH_DAYS, answer.evidence)
