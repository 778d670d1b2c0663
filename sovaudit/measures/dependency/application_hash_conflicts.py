# SPDX-License-Identifier: EUPL-1.2
"""How many of an application's components files give contradictory digests of (`component.hash_conflict`).

Counted among the components that have digests; `absent` when none has: nothing can be compared.

Source: BSI TR-03183-2 2.1.0 5.2.2 (hash of each component).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures._linked import bills, components
from sovaudit.measures.dependency._digests import conflicts, digested
from sovaudit.model import ABSENT, Fact, Measured, Unknown

NAME = "application.hash_conflicts"
SUBJECT = "application"
TYPE = "int"
UNIT = "components"
TITLE = {"fr": "Composants aux empreintes contradictoires", "en": "Components with contradictory digests"}
BASIS = "BSI TR-03183-2 2.1.0, 5.2.2"
QUESTION = {
    "fr": "Pouvez-vous donner l’empreinte de chaque composant de « {subject} » ?",
    "en": "Can you give the digest of each component of “{subject}”?",
}
SHOWN = 5


def measure(position: int, case: Case) -> Measured:
    """Return the number of components in contradiction, with the first of them."""
    held = components(case, position)
    if not held.size:
        return Measured(Unknown("no_sbom"))
    given = int(digested(case)[held].sum())
    source = bills(case, position)
    facts = [Fact("components_with_digest", given, source), Fact("components", int(held.size), source)]
    if not given:
        return Measured(ABSENT, tuple(facts))
    known = conflicts(case)
    told = [each for each in held.tolist() if each in known] if known else []
    facts += [Fact("contradictory", case.inventory.components[each].id, source) for each in told[:SHOWN]]
    return Measured(len(told), tuple(facts))
