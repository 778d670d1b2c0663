# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit limits`: how much of an input is believed, and how to raise it."""

from __future__ import annotations

import click

from sovaudit.language import _


@click.command("limits", help=_("List the limits that stop a reader, and their values."))
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
def COMMAND(form: str) -> None:
    import msgspec
    from tabulate import tabulate

    from sovaudit.cli._gather import limit
    from sovaudit.limits import limits
    from sovaudit.model import City

    limit(City())
    values = msgspec.to_builtins(limits())
    if form == "json":
        click.echo(msgspec.json.encode(values))
        return
    rows = [(name, value, _MEANING[name]()) for name, value in values.items()]
    click.echo(tabulate(rows, [_("limit"), _("value"), _("what it bounds")], disable_numparse=True))
    click.echo("")
    click.echo(_("raise one with « --limit NAME=N », or under [limits] in inventory.toml"))


_MEANING = {
    "file_mib": lambda: _("size of a file, in MiB"),
    "unpacked_mib": lambda: _("size of what a file unpacks to, in MiB"),
    "ratio": lambda: _("times that a file may grow on unpacking, beyond the first 10 MiB"),
    "depth": lambda: _("levels of nesting in JSON and YAML"),
    "xml_depth": lambda: _("levels of nesting in XML"),
    "entities": lambda: _("entity declarations in XML; at 0 any document type is refused"),
    "aliases": lambda: _("aliases in YAML"),
    "rows": lambda: _("rows of a sheet, records of a file"),
    "columns": lambda: _("columns of a sheet"),
    "repeats": lambda: _("times that a spreadsheet may repeat a row or cell that is not blank"),
    "text": lambda: _("characters of one text"),
    "seconds": lambda: _("processor time to read a file, in seconds"),
    "seconds_per_mib": lambda: _("processor time to read a file, in seconds for each MiB of it"),
    "memory_mib": lambda: _("memory to read a file, in MiB"),
    "memory_times": lambda: _("memory to read a file, in times its size"),
}
