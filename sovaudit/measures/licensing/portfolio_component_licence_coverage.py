# SPDX-License-Identifier: EUPL-1.2
"""The share of all distinct components whose licence is known.

Source: BSI TR-03183-2 requires the licence of each component.

"""

from __future__ import annotations

import numpy as np

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import component_readings
from sovaudit.model import Fact, Measured, Source, Unknown

NAME = "portfolio.component_licence_coverage"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part de composants de licence connue", "en": "Share of components of known licence"}
BASIS = "BSI TR-03183-2"


def measure(position: int, case: Case) -> Measured:
    """Return components of known licence over all distinct components, 0..1."""
    readings = component_readings(case)
    told = np.array([reading.recognised is not None for reading in readings.distinct], dtype=bool)
    known = int(told[readings.codes].sum())
    source = Source("inventory")
    evidence = (Fact("known_components", known, source), Fact("components", readings.codes.size, source))
    return Measured(known / readings.codes.size if readings.codes.size else Unknown("no_sbom"), evidence)
