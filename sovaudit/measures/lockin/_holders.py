# SPDX-License-Identifier: EUPL-1.2
"""Who holds a contract, of which group; that a holder resells hides the publisher, and is said."""

from __future__ import annotations

from sovaudit.continuity.parties import Party
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._linked import parties
from sovaudit.model import Contract


def holder(case: Case, stated: str) -> Party:
    """Return the holder that a contract names."""
    return parties(case).of(stated)


def held_by(case: Case, contract: Contract) -> tuple[Party, ...]:
    """Return the holders of a contract, each legal entity once; none when nobody says who holds it."""
    return parties(case).holders(contract)


def note(one: Party) -> str:
    """Return what to say beside a holder."""
    return _("a reseller: the publisher of what it sells is not seen here") if one.reseller else ""
