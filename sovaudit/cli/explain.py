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
    from collections.abc import Mapping

    from sovaudit.measures import Measure
    from sovaudit.policy import Rule

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
    from sovaudit.cli._explain_page import show

    if name is not None and name.startswith(_COMPONENT):
        from sovaudit.cli._explain_component import explain

        show(explain(name, inventory or Path(), data), form)
        return
    from sovaudit import measures, policy

    known = measures.measures()
    policies = policy.load_all(names or tuple(policy.available()), known)
    rules = {rule.id: rule for each in policies for rule in each.rules}
    if name is None:
        page = _contents(known, rules)
    elif name in known:
        page = _measure(known[name], subject, rules, document, inventory)
    elif name in rules:
        from sovaudit.cli._explain_rule import page_of_rule

        page = page_of_rule(rules[name], policies)
    elif name.startswith(RULES_ON_WAIVERS):
        page = page_on_waivers(name)
    elif _FINDING.fullmatch(name):
        from sovaudit.cli._explain_audit import nearest
        from sovaudit.cli._explain_finding import page_of_finding

        page = page_of_finding(name, nearest(document, inventory), rules, policies)
    else:
        from sovaudit.policy import closest

        message = _("nothing is called {name}: no rule, no measure, no finding, no component").format(name=name)
        raise UsageError(message, hint=closest(name, [*known, *rules]) or _("`sovaudit explain` lists what there is"))
    show(page, form)


def _contents(known: Mapping[str, Measure], rules: Mapping[str, Rule]) -> Page:
    from sovaudit.policy.texts import said

    return {
        "rules": {name: said(rules[name].title) for name in sorted(rules)},
        "measures": {name: localised(known[name].TITLE) for name in sorted(known)},
    }


def _measure(
    measure: Measure, subject: str | None, rules: Mapping[str, Rule], document: Path | None, inventory: Path | None
) -> Page:
    """Write the manual page of a measure, or what an audit measured of one subject."""
    from sovaudit.cli._explain_audit import nearest
    from sovaudit.cli._explain_measure import answer, manual

    return manual(measure, rules) if subject is None else answer(measure, subject, nearest(document, inventory))
