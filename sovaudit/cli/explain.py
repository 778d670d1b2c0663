# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain`: what a measure, a rule or a finding means, the law behind it, how to mend it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sovaudit.cli._library import DATA
from sovaudit.cli._waivers import RULES_ON_WAIVERS, page_on_waivers
from sovaudit.errors import UsageError
from sovaudit.language import _, localised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sovaudit.measures import Measure
    from sovaudit.policy import Law, Policy, Rule

_FINDING = re.compile(r"[0-9a-f]{12}")
_COMPONENT = ("component:", "pkg:", "cpe:")
Page = dict[str, Any]


@click.command(
    "explain",
    help=_("Say what a rule, a measure, a finding or a component is; without a name, list rules and measures."),
)
@click.argument("name", required=False, metavar="[RULE|MEASURE|FINDING|COMPONENT]")
@click.argument("inventory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--audit",
    "document",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("The audit that has the finding; by default rapport/audit.json."),
)
@click.option("--of", "subject", metavar="SUBJECT", help=_("Subject of a measure, such as application:ged."))
@click.option("--policy", "names", multiple=True, metavar="NAME|DIR", help=_("Policy to look in; repeatable."))
@DATA
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("Output format."))
def COMMAND(
    name: str | None,
    inventory: Path | None,
    document: Path | None,
    subject: str | None,
    names: tuple[str, ...],
    data: Path | None,
    form: str,
) -> None:
    if name is not None and name.startswith(_COMPONENT):
        from sovaudit.cli._explain_component import explain

        _print(explain(name, inventory or Path(), data), form)
        return
    from sovaudit import measures, policy

    known = measures.measures()
    policies = policy.load_all(names or tuple(policy.available()), known)
    rules = {rule.id: rule for each in policies for rule in each.rules}
    if name is None:
        page = _contents(known, rules)
    elif name in known and subject is not None:
        page = _answer(known[name], subject, _audit(document, inventory))
    elif name in known:
        from sovaudit.cli._explain_measure import manual

        page = manual(known[name], rules)
    elif name in rules:
        page = _rule(rules[name], policies)
    elif name.startswith(RULES_ON_WAIVERS):
        page = page_on_waivers(name)
    elif _FINDING.fullmatch(name):
        page = _finding(name, _audit(document, inventory), rules, policies)
    else:
        from sovaudit.policy import closest

        message = _("nothing is called {name}: no rule, no measure, no finding, no component").format(name=name)
        raise UsageError(message, hint=closest(name, [*known, *rules]) or _("`sovaudit explain` lists what there is"))
    _print(page, form)


def _print(page: Page, form: str) -> None:
    import msgspec

    click.echo(msgspec.json.encode(page) if form == "json" else "\n".join(map(_safe, _lines(page))))


def _contents(known: Mapping[str, Measure], rules: Mapping[str, Rule]) -> Page:
    from sovaudit.policy.texts import said

    return {
        "rules": {name: said(rules[name].title) for name in sorted(rules)},
        "measures": {name: localised(known[name].TITLE) for name in sorted(known)},
    }


def _rule(rule: Rule, policies: Sequence[Policy]) -> Page:
    """Write the page of a rule."""
    from sovaudit.policy import written
    from sovaudit.policy.texts import said, value_text

    nothing = _("nothing is known")  # Babel does not look into f-strings
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


def _law(law: Law) -> str:
    """Write a reference with its status and the day it was checked."""
    status = _STATUS[law.status]()
    text = _("{title} — {status} (checked on {day})").format(title=law.title, status=status, day=law.as_of)
    return f"{text} {law.href}".strip()


def _audit(document: Path | None, inventory: Path | None) -> Path:
    """Return the audit document: the one that was named, else the nearest rapport/audit.json."""
    if document is not None:
        return document
    folders = [Path("rapport")] if inventory is None else [inventory / "rapport", inventory.parent / "rapport"]
    for folder in folders:
        if (folder / "audit.json").is_file():
            return folder / "audit.json"
    where = ", ".join(str(folder / "audit.json") for folder in folders)
    hint = _("run `sovaudit audit` first, or name the document with --audit FILE")
    raise UsageError(_("a finding is explained from an audit, and there is none"), where, hint)


def _finding(name: str, document: Path, rules: Mapping[str, Rule], policies: Sequence[Policy]) -> Page:
    """Write the page of a finding: what was found, on what evidence, under which rule."""

    def page_of(audit: Mapping[str, Any]) -> Page:
        found = next((each for each in audit["findings"] if each["id"] == name), None)
        return _found(found, audit, document) if found else {}

    page = _told(document, page_of)
    if not page:
        message = _("no finding {name} in this audit").format(name=name)
        raise UsageError(message, str(document), _("ids are in audit.json, under “findings”"))
    if page["rule"] in rules:
        page["rule"] = _rule(rules[page["rule"]], policies)
        del page["remedy"]
    return page


