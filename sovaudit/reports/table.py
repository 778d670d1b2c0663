# SPDX-License-Identifier: EUPL-1.2
"""The summary for a terminal: whose audit, the verdicts by dimension, the first failures, what nobody knows.

Ids stand whole on one line; sentences are wrapped under them. Nothing that an input says reaches the terminal as a
command: see `safe`.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import date

from sovaudit.language import _, ngettext, safe
from sovaudit.model import DIMENSIONS, OUTCOMES, Audit, Finding, Inventory, Unknown
from sovaudit.reports import _format as words
from sovaudit.reports import _policies, _waived
from sovaudit.reports._stated import Stated

NAME = "table"
SUFFIX = ""

EXAMPLES = 2
"""How many failures of each rule are shown; the others are counted."""

RULES = 12
"""How many rules with failures are shown, the gravest first; the others are counted."""

_WIDTH = 78


def render(audit: Audit) -> bytes:
    """Write the summary as UTF-8 text."""
    with words.speaking(audit.language):
        parts = (_header(audit), _dimensions(audit), _failures(audit), _unknowns(audit), _next(audit))
        text = "\n\n".join(part for part in parts if part) + "\n"
    return _inert(text.replace("\u202f", " ").replace("\u00a0", " ")).encode()


def _inert(text: str) -> str:
    """Keep build servers from taking a line for a command: GitHub reads `::` after blanks, and `##[` anywhere."""
    return re.sub(r"(?m)^(\s*)::", r"\1\\x3a:", text).replace("##[", "\\x23#[")


def _header(audit: Audit) -> str:
    city, files = audit.inventory.city, audit.totals.files
    name = _("City without a name") if isinstance(city.name, Unknown) else city.name
    made_up = " " + _("(made-up city)") if city.fictitious else ""
    policies = ", ".join(f"{policy.name} {policy.version}" for policy in audit.policies) or _("none")
    totals = audit.totals
    applications = ngettext("{count} application", "{count} applications", totals.applications)
    components = ngettext("{count} distinct component", "{count} distinct components", totals.components)
    entries = ngettext("{count} entry read", "{count} entries read", totals.entries)
    lines = (
        _("Audit: {city}{made_up}, as of {day}").format(city=safe(name), made_up=made_up, day=words.day(audit.as_of)),
        _("Policy: {policies}").format(policies=safe(policies)),
        _("Files: {read} read, {partial} partly read, {rejected} rejected; issues: {issues}").format(
            **{status: words.number(files.get(status, 0)) for status in ("read", "partial", "rejected")},
            issues=words.number(audit.totals.issues),
        ),
        _("Inventory: {applications}, {components} ({entries})").format(
            applications=applications.format(count=words.number(totals.applications)),
            components=components.format(count=words.number(totals.components)),
            entries=entries.format(count=words.number(totals.entries)),
        ),
    )
    return "\n".join([*lines, *_beside(audit.inventory), *_ages(audit)])


def _ages(audit: Audit) -> Iterator[str]:
    """Say how old the data about the world is, and warn of what is past its shelf life."""
    if audit.oldest:
        days = (audit.as_of - date.fromisoformat(audit.oldest)).days
        age = ngettext("{count} day", "{count} days", days).format(count=words.number(days))
        yield _("Oldest data used: {day} ({age})").format(day=words.day(audit.oldest), age=age)
    else:
        yield _("Oldest data used: {day} ({age})").format(day=_("no dated data"), age=_("age unknown"))
    past = [f"{safe(each.name)} ({words.day(each.as_of)})" for each in audit.knowledge if each.aged]
    if past:
        text = _("Warning: past their shelf life: {names} (sovaudit data status)").format(names=", ".join(past))
        yield from textwrap.wrap(text, _WIDTH, subsequent_indent="  ", break_long_words=False)


def _beside(inventory: Inventory) -> Iterator[str]:
    """Say what was read beside components, a line for each kind of which there is any."""
    stated = Stated(inventory)
    if inventory.online:
        yield _("Online services called: {count}").format(count=words.number(len(inventory.online)))
    if inventory.statements:
        text = _("Statements on vulnerabilities (VEX): {count}")
        yield text.format(count=words.number(len(inventory.statements)))
    if stated.installed:
        text = _("Software installed on machines, part of no application because of that: {count}")
        yield text.format(count=words.number(len(stated.installed)))
    if stated.unconfirmed:
        text = _("Matches of names not confirmed: {count} (sovaudit inventory FOLDER --review)")
        yield text.format(count=words.number(stated.unconfirmed))


def _dimensions(audit: Audit) -> str:
    from tabulate import SEPARATING_LINE, tabulate

    assessed = {rule.dimension for rule in audit.rules}
    others = ", ".join(words.dimension(dimension) for dimension in DIMENSIONS if dimension not in assessed)
    lines = [_("Not assessed: {dimensions}").format(dimensions=others)] if others else []
    if assessed:
        verdicts = [words.verdict(outcome).word for outcome in OUTCOMES]
        rows = [[_("Dimension"), *verdicts, _("Total"), _("Answers known")], SEPARATING_LINE]
        rows += [_dimension(audit, dimension) for dimension in DIMENSIONS if dimension in assessed]
        # The headers are a row: as headers they would each be two characters wider, and the table than a terminal.
        align = ("left", *("right",) * 6)
        lines.insert(0, tabulate(rows, tablefmt="simple", disable_numparse=True, colalign=align))
    again = _policies.repeated(audit.rules)
    if again.rules:
        text = ngettext(
            "{count} rule repeats another policy's: each counts by itself (failures counted twice: {failures})",
            "{count} rules repeat another policy's: each counts by itself (failures counted twice: {failures})",
            again.rules,
        )
        failures = words.number(again.outcomes["fail"])
        lines += _wrapped(text.format(count=words.number(again.rules), failures=failures), "")
    return "\n".join(lines)


def _dimension(audit: Audit, dimension: str) -> list[str]:
    counts = [audit.totals.outcomes.get(dimension, {}).get(outcome, 0) for outcome in OUTCOMES]
    known, applicable = counts[0] + counts[1], counts[0] + counts[1] + counts[2]
    coverage = f"{words.ratio(known, applicable)} ({words.share(known, applicable)})"
    return [words.dimension(dimension), *map(words.number, counts), words.number(sum(counts)), coverage]


def _failures(audit: Audit) -> str:
    failed = [finding for finding in audit.findings if finding.outcome == "fail"]
    standing = [finding for finding in failed if finding.waiver is None]
    if not failed:
        return _("No failure.")
    title = ngettext("{count} failure", "{count} failures", len(standing)).format(count=words.number(len(standing)))
    waived = len(failed) - len(standing)
    if waived:
        title += _(", and {count} under waiver").format(count=words.number(waived))
    by_rule: dict[str, list[Finding]] = {}
    for finding in standing:
        by_rule.setdefault(finding.rule, []).append(finding)
    titles = {rule.id: rule.title for rule in audit.rules}
    first = list(by_rule.items())[:RULES]
    lines = [line for rule, found in first for line in _rule(titles.get(rule, ""), found)]
    if more := len(by_rule) - len(first):
        text = ngettext(
            "{count} more rule has failures: see the reports", "{count} more rules have failures: see the reports", more
        )
        lines.append("  … " + text.format(count=words.number(more)))
    return "\n".join([title, *lines, *_waivers(audit)])


def _waivers(audit: Audit) -> Iterator[str]:
    """Count the waivers by state; name those that need a hand."""
    if not audit.waivers:
        return
    states = Counter(each.state for each in audit.waivers)
    parts = [f"{_waived.state(state)}{_(':')} {states[state]}" for state in _waived.ORDER if states[state]]
    yield ""
    yield from _wrapped(_("Waivers") + _(":") + " " + _("; ").join(parts), "")


def _rule(title: str, found: list[Finding]) -> Iterator[str]:
    """Write the failures of one rule: the rule, how many, the first ones; a failing portfolio has no other subject."""
    counted = words.number(len(found))
    yield f"  {words.severity(found[0].severity).word}  {safe(found[0].rule)}  ({counted})"
    yield from _wrapped(title, "    ")
    for finding in found[:EXAMPLES]:
        gate = " " + _("[counted by --fail-on]") if finding.gating else ""
        yield f"      {safe(finding.subject)}{gate}"
        yield from _wrapped(finding.reason, "        ")
    if len(found) > EXAMPLES:
        yield "      " + _("… and {count} more").format(count=words.number(len(found) - EXAMPLES))


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(safe(text), _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)


def _unknowns(audit: Audit) -> str:
    count = audit.totals.unknown
    if not count:
        return _("Nothing is unknown.")
    lines = [ngettext("{count} unknown verdict", "{count} unknown verdicts", count).format(count=words.number(count))]
    asked = Counter(question.who for question in audit.questions)
    if asked:
        who, number = min(asked.items(), key=lambda item: (not item[0], -item[1], item[0]))
        named = safe(who) or _("no register says who")
        text = _("Questions to answer: {count}; first {who} ({number})")
        total = words.number(len(audit.questions))
        lines.append("  " + text.format(count=total, who=named, number=words.number(number)))
    return "\n".join(lines)


def _next(audit: Audit) -> str:
    first = next((finding for finding in audit.findings if finding.outcome == "fail" and finding.waiver is None), None)
    if first is None:
        return ""
    return _("To understand a verdict: sovaudit explain {rule}").format(rule=safe(first.rule))
