# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain FINDING`: what an audit found, on what evidence, under which rule, and who waived it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovaudit.cli._explain_audit import fact, told
from sovaudit.cli._explain_rule import page_of_rule
from sovaudit.errors import UsageError
from sovaudit.language import _

if TYPE_CHECKING:
    from sovaudit.policy import Policy, Rule

Page = dict[str, Any]


def page_of_finding(name: str, document: Path, rules: Mapping[str, Rule], policies: Sequence[Policy]) -> Page:
    """Write the page of a finding: what was found, on what evidence, under which rule.

    Raises:
        UsageError: the document is no audit, or has no such finding.
    """

    def page_of(audit: Mapping[str, Any]) -> Page:
        found = next((each for each in audit["findings"] if each["id"] == name), None)
        return _found(found, audit, document) if found else {}

    page = told(document, page_of)
    if not page:
        message = _("no finding {name} in this audit").format(name=name)
        raise UsageError(message, str(document), _("ids are in audit.json, under “findings”"))
    if page["rule"] in rules:
        page["rule"] = page_of_rule(rules[page["rule"]], policies)
        del page["remedy"]
    return page


def _found(found: Mapping[str, Any], audit: Mapping[str, Any], document: Path) -> Page:
    """Write what the audit says of a finding."""
    keys = ("subject", "outcome", "severity", "reason")
    count = found.get("count", 1)
    return {
        "finding": found["id"],
        "audit": str(document),
        "as_of": audit.get("as_of", ""),
        **{key: found.get(key, "") for key in keys},
        "count": count if count > 1 else "",
        "waiver": _waived(found.get("waiver"), audit),
        "evidence": [fact(each) for each in found.get("evidence", ())],
        "rule": found.get("rule", ""),
        "remedy": found.get("remedy", ""),
    }


def _waived(identity: str | None, audit: Mapping[str, Any]) -> str:
    """Write the waiver of a finding: who answers for it, until when, by which decision."""
    used = next((each for each in audit.get("waivers", ()) if each["waiver"]["id"] == identity), None)
    if used is None:
        return identity or ""
    each = used["waiver"]
    text = _("{id}: until {until}, {owner}, {decision} – {text}")
    return text.format(**{key: each.get(key, "") for key in ("id", "until", "owner", "decision", "text")})
