# SPDX-License-Identifier: EUPL-1.2
"""Whether the publisher of a component still mends security flaws in its release, paid extensions left out.

The same as `component.end_of_life` against the day of the audit, the last day included; it also counts releases of
which the publisher says that they are over, or that no end is announced, without a day. Where a version may be of
several releases, they must agree.

Source: ReCyF v2.5 5.B.7 (supported versions only); endoflife.date, API version 1.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._support import answer, of_component, releases, supported
from sovaudit.model import Measured

NAME = "component.supported"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Composant maintenu par son éditeur", "en": "Component supported by its publisher"}
BASIS = "ReCyF v2.5, 5.B.7"
LOOKED = "data:lifecycles"
QUESTION = {
    "fr": "« {subject} » reçoit-il encore des correctifs de sécurité ?",
    "en": "Does “{subject}” still receive security fixes?",
}
reads = releases


def measure(position: int, case: Case) -> Measured:
    """Return whether its release is supported on the day of the audit."""
    return answer(of_component(position, case), case, supported(case))
