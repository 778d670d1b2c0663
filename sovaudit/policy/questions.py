# SPDX-License-Identifier: EUPL-1.2
"""What nobody knows and a finding hangs on -> one question each, with who can answer.

What nobody can know for want of data is asked of no supplier: it is one line for whoever keeps the tool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from sovaudit.language import _, localised, spoken
from sovaudit.measures import Case, Measure, measures, subjects
from sovaudit.model import SYSTEMIC, Finding, Question, Unknown
from sovaudit.policy._people import People

_RestsOn: TypeAlias = Callable[[int, Case], Iterable[tuple[str, int]]]
_Asked: TypeAlias = tuple[str, int, str]
"""What to ask: measure, position of its subject, and nothing; or measure, -1 and why, for what lies in the data."""


class _Thing:
    """One measure that findings hang on or that is asked for, with what is needed to ask for it.

    Attributes:
        asked: name of the measure whose question stands for this one.
        rests_on: what else to ask, or None.
        positions: name of each subject of its kind -> its position.
        reasons: per subject, why its answer is unknown; empty when it is known.
        shared: why answers are unknown that nobody can know for want of data, each once.
        text: the question, with `{subject}`.
        choices: the only answers that it takes.
    """

    __slots__ = ("asked", "choices", "measure", "positions", "reasons", "rests_on", "shared", "text")

    def __init__(self, measure: Measure, positions: Mapping[str, int], case: Case) -> None:
        """Look at the answers of a measure."""
        column = case.known(measure.NAME)
        reasons = [each.value.unknown if isinstance(each.value, Unknown) else "" for each in column.answers]
        texts: dict[str, str] | None = getattr(measure, "QUESTION", None)
        generic = _("What is “{title}” of {subject}?")
        self.measure = measure
        self.asked: str = getattr(measure, "ASKED_AS", measure.NAME)
        self.rests_on: _RestsOn | None = getattr(measure, "rests_on", None)
        self.positions = positions
        self.reasons = list(map(reasons.__getitem__, column.codes.tolist()))
        self.shared = [each for each in dict.fromkeys(reasons) if each in SYSTEMIC]
        self.text = localised(texts) if texts else generic.replace("{title}", localised(measure.TITLE))
        self.choices = choices(measure)

    def ask(self, position: int) -> _Asked:
        """Return whom to ask: somebody, by the measure that is asked for this one, or whoever keeps the data."""
        reason = self.reasons[position]
        return (self.measure.NAME, -1, reason) if reason in SYSTEMIC else (self.asked, position, "")


def questions(findings: Iterable[Finding], case: Case) -> tuple[Question, ...]:
    """Return one question per subject and thing to ask, those on which most hangs first.

    Several measures may rest on one thing that a person can tell (`ASKED_AS`): it is asked once. One may rest on
    several things, those of other subjects included (`rests_on`): each is asked, once for all that rest on it.
    """
    people = People(case.inventory)
    names = {kind: subjects(kind, case.inventory) for kind in sorted({each.SUBJECT for each in measures().values()})}
    positions = {kind: dict(zip(known, range(len(known)), strict=True)) for kind, known in names.items()}

    @cache
    def thing(name: str) -> _Thing | None:
        measure = measures().get(name)
        return None if measure is None else _Thing(measure, positions[measure.SUBJECT], case)

    counts: dict[_Asked, int] = {}
    for finding in findings:
        if finding.outcome == "unknown":
            for asking in dict.fromkeys(_hanging(finding, thing, positions["component"], people, case)):
                counts[asking] = counts.get(asking, 0) + finding.count
    asked = []
    for (name, position, reason), count in counts.items():
        if reason:
            asked.append(_of_the_data(measures()[name], reason, count))
        elif found := thing(name):
            asked.append(_question(found, names[found.measure.SUBJECT][position], position, count, people))
    return tuple(sorted(asked, key=lambda each: (-each.count, each.measure, each.subject, each.reason)))


def choices(measure: Measure) -> tuple[str, ...]:
    """Return the only answers that a measure takes, as people write them; none when it takes any of its type."""
    values: dict[str, tuple[str, ...]] = getattr(measure, "VALUES", {})
    if values and measure.TYPE == "string" and not hasattr(measure, "OTHERWISE"):
        french = spoken() == "fr"
        return tuple(words[0] if french and words else value for value, words in values.items())
    return (_("yes"), _("no")) if measure.TYPE == "bool" else ()


def _hanging(
    finding: Finding, thing: Callable[[str], _Thing | None], components: Mapping[str, int], people: People, case: Case
) -> Iterator[_Asked]:
    """Yield what one finding hangs on.

    A finding on a component may hang on a measure of the applications that contain it: those of which it is unknown.
    """
    subject = finding.subject
    for name in finding.unknown:
        found = thing(name)
        if found is None:
            continue
        position = found.positions.get(subject)
        if position is not None and found.rests_on is not None:
            yield from ((part, number, "") for part, number in found.rests_on(position, case))
        elif position is not None:
            yield found.ask(position)
        elif found.measure.SUBJECT == "component" and subject == "portfolio":  # what components share
            yield from ((name, -1, reason) for reason in found.shared)
        elif found.measure.SUBJECT == "application" and subject in components:
            yield from (found.ask(each) for each in people.holders(components[subject]) if found.reasons[each])


def _question(thing: _Thing, subject: str, position: int, count: int, people: People) -> Question:
    kind = thing.measure.SUBJECT
    return Question(
        subject=subject,
        measure=thing.measure.NAME,
        reason=thing.reasons[position] or "absent",
        question=thing.text.replace("{subject}", people.name(kind, position)),
        who=people.who(kind, position, inside=getattr(thing.measure, "ASKED_OF", "") == "city"),
        count=count,
        type=thing.measure.TYPE,
        unit=thing.measure.UNIT,
        choices=thing.choices,
    )


def _of_the_data(measure: Measure, reason: str, count: int) -> Question:
    """Make the one line on what no data at hand can tell."""
    if reason == "no_data":
        text = _("Import the data that tells « {title} »: « sovaudit data status » names what is missing.")
    elif reason == "no_advisories":
        text = _(
            "No data set has advisories that tell « {title} » of such packages: watch their publishers' own notices."
        )
    else:
        text = _(
            "No data set publishes a lifecycle that tells « {title} »: import one, or ask the publishers that matter."
        )
    return Question(
        subject="portfolio",
        measure=measure.NAME,
        reason=reason,
        question=text.format(title=localised(measure.TITLE)),
        who=_("whoever keeps sovaudit"),
        count=count,
    )
