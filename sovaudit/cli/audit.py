# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit audit`: the main job: everything, all reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sovaudit.cli._days import DAY, day_of
from sovaudit.cli._errors import placed
from sovaudit.cli._library import DATA, known_of, said_of, too_old
from sovaudit.cli._output import write
from sovaudit.cli._policies import policies_of
from sovaudit.cli._waivers import not_counted, waivers_of
from sovaudit.errors import NothingToAssessError, SovauditError, UsageError
from sovaudit.language import _, safe, system_reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sovaudit.cli._aside import Given
    from sovaudit.model import Audit, ComponentLicence, Finding, InputFile, Inventory
    from sovaudit.policy import Policy

GATES = ("blocking", "major", "minor", "unknown", "never")
AT_THE_GATE, UNREADABLE, INCONCLUSIVE = 1, 2, 4
LONG = 10_000
"""Components from which a second process is worth its start."""
REPORTS = ("rapport.html", "rapport.xlsx", "audit.json")


@click.command("audit", help=_("Audit an inventory: read, judge, write the reports."))
@click.argument("inventory", type=click.Path(exists=True, file_okay=False))
@click.option("-f", "--format", "form", help=_("Print this format instead of the summary."))
@click.option(
    "-o", "--output", "outputs", multiple=True, metavar="[FORMAT=]FILE", help=_("Write this file; repeatable.")
)
@click.option("--policy", "policies", multiple=True, metavar="NAME|DIR", help=_("Policy to judge by; repeatable."))
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("Day on which the audit speaks."))
@click.option("--fail-on", type=click.Choice(GATES), default="never", help=_("Exit 1 from this severity on."))
@click.option("--max-unknown", type=click.FloatRange(0, 100), metavar="PCT", help=_("Exit 4 when more is unknown."))
@click.option("--max-data-age", type=click.IntRange(min=0), metavar="DAYS", help=_("Exit 4 when data is older."))
@DATA
@click.option("--jobs", type=click.IntRange(min=1), help=_("Processes at most; default: one per core."))
@click.option("--strict", is_flag=True, help=_("Exit 2 when a file is rejected."))
@click.pass_context
def COMMAND(
    ctx: click.Context,
    inventory: str,
    form: str | None,
    outputs: tuple[str, ...],
    policies: tuple[str, ...],
    as_of: date | None,
    fail_on: str,
    max_unknown: float | None,
    max_data_age: int | None,
    data: Path | None,
    jobs: int | None,
    strict: bool,
) -> int:
    import gc

    from sovaudit.cli._gather import gather

    gc.disable()
    targets = _targets(outputs, form)
    rules: list[Policy] = []
    waivers = waivers_of(Path(inventory)).waivers
    known = known_of(data)
    found = gather((inventory,), jobs, lambda city: rules.extend(policies_of(policies, city)), known)
    if not found.applications and not found.components and not found.services:
        _print_issues(found.files)
        if strict and any(each.status == "rejected" for each in found.files):
            return UNREADABLE
        hint = _("put bills of materials and registers into it")
        raise NothingToAssessError(_("nothing to assess: no application, no component"), inventory, hint)
    from sovaudit.audit import audit

    begun: dict[str, Given] = {}
    day = day_of(as_of, found)
    judged = audit(found, rules, day, lambda *read: begun.update(_begin(targets, *read)), known.library, waivers)
    done = gate(judged, fail_on)
    written = _write(done, targets, begun)
    if not ctx.obj.get("quiet") or form:
        _show(done, form or "table")
    if not ctx.obj.get("quiet"):
        for path in written:
            click.echo(_("written: {path}").format(path=safe(str(path))), err=True)
        said = not_counted(each for each in done.findings if each.waiver and reaches(each, fail_on))
        click.echo(said, err=True, nl=bool(said))
    if strict:
        _print_issues(each for each in found.files if each.status == "rejected")
    for line in (*said_of(known), *filter(None, (old := too_old(done, day, max_data_age),))):
        click.echo(line, err=True)
    return _code(done, strict=strict, max_unknown=max_unknown) or (INCONCLUSIVE if old else 0)


def gate(done: Audit, fail_on: str) -> Audit:
    """Mark the findings that cause exit 1; nothing is hidden."""
    if fail_on == "never":
        return done
    import msgspec

    findings = tuple(
        msgspec.structs.replace(each, gating=True) if each.waiver is None and reaches(each, fail_on) else each
        for each in done.findings
    )
    return msgspec.structs.replace(done, findings=findings)


