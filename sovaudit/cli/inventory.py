# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit inventory`: what was read, and what is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sovaudit.cli._library import DATA, known_of
from sovaudit.cli._output import write
from sovaudit.language import _, safe

if TYPE_CHECKING:
    from sovaudit.model import Inventory

SHOWN = 20
"""Issues of one file, and between files, shown in the terminal; the rest is counted."""


@click.command("inventory", help=_("Show what was read: files, applications, components, issues."))
@click.argument("paths", nargs=-1, required=True, metavar="INVENTORY|FILE...")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
@click.option("--jobs", type=click.IntRange(min=1), help=_("Processes at most; default: one per core."))
@DATA
@click.option("--strict", is_flag=True, help=_("Exit 2 when a file is rejected."))
@click.option("--review", "reviewed", is_flag=True, help=_("List the uncertain matches of names, to be confirmed."))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("With --review: write them to this .xlsx or .csv."),
)
@click.option(
    "--confirm",
    "filled",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("Take the answers of a filled sheet over into corrections.yaml."),
)
def COMMAND(
    paths: tuple[str, ...],
    form: str,
    jobs: int | None,
    data: Path | None,
    strict: bool,
    reviewed: bool,
    output: Path | None,
    filled: Path | None,
) -> int:
    _check(paths, reviewed=reviewed, output=output, filled=filled)
    if filled is not None:
        from sovaudit.cli._review import confirm

        click.echo(confirm(Path(paths[0]), filled))
        return 0
    from sovaudit.cli._gather import gather

    known = known_of(data) if len(paths) == 1 and os.path.isdir(paths[0]) else None  # noqa: PTH112 -- Path.is_dir raises on a name that is too long
    inventory = gather(paths, jobs, known=known)
    if reviewed:
        from sovaudit.cli._review import uncertain, write_review

        click.echo(write_review(uncertain(inventory), output))
    elif form == "json":
        _print_json(inventory)
    else:
        click.echo(_table(inventory))
    rejected = sum(each.status == "rejected" for each in inventory.files)
    if strict and rejected:
        return 2
    return 3 if rejected == len(inventory.files) else 0


def _check(paths: tuple[str, ...], *, reviewed: bool, output: Path | None, filled: Path | None) -> None:
    """Refuse options that do not go together."""
    from sovaudit.errors import UsageError

    if output is not None and not reviewed:
        raise UsageError(_("-o goes with --review"), str(output), _("add --review"))
    if reviewed and filled is not None:
        raise UsageError(_("--review and --confirm are two steps"), hint=_("run them one after the other"))
    if (reviewed or filled is not None) and (len(paths) != 1 or not Path(paths[0]).is_dir()):
        hint = _("name the folder of the inventory: corrections.yaml lies in it")
        raise UsageError(_("matches are reviewed for one inventory folder"), ", ".join(paths), hint)


def _print_json(inventory: Inventory) -> None:
    from datetime import date

    from sovaudit.measures import Case
    from sovaudit.measures.licensing import component_licences
    from sovaudit.reports.json import render_inventory

    licences, codes = component_licences(Case(inventory, date.min))
    write(render_inventory(inventory, licences, codes.tolist()))


def _table(inventory: Inventory) -> str:
    from tabulate import tabulate

    from sovaudit.cli._errors import placed

    headers = [_("file"), _("format"), _("status"), _("components"), _("dependencies"), _("rows"), _("issues")]
    rows = [
        [
            safe(each.path),
            f"{each.format} {safe(each.version)}".strip(),
            _STATUS[each.status](),
            each.components or "",
            each.dependencies or "",
            each.rows or "",
            len(each.issues) or "",
        ]
        for each in inventory.files
    ]
    lines = [tabulate(rows, headers, disable_numparse=True), ""]
    for each in inventory.files:
        for issue in each.issues[:SHOWN]:
            place = placed(each.path, issue.place) if issue.place else each.path
            lines += _issue(place, issue.message, issue.hint)
        if len(each.issues) > SHOWN:
            lines.append(_("{file}: and {count} more").format(file=safe(each.path), count=len(each.issues) - SHOWN))
    for issue in inventory.issues[:SHOWN]:
        lines += _issue(issue.place, issue.message, issue.hint)
    if len(inventory.issues) > SHOWN:
        lines.append(_("and {count} more between files").format(count=len(inventory.issues) - SHOWN))
    counts = _(
        "files: {files}; component entries: {entries}; distinct components: {components}; applications: {applications}"
    )
    lines.append(
        counts.format(
            files=len(inventory.files),
            entries=inventory.occurrence_component.size,
            components=len(inventory.components),
            applications=len(inventory.applications),
        )
    )
    return "\n".join(lines)


def _issue(place: str, message: str, hint: str) -> list[str]:
    from sovaudit.cli._errors import placed

    return [placed(safe(place), safe(message)), *([f"  → {safe(hint)}"] if hint else [])]


_STATUS = {"read": lambda: _("read"), "partial": lambda: _("partial"), "rejected": lambda: _("rejected")}
