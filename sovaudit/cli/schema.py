# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit schema`: the JSON Schema of a document that sovaudit writes."""

from __future__ import annotations

import click

from sovaudit.cli._output import write
from sovaudit.language import _


@click.command("schema", help=_("Print the JSON Schema of a document: audit."))
@click.argument("name", type=click.Choice(["audit"]))
def COMMAND(name: str) -> None:
    import msgspec

    from sovaudit.reports._document import schema

    write(msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n")
