# SPDX-License-Identifier: EUPL-1.2
"""An answer that nobody knows names the place where it was looked for."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.measures import Case
from sovaudit.model import (
    ABSENT,
    Answer,
    Application,
    Contract,
    Fact,
    Measured,
    Organisation,
    Origin,
    Record,
    Source,
    Unknown,
)
from tests.identity._inventories import inventory_of

ORIGIN = Origin("r.csv", "applications", 3, (("id", "A"), ("services", "D"), ("contracts", "E"), ("name", "B")))
ANSWER = Answer("portfolio", "x.y", "1", origin=Origin("r.xlsx", "answers", 2))


def measured(name: str, *records: Record) -> Measured:
    return Case(inventory_of(*records), date(2026, 11, 23), {}, {}).known(name).of(0)


@pytest.mark.parametrize(
    ("name", "fact", "place"),
    [
        # no column holds them: the row to which an answer is missing
        ("application.skilled_agents", "application.skilled_agents", "applications!A3"),
        # the empty cell
        ("application.criticality", "services", "applications!D3"),
        ("application.export_format_status", "contracts", "applications!E3"),
    ],
)
def test_an_unknown_of_a_register_names_its_cell(name, fact, place):
    found = measured(name, Application("ged", name="GED", origin=ORIGIN))
    assert found == Measured(ABSENT, (Fact(fact, ABSENT, Source("r.csv", place)),))


def test_a_product_that_no_lifecycle_has_shows_what_it_was_looked_for_by():
    found = measured("application.supported", Application("ged", name="Progiciel inventé", origin=ORIGIN))
    name = Fact("name", "Progiciel inventé", Source("r.csv", "applications!B3"))
    assert found == Measured(Unknown("no_lifecycle"), (name,))


def test_the_whole_city_is_asked_in_the_answers_register():
    absent = Fact("portfolio.crisis_directory", ABSENT, Source("r.xlsx", "answers"))
    assert measured("portfolio.crisis_directory", ANSWER) == Measured(ABSENT, (absent,))
    assert measured("portfolio.crisis_directory").evidence[0].source == Source("answers")


def test_a_place_is_never_made_up():
    assert measured("organisation.contact", Organisation("acme")) == Measured(ABSENT)


def test_what_has_evidence_keeps_it_alone():
    contract = Contract("m1", applications=("ged",), origin=Origin("r.csv", "contracts", 2, (("export_formats", "P"),)))
    found = measured("application.export_format_status", Application("ged", origin=ORIGIN), contract)
    assert [each.source.place for each in found.evidence] == ["contracts!P2"]
