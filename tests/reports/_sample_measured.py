# SPDX-License-Identifier: EUPL-1.2
"""The small made-up audit with measures of every kind of subject, every type and every reason, and with waivers."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from sovaudit.model import (
    Audit,
    Contract,
    Fact,
    Finding,
    Hosting,
    KnowledgeUsed,
    Measured,
    MeasuredColumn,
    RuleUsed,
    Source,
    Unknown,
    Vulnerability,
    Waiver,
    WaiverUsed,
)
from tests.reports._sample import KNOWLEDGE, READ_RULE, sample_audit, score
from tests.reports._sample_inventory import FORMULA, SCRIPT, digest

CHAIN_RULE, SHARED_RULE = "demo.chain.exposed", "demo.component.supported"
COUNTRIES = KnowledgeUsed("countries", "2025-01-15", "Pays d’exemple", "CC0-1.0", shelf_days=365, aged=True)
LIFECYCLES = KnowledgeUsed("lifecycles", "2026-10-20", "Fins de vie d’exemple", "MIT", digest("l"), True, 90)


def cell(column: str, value: Any, place: str) -> Fact:
    return Fact(column, value, Source("registre.csv", place))


def column(name: str, wing: str, subject: str, kind: str, unit: str, *answers: Measured) -> MeasuredColumn:
    return MeasuredColumn(
        name, subject, wing, kind, unit, f"Titre de {name}", f"Loi d’exemple, art. {len(name)}", answers
    )


def columns(hostile: bool) -> tuple[MeasuredColumn, ...]:
    """Return two dozen answers: what each is chosen for stands beside it."""
    text = SCRIPT if hostile else "plain value"
    note = FORMULA if hostile else "plain note"
    world = Fact("exposure", "tier 2", Source("data:countries", "US"), date(2025, 1, 15), note, True)
    host = cell("hosting", "nuage-ex", "applications!H2")
    us, fr = Measured("US", (host, world)), Measured("FR", (cell("hosting", "salle", "applications!H3"),))
    absent, parts = Measured(Unknown("absent")), Measured(Unknown("unchecked", "2 of 3 parts"), (host,))
    app, own = "application", "portfolio"
    return (
        column("application.chain.country", "jurisdiction", app, "string", "country", us, fr, absent),
        column("application.chain.exposed", "jurisdiction", app, "bool", "", Measured(True, (world,)), parts, absent),
        column("application.chain.links", "jurisdiction", app, "list", "", Measured((text, "b")), Measured(()), absent),
        column("hosting.qualified", "jurisdiction", "hosting", "string", "", Measured(text, (host,))),
        column("organisation.country", "jurisdiction", "organisation", "string", "country", Measured("FR")),
        column("application.exit.months", "lockin", app, "int", "months", Measured(12), Measured(36), absent),
        column("application.exit.cost", "lockin", app, "float", "eur", Measured(1234.5), absent, absent),
        column("contract.end", "lockin", "contract", "date", "", Measured("2027-03-01", (host,))),
        column("contract.bids", "lockin", "contract", "int", "", Measured(1)),
        column("portfolio.concentration", "lockin", own, "float", "share", Measured(0.625, (world,))),
        column("application.support.end", "dependency", app, "date", "", Measured("2026-12-31"), absent, absent),
        column("application.support.known", "dependency", app, "float", "share", Measured(0.5), Measured(0.0), absent),
        column("application.seal", "frameworks", app, "int", "", Measured(2, (world,)), absent, absent),
        column("hosting.seal", "frameworks", "hosting", "int", "", Measured(Unknown("no_data"))),
        column("application.criticality", "portfolio", app, "int", "1..4", Measured(4), Measured(2), absent),
    )


def measured_audit(hostile: bool = True, **overrides: Any) -> Audit:
    """Build the small audit with measures, waivers, a finding that stands for many, and a rule that reads a measure."""
    audit = sample_audit(hostile)
    inventory = msgspec.structs.replace(
        audit.inventory,
        hostings=(Hosting("nuage-ex", "Nuage Exemple"),),
        contracts=(Contract("m-1", "Marché d’exemple", applications=("ged",)),),
    )
    subjects = [f"application:{each.id}" for each in inventory.applications]
    findings = (
        *audit.findings,
        _finding(CHAIN_RULE, "jurisdiction", subjects[0], "fail"),
        _finding(CHAIN_RULE, "jurisdiction", subjects[1], "unknown"),
        _finding(CHAIN_RULE, "jurisdiction", subjects[2], "unknown"),
        _finding(SHARED_RULE, "dependency", "portfolio", "unknown", count=11),
    )
    chain, shared = (
        {"pass": 0, "fail": 1, "unknown": 2, "not_applicable": 0},
        dict.fromkeys(("pass", "fail", "not_applicable"), 0) | {"pass": 1, "unknown": 11},
    )
    outcomes = {**audit.totals.outcomes, "jurisdiction": chain, "dependency": shared}
    made = msgspec.structs.replace(
        audit,
        inventory=inventory,
        knowledge=(*KNOWLEDGE, COUNTRIES, LIFECYCLES),
        rules=(
            *audit.rules,
            _rule(CHAIN_RULE, "jurisdiction", "application", "!application.chain.exposed", chain),
            _rule(SHARED_RULE, "dependency", "component", "component.supported", shared),
        ),
        findings=findings,
        scores=(
            *audit.scores,
            msgspec.structs.replace(score("portfolio", chain), dimension="jurisdiction"),
            msgspec.structs.replace(score("portfolio", shared), dimension="dependency"),
            msgspec.structs.replace(score(subjects[0], chain), dimension="jurisdiction"),
        ),
        totals=msgspec.structs.replace(audit.totals, outcomes=outcomes, hostings=1, contracts=1, unknown=18),
        measured=columns(hostile),
        oldest="2025-01-15",
        waivers=waivers(subjects[1], hostile),
        vulnerabilities=vulnerabilities(inventory.components[0].id, hostile),
    )
    return msgspec.structs.replace(made, **overrides)


def vulnerabilities(component: str, hostile: bool) -> tuple[Vulnerability, ...]:
    """Return one exploited and open, one of an application whose severity nobody states, one that a file closes."""
    text = SCRIPT if hostile else "plain text"
    proof = Fact("advisory", "CVE-2026-0001", Source("data:osv.npm", "GHSA-xxxx"), date(2026, 10, 1))
    own = f"component:{component}"
    return (
        Vulnerability(own, "CVE-2026-0001", ("CVE-2026-0001", "GHSA-xxxx"), text, True, ("ged",), 9.8, "CVSS:3.1/AV:N",
                      "CVSS_V3", "2026-09-30", 0.97, ("1.0.1", "2.0.0"), ("GHSA-xxxx",), evidence=(proof,)),
        Vulnerability("application:ged", "CVE-2026-0003", ("CVE-2026-0003",), "", True, ("ged",)),
        Vulnerability(own, "CVE-2026-0002", ("CVE-2026-0002",), "", False, (), 7.5, "", "high", "", Unknown("absent"),
                      (), ("CVE-2026-0002",), "not_affected", "component_not_present", Source("vex/a.json", "/0")),
    )  # fmt: skip


def waivers(subject: str, hostile: bool) -> tuple[WaiverUsed, ...]:
    """Return one in force, one that has expired, one whose rule is gone."""
    text = SCRIPT if hostile else "plain text"

    def one(identity: str, rule: str, until: date) -> Waiver:
        return Waiver(identity, rule, subject, until, "Direction des exemples", "Délib. 2026-1", "risk_accepted", text)

    return (
        WaiverUsed(one("D-2026-01", READ_RULE, date(2027, 6, 30)), "active", "licensing", 1),
        WaiverUsed(one("D-2024-09", CHAIN_RULE, date(2025, 12, 31)), "expired", "jurisdiction", 0, 1),
        WaiverUsed(one("D-2023-02", "gone.rule", date(2027, 1, 1)), "no_rule"),
    )


def _rule(name: str, dimension: str, subject: str, require: str, outcomes: dict[str, int]) -> RuleUsed:
    return RuleUsed(name, f"Règle {name}", dimension, subject, "major", require, "", "unknown", "Agir.", (), outcomes)


def _finding(rule: str, dimension: str, subject: str, outcome: str, count: int = 1) -> Finding:
    fact = Fact("exposure", "tier 2", Source("data:countries", "US"), date(2025, 1, 15), "nobody verified it", True)
    identity = digest(rule + subject)[:12]
    return Finding(
        identity, rule, dimension, subject, outcome, "major", "Because of the chain.", (fact,), "Agir.", (), count=count
    )
