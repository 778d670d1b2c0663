# SPDX-License-Identifier: EUPL-1.2
"""Digests of components on which files disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sovaudit.identity.settling import FIELDS
from sovaudit.measures import Case
from sovaudit.measures._linked import positions
from sovaudit.model import Conflict

if TYPE_CHECKING:
    from numpy.typing import NDArray


def conflicts(case: Case) -> Mapping[int, tuple[Conflict, ...]]:
    """Return the contradictions about digests: position of the component -> one for each kind of digest."""
    return case.once("digests.conflicts", _conflicts)


def digested(case: Case) -> NDArray[np.bool_]:
    """Return for each component whether any file gives a digest of it."""
    return case.once(
        "digests.given", lambda case: np.array([bool(each.hashes) for each in case.inventory.components], dtype=bool)
    )


def _conflicts(case: Case) -> Mapping[int, tuple[Conflict, ...]]:
    told = [each for each in case.inventory.conflicts if each.field not in FIELDS]
    known = positions(case, "component") if told else {}
    found: dict[int, tuple[Conflict, ...]] = {}
    for each in told:
        if each.id in known:
            found[known[each.id]] = (*found.get(known[each.id], ()), each)
    return found
