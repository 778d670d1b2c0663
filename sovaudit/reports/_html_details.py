# SPDX-License-Identifier: EUPL-1.2
"""The pages of one dimension and of one application."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import DIMENSIONS, SEVERITIES, Application, Finding, InputFile, Question, RuleUsed, Unknown
from sovaudit.reports import _format
from sovaudit.reports._format import NOT_ASSESSED, Word
from sovaudit.reports._html_charts import Chart, classes, outcomes
from sovaudit.reports._html_extras import Extras, extras
from sovaudit.reports._html_findings import Findings, findings
from sovaudit.reports._html_lens import WORST_FIRST, Lens
from sovaudit.reports._html_measured import WingPage, wing_page
from sovaudit.reports._html_safe import shown, slug
from sovaudit.reports._html_summary import component_classes

SHOWN = {"component": 5}
SHOWN_OTHERWISE = 10
EXAMPLES = 5


class Named(Struct, frozen=True):
    """A subject with the fragment of its page, if it has one, and what was said of it."""

    name: str
    link: str
    verdict: Word
    reason: str
    waiver: str
    applications: int
    count: int


class RuleCard(Struct, frozen=True):
    """A rule explained, and what became of its subjects."""

    rule: RuleUsed
    anchor: str
    severity: Word
    chart: Chart
    waived: int
    subjects: tuple[Named, ...]
    more: int


class DimensionPage(Struct, frozen=True):
    """One dimension: for licences, also the classes of applications and components.

    Args:
        chart: None when no rule judges it.
    """

    name: str
    question: str
    answer: str
    chart: Chart | None
    applications: Chart | None
    components: Chart | None
    measured: WingPage
    cards: tuple[RuleCard, ...]


class Group(Struct, frozen=True):
    """Findings of one rule and outcome on the components of an application, counted, with the widest-used ones."""

    title: str
    anchor: str
    severity: Word
    verdict: Word
    count: int
    waived: int
    examples: tuple[str, ...]


class ApplicationPage(Struct, frozen=True):
    """Everything about one application."""

    position: int
    slug: str
    name: str
    identity: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    adopted: bool
    scores: tuple[tuple[str, Word, Chart | None, int, str], ...]
    expression: str
    licence_class: str
    open_components: int
    known_components: int
    components: Chart
    findings: Findings
    groups: tuple[Group, ...]
    files: tuple[InputFile, ...]
    questions: tuple[Question, ...]
    extras: Extras


def dimension_page(lens: Lens, name: str) -> DimensionPage:
    """Draw the page of a dimension that rules judge or measures speak of."""
    licences = name == "licensing"
    own = Counter(each.licence_class for each in lens.audit.licensing)
    rules = [rule for rule in lens.audit.rules if rule.dimension == name]
    rules.sort(key=lambda r: (not r.outcomes.get("fail", 0), SEVERITIES.index(r.severity), r.id))
    question, answer = _questions().get(name, (_format.dimension(name), ""))
    return DimensionPage(
        name=name,
        question=question,
        answer=answer,
        chart=outcomes(lens.audit.totals.outcomes.get(name, {})) if name in lens.assessed else None,
        applications=classes(dict(own)) if licences else None,
        components=classes(component_classes(lens)) if licences else None,
        measured=wing_page(lens, name),
        cards=tuple(_card(lens, rule) for rule in rules),
    )


def _card(lens: Lens, rule: RuleUsed) -> RuleCard:
    judged = [f for f in lens.by_rule.get(rule.id, ()) if f.outcome in ("fail", "unknown")]
    users = {f.subject: _users(lens, f.subject) for f in judged}
    judged.sort(key=lambda f: (WORST_FIRST.index(f.outcome), -users[f.subject], f.subject))
    subjects = tuple(
        Named(
            lens.label(f.subject),
            lens.link(f.subject),
            _format.verdict(f.outcome),
            shown(f.reason, 400),
            f.waiver or "",
            users[f.subject],
            f.count,
        )
        for f in judged[: SHOWN.get(rule.subject, SHOWN_OTHERWISE)]
    )
    return RuleCard(
        rule=rule,
        anchor="regle-" + slug(rule.id),
        severity=_format.severity(rule.severity),
        chart=outcomes(rule.outcomes),
        waived=sum(f.count for f in judged if f.waiver is not None),
        subjects=subjects,
        more=sum(f.count for f in judged) - sum(each.count for each in subjects),
    )


def _questions() -> dict[str, tuple[str, str]]:
    """Return for each dimension the question of its page, and what the page answers."""
    return {
        "licensing": (_("Licences: is what we use open?"), ""),
        "jurisdiction": (
            _("Jurisdiction: who can compel access to our data and our services?"),
            _(
                "Four questions kept apart: where the data is, who holds the supplier, which laws reach beyond their "
                "country, and what protects against them (qualification of the offer, custody of the keys). A country "
                "that the GDPR finds adequate may still be exposed: the one never cancels the other."
            ),
        ),
        "lockin": (
            _("Lock-in: on whom do we depend without a way out?"),
            _(
                "What the inventory and public contracts show, what contracts and people declare, and what reference "
                "data says of the market. A signal is no proof: the national baseline stands beside it where there is "
                "one."
            ),
        ),
        "dependency": (
            _("Dependency risk: what is no longer maintained, or known to be vulnerable?"),
            _(
                "Ends of support against the day of the audit and the end of the contract, known vulnerabilities, the "
                "health of projects, and how complete the bills of materials are. What no data set covers is unknown, "
                "never safe."
            ),
        ),
    }


def _users(lens: Lens, subject: str) -> int:
    position = (
        lens.component_position.get(subject.removeprefix("component:"), -1) if subject.startswith("component:") else -1
    )
    return int(lens.users_of[position]) if position >= 0 else 0


def application_page(lens: Lens, position: int, questions: Sequence[Question]) -> ApplicationPage:
    """Draw the page of one application."""
    application = lens.applications[position]
    subject = f"application:{application.id}"
    licensing = lens.licensing.get(application.id)
    known, missing = identity(lens, application)
    files = tuple(lens.inventory.files[n] for n in lens.files_of[position])
    return ApplicationPage(
        position=position,
        slug=lens.slugs[position],
        name=lens.name(position),
        identity=known,
        missing=missing,
        adopted=application.adopted,
        scores=tuple(_score(lens, subject, name) for name in DIMENSIONS),
        expression=shown(licensing.expression, 120) if licensing else "",
        licence_class=_format.licence_class(licensing.licence_class if licensing else "unknown"),
        open_components=licensing.open_components if licensing else 0,
        known_components=licensing.known_components if licensing else 0,
        components=classes(licensing.classes if licensing else {}),
        findings=findings(lens, position),
        groups=_groups(lens, position),
        files=files,
        questions=tuple(questions),
        extras=extras(lens, position, files),
    )


def _score(lens: Lens, subject: str, dimension: str) -> tuple[str, Word, Chart | None, int, str]:
    score = lens.scores.get((subject, dimension))
    word = _format.dimension(dimension)
    if score is None or dimension not in lens.assessed:
        return word, _format.verdict(NOT_ASSESSED), None, 0, ""
    seal = "" if score.seal is None else f"SEAL {score.seal}"
    return word, _format.verdict(score.worst), outcomes(score.outcomes), score.waived, seal


def _groups(lens: Lens, position: int) -> tuple[Group, ...]:
    """Count the findings on an application's components by rule and outcome, the worst first."""
    held = lens.components_of[position]
    touched = held[_flagged(lens)[held]].tolist()
    found: dict[tuple[str, str], list[tuple[int, Finding]]] = defaultdict(list)
    for component in touched:
        for finding in lens.by_component[component]:
            found[finding.rule, finding.outcome].append((component, finding))
    groups = []
    for (rule, outcome), pairs in found.items():
        pairs.sort(key=lambda pair: (-int(lens.users_of[pair[0]]), pair[0]))
        used, severity = lens.rules.get(rule), pairs[0][1].severity
        names = tuple(
            shown(f"{c.name} {c.version}".strip(), 60)
            for c in (lens.inventory.components[n] for n, _f in pairs[:EXAMPLES])
        )
        waived = sum(f.waiver is not None for _n, f in pairs)
        group = Group(
            used.title if used else rule,
            "#regle-" + slug(rule),
            _format.severity(severity),
            _format.verdict(outcome),
            len(pairs),
            waived,
            names,
        )
        groups.append(((WORST_FIRST.index(outcome), SEVERITIES.index(severity), rule), group))
    return tuple(group for _key, group in sorted(groups, key=lambda item: item[0]))


