# SPDX-License-Identifier: EUPL-1.2
"""What records of the registers lead to: an application's contracts, hosting, publisher and components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sovaudit.continuity.parties import Parties
from sovaudit.graph import Containment, contained
from sovaudit.measures import Case
from sovaudit.model import Source, Unknown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def positions(case: Case, kind: str) -> Mapping[str, int]:
    """Return id -> position of the records of a kind (`organisation`, `hosting`, `contract`, `service`...)."""
    return case.once(
        f"positions.{kind}",
        lambda case: {each.id: number for number, each in enumerate(getattr(case.inventory, kind + "s"))},
    )


def contracts(case: Case, application: int) -> tuple[int, ...]:
    """Return the positions of an application's contracts, whichever register names the other; sorted."""
    return case.once("contracts of applications", _contracts).get(application, ())


def hosting(case: Case, application: int) -> int | None:
    """Return the position of an application's hosting; None when none is stated or no register defines it."""
    stated = case.inventory.applications[application].hosting
    return None if isinstance(stated, Unknown) else positions(case, "hosting").get(stated)


def organisation(case: Case, stated: str | Unknown) -> int | None:
    """Return the position of the organisation that a register names by its id or its name; None when there is none."""
    return parties(case).position(stated)


def parties(case: Case) -> Parties:
    """Return who the organisations of the register are, and which of them are one group."""
    return case.once("parties of the register", lambda case: Parties(case.inventory.organisations))


def containment(case: Case) -> Containment:
    """Return which application contains which component."""
    return case.once("containment", lambda case: contained(case.inventory))


def components(case: Case, application: int) -> NDArray[np.int32]:
    """Return the positions of the components of an application, sorted."""
    return containment(case).of(application)


def bills(case: Case, application: int) -> Source:
    """Return the files that hold an application's bills of materials, as the source of what is counted in them."""
    return Source("; ".join(case.inventory.applications[application].sbom))


def _contracts(case: Case) -> dict[int, tuple[int, ...]]:
    known, applications = positions(case, "contract"), positions(case, "application")
    found: dict[int, set[int]] = {}
    for number, application in enumerate(case.inventory.applications):
        found.setdefault(number, set()).update(known[each] for each in application.contracts if each in known)
    for number, contract in enumerate(case.inventory.contracts):
        for each in contract.applications:
            if each in applications:
                found[applications[each]].add(number)
    return {application: tuple(sorted(numbers)) for application, numbers in found.items()}
