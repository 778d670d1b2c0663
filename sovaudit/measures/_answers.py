# SPDX-License-Identifier: EUPL-1.2
"""The answers register -> values for what no file could tell; said to be declared, by whom and when."""

from __future__ import annotations

import difflib
import importlib
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sovaudit.identity.references import node
from sovaudit.language import _
from sovaudit.model import Answer, Fact, Inventory, Issue, Measured, Unknown, Value

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


def unheard(inventory: Inventory, known: Iterable[str]) -> Iterator[Issue]:
    """Report the answers to measures that do not exist here, a line for each measure, with the nearest that does."""
    names = sorted(known)
    rows: dict[str, list[Answer]] = {}
    families: dict[str, list[Answer]] = {}
    for each in inventory.answers:
        family = next((prefix for prefix in FAMILIES if each.measure.lower().startswith(prefix)), "")
        if family:
            families.setdefault(family, []).append(each)
        elif each.measure not in names:
            rows.setdefault(each.measure, []).append(each)
    for prefix, answers in families.items():
        yield from importlib.import_module(FAMILIES[prefix]).complaints(answers)
    for name, answers in sorted(rows.items()):
        source = answers[0].origin.source("measure")
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.85)
        hint = _("did you mean « {near} »?").format(near=near[0]) if near else _("« sovaudit explain » lists them")
        text = _("answer to a measure that this version does not know: {name} (rows: {count})")
        yield Issue(f"{source.path} {source.place}".strip(), text.format(name=name, count=len(answers)), hint)


def measured(answer: Answer, kind: str) -> Measured:
    """Turn one answer into a value of a measure's type; `invalid` when it is not of that type."""
    written = answer.value if isinstance(answer.value, str) else ""
    as_of = answer.as_of if isinstance(answer.as_of, date) else None
    by = "" if isinstance(answer.by, Unknown) else answer.by
    evidence = (Fact("answer", f"{written} ({by})" if by else written, answer.origin.source("value"), as_of),)
    try:
        return Measured(typed(written.strip(), kind), evidence)
    except ValueError:
        return Measured(Unknown("invalid", written), evidence)


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
