# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph impact`: what stops, degrades and is exposed when some things are lost."""

from __future__ import annotations

from collections.abc import Sequence

import click
import msgspec

from sovaudit.cli._graph import Loaded, node_of
from sovaudit.cli._graph_words import kind_of
from sovaudit.cli._output import write
from sovaudit.continuity._silences import silences
from sovaudit.continuity.impact import Impact, Impacts, by_dmia
from sovaudit.errors import NothingToAssessError
from sovaudit.language import _

WRITTEN = 2_000_000
"""Node ids of ways that the JSON writes at most: those of a long chain would fill any disk."""


def show(loaded: Loaded, form: str, lost: Sequence[str], *, whole: bool) -> int:
    """Print what follows from a loss; warn of registers that are empty.

    Args:
        loaded: the inventory and its network.
        form: `table`, `json` or `sheet`.
        lost: nodes, as a person wrote them.
        whole: lose the whole group of each organisation.

    Raises:
        NothingToAssessError: there is no register at all.
        UsageError: there is no such node.
    """
    _need_registers(loaded)
    nodes = [node_of(loaded, each) for each in lost]
    found = Impacts(loaded.network, loaded.inventory).of(nodes, whole_group=whole)
    if whole and not any(kind_of(each) == "organisation" for each in nodes):
        click.echo(_("--group changes nothing: no organisation is among what is lost"), err=True)
    if not loaded.inventory.services:
        hint = _("fill the register of services (services.csv: id, name, criticality, dmia_hours)")
        click.echo(_("no public service: what stops is told without them"), err=True)
        click.echo(f"  → {hint}", err=True)
    if form == "json":
        write(msgspec.json.encode(_page(loaded, found)) + b"\n")
    elif form == "sheet":
        from sovaudit.cli._graph_sheet import sheet

        click.echo(sheet(loaded, found))
    else:
        from sovaudit.cli._graph_impact_table import Table

        click.echo("\n".join(Table(loaded, found).lines()))
    return 0


def _need_registers(loaded: Loaded) -> None:
    inventory = loaded.inventory
    records = (
        *(inventory.services, inventory.organisations, inventory.hostings, inventory.contracts),
        *(inventory.dependencies, [each for each in inventory.applications if not each.adopted]),
    )
    if not any(records):
        hint = _("fill the registers, first those of services and applications; README names their columns")
        raise NothingToAssessError(_("no register: nothing says what needs what"), loaded.folder, hint)


def _page(loaded: Loaded, found: Impact) -> dict[str, object]:
    """Return what is printed in JSON."""
    inventory, left = loaded.inventory, WRITTEN
    why: dict[str, tuple[str, ...]] = {}
    for node in sorted(found.hops, key=lambda each: (found.hops[each], each)):
        left -= found.hops[node] + 1
        if left < 0:
            break
        why[node] = found.why[node]
    return {
        "lost": found.lost,
        "stopped": found.stopped,
        "degraded": found.degraded,
        "exposed": found.exposed,
        "why": {node: why[node] for node in sorted(why)},
        "why_left_out": len(found.hops) - len(why),
        "via": {node: found.why.last(node) for node in sorted(found.hops)},
        "hops": {node: found.hops[node] for node in sorted(found.hops)},
        "services": [
            {
                "node": f"service:{each.id}",
                "name": each.name,
                "criticality": each.criticality,
                "dmia_hours": each.dmia_hours,
                "prd_hours": each.prd_hours,
                "department": each.department,
                "contact": each.contact,
                "hop": found.hops[f"service:{each.id}"],
            }
            for each in by_dmia(inventory, found.stopped)
        ],
        "unknown": silences(loaded.network, inventory, found),
    }
