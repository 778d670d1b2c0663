# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph export`: the network, or a part of it, for another tool."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from sovaudit.cli._errors import placed
from sovaudit.cli._graph import Loaded, node_of
from sovaudit.cli._output import write
from sovaudit.cli._putting import put_in_place
from sovaudit.errors import NothingToAssessError, UsageError
from sovaudit.graph import selecting
from sovaudit.graph.described import Described, described
from sovaudit.graph.exports import NAMES, Export, cleaned, export
from sovaudit.language import _, ngettext, safe

SHOWN = 5
"""Ids of nodes shown of which something was replaced; the rest is counted."""
MANY = 1000
"""Nodes beyond which Graphviz's `dot` takes minutes (measured: 277 nodes 2 s, 5,235 nodes not done in 100 s)."""


def show(
    loaded: Loaded,
    form: str,
    output: Path | None,
    around: str | None,
    hops: int,
    *,
    components: bool,
    collapse: bool,
) -> int:
    """Write the network to a file, a folder or standard output; say the rest on standard error.

    Raises:
        UsageError: options that do not go together, no such node, too much for the format.
        NothingToAssessError: there is no node.
        SovauditError: it cannot be written.
    """
    chosen = _chosen(form, output)
    if around is None and _given("hops"):
        raise UsageError(_("--hops goes with --around"), hint=_("add --around NODE"))
    graph = described(loaded.network, loaded.inventory, components)
    if not graph.nodes:
        hint = _("fill the registers of services and applications, or add --components for what files list")
        raise NothingToAssessError(_("nothing to draw: no node"), loaded.folder, hint)
    near = graph if around is None else _near(graph, loaded, around, hops)
    drawn = selecting.collapse(near) if collapse else near
    clean, touched = cleaned(drawn, chosen.CANNOT)
    done = chosen.render(clean)
    if output is not None:
        put_in_place({output: done} if isinstance(done, bytes) else {output / name: done[name] for name in done})
    elif isinstance(done, bytes):
        write(done)
    if not click.get_current_context().ensure_object(dict).get("quiet"):
        _say(graph, near, drawn, output)
        if chosen.NAME == "dot" and len(drawn.nodes) > MANY:
            text = _("Graphviz takes minutes for a network of this size: draw a part, --around NODE, or use its sfdp")
            click.echo(text, err=True)
    if touched:
        _say_replaced(touched, chosen.NAME)
    return 0


def _chosen(form: str, output: Path | None) -> Export:
    """Return the format: as asked for, else by the extension of the file.

    Raises:
        UsageError: the extension is no format's, or a folder is missing, or a folder is there where a file should be.
    """
    chosen = export(form)
    if output is not None and not _given("form"):
        suffix = output.suffix.lower()
        named = next((name for name in NAMES if suffix and suffix in export(name).SUFFIXES), None)
        if named is None:
            hint = _("name the format: -f {names}").format(names=", ".join(NAMES))
            raise UsageError(_("no format has this extension"), str(output), hint)
        chosen = export(named)
    if output is None and not chosen.SUFFIXES:
        raise UsageError(_("this format is a folder of files"), chosen.NAME, _("name the folder: -o FOLDER"))
    if output is not None and not chosen.SUFFIXES and output.exists() and not output.is_dir():
        raise UsageError(_("this format is a folder of files, and a file is there"), str(output), _("name a folder"))
    if output is not None and chosen.SUFFIXES and output.is_dir():
        raise UsageError(_("it is a folder"), str(output), _("name a file in it"))
    return chosen


def _given(option: str) -> bool:
    """Tell whether a person wrote an option, or it has its default."""
    return click.get_current_context().get_parameter_source(option) not in (None, ParameterSource.DEFAULT)


def _near(graph: Described, loaded: Loaded, written: str, hops: int) -> Described:
    node = node_of(loaded, written)
    if all(each.id != node for each in graph.nodes):
        raise UsageError(_("components are not drawn"), written, _("add --components"))
    return selecting.around(graph, node, hops)


def _say(graph: Described, near: Described, drawn: Described, output: Path | None) -> None:
    """Say what was left out, what is drawn together, and where it was written."""
    if len(near.nodes) < len(graph.nodes):
        text = _("{count} nodes of {whole}: the others are further away")
        click.echo(text.format(count=len(near.nodes), whole=len(graph.nodes)), err=True)
    several = sum("count" in each.values for each in drawn.nodes)
    if several:
        text = ngettext(
            "{before} nodes drawn as {after}: {count} of them stands for several like it",
            "{before} nodes drawn as {after}: {count} of them stand for several like them",
            several,
        )
        click.echo(text.format(before=len(near.nodes), after=len(drawn.nodes), count=several), err=True)
    if output is not None:
        size = _("{nodes} nodes, {edges} edges").format(nodes=len(drawn.nodes), edges=len(drawn.arrows))
        click.echo(_("written: {path}").format(path=f"{safe(str(output))} ({size})"), err=True)


def _say_replaced(touched: tuple[str, ...], form: str) -> None:
    """Say of which nodes a text was not carried over as it is."""
    text = ngettext(
        "{count} node has characters that {form} cannot carry, replaced by « � » or a blank",
        "{count} nodes have characters that {form} cannot carry, replaced by « � » or a blank",
        len(touched),
    )
    shown = ", ".join(safe(each) for each in touched[:SHOWN])
    if len(touched) > SHOWN:
        shown = _("{nodes} and {count} more").format(nodes=shown, count=len(touched) - SHOWN)
    click.echo(placed(text.format(count=len(touched), form=form), shown), err=True)
