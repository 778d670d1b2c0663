# SPDX-License-Identifier: EUPL-1.2
"""The share of an application's components under a recognised open licence, among those whose licence is known.

Components of unknown licence are in neither the numerator nor the denominator; `application.licence_coverage` says how
many they are. Without a bill of materials the share is unknown.

Source: EU Cloud Sovereignty Framework, SOV-6 (open licences with rights to audit, modify and redistribute).

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import counted
from sovaudit.model import Measured, Unknown

NAME = "application.open_share"
SUBJECT = "application"
TYPE = "float"
UNIT = "share"
TITLE = {
    "fr": "Part de composants libres (parmi ceux de licence connue)",
    "en": "Share of open components (among those of known licence)",
}
BASIS = "CSF SOV-6; Loi n° 2016-1321, art. 16"
LOOKED = "sbom"
ASKED_AS = "application.has_sbom"


def measure(position: int, case: Case) -> Measured:
    """Return open components over components of known licence, 0..1."""
    opened, known, components, evidence = counted(position, case)
    if not known:
        return Measured(Unknown("no_sbom" if not components else "unrecognised"), evidence)
    return Measured(opened / known, evidence)
