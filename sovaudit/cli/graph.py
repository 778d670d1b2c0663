# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph`: what needs what, what stops when something stops, in which order it comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sovaudit.cli._library import DATA
from sovaudit.language import _

F = TypeVar("F", bound=Callable[..., Any])
EXPORTS = ("graphml", "gexf", "dot", "mermaid", "json", "archimate", "archi-csv")
WAYS = ("controller", "provider", "country", "holder")


@click.group("graph", help=_("Tell what stops if something stops: single points, impact, recovery, exposure, exports."))
def COMMAND() -> None:
    """Hold the commands."""


def _common(*forms: str) -> Callable[[F], F]:
    """Add the argument and the options that all commands take."""

    def wrap(function: F) -> F:
        for option in (
            click.option("--jobs", type=click.IntRange(min=1), help=_("Processes at most; default: one per core.")),
            click.option(
                "-f", "--format", "form", type=click.Choice(forms), default=forms[0], help=_("Output format.")
            ),
            DATA,
            click.argument("inventory", type=click.Path(exists=True, file_okay=False)),
        ):
            function = option(function)
        return function

    return wrap


@COMMAND.command("spof", help=_("List what stops a public service when it alone is lost; then the pairs that do."))
@_common("table", "json")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help=_("Rows of a table at most."))
def _spof(inventory: str, form: str, top: int | None, data: Path | None, jobs: int | None) -> int:
    from sovaudit.cli._graph import load
    from sovaudit.cli._graph_spof import show

    return show(load(inventory, jobs, data), form, top)


@COMMAND.command("impact", help=_("Tell what stops, degrades and is exposed when some things are lost."))
@_common("table", "json", "sheet")
@click.option("--lose", "lost", multiple=True, required=True, metavar="NODE", help=_("What is lost; repeatable."))
@click.option("--group", "whole", is_flag=True, help=_("Lose the whole group of each organisation, parents included."))
def _impact(inventory: str, form: str, lost: tuple[str, ...], whole: bool, data: Path | None, jobs: int | None) -> int:
    from sovaudit.cli._graph import load
    from sovaudit.cli._graph_impact import show

    return show(load(inventory, jobs, data), form, lost, whole=whole)


@COMMAND.command("path", help=_("Show how one thing needs another, by the shortest ways."))
@_common("table", "json")
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
def _path(inventory: str, start: str, end: str, form: str, data: Path | None, jobs: int | None) -> int:
    from sovaudit.cli._graph import load
    from sovaudit.cli._graph_path import show

    return show(load(inventory, jobs, data), form, start, end)


@COMMAND.command("recovery", help=_("Tell in which waves to restart, how long it takes, and what cannot be held."))
@_common("table", "json")
def _recovery(inventory: str, form: str, data: Path | None, jobs: int | None) -> int:
    from sovaudit.cli._graph import load
    from sovaudit.cli._graph_recovery import show

    return show(load(inventory, jobs, data), form)


@COMMAND.command("exposure", help=_("Tell which applications contain a component, by package URL, name or versions."))
@_common("table", "json")
@click.argument("wanted", metavar="[PURL|NAME]", required=False)
@click.option("--versions", metavar="RANGE", help=_("Only these versions, such as vers:npm/<4.17.21 or <4.17.21."))
def _exposure(
    inventory: str, wanted: str | None, versions: str | None, form: str, data: Path | None, jobs: int | None
) -> int:
    from sovaudit.cli._graph import load
    from sovaudit.cli._graph_exposure import show

    return show(load(inventory, jobs, data), form, wanted, versions)


@COMMAND.command("concentration", help=_("Tell how much rests on one controller, provider, country or holder."))
@_common("table", "json")
@click.option("--by", "ways", multiple=True, type=click.Choice(WAYS), help=_("One way only; repeatable."))
def _concentration(inventory: str, form: str, ways: tuple[str, ...], data: Path | None, jobs: int | None) -> int:
    from sovaudit.cli._graph import load
    from sovaudit.cli._graph_concentration import show

    return show(load(inventory, jobs, data), form, ways or WAYS)


@COMMAND.command("export", help=_("Write the network for another tool, the whole or what is around a node."))
@_common(*EXPORTS)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=_("Write here, not to stdout."))
@click.option("--around", metavar="NODE", help=_("Only what is near this node."))
@click.option("--hops", type=click.IntRange(min=1), default=2, help=_("With --around: how many edges away."))
@click.option("--components", is_flag=True, help=_("With the components of the bills of materials."))
@click.option("--collapse", is_flag=True, help=_("Draw together the nodes of one kind that need and serve the same."))
def _export(
    inventory: str,
    form: str,
    output: Path | None,
    around: str | None,
    hops: int,
    components: bool,
    collapse: bool,
    data: Path | None,
    jobs: int | None,
) -> int:
    from sovaudit.cli._graph import load
    from sovaudit.cli._graph_export import show

    return show(load(inventory, jobs, data), form, output, around, hops, components=components, collapse=collapse)