def _flagged(lens: Lens) -> np.ndarray:
    marks = np.zeros(len(lens.inventory.components), dtype=bool)
    marks[list(lens.by_component)] = True
    return marks


def identity(lens: Lens, application: Application) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return what the register says of an application, and the names of what it does not say."""
    a = application
    kind = a.kind if isinstance(a.kind, Unknown) else _format.application_kind(a.kind)
    publisher = a.publisher if isinstance(a.publisher, Unknown) else lens.named(a.publisher)
    hosting = a.hosting if isinstance(a.hosting, Unknown) else lens.named(a.hosting)
    fields = (
        (_("Kind"), kind),
        (_("Publisher"), publisher),
        (_("Version"), a.version),
        (_("Declared licence"), a.licence),
        (_("Hosting"), hosting),
        (_("Services"), tuple(lens.named(service) for service in a.services)),
        (_("Owner"), a.owner),
        (_("Users"), a.users),
        (_("Data sensitivity"), a.data_sensitivity),
        (_("Recovery time, hours (RTO)"), a.rto_hours),
        (_("Recovery point, hours (RPO)"), a.rpo_hours),
        (_("Contracts"), a.contracts),
    )
    known = [
        (word, shown(_format.value(value))) for word, value in fields if not isinstance(value, Unknown) and value != ()
    ]
    keys = ((_("Package URL (purl)"), a.purl), ("CPE", a.cpe))
    known += [(word, shown(value)) for word, value in keys if not isinstance(value, Unknown)]
    source = a.origin.source()
    known.append((_("Identifier"), shown(a.id, 120)))
    known.append((_("Read in"), shown(f"{source.path} {source.place}".strip()) or _("no register")))
    return tuple(known), tuple(word for word, value in fields if isinstance(value, Unknown) or value == ())
