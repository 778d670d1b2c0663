# SPDX-License-Identifier: EUPL-1.2
"""In how many hours a public service comes back when everything it requires must be restarted, one after the other.

The longest chain of recovery times (RTO), each restart after what it needs. Unknown when the RTO of something on the
way is unknown: what is known of the chain is then the least it takes.

Source: ReCyF v2.5 13.4 and 13.6 (ANSSI, 17 March 2026); critical path method (Kelley and Walker, 1959).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._network import needed, restart, way
from sovaudit.model import Measured, Unknown

NAME = "service.restart_hours"
SUBJECT = "service"
TYPE = "float"
UNIT = "hours"
TITLE = {"fr": "Durée de remise en route de toute la chaîne", "en": "Time to restart the whole chain"}
BASIS = "ReCyF v2.5, 13.4, 13.6"
ASKED_AS = "service.applications"
SHOWN = 5


def measure(position: int, case: Case) -> Measured:
    """Return the hours of the critical path, with its steps."""
    own = f"service:{case.inventory.services[position].id}"
    found = restart(case).critical_path.get(own)
    if found is None or not needed(case, own):
        return Measured(Unknown("absent"))
    ends = [each for each in found.path if each != own][:SHOWN]
    if found.unknown:
        silent = found.unknown[:SHOWN]
        return Measured(Unknown("unchecked", f"≥ {found.hours:g}"), way(case, own, silent, "rto_hours"))
    return Measured(found.hours, way(case, own, ends, "critical_path"))
