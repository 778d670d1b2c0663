# SPDX-License-Identifier: EUPL-1.2
"""The share of an application's components whose licence is known.

Source: NTIA minimum elements (2021) treat the licence as recommended; BSI TR-03183-2 requires it.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import counted
from sovaudit.model import Measured, Unknown

NAME = "application.licence_coverage"
SUBJECT = "application"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part de composants de licence connue", "en": "Share of components of known licence"}
BASIS = "BSI TR-03183-2"
LOOKED = "sbom"
ASKED_AS = "application.has_sbom"


def measure(position: int, case: Case) -> Measured:
    """Return components of known licence over all components, 0..1."""
    _opened, known, components, evidence = counted(position, case)
    if not components:
        return Measured(Unknown("no_sbom"), evidence)
    return Measured(known / components, evidence)
