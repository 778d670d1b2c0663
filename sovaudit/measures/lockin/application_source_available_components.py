# SPDX-License-Identifier: EUPL-1.2
"""How many components of an application are under a source-available licence (BUSL, SSPL, Elastic License...), L04.

Their code can be read, but its use is restricted: they are where licences were changed. What is found counts at least;
none found is said only where the licence of every component is known.

Source: DINUM, floss-criteria (licences: changes); ScanCode LicenseDB, category source-available.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sovaudit.measures import Case
from sovaudit.measures._linked import components
from sovaudit.measures.lockin._contracts import unchecked
from sovaudit.model import Fact, Measured, Source, Unknown

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

SHOWN = 5

NAME = "application.source_available_components"
SUBJECT = "application"
TYPE = "int"
UNIT = "components"
TITLE = {"fr": "Composants à code consultable non libres", "en": "Source-available components"}
BASIS = "L04; ScanCode LicenseDB categories"
LOOKED = "sbom"
ASKED_AS = "application.has_sbom"


def measure(position: int, case: Case) -> Measured:
    """Return how many components are known to be so."""
    held = components(case, position)
    if not len(held):
        return Measured(Unknown("no_sbom"))
    restricted, unread = case.once("source-available licences", _classes)
    codes = case.known("licence.class").codes[held]
    found = held[restricted[codes]].tolist()
    silent = int(unread[codes].sum())
    source = Source("inventory")
    evidence = (
        *(Fact("component", str(case.inventory.components[each].id), source) for each in found[:SHOWN]),
        Fact("components", len(held), source),
        Fact("unknown_components", silent, source),
    )
    return Measured(len(found) if found or not silent else unchecked(silent, len(held)), evidence)


def _classes(case: Case) -> tuple[NDArray[bool_], NDArray[bool_]]:
    """Tell of each answer about a licence whether it is source-available, and whether it is unknown."""
    values = [answer.value for answer in case.known("licence.class").answers]
    restricted = np.array([value == "source_available" for value in values], dtype=bool)
    return restricted, np.array([isinstance(value, Unknown) for value in values], dtype=bool)
