# SPDX-License-Identifier: EUPL-1.2
"""Which directory the users of an application sign in with, L22: separate, local, vendor.

separate: an identity provider that the city can keep when it leaves (OIDC, SAML, LDAP). vendor: the directory of the
application's own publisher. local: accounts of the application alone. What the dependencies register says it is
authenticated with tells separate from vendor, by their publishers; local accounts are declared.

Source: C3A, SOV-3-03 (identity and access management).
"""

from __future__ import annotations

from sovaudit.graph.operational import operational_edges
from sovaudit.measures import Case
from sovaudit.measures._linked import positions
from sovaudit.measures.lockin._contracts import unchecked
from sovaudit.measures.lockin._holders import holder
from sovaudit.model import ABSENT, Fact, Measured, Unknown

NAME = "application.identity_coupling"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Annuaire d’authentification", "en": "Directory that users sign in with"}
BASIS = "L22; C3A, SOV-3-03"
VALUES = {
    "separate": ("séparé", "externe", "fournisseur d'identité externe", "OIDC", "SAML", "LDAP", "annuaire de la ville"),
    "local": ("comptes locaux", "locaux", "local accounts", "comptes propres"),
    "vendor": ("éditeur", "annuaire de l'éditeur", "fournisseur", "vendor directory"),
}
ASKED_OF = "city"
QUESTION = {
    "fr": "Avec quel annuaire s’authentifie-t-on à « {subject} » : séparé, comptes locaux, celui de l’éditeur ?",
    "en": "Which directory does one sign in to “{subject}” with: a separate one, local accounts, the vendor’s?",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the publishers of both say."""
    application = case.inventory.applications[position]
    edges = case.once("lockin.signs_in", _edges).get(f"application:{application.id}", [])
    known = positions(case, "application")
    same: list[bool | None] = []
    for fact in edges:
        other = known.get(str(fact.value).removeprefix("application:"))
        theirs = ABSENT if other is None else case.inventory.applications[other].publisher
        both = not isinstance(theirs, Unknown) and not isinstance(application.publisher, Unknown)
        same.append(_group(case, theirs) == _group(case, application.publisher) if both else None)
    if any(same):
        return Measured("vendor", tuple(edges))
    if None in same or not same:
        return Measured(unchecked(same.count(None), len(same)) if same else ABSENT, tuple(edges))
    return Measured("separate", tuple(edges))


def _group(case: Case, publisher: str | Unknown) -> str:
    return "" if isinstance(publisher, Unknown) else holder(case, publisher).group


def _edges(case: Case) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for edge in operational_edges(case.inventory):
        if edge.kind == "authenticates_with":
            found.setdefault(edge.dependant, []).append(Fact("authenticates_with", edge.dependency, edge.source))
    return found
