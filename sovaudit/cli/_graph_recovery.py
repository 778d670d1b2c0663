# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph recovery`: in which waves to restart, how long it takes, and what cannot be held."""

from __future__ import annotations

import click
import msgspec

from sovaudit.cli._graph import Loaded
from sovaudit.cli._output import write
from sovaudit.continuity.recovery import Recovery, recovery
from sovaudit.errors import NothingToAssessError
from sovaudit.language import _


def show(loaded: Loaded, form: str) -> int:
    """Print the order of restart; warn when there is no public service.

    Args:
        loaded: the inventory and its network.
        form: `table` or `json`.

    Raises:
        NothingToAssessError: there is neither an application nor a hosting.
    """
    found = recovery(loaded.network, loaded.inventory)
    if not found.waves:
        hint = _("fill the registers of applications and hostings; README names their columns")
        raise NothingToAssessError(_("no application and no hosting: nothing restarts"), loaded.folder, hint)
    if not loaded.inventory.services:
        hint = _("fill the register of services (services.csv: id, name, criticality, dmia_hours)")
        click.echo(_("no public service: nothing says how fast anything must be up"), err=True)
        click.echo(f"  → {hint}", err=True)
    if form == "json":
        write(msgspec.json.encode(_page(found)) + b"\n")
    else:
        from sovaudit.cli._graph_recovery_table import Table

        click.echo("\n".join(Table(loaded, found).lines()))
    return 0


def _page(found: Recovery) -> dict[str, object]:
    """Return what is printed in JSON; all hours are from the start."""
    return {
        "waves": found.waves,
        "cycles": found.cycles,
        "overall": found.overall,
        "critical_path": found.critical_path,
        "conflicts": found.conflicts,
        "conflicts_left_out": found.left_out,
        "unknown": found.missing,
    }
