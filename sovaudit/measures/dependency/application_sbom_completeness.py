# SPDX-License-Identifier: EUPL-1.2
"""How complete an application's bills of materials are: the mean of the shares of six NTIA minimum elements, 0..1.

Five are counted over its components (supplier, name, version, a unique identifier such as a package URL, a relationship
that names it), one over its files (the time at which it was made). The seventh, the author of the data, is not kept
with the inventory: `sovaudit validate --profile ntia` tells it. Every element counts the same, for no text sets a
total; each share is in the evidence.

Source: NTIA, The Minimum Elements For a Software Bill of Materials, 12 July 2021, section III.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures._linked import components
from sovaudit.measures.dependency._filled import filled
from sovaudit.measures.dependency._sboms import files
from sovaudit.model import Fact, Measured, Source, Unknown

NAME = "application.sbom_completeness"
SUBJECT = "application"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Complétude des nomenclatures (SBOM)", "en": "Completeness of the bills of materials"}
BASIS = "NTIA minimum elements, 2021"
QUESTION = {
    "fr": "Pouvez-vous fournir une nomenclature de « {subject} » avec tous les éléments minimaux de la NTIA ?",
    "en": "Can you supply a bill of materials of “{subject}” with all minimum elements of the NTIA?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the mean share of the six elements."""
    held, read = components(case, position), files(position, case)
    if not held.size or not read:
        return Measured(Unknown("no_sbom"))
    shares = {name: float(flags[held].mean()) for name, flags in filled(case).items()}
    shares["timestamp"] = sum(bool(each.created) for each in read) / len(read)
    source = Source("; ".join(each.path for each in read))
    facts = tuple(Fact(name, share, source) for name, share in shares.items())
    return Measured(sum(shares.values()) / len(shares), facts)
