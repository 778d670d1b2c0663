# SPDX-License-Identifier: EUPL-1.2
"""Whether an application was given up: withdrawn from the SILL, or declared so.

True when every catalogue entry that is matched with certainty is withdrawn, false when one still stands. An application
that no catalogue lists is unknown: nobody announces there that it goes on.

Source: SILL (DINUM), member `dereferencing`; publiccode.yml 0.7, `developmentStatus: obsolete` (asked, not read).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, CatalogueEntry, Fact, Measured, Source

NAME = "application.deprecated"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Logiciel abandonné", "en": "Software that was given up"}
BASIS = "SILL, déréférencement"
QUESTION = {
    "fr": "Le développement de « {subject} » est-il arrêté, ou sa fin annoncée ?",
    "en": "Has the development of “{subject}” stopped, or was its end announced?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether all that catalogues say of it is that it was withdrawn."""
    entries = case.once("catalogue entries of applications", _entries)
    cell = case.inventory.applications[position].origin.source("name")
    listed = [each for each in entries.get(cell, ()) if isinstance(each.listed, str)]
    if not listed:
        return Measured(ABSENT)
    facts = tuple(Fact("listed", each.listed, each.origin.source(), note=each.name) for each in listed)
    return Measured(all(each.listed == "withdrawn" for each in listed), facts)


def _entries(case: Case) -> dict[Source, list[CatalogueEntry]]:
    """Return what catalogues list under the name in a cell, by the matches that count."""
    known = {f"catalogue:{each.id}": each for each in case.inventory.catalogue}
    found: dict[Source, list[CatalogueEntry]] = {}
    for match in case.inventory.matches:
        if match.kind == "application" and match.counts and match.target in known:
            for cell in match.sources:
                found.setdefault(cell, []).append(known[match.target])
    return found
