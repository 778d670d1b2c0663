# SPDX-License-Identifier: EUPL-1.2
"""How many components of an application have a known vulnerability that is open in it.

The application itself is one of them when the register gives its package URL. What is found counts; that nothing is
found is known only when all could be checked. An application that is known by a CPE name alone is `unrecognised`: OSV
has packages, and nothing is guessed.

Source: OSV schema 1.7 (evaluation); OpenVEX 0.2.0; CRA (Regulation (EU) 2024/2847), annex I part II(2).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._exposed import told
from sovaudit.model import Measured

NAME = "application.vulnerable_components"
SUBJECT = "application"
TYPE = "int"
UNIT = ""
TITLE = {"fr": "Composants vulnérables", "en": "Vulnerable components"}
BASIS = "CRA, annex I part II(2); OSV schema 1.7"
ASKED_AS = "application.has_sbom"


def measure(position: int, case: Case) -> Measured:
    """Return the number of components, with the advisories and how many could be checked."""
    return told(position, case, lambda found: found.vulnerable)
