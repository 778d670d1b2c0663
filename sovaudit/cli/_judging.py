# SPDX-License-Identifier: EUPL-1.2
"""An inventory folder, the policies and the data it is judged by, read as an audit reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from sovaudit.cli._gather import gather
from sovaudit.cli._library import known_of, said_of
from sovaudit.cli._policies import policies_of

if TYPE_CHECKING:
    from sovaudit.knowledge import Library
    from sovaudit.model import Inventory
    from sovaudit.policy import Policy


class Read(NamedTuple):
    """What an audit starts from."""

    inventory: Inventory
    policies: list[Policy]
    library: Library


def read(inventory: Path, policies: tuple[str, ...], data: Path | None, jobs: int | None) -> Read:
    """Read all three; what is wrong with imported data is said on stderr."""
    rules: list[Policy] = []
    known = known_of(data)
    found = gather((str(inventory),), jobs, lambda city: rules.extend(policies_of(policies, city)), known)
    for line in said_of(known):
        click.echo(line, err=True)
    return Read(found, rules, known.library)
