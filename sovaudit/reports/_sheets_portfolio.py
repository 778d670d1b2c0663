# SPDX-License-Identifier: EUPL-1.2
"""The sheets on what the city runs: one row per dimension, application, component, licence class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sovaudit.language import _
from sovaudit.model import DIMENSIONS, OUTCOMES, SEVERITIES, ApplicationLicensing, Audit, Unknown
from sovaudit.reports import _format as words
from sovaudit.reports._sheet import Column, Row, Sheet
from sovaudit.reports._sheets_beside import Extra, extras

if TYPE_CHECKING:
    from sovaudit.model import Application

_WORST = ("fail", "unknown", "pass", "not_applicable")


def summary(audit: Audit) -> Sheet:
    """Describe « Synthèse »: one row per dimension, those that no rule assesses included."""
    columns = (
        Column("dimension", _("Dimension"), width=20, wrap=True),
        Column("worst", _("Worst verdict"), "verdict", width=22),
        *(Column(outcome, words.verdict(outcome).word, "int", width=12) for outcome in OUTCOMES),
        Column("judged", _("Total judged"), "int", width=12),
        Column("known", _("Known answers (pass or fail)"), "int", width=16),
        Column("applicable", _("Applicable (unknown included)"), "int", width=16),
        Column("coverage", _("Share of known answers"), "share", width=14),
        *(
            Column(severity, _("Fail, {severity}").format(severity=words.severity(severity).word), "int", width=14)
            for severity in SEVERITIES
        ),
        Column("waived", _("Fail, under waiver"), "int", width=14),
        Column("rules", _("Rules applied"), "int", width=12),
    )
    title = _("Where do we stand, dimension by dimension?")
    return Sheet("summary", _("Summary"), title, columns, lambda: _summary_rows(audit, len(columns)))


def _summary_rows(audit: Audit, width: int) -> Iterator[Row]:
    rules = Counter(rule.dimension for rule in audit.rules)
    failures: Counter[tuple[str, str]] = Counter()
    waived: Counter[str] = Counter()
    for finding in audit.findings:
        if finding.outcome == "fail" and finding.waiver is None:
            failures[finding.dimension, finding.severity] += finding.count
        elif finding.outcome == "fail":
            waived[finding.dimension] += finding.count
    for dimension in DIMENSIONS:
        if not rules[dimension]:
            said = words.verdict(words.NOT_ASSESSED)
            yield (words.dimension(dimension), said, *[words.Word(said.value, "", _("not assessed"))] * (width - 3), 0)
            continue
        counts = [audit.totals.outcomes.get(dimension, {}).get(outcome, 0) for outcome in OUTCOMES]
        known, applicable = counts[0] + counts[1], counts[0] + counts[1] + counts[2]
        yield (
            words.dimension(dimension),
            words.verdict(next((worst for worst in _WORST if counts[OUTCOMES.index(worst)]), "not_applicable")),
            *counts,
            sum(counts),
            known,
            applicable,
            known / applicable if applicable else _("nothing to assess"),
            *(failures[dimension, severity] for severity in SEVERITIES),
            waived[dimension],
            rules[dimension],
        )


def applications(audit: Audit) -> Sheet:
    """Describe « Applications »: one row per application."""
    columns = (
        Column("id", _("Application (id)"), width=20, wrap=True),
        Column("name", _("Name"), width=26, wrap=True),
        Column("kind", _("Kind"), width=16, wrap=True),
        Column("publisher", _("Publisher"), width=16, wrap=True),
        Column("version", _("Version"), width=10),
        Column("owner", _("Owner"), width=18, wrap=True),
        Column("licence", _("Licence as written"), width=18, wrap=True),
        Column("expression", _("Licence as an SPDX expression"), width=18, wrap=True),
        Column("licence_class", _("Licence class"), width=18, wrap=True),
        *(
            Column(f"worst_{d}", _("Verdict: {dimension}").format(dimension=words.dimension(d)), "verdict", width=15)
            for d in DIMENSIONS
        ),
        Column("open_components", _("Open components"), "int", width=11),
        Column("known_components", _("Components of known licence"), "int", width=11),
        Column("open_share", _("Open share of the known ones"), "share", width=10),
        Column("unknown_components", _("Components of unknown licence"), "int", width=11),
        Column("components", _("Components"), "int", width=12),
        Column("failures", _("Failures"), "int", width=11),
        Column("unknowns", _("Unknowns"), "int", width=10),
        Column("sbom_files", _("Bills of materials"), "int", width=13),
        Column("sbom", _("Bills of materials (files)"), width=24, wrap=True),
        Column("hosting", _("Hosting"), width=14),
        Column("data_sensitivity", _("Data sensitivity"), width=12),
        Column("users", _("Users"), "int", width=12),
        Column("services", _("Services"), width=18, wrap=True),
        Column("contracts", _("Contracts"), width=14, wrap=True),
        Column("adopted", _("In a register"), width=10),
    )
    title = _("Which applications are a problem, on which dimension?")
    return Sheet("applications", _("Applications"), title, columns, lambda: _application_rows(audit))


def _application_rows(audit: Audit) -> Iterator[Row]:
    scores = {(score.subject, score.dimension): score for score in audit.scores}
    licensing = {found.application: found for found in audit.licensing}
    files: dict[int, list[str]] = {}
    for file, position in audit.inventory.claims:
        files.setdefault(position, []).append(audit.inventory.files[file].path)
    for position, application in enumerate(audit.inventory.applications):
        judged = [scores.get((f"application:{application.id}", dimension)) for dimension in DIMENSIONS]
        found = [score for score in judged if score is not None]
        paths = files.get(position, [])
        yield (
            application.id,
            application.name,
            _kind(application),
            application.publisher,
            application.version,
            application.owner,
            application.licence,
            *_licensing_cells(licensing.get(application.id), "words"),
            *(words.verdict(score.worst if score else words.NOT_ASSESSED) for score in judged),
            *_licensing_cells(licensing.get(application.id), "numbers"),
            sum(score.outcomes.get("fail", 0) for score in found),
            sum(score.outcomes.get("unknown", 0) for score in found),
            len(paths),
            "; ".join(paths) if paths else Unknown("no_sbom"),
            *_register_cells(application),
        )


def _kind(application: Application) -> str | Unknown:
    return application.kind if isinstance(application.kind, Unknown) else words.application_kind(application.kind)


def _register_cells(application: Application) -> Row:
    return (
        application.hosting,
        application.data_sensitivity,
        application.users,
        "; ".join(application.services),
        "; ".join(application.contracts),
        words.value(not application.adopted),
    )


def _licensing_cells(found: ApplicationLicensing | None, part: str) -> Row:
    """Return the cells on an application's licence, or on the licences of its components."""
    unknown = Unknown("absent")
    if part == "words":
        if found is None:
            return unknown, unknown
        return found.expression or unknown, _class(found.licence_class)
    if found is None or not found.components:
        return (Unknown("no_sbom"),) * 5
    return (
        found.open_components,
        found.known_components,
        found.open_components / found.known_components if found.known_components else Unknown("absent"),
        found.components - found.known_components,
        found.components,
    )


