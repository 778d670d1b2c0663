# SPDX-License-Identifier: EUPL-1.2
"""Countries, suppliers and offers: the files are whole, agree with each other, and leave unknown what is unknown."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.knowledge import Library, shipped
from sovaudit.knowledge.countries import TIERS, countries
from sovaudit.knowledge.offers import STATUSES, offers
from sovaudit.knowledge.organisations import key, suppliers
from sovaudit.language import LANGUAGES

COUNTRIES = countries(shipped())
SUPPLIERS = suppliers(shipped())
OFFERS = offers(shipped())
UNION = {
    *("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT"),
    *("NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"),
}
"""Treaty on European Union, art. 52, since the United Kingdom left."""


@pytest.mark.parametrize("name", ["countries", "organisations", "offers"])
def test_a_file_is_the_one_that_its_source_describes(name):
    (snapshot,) = shipped().of(name)
    data = snapshot.read()
    assert hashlib.sha256(data).hexdigest() == snapshot.provenance.sha256
    assert data.decode().count("\n") - 1 == snapshot.provenance.records
    assert snapshot.provenance.note


def test_shelf_lives_are_a_year_for_owners_and_half_a_year_for_qualifications():
    lives = {each.name: each.provenance.shelf_days for each in shipped().snapshots()}
    assert (lives["organisations"], lives["offers"]) == (365, 180)


def test_nothing_imported_tells_nothing():
    empty = Library({})
    assert countries(empty).look_up("FR") is None
    assert suppliers(empty).by_name("Microsoft") == ()
    assert offers(empty).look_up("microsoft", "Azure") is None


def test_the_union_is_the_union_and_the_eea_three_more():
    assert {each.iso2 for each in COUNTRIES if each.eu} == UNION
    assert {each.iso2 for each in COUNTRIES if each.eea} == UNION | {"NO", "IS", "LI"}
    assert all((each.adequacy == "eu_eea") == each.eea for each in COUNTRIES)


def test_every_country_has_a_code_both_names_and_a_tier_that_is_explained():
    assert len(TIERS) == 4
    assert all("sovaudit" in text for tier in TIERS for text in tier.values())
    for each in COUNTRIES:
        assert re.fullmatch("[A-Z]{2}", each.iso2)
        assert set(each.name) == set(each.note) == set(each.scope) == set(LANGUAGES)
        assert all(each.name.values())
        assert 0 <= each.tier < len(TIERS)
        assert (each.tier == 0) == each.eea
        assert each.adequacy in ("eu_eea", "yes", "partial", "no", "to_verify")
        assert each.confidence in "HML"
        assert bool(each.adequacy_ref) == (each.adequacy in ("yes", "partial", "to_verify"))


def test_adequate_is_not_unexposed():
    """The adequacy list and the tiers are two lists: the United States are partly adequate, and the most exposing."""
    found = {code: COUNTRIES.look_up(code) for code in ("US", "GB", "IL", "BR")}
    assert {code: each and (each.adequacy, each.tier) for code, each in found.items()} == {
        "US": ("partial", 3),
        "GB": ("yes", 2),
        "IL": ("yes", 2),
        "BR": ("to_verify", 1),
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [("fr", "FR"), (" FR ", "FR"), ("France", "FR"), ("SUISSE", "CH"), ("Germany", "DE"), ("UK", "GB"), ("EL", "GR")],
)
def test_a_country_is_found_as_people_write_it(written, code):
    found = COUNTRIES.look_up(written)
    assert found is not None
    assert found.iso2 == code


@pytest.mark.parametrize("written", ["", "ZZ", "Fr.", "Europe", "EU"])
def test_what_is_no_country_is_none(written):
    assert COUNTRIES.look_up(written) is None


def test_every_country_of_a_supplier_is_listed():
    written = {code for each in SUPPLIERS for code in (each.country, each.ultimate_country)} - {""}
    assert {code for code in written if COUNTRIES.look_up(code) is None} == set()


def test_a_blank_owner_stays_blank():
    """The facts file leaves these blank because nobody knows; a French seat must not fill them."""
    for vendor in ("ciril", "arpege", "operis", "logitud", "esri-france", "cyberark", "postgresql"):
        assert SUPPLIERS.by_id[vendor].ultimate_country == ""
    assert sum(not each.ultimate_country for each in SUPPLIERS) > 30


def test_a_french_seat_is_not_french_control():
    abroad = {each.id for each in SUPPLIERS if each.country == "FR" and each.ultimate_country not in ("", "FR")}
    assert abroad >= {"inetum", "cegid", "universign", "horoquartz", "ale"}


def test_ids_and_sirens_are_unique_and_sirens_are_numbers():
    sirens = [each.siren for each in SUPPLIERS if each.siren]
    assert len(set(sirens)) == len(sirens)
    assert all(re.fullmatch(r"\d{9}", each) for each in sirens)
    assert len({each.id for each in SUPPLIERS}) == 224


def test_what_nobody_verified_says_so():
    unverified = [each for each in SUPPLIERS if not each.verified]
    assert len(unverified) == 194  # domain research: 194 of 224 rows are general knowledge
    assert all(not each.source for each in unverified)
    assert all(each.source for each in SUPPLIERS if each.verified)


def test_a_supplier_is_found_by_siren_name_alias_and_legal_entity():
    by_siren = SUPPLIERS.by_siren("385 365 713 00017")
    assert by_siren is not None
    assert by_siren.supplier.id == "inetum"
    for name, vendor, by in (
        ("INETUM", "inetum", "name"),
        ("Inetum SA", "inetum", "name"),
        ("Berger Levrault", "berger-levrault", "name"),
        ("OUTSCALE S.A.S.", "outscale", "name"),
        ("Avenue Web Systèmes", "aws-achat", "legal_entity"),
        ("Microsoft Ireland Operations Ltd", "microsoft", "legal_entity"),
    ):
        (found,) = SUPPLIERS.by_name(name)
        assert (found.supplier.id, found.by) == (vendor, by)


def test_a_local_subsidiary_may_sit_elsewhere_than_its_group():
    (ireland,) = SUPPLIERS.by_name("Microsoft Ireland Operations Ltd")
    (group,) = SUPPLIERS.by_name("Microsoft")
    assert (ireland.seated, group.seated) == (False, True)


def test_names_that_several_have_are_several_and_a_part_of_a_name_is_none():
    assert {each.supplier.id for each in SUPPLIERS.by_name("AWS")} == {"aws", "aws-achat"}
    for name in ("Orange", "Micro", "La Poste", "HP"):
        assert SUPPLIERS.by_name(name) == ()


@given(st.text(max_size=20))
def test_the_key_of_a_key_is_itself(name):
    assert key(key(name)) == key(name)


def test_every_offer_has_a_known_provider_a_status_and_a_source_or_says_that_nobody_read_it():
    for each in OFFERS:
        assert each.vendor in SUPPLIERS.by_id
        assert each.status in STATUSES
        assert bool(each.source) == each.verified
        assert (each.status == "conflict") == bool(each.others)
        assert each.whole_provider == (each.names[0] == "*")
        assert not each.whole_provider or each.status == "not_eligible"


def test_conflicts_are_kept_as_conflicts():
    """Sources of 2026 contradict each other on exactly these three (domain research, 2.2)."""
    assert {each.vendor for each in OFFERS if each.status == "conflict"} == {"numspot", "scaleway", "ovhcloud"}


def test_a_qualification_is_of_an_offer():
    found = {name: OFFERS.look_up("ovhcloud", name) for name in ("Hosted Private Cloud VMware", "Public Cloud", "Web")}
    assert {name: each.status if each else None for name, each in found.items()} == {
        "Hosted Private Cloud VMware": "qualified",
        "Public Cloud": "conflict",
        "Web": None,
    }
    assert OFFERS.look_up("microsoft", "anything at all")


def test_facts_grow_old_by_their_own_day():
    (snapshot,) = shipped().of("offers")
    for each in OFFERS:
        last = each.as_of + timedelta(days=180)
        assert not snapshot.provenance.aged(last, each.as_of)
        assert snapshot.provenance.aged(last + timedelta(days=1), each.as_of)
    cegid = SUPPLIERS.by_id["cegid"]  # only the bid of 2016 was read
    (owners,) = shipped().of("organisations")
    assert owners.provenance.aged(date(2026, 11, 23), cegid.as_of)