def _told(document: Path, page_of: Callable[[Mapping[str, Any]], Page]) -> Page:
    """Read an audit document and make a page of it.

    Raises:
        UsageError: it is no audit document.
    """
    import msgspec

    try:
        return page_of(msgspec.json.decode(document.read_bytes()))
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        hint = _("`sovaudit audit -o audit.json` writes one")
        raise UsageError(_("this is not an audit document"), str(document), hint) from error


def _answer(measure: Measure, subject: str, document: Path) -> Page:
    """Write what an audit measured of one subject."""
    from sovaudit.cli._explain_measure import answer

    return _told(document, lambda audit: answer(measure, subject, audit, document))


def _found(found: Mapping[str, Any], audit: Mapping[str, Any], document: Path) -> Page:
    """Write what the audit says of a finding."""
    from sovaudit.cli._explain_measure import fact

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


def _lines(page: Page, indent: str = "") -> list[str]:
    """Lay a page out for a terminal: one key a line, lists below their key; what is empty is left out."""
    lines: list[str] = []
    for key, value in page.items():
        label = _LABELS[key]() if key in _LABELS else key
        if isinstance(value, dict):
            lines += [f"{indent}{label}", *_lines(value, indent + "  ")] if value else []
        elif isinstance(value, list):
            lines += [f"{indent}{label}", *(f"{indent}  - {each}" for each in value)] if value else []
        elif isinstance(value, str) and "\n" in value:
            lines += [f"{indent}{label}", *(f"{indent}  {line}".rstrip() for line in value.splitlines())]
        elif value not in ("", None):
            lines.append(_("{label}: {value}").format(label=indent + label, value=value))
    return lines


def _safe(line: str) -> str:
    """Write out what could drive a terminal: an audit quotes files of unknown origin."""
    from sovaudit.language import safe

    spaces = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
    return "".join(c if c in spaces else safe(c) for c in line)


_STATUS = {
    "in_force": lambda: _("in force"),
    "proposal": lambda: _("proposal, not in force"),
    "repealed": lambda: _("repealed"),
    "doctrine": lambda: _("doctrine, not binding"),
    "city": lambda: _("decision of the city"),
}
_LABELS: dict[str, Callable[[], str]] = {
    "measure": lambda: _("measure"),
    "measures": lambda: _("measures"),
    "rule": lambda: _("rule"),
    "rules": lambda: _("rules"),
    "finding": lambda: _("finding"),
    "title": lambda: _("title"),
    "policy": lambda: _("policy"),
    "place": lambda: _("place"),
    "dimension": lambda: _("dimension"),
    "subject": lambda: _("subject"),
    "severity": lambda: _("severity"),
    "where": lambda: _("scope"),
    "require": lambda: _("condition"),
    "on_unknown": lambda: _("if unknown"),
    "since": lambda: _("since"),
    "until": lambda: _("until"),
    "parameters": lambda: _("parameters"),
    "references": lambda: _("references"),
    "remedy": lambda: _("remedy"),
    "cases": lambda: _("cases"),
    "type": lambda: _("type"),
    "unit": lambda: _("unit"),
    "basis": lambda: _("basis"),
    "wing": lambda: _("dimension"),
    "judged": lambda: _("judged"),
    "question": lambda: _("question"),
    "answered": lambda: _("how to answer"),
    "value": lambda: _("value"),
    "count": lambda: _("stands for"),
    "description": lambda: _("description"),
    "audit": lambda: _("audit"),
    "as_of": lambda: _("as of"),
    "outcome": lambda: _("outcome"),
    "reason": lambda: _("reason"),
    "waiver": lambda: _("waiver"),
    "evidence": lambda: _("evidence"),
    "component": lambda: _("component"),
    "name": lambda: _("name"),
    "version": lambda: _("version"),
    "supplier": lambda: _("supplier"),
    "supplier_country": lambda: _("supplier's country"),
    "licences": lambda: _("licences"),
    "hashes": lambda: _("digests"),
    "cpe": lambda: "CPE",
    "swid": lambda: "SWID",
    "ancestors": lambda: _("made from"),
    "sources": lambda: _("what each file says"),
    "merged": lambda: _("why it is one"),
    "disagreements": lambda: _("on what the files disagree"),
    "refused": lambda: _("what it could be as well"),
    "applications": lambda: _("applications that contain it"),
    "services": lambda: _("services that rely on them"),
}
