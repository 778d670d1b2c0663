# SPDX-License-Identifier: EUPL-1.2
"""The answers register -> values for what no file could tell; said to be declared, by whom and when."""

from __future__ import annotations

import difflib
import importlib
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sovaudit.identity.references import node
from sovaudit.language import _
from sovaudit.model import Answer, Fact, Inventory, Issue, Measured, Unknown, Value
from sovaudit.readers._columns import folded

if TYPE_CHECKING:
    from sovaudit.measures import Measure

FAMILIES = {
    "csf.": "sovaudit.measures.frameworks._csf_answers",
    "irn.": "sovaudit.measures.frameworks._irn",
}
"""Prefix of answers that are no measure but many answers together -> the module that takes them.

Its `complaints(answers)` reports the rows that it cannot use. It is imported when there is such an answer.
"""
_TRUTH = {"oui": True, "vrai": True, "yes": True, "true": True, "1": True}
_TRUTH |= {"non": False, "faux": False, "no": False, "false": False, "0": False}


def declared(inventory: Inventory) -> Mapping[str, Mapping[str, Answer]]:
    """Return the answers: measure -> node id -> answer; the last row of a subject counts."""
    found: dict[str, dict[str, Answer]] = {}
    for each in inventory.answers:
        if not isinstance(each.value, Unknown):
            found.setdefault(each.measure, {})[node(each.subject)] = each
    return found


def unheard(inventory: Inventory, known: Mapping[str, Measure]) -> Iterator[Issue]:
    """Report the answers that nobody can take: to no measure of ours (a line each, with the nearest), or no value."""
    names = sorted(known)
    rows: dict[str, list[Answer]] = {}
    families: dict[str, list[Answer]] = {}
    for each in inventory.answers:
        family = next((prefix for prefix in FAMILIES if each.measure.lower().startswith(prefix)), "")
        if family:
            families.setdefault(family, []).append(each)
        elif each.measure not in known:
            rows.setdefault(each.measure, []).append(each)
        else:
            yield from _misunderstood(each, known[each.measure])
    for prefix, answers in families.items():
        yield from importlib.import_module(FAMILIES[prefix]).complaints(answers)
    for name, answers in sorted(rows.items()):
        source = answers[0].origin.source("measure")
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.85)
        hint = _("did you mean « {near} »?").format(near=near[0]) if near else _("« sovaudit explain » lists them")
        text = _("answer to a measure that this version does not know: {name} (rows: {count})")
        yield Issue(f"{source.path} {source.place}".strip(), text.format(name=name, count=len(answers)), hint)


def measured(answer: Answer, kind: str) -> Measured:
    """Turn one answer into a value of a type; `invalid` when it is not of that type."""
    return _measured(answer, lambda written: typed(written, kind))


def taken(answer: Answer, measure: Measure) -> Measured:
    """Turn one answer into a value of a measure; `invalid` when it is none."""
    return _measured(answer, lambda written: understood(written, measure))


def _measured(answer: Answer, read: Callable[[str], Value]) -> Measured:
    written = answer.value if isinstance(answer.value, str) else ""
    as_of = answer.as_of if isinstance(answer.as_of, date) else None
    by = "" if isinstance(answer.by, Unknown) else answer.by
    evidence = (Fact("answer", f"{written} ({by})" if by else written, answer.origin.source("value"), as_of),)
    try:
        return Measured(read(written.strip()), evidence)
    except ValueError:
        return Measured(Unknown("invalid", written), evidence)


def vocabulary(values: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Return the value for every folded word: its own name and those that people write for it."""
    return {folded(word): value for value, words in values.items() for word in (value, *words)}


def word_of(written: str, values: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the value that a text stands for: the whole of it, else what stands before a comma, a colon, a bracket.

    >>> word_of("Oui, clause du CCAP", {"clause": ("oui",), "none": ("non",)})
    'clause'
    """
    words, written = vocabulary(values), written[:_LONGEST]
    return words.get(folded(written)) or words.get(folded(_ASIDE.split(written, maxsplit=1)[0]))


_ASIDE = re.compile(r"[,;:(–]")
_LONGEST = 200
"""Characters of an answer in which a word of a vocabulary is looked for."""


def understood(written: str, measure: Measure) -> Value:
    """Read a text as a value of a measure: a word of its vocabulary (`VALUES`), else as its type has it.

    A measure of texts that has a vocabulary takes nothing else, unless it names a type for it (`OTHERWISE`).

    Raises:
        ValueError: it is none.
    """
    values: Mapping[str, tuple[str, ...]] = getattr(measure, "VALUES", {})
    word = word_of(written, values) if values else None
    if word is not None:
        return typed(word, measure.TYPE)
    kind = getattr(measure, "OTHERWISE", "" if values and measure.TYPE == "string" else measure.TYPE)
    if not kind:
        raise ValueError(written)
    return typed(written, kind)


def _misunderstood(answer: Answer, measure: Measure) -> Iterator[Issue]:
    """Report an answer that is no value of its measure, with the word that is nearest, else all that there are."""
    if isinstance(answer.value, Unknown):
        return
    if node(answer.subject).partition(":")[0] != measure.SUBJECT:
        source = answer.origin.source("subject")
        text = _("the measure {name} is of another kind of thing: {kind}")
        said = text.format(name=measure.NAME, kind=measure.SUBJECT)
        yield Issue(f"{source.path} {source.place}".strip(), said, f"{measure.SUBJECT}:…")
        return
    try:
        understood(answer.value.strip(), measure)
    except ValueError:
        source = answer.origin.source("value")
        values: Mapping[str, tuple[str, ...]] = getattr(measure, "VALUES", {})
        words = {folded(word): word for value, several in values.items() for word in (value, *several)}
        near = difflib.get_close_matches(folded(answer.value[:_LONGEST]), words, n=1, cutoff=0.7)
        hint = _("« sovaudit explain {name} » says what it holds").format(name=measure.NAME)
        if near:
            hint = _("did you mean « {near} »?").format(near=words[near[0]])
        elif values:
            hint = _("one of: {values}").format(values=", ".join(values))
        text = _("« {written} » is no value of {name}: it counts as unknown")
        place = f"{source.path} {source.place}".strip()
        yield Issue(place, text.format(written=answer.value[:80], name=measure.NAME), hint)


def typed(written: str, kind: str) -> Value:
    """Read a text as a value of a measure's type.

    Raises:
        ValueError: it is none.
    """
    if kind == "bool":
        if written.lower() not in _TRUTH:
            raise ValueError(written)
        return _TRUTH[written.lower()]
    if kind == "int":
        return int(written)
    if kind == "float":
        number = float(written.removesuffix("%").strip().replace(",", "."))
        if not math.isfinite(number):
            raise ValueError(written)
        return number / 100 if written.endswith("%") else number
    if kind == "date":
        return date.fromisoformat(written).isoformat()
    if kind == "list":
        return tuple(part.strip() for part in written.split(";") if part.strip())
    return written
