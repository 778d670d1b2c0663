# SPDX-License-Identifier: EUPL-1.2
"""Answers `irn.RES-1.2` -> levels of the digital resilience index, by subject and criterion.

Nothing of the grid is here but the shape of its ids (CC BY-NC-ND 4.0): eight pillars, RES-1 to RES-8. Version 1.2
computes no score, and none is made up: levels are counted and listed, not added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from sovaudit.identity.references import node
from sovaudit.language import _, ngettext
from sovaudit.measures import Case
from sovaudit.model import Answer, Fact, Issue, Unknown
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._irn_ids import criterion

PREFIX = "irn."
_LEVEL = re.compile(r"\d")
_KINDS = ("application", "hosting", "service", "organisation", "contract", "portfolio")


class Levels(Struct):
    """What the rows say: node id -> criterion -> level and the row that says it; what is wrong with the others."""

    of: dict[str, dict[str, tuple[int, Answer]]]
    issues: Grouped


def levels(case: Case) -> Mapping[str, Mapping[str, tuple[int, Answer]]]:
    """Return the levels of each subject: node id -> criterion -> level and row."""
    return case.once("irn levels", lambda case: rows(case.inventory.answers)).of


def complaints(answers: Iterable[Answer]) -> Iterator[Issue]:
    """Report the rows that say nothing that can be used."""
    yield from rows(answers).issues.issues()


def rows(answers: Iterable[Answer]) -> Levels:
    """Understand the rows; of two that answer the same, the last counts."""
    found = Levels({}, Grouped())
    for answer in answers:
        if answer.measure.lower().startswith(PREFIX) and not isinstance(answer.value, Unknown):
            _take(answer, answer.value.strip(), found)
    return found


def _take(answer: Answer, written: str, found: Levels) -> None:
    """Take one row, or say why not."""
    name = criterion(answer.measure[len(PREFIX) :])
    subject = node(answer.subject)
    if not name:
        message, hint = _("no criterion of the IRN has this id: {name}"), _("an id is written irn.RES-1.2")
        _say(found, answer, "measure", message, hint, name=answer.measure[:80])
    elif subject.partition(":")[0] not in _KINDS:
        message = _("the IRN has no levels of {subject}")
        hint = _("write {one} or {other}").format(one="application:id", other="portfolio")
        _say(found, answer, "subject", message, hint, subject=answer.subject[:80])
    elif not _LEVEL.fullmatch(written):
        message, hint = _("this is no level: it is not kept"), _("write the number of the level alone")
        _say(found, answer, "value", message, hint)
    else:
        mine = found.of.setdefault(subject, {})
        if name in mine:
            source = mine[name][1].origin.source("value")
            message = _("{name} of {subject} is answered twice: this row counts, not {before}")
            before = f"{source.path} {source.place}".strip()
            hint = _("keep one of the two")
            _say(found, answer, "value", message, hint, name=answer.measure, subject=answer.subject, before=before)
        mine[name] = (int(written), answer)


def _say(found: Levels, answer: Answer, column: str, template: str, hint: str, **words: str) -> None:
    source = answer.origin.source(column)
    found.issues.say(f"{source.path} {source.place}".strip(), template, hint, **words)


def order(name: str) -> tuple[int, ...]:
    """Return what criteria are sorted by: `RES-2.10` comes after `RES-2.9`."""
    return tuple(map(int, re.findall(r"\d+", name)))


def pillars(told: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Write a line a pillar: how many levels there are of it, and which, from the lowest.

    Args:
        told: criterion and level, of one subject or of several.
    """
    by_pillar: dict[str, Counter[int]] = {}
    for name, level in told:
        by_pillar.setdefault(name.partition(".")[0], Counter())[level] += 1
    return tuple(_line(pillar, by_pillar[pillar]) for pillar in sorted(by_pillar, key=order))


def _line(pillar: str, counts: Counter[int]) -> str:
    text = ngettext("{pillar}: {count} level ({levels})", "{pillar}: {count} levels ({levels})", counts.total())
    each = ", ".join(_("level {level}: {count}").format(level=n, count=counts[n]) for n in sorted(counts))
    return text.format(pillar=pillar, count=counts.total(), levels=each)


def fact(name: str, level: int, row: Answer) -> Fact:
    """Return one level as evidence: its cell, its day, who says it."""
    note = "" if isinstance(row.by, Unknown) else _("declared by {who}").format(who=row.by)
    return Fact(
        f"irn.{name}", level, row.origin.source("value"), row.as_of if isinstance(row.as_of, date) else None, note
    )
