# SPDX-License-Identifier: EUPL-1.2
"""The share of applications under a recognised open licence, among those whose licence is understood.

Source: Loi n° 2016-1321 art. 16; label Territoire Numérique Libre asks for this share.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import application_readings
from sovaudit.model import Fact, Measured, Source, Unknown

NAME = "portfolio.open_application_share"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {
    "fr": "Part d’applications libres (parmi celles de licence connue)",
    "en": "Share of open applications (among those of known licence)",
}
BASIS = "Loi n° 2016-1321, art. 16"


def measure(position: int, case: Case) -> Measured:
    """Return open applications over applications of known licence, 0..1."""
    told = [reading.recognised for reading in application_readings(case)]
    known = [each for each in told if each is not None]
    source = Source("inventory")
    evidence = (
        Fact("open_applications", known.count(True), source),
        Fact("known_applications", len(known), source),
        Fact("applications", len(told), source),
    )
    return Measured(known.count(True) / len(known) if known else Unknown("absent"), evidence)