def _class(name: str) -> str | words.Word:
    """Return the words for a licence class; the unknown one looks unknown."""
    return words.Word("unknown", "?", words.licence_class(name)) if name == "unknown" else words.licence_class(name)


def components(audit: Audit) -> Sheet:
    """Describe « Composants »: one row per distinct component."""
    beside = extras(audit)
    columns = (
        Column("id", _("Component (id)"), width=44),
        Column("name", _("Name"), width=28),
        Column("version", _("Version"), width=14),
        Column("purl", _("Package URL (purl)"), width=30),
        Column("type", _("Type"), width=14),
        Column("supplier", _("Supplier"), width=22),
        Column("statement", _("Licence as written"), width=26),
        Column("expression", _("Licence as an SPDX expression"), width=24),
        Column("licence_class", _("Licence class"), width=32),
        Column("recognised", _("Recognised open licence"), width=18),
        Column("recognised_by", _("Recognised by"), width=18),
        Column("applications", _("Applications"), "int", width=13),
        Column("application_ids", _("Applications (ids)"), width=40),
        Column("occurrences", _("Occurrences"), "int", width=13),
        *(extra.column for extra in beside),
    )
    title = _("What is our software made of, under which licences?")
    return Sheet("components", _("Components"), title, columns, lambda: _component_rows(audit, beside))


