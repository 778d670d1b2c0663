# SPDX-License-Identifier: EUPL-1.2
"""What the pages show of measures: figures with their denominators, then every answer; where it comes from as data.

The tables of answers are in the page as they are read. Where each answer comes from is data that the script draws on
the page of the subject: written out, it would take 16 MB for 416 applications and 100 measures.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import Fact, Measured, MeasuredColumn, Unknown
from sovaudit.reports import _facts, _format
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown, slug
from sovaudit.reports._measured import Figure, Table, aged, answered, figure, kinds_word, readers, tables, wing_word

CELLS_SHOWN = 2_700
"""Answers of one table that stand in the page; the workbook and audit.json have them all."""
LONGEST = 60
"""Characters of an answer in a table; the page of the subject has more."""
FACTS = 6
"""Facts of one answer that the page has; audit.json has them all."""


class Cell(Struct, frozen=True):
    """An answer in a table: `kind` is `u` when nobody knows, `o` when it rests on a fact past its shelf life."""

    text: str
    kind: str
    order: str


class Line(Struct, frozen=True):
    """One subject and its answers."""

    name: str
    link: str
    cells: tuple[Cell, ...]


class Shown(Struct, frozen=True):
    """The measures of one kind of subject on one page.

    Args:
        told: the figures of measures of which at least one answer is known: those have a column.
        silent: titles of the others.
        lines: the first subjects; none for the portfolio, whose answers are figures.
    """

    kind: str
    title: str
    anchor: str
    figures: tuple[Figure, ...]
    told: tuple[Figure, ...]
    silent: tuple[str, ...]
    lines: tuple[Line, ...]
    total: int


class WingPage(Struct, frozen=True):
    """The measures of one wing, and the rules that read them, as (title, fragment)."""

    wing: str
    title: str
    kinds: tuple[Shown, ...]
    rules: tuple[tuple[str, str], ...]


def wing_page(lens: Lens, wing: str) -> WingPage:
    """Draw the measures of a wing."""
    reading = readers(lens.audit.rules, lens.audit.measured)
    kinds = tuple(_shown(lens, table, reading) for table in tables(lens.audit, wing))
    used = {rule for kind in kinds for each in kind.figures for rule in each.rules}
    rules = tuple((shown(lens.rules[rule].title, 160), "#regle-" + slug(rule)) for rule in sorted(used))
    return WingPage(wing, wing_word(wing), kinds, rules)


def _shown(lens: Lens, table: Table, reading: Any) -> Shown:  # noqa: ANN401 -- a mapping
    most = max(30, CELLS_SHOWN // len(table.columns))
    order = range(len(table.subjects))
    if table.kind == "application":
        order = sorted(order, key=lambda n: (-lens.criticality(n), lens.name(n).casefold(), n))  # type: ignore[assignment]
    figures = tuple(figure(column, reading) for column in table.columns)
    told = tuple(each for each in figures if each.known)
    columns = tuple(each.column for each in told)
    lines = () if table.kind == "portfolio" else tuple(_line(lens, table, columns, n) for n in list(order)[:most])
    return Shown(
        kind=table.kind,
        title=kinds_word(table.kind),
        anchor=f"{table.wing}-{table.kind}",
        figures=figures,
        told=told,
        silent=tuple(shown(each.column.title, 120) for each in figures if not each.known),
        lines=lines,
        total=len(table.subjects),
    )


def _line(lens: Lens, table: Table, columns: tuple[MeasuredColumn, ...], position: int) -> Line:
    subject = table.subjects[position]
    link = f"#application-{lens.slugs[position]}" if table.kind == "application" else ""
    cells = tuple(_cell(column, column.answers[position]) for column in columns)
    return Line(shown(subject.name, 80), link, cells)


def _cell(column: MeasuredColumn, answer: Measured) -> Cell:
    text = answered(column, answer)
    short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    kind = "u" if isinstance(answer.value, Unknown) else "o" if aged(answer) else ""
    order = ""
    if kind != "u" and column.type in ("int", "float", "date") and not isinstance(answer.value, tuple):
        order = str(answer.value)
    return Cell(shown(short), kind, order)


class _Numbers:
    """Number distinct things in the order in which they come."""

    def __init__(self) -> None:
        self.known: dict[Hashable, int] = {}

    def code(self, thing: Hashable) -> int:
        return self.known.setdefault(thing, len(self.known))


def evidence(lens: Lens) -> dict[str, object]:
    """Return every answer with its facts as numbered texts, for the script.

    An answer is [text, 1 when unknown, its facts...]; a fact [name, value, path, place, day, note, 1 when aged]: the
    numbers of texts, 0 for none, and none at its end. A column of a kind has the number of an answer for each subject.
    """
    texts, facts, answers = _Numbers(), _Numbers(), _Numbers()
    texts.code("")

    def said(text: str, longest: int = 160) -> int:
        return texts.code(shown(text, longest) if text else "")

    measures: list[list[int]] = []
    kinds: dict[str, dict[str, Any]] = {}
    for table in tables(lens.audit):
        kind = kinds.setdefault(table.kind, {"names": [shown(each.name, 80) for each in table.subjects], "columns": []})
        for column in table.columns:
            measures.append([said(column.title), said(wing_word(column.dimension)), said(column.name)])
            codes = [answers.code(_answer(column, each, said, facts)) for each in column.answers]
            kind["columns"].append([len(measures) - 1, codes])
    return {
        "measures": measures,
        "kinds": kinds,
        "answers": list(answers.known),
        "facts": list(facts.known),
        "texts": list(texts.known),
    }


def _answer(column: MeasuredColumn, answer: Measured, said: Callable[..., int], facts: _Numbers) -> tuple[int, ...]:
    numbers = [facts.code(_fact(fact, said)) for fact in answer.evidence[:FACTS]]
    return said(answered(column, answer), 700), int(isinstance(answer.value, Unknown)), *numbers


def _fact(fact: Fact, said: Callable[..., int]) -> tuple[int, ...]:
    value = fact.value
    text = _facts.value(fact.name, value)
    if isinstance(value, Unknown):
        text = _("unknown: {reason}").format(reason=text)
    day = _format.day(fact.as_of) if fact.as_of else ""
    numbers = [
        said(_facts.name(fact.name)),
        said(text),
        said(_facts.path(fact.source.path)),
        said(fact.source.place),
        said(day),
        said(fact.note, 300),
        int(fact.aged),
    ]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
