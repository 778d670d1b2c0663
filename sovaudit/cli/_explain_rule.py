# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain RULE`: what it asks of whom, the law behind it with its status, how to mend it, its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sovaudit.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sovaudit.policy import Law, Policy, Rule

Page = dict[str, Any]


def page_of_rule(rule: Rule, policies: Sequence[Policy]) -> Page:
    """Write the page of a rule."""
    from sovaudit.policy import written
    from sovaudit.policy.texts import said, value_text

    nothing = _("nothing is known")  # Babel does not look into f-strings
    asked = _asked(rule)
    home = next(each for each in policies if rule in each.rules)
    return {
        "rule": rule.id,
        "title": said(rule.title),
        "policy": f"{home.name} {home.version}",
        "place": rule.place,
        "dimension": rule.dimension,
        "subject": rule.subject,
        "severity": rule.severity,
        "where": rule.where,
        "require": rule.require,
        "on_unknown": rule.on_unknown,
        "since": rule.since.isoformat() if rule.since else "",
        "until": rule.until.isoformat() if rule.until else "",
        "same": [each.id for policy in policies for each in policy.rules if each is not rule and _asked(each) == asked],
        "measures": {read.name: said(read.title) for read in rule.reads},
        "parameters": {
            read.name: f"{said(read.title)} = {value_text(value, read.unit)}" for read, value in rule.settings
        },
        "references": [_law(law) for law in rule.reference],
        "remedy": said(rule.remedy),
        "cases": [
            f"{written(case.given) or nothing} → {case.expect}" + (f" ({case.note})" if case.note else "")
            for case in rule.cases
        ],
    }


def _asked(rule: Rule) -> tuple[object, ...]:
    """Return what two rules have in common that are one condition on the same subjects."""
    return rule.subject, rule.where, rule.require, rule.on_unknown, tuple(value for _read, value in rule.settings)


def _law(law: Law) -> str:
    """Write a reference with its status and the day it was checked."""
    status = _STATUS[law.status]()
    text = _("{title} — {status} (checked on {day})").format(title=law.title, status=status, day=law.as_of)
    return f"{text} {law.href}".strip()


_STATUS = {
    "in_force": lambda: _("in force"),
    "proposal": lambda: _("proposal, not in force"),
    "repealed": lambda: _("repealed"),
    "doctrine": lambda: _("doctrine, not binding"),
    "city": lambda: _("decision of the city"),
}
