# SPDX-License-Identifier: EUPL-1.2
"""A small made-up audit for the tests of reports, and a big one. Every name in it is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import numpy as np

from sovaudit.model import (
    OUTCOMES,
    ApplicationLicensing,
    Audit,
    Fact,
    Finding,
    Inventory,
    KnowledgeUsed,
    PolicyUsed,
    Question,
    Reference,
    RuleUsed,
    Score,
    Source,
    Totals,
    Unknown,
)
from tests.reports._sample_inventory import (
    FORMULA,
    LICENCES,
    LONG,
    REVERSED,
    SCRIPT,
    digest,
    make_components,
    make_inventory,
)

__all__ = ["FORMULA", "LICENCES", "LONG", "REVERSED", "SCRIPT", "big_audit", "digest", "sample_audit"]

OPEN_RULE, READ_RULE, OWN_RULE = "demo.licence.open", "demo.licence.readable", "demo.application.open"
ARTICLE = Reference(
    "Loi n° 2016-1321, art. 16", "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000033202746", "in_force"
)
TRAP = Reference("javascript trap", "javascript:alert(1)", "doctrine")

KNOWLEDGE = (
    KnowledgeUsed("licences", "2025-07-22", "ScanCode LicenseDB", "CC-BY-4.0"),
    KnowledgeUsed("dinum", "2026-10-01", "DINUM", "Licence Ouverte 2.0"),
)


def finding(rule: str, subject: str, outcome: str, reason: str, *facts: Fact, **more: Any) -> Finding:
    severity = {OPEN_RULE: "major", READ_RULE: "minor", OWN_RULE: "blocking"}[rule]
    identity = digest(rule + subject)[:16]
    return Finding(
        identity,
        rule,
        "licensing",
        subject,
        outcome,
        severity,
        reason,
        facts,
        "Ask the publisher.",
        (ARTICLE, TRAP),
        **more,
    )


def _findings(inventory: Inventory, codes: list[int]) -> tuple[Finding, ...]:
    found = []
    source = Source("sbom/ged.cdx.json", "/components/4/licenses")
    for component, code in zip(inventory.components, codes, strict=True):
        licence = LICENCES[code]
        subject = f"component:{component.id}"
        if licence.recognised is False:
            fact = Fact("licences", licence.statement, source)
            found.append(finding(OPEN_RULE, subject, "fail", "BUSL-1.1 is not a recognised open licence.", fact))
        elif licence.recognised is None:
            fact = Fact("licences", Unknown(licence.unknown, licence.statement), source)
            found.append(
                finding(
                    OPEN_RULE, subject, "unknown", "Nobody knows the licence.", fact, unknown=("licence.recognised",)
                )
            )
    ged, evil, silence = (f"application:{a.id}" for a in inventory.applications)
    row = Fact("licence", inventory.applications[1].licence, Source("registre.csv", "applications!F3"))
    found.append(finding(OWN_RULE, ged, "pass", "AGPL-3.0-or-later is open."))
    found.append(finding(OWN_RULE, evil, "fail", f"{inventory.applications[1].licence} is not open.", row))
    found.append(finding(OWN_RULE, silence, "unknown", "Nobody knows the licence.", unknown=("application.licence",)))
    found.append(finding(READ_RULE, evil, "fail", "The source code is not provided.", row, waiver="D-2026-01"))
    found.append(finding(READ_RULE, silence, "not_applicable", "There is no bill of materials."))
    found.append(finding(READ_RULE, ged, "pass", "The source code is provided."))
    order = {"blocking": 0, "major": 1, "minor": 2, "info": 3}
    return tuple(sorted(found, key=lambda f: (order[f.severity], f.rule, f.subject)))


def _rules(codes: list[int]) -> tuple[RuleUsed, ...]:
    fails = sum(LICENCES[c].recognised is False for c in codes)
    unknown = sum(LICENCES[c].recognised is None for c in codes)
    refs = tuple((r.title, r.href, r.status) for r in (ARTICLE, TRAP))
    parts = (len(codes) - fails - unknown, fails, unknown, 0)
    return (
        _rule(OPEN_RULE, "Composant sous licence libre", "component", "major", refs, parts),
        _rule(OWN_RULE, "Application libre", "application", "blocking", refs, (1, 1, 1, 0)),
        _rule(READ_RULE, "Code source fourni", "application", "minor", (), (1, 1, 0, 1)),
    )


def _rule(name: str, title: str, subject: str, severity: str, references: Any, counts: tuple[int, ...]) -> RuleUsed:
    return RuleUsed(
        id=name,
        title=title,
        dimension="licensing",
        subject=subject,
        severity=severity,
        require="licence.recognised",
        where="",
        on_unknown="unknown",
        remedy="Demander à l’éditeur.",
        references=references,
        outcomes=dict(zip(OUTCOMES, counts, strict=True)),
    )


def _licensing(inventory: Inventory, codes: list[int]) -> tuple[ApplicationLicensing, ...]:
    found = []
    members = {0: range(0, 8), 1: range(6, 12), 2: range(0)}
    own = (("AGPL-3.0-or-later", "network_copyleft"), ("", "proprietary"), ("", "unknown"))
    for position, application in enumerate(inventory.applications):
        classes: dict[str, int] = {}
        for component in members[position]:
            name = LICENCES[codes[component]].licence_class
            classes[name] = classes.get(name, 0) + 1
        total = sum(classes.values())
        open_ones = classes.get("permissive", 0) + classes.get("strong_copyleft", 0)
        found.append(
            ApplicationLicensing(
                application.id, *own[position], open_ones, total - classes.get("unknown", 0), total, classes
            )
        )
    return tuple(found)


def score(subject: str, outcomes: dict[str, int], waived: int = 0) -> Score:
    worst = next((o for o in ("fail", "unknown", "pass") if outcomes.get(o)), "not_applicable")
    known = outcomes["pass"] + outcomes["fail"]
    return Score(subject, "licensing", outcomes, worst, known, known + outcomes["unknown"], waived)


def _scores(inventory: Inventory, codes: list[int], outcomes: dict[str, int]) -> tuple[Score, ...]:
    found = [score("portfolio", outcomes, 1)]
    own = ({"pass": 2}, {"fail": 2}, {"unknown": 1, "not_applicable": 1})
    for application, members, first in zip(
        inventory.applications, (range(0, 8), range(6, 12), range(0)), own, strict=True
    ):
        tally = dict.fromkeys(("pass", "fail", "unknown", "not_applicable"), 0) | first
        for component in members:
            tally[{True: "pass", False: "fail", None: "unknown"}[LICENCES[codes[component]].recognised]] += 1
        found.append(score(f"application:{application.id}", tally, int(first.get("fail", 0) > 0)))
    return tuple(found)


def sample_audit(hostile: bool = True, **overrides: Any) -> Audit:
    """Build the small audit: three applications, twelve components, every outcome, a rejected file, hostile names.

    Args:
        hostile: false gives the same audit with plain names, to compare the pages.
        overrides: fields of `Audit` to replace.
    """
    components, codes = make_components(hostile)
    inventory = make_inventory(hostile, components)
    findings, rules = _findings(inventory, codes), _rules(codes)
    outcomes = {o: sum(r.outcomes[o] for r in rules) for o in ("pass", "fail", "unknown", "not_applicable")}
    audit = Audit(
        as_of=date(2026, 11, 1),
        language="fr",
        version="0.0.test",
        policies=(PolicyUsed("demo", "2026.1", digest("policy"), "Politique d’exemple"),),
        knowledge=KNOWLEDGE,
        rules=rules,
        inventory=inventory,
        licences=LICENCES,
        licence_of=np.array(codes, dtype=np.int32),
        licensing=_licensing(inventory, codes),
        findings=findings,
        scores=_scores(inventory, codes, outcomes),
        questions=_questions(inventory, hostile),
        totals=totals(inventory, findings, outcomes),
    )
    return msgspec.structs.replace(audit, **overrides)


def _questions(inventory: Inventory, hostile: bool) -> tuple[Question, ...]:
    silence, component = f"application:{inventory.applications[2].id}", f"component:{inventory.components[0].id}"
    text = SCRIPT if hostile else "Quelle licence ?"
    return (
        Question(silence, "application.licence", "absent", "Sous quelle licence ?", "Direction des exemples", 2),
        Question(component, "licence.recognised", "absent", text, "", 1),
    )


def totals(inventory: Inventory, findings: tuple[Finding, ...], outcomes: dict[str, int]) -> Totals:
    failing = [f.severity for f in findings if f.outcome == "fail" and f.waiver is None]
    return Totals(
        files={s: sum(f.status == s for f in inventory.files) for s in ("read", "partial", "rejected")},
        entries=sum(f.components for f in inventory.files),
        components=len(inventory.components),
        components_weak=sum(c.weak for c in inventory.components),
        dependencies=2,
        services=2,
        applications=len(inventory.applications),
        organisations=1,
        hostings=0,
        contracts=0,
        issues=sum(len(f.issues) for f in inventory.files) + len(inventory.issues),
        outcomes={"licensing": outcomes},
        failing={s: failing.count(s) for s in ("blocking", "major", "minor", "info")},
        unknown=outcomes["unknown"],
    )


def big_audit(applications: int = 416, components: int = 50_000, each: int = 2_400) -> Audit:
    """Build a synthetic city: as many applications and components, `each` components an application."""
    from tests.reports._sample_big import build

    return build(applications, components, each)
