# SPDX-License-Identifier: EUPL-1.2
"""Whether the vendor alone decides when an application is updated, or could stop it from afar, L25.

Source: COM(2026) 502 (CADA, proposal), annex II(i); C3A SOV-4-05 (control of the update channel).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.vendor_pushed_updates"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Mises à jour imposées par l’éditeur", "en": "Updates pushed by the vendor"}
BASIS = "L25; C3A SOV-4-05"
VALUES = {"true": ("éditeur", "imposées", "poussées"), "false": ("ville", "miroir", "validées", "mirrored")}
QUESTION = {
    "fr": "L’éditeur de « {subject} » peut-il le mettre à jour ou l’arrêter à distance sans l’accord de la ville ?",
    "en": "Can the vendor of “{subject}” update or stop it from afar without the city’s consent?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
