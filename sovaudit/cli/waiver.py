# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit waiver`: what was accepted, by whom and until when; and one more."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sovaudit.cli._days import DAY, day_of
from sovaudit.cli._errors import placed
from sovaudit.cli._library import DATA
from sovaudit.errors import UsageError
from sovaudit.language import _, localised, safe

if TYPE_CHECKING:
    from sovaudit.model import Inventory, Waiver, WaiverUsed
    from sovaudit.policy import Policy

YEARS = 3
"""The longest that a waiver may last: a risk that is accepted for longer is a decision to be taken again."""
_ORDER = ("expired", "expiring", "unused", "future", "no_rule", "active")


@click.group("waiver", help=_("List the waivers of an inventory, or add one."))
def COMMAND() -> None:
    """Group the subcommands."""


def _shared(command: Any) -> Any:  # noqa: ANN401 -- a decorator of Click
    """Add what both subcommands take."""
    for option in (
        click.option(
            "--policy", "policies", multiple=True, metavar="NAME|DIR", help=_("Policy to judge by; repeatable.")
        ),
        click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("Day on which the audit speaks.")),
        DATA,
        click.option("--jobs", type=click.IntRange(min=1), help=_("Processes at most; default: one per core.")),
        click.argument("inventory", type=click.Path(exists=True, file_okay=False, path_type=Path)),
    ):
        command = option(command)
    return command


@COMMAND.command("list", help=_("Show every waiver, its state on the day of the audit, and what it covers."))
@_shared
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
def list_(
    inventory: Path, policies: tuple[str, ...], as_of: date | None, data: Path | None, jobs: int | None, form: str
) -> None:
    import msgspec

    from sovaudit.cli._judging import read
    from sovaudit.cli._waivers import waivers_of
    from sovaudit.measures import Case
    from sovaudit.policy import judge, unheard_waivers

    waivers = waivers_of(inventory).waivers
    found, rules, library = read(inventory, policies, data, jobs)
    day = day_of(as_of, found)
    used = judge(rules, Case(found, day, {}, {}, library), waivers).waivers
    if form == "json":
        click.echo(msgspec.json.encode([_row(each) for each in used]))
        return
    click.echo(_table(used, day))
    for issue in unheard_waivers(waivers, rules, day):
        click.echo(placed(safe(issue.place), safe(issue.message)), err=True)


def _row(one: WaiverUsed) -> dict[str, object]:
    """Return a waiver as JSON has it: the file's keys, then what became of it."""
    waiver = one.waiver
    stated = {name: getattr(waiver, name) for name in waiver.__struct_fields__}
    covers = {"failures": one.failures, "unknowns": one.unknowns}
    return {**stated, "state": one.state, "dimension": one.dimension, "covers": covers}


def _table(used: tuple[WaiverUsed, ...], day: date) -> str:
    """Write the waivers for a terminal, what calls for a decision first."""
    from tabulate import tabulate

    from sovaudit.policy.waivers import REASONS

    if not used:
        return _("no waiver")
    rows = []
    for one in sorted(used, key=lambda one: (_ORDER.index(one.state), one.waiver.until, one.waiver.id)):
        waiver = one.waiver
        covers = _("failing {failures}, unknown {unknowns}").format(failures=one.failures, unknowns=one.unknowns)
        rows.append(
            [
                waiver.id,
                STATES[one.state](),
                waiver.until.isoformat(),
                safe(waiver.rule),
                safe(waiver.subject),
                localised(REASONS[waiver.reason]),
                safe(waiver.owner),
                safe(waiver.decision),
                covers,
            ]
        )
    headers = [_("waiver"), _("state"), _("until"), _("rule"), _("subject"), _("reason"), _("owner"), _("decision")]
    title = _("Waivers on {day}").format(day=day.isoformat())
    return "\n".join((title, "", tabulate(rows, [*headers, _("covers")], disable_numparse=True)))


STATES = {
    "active": lambda: _("in force"),
    "expiring": lambda: _("ends within 90 days"),
    "expired": lambda: _("ended"),
    "unused": lambda: _("nothing to waive"),
    "future": lambda: _("not decided yet"),
    "no_rule": lambda: _("rule not in use"),
}


