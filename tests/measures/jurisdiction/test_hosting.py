# SPDX-License-Identifier: EUPL-1.2
"""What a hosting offer is: its place, its provider, its own qualification, and what SecNumCloud and HDS ask of it."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.measures import Measure, measures
from sovaudit.measures.jurisdiction import hosting_country, hosting_hds, hosting_secnumcloud, hosting_third_country_law
from sovaudit.model import Application, Hosting, Organisation, Unknown
from tests.measures.jurisdiction._cities import SIREN, answered, at, case_of, told

COUNTRY: Measure = hosting_country
SECNUMCLOUD: Measure = hosting_secnumcloud
HDS: Measure = hosting_hds
LAW: Measure = hosting_third_country_law
pytestmark = pytest.mark.usefixtures("english")

VMWARE = "Hosted Private Cloud VMware"


def hosted(measure: str, provider: str = "", *records, **fields):
    record = Hosting("h", provider=provider or Unknown("absent"), **fields)
    return told(f"hosting.{measure}", *records, record)


@pytest.mark.parametrize(
    ("provider", "fields", "value"),
    [
        ("OVHcloud", {"offer": VMWARE, "site": "roubaix"}, "qualified"),
        ("OVHcloud", {"offer": VMWARE, "site": "Londres"}, "unchecked"),  # not a qualified site
        ("OVHcloud", {"offer": VMWARE}, "unchecked"),  # nobody says at which site
        ("OVHcloud", {"offer": "Web"}, "unrecognised"),  # the provider has a qualified offer, this is another
        ("OVHcloud", {}, "unrecognised"),
        ("OVHcloud", {"offer": "Public Cloud"}, "conflict"),
        ("NumSpot", {"offer": "NumSpot PaaS"}, "conflict"),
        ("Scaleway", {"offer": "Scaleway SecNumCloud"}, "conflict"),
        ("Bleu", {"offer": "Bleu"}, "in_progress"),
        ("Scalingo", {"offer": "osc-secnum-fr1"}, "not_qualified"),  # it runs on a qualified offer
        ("Microsoft", {"offer": "whatever"}, "not_eligible"),
        ("Infomaniak", {"offer": "kSuite"}, "not_eligible"),
        ("Orange Business", {"offer": "Cloud Avenue SecNum"}, "unchecked"),  # one source
        ("Nuage Fictif", {"offer": "Public Cloud"}, "unrecognised"),
        ("AWS", {"offer": "whatever"}, "unrecognised"),  # which of the two?
    ],
)
def test_a_qualification_is_of_one_offer_at_one_site(provider, fields, value):
    found = hosted("secnumcloud", provider, **fields).value
    assert (found.unknown if isinstance(found, Unknown) else found) == value


def test_sources_that_differ_are_both_told():
    value = hosted("secnumcloud", "OVHcloud", offer="Public Cloud").value
    assert isinstance(value, Unknown)
    assert "in_progress" in value.detail
    assert "qualified" in value.detail


def test_the_register_s_word_counts_where_our_list_says_nothing_else():
    said = {"qualifications": ("SecNumCloud 3.2",)}
    assert hosted("secnumcloud", "Nuage Fictif", offer="Nuage", **said).value == "qualified"
    assert hosted("secnumcloud", "Orange Business", offer="Cloud Avenue SecNum", **said).value == "qualified"
    for provider, offer in (("Bleu", "Bleu"), ("Microsoft", "Azure"), ("OVHcloud", "Public Cloud")):
        value = hosted("secnumcloud", provider, offer=offer, **said).value
        assert isinstance(value, Unknown)
        assert value.unknown == "conflict"


def test_a_qualification_that_was_read_over_half_a_year_ago_is_said_to_be_old():
    records = (Hosting("h", provider="Oodrive", offer="Oodrive Work"),)  # read in May 2026
    for day, aged in ((date(2026, 10, 28), False), (date(2026, 10, 29), True)):
        facts = told("hosting.secnumcloud", *records, day=day).evidence
        assert [each.aged for each in facts if each.source.path == "data:offers"] == [aged]


def test_the_city_s_own_rooms_are_no_commercial_offer():
    city = Organisation("mairie", siren=SIREN)
    assert hosted("secnumcloud", "mairie", city).value == "city"
    assert hosted("operated_by_city", "mairie", city).value is True
    assert hosted("operated_by_city", "Ville-Inventée").value is True
    assert hosted("operated_by_city", "OVHcloud").value is False
    assert hosted("operated_by_city").value == Unknown("absent")
    assert hosted("provider_country", "mairie", city).value == "FR"


def test_where_it_is_and_whose_law_its_provider_is_under_are_two_questions():
    fields = {"country": "IE", "origin": at("hostings", 4, "id", "provider", "country")}
    assert hosted("country", "Microsoft", **fields).value == "IE"
    assert hosted("located_in_eu", "Microsoft", **fields).value is True
    assert hosted("provider_country", "Microsoft", **fields).value == Unknown("unchecked", "US, not verified")
    assert isinstance(hosted("seat_in_eu", "Microsoft", **fields).value, Unknown)
    confirmed = Organisation("microsoft", name="Microsoft", country="US")
    assert hosted("seat_in_eu", "microsoft", confirmed, **fields).value is False
    places = [each.source.place for each in hosted("provider_country", "Microsoft", **fields).evidence]
    assert places == ["microsoft", "hostings!B4"]  # the record of our list, then the cell that names the provider


def test_a_provider_with_a_french_seat_and_an_american_owner():
    fund = Organisation("nuage", name="Nuage Fictif", country="FR", ultimate_country="US")
    found = {name: hosted(name, "nuage", fund).value for name in ("seat_in_eu", "control_in_eu", "third_country_law")}
    assert found == {"seat_in_eu": True, "control_in_eu": False, "third_country_law": True}


@pytest.mark.parametrize(("country", "union"), [("FR", True), ("CH", False), ("NO", False), ("GB", False)])
def test_the_union_is_neither_the_eea_nor_switzerland(country, union):
    """SecNumCloud 3.2, 19.6.a asks for a Member State."""
    provider = Organisation("nuage", country=country, ultimate_country=country)
    assert hosted("seat_in_eu", "nuage", provider).value is union
    assert hosted("control_in_eu", "nuage", provider).value is union


@pytest.mark.parametrize(
    ("seat", "owner", "asked"),
    [
        ("FR", "FR", False),
        ("NO", "NO", False),  # the EEA
        ("CH", "CH", False),  # adequate
        ("FR", "US", True),  # adequate for some recipients only
        ("CN", None, True),  # one settles it
        ("FR", None, Unknown("absent")),
        ("FR", "BR", Unknown("unchecked", "draft decision 2025-09; adoption reported early 2026")),
    ],
)
def test_hds_asks_about_third_country_law_where_there_is_no_full_adequacy(seat, owner, asked):
    given = {key: value for key, value in (("country", seat), ("ultimate_country", owner)) if value}
    assert hosted("third_country_law", "nuage", Organisation("nuage", **given)).value == asked


def test_an_unknown_owner_is_not_european():
    provider = Organisation("nuage", country="FR")
    assert hosted("control_in_eu", "nuage", provider).value == Unknown("absent")


def test_what_a_provider_is_certified_for_decides_nothing_of_an_offer():
    answer = hosted("hds", "Outscale", offer="Autre offre")
    assert answer.value == Unknown("absent")
    assert any(fact.value == "yes" and "decides nothing" in fact.note for fact in answer.evidence)
    assert hosted("hds", "Outscale", qualifications=("HDS 2.0", "ISO 27001")).value is True
    assert hosted("hds", "Outscale", qualifications=("ISO 27001",)).value == Unknown("absent")


@pytest.mark.parametrize(
    ("country", "value"),
    [("US", False), ("CH", False), ("FR", Unknown("absent")), ("IS", Unknown("absent")), (None, Unknown("absent"))],
)
def test_a_country_outside_the_eea_settles_where_health_data_is_and_one_inside_does_not(country, value):
    fields = {"country": country} if country else {}
    assert hosted("hds_storage_in_eea", **fields).value == value


@pytest.mark.parametrize(
    ("sensitivities", "value"),
    [
        ((), False),
        (("public", "health"), True),
        (("health", None), True),  # one settles it
        (("public", None), Unknown("unchecked", "1 of 2 applications on it")),
        (("public", "personal"), False),
    ],
)
def test_health_data_on_a_hosting(sensitivities, value):
    applications = [
        Application(f"a{n}", hosting="h", **({"data_sensitivity": each} if each else {}))
        for n, each in enumerate(sensitivities)
    ]
    assert hosted("health_data", "", *applications, Application("elsewhere", data_sensitivity="health")).value == value


def test_particularly_sensitive_data_is_for_people_to_tell_but_where_data_is_public():
    name = "application.particularly_sensitive"
    assert told(name, Application("a", data_sensitivity="public")).value is False
    for each in ("internal", "personal", "health", "sensitive"):
        assert told(name, Application("a", data_sensitivity=each)).value == Unknown("absent")
    assert told(name, Application("a", data_sensitivity="health"), answered("a", name, "oui")).value is True


def test_an_answer_about_a_hosting_reaches_the_applications_on_it():
    records = (Application("a", hosting="h"), Hosting("h"), answered("hosting:h", "hosting.country", "FR"))
    assert told("application.hosting_country", *records).value == "FR"
    assert told("application.gdpr_adequacy", *records).value == "eu_eea"


@pytest.mark.parametrize(
    ("hosting", "reason"), [({}, Unknown("absent")), ({"hosting": "ghost"}, Unknown("undefined", "ghost"))]
)
def test_a_hosting_that_is_not_there_is_unknown_by_its_id(hosting, reason):
    assert told("application.hosting_country", Application("a", **hosting)).value == reason


def test_what_only_people_can_tell_has_a_question():
    declared = [
        *("non_eu_capital_share", "non_eu_capital_total", "operational_autonomy", "third_party_access"),
        *("hds_reversibility", "hds_remote_access", "hds_laws_listed", "hds_public_statement"),
    ]
    for name in declared:
        assert getattr(measures()[f"hosting.{name}"], "QUESTION", None)
    given = answered("hosting:h", "hosting.non_eu_capital_share", "24 %")
    assert hosted("non_eu_capital_share", "", given).value == 0.24


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("hosting.particularly_sensitive", "application.particularly_sensitive"),
        ("hosting.health_data", "application.data_sensitivity"),
    ],
)
def test_what_a_hosting_holds_is_asked_of_those_of_its_applications_of_which_nobody_knows(name, part):
    applications = [
        Application("open", hosting="h", data_sensitivity="public"),
        Application("silent", hosting="h"),
        Application("elsewhere", hosting="h2"),
    ]
    case = case_of(*applications, Hosting("h"), Hosting("h2"))
    positions = {each.id: number for number, each in enumerate(case.inventory.applications)}
    asked = vars(measures()[name])["rests_on"](0, case)
    assert asked == [(part, positions["silent"])]
