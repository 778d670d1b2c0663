# SPDX-License-Identifier: EUPL-1.2
"""What links the city to an organisation: its roles in the register, and every register that names it.

`publisher` of an application, `hoster`, `holder` of a contract; the roles of the register as written. Unknown when
nothing links it: nobody can tell then why it is listed.

Source: ReCyF v2.5 3.A.1 (map of suppliers with a relation of law or of fact, which may build on public contracts).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.portfolio._recyf import relations
from sovaudit.model import ABSENT, Measured

NAME = "organisation.relations"
SUBJECT = "organisation"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Liens de la ville avec l’organisation", "en": "What links the city to the organisation"}
BASIS = "ReCyF v2.5, 3.A.1"
QUESTION = {
    "fr": "Que fournit « {subject} » à la ville (édition, hébergement, maintenance, contrat) ?",
    "en": "What does “{subject}” supply to the city (software, hosting, maintenance, a contract)?",
}
SHOWN = 5


def measure(position: int, case: Case) -> Measured:
    """Return its roles, each once, sorted."""
    found = relations(case).get(position, ())
    roles = tuple(sorted({role for role, _fact in found}))
    return Measured(roles or ABSENT, tuple(fact for _role, fact in found[:SHOWN]))
