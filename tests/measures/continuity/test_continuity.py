# SPDX-License-Identifier: EUPL-1.2
"""What stops services, what comes back too late, on whom too much rests: worked out by hand on one made-up city.

vote (4, DMIA 8, PRD 2) -> urne -> rack-a | rack-b (alternatives), urne -> base -> rack-a
eau (4, DMIA 24)        -> vanne -> rack-a
plage (1)               -> meteo (SaaS of acme) -> nuage (of acme)
halle (criticality unknown) -> vanne
parc (2): nothing
rack-a, rack-b: run by the city; acme is of the group gros; base <-> file need each other
"""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from sovaudit.measures import Case, Measure, measure_all
from sovaudit.measures.continuity import (
    application_circular,
    application_vital_services,
    continuity,
    hosting_vital_services,
    organisation_vital_services,
    portfolio_hosting_concentration,
    portfolio_publisher_concentration,
    service_dmia_conflicts,
    service_prd_conflicts,
    service_restart_hours,
    service_single_points,
)
from sovaudit.measures.portfolio import organisation_is_city
from sovaudit.model import Application, City, Dependency, Hosting, Organisation, Origin, Record, Service, Unknown
from tests.identity._inventories import inventory_of

DAY = date(2026, 11, 23)
ROW = Origin(
    "registres.csv", "registres", 2, (("services", "C"), ("hosting", "D"), ("provider", "E"), ("rto_hours", "F"))
)
RECORDS: tuple[Record, ...] = (
    Service("vote", criticality=4, dmia_hours=8.0, prd_hours=2.0, origin=ROW),
    Service("eau", criticality=4, dmia_hours=24.0, origin=ROW),
    Service("plage", criticality=1, dmia_hours=100.0, origin=ROW),
    Service("halle", origin=ROW),
    Service("parc", criticality=2, dmia_hours=4.0, prd_hours=4.0, origin=ROW),
    Application("urne", kind="custom", services=("vote",), rto_hours=4.0, rpo_hours=1.0, origin=ROW),
    Application(
        "base", kind="open_source", publisher="libre", hosting="rack-a", rto_hours=6.0, rpo_hours=24.0, origin=ROW
    ),
    Application("file", kind="open_source", publisher="libre", rto_hours=1.0, origin=ROW),
    Application("vanne", kind="proprietary", publisher="acme", hosting="rack-a", services=("eau", "halle"), origin=ROW),
    Application(
        "meteo", kind="saas", publisher="acme", hosting="nuage", services=("plage",), rto_hours=2.0, origin=ROW
    ),
    Hosting("rack-a", provider="ville", country="FR", origin=ROW),
    Hosting("rack-b", provider="ville", country="FR", origin=ROW),
    Hosting("nuage", provider="acme", origin=ROW),
    Organisation("ville", name="Ville fictive", origin=ROW),
    Organisation("acme", name="Acme", parent="gros", origin=ROW),
    Organisation("gros", name="Gros Groupe", origin=ROW),
    Organisation("libre", name="Fondation Libre", origin=ROW),
    Dependency("urne", "hosting:rack-a", "runs_on", "sites", origin=ROW),
    Dependency("urne", "hosting:rack-b", "runs_on", "sites", origin=ROW),
    Dependency("urne", "base", "relies_on", origin=ROW),
    Dependency("base", "file", "relies_on", origin=ROW),
    Dependency("file", "base", "relies_on", origin=ROW),
)


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(replace(inventory_of(*RECORDS), city=City("Ville fictive")), DAY, {}, {})


def answers(measure: Measure, case: Case) -> dict[str, object]:
    column = measure_all(measure, case)
    records = getattr(case.inventory, measure.SUBJECT + "s")
    return {each.id: column.of(position).value for position, each in enumerate(records)}


def reasons(found: dict[str, object]) -> dict[str, object]:
    return {each: value.unknown if isinstance(value, Unknown) else value for each, value in found.items()}


def test_single_points_are_what_stops_the_service_alone(case):
    # vote: urne, base, file, rack-a (by base; rack-b holds for urne only) and ville, who runs both racks.
    # eau: vanne, rack-a, ville. halle: the same. plage: meteo, nuage, acme; gros only controls.
    found = reasons(answers(service_single_points, case))
    assert found == {"vote": 5, "eau": 3, "plage": 3, "halle": 3, "parc": "absent"}


def test_each_single_point_comes_with_the_way_to_it(case):
    facts = measure_all(service_single_points, case).of(0).evidence
    ways = {fact.value: fact.note for fact in facts}
    assert ways["hosting:rack-a"] == "service:vote → application:urne → hosting:rack-a"
    assert ways["application:file"] == "service:vote → application:urne → application:base → application:file"
    assert {fact.source.path for fact in facts} == {"registres.csv"}


