# SPDX-License-Identifier: EUPL-1.2
"""The modifications of a contract in their order, and where each stands.

Source: arrêté of 22 December 2022 (DECP): `modifications` state what the contract amounts to, once modified.
"""

from __future__ import annotations

from datetime import date

from sovaudit.model import Amendment, Contract, Source


def in_order(contract: Contract) -> list[Amendment]:
    """Return the modifications by their day; those without a day stay where the file has them, after the others."""
    dated = [each for each in contract.amendments if isinstance(each.notified, date)]
    return sorted(dated, key=_day) + [each for each in contract.amendments if not isinstance(each.notified, date)]


def place(contract: Contract, amendment: Amendment) -> Source:
    """Return where a modification stands: in its contract, by its number."""
    source = contract.origin.source("amendments")
    return Source(source.path, f"{source.place} modification {amendment.id}".strip())


def _day(amendment: Amendment) -> date:
    return amendment.notified if isinstance(amendment.notified, date) else date.max
