# SPDX-License-Identifier: EUPL-1.2
"""The four points of SecNumCloud 19.6, with what is known of each."""

from __future__ import annotations

from datetime import date

from sovaudit.measures import Case, Measure
from sovaudit.measures.frameworks import hosting_snc_196
from sovaudit.model import Answer, Hosting, Organisation, Unknown
from tests.identity._inventories import inventory_of

MEASURE: Measure = hosting_snc_196
DAY = date(2026, 11, 23)


def told(**answers: str):
    rows = [Answer("hosting:nuage", f"hosting.{name}", value) for name, value in answers.items()]
    inventory = inventory_of(
        Hosting("nuage", provider="fictif"), Hosting("autre"), Organisation("fictif", country="FR"), *rows
    )
    return Case(inventory, DAY, {}, {}).known("hosting.snc_196")


def test_each_point_says_what_is_known_or_that_nobody_knows():
    """The seat is the register's, the shares are declared; 30,5 % stands beside its limit, unjudged."""
    lines = told(non_eu_capital_share="30,5 %", operational_autonomy="oui").of(0).value
    assert isinstance(lines, tuple)
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in lines] == [
        "19.6.a, siège dans l’Union : oui",
        "19.6.b, détenu hors de l’Union : 30,5 % par le premier détenteur (plafond 24 %), "
        "inconnu en tout (plafond 39 %)",
        "19.6.c, accès technique de tiers de droit étranger : inconnu",
        "19.6.d, autonomie d’exploitation : oui",
    ]


def test_evidence_is_that_of_the_points():
    assert "30,5 %" in {fact.value for fact in told(non_eu_capital_share="30,5 %").of(0).evidence}


def test_an_offer_of_which_nothing_is_known_is_unknown():
    assert told().of(1).value == Unknown("absent")
