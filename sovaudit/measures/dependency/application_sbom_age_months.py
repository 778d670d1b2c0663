# SPDX-License-Identifier: EUPL-1.2
"""How many whole months ago the oldest of an application's bills of materials was made, as the files themselves say.

`absent` when one of them does not say it, `invalid` when it says a day after that of the audit.

Source: NTIA, The Minimum Elements For a Software Bill of Materials, 12 July 2021 (timestamp, frequency).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._sboms import created, files, months_since
from sovaudit.model import Fact, Measured, Source, Unknown

NAME = "application.sbom_age_months"
SUBJECT = "application"
TYPE = "int"
UNIT = "months"
TITLE = {"fr": "Âge de la nomenclature (SBOM)", "en": "Age of the bill of materials"}
BASIS = "NTIA minimum elements, 2021"
QUESTION = {
    "fr": "De quand date la nomenclature de « {subject} », et pouvez-vous en fournir une à jour ?",
    "en": "When was the bill of materials of “{subject}” made, and can you supply one of today?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the age of the oldest file in whole months."""
    read = files(position, case)
    if not read:
        return Measured(Unknown("no_sbom"))
    days = [created(each) for each in read]
    stated = tuple(Fact("created", each.created or Unknown("absent"), Source(each.path)) for each in read)
    known = [each for each in days if each is not None]
    if len(known) < len(days):
        return Measured(Unknown("absent", read[days.index(None)].path), stated)
    if max(known) > case.as_of:
        return Measured(Unknown("invalid", max(known).isoformat()), stated)
    return Measured(months_since(min(known), case.as_of), stated)
