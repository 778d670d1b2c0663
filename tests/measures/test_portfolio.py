# SPDX-License-Identifier: EUPL-1.2
"""What the registers say of an application, and the share of applications that have a bill of materials."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.measures import Case, Measure
from sovaudit.measures.portfolio import (
    application_criticality,
    application_data_sensitivity,
    application_has_sbom,
    application_kind,
    portfolio_sbom_coverage,
)
from sovaudit.model import ABSENT, Application, Fact, Measured, Origin, Record, Service, Source, Unknown
from tests.identity._inventories import bom, inventory_of

MEASURES: list[Measure] = [
    application_criticality,
    application_data_sensitivity,
    application_has_sbom,
    application_kind,
    portfolio_sbom_coverage,
]


def measured(name: str, *records: Record, files=()) -> Measured:
    """Measure the first subject."""
    return Case(inventory_of(*records, files=files), date(2026, 11, 23), {}, {}).known(name).of(0)


def services(*criticalities) -> list[Record]:
    return [Service(f"s{n}", criticality=each) for n, each in enumerate(criticalities)]


INVALID = Unknown("invalid", "haute")


@pytest.mark.parametrize(
    ("served", "criticalities", "expected"),
    [
        (("s0",), (3,), 3),
        (("s0", "s1", "s2"), (1, 3, 2), 3),
        (("s0", "s1"), (2, ABSENT), ABSENT),  # the other could be vital
        (("s0", "s1"), (4, ABSENT), 4),  # nothing is above vital
        (("s0",), (INVALID,), ABSENT),
        ((), (4,), ABSENT),
        (("gone",), (4,), Unknown("undefined", "gone")),
        (("s0", "gone"), (2,), Unknown("undefined", "gone")),
        (("s0", "gone"), (4,), 4),
    ],
)
def test_the_highest_criticality_of_the_services_that_rely_on_it(served, criticalities, expected):
    found = measured("application.criticality", Application("ged", services=served), *services(*criticalities))
    assert found.value == expected
    assert [fact.value for fact in found.evidence] == [
        criticalities[int(each[1:])] for each in served if each != "gone"
    ]


@pytest.mark.parametrize("field", ["kind", "data_sensitivity"])
@pytest.mark.parametrize("value", ["saas", ABSENT, INVALID])
def test_what_the_register_says_with_its_cell(field, value):
    origin = Origin("r.csv", "applications", 3, ((field, "C"),))
    record = Application("ged", origin=origin, **{field: value})
    found = measured(f"application.{field}", record)
    assert found == Measured(value, (Fact(field, value, Source("r.csv", "applications!C3")),))


def test_an_application_has_a_bill_of_materials_when_one_was_read():
    files = [bom("good.json", []), bom("bad.json", [], subject=None)]
    assert measured("application.has_sbom", Application("a", sbom=("good.json",)), files=files).value is True
    assert measured("application.has_sbom", Application("a", sbom=("bad.json",)), files=files).value is False
    assert measured("application.has_sbom", Application("a", sbom=("none.json",)), files=files).value is False
    assert measured("application.has_sbom", Application("a"), files=files).value is False


def test_the_share_of_applications_with_a_bill_of_materials_shows_its_denominator():
    records: list[Record] = [
        Application("a", sbom=("1.json", "2.json")),
        Application("b", sbom=("1.json",)),
        Application("c"),
    ]
    # the third file, that none claims, is an application of its own
    found = measured("portfolio.sbom_coverage", *records, files=[bom(f"{n}.json", []) for n in (1, 2, 3)])
    assert found.value == 3 / 4
    assert {fact.name: fact.value for fact in found.evidence} == {"described_applications": 3, "applications": 4}


def test_without_an_application_there_is_no_share():
    assert measured("portfolio.sbom_coverage").value == ABSENT


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        (["MIT", "Proprietary"], 0.5),
        (["MIT", "Proprietary", ABSENT, "what is this"], 0.5),  # what is not known is in neither count
        (["MIT", "AGPL-3.0-only"], 1.0),
        ([ABSENT], ABSENT),
        ([], ABSENT),
    ],
)
def test_the_share_of_open_applications(licences, expected):
    records: list[Record] = [Application(f"a{n}", licence=each) for n, each in enumerate(licences)]
    assert measured("portfolio.open_application_share", *records).value == expected
