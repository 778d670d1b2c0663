# SPDX-License-Identifier: EUPL-1.2
"""Ids that registers use and never define are said, with the nearest one."""

from __future__ import annotations

import pytest

from sovaudit.identity.references import node
from sovaudit.model import Answer, Application, Contract, Dependency, Hosting, Organisation, Origin, Record, Service
from tests.identity._inventories import inventory_of


@pytest.mark.parametrize(
    ("written", "kind", "expected"),
    [
        ("ged", "", "application:ged"),
        ("application:ged", "", "application:ged"),
        ("hosting:salle-1", "", "hosting:salle-1"),
        ("component:pkg:npm/a@1", "", "component:pkg:npm/a@1"),
        ("portfolio", "", "portfolio"),
        ("country:FR", "", "country:FR"),
        ("logiciel:ged", "", "application:logiciel:ged"),
        ("service", "", "application:service"),  # an application may be called so
        ("dsi", "organisation", "organisation:dsi"),
        ("organisation:dsi", "organisation", "organisation:organisation:dsi"),
    ],
)
def test_a_bare_id_is_an_applications(written, kind, expected):
    assert node(written, kind) == expected


def at(row):
    return Origin("registres.csv", "applications", row, (("id", "A"), ("publisher", "B"), ("services", "C")))


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Application("ged", publisher="acme"), "organisation used and never defined: acme"),
        (Application("ged", hosting="nuage"), "hosting used and never defined: nuage"),
        (Application("ged", services=("paie",)), "service used and never defined: paie"),
        (Application("ged", contracts=("c1",)), "contract used and never defined: c1"),
        (Organisation("a", parent="acme"), "organisation used and never defined: acme"),
        (Hosting("h", provider="acme"), "organisation used and never defined: acme"),
        (Contract("c", holder="acme"), "organisation used and never defined: acme"),
        (Contract("c", applications=("ged",)), "application used and never defined: ged"),
        (Dependency("ged", "country:FR"), "application used and never defined: ged"),
        (Dependency("country:FR", "hosting:h"), "hosting used and never defined: h"),
        (Dependency("country:FR", "component:pkg:npm/a@1"), "component used and never defined: pkg:npm/a@1"),
        (Answer("ged", "application.kind", "saas"), "application used and never defined: ged"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_every_reference_is_checked(record, message):
    assert [each.message for each in inventory_of(record).issues] == [message]


@pytest.mark.parametrize(
    "record",
    [
        Answer("ged", "application.kind"),  # nobody answered yet
        Answer("portfolio", "portfolio.x", "1"),
        Dependency("country:FR", "country:DE"),
        Application("ged"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_no_reference_is_not_checked(record):
    assert inventory_of(record).issues == ()


def test_the_issue_names_the_cell_and_the_nearest_id():
    records: list[Record] = [
        Application("ged", services=("etat-civl", "loin"), origin=at(7)),
        Service("etat-civil"),
        Service("paie"),
    ]
    near, far = inventory_of(*records).issues
    assert near.place == far.place == "registres.csv applications!C7"
    assert "etat-civil" in near.hint
    assert far.hint == "define it in its register"


def test_what_is_defined_is_not_reported():
    records: list[Record] = [
        Service("paie"),
        Organisation("acme", parent="acme"),
        Hosting("h", provider="acme"),
        Application("ged", publisher="acme", hosting="h", services=("paie",), contracts=("c",)),
        Contract("c", holder="acme", applications=("ged",)),
        Dependency("ged", "hosting:h"),
        Answer("service:paie", "x", "1"),
    ]
    assert inventory_of(*records).issues == ()