def test_interruption_against_recovery(case):
    # vote bears 8 h: base and file restart together in 6 h, then urne in 4: 10 h; no single one is slower than 8.
    # eau: the recovery time of vanne is unknown. plage: 2 h of 100. halle, parc: no downtime or nothing known.
    found = reasons(answers(service_dmia_conflicts, case))
    assert found == {"vote": 1, "eau": "unchecked", "plage": 0, "halle": "absent", "parc": "absent"}
    hours = reasons(answers(service_restart_hours, case))
    assert hours == {"vote": 10.0, "eau": "unchecked", "plage": 2.0, "halle": "unchecked", "parc": "absent"}


def test_losses_of_data_against_the_recovery_point(case):
    # vote bears 2 h: base may lose 24 h; urne 1 h.
    found = reasons(answers(service_prd_conflicts, case))
    assert found == {"vote": 1, "eau": "absent", "plage": "absent", "halle": "absent", "parc": "absent"}


def test_vital_services_are_counted_and_what_may_be_vital_is_unknown(case):
    assert reasons(answers(hosting_vital_services, case)) == {"rack-a": 2, "rack-b": 0, "nuage": 0}
    assert reasons(answers(application_vital_services, case)) == {
        "urne": 1,
        "base": 1,
        "file": 1,
        "vanne": 1,
        "meteo": 0,
    }
    assert reasons(answers(organisation_vital_services, case)) == {"ville": 2, "acme": 0, "gros": 0, "libre": 0}


def test_a_service_of_unknown_criticality_may_be_vital():
    records = (
        Service("vital", criticality=4, origin=ROW),
        Service("halle", origin=ROW),
        Application("vanne", services=("halle",), origin=ROW),
    )
    case = Case(inventory_of(*records), DAY, {}, {})
    assert reasons(answers(application_vital_services, case)) == {"vanne": "unchecked"}


def test_without_any_vital_service_nobody_can_say(case):
    records = (Service("halle", criticality=2, origin=ROW), Application("vanne", services=("halle",), origin=ROW))
    case = Case(inventory_of(*records), DAY, {}, {})
    assert reasons(answers(application_vital_services, case)) == {"vanne": "absent"}


def test_a_circle_is_told_of_each_application_in_it(case):
    assert answers(application_circular, case) == {
        "urne": False,
        "base": True,
        "file": True,
        "vanne": False,
        "meteo": False,
    }


def test_the_city_itself_is_no_concentration(case):
    assert answers(organisation_is_city, case) == {"ville": True, "acme": False, "gros": False, "libre": False}


def test_concentration_is_the_sum_of_squared_shares(case):
    # publishers known: libre 2, gros (of acme) 2: (2/4)² + (2/4)² = 0.5; urne has none: 4 of 5 known.
    assert measure_all(portfolio_publisher_concentration, case).of(0).value == pytest.approx(0.5)
    # the city hosts three itself, acme's group the only other one.
    assert measure_all(portfolio_hosting_concentration, case).of(0).value == 1.0


def test_what_the_city_hosts_itself_is_in_no_index():
    records: tuple[Record, ...] = (
        *(Application(f"a{number}", hosting="chez-nous", origin=ROW) for number in range(5)),
        *(Application(f"b{number}", hosting="nuage", origin=ROW) for number in range(3)),
        Application("c", hosting="brume", origin=ROW),
        Hosting("chez-nous", provider="ville", origin=ROW),
        Hosting("nuage", provider="acme", origin=ROW),
        Hosting("brume", provider="gros", origin=ROW),
        Organisation("ville", origin=ROW),
        Organisation("acme", origin=ROW),
        Organisation("gros", origin=ROW),
    )
    case = Case(inventory_of(*records), DAY, {}, {})
    # three of four with acme, one with gros: (3/4)² + (1/4)².
    assert measure_all(portfolio_hosting_concentration, case).of(0).value == pytest.approx(0.625)
    assert reasons({"": measure_all(portfolio_publisher_concentration, case).of(0).value}) == {"": "absent"}


def test_the_whole_names_every_point_and_every_wave(case):
    found = continuity(case)
    assert found is not None
    assert found.spof[0].weight == max(each.weight for each in found.spof)
    weights = {each.node: (each.stops, each.weight) for each in found.spof}
    # rack-a stops vote (4), eau (4) and halle (unknown: 1).
    assert weights["hosting:rack-a"] == (("service:eau", "service:halle", "service:vote"), 9)
    assert "hosting:rack-b" not in weights
    assert sorted(node for wave in found.recovery for node in wave) == sorted(
        [
            *(f"application:{each.id}" for each in case.inventory.applications),
            "hosting:nuage",
            "hosting:rack-a",
            "hosting:rack-b",
        ]
    )
    assert found.cycles == (("application:base", "application:file"),)


def test_without_a_service_there_is_nothing_to_tell():
    assert continuity(Case(inventory_of(Application("seule", origin=ROW)), DAY, {}, {})) is None
