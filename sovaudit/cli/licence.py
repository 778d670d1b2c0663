# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit licence`: what a licence statement means."""

from __future__ import annotations

import sys

import click

from sovaudit.cli._output import write
from sovaudit.errors import UsageError
from sovaudit.language import _


@click.command("licence", help=_("Say what a licence statement means: SPDX expression, class, recognised or not."))
@click.argument("texts", nargs=-1, metavar="TEXT...|-")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
def COMMAND(texts: tuple[str, ...], form: str) -> None:
    import msgspec

    from sovaudit.measures.licensing import understand

    if not texts:
        raise UsageError(_("no licence statement"), hint=_("give one in quotes, or - to read one a line"))
    if texts == ("-",):
        stream = sys.stdin.buffer.read().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        texts = tuple(stream.removesuffix("\n").split("\n")) if stream else ()
    readings = [understand(text) for text in texts]
    if form == "json":
        rows = [
            {
                "statement": each.statement,
                "expression": each.expression,
                "class": each.licence_class,
                "recognised": each.recognised,
                "recognised_by": each.recognised_by,
                "unknown": each.unknown,
            }
            for each in readings
        ]
        write(msgspec.json.encode(rows) + b"\n")
        return
    from tabulate import tabulate

    from sovaudit.language import safe
    from sovaudit.reports._format import licence_class, unknown_reason

    told = {True: _("yes"), False: _("no"), None: _("unknown")}
    table = [
        (
            safe(each.statement[:80]),
            each.expression or (unknown_reason(each.unknown) if each.unknown else ""),
            licence_class(each.licence_class),
            f"{told[each.recognised]} {', '.join(each.recognised_by)}".strip(),
        )
        for each in readings
    ]
    click.echo(
        tabulate(table, [_("statement"), _("SPDX expression"), _("class"), _("recognised")], disable_numparse=True)
    )
