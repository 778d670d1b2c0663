# SPDX-License-Identifier: EUPL-1.2
"""The chain of control: one known link may settle it, an unknown one never disappears, adequacy takes nothing away."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sovaudit.knowledge import shipped
from sovaudit.knowledge.countries import countries
from sovaudit.measures import Case, Measure
from sovaudit.measures.jurisdiction import (
    application_chain_countries,
    application_control_chain,
    application_exposed,
    application_exposure_tier,
    application_gdpr_adequacy,
    application_non_eu_countries,
    application_online_countries,
    portfolio_exposed_vital_share,
)
from sovaudit.model import Application, Contract, Hosting, OnlineService, Organisation, Record, Service, Source, Unknown
from tests.identity._inventories import bom, inventory_of, named
from tests.measures.jurisdiction._cities import DAY, SIREN, answered, case_of, told

CHAIN: Measure = application_control_chain
COUNTRIES: Measure = application_chain_countries
EXPOSED: Measure = application_exposed
TIER: Measure = application_exposure_tier
ADEQUACY: Measure = application_gdpr_adequacy
OUTSIDE: Measure = application_non_eu_countries
ONLINE: Measure = application_online_countries
VITAL: Measure = portfolio_exposed_vital_share
pytestmark = pytest.mark.usefixtures("english")

LINKS = {
    "publisher": "application.publisher_country",
    "controller of the publisher": "application.publisher_ultimate_country",
    "place of the hosting": "application.hosting_country",
    "hosting provider": "application.hosting_provider_country",
    "controller of the hosting provider": "application.hosting_provider_ultimate_country",
    "contract holder": "application.contracting_country",
    "controller of the contract holder": "application.contracting_ultimate_country",
    "support and administration": "application.support_country",
    "subcontractors": "application.subcontractor_countries",
    "online services called": "application.online_countries",
}


def city(**told_of: str) -> Case:
    """Make an application of which people told some links, by the name of its measure."""
    answers = [answered("application:a", f"application.{name}", value) for name, value in told_of.items()]
    return case_of(Application("a"), *answers)


def everywhere(code: str) -> dict[str, str]:
    return {name.removeprefix("application."): code for name in LINKS.values()}


def value(case: Case, name: str):
    return case.known(f"application.{name}").of(0).value


def test_a_chain_that_is_known_whole_has_its_countries():
    case = city(**everywhere("FR") | {"support_country": "MA", "subcontractor_countries": "DE; MA"})
    assert value(case, "chain_countries") == ("DE", "FR", "MA")
    assert value(case, "non_eu_countries") == ("MA",)
    assert value(case, "exposure_tier") == 1
    assert value(case, "exposed") is False


def test_a_chain_with_one_unknown_link_has_no_list_and_says_which_link():
    told_of = everywhere("FR")
    del told_of["support_country"]
    case = city(**told_of)
    missing = Unknown("unchecked", "1 of 10 links of the chain not known: support and administration")
    assert value(case, "chain_countries") == value(case, "exposed") == value(case, "exposure_tier") == missing
    assert value(case, "non_eu_countries") == missing
    assert value(case, "control_chain")[7] == "support and administration: unknown"


def test_one_known_link_of_tier_3_settles_it():
    case = city(publisher_ultimate_country="US")
    assert value(case, "exposed") is True
    assert value(case, "exposure_tier") == 3
    assert value(case, "non_eu_countries") == ("US",)
    assert isinstance(value(case, "chain_countries"), Unknown)
    laws = value(case, "extraterritorial_laws")
    assert any(each.startswith("US: CLOUD Act") for each in laws)
    deciding = case.known("application.exposed").of(0).evidence[0]
    assert (deciding.source.path, deciding.source.place, deciding.value) == ("data:countries", "US", 3)


def test_the_deciding_country_comes_first_in_the_evidence():
    """A finding shows few facts: Australia (tier 2) must not hide China (tier 3)."""
    case = city(publisher_country="AU", publisher_ultimate_country="FR", hosting_country="CN")
    assert case.known("application.exposed").of(0).evidence[0].source.place == "CN"


def test_a_community_that_nobody_controls_is_no_open_link():
    told_of = everywhere("FR")
    del told_of["publisher_country"], told_of["publisher_ultimate_country"]
    answers = [answered("application:a", f"application.{name}", code) for name, code in told_of.items()]
    case = case_of(Application("a", publisher="PostgreSQL"), *answers)
    assert value(case, "chain_countries") == ("FR",)
    assert value(case, "control_chain")[1] == "controller of the publisher: no such link"


def test_a_country_that_is_not_listed_leaves_the_link_open():
    case = city(**everywhere("FR") | {"publisher_country": "PA"})
    assert value(case, "exposed") == Unknown("unchecked", "1 of 10 links of the chain not known: publisher")


def test_somebody_may_declare_that_there_is_no_such_link():
    case = city(**everywhere("FR") | {"support_country": "aucun", "subcontractor_countries": "None"})
    assert value(case, "chain_countries") == ("FR",)
    assert value(case, "support_in_eu") is True


def test_a_chain_that_leads_nowhere_exposes_to_nobody():
    case = city(**everywhere("aucun"))
    assert (value(case, "chain_countries"), value(case, "exposure_tier"), value(case, "exposed")) == ((), 0, False)


def test_adequacy_answers_a_question_of_transfer_and_takes_no_exposure_away():
    """Data in the Union, adequate seat: the American owner is as exposing as ever."""
    case = city(**everywhere("FR") | {"hosting_country": "IL", "publisher_ultimate_country": "US"})
    assert value(case, "gdpr_adequacy") == "yes"
    assert value(case, "exposed") is True
    adequate = city(**everywhere("FR") | {"hosting_country": "IL"})  # adequate, and of tier 2
    assert value(adequate, "exposure_tier") == 2


@pytest.mark.parametrize(
    ("country", "adequacy"),
    [
        ("FR", "eu_eea"),
        ("NO", "eu_eea"),
        ("CH", "yes"),
        ("US", "partial"),
        ("CN", "no"),
        ("BR", Unknown("unchecked", "draft decision 2025-09; adoption reported early 2026")),
        ("PA", Unknown("unrecognised", "PA")),
    ],
)
def test_adequacy_of_the_country_of_storage(country, adequacy):
    assert value(city(hosting_country=country), "gdpr_adequacy") == adequacy


CODES = [each.iso2 for each in countries(shipped())]
parts = st.lists(st.one_of(st.none(), st.sampled_from(CODES)), min_size=len(LINKS), max_size=len(LINKS))


@settings(max_examples=60, deadline=None)
@given(parts)
def test_the_chain_agrees_with_kleene_s_tables(codes):
    """Brute force: a known tier 3 is true; else any unknown link is unknown; else false."""
    names = [name.removeprefix("application.") for name in LINKS.values()]
    case = city(**{name: code for name, code in zip(names, codes, strict=True) if code})
    known = [countries(shipped()).look_up(code) for code in codes if code]
    tiers = [each.tier for each in known if each]
    if 3 in tiers:
        assert (value(case, "exposed"), value(case, "exposure_tier")) == (True, 3)
    elif None in codes:
        assert isinstance(value(case, "exposed"), Unknown)
        assert isinstance(value(case, "exposure_tier"), Unknown)
    else:
        assert (value(case, "exposed"), value(case, "exposure_tier")) == (False, max(tiers))
    outside = tuple(sorted({each.iso2 for each in known if each and not each.eu}))
    if outside or None not in codes:
        assert value(case, "non_eu_countries") == outside
    else:
        assert isinstance(value(case, "non_eu_countries"), Unknown)
    whole = tuple(sorted(set(codes))) if None not in codes else None
    assert value(case, "chain_countries") == whole or (
        whole is None and isinstance(value(case, "chain_countries"), Unknown)
    )
    lines = value(case, "control_chain")
    assert len(lines) == len(LINKS)
    assert [line.endswith("unknown") for line in lines] == [code is None for code in codes]


def test_installed_in_the_city_s_own_rooms_the_publisher_stays_a_question():
    records: list[Record] = [
        Organisation("mairie", siren=SIREN),
        Organisation("editeur", name="Éditeur Fictif", country="FR", parent="fonds"),
        Organisation("fonds", name="Fonds Fictif", country="US", ultimate_country="US"),
        Hosting("salle", provider="mairie", country="FR"),
        Application("a", hosting="salle", publisher="editeur"),
    ]
    case = case_of(*records)
    assert value(case, "operated_by_city") is True
    assert value(case, "hosting_provider_country") == value(case, "hosting_provider_ultimate_country") == "FR"
    assert value(case, "publisher_country") == "FR"
    assert value(case, "publisher_ultimate_country") == "US"
    assert value(case, "exposed") is True
    chain = value(case, "control_chain")
    assert chain[:2] == (
        "publisher: Éditeur Fictif (France)",
        "controller of the publisher: Fonds Fictif (United States)",
    )


def link(role: str, *records: Record) -> str:
    """Return the line of one link of the chain of the first application, without its role."""
    lines: tuple[str, ...] = value(case_of(*records), "control_chain")
    (found,) = (each.removeprefix(f"{role}: ") for each in lines if each.startswith(f"{role}: "))
    return found


def test_a_parent_that_no_register_has_is_named_as_it_is_written():
    records = (Organisation("editeur", name="Éditeur Fictif", parent="Fonds Introuvable"),)
    found = link("controller of the publisher", Application("a", publisher="editeur"), *records)
    assert found.startswith("Fonds Introuvable (unknown")


def test_who_names_no_parent_is_not_said_to_control_itself():
    records = (Organisation("editeur", name="Éditeur Fictif"),)
    assert link("controller of the publisher", Application("a", publisher="editeur"), *records) == "unknown"


def test_parents_that_go_round_in_a_circle_end():
    records = (
        Organisation("un", name="Un Fictif", parent="deux"),
        Organisation("deux", name="Deux Fictif", parent="un"),
    )
    assert "unknown" in link("controller of the publisher", Application("a", publisher="un"), *records)


def test_the_controller_of_a_supplier_that_our_list_alone_has_is_that_of_the_list():
    """`organisations.csv`, row ovhcloud: OVH Groupe SA, FR, verified."""
    assert link("controller of the publisher", Application("a", publisher="OVHcloud")) == "OVH Groupe SA (France)"


@pytest.mark.parametrize(
    ("hosting", "place"),
    [
        (Hosting("salle", name="Salle Fictive", country="FR"), "Salle Fictive (France)"),
        (Hosting("salle", country="FR"), "salle (France)"),  # nobody gave it a name
    ],
)
def test_the_place_of_the_hosting_is_called_by_its_name_else_by_its_id(hosting, place):
    assert link("place of the hosting", Application("a", hosting="salle"), hosting) == place


def test_a_publisher_that_no_register_has_is_looked_up_by_its_name_and_the_evidence_says_so():
    answer = told("application.publisher_ultimate_country", Application("a", publisher="Inetum"))
    assert answer.value == Unknown("unchecked", "US, not verified")
    assert answer.evidence[0].value == "US"
    assert "found by its name alone: Inetum" in answer.evidence[0].note
    unknown = told("application.publisher_ultimate_country", Application("a", publisher="Personne Fictive"))
    assert unknown.value == Unknown("undefined", "Personne Fictive")
    refused = told("application.publisher_country", Application("a", publisher="AWS")).value
    assert isinstance(refused, Unknown)
    assert refused.unknown == "conflict"


HOLDERS = (Organisation("fr", country="FR"), Organisation("us", country="US"), Organisation("none"))
PAST, FUTURE = date(2026, 11, 22), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("contracts", "country"),
    [
        ([("fr", FUTURE)], "FR"),
        ([("fr", PAST), ("us", FUTURE)], "US"),  # what has ended counts no more
        ([("fr", PAST), ("fr", PAST)], "FR"),  # unless nothing runs
        ([("fr", DAY), ("us", PAST)], "FR"),  # its last day is today
        ([("fr", FUTURE), ("us", FUTURE)], Unknown("conflict", "several holders: FR (c0); US (c1)")),
        ([("fr", FUTURE), ("none", FUTURE)], Unknown("absent")),
        ([], Unknown("absent")),
    ],
)
def test_the_law_of_the_contract_is_that_of_who_holds_it_today(contracts, country):
    records = [
        Contract(f"c{n}", holder=holder, end=end, applications=("a",)) for n, (holder, end) in enumerate(contracts)
    ]
    assert told("application.contracting_country", *HOLDERS, Application("a"), *records).value == country


def services(*found: tuple[str, str, str, tuple[str, ...]], calls=(), through=(), described=True):
    """Make an application with online services: (id, provider, country, needs)."""
    files = [bom("a.json", [0])] if described else []
    base = inventory_of(Application("a", sbom=("a.json",)), files=files, components=[named("lib")])
    online = tuple(
        OnlineService(
            id_, id_, provider=who, provider_country=code, needs=needs, source=Source("a.json", f"/services/{n}")
        )
        for n, (id_, who, code, needs) in enumerate(found)
    )
    whole = replace(
        base, online=online, online_application=tuple((n, "a") for n in calls), online_component=tuple(through)
    )
    return Case(whole, DAY, {}, {}).known("application.online_countries").of(0)


def test_no_online_service_is_an_empty_list_and_no_bill_of_materials_is_unknown():
    assert services().value == ()
    assert services(described=False).value == Unknown("no_sbom")


def test_online_services_are_followed_through_components_and_through_each_other():
    found = (
        ("direct", "", "FR", ("behind",)),
        ("behind", "", "US", ("direct",)),  # they call each other
        ("library", "", "JP", ()),
        ("of nobody", "", "CN", ()),
    )
    answer = services(*found, calls=[0], through=[(2, 0)])
    assert answer.value == ("FR", "JP", "US")
    assert [fact.source.place for fact in answer.evidence] == ["/services/0", "/services/1", "/services/2"]


def test_the_provider_of_an_online_service_is_looked_up_by_its_name():
    """Our list names it, and nobody verified that row: it is shown and does not decide."""
    named = services(("sms", "Oracle", "", ()), calls=[0])
    assert named.value == Unknown("unchecked", "1 of 1 online services")
    assert "US" in [fact.value for fact in named.evidence]


def vital(*exposed: str | None, unsure: int = 0):
    """Measure the vital share: countries of publishers' owners; `unsure` more serve a service of unknown rank."""
    records: list[Record] = [Service("vital", criticality=4), Service("unsure"), Application("alone")]
    for n, code in enumerate(exposed):
        records.append(Application(f"v{n}", services=("vital",)))
        for name in everywhere(""):
            if code:
                records.append(answered(f"application:v{n}", f"application.{name}", code))
    records += [Application(f"u{n}", services=("unsure",)) for n in range(unsure)]
    return told("portfolio.exposed_vital_share", *records)


