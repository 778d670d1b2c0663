# SPDX-License-Identifier: EUPL-1.2
"""Known vulnerabilities as reports say them: how grave, whether exploited, what statements say of them."""

from __future__ import annotations

from sovaudit.language import _
from sovaudit.model import CLOSED, Audit, Unknown, Vulnerability
from sovaudit.reports import _format, _words

COVERAGE = "portfolio.vulnerability_coverage"
"""The measure of how many components could be looked for in advisories."""
RANKS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"), (0.0, "none"))
"""Qualitative severity by the least base score (CVSS v3.1, section 5)."""


def rank(one: Vulnerability) -> str:
    """Return the qualitative severity, an empty text when nobody states one."""
    score = one.score
    return "" if isinstance(score, Unknown) else next(word for least, word in RANKS if score >= least)


def severity(one: Vulnerability) -> str:
    """Write a severity: `9,8 (critique)`; a word that has no vector is said to be one."""
    words = {
        "critical": _("critical"),
        "high": _("high"),
        "medium": _("medium"),
        "low": _("low"),
        "none": _("none (0)"),
    }
    if isinstance(one.score, Unknown):
        return _("not stated")
    if not one.vector:
        return _("{word}, as a word alone").format(word=words[rank(one)])
    return f"{_format.number(one.score)} ({words[rank(one)]})"


def exploited(one: Vulnerability) -> str:
    """Say since when it is listed as exploited."""
    return _("since {day}").format(day=_format.day(one.exploited)) if one.exploited else _("not listed")


def statement(one: Vulnerability) -> str:
    """Say what the statement that counts says, with its justification."""
    if not one.status:
        return _("no statement")
    said = _words.status(one.status)
    return f"{said}{_(':')} {_words.justification(one.justification)}" if one.justification else said


def closed_alone(audit: Audit) -> tuple[str, ...]:
    """Return the ids that statements close and that are in no list of vulnerabilities, since no advisory names them."""
    listed = {one for each in audit.vulnerabilities for one in each.ids}
    closing = (each for each in audit.inventory.statements if each.status in CLOSED)
    names = {each.vulnerability: {each.vulnerability, *each.aliases} for each in closing if each.vulnerability}
    return tuple(sorted(name for name, ids in names.items() if not ids & listed))


def coverage(audit: Audit) -> str:
    """Say how many components could be looked for, or why nobody knows."""
    column = next((each for each in audit.measured if each.name == COVERAGE), None)
    if column is None or not column.answers:
        return _("not measured")
    value = column.answers[0].value
    if isinstance(value, Unknown):
        return _("unknown: {reason}").format(reason=_format.value(value))
    return _format.share(float(str(value)), 1)
