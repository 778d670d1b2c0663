# SPDX-License-Identifier: EUPL-1.2
"""Where the modifications of a contract stand."""

from __future__ import annotations

from sovaudit.model import Amendment, Contract, Source


def place(contract: Contract, amendment: Amendment) -> Source:
    """Return where a modification stands: in its contract, by its number."""
    source = contract.origin.source("amendments")
    return Source(source.path, f"{source.place} modification {amendment.id}".strip())