def test_the_share_of_vital_applications_under_tier_3_control():
    assert vital("US", "FR", "FR", "CN").value == 0.5
    assert vital("FR").value == 0.0
    assert vital().value == Unknown("absent")


def test_the_share_is_unknown_while_a_part_is_and_says_what_is_known():
    assert vital("US", None).value == Unknown("unchecked", "1 exposed, 1 unknown of 2; 0 of unknown criticality")
    assert vital("US", unsure=1).value == Unknown("unchecked", "1 exposed, 0 unknown of 1; 1 of unknown criticality")


def test_coverage_counts_links():
    """Two applications have twenty links: ten known of the first, one of the second."""
    records: list[Record] = [
        Application("a"),
        Application("b", publisher="Éditeur Fictif"),
        Organisation("x", name="Éditeur Fictif", country="FR"),
    ]
    told_of = [answered("application:a", f"application.{name}", "FR") for name in everywhere("")]
    assert told("portfolio.jurisdiction_coverage", *records, *told_of).value == 11 / 20


def test_countries_of_control_have_a_row_for_what_nobody_knows():
    records: list[Record] = [Application(name) for name in "abc"]
    told_of = [answered(f"application:{name}", "application.publisher_ultimate_country", "US") for name in "ab"]
    lines = told("portfolio.control_countries", *records, *told_of).value
    assert lines == ("United States: 2 of 3 (67 %)", "unknown: 1 of 3 (33 %)")


def test_a_city_without_applications_has_no_share():
    for name in ("exposed_share", "exposed_vital_share", "jurisdiction_coverage", "control_countries"):
        assert told(f"portfolio.{name}").value == Unknown("absent")
    assert np.array_equal(case_of().known("application.exposed").codes, [])


def test_the_links_that_expose_are_named_with_who_and_where():
    """A French publisher owned by a fictitious American fund, run by the city itself: one link of the chain exposes."""
    records = (
        Application("a", publisher="p"),
        Organisation("p", name="Éditeur Fictif", country="FR", parent="f"),
        Organisation("f", name="Fonds Fictif", country="US", ultimate_country="US"),
    )
    found = told("application.exposed_by", *records).value
    assert isinstance(found, tuple)
    assert len(found) == 1
    assert "United States" in found[0]
    nobody = told("application.exposed_by", Application("a", publisher="q"), Organisation("q", country="FR")).value
    assert isinstance(nobody, Unknown)
    assert nobody.unknown == "unchecked"
