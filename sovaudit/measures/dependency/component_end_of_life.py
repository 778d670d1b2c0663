# SPDX-License-Identifier: EUPL-1.2
"""The last day on which the publisher of a component mends security flaws in its release, paid extensions left out.

Found by package URL, CPE name or name in published lifecycles (endoflife.date, and the city's own rows); the release is
the longest cycle that is a dotted prefix of the version. A package of a distribution is judged by the release of its
distribution, which maintains it. `no_lifecycle`: nobody publishes a lifecycle of that product, which is so of most
libraries and says nothing of how they are looked after; `absent` and `unrecognised` name the releases there are.

Source: ReCyF v2.5 5.B.7 (supported versions only); endoflife.date, API version 1.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._support import answer, end_of_life, of_component, releases
from sovaudit.model import Measured

NAME = "component.end_of_life"
SUBJECT = "component"
TYPE = "date"
UNIT = ""
TITLE = {"fr": "Fin de support du composant", "en": "End of support of the component"}
BASIS = "ReCyF v2.5, 5.B.7"
LOOKED = "data:lifecycles"
QUESTION = {
    "fr": "Jusqu’à quel jour « {subject} » reçoit-il des correctifs de sécurité ?",
    "en": "Until which day does “{subject}” receive security fixes?",
}
reads = releases


def measure(position: int, case: Case) -> Measured:
    """Return the last day of security support."""
    return answer(of_component(position, case), case, end_of_life)
