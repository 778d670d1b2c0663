# SPDX-License-Identifier: EUPL-1.2
"""Measures as reports show them, by wing and by kind of subject; none is named here: a new one appears by itself.

A wing is where measures live: a dimension, `frameworks` (reference systems that mix dimensions), or `portfolio` (what
registers say).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from statistics import median_low

from msgspec import Struct

from sovaudit import language
from sovaudit.language import _, ngettext
from sovaudit.model import Audit, Inventory, Measured, MeasuredColumn, RuleUsed, Unknown, Value
from sovaudit.policy.units import with_unit
from sovaudit.reports import _format, _words

WINGS = ("licensing", "jurisdiction", "lockin", "dependency", "frameworks", "portfolio")
KINDS = ("application", "hosting", "organisation", "contract", "service", "portfolio")
MOST = 4
"""Distinct values that a figure names."""
_PLAIN = ("oui", "non", "yes", "no")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+")


class Subject(Struct, frozen=True):
    """What measures speak of: its id, and the name that a register gives it, else the id."""

    id: str
    name: str


class Table(Struct, frozen=True):
    """The measures of one kind of subject in one wing; each column has an answer a subject, in their order."""

    wing: str
    kind: str
    columns: tuple[MeasuredColumn, ...]
    subjects: tuple[Subject, ...]


class Figure(Struct, frozen=True):
    """One measure over all its subjects.

    Args:
        known, total: how many answers are known, of how many.
        values: what the known ones are, in a few words.
        reasons: why the others are not, with counts.
        aged: answers that rest on a fact past its shelf life.
        rules: ids of the rules that read it.
    """

    column: MeasuredColumn
    known: int
    total: int
    values: str
    reasons: str
    aged: int
    rules: tuple[str, ...]


def tables(audit: Audit, wing: str = "", kind: str = "") -> tuple[Table, ...]:
    """Return the tables of a wing, of a kind, or all: those that have a measure and a subject."""
    found: dict[tuple[str, str], list[MeasuredColumn]] = defaultdict(list)
    for column in audit.measured:
        if column.answers and wing in ("", column.dimension) and kind in ("", column.subject):
            found[column.dimension, column.subject].append(column)
    order = sorted(found, key=lambda key: (_rank(WINGS, key[0]), _rank(KINDS, key[1]), key))
    return tuple(Table(*key, tuple(found[key]), subjects(audit.inventory, key[1])) for key in order)


def _rank(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def subjects(inventory: Inventory, kind: str) -> tuple[Subject, ...]:
    """Return the subjects of a kind, in the order of the inventory."""
    if kind == "portfolio":
        return (Subject("portfolio", _format.subject_kind("portfolio")),)
    field = "subject" if kind == "contract" else "name"
    records = getattr(inventory, kind + "s")
    return tuple(Subject(each.id, _named(getattr(each, field), each.id)) for each in records)


def _named(name: str | Unknown, identity: str) -> str:
    return identity if isinstance(name, Unknown) or not name else name


def readers(rules: Iterable[RuleUsed], columns: Iterable[MeasuredColumn]) -> Mapping[str, tuple[str, ...]]:
    """Return measure -> ids of the rules whose conditions name it, sorted."""
    known = {column.name for column in columns}
    found: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for written in _NAME.findall(f"{rule.require} {rule.where}"):
            parts = written.split(".")
            for end in range(len(parts), 1, -1):  # the last parts may be a call: `application.services.exists(...)`
                if ".".join(parts[:end]) in known:
                    found[".".join(parts[:end])].add(rule.id)
                    break
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def figure(column: MeasuredColumn, rules: Mapping[str, tuple[str, ...]]) -> Figure:
    """Sum up one measure."""
    known = [each.value for each in column.answers if not isinstance(each.value, Unknown)]
    unknown = [each.value for each in column.answers if isinstance(each.value, Unknown)]
    return Figure(
        column=column,
        known=len(known),
        total=len(column.answers),
        values=_values(column, known),
        reasons=_counted(_format.unknown_reason(each.unknown) for each in unknown),
        aged=sum(map(aged, column.answers)),
        rules=rules.get(column.name, ()),
    )


def aged(answer: Measured) -> bool:
    """Tell whether an answer rests on a fact past its shelf life."""
    return any(fact.aged for fact in answer.evidence)


def _values(column: MeasuredColumn, known: Sequence[Value]) -> str:
    """Say what the known values are: a span of numbers and days, else the most frequent ones with their counts."""
    if not known:
        return "–"
    if len(column.answers) == 1:
        return value(column, known[0])
    if column.type in ("int", "float", "date"):
        ordered = sorted(known, key=lambda each: each if isinstance(each, str) else float(str(each)))
        least, middle, most = (value(column, each) for each in (ordered[0], median_low(ordered), ordered[-1]))
        if least == most:
            return least
        return _("{least} to {most}; median: {middle}").format(least=least, most=most, middle=middle)
    if column.type == "list":
        named = (value(column, item) for each in known for item in (each if isinstance(each, tuple) else (each,)))
        empty = sum(each == () for each in known)
        nothing = f"{_('none')}{_(':')} {_format.number(empty)}" if empty else ""
        return _("; ").join(filter(None, (_counted(named), nothing)))
    return _counted(value(column, each) for each in known)


def _counted(texts: Iterable[str]) -> str:
    """Write the most frequent texts with their counts, and how many others there are."""
    ranked = sorted(Counter(texts).items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{text}{_(':')} {_format.number(count)}" for text, count in ranked[:MOST]]
    if len(ranked) > MOST:
        more = len(ranked) - MOST
        parts.append(ngettext("{count} other value", "{count} other values", more).format(count=more))
    return _("; ").join(parts)


def value(column: MeasuredColumn, thing: Value) -> str:
    """Write a value of a measure with its unit."""
    if isinstance(thing, bool):
        return _format.value(thing)
    if isinstance(thing, int | float):
        if column.unit == "share":
            return _format.number(100 * thing, 1) + _("%")
        return _measure(thing, column.unit)
    if isinstance(thing, tuple):
        return ", ".join(value(column, each) for each in thing) or _("none")
    if column.type == "date" or _DAY.fullmatch(thing):
        return _format.day(thing)
    return _words.country(thing) if _is_country(column, thing) else vocabulary(column.name).get(thing, thing)


@cache
def _spoken_values(name: str, spoken: str) -> Mapping[str, str]:
    from sovaudit.measures import measures

    values: Mapping[str, Sequence[str]] = getattr(measures().get(name), "VALUES", {})
    if spoken != "fr":
        return {code: code.replace("_", " ") for code in values}
    return {code: next((word for word in words if word not in _PLAIN), code) for code, words in values.items()}


def vocabulary(name: str) -> Mapping[str, str]:
    """Return the words for the codes of a measure: in French the first that people write, but « oui » and « non »."""
    return _spoken_values(name, language.spoken())


def _is_country(column: MeasuredColumn, text: str) -> bool:
    return len(text) == 2 and text.isupper() and "countr" in f"{column.name} {column.unit}".lower()


def _measure(amount: float, unit: str) -> str:
    written = _format.number(amount, 2)
    if not unit or ".." in unit:
        return written
    return with_unit(written, unit, amount)


def scale(column: MeasuredColumn) -> str:
    """Say on which scale a value stands: `0..4`; nothing when it has a unit of its own."""
    return _("scale: {scale}").format(scale=column.unit) if ".." in column.unit else ""


def unit_word(unit: str) -> str:
    """Return the word for a unit, in the plural; a unit that is not known as it is."""
    return with_unit("", unit, 2).strip()


def answered(column: MeasuredColumn, answer: Measured) -> str:
    """Write an answer: the value, or that nobody knows and why."""
    if not isinstance(answer.value, Unknown):
        return value(column, answer.value)
    reason = _format.unknown_reason(answer.value.unknown)
    detail = answer.value.detail
    return _("unknown: {reason}").format(reason=f"{reason} ({detail})" if detail else reason)


def wing_word(wing: str) -> str:
    """Return the word for a wing."""
    words = {"frameworks": _("Reference frameworks"), "portfolio": _("Portfolio")}
    return words.get(wing) or _format.dimension(wing)


def kinds_word(kind: str) -> str:
    """Return the word for several subjects of a kind."""
    words = {
        "application": _("Applications"),
        "service": _("Services"),
        "organisation": _("Organisations"),
        "contract": _("Contracts"),
        "hosting": _("Hosting offers"),
        "portfolio": _("Portfolio"),
    }
    return words.get(kind, kind)