def reaches(finding: Finding, fail_on: str) -> bool:
    """Tell whether a finding is at the gate or above, waived or not."""
    from sovaudit.model import SEVERITIES

    if fail_on in SEVERITIES:
        return finding.outcome == "fail" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)
    return fail_on == "unknown" and finding.outcome in ("fail", "unknown")


def _code(done: Audit, *, strict: bool, max_unknown: float | None) -> int:
    if strict and done.totals.files.get("rejected"):
        return UNREADABLE
    if any(each.gating for each in done.findings):
        return AT_THE_GATE
    total = sum(
        count for each in done.totals.outcomes.values() for name, count in each.items() if name != "not_applicable"
    )
    if max_unknown is not None and done.totals.unknown > total * max_unknown / 100:
        text = _("cannot conclude: {unknown} of {total} answers are unknown, more than {limit} %")
        click.echo(text.format(unknown=done.totals.unknown, total=total, limit=max_unknown), err=True)
        return INCONCLUSIVE
    return 0


def _targets(outputs: tuple[str, ...], form: str | None) -> list[tuple[str, Path]]:
    """Choose the files to write: those asked for, else the three reports in `rapport/`."""
    from sovaudit.collect import OUTPUT
    from sovaudit.reports import names, report

    if form is not None:
        report(form)
    if not outputs:
        return [] if form else [(Path(name).suffix[1:], Path(OUTPUT, name)) for name in REPORTS]
    targets = []
    for output in outputs:
        name, equals, path = output.partition("=")
        if not (equals and name in names()):
            name, path = Path(output).suffix[1:].lower(), output
        if name not in names():
            hint = _("known formats: {names}; write FORMAT=FILE to choose one").format(names=", ".join(names()))
            raise UsageError(_("no format for this file name"), output, hint)
        targets.append((name, Path(path)))
    return targets


def _begin(
    targets: list[tuple[str, Path]],
    inventory: Inventory,
    licences: Sequence[ComponentLicence],
    licence_of: NDArray[np.int32],
) -> dict[str, Given]:
    """Begin what hangs on no rule in another process, when it is long and somebody asked for it."""
    from sovaudit.cli._aside import aside
    from sovaudit.reports.json import NAME, inventory_pieces

    if len(inventory.components) < LONG or NAME not in {name for name, _path in targets}:
        return {}
    return {NAME: aside(lambda: inventory_pieces(inventory, licences, licence_of.tolist()))}


def _write(done: Audit, targets: list[tuple[str, Path]], begun: dict[str, Given]) -> list[Path]:
    """Write every report beside its place, then put all in place: whole or not at all."""
    import tempfile

    from sovaudit.cli._aside import put_all
    from sovaudit.reports import pieces, report

    waiting: list[tuple[Path, Path]] = []
    path = Path()
    hint = _("check that the folder exists, may be written and has room")
    try:
        for name, path in targets:
            path.parent.mkdir(parents=True, exist_ok=True)
            place = path.resolve()  # a link keeps pointing where it does
            if place.exists() and not place.is_file():  # such as /dev/null, which would be replaced
                raise SovauditError(_("not a regular file"), str(path), hint)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
            waiting.append((Path(temporary), place))
            with os.fdopen(handle, "wb") as stream:
                put_all(stream, pieces(report(name), done, begun.pop(name, None)))
            Path(temporary).chmod(0o666 & ~_umask())
        for temporary_path, path in waiting:
            temporary_path.replace(path)
    except OSError as error:
        raise SovauditError(
            _("cannot be written: {reason}").format(reason=system_reason(error)), str(path), hint
        ) from None
    finally:
        for temporary_path, _place in waiting:
            temporary_path.unlink(missing_ok=True)
    return [path for _name, path in targets]


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current


def _show(done: Audit, form: str) -> None:
    from sovaudit.reports import report

    content = report(form).render(done)
    if form == "table":
        click.echo(content.decode(), nl=False)
    else:
        write(content)


def _print_issues(files: Iterable[InputFile]) -> None:
    for each in files:
        for issue in each.issues:
            place = placed(each.path, issue.place) if issue.place else each.path
            click.echo(placed(safe(place), safe(issue.message)), err=True)
