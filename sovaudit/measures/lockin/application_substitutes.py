# SPDX-License-Identifier: EUPL-1.2
"""How many other software does the same as an application, L15.

What a person declared counts; else what catalogues say (the SILL's `similarSoftwares`): what is similar to the entry
that is this application, and the entries to which this application, free or not, is similar.

Source: circular of 5 February 2026, second axis (ability to substitute); SILL, Comptoir du Libre.
"""

from __future__ import annotations

from sovaudit.identity._names import program
from sovaudit.measures import Case
from sovaudit.measures.lockin._catalogue import entries, equivalents, nothing
from sovaudit.measures.lockin._contracts import told
from sovaudit.model import Fact, Measured, Unknown

NAME = "application.substitutes"
SUBJECT = "application"
TYPE = "int"
UNIT = "software"
TITLE = {"fr": "Solutions de substitution connues", "en": "Known substitutes"}
BASIS = "L15; circulaire du 5 février 2026, axe 2; SILL"
VALUES = {"0": ("aucun", "aucune", "none")}
QUESTION = {
    "fr": "Combien d’autres logiciels peuvent remplacer « {subject} » ?",
    "en": "How many other software can take the place of “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the number of distinct names."""
    application = case.inventory.applications[position]
    declared = told(case, NAME, f"application:{application.id}")
    if declared is not None:
        return declared
    own = "" if isinstance(application.name, Unknown) else program(application.name).plain
    mine = entries(case, position)
    aside = {own, *(program(each.name).plain for each in mine)}
    found: dict[str, Fact] = {}
    for entry in mine:
        for name in entry.similar:
            found.setdefault(program(name).plain, Fact("similar", name, entry.origin.source(), note=entry.id))
    for entry in equivalents(case, position):
        found.setdefault(program(entry.name).plain, Fact("similar", entry.name, entry.origin.source(), note=entry.id))
    facts = tuple(fact for key, fact in sorted(found.items()) if key and key not in aside)
    return Measured(len(facts) if facts else nothing(case, position), facts)
