# SPDX-License-Identifier: EUPL-1.2
"""One look at the audit, indexed once: what each application holds, what was found where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sovaudit.graph import contained
from sovaudit.model import DIMENSIONS, SEVERITIES, Application, Audit, Finding, Score, Unknown
from sovaudit.reports import _format
from sovaudit.reports._html_safe import shown, slug
from sovaudit.reports._stated import Stated

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    from sovaudit.model import ApplicationLicensing, MeasuredColumn, RuleUsed

WORST_FIRST = ("fail", "unknown", "pass", "not_applicable")


class Lens:
    """The audit with its indexes; every page is drawn from it. Positions are those of the inventory."""

    def __init__(self, audit: Audit) -> None:
        """Look at one audit."""
        self.audit = audit
        self.stated = Stated(audit.inventory)
        self.inventory = audit.inventory
        self.applications = audit.inventory.applications
        self.slugs = [slug(application.id) for application in self.applications]
        self.position = {application.id: n for n, application in enumerate(self.applications)}
        self.rules: dict[str, RuleUsed] = {rule.id: rule for rule in audit.rules}
        self.scores: dict[tuple[str, str], Score] = {(s.subject, s.dimension): s for s in audit.scores}
        self.licensing: dict[str, ApplicationLicensing] = {each.application: each for each in audit.licensing}

    @cached_property
    def measured(self) -> dict[str, MeasuredColumn]:
        """Measures by name."""
        return {column.name: column for column in self.audit.measured}

    @cached_property
    def assessed(self) -> tuple[str, ...]:
        """Dimensions that at least one rule judges."""
        judged = {rule.dimension for rule in self.audit.rules}
        return tuple(name for name in DIMENSIONS if name in judged)

    @cached_property
    def components_of(self) -> list[NDArray[int32]]:
        """Per application, the positions of its distinct components, sorted."""
        held = contained(self.inventory)
        return [held.of(position) for position in range(len(self.applications))]

    @cached_property
    def files_of(self) -> list[list[int]]:
        """Per application, the positions of the files that describe it."""
        found: list[list[int]] = [[] for _ in self.applications]
        for file, application in self.inventory.claims:
            found[application].append(file)
        return found

    @cached_property
    def users_of(self) -> NDArray[int32]:
        """Per component, the number of applications that contain it."""
        held = contained(self.inventory).component
        return np.bincount(held, minlength=len(self.inventory.components)).astype(np.int32)

    @cached_property
    def component_position(self) -> dict[str, int]:
        """Position of each component by id."""
        return {component.id: n for n, component in enumerate(self.inventory.components)}

    @cached_property
    def by_subject(self) -> dict[str, list[Finding]]:
        """Findings by subject, in the order of the audit, those of components left out."""
        found = defaultdict(list)
        for finding in self.audit.findings:
            if not finding.subject.startswith("component:"):
                found[finding.subject].append(finding)
        return found

    @cached_property
    def by_rule(self) -> dict[str, list[Finding]]:
        """Findings by rule, in the order of the audit."""
        found = defaultdict(list)
        for finding in self.audit.findings:
            found[finding.rule].append(finding)
        return found

    @cached_property
    def by_component(self) -> dict[int, list[Finding]]:
        """Findings of components, by position."""
        found = defaultdict(list)
        for finding in self.audit.findings:
            if finding.subject.startswith("component:"):
                position = self.component_position.get(finding.subject.removeprefix("component:"))
                if position is not None:
                    found[position].append(finding)
        return found

    @cached_property
    def component_outcome(self) -> list[str]:
        """Per component, the worst outcome that is stored, or an empty text: passes are only counted."""
        found = [""] * len(self.inventory.components)
        for position, findings in self.by_component.items():
            found[position] = worst(finding.outcome for finding in findings)
        return found

    def applications_with(self, components: Iterable[int]) -> list[int]:
        """Return the positions of the applications that contain at least one of these components."""
        marked = np.zeros(len(self.inventory.components), dtype=bool)
        marked[list(components)] = True
        return [n for n, held in enumerate(self.components_of) if marked[held].any()]

    def concerned(self, findings: Sequence[Finding]) -> list[int]:
        """Return the positions of the applications that findings are about, directly or through a component."""
        direct = {self.position.get(f.subject.removeprefix("application:"), -1) for f in findings}
        ids = [f.subject.removeprefix("component:") for f in findings if f.subject.startswith("component:")]
        held = [self.component_position[i] for i in ids if i in self.component_position]
        through = set(self.applications_with(held)) if held else set()
        return sorted((direct | through) - {-1}, key=lambda n: (-self.criticality(n), n))

    def criticality(self, position: int) -> int:
        """Return the highest criticality among the services that rest on an application, 0 when nobody says."""
        values = [self._criticality_of.get(service, 0) for service in self.applications[position].services]
        return max(values, default=0)

    @cached_property
    def _criticality_of(self) -> dict[str, int]:
        said = ((s.id, s.criticality) for s in self.inventory.services)
        return {identity: level for identity, level in said if not isinstance(level, Unknown)}

    @cached_property
    def _names(self) -> dict[str, str]:
        rooms = (self.inventory.organisations, self.inventory.hostings, self.inventory.services)
        records = (record for room in rooms for record in room)
        return {record.id: record.name for record in records if isinstance(record.name, str)}

    def named(self, identifier: str) -> str:
        """Return the name that a register gives to an id, else the id."""
        return self._names.get(identifier, identifier)

    def name(self, position: int) -> str:
        """Return the name of an application, its id when it has none."""
        return shown(_name(self.applications[position]), 80)

    def label(self, subject: str) -> str:
        """Return what to call a subject: the application's name, else the id without its kind."""
        kind, _colon, identifier = subject.partition(":")
        if kind == "application" and identifier in self.position:
            return self.name(self.position[identifier])
        return shown(identifier or _format.subject_kind(kind), 120)

    def link(self, subject: str) -> str:
        """Return the fragment of an application's page, or an empty text."""
        kind, _colon, identifier = subject.partition(":")
        known = kind == "application" and identifier in self.position
        return f"#application-{self.slugs[self.position[identifier]]}" if known else ""


def _name(application: Application) -> str:
    return application.id if isinstance(application.name, Unknown) else application.name


def worst(outcomes: Iterable[str]) -> str:
    """Return the worst of some outcomes, an empty text when there is none."""
    found = set(outcomes)
    return next((outcome for outcome in WORST_FIRST if outcome in found), "")


def gravest(findings: Iterable[Finding]) -> str:
    """Return the gravest severity among failures that are not waived, an empty text when there is none."""
    found = {f.severity for f in findings if f.outcome == "fail" and f.waiver is None}
    return next((severity for severity in SEVERITIES if severity in found), "")
