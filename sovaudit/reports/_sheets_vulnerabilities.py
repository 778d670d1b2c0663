# SPDX-License-Identifier: EUPL-1.2
"""The sheet of the known vulnerabilities: one row for each flaw of each component."""

from __future__ import annotations

from collections.abc import Iterator

from sovaudit.language import _
from sovaudit.model import Audit, Fact, Vulnerability
from sovaudit.reports import _facts, _flaws
from sovaudit.reports import _format as words
from sovaudit.reports._sheet import Column, Row, Sheet
from sovaudit.reports._sheets_findings import day_of


def vulnerabilities(audit: Audit) -> Sheet:
    """Describe « Vulnérabilités »: one row a flaw and component, the exploited and gravest first."""
    columns = (
        Column("subject", _("Component (id)"), width=36, wrap=True),
        Column("id", _("Vulnerability"), width=20),
        Column("ids", _("Other ids"), width=24, wrap=True),
        Column("open", _("Open"), width=8),
        Column("score", _("CVSS score"), "float", width=10),
        Column("severity", _("Severity"), width=18, wrap=True),
        Column("exploited", _("Exploited since (KEV)"), "date", width=13),
        Column("epss", _("Exploitation within 30 days (EPSS)"), "share", width=13),
        Column("fixed", _("Fixed in"), width=20, wrap=True),
        Column("vex", _("Statement (VEX)"), width=30, wrap=True),
        Column("place", _("File and place of the statement"), width=26, wrap=True),
        Column("applications", _("Applications"), width=26, wrap=True),
        Column("count", _("Applications (number)"), "int", width=12),
        Column("summary", _("Summary"), width=44, wrap=True),
        Column("vector", _("Vector"), width=30, wrap=True),
        Column("evidence", _("Evidence"), width=40, wrap=True),
    )
    title = _("Which known vulnerabilities do our components have, and where? (components looked for: {share})")
    title = title.format(share=_flaws.coverage(audit))
    return Sheet("vulnerabilities", _("Vulnerabilities"), title, columns, lambda: map(_row, audit.vulnerabilities))


def _row(one: Vulnerability) -> Row:
    return (
        one.subject.removeprefix("component:"),
        one.id,
        "; ".join(each for each in one.ids if each != one.id),
        words.value(one.open),
        one.score,
        _flaws.severity(one),
        day_of(one.exploited) if one.exploited else None,
        one.epss,
        "; ".join(one.fixed),
        _flaws.statement(one),
        f"{one.source.path} {one.source.place}".strip() if one.status else None,
        "; ".join(one.applications),
        len(one.applications),
        one.summary,
        one.vector,
        "\n".join(_evidence(one.evidence)),
    )


def _evidence(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        day = f" ({words.day(fact.as_of)})" if fact.as_of else ""
        yield f"{_facts.name(fact.name)} = {_facts.value(fact.name, fact.value)} [{_facts.place(fact.source)}]{day}"