def _component_rows(audit: Audit, beside: tuple[Extra, ...]) -> Iterator[Row]:
    inventory = audit.inventory
    readings = [_reading_cells(audit, position) for position in range(len(audit.licences))]
    codes = np.asarray(audit.licence_of).tolist()
    occurrences = np.bincount(inventory.occurrence_component, minlength=len(inventory.components)).tolist()
    starts, users = users_of_components(audit)
    ids = [application.id for application in inventory.applications]
    listed: dict[tuple[int, ...], str] = {}
    silent = Unknown("absent")
    for position, component in enumerate(inventory.components):
        using = tuple(users[starts[position] : starts[position + 1]])
        if using not in listed:
            listed[using] = "; ".join(ids[user] for user in using)
        yield (
            component.id,
            component.name or silent,
            component.version or silent,
            component.purl or silent,
            component.type or silent,
            component.supplier or silent,
            *readings[codes[position]],
            len(using),
            listed[using],
            occurrences[position],
            *(extra.write(position) for extra in beside),
        )


def _reading_cells(audit: Audit, position: int) -> Row:
    reading = audit.licences[position]
    unknown = Unknown(reading.unknown or "absent")
    return (
        reading.statement or unknown,
        reading.expression or unknown,
        unknown if reading.licence_class == "unknown" else words.licence_class(reading.licence_class),
        unknown if reading.recognised is None else words.value(reading.recognised),
        "; ".join(reading.recognised_by),
    )


def users_of_components(audit: Audit) -> tuple[list[int], list[int]]:
    """Return who contains what: the applications of component n are `users[starts[n]:starts[n + 1]]`, ascending."""
    inventory = audit.inventory
    claims = np.array(inventory.claims, dtype=np.int64).reshape(-1, 2)
    claimed = np.bincount(claims[:, 0], minlength=len(inventory.files))
    file = np.asarray(inventory.occurrence_file, dtype=np.int64)
    repeats = claimed[file]
    within = np.arange(int(repeats.sum())) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    user = claims[np.repeat((np.cumsum(claimed) - claimed)[file], repeats) + within, 1]
    component = np.repeat(np.asarray(inventory.occurrence_component, dtype=np.int64), repeats)
    width = max(1, len(inventory.applications))
    pairs = np.sort(component * width + user)
    component, user = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], width)
    starts = np.searchsorted(component, np.arange(len(inventory.components) + 1))
    return starts.tolist(), user.tolist()


def licences(audit: Audit) -> Sheet:
    """Describe « Licences »: one row per class of licence."""
    columns = (
        Column("licence_class", _("Licence class"), width=34),
        Column("components", _("Components"), "int", width=14),
        Column("component_share", _("Share of all components"), "share", width=16),
        Column("applications", _("Applications themselves under it"), "int", width=18),
        Column("containing", _("Applications containing such components"), "int", width=20),
        Column("statements", _("Distinct statements"), "int", width=14),
    )
    title = _("Is what we use open?")
    return Sheet("licences", _("Licences"), title, columns, lambda: _licence_rows(audit))


def _licence_rows(audit: Audit) -> Iterator[Row]:
    counts = np.bincount(np.asarray(audit.licence_of, dtype=np.int64), minlength=len(audit.licences)).tolist()
    components: Counter[str] = Counter()
    statements: Counter[str] = Counter()
    for reading, count in zip(audit.licences, counts, strict=True):
        components[reading.licence_class] += count
        statements[reading.licence_class] += 1
    themselves = Counter(found.licence_class for found in audit.licensing)
    containing = Counter(name for found in audit.licensing for name, count in found.classes.items() if count)
    for name in sorted(components.keys() | themselves.keys(), key=lambda name: (-components[name], name)):
        share = components[name] / sum(counts) if sum(counts) else _("nothing to assess")
        yield _class(name), components[name], share, themselves[name], containing[name], statements[name]