@COMMAND.command("add", help=_("Accept that a rule is not met by a subject, until a day: one entry in waivers.yaml."))
@_shared
@click.option("--rule", required=True, metavar="ID", help=_("Rule that is waived."))
@click.option("--subject", required=True, metavar="SUBJECT", help=_("What it is waived for."))
@click.option("--until", required=True, type=DAY, metavar="YYYY-MM-DD", help=_("Last day on which it waives."))
@click.option("--owner", required=True, help=_("Who answers for it."))
@click.option("--decision", required=True, help=_("Reference of the decision: deliberation, order, minutes."))
@click.option("--reason", required=True, metavar="CODE", help=_("Kind of reason; a wrong code lists them."))
@click.option("--text", required=True, help=_("Why, in a sentence."))
@click.option("--compensating", default="", help=_("What is done meanwhile."))
@click.option("--by", default="", help=_("Who decided."))
@click.option("--on", type=DAY, metavar="YYYY-MM-DD", help=_("Day of the decision; default: the day of the audit."))
def add(
    inventory: Path,
    policies: tuple[str, ...],
    as_of: date | None,
    data: Path | None,
    jobs: int | None,
    **said: Any,  # noqa: ANN401 -- the words of the waiver, by option
) -> None:
    from sovaudit.cli._judging import read
    from sovaudit.cli._review import content_of, replace
    from sovaudit.policy.waivers import FILE, added

    found, rules, _library = read(inventory, policies, data, jobs)
    waiver = _made(said, day_of(as_of, found))
    check_target(waiver, rules, found)
    path = inventory / FILE
    replace(path, added(content_of(path) if path.exists() else b"", str(path), waiver))
    click.echo(_("the risk is accepted until {until}: {id}").format(until=waiver.until, id=waiver.id))
    click.echo(_("written: {path}").format(path=safe(str(path))), err=True)


def _made(said: dict[str, Any], day: date) -> Waiver:
    """Make the waiver that the command line describes.

    Raises:
        UsageError: it cannot be understood, or lasts too short or too long.
    """
    from sovaudit.model import Waiver
    from sovaudit.policy.waivers import MeaningError, understood_reason, understood_subject, waiver_id

    for key in ("owner", "decision", "text"):
        if not said[key].strip():
            raise UsageError(_("« {key} » is missing").format(key=key), f"--{key}", _("nobody can check it else"))
    try:
        subject, reason = understood_subject(said["subject"]), understood_reason(said["reason"])
    except MeaningError as error:
        raise UsageError(error.text, f"--{error.key}", error.hint) from None
    on, until = said["on"] or day, said["until"]
    check_days(on, until, day)
    name = waiver_id(said["rule"], subject, until)
    texts = {key: said[key].strip() for key in ("owner", "decision", "text", "compensating", "by")}
    return Waiver(name, said["rule"], subject, until, reason=reason, on=on, **texts)


def check_days(on: date, until: date, day: date) -> None:
    """Refuse a waiver that is over, and one that nobody would look at again.

    Raises:
        UsageError: it is one of these.
    """
    where = f"--until {until}"
    if until < max(on, day):
        text = _("the last day is in the past: it would waive nothing")
        raise UsageError(text, where, _("give a day after {day}").format(day=max(on, day)))
    latest = date(on.year + YEARS, 12 if (on.month, on.day) == (2, 29) else on.month, on.day)
    if until > latest:
        text = _("longer than {years} years: what is accepted for longer has to be decided again")
        raise UsageError(text.format(years=YEARS), where, _("give a day up to {day}").format(day=latest))


def check_target(waiver: Waiver, policies: list[Policy], inventory: Inventory) -> None:
    """Refuse a rule that no policy in use has, a subject of another kind, and one that is not in the inventory.

    Raises:
        UsageError: it is one of these.
    """
    from sovaudit.measures import subjects
    from sovaudit.policy import closest
    from sovaudit.policy._waiving import Named

    rules = {rule.id: rule for policy in policies for rule in policy.rules}
    rule = rules.get(waiver.rule)
    if rule is None:
        hint = closest(waiver.rule, rules) or _("« sovaudit policy list » names the policies")
        raise UsageError(_("no policy in use has the rule {rule}").format(rule=waiver.rule), "--rule", hint)
    kind = waiver.subject.partition(":")[0]
    if kind != rule.subject and not (kind == "portfolio" and rule.subject == "component"):
        text = _("the rule {rule} judges another kind of thing: {kind}").format(rule=rule.id, kind=rule.subject)
        raise UsageError(text, f"--subject {waiver.subject}", f"--subject {rule.subject}:…")
    names = subjects(kind, inventory)
    if kind != "portfolio" and not Named(names).by(waiver.subject):
        hint = closest(waiver.subject, names) if len(names) < 10_000 else ""
        text = _("not in the inventory: {subject}").format(subject=waiver.subject)
        raise UsageError(text, "--subject", hint or _("« sovaudit inventory -f json » lists what there is"))
