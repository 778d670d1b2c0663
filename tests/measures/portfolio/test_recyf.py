# SPDX-License-Identifier: EUPL-1.2
"""What registers hold of what ReCyF asks a city to list: services, suppliers, applications that can be searched."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.measures import Case, Measure
from sovaudit.measures.dependency import application_searchable_share
from sovaudit.measures.portfolio import (
    application_crisis_covered,
    organisation_contact,
    organisation_relations,
    portfolio_crisis_directory,
    portfolio_exclusions_justified,
    portfolio_recyf_evidence,
    portfolio_services_review_months,
    portfolio_supplier_coverage,
    service_applications,
    service_continuity_plan,
    service_criticality,
    service_dmia_hours,
    service_has_owner,
    service_prd_hours,
)
from sovaudit.model import (
    Answer,
    Application,
    Component,
    Contract,
    Dependency,
    Hosting,
    Organisation,
    Origin,
    Record,
    Service,
    Unknown,
)
from tests.identity._inventories import bom, inventory_of, named

ROOM: tuple[Measure, ...] = (
    application_crisis_covered,
    application_searchable_share,
    organisation_contact,
    organisation_relations,
    portfolio_crisis_directory,
    portfolio_exclusions_justified,
    portfolio_recyf_evidence,
    portfolio_services_review_months,
    portfolio_supplier_coverage,
    service_applications,
    service_continuity_plan,
    service_criticality,
    service_dmia_hours,
    service_has_owner,
    service_prd_hours,
)
DAY = date(2026, 11, 23)
ABSENT = Unknown("absent")
ORIGIN = Origin("registres.csv", "services", 2, (("department", "C"), ("contact", "G"), ("dmia_hours", "E")))


def column(name: str, *records: Record, components: tuple[Component, ...] = ()):
    files = [bom("a.json", range(len(components)))] if components else []
    case = Case(inventory_of(*records, files=files, components=components), DAY, {}, {})
    found = case.known(name)
    return [found.of(each) for each in range(len(found.codes))]


def values(name: str, *records: Record, components: tuple[Component, ...] = ()):
    return [each.value for each in column(name, *records, components=components)]


def test_a_service_says_for_how_long_it_can_stop_and_which_cell_says_so():
    service = Service("etat-civil", criticality=4, dmia_hours=4.0, prd_hours=24.0, origin=ORIGIN)
    assert values("service.dmia_hours", service) == [4.0]
    assert values("service.prd_hours", service) == [24.0]
    assert values("service.criticality", service) == [4]
    (answer,) = column("service.dmia_hours", service)
    assert answer.evidence[0].source.place == "services!E2"
    assert values("service.dmia_hours", Service("paie")) == [ABSENT]


@pytest.mark.parametrize(
    ("service", "owned"),
    [
        (Service("s", department="Population"), True),
        (Service("s", contact="astreinte@exemple.example"), True),
        (Service("s"), ABSENT),  # a blank cell does not say that nobody does
    ],
)
def test_somebody_answers_for_a_service(service, owned):
    assert values("service.has_owner", service) == [owned]


def test_an_answer_can_say_that_nobody_does():
    assert values("service.has_owner", Service("s"), Answer("service:s", "service.has_owner", "non")) == [False]


def test_applications_of_a_service_are_counted_whichever_register_says_so():
    records: list[Record] = [
        Service("etat-civil"),
        Service("paie"),
        Application("guichet", services=("etat-civil", "not defined")),
        Application("ged", services=("etat-civil",)),
        Application("annuaire"),
        Dependency("service:etat-civil", "application:annuaire"),
        Dependency("service:etat-civil", "application:ged"),  # said twice, counted once
        Dependency("application:ged", "application:annuaire"),
    ]
    assert values("service.applications", *records) == [3, ABSENT]


def test_what_links_the_city_to_an_organisation():
    records: list[Record] = [
        Organisation("exemple", name="Exemple SA", roles=("mainteneur",)),
        Organisation("hebergeur", name="Hébergeur Exemple"),
        Organisation("inconnue"),
        Application("ged", publisher="Exemple SA"),  # by its name
        Hosting("h", provider="hebergeur"),
        Contract("c", holder="exemple"),
    ]
    found = dict(zip(["exemple", "hebergeur", "inconnue"], values("organisation.relations", *records), strict=True))
    assert found == {"exemple": ("holder", "mainteneur", "publisher"), "hebergeur": ("hoster",), "inconnue": ABSENT}


def test_suppliers_that_are_named_and_described_nowhere_are_missing():
    records: list[Record] = [
        Organisation("exemple", name="Exemple SA"),
        Application("ged", publisher="exemple"),
        Application("paie", publisher="Autre Exemple"),
        Application("sig"),  # names nobody
        Contract("c", holder="exemple"),
    ]
    (answer,) = column("portfolio.supplier_coverage", *records)
    assert answer.value == 2 / 3
    assert [each.value for each in answer.evidence] == [2, 3, "Autre Exemple"]
    assert values("portfolio.supplier_coverage", Application("sig")) == [ABSENT]


def test_a_component_is_found_by_an_identifier_and_a_version():
    components = (
        named("a", id="pkg:npm/a@1", purl="pkg:npm/a@1", version="1"),
        named("b", id="pkg:npm/b", purl="pkg:npm/b"),  # which version?
        named("c", version="1"),  # which c?
        named("d", version="1", cpe="cpe:2.3:a:exemple:d:1:*:*:*:*:*:*:*"),
    )
    application = Application("x", sbom=("a.json",))
    assert values("application.searchable_share", application, components=components) == [0.5]
    assert values("application.searchable_share", Application("x")) == [Unknown("no_sbom")]


@pytest.mark.parametrize(
    "name",
    [
        "application.crisis_covered",
        "organisation.contact",
        "portfolio.crisis_directory",
        "portfolio.exclusions_justified",
        "portfolio.services_review_months",
        "service.continuity_plan",
    ],
)
def test_what_no_register_tells_is_unknown_until_somebody_answers(name):
    records: list[Record] = [Application("x"), Organisation("x"), Service("x")]
    assert values(name, *records) == [ABSENT]
    written = {"organisation.contact": "astreinte", "portfolio.services_review_months": "3"}.get(name, "oui")
    kind = name.partition(".")[0]
    subject = "portfolio" if kind == "portfolio" else f"{kind}:x"
    (value,) = values(name, *records, Answer(subject, name, written))
    assert value in (True, "astreinte", 3)


def test_the_evidence_is_met_over_all():
    records: list[Record] = [
        Service("a", department="Population", dmia_hours=4.0, prd_hours=0.0),
        Service("b", contact="x"),
        Application("php", name="PHP", version="8.1", services=("a",), publisher="exemple"),
        Application("pg", name="PostgreSQL", version="16.4"),
        Organisation("exemple"),
        Answer("organisation:exemple", "organisation.contact", "astreinte"),
    ]
    assert values("portfolio.recyf_evidence", *records) == [
        (
            "1.1 applications 1/2",
            "1.1 owner 2/2",
            "13.4 DMIA 1/2",
            "13.4 PRD 1/2",
            "3.A.1 1/1",
            "3.A.2 1/1",
            "5.A.1 0/2",
            "5.B.7 1/2",
        )
    ]
    assert values("portfolio.recyf_evidence") == [ABSENT]
