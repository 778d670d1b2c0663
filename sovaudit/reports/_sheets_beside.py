# SPDX-License-Identifier: EUPL-1.2
"""Columns of the sheet of components that few have: at its end, so that no other moves, and only where any has one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import Audit
from sovaudit.reports._sheet import Cell, Column
from sovaudit.reports._stated import Stated
from sovaudit.reports._words import ancestry, beside


class Extra(Struct, frozen=True):
    """A column, and how to write its cell for the component at a position."""

    column: Column
    write: Callable[[int], Cell]


def extras(audit: Audit) -> tuple[Extra, ...]:
    """Return the columns that at least one component has something for."""
    components = audit.inventory.components
    codes = np.asarray(audit.licence_of).tolist()
    machines = Stated(audit.inventory).on_machines

    def statements(position: int) -> str:
        return "; ".join(beside(components[position].licences, audit.licences[codes[position]].statement))

    found = (
        Extra(Column("cpe", "CPE", width=26), lambda n: components[n].cpe),
        Extra(Column("swid", _("SWID tag"), width=18), lambda n: components[n].swid),
        Extra(Column("ancestors", _("Modified from"), width=24), lambda n: ancestry(components[n])),
        Extra(Column("beside", _("Other statements on the licence"), width=26), statements),
        Extra(
            Column("machines", _("Inventories of machines that list it"), "int", width=14),
            lambda n: sum(machines.get(n, ())),
        ),
    )
    return tuple(each for each in found if any(map(each.write, range(len(components)))))
