# SPDX-License-Identifier: EUPL-1.2
"""The sheets on what was judged: findings, questions to be answered, the rules and sources that they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sovaudit.language import _
from sovaudit.model import OUTCOMES, Audit, Fact, Finding, Unknown
from sovaudit.reports import _facts, _policies
from sovaudit.reports import _format as words
from sovaudit.reports._sheet import Column, Row, Sheet, unknown


def findings(audit: Audit) -> Sheet:
    """Describe « Constats »: one row per finding."""
    columns = (
        Column("id", _("Finding (id)"), width=20),
        Column("rule", _("Rule"), width=24, wrap=True),
        Column("title", _("Title"), width=26, wrap=True),
        Column("dimension", _("Dimension"), width=20),
        Column("subject", _("Subject"), width=28, wrap=True),
        Column("name", _("Name"), width=22, wrap=True),
        Column("outcome", _("Verdict"), "verdict", width=16),
        Column("severity", _("Severity"), width=12),
        Column("reason", _("Reason"), width=42, wrap=True),
        Column("unknown", _("Unknown measures"), width=18, wrap=True),
        Column("evidence", _("Evidence"), width=32, wrap=True),
        Column("places", _("File and place"), width=32, wrap=True),
        Column("remedy", _("What to do"), width=36, wrap=True),
        Column("reference", _("Reference (status)"), width=30, wrap=True),
        Column("waiver", _("Waiver"), width=12),
        Column("gating", _("Counted by --fail-on"), width=12),
        Column("count", _("Stands for"), "int", width=12),
    )
    title = _("What fails or is unknown, why, and what to do?")
    return Sheet("findings", _("Findings"), title, columns, lambda: _finding_rows(audit))


def _finding_rows(audit: Audit) -> Iterator[Row]:
    titles = {rule.id: rule.title for rule in audit.rules}
    names = names_of(audit, {finding.subject for finding in audit.findings})
    for finding in audit.findings:
        yield (
            finding.id,
            finding.rule,
            titles.get(finding.rule, ""),
            words.dimension(finding.dimension),
            finding.subject,
            names.get(finding.subject, Unknown("undefined")),
            words.verdict(finding.outcome),
            words.severity(finding.severity),
            finding.reason,
            "; ".join(finding.unknown),
            *_proof(finding),
            finding.remedy,
            "\n".join(_reference(reference.title, "", reference.status) for reference in finding.reference),
            finding.waiver or "",
            words.value(finding.gating),
            finding.count,
        )


def _proof(finding: Finding) -> tuple[str, str]:
    """Say what the evidence is and where it stands, line by line in the same order."""
    return "\n".join(map(_said, finding.evidence)), "\n".join(map(_place, finding.evidence))


def _said(fact: Fact) -> str:
    value = fact.value
    written = unknown(value) if isinstance(value, Unknown) else _facts.value(fact.name, value)
    said = f"{_facts.name(fact.name)} = {written}"
    return f"{said} – {fact.note}" if fact.note else said


def _place(fact: Fact) -> str:
    path = _facts.place(fact.source)
    day = f"{path} ({words.day(fact.as_of)})" if fact.as_of else path
    return f"{day} – {_('aged')}" if fact.aged else day


def _reference(title: str, href: str, status: str) -> str:
    return " ".join(part for part in (title, f"({words.reference_status(status)})", href) if part)


def names_of(audit: Audit, subjects: set[str]) -> dict[str, str | Unknown]:
    """Return the names of these subjects; a subject that the inventory does not define is absent."""
    inventory = audit.inventory
    found: dict[str, str | Unknown] = {"portfolio": inventory.city.name}
    for kind in ("service", "application", "organisation", "hosting", "component"):
        for record in getattr(inventory, kind + "s"):
            node = f"{kind}:{record.id}"
            if node in subjects:
                found[node] = record.name
    for contract in inventory.contracts:
        found[f"contract:{contract.id}"] = contract.subject
    return found


def rules(audit: Audit) -> Sheet:
    """Describe « Méthode »: one row per rule that was applied."""
    columns = (
        Column("id", _("Rule (id)"), width=26, wrap=True),
        Column("title", _("Title"), width=40, wrap=True),
        Column("dimension", _("Dimension"), width=20),
        Column("subject", _("Judges"), width=16),
        Column("severity", _("Severity"), width=12),
        Column("require", _("What is required"), width=44, wrap=True),
        Column("where", _("Where it applies"), width=26, wrap=True),
        Column("on_unknown", _("When unknown, the verdict is"), width=16),
        *(Column(outcome, words.verdict(outcome).word, "int", width=12) for outcome in OUTCOMES),
        Column("same", _("Same condition as"), width=30, wrap=True),
        Column("remedy", _("What to do"), width=44, wrap=True),
        Column("reference", _("Reference (status)"), width=48, wrap=True),
    )
    return Sheet("method", _("Method"), _("By which rules was it judged?"), columns, lambda: _rule_rows(audit))


def _rule_rows(audit: Audit) -> Iterator[Row]:
    same = _policies.same(audit.rules)
    for rule in audit.rules:
        yield (
            rule.id,
            rule.title,
            words.dimension(rule.dimension),
            words.subject_kind(rule.subject),
            words.severity(rule.severity),
            rule.require,
            rule.where or _("everywhere"),
            words.verdict(rule.on_unknown),
            *(rule.outcomes.get(outcome, 0) for outcome in OUTCOMES),
            "; ".join(same.get(rule.id, ())) or None,
            rule.remedy,
            "\n".join(_reference(*reference) for reference in rule.references),
        )


def sources(audit: Audit) -> Sheet:
    """Describe « Sources »: the policies and the data sets about the world that the audit rests on."""
    columns = (
        Column("name", _("Name"), width=24),
        Column("nature", _("What it is"), width=18),
        Column("as_of", _("Date or version"), "date", width=16),
        Column("source", _("Source"), width=70, wrap=True),
        Column("licence", _("Licence"), width=30, wrap=True),
        Column("sha256", "SHA-256", width=66),
        Column("origin", _("Comes from"), width=22, wrap=True),
        Column("age", _("Age (days)"), "int", width=10),
        Column("shelf_days", _("Shelf life (days)"), "int", width=12),
        Column("aged", _("Aged"), "verdict", width=14),
    )
    return Sheet("sources", _("Sources"), _("On what data does it rest?"), columns, lambda: _source_rows(audit))


def _source_rows(audit: Audit) -> Iterator[Row]:
    for policy in audit.policies:
        yield policy.name, _("policy"), policy.version, policy.title, None, policy.sha256, None, None, None, None
    for used in audit.knowledge:
        day = day_of(used.as_of)
        yield (
            used.name,
            _("data set"),
            day,
            used.source,
            used.licence,
            used.sha256 or None,
            _("imported by the city") if used.imported else _("shipped with sovaudit"),
            (audit.as_of - day).days if isinstance(day, date) else None,
            used.shelf_days or None,
            words.Word("unknown", "!", _("aged")) if used.aged else None,
        )


def day_of(text: str) -> date | str:
    """Return the day that an ISO 8601 text names, or the text when it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
