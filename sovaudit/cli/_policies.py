# SPDX-License-Identifier: EUPL-1.2
"""Which policies an inventory is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sovaudit.model import City
    from sovaudit.policy import Policy


def policies_of(names: tuple[str, ...], city: City) -> tuple[Policy, ...]:
    """Load the policies that the command line names, else those of `inventory.toml`, else the city's own."""
    from sovaudit.measures import measures
    from sovaudit.measures.licensing import prepare
    from sovaudit.policy import DEFAULT, load_all

    prepare()
    return load_all(names or city.policies or (DEFAULT,), measures())
