# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph concentration`: how much rests on one controller, provider, country or contract holder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click
import msgspec

from sovaudit.cli._days import day_of
from sovaudit.cli._graph import Loaded
from sovaudit.cli._output import write
from sovaudit.continuity.concentration import ROLES, Concentration, Concentrations, Row
from sovaudit.errors import NothingToAssessError
from sovaudit.language import _


def show(loaded: Loaded, form: str, ways: Sequence[str]) -> int:
    """Print what rests on whom, a table a way.

    Args:
        loaded: the inventory and its network.
        form: `table` or `json`.
        ways: among controller, provider, country and holder; each is shown once, in the order of `ROLES`.

    Raises:
        NothingToAssessError: the inventory has no application.
    """
    if not loaded.inventory.applications:
        hint = _("fill the register of applications, or put bills of materials into the folder")
        raise NothingToAssessError(_("no application: nothing can be said to rest on anybody"), loaded.folder, hint)
    day = day_of(None, loaded.inventory)
    laid = Concentrations(loaded.network, loaded.inventory, day)
    found = [laid.by(way) for way in ROLES if way in ways]
    if form == "json":
        page = {"as_of": day, "concentration": list(map(_page, found))}
        write(msgspec.json.encode(page) + b"\n")
    else:
        from sovaudit.cli._graph_concentration_table import tables

        click.echo("\n".join(tables(loaded, found, day)))
    return 0


def _page(found: Concentration) -> dict[str, object]:
    """Return one way as JSON has it."""
    return {
        "way": found.way,
        "counted": ROLES[found.way],
        "rows": [_row(each, found) for each in found.rows],
        "unknown": _row(found.unknown, found),
        "applications": found.applications,
        "services": _levels(found.services_by),
        "known": found.known,
        "mentions": found.mentions,
        "hhi": found.hhi,
        "hhi_by_role": {
            role: {"hhi": hhi, "known": known, "mentions": mentions}
            for role, (hhi, known, mentions) in found.hhi_by_role.items()
        },
        "half": found.half,
        "most": found.most,
        "money": msgspec.to_builtins(found.money),
    }


def _row(row: Row, found: Concentration) -> dict[str, object]:
    silent = not row.spend_eur and row.unknown_contracts
    total = found.money.total_eur
    return {
        "key": row.key or None,
        "name": row.name or None,
        "applications": len(row.applications),
        "applications_share": len(row.applications) / found.applications if found.applications else None,
        "application_ids": row.applications,
        "roles": row.roles,
        "services": _levels(row.services_by),
        "services_share": _shares(row.services_by, found.services_by),
        "through": _levels(row.through_by),
        "through_share": _shares(row.through_by, found.services_by),
        "spend_eur": None if silent else row.spend_eur,
        "spend_share": None if silent or not total else row.spend_eur / total,
        "contracts": row.contracts,
        "unknown_contracts": row.unknown_contracts,
        "stated": row.stated,
        "ends": row.ends,
        "circle": row.circle,
        "own": row.own,
        "reseller": row.reseller,
    }


def _levels(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(level) if level else "unknown": count for level, count in counts.items()}


def _shares(counts: Mapping[int, int], every: Mapping[int, int]) -> dict[str, float | None]:
    shares = {level: count / every[level] if every[level] else None for level, count in counts.items()}
    return {str(level) if level else "unknown": share for level, share in shares.items()}
