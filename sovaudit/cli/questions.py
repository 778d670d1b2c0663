# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit questions`: what nobody knows, as a workbook for whoever can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sovaudit.cli._days import DAY, day_of
from sovaudit.cli._library import DATA
from sovaudit.errors import UsageError
from sovaudit.language import _, ngettext, safe

if TYPE_CHECKING:
    from sovaudit.model import Audit, Question

SHOWN = 20
"""Questions shown in the terminal; a file has them all."""


@click.command("questions", help=_("List what nobody knows and who can answer; write the questions to send them."))
@click.argument("inventory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help=_("Write the questions to this .xlsx or .csv; repeatable."),
)
@click.option("--for", "who", metavar="WHO", help=_("Only what this supplier or department can answer."))
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
@click.option("--policy", "policies", multiple=True, metavar="NAME|DIR", help=_("Policy to judge by; repeatable."))
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("Day on which the audit speaks."))
@DATA
@click.option("--jobs", type=click.IntRange(min=1), help=_("Processes at most; default: one per core."))
def COMMAND(
    inventory: Path,
    outputs: tuple[Path, ...],
    who: str | None,
    form: str,
    policies: tuple[str, ...],
    as_of: date | None,
    data: Path | None,
    jobs: int | None,
) -> None:
    import msgspec

    from sovaudit.audit import audit
    from sovaudit.cli._judging import read

    check_formats(outputs)
    found, rules, library = read(inventory, policies, data, jobs)
    done = audit(found, rules, day_of(as_of, found), library=library)
    asked = chosen(done.questions, who)
    for each in outputs:
        _write(done, asked, who, each)
    if form == "json":
        click.echo(msgspec.json.encode(asked))
    else:
        click.echo(_table(asked))


def check_formats(outputs: Sequence[Path]) -> None:
    """Refuse a file name of no format before anything is read.

    Raises:
        UsageError: there is one.
    """
    for each in outputs:
        if each.suffix.lower() not in (".xlsx", ".csv"):
            hint = _("known formats: {names}").format(names="xlsx, csv")
            raise UsageError(_("no format for this file name"), str(each), hint)


def chosen(questions: Sequence[Question], who: str | None) -> Sequence[Question]:
    """Return the questions that somebody can answer; all of them when nobody is named.

    Raises:
        UsageError: nobody of that name can answer any.
    """
    from sovaudit.policy import closest

    if who is None:
        return questions
    mine = [each for each in questions if each.who.casefold() == who.strip().casefold()]
    if mine:
        return mine
    known = sorted({each.who for each in questions} - {""})
    hint = closest(who, known) or _("« sovaudit questions » lists who can answer")
    raise UsageError(_("no question for {who}").format(who=who), "--for", hint)


def _write(done: Audit, asked: Sequence[Question], who: str | None, path: Path) -> None:
    from sovaudit.cli._review import replace
    from sovaudit.reports._questionnaire import as_csv, as_xlsx

    named = asked[0].who if who is not None and asked else ""
    replace(path, as_csv(done, asked) if path.suffix.lower() == ".csv" else as_xlsx(done, asked, named))
    click.echo(_("written: {path}").format(path=safe(str(path))), err=True)


def _table(asked: Sequence[Question]) -> str:
    """Write for a terminal who can answer how many, then the questions on which most hangs."""
    from tabulate import tabulate

    if not asked:
        return _("no question")
    nobody = _("no register says who")
    people = Counter(each.who or nobody for each in asked)
    rows = [[safe(name), count] for name, count in sorted(people.items(), key=lambda one: (-one[1], one[0]))]
    lines = [tabulate(rows, [_("Who can answer"), _("Questions")], disable_numparse=True), ""]
    for each in asked[:SHOWN]:
        lines += [safe(each.question), f"    {safe(each.who or nobody)} – {safe(each.subject)} – {each.measure}"]
    text = ngettext("{count} question", "{count} questions", len(asked)).format(count=len(asked))
    if len(asked) > SHOWN:
        text += _(", of which {shown} are shown: write them with -o questions.xlsx").format(shown=SHOWN)
    return "\n".join([*lines, "", text])
