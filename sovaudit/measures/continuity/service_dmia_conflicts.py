# SPDX-License-Identifier: EUPL-1.2
"""How many things that a public service requires take longer to come back than the service may be interrupted.

The DMIA of the service against the RTO of each, and against the whole chain of restarts. Unknown without a DMIA, and
where none is too slow but the RTO of something on the way is unknown.

Source: ReCyF v2.5 13.4 (DMIA; ANSSI, 17 March 2026); ISO 22301:2019, 8.2.2 (MTPD, RTO).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._held import held
from sovaudit.model import Measured

NAME = "service.dmia_conflicts"
SUBJECT = "service"
TYPE = "int"
UNIT = "conflicts"
TITLE = {
    "fr": "Délais de reprise plus longs que la DMIA du service",
    "en": "Recovery times longer than the service’s tolerable downtime",
}
BASIS = "ReCyF v2.5, 13.4"
ASKED_AS = "service.dmia_hours"


def measure(position: int, case: Case) -> Measured:
    """Return the number of conflicts, each with the way to it."""
    return held(position, case, "dmia_hours", "rto_hours", "dmia_rto")
