# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit policy`: which policies there are, whether they are sound, whether their cases come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sovaudit.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sovaudit.policy import CaseResult, Policy

POLICY_FAULT = 2

_FORMAT = click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format.")
)
_NAME = click.argument("name", required=False, metavar="[NAME|DIR]")


@click.group("policy", help=_("List, check and test the policies by which an audit judges."))
def COMMAND() -> None:
    """Hold the three commands."""


@COMMAND.command("list", help=_("List the policies there are, or the rules of one."))
@_NAME
@_FORMAT
def _list(name: str | None, form: str) -> None:
    from sovaudit import measures, policy
    from sovaudit.policy.texts import said

    known = measures.measures()
    rows: list[dict[str, object]] = []
    if name is not None:
        keys = [_("rule"), _("title"), _("subject"), _("dimension"), _("severity"), _("if unknown")]
        for rule in policy.load(name, known).rules:
            words = {key: getattr(rule, key) for key in ("subject", "dimension", "severity", "on_unknown")}
            rows.append({"id": rule.id, "title": said(rule.title), **words})
    else:
        keys = [_("policy"), _("version"), _("title"), _("rules"), _("folder")]
        for each, folder in policy.available().items():
            found = policy.load(each, known)
            counts = {"rules": len(found.rules), "folder": str(folder)}
            rows.append({"name": found.name, "version": found.version, "title": said(found.title), **counts})
    _print(rows, keys, form)


@COMMAND.command("check", help=_("Say everything that is wrong with a policy (all of them by default)."))
@_NAME
@_FORMAT
def _check(name: str | None, form: str) -> int:
    from sovaudit import measures, policy

    known = measures.measures()
    verdicts = {each: policy.examine(each, known) for each in ([name] if name else policy.available())}
    if form == "json":
        _print_json(
            [
                {
                    "policy": each,
                    "valid": not errors,
                    "errors": [
                        {"where": e.where, "message": e.message, "hint": e.hint, "detail": e.detail} for e in errors
                    ],
                }
                for each, (_policy, errors) in verdicts.items()
            ]
        )
        return POLICY_FAULT if any(errors for _policy, errors in verdicts.values()) else 0
    for each, (found, errors) in verdicts.items():
        if errors or found is None:
            raise policy.together(errors)
        click.echo(_sound(each, found))
    return 0


@COMMAND.command("test", help=_("Run the cases kept beside the rules (of all policies by default)."))
@_NAME
@_FORMAT
def _test(name: str | None, form: str) -> int:
    from sovaudit import measures, policy

    known = measures.measures()
    results = [
        result
        for each in ([name] if name else policy.available())
        for result in policy.try_cases(policy.load(each, known))
    ]
    failed = [result for result in results if not result.passed]
    if form == "json":
        import msgspec

        _print_json([msgspec.to_builtins(result) | {"passed": result.passed} for result in results])
    else:
        if failed:
            keys = [_("place"), _("rule"), _("case"), _("given"), _("expected"), _("outcome")]
            _print([_row(result) for result in failed], keys, form)
        text = ngettext(
            "{count} case, {failed} not as expected", "{count} cases, {failed} not as expected", len(results)
        )
        click.echo(text.format(count=len(results), failed=len(failed)))
    return POLICY_FAULT if failed else 0


def _sound(name: str, found: Policy) -> str:
    """Say that a policy is sound, and how many of its rules no case tries."""
    cases = sum(len(rule.cases) for rule in found.rules)
    rules = ngettext("{count} rule", "{count} rules", len(found.rules)).format(count=len(found.rules))
    tried = ngettext("{count} case", "{count} cases", cases).format(count=cases)
    text = _("{policy} {version}: {rules}, {cases}, nothing wrong")
    line = text.format(policy=name, version=found.version, rules=rules, cases=tried)
    untried = [rule.id for rule in found.rules if not rule.cases]
    return line + (_("; without a case: {rules}").format(rules=", ".join(untried)) if untried else "")


def _row(result: CaseResult) -> dict[str, str]:
    from sovaudit.policy import written

    return {
        "place": result.place,
        "rule": result.rule,
        "case": f"{result.number} {result.note}".strip(),
        "given": written(result.given) or _("nothing"),
        "expected": result.expected,
        "outcome": result.outcome,
    }


def _print(rows: Sequence[Mapping[str, object]], keys: Sequence[str], form: str) -> None:
    """Print rows as a table under headers for people, or as JSON under their own keys."""
    if form == "json":
        _print_json(rows)
        return
    from tabulate import tabulate

    click.echo(tabulate([list(row.values()) for row in rows], keys, disable_numparse=True))


def _print_json(rows: object) -> None:
    import msgspec

    click.echo(msgspec.json.encode(rows))
