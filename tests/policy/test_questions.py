# SPDX-License-Identifier: EUPL-1.2
"""An unknown that matters is one question to who can answer; what no data tells is a line for who keeps the tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from sovaudit.measures import Case, Measure, measures
from sovaudit.model import (
    Application,
    Contract,
    Dependency,
    Hosting,
    Inventory,
    Organisation,
    Question,
    Service,
    Unknown,
    Value,
)
from sovaudit.policy import judge
from sovaudit.policy._people import People
from sovaudit.policy.questions import choices, questions
from tests.identity._inventories import bom, inventory_of, named
from tests.policy._doubles import NOBODY, Double, case, inventory, policy_of, rule_text

CITY = inventory_of(
    Service("etat-civil", department="Population"),
    Service("paie", department="RH"),
    Service("chantiers", contact="Voirie"),
    Organisation("acme", name="Acmé SAS"),
    Organisation("muet"),
    Application("a", publisher="acme", owner="DSI", hosting="h", contracts=("m1",)),
    Application("b", publisher="Zed", services=("etat-civil",), hosting="h2"),
    Application("c", services=("etat-civil", "paie")),
    Application("d", owner="RH", hosting="h2"),
    Hosting("h", provider="acme"),
    Hosting("h2"),
    Hosting("h3"),
    Contract("m1", holder="acme"),
    Contract("m2", applications=("b",)),
    Contract("m3"),
    Application("e"),
    Dependency("service:chantiers", "application:e"),
    Contract("m4", applications=("a", "b", "d")),
    Contract("m5", applications=("d", "b", "e", "d2")),
    Application("d2", owner="RH"),
    Application("d3", owner="RH", hosting="h4"),
    Application("d4", owner="RH", hosting="h4"),
    Application("d5", owner="DSI", hosting="h4"),
    Hosting("h4"),
)


@pytest.mark.parametrize(
    ("kind", "name", "supplier", "department"),
    [
        ("application", "a", "Acmé SAS", "DSI"),
        ("application", "b", "Zed", "Population"),  # through the one service that relies on it
        ("application", "c", "", ""),  # two departments, none of which answers for it
        ("application", "d", "RH", "RH"),  # no publisher: its owner
        (
            "application",
            "e",
            "Voirie",
            "Voirie",
        ),  # the dependencies register names the service, which has a contact only
        ("contract", "m1", "Acmé SAS", "DSI"),
        ("contract", "m2", "Population", "Population"),  # no holder: the department it was bought for
        ("contract", "m3", "", ""),
        ("contract", "m4", "", ""),  # three departments
        ("contract", "m5", "", ""),  # half of them is not most
        ("hosting", "h4", "RH", "RH"),  # two of three
        ("hosting", "h", "Acmé SAS", "DSI"),
        ("hosting", "h2", "", ""),  # for two departments
        ("hosting", "h3", "", ""),
        ("organisation", "acme", "Acmé SAS", "DSI"),  # answers for itself
        ("organisation", "muet", "muet", ""),
        ("service", "paie", "RH", "RH"),
        ("service", "chantiers", "Voirie", "Voirie"),  # its contact, for want of a department
    ],
)
def test_who_can_answer(kind, name, supplier, department):
    people = People(CITY)
    position = [each.id for each in getattr(CITY, f"{kind}s")].index(name)
    assert people.who(kind, position) == supplier
    assert people.who(kind, position, inside=True) == department


def test_a_component_is_asked_of_its_supplier_or_of_the_publisher_that_ships_it():
    components = [named("x", supplier="Fondation X"), named("y")]
    shipped = inventory_of(
        Application("a", publisher="Acmé", owner="DSI", sbom=("a.json",)),
        files=[bom("a.json", [0, 1])],
        components=components,
    )
    people = People(shipped)
    names = {each.name: number for number, each in enumerate(shipped.components)}
    assert people.who("component", names["x"]) == "Fondation X"
    assert people.who("component", names["y"]) == "Acmé"
    assert people.who("component", names["y"], inside=True) == "DSI"
    assert people.who("portfolio", 0) == ""


def asked(
    condition: str, columns: Mapping[str, Sequence[Value | Unknown]], subject: str, found: Inventory | None = None
) -> tuple[Question, ...]:
    size = len(next(iter(columns.values())))
    found = found or inventory(size, size, [(n, n) for n in range(size)])
    looked: Case = case(found, columns)
    policy = policy_of(rule_text(condition, subject=subject))
    return questions(judge([policy], looked).findings, looked)


def test_one_question_a_subject_those_on_which_most_hangs_first():
    found = asked("application.criticality > 2", {"application.criticality": [NOBODY, 3, NOBODY]}, "application")
    assert [(each.subject, each.measure, each.count, each.type, each.unit) for each in found] == [
        ("application:a000", "application.criticality", 1, "int", "1..4"),
        ("application:a002", "application.criticality", 1, "int", "1..4"),
    ]


def test_what_no_data_tells_is_one_line_for_who_keeps_the_tool():
    """Four components share one reason; nobody asks four suppliers."""
    columns = {"licence.class": [Unknown("no_data")] * 3 + [NOBODY]}
    found = asked('licence.class != "x"', columns, "component")
    assert [(each.subject, each.reason, each.count, each.who) for each in found] == [
        ("portfolio", "no_data", 3, "la personne qui tient sovaudit"),
        ("component:pkg:npm/c00003@1", "absent", 1, ""),
    ]
    assert "sovaudit data status" in found[0].question


def test_an_application_of_which_no_data_tells_is_not_asked_about_either():
    columns = {"application.criticality": [Unknown("no_lifecycle"), Unknown("no_lifecycle"), NOBODY]}
    found = asked("application.criticality > 2", columns, "application")
    assert [(each.subject, each.reason, each.count) for each in found] == [
        ("portfolio", "no_lifecycle", 2),
        ("application:a002", "absent", 1),
    ]


def test_a_mixture_is_asked_for_the_part_that_a_person_can_tell():
    columns = {"licence.class": [Unknown("no_data")], "licence.recognised": [NOBODY]}
    found = asked('licence.class == "x" && licence.recognised', columns, "component")
    assert sorted((each.subject, each.reason) for each in found) == [
        ("component:pkg:npm/c00000@1", "absent"),
        ("portfolio", "no_data"),
    ]


def test_questions_do_not_depend_on_waivers():
    found = inventory(2, 2, [(0, 0), (1, 1)])
    looked = case(found, {"licence.class": [NOBODY, NOBODY]})
    done = judge([policy_of(rule_text('licence.class != "x"'))], looked)
    waived = tuple(msgspec.structs.replace(each, waiver="w-1") for each in done.findings)
    assert questions(waived, looked) == questions(done.findings, looked)


def test_choices_are_the_words_that_are_read_back():
    assert choices(measures()["application.kind"])[:2] == ("SaaS", "propriétaire")
    yes_or_no: Measure = Double("x.y", "application", "bool", "", {"fr": "x"})  # type: ignore[assignment]
    assert choices(yes_or_no) == ("oui", "non")
    assert choices(measures()["application.criticality"]) == ()


@pytest.mark.parametrize(
    "name",
    [
        "contract.single_bid",  # whether others bid, asked of the one who won
        "contract.without_competition",
        "contract.price_drift",
        "application.share_without_competition",
        "application.skilled_agents",  # the city's own people
        "application.exit_plan",
        "application.obsolescence_measures",
        "hosting.particularly_sensitive",
    ],
)
def test_what_only_the_city_can_tell_is_not_asked_of_its_supplier(name):
    assert getattr(measures()[name], "ASKED_OF", "") == "city"


@pytest.mark.parametrize(
    "name",
    ["operated_by_city", "health_data", "particularly_sensitive", "provider_country", "provider_ultimate_country"],
)
def test_a_hosting_is_asked_about_in_words_of_its_own(name):
    """A person who reads « Quelle est la valeur de … » does not know what is asked."""
    question = vars(measures()[f"hosting.{name}"])["QUESTION"]
    assert all("{subject}" in text and text.rstrip(")").count("?") == 1 for text in question.values())
