# SPDX-License-Identifier: EUPL-1.2
"""What nobody knows and a finding hangs on -> one question each, with who can answer.

What nobody can know for want of data is asked of no supplier: it is one line for whoever keeps the tool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from sovaudit.language import _, localised, spoken
from sovaudit.measures import Case, Measure, measures, subjects
from sovaudit.model import SYSTEMIC, Finding, Question, Unknown
from sovaudit.policy._people import People

_Asked: TypeAlias = tuple[str, int, str]
"""What to ask: measure, position of its subject, and nothing; or measure, -1 and why, for what lies in the data."""


def questions(findings: Iterable[Finding], case: Case) -> tuple[Question, ...]:
    """Return one question per subject and thing to ask, those on which most hangs first.

    Several measures may rest on one thing that a person can tell (`ASKED_AS`): it is asked once. One may rest on
    several things, those of other subjects included (`rests_on`): each is asked, once for all that rest on it.
    """
    people = People(case.inventory)
    names = {kind: subjects(kind, case.inventory) for kind in sorted({each.SUBJECT for each in measures().values()})}
    positions = {kind: {name: number for number, name in enumerate(known)} for kind, known in names.items()}
    counts: Counter[_Asked] = Counter()
    for finding in findings:
        if finding.outcome == "unknown":
            for thing in dict.fromkeys(_hanging(finding, positions, people, case)):
                counts[thing] += finding.count
    asked = []
    for (name, position, reason), count in counts.items():
        measure = measures()[name]
        if reason:
            asked.append(_of_the_data(measure, reason, count))
        else:
            asked.append(_question(measure, names[measure.SUBJECT][position], position, count, people, case))
    return tuple(sorted(asked, key=lambda each: (-each.count, each.measure, each.subject, each.reason)))


def choices(measure: Measure) -> tuple[str, ...]:
    """Return the only answers that a measure takes, as people write them; none when it takes any of its type."""
    values: dict[str, tuple[str, ...]] = getattr(measure, "VALUES", {})
    if values and measure.TYPE == "string" and not hasattr(measure, "OTHERWISE"):
        french = spoken() == "fr"
        return tuple(words[0] if french and words else value for value, words in values.items())
    return (_("yes"), _("no")) if measure.TYPE == "bool" else ()


def _hanging(finding: Finding, positions: dict[str, dict[str, int]], people: People, case: Case) -> Iterator[_Asked]:
    """Yield what one finding hangs on.

    A finding on a component may hang on a measure of the applications that contain it: those of which it is unknown.
    """
    own = finding.subject.partition(":")[0]
    for name in finding.unknown:
        measure = measures().get(name)
        if measure is None:
            continue
        asked, column = getattr(measure, "ASKED_AS", name), case.known(name)
        position = positions[measure.SUBJECT].get(finding.subject)
        if position is not None and hasattr(measure, "rests_on"):
            yield from ((part, number, "") for part, number in measure.rests_on(position, case))
        elif position is not None:
            yield _ask(name, asked, position, column.of(position).value)
        elif own == "portfolio" and measure.SUBJECT == "component":  # what components share
            shared = (each.value for each in column.answers if isinstance(each.value, Unknown))
            yield from {(name, -1, each.unknown): None for each in shared if each.unknown in SYSTEMIC}
        elif own == "component" and measure.SUBJECT == "application":
            for holder in people.holders(positions["component"][finding.subject]):
                if isinstance(column.of(holder).value, Unknown):
                    yield _ask(name, asked, holder, column.of(holder).value)


def _ask(measure: str, asked: str, position: int, value: object) -> _Asked:
    """Return whom to ask: somebody, by the measure that is asked for this one, or whoever keeps the data."""
    if isinstance(value, Unknown) and value.unknown in SYSTEMIC:
        return measure, -1, value.unknown
    return asked, position, ""


def _question(measure: Measure, subject: str, position: int, count: int, people: People, case: Case) -> Question:
    value = case.known(measure.NAME).of(position).value
    texts = getattr(measure, "QUESTION", None)
    if texts is None:
        generic = _("What is “{title}” of {subject}?")
        text = generic.format(title=localised(measure.TITLE), subject="{subject}")
    else:
        text = localised(texts)
    return Question(
        subject=subject,
        measure=measure.NAME,
        reason=value.unknown if isinstance(value, Unknown) else "absent",
        question=text.replace("{subject}", people.name(measure.SUBJECT, position)),
        who=people.who(measure.SUBJECT, position, inside=getattr(measure, "ASKED_OF", "") == "city"),
        count=count,
        type=measure.TYPE,
        unit=measure.UNIT,
        choices=choices(measure),
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
