# SPDX-License-Identifier: EUPL-1.2
"""Days on the command line, and the day on which an audit speaks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from sovaudit.language import _

if TYPE_CHECKING:
    from sovaudit.model import Inventory


class Day(click.ParamType[date]):
    """A day in ISO 8601."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say how one is written."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(_("{value} is not a day such as 2026-12-31").format(value=value), param, ctx)


DAY = Day()


def day_of(as_of: date | None, inventory: Inventory) -> date:
    """Choose the day: the option, else `inventory.toml`, else today."""
    if as_of is not None:
        return as_of
    stated = inventory.city.as_of
    return stated if isinstance(stated, date) else date.today()
