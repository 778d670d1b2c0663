# SPDX-License-Identifier: EUPL-1.2
"""Support against the end of the contracts; software that catalogues withdrew."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from sovaudit.measures import Case, Measure
from sovaudit.measures.dependency import application_deprecated, application_supported_until_contract_end
from sovaudit.model import Answer, Application, CatalogueEntry, Contract, Match, Origin, Source, Unknown
from tests.identity._inventories import inventory_of

MEASURE: Measure = application_supported_until_contract_end
DEPRECATED: Measure = application_deprecated
DAY = date(2026, 11, 23)


def until(*ends: date | None, version: str = "16.4", extra=()):
    """Measure PostgreSQL under contracts with these ends; None for a contract that states none."""
    contracts = [Contract(f"c{n}", applications=("a",), end=end or Unknown("absent")) for n, end in enumerate(ends)]
    application = Application("a", name="PostgreSQL", version=version)  # 16: 2028-11-09; 13: 2025-11-13
    case = Case(inventory_of(application, *contracts, *extra), DAY, {}, {})
    return case.known("application.supported_until_contract_end").of(0).value


@pytest.mark.parametrize(
    ("ends", "version", "value"),
    [
        ([date(2028, 11, 9)], "16.4", True),  # both end on one day
        ([date(2028, 11, 10)], "16.4", False),
        ([date(2027, 1, 1), date(2029, 1, 1)], "16.4", False),  # the later one counts
        ([date(2029, 1, 1), None], "16.4", False),  # one is enough, whatever the other says
        ([date(2027, 1, 1), None], "16.4", Unknown("unchecked", "1 / 2")),
        ([date(2026, 11, 23)], "13.1", False),  # over already, under a contract that still runs today
        ([date(2026, 11, 22)], "16.4", Unknown("absent")),  # no current contract
        ([], "16.4", Unknown("absent")),
        ([None], "16.4", Unknown("unchecked", "0 / 1")),
    ],
)
def test_support_against_the_end_of_the_contracts(ends, version, value):
    assert until(*ends, version=version) == value


def test_an_end_that_nobody_announced_cannot_be_compared():
    application = Application("a", name="Exchange Server SE")
    contract = Contract("c", applications=("a",), end=date(2028, 1, 1))
    case = Case(inventory_of(application, contract), DAY, {}, {})
    value = case.known("application.supported_until_contract_end").of(0).value
    assert isinstance(value, Unknown)
    assert value.unknown == "absent"


def test_both_dates_are_in_the_evidence():
    contract = Contract("c", applications=("a",), end=date(2028, 1, 1))
    case = Case(inventory_of(Application("a", name="PostgreSQL", version="16.4"), contract), DAY, {}, {})
    answer = case.known("application.supported_until_contract_end").of(0)
    assert "2028-11-09" in [each.value for each in answer.evidence]
    assert any("2028-01-01" in str(each.value) for each in answer.evidence)


CELL = Origin("parc.csv", "applications", 2, (("name", "B"),))


def deprecated(standings: list[str], status: str = "certain", *more):
    entries = [CatalogueEntry(f"sill:{n}", "Exemple", listed=each) for n, each in enumerate(standings)]
    inventory = inventory_of(Application("a", name="Exemple", origin=CELL), *entries, *more)
    matches = tuple(
        Match(
            "application",
            "Exemple",
            "",
            f"catalogue:{each.id}",
            each.name,
            "exact",
            1.0,
            status,
            (CELL.source("name"),),
        )
        for each in entries
    )
    return Case(replace(inventory, matches=matches), DAY, {}, {}).known("application.deprecated").of(0)


def test_what_every_catalogue_withdrew_was_given_up():
    assert deprecated(["withdrawn"]).value is True
    assert deprecated(["withdrawn", "recommended"]).value is False
    assert deprecated(["observed"]).value is False
    assert deprecated([]).value == Unknown("absent")


def test_a_name_that_is_only_like_one_in_a_catalogue_says_nothing():
    assert deprecated(["withdrawn"], "uncertain").value == Unknown("absent")


def test_the_catalogue_s_entry_is_the_evidence():
    (fact,) = deprecated(["withdrawn"]).evidence
    assert (fact.name, fact.value, fact.note) == ("listed", "withdrawn", "Exemple")
    assert fact.source == Source("")


def test_a_person_can_say_that_software_was_given_up():
    answer = Answer("a", "application.deprecated", "oui", origin=CELL)
    assert deprecated([], "certain", answer).value is True
