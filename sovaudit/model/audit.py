# SPDX-License-Identifier: EUPL-1.2
"""One audit, whole: what every report is written from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from sovaudit.model.continuity import Continuity
from sovaudit.model.facts import Measured
from sovaudit.model.findings import Finding, Score
from sovaudit.model.inventory import Inventory
from sovaudit.model.vulnerabilities import Vulnerability
from sovaudit.model.waivers import WaiverUsed

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    Ints = NDArray[int32]


class PolicyUsed(Struct, frozen=True):
    """A policy as it was applied: `sha256` is of its rule files in the order of their names."""

    name: str
    version: str
    sha256: str
    title: str = ""


class KnowledgeUsed(Struct, frozen=True):
    """A data set as it was used.

    Args:
        imported: false for what sovaudit ships.
        shelf_days: days for which it is believed; 0 when it does not age.
        aged: true when it is older than that on the day of the audit.
    """

    name: str
    as_of: str
    source: str
    licence: str
    sha256: str = ""
    imported: bool = False
    shelf_days: int = 0
    aged: bool = False


class MeasuredColumn(Struct, frozen=True):
    """One measure of all subjects of its kind, as reports show it beside the findings.

    Args:
        dimension: the wing of the measure: one of DIMENSIONS, `frameworks`, or `portfolio` for what registers say.
        answers: one a subject, in the order of the inventory; one in all for the portfolio.
    """

    name: str
    subject: str
    dimension: str
    type: str
    unit: str
    title: str
    basis: str
    answers: tuple[Measured, ...]


class RuleUsed(Struct, frozen=True):
    """A rule as it was applied, for the pages that explain it, and what became of its subjects.

    Args:
        outcomes: outcome -> number of subjects; passes of components are counted here, not stored one by one.
    """

    id: str
    title: str
    dimension: str
    subject: str
    severity: str
    require: str
    where: str
    on_unknown: str
    remedy: str
    references: tuple[tuple[str, str, str], ...]
    outcomes: dict[str, int]


class ApplicationLicensing(Struct, frozen=True):
    """Licensing of one application, as the reports show it.

    Args:
        expression: normalised SPDX expression of the application's own licence; empty when unknown.
        licence_class: of the application itself.
        open_components, known_components, components: open, of known licence, all: the share's numerator and its
            two denominators.
        classes: licence class -> number of components, `unknown` included.
    """

    application: str
    expression: str
    licence_class: str
    open_components: int
    known_components: int
    components: int
    classes: dict[str, int]


class ComponentLicence(Struct, frozen=True, gc=False):
    """A distinct licence reading, shared by the components that declare the same.

    Args:
        statement: the statements as written, joined by « ; ».
        expression: normalised SPDX expression; empty when there is none.
        recognised: true, false, or None when nobody knows.
        unknown: absent, noassertion, none or unrecognised; empty when it is known.
    """

    statement: str
    expression: str
    licence_class: str
    recognised: bool | None
    recognised_by: tuple[str, ...]
    unknown: str


class Question(Struct, frozen=True):
    """An unknown that matters, as a question with who can answer it.

    Args:
        subject: node id.
        measure: name of the measure that nobody knows.
        reason: why it is unknown.
        question: in the language of the run.
        who: department, publisher or supplier who can answer; empty when no register says.
        count: how many rules or components hang on it.
        type, unit: of the measure: what an answer looks like.
        choices: the only answers there are, in the language of the run; empty when any of the type will do.
    """

    subject: str
    measure: str
    reason: str
    question: str
    who: str
    count: int = 1
    type: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()


class Totals(Struct, frozen=True):
    """Counts of the whole: they add up to the population.

    Args:
        files: status -> number of files.
        entries: component entries read; `components` distinct ones after unification.
        outcomes: dimension -> outcome -> number.
        failing: severity -> number of failures not waived.
    """

    files: dict[str, int]
    entries: int
    components: int
    components_weak: int
    dependencies: int
    services: int
    applications: int
    organisations: int
    hostings: int
    contracts: int
    issues: int
    outcomes: dict[str, dict[str, int]]
    failing: dict[str, int]
    unknown: int


class Audit(Struct, frozen=True):
    """Everything an audit found; a pure function of (files, snapshots, policies, day).

    Args:
        licence_of: per component, the position of its reading in `licences` (int32 array).
        scores: per subject and dimension that a rule judged, applications and portfolio.
        findings: sorted by severity, then rule, then subject; passes of components are only counted.
        language: of the texts in it.
        measured: every measure of applications, services, contracts, hostings, organisations and of the portfolio.
        oldest: day of the oldest fact about the world that it rests on, ISO 8601; empty when it rests on none.
        waivers: every waiver of the city and what it covers, sorted by last day, then id.
        vulnerabilities: of every component and application, the gravest first, those that statements close included.
        continuity: what stops if something stops; None when no register tells of a public service.
    """

    as_of: date
    language: str
    version: str
    policies: tuple[PolicyUsed, ...]
    knowledge: tuple[KnowledgeUsed, ...]
    rules: tuple[RuleUsed, ...]
    inventory: Inventory
    licences: tuple[ComponentLicence, ...]
    licence_of: Ints
    licensing: tuple[ApplicationLicensing, ...]
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    questions: tuple[Question, ...]
    totals: Totals
    measured: tuple[MeasuredColumn, ...] = ()
    oldest: str = ""
    waivers: tuple[WaiverUsed, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()
    continuity: Continuity | None = None
