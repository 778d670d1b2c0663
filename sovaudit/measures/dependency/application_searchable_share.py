# SPDX-License-Identifier: EUPL-1.2
"""The share of an application's components that can be found after a security bulletin, 0..1: identifier and version.

An identifier is a package URL, a CPE name or a SWID tag; a name alone finds too much or nothing.

Source: ReCyF v2.5 5.A.1 (a map detailed enough to find what a bulletin concerns; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures._linked import bills, components
from sovaudit.measures.dependency._filled import filled
from sovaudit.model import Fact, Measured, Unknown

NAME = "application.searchable_share"
SUBJECT = "application"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part de composants retrouvables", "en": "Share of components that can be found"}
BASIS = "ReCyF v2.5, 5.A.1"
QUESTION = {
    "fr": "Pouvez-vous fournir une nomenclature de « {subject} » avec identifiant (purl) et version des composants ?",
    "en": "Can you supply a bill of materials of “{subject}” with the identifier (purl) and version of each component?",
}


def measure(position: int, case: Case) -> Measured:
    """Return identified components of known version over all its components."""
    held = components(case, position)
    if not held.size:
        return Measured(Unknown("no_sbom"))
    has = filled(case)
    found = has["other_unique_identifiers"][held] & has["component_version"][held]
    source = bills(case, position)
    counts = (Fact("searchable_components", int(found.sum()), source), Fact("components", int(held.size), source))
    return Measured(float(found.mean()), counts)
