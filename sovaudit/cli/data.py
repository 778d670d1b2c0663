# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit data`: which facts about the world there are, how old they are, and how to import more. No network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sovaudit.cli._days import DAY
from sovaudit.cli._library import DATA, folder_of
from sovaudit.language import _, ngettext, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sovaudit.knowledge._storing import Imported

FAULT = 2
SHOWN = 10
"""Records left out that are shown of one file; the rest is counted."""


@click.group("data", help=_("Show, import, export and verify the data that audits rest on."))
def COMMAND() -> None:
    """Hold the four commands."""


@COMMAND.command("status", help=_("List the data sets, their age, what is missing."))
@DATA
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("Day on which to tell their age."))
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
def _status(data: Path | None, as_of: date | None, form: str) -> int:
    from datetime import date as today

    import msgspec

    from sovaudit.cli._data_status import described, table

    page = described(folder_of(data), as_of or today.today())
    if form == "json":
        click.echo(msgspec.json.encode(page))
    else:
        click.echo(table(page))
    _complain(page["damaged"])
    return FAULT if page["damaged"] else 0


@COMMAND.command("import", help=_("Import publishers' files, or an exported bundle."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE|DIR...")
@DATA
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("Day of files that do not tell their own."))
def _import(paths: tuple[Path, ...], data: Path | None, as_of: date | None) -> int:
    from sovaudit.cli._data_import import import_all
    from sovaudit.cli._gather import limit
    from sovaudit.model import City

    limit(City())
    done = import_all(paths, folder_of(data), as_of)
    for each in done.imported:
        _say(each)
    for path in done.unknown:
        click.echo(_("not recognised, left out: {path}").format(path=safe(str(path))), err=True)
    for error in done.refused:
        from sovaudit.cli._errors import report_ours

        report_ours(error)
    return FAULT if done.refused else 0


def _say(done: Imported) -> None:
    """Say what one import kept, left out and replaced."""
    stated = done.provenance
    counted = ngettext("{count} record", "{count} records", stated.records).format(count=stated.records)
    records = counted if stated.records else _("records not counted")
    line = f"{safe(done.name)}: {records}, {stated.as_of.isoformat()}"
    if done.superseded:
        click.echo(_("{line}; not stored: another file has later data").format(line=line))
    elif done.replaced is None:
        click.echo(_("{line}; new").format(line=line))
    else:
        text = _("{line}; same as before") if done.same else _("{line}; in the place of {day}")
        click.echo(text.format(line=line, day=done.replaced.as_of.isoformat()))
        if done.replaced.as_of > stated.as_of:
            click.echo("  " + _("warning: what it replaces was of a later day"), err=True)
    count = len(done.left_out)
    if count:
        click.echo("  " + ngettext("{count} left out:", "{count} left out:", count).format(count=count), err=True)
    for place, why in done.left_out[:SHOWN]:
        click.echo(f"    {safe(place)}: {safe(why)}", err=True)
    if count > SHOWN:
        click.echo("    …", err=True)


@COMMAND.command("export", help=_("Write all imported data into one file."))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.zip")
@DATA
def _export(target: Path, data: Path | None) -> None:
    from sovaudit.knowledge._bundles import export

    held = export(folder_of(data), target)
    text = ngettext("{count} data set written: {path}", "{count} data sets written: {path}", len(held))
    click.echo(text.format(count=len(held), path=safe(str(target))))


@COMMAND.command("verify", help=_("Compare every data file with its sha256."))
@DATA
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
def _verify(data: Path | None, form: str) -> int:
    import msgspec

    from sovaudit.cli._data_status import verified

    checked = verified(folder_of(data))
    wrong = [each for each in checked if each["problem"]]
    if form == "json":
        click.echo(msgspec.json.encode(checked))
    else:
        text = ngettext(
            "{count} file compared, {wrong} damaged", "{count} files compared, {wrong} damaged", len(checked)
        )
        click.echo(text.format(count=len(checked), wrong=len(wrong)))
    _complain(wrong)
    return FAULT if wrong else 0


def _complain(damaged: Sequence[dict[str, object]]) -> None:
    """Name each damaged data set: what, where, what to do."""
    from sovaudit.cli._errors import report_ours
    from sovaudit.errors import StoreError

    for each in damaged:
        message = f"{each['name']}: {each['problem']}"
        report_ours(StoreError(message, str(each["path"]), str(each["hint"])))
