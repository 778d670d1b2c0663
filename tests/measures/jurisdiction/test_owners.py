# SPDX-License-Identifier: EUPL-1.2
"""Whose law an organisation is under, and who controls it: registers before lists, and nothing is ever presumed."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.knowledge import Library, Snapshot, shipped
from sovaudit.measures import Case, Measure
from sovaudit.measures.jurisdiction import (
    organisation_country,
    organisation_exposure_tier,
    organisation_ultimate_country,
)
from sovaudit.model import Application, Organisation, Provenance, Unknown
from tests.identity._inventories import inventory_of
from tests.measures.jurisdiction._cities import DAY, SIREN, answered, at, case_of, told

COUNTRY: Measure = organisation_country
ULTIMATE: Measure = organisation_ultimate_country
TIER: Measure = organisation_exposure_tier
pytestmark = pytest.mark.usefixtures("english")

OWNER = "organisation.ultimate_country"


def owner(*organisations: Organisation, more=()):
    return told(OWNER, *organisations, *more)


def test_the_register_says_who_controls_and_the_cell_its_day_and_its_source_are_evidence():
    origin = at("organisations", 3, "id", "ultimate_country")
    record = Organisation(
        "acme", country="FR", ultimate_country="US", as_of=date(2026, 1, 5), source="Annual report", origin=origin
    )
    answer = owner(record)
    assert answer.value == "US"
    (fact,) = answer.evidence
    assert (fact.value, fact.source.place, fact.as_of, fact.note) == (
        "US",
        "organisations!B3",
        date(2026, 1, 5),
        "Annual report",
    )
    assert not fact.aged


def test_an_owner_that_was_written_down_over_a_year_ago_is_shown_and_said_to_be_old():
    record = Organisation("acme", ultimate_country="FR", as_of=date(2025, 11, 22))  # 366 days
    assert [fact.aged for fact in owner(record).evidence] == [True]
    young = Organisation("acme", ultimate_country="FR", as_of=date(2025, 11, 23))  # 365 days
    assert [fact.aged for fact in owner(young).evidence] == [False]


def test_a_blank_owner_is_unknown_whatever_the_seat():
    assert owner(Organisation("acme", name="Acme Fictive", country="FR")).value == Unknown("absent")


def test_a_parent_that_is_controlled_from_abroad_controls_from_there():
    answer = owner(
        Organisation("acme", country="FR", parent="mid"),
        Organisation("mid", country="LU", parent="fund"),
        Organisation("fund", country="US", ultimate_country="US"),
    )
    assert answer.value == "US"
    assert [fact.value for fact in answer.evidence if fact.name == "parent"] == ["mid", "fund"]


def test_the_seat_of_the_topmost_parent_is_not_its_owner():
    assert owner(Organisation("acme", parent="top"), Organisation("top", country="FR")).value == Unknown("absent")


def test_organisations_that_own_each_other_settle_nothing():
    found = case_of(Organisation("a", country="FR", parent="b"), Organisation("b", parent="a")).known(OWNER)
    assert found.of(0).value == Unknown("conflict", "they own each other: a > b > a")
    assert found.of(1).value == Unknown("conflict", "they own each other: b > a > b")


def test_an_organisation_that_is_its_own_parent_settles_nothing():
    assert owner(Organisation("a", country="FR", parent="a")).value == Unknown("conflict", "they own each other: a > a")


def test_a_circle_of_which_one_row_names_the_owner_is_known():
    found = case_of(Organisation("a", parent="b"), Organisation("b", parent="a", ultimate_country="JP")).known(OWNER)
    assert [found.of(n).value for n in (0, 1)] == ["JP", "JP"]


def test_a_very_long_chain_of_parents_ends():
    chain = [Organisation(f"o{n}", parent=f"o{n + 1}") for n in range(1500)]
    value = owner(*chain).value
    assert isinstance(value, Unknown)
    assert value.unknown == "conflict"


def test_a_parent_that_no_register_defines_is_unknown_by_its_id():
    answer = owner(Organisation("a", country="FR", parent="ghost"))
    assert answer.value == Unknown("undefined", "ghost")


def test_a_parent_that_is_named_and_listed_is_looked_up_by_its_name():
    answer = owner(Organisation("a", name="Filiale Fictive", country="FR", parent="Oracle"))
    assert answer.value == Unknown("unchecked", "US, not verified")
    assert any("found by its name alone: Oracle" in fact.note for fact in answer.evidence)


def test_a_row_that_contradicts_its_parent_is_a_conflict():
    answer = owner(Organisation("a", ultimate_country="FR", parent="b"), Organisation("b", ultimate_country="US"))
    assert answer.value == Unknown("conflict", "FR by its own row, US by its parent")


def test_an_answer_about_a_parent_reaches_what_it_owns():
    records = (Organisation("a", parent="b"), Organisation("b"))
    assert told(OWNER, *records, answered("organisation:b", OWNER, "CN")).value == "CN"


def test_an_answer_about_a_parent_does_not_override_its_row():
    records = (Organisation("a", parent="b"), Organisation("b", ultimate_country="FR"))
    assert told(OWNER, *records, answered("organisation:b", OWNER, "CN")).value == "FR"


def test_an_answer_fills_an_unknown_owner():
    assert told(OWNER, Organisation("a"), answered("organisation:a", OWNER, "SE")).value == "SE"


def test_our_list_is_found_by_siren_before_any_name_and_says_that_nobody_verified_it():
    answer = owner(Organisation("x", name="Another Name", siren="385365713"))
    assert answer.value == Unknown("unchecked", "US, not verified")
    fact = next(each for each in answer.evidence if each.source.path.startswith("data:"))
    assert fact.value == "US"
    assert (fact.source.path, fact.source.place, fact.as_of) == ("data:organisations", "inetum", date(2025, 12, 1))
    for said in ("found by its SIREN", "medium confidence", "not verified", "Bain Capital"):
        assert said in fact.note


def test_another_siren_than_the_one_listed_is_another_organisation():
    answer = owner(Organisation("x", name="Inetum", siren="111111111"))
    assert answer.value == Unknown("conflict", "another SIREN than the supplier of this name: Inetum")


def test_homonyms_of_our_list_are_refused():
    answer = owner(Organisation("x", name="AWS"))
    assert answer.value == Unknown(
        "conflict", "several suppliers are called so, none is taken: AWSolutions, Amazon Web Services"
    )


def test_orange_is_none_of_its_companies():
    assert owner(Organisation("x", name="Orange")).value == Unknown("absent")


def test_what_nobody_verified_decides_nothing_and_is_shown():
    """Such rows are fit to be shown and confirmed, not for a verdict, however sure their author was."""
    answer = owner(Organisation("x", name="Ikoula"))
    assert answer.value == Unknown("unchecked", "FR, not verified")
    assert any(fact.value == "FR" for fact in answer.evidence)


def test_a_blank_of_our_list_is_unknown_and_its_note_is_shown():
    """Ciril Group: a sale to an American fund was accepted, its closing was never confirmed."""
    answer = owner(Organisation("x", name="Ciril Group", country="FR"))
    assert answer.value == Unknown("absent")
    assert any("closing not confirmed" in fact.note for fact in answer.evidence)


def test_the_register_is_believed_before_our_list_which_stays_in_the_evidence():
    answer = owner(Organisation("x", name="Cegid", country="FR", ultimate_country="FR"))
    assert answer.value == "FR"
    assert [fact.value for fact in answer.evidence] == ["FR", "US"]
    assert answer.evidence[1].aged  # read in an article of 2016


def test_a_community_has_no_country_to_look_for():
    records = (Organisation("x", name="PostgreSQL Global Development Group"),)
    assert owner(*records).value == Unknown("none", "nobody controls it: a community")
    assert told("organisation.country", *records).value == Unknown("none", "nobody controls it: a community")


def test_a_legal_entity_of_a_group_has_its_owner_and_not_its_seat():
    ireland = Organisation("x", name="Microsoft Ireland Operations Ltd")
    assert owner(ireland).value == Unknown("unchecked", "US, not verified")
    seat = told("organisation.country", ireland).value
    assert isinstance(seat, Unknown)
    assert seat.unknown == "unchecked"


def test_the_city_is_french_by_its_siren_or_its_id():
    for city in (Organisation("x", siren=SIREN), Organisation("ville")):
        assert told("organisation.country", city).value == told(OWNER, city).value == "FR"
    assert told(OWNER, Organisation("x", siren="000000026")).value == Unknown("absent")


def test_facts_grow_old():
    record = Organisation("x", name="Oracle")
    (fact,) = (each for each in owner(record).evidence if each.source.path == "data:organisations")
    assert not fact.aged  # of December 2025
    later = told(OWNER, record, day=date(2026, 12, 2)).evidence
    assert [each.aged for each in later if each.source.path == "data:organisations"] == [True]


def entities_library(tmp_path, *found):
    file = tmp_path / "entities.json"
    file.write_bytes(b"[" + b",".join(found) + b"]")
    stated = Provenance("GLEIF", "CC0-1.0", date(2026, 11, 1), shelf_days=365)
    return Library({"entities": Snapshot("entities", stated, file, imported=True)})


def library_with_suppliers(library: Library) -> Library:
    return Library({each.name: each for each in (*shipped().snapshots(), *library.snapshots())})


def test_imported_legal_entities_tell_who_consolidates(tmp_path):
    library = entities_library(
        tmp_path,
        b'{"lei":"A","name":"Filiale Fictive","country":"FR","ultimate":{"lei":"B"}}',
        b'{"lei":"B","name":"Holding Fictive","country":"CA"}',
        b'{"lei":"C","name":"Top Fictif","country":"FR","ultimate":{"lei":"C","reason":"NON_CONSOLIDATING"}}',
    )
    records = (Organisation("a", lei="A"), Organisation("c", lei="C"))
    found = Case(inventory_of(*records), DAY, {}, {}, library)
    assert found.known("organisation.country").of(0).value == "FR"
    answer = found.known(OWNER).of(0)
    assert answer.value == "CA"
    assert "Holding Fictive" in answer.evidence[0].note
    assert found.known(OWNER).of(1).value == Unknown("absent")  # a fund may hold it: nobody consolidates it


def test_two_lists_that_differ_are_a_conflict_and_both_are_shown(tmp_path):
    """Our list says that Cegid is controlled from the United States; a consolidating holding may sit elsewhere."""
    library = entities_library(
        tmp_path,
        b'{"lei":"A","name":"Cegid","country":"FR","siren":"410218010","ultimate":{"lei":"B"}}',
        b'{"lei":"B","name":"Holding Fictive","country":"LU"}',
    )
    record = Organisation("x", siren="410 218 010")
    answer = Case(inventory_of(record), DAY, {}, {}, library_with_suppliers(library)).known(OWNER).of(0)
    assert answer.value == Unknown("conflict", "LU (GLEIF), US")
    assert {fact.source.path for fact in answer.evidence} >= {"data:entities", "data:organisations"}


@pytest.mark.parametrize(
    ("country", "ultimate", "tier"),
    [
        ("FR", "FR", 0),
        ("FR", "US", 3),
        ("US", None, 3),  # one of tier 3 settles it
        ("FR", None, Unknown("absent")),
        (None, "CH", Unknown("absent")),
        ("CH", "CH", 1),
        ("NO", "NO", 0),
        ("GB", "FR", 2),
        ("FR", "PA", Unknown("unrecognised", "PA")),  # our list does not have Panama
    ],
)
def test_the_higher_tier_of_seat_and_owner_counts(country, ultimate, tier):
    given = {key: value for key, value in (("country", country), ("ultimate_country", ultimate)) if value}
    assert told("organisation.exposure_tier", Organisation("x", **given)).value == tier


def test_a_tier_is_said_to_be_ours():
    answer = told("organisation.exposure_tier", Organisation("x", country="US", ultimate_country="US"))
    assert "sovaudit’s own" in answer.evidence[0].note


def test_records_of_one_name_are_refused_where_a_name_is_used():
    records = (
        Organisation("a", name="Jumelle"),
        Organisation("b", name="jumelle"),
        Application("x", publisher="Jumelle"),
    )
    value = told("application.publisher_country", *records).value
    assert value == Unknown("conflict", "several organisations are called so: a, b")
