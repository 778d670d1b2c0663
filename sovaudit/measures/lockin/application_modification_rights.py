# SPDX-License-Identifier: EUPL-1.2
"""Which right the city has to modify an application and pass it on, L03: none, concession, transfer, open_licence.

The register's licence tells when it is a recognised open one; else a person does, from the contract's clause on
intellectual property: since 2021 the CCAG grant a concession of the rights on results unless a transfer is written.

Source: CCAG-TIC 2021 (arrêté of 30 March 2021), clause on intellectual property.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._words import NONE
from sovaudit.model import ABSENT, Measured

NAME = "application.modification_rights"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Droit de modifier et de rediffuser", "en": "Right to modify and redistribute"}
BASIS = "L03; CCAG-TIC 2021"
VALUES = {
    "none": (*NONE, "usage seul", "droit d'usage", "licence d'utilisation"),
    "concession": ("concédé", "concédés", "droits concédés", "ccag-tic 2021", "non exclusif"),
    "transfer": ("cession", "cédé", "cédés", "droits cédés", "cession exclusive"),
    "open_licence": ("licence libre", "libre", "open source", "licence ouverte"),
}
ASKED_OF = "city"
QUESTION = {
    "fr": "Quel droit la ville a-t-elle de modifier « {subject} » : aucun, concession, cession, licence libre ?",
    "en": "Which right does the city have to modify “{subject}”: none, concession, transfer, open licence?",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the licence grants, where the register states one that is recognised."""
    licence = case.known("application.licence.recognised").of(position)
    return Measured("open_licence" if licence.value is True else ABSENT, licence.evidence)
