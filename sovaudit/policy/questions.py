# SPDX-License-Identifier: EUPL-1.2
"""What nobody knows and a finding hangs on -> one question each, with who can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sovaudit.graph import contained
from sovaudit.language import _, localised
from sovaudit.measures import Case, Measure, measures, subjects
from sovaudit.model import Application, Finding, Inventory, Question, Unknown


def questions(findings: Iterable[Finding], case: Case) -> tuple[Question, ...]:
    """Return one question per subject and thing to ask, those on which most hangs first.

    Several measures may rest on one thing that a person can tell (`ASKED_AS`): it is asked once.
    """
    people = _People(case.inventory)
    names = {kind: subjects(kind, case.inventory) for kind in sorted({each.SUBJECT for each in measures().values()})}
    positions = {kind: {name: number for number, name in enumerate(known)} for kind, known in names.items()}
    counts: Counter[tuple[str, int]] = Counter()
    for finding in findings:
        if finding.outcome == "unknown":
            counts.update(dict.fromkeys(_hanging(finding, positions, people, case), 1))
    asked = []
    for (name, position), count in counts.items():
        measure = measures()[name]
        asked.append(_question(measure, names[measure.SUBJECT][position], position, count, people, case))
    return tuple(sorted(asked, key=lambda each: (-each.count, each.measure, each.subject)))


def _hanging(
    finding: Finding, positions: dict[str, dict[str, int]], people: _People, case: Case
) -> Iterator[tuple[str, int]]:
    """Yield what one finding hangs on: (measure to ask, position of its subject).

    A finding on a component may hang on a measure of the applications that contain it: those of which it is unknown.
    """
    own = finding.subject.partition(":")[0]
    for name in finding.unknown:
        measure = measures().get(name)
        if measure is None:
            continue
        asked = getattr(measure, "ASKED_AS", name)
        position = positions[measure.SUBJECT].get(finding.subject)
        if position is not None:
            yield asked, position
        elif own == "component" and measure.SUBJECT == "application":
            column = case.known(name)
            for holder in people.holders(positions["component"][finding.subject]):
                if isinstance(column.of(holder).value, Unknown):
                    yield asked, holder


def _question(measure: Measure, subject: str, position: int, count: int, people: _People, case: Case) -> Question:
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
        who=people.who(measure.SUBJECT, position),
        count=count,
    )


class _People:
    """Names things, and knows who can answer for them."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._organisations = {each.id: each.name for each in inventory.organisations}
        self._containing: list[list[int]] | None = None

    def name(self, kind: str, position: int) -> str:
        """Return how people call a subject."""
        if kind == "portfolio":
            return _("the portfolio")
        record = getattr(self._inventory, kind + "s")[position]
        if kind == "component":
            return f"{record.name} {record.version}".strip() or str(record.id)
        name = getattr(record, "name", None) or getattr(record, "subject", None)
        return str(record.id) if name is None or isinstance(name, Unknown) else str(name)

    def who(self, kind: str, position: int) -> str:
        """Return who can answer: the supplier of a component, the publisher or owner of an application."""
        if kind == "component":
            component = self._inventory.components[position]
            return component.supplier or self._publisher(self.holders(position))
        if kind == "application":
            application = self._inventory.applications[position]
            return self._publisher([position]) or ("" if isinstance(application.owner, Unknown) else application.owner)
        record = getattr(self._inventory, kind + "s", [None])[position] if kind != "portfolio" else None
        department = getattr(record, "department", None)
        return department if isinstance(department, str) else ""

    def holders(self, component: int) -> list[int]:
        if self._containing is None:
            count = len(self._inventory.components)
            self._containing = list(contained(self._inventory).by_component(count))
        return self._containing[component]

    def _publisher(self, applications: list[int]) -> str:
        """Return the one publisher of some applications; empty when there are several or none is known."""
        published = [self._inventory.applications[number] for number in applications]
        names = {self._called(each) for each in published} - {""}
        return names.pop() if len(names) == 1 else ""

    def _called(self, application: Application) -> str:
        if isinstance(application.publisher, Unknown):
            return ""
        name = self._organisations.get(application.publisher, application.publisher)
        return application.publisher if isinstance(name, Unknown) else name
