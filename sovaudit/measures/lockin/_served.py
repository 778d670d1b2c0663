# SPDX-License-Identifier: EUPL-1.2
"""The applications of a contract, whichever register names the other."""

from __future__ import annotations

from collections.abc import Mapping

from sovaudit.measures import Case
from sovaudit.measures._linked import contracts


def applications(case: Case, contract: int) -> tuple[int, ...]:
    """Return the positions of the applications that a contract is for, sorted."""
    return case.once("lockin.served", _served).get(contract, ())


def _served(case: Case) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for application in range(len(case.inventory.applications)):
        for contract in contracts(case, application):
            found.setdefault(contract, []).append(application)
    return {contract: tuple(several) for contract, several in found.items()}
