# SPDX-License-Identifier: EUPL-1.2
"""Procurement data as JSON: every shape of the two formats, and every trap that real data hold."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import ABSENT, Contract, Descriptions, Organisation, Register, Unknown
from sovaudit.readers import Reader, decp_json
from tests.readers._reading import DATA

READER: Reader = decp_json

FOLDER = DATA / "decp_json"
CITY, OTHER_CITY = "99900000300015", "99900004500016"
SELLER, SELLER_2, RESELLER = "99900001100018", "99900001100026", "99900002900010"


def read(data: object) -> Register:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    assert READER.recognises(content, "x.json")
    found = READER.read(content, "x.json", Descriptions())
    assert isinstance(found, Register)
    assert found.rows == len(contracts(found)) + found.left_out + found.merged + found.rejected
    return found


def contracts(found: Register) -> list[Contract]:
    return [each for each in found.records if isinstance(each, Contract)]


def holders(found: Register) -> dict[str, Organisation]:
    return {each.id: each for each in found.records if isinstance(each, Organisation)}


def said(found: Register, place: str) -> str:
    return " / ".join(each.message for each in found.issues if each.place == place)


def one(**members: object) -> Register:
    """Read one contract of the format of 2022."""
    whole = {
        "id": "M1",
        "acheteur": {"id": CITY},
        "nature": "Marché",
        "objet": "Logiciel",
        "codeCPV": "48000000-8",
        "techniques": {"technique": ["Sans objet"]},
        "procedure": "Procédure adaptée",
        "offresRecues": 2,
        "dureeMois": 12,
        "dateNotification": "2024-05-15",
        "montant": 50000,
        "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": SELLER}}],
    }
    return read({"marches": {"marche": [whole | members]}})


def test_the_format_of_2022():
    found = read((FOLDER / "ok-2022.json").read_bytes())
    assert (found.version, found.rows, found.left_out, found.merged, found.rejected) == ("2022", 4, 1, 0, 0)
    first, second, concession = contracts(found)
    assert first == Contract(
        id=f"{CITY}2024M01",
        subject="Maintenance du progiciel de l'état civil",
        holder="999000011",
        cpv="72267000",
        procedure="Marché passé sans publicité ni mise en concurrence préalable",
        bids_received=1,
        amount_eur=120000.0,
        notified=date(2024, 5, 15),
        duration_months=48.0,
        buyer="999000003",
        nature="Marché",
        ceiling=False,
        origin=first.origin,
    )
    assert first.origin.source().place == "/marches/marche/0"
    assert (second.framework, second.ceiling) == ("AC-7", True)
    assert (second.holder, second.co_holders) == ("999000011", ("TVA:DE999999999",))
    assert [(each.id, each.notified, each.amount_eur, each.holders) for each in second.amendments] == [
        ("1", date(2025, 1, 10), 150000.0, ()),
        ("2", date(2025, 6, 10), ABSENT, ("999000029",)),
    ]
    assert second.end == ABSENT, "the data state no end"
    assert concession.amount_eur == Unknown("absent", "valeurGlobale 9000000"), "a turnover is no price"
    assert concession.notified == date(2024, 2, 1)
    assert concession.amendments[0].notified == date(2024, 12, 1)
    assert [each.message for each in found.issues] == [
        "1 of 4 records are not for information technology: they are left out"
    ]


def test_holders_are_legal_units_of_no_known_country():
    found = holders(read((FOLDER / "ok-2022.json").read_bytes()))
    assert found.keys() == {"999000011", "TVA:DE999999999", "999000029", "999000037"}
    assert found["999000011"].siren == "999000011"
    assert found["TVA:DE999999999"].siren == ABSENT
    assert {each.country for each in found.values()} == {ABSENT}
    assert {each.roles for each in found.values()} == {("titulaire",)}


def test_the_format_of_2019():
    found = read((FOLDER / "ok-2019.json").read_bytes())
    assert (found.version, found.rows) == ("2019", 3)
    first, second, nobody = contracts(found)
    assert (first.notified, first.ceiling, first.bids_received) == (date(2019, 3, 1), False, ABSENT)
    assert (second.ceiling, second.holder, second.co_holders) == (True, "999000011", ()), "two of its establishments"
    assert second.amendments[0].id == "1"
    assert holders(found)["999000011"].name == "Éditions Fictives"
    assert (nobody.id, nobody.buyer) == ("2019C01", ABSENT)
    assert said(found, "/marches/2/acheteur/id") == ""
    assert said(found, "/marches/2/acheteur") == "the format requires a value here, and there is none"


def test_the_answer_of_a_platform():
    found = read((FOLDER / "ok-tabular-api.json").read_bytes())
    (contract,) = contracts(found)
    assert (contract.id, contract.holder, contract.origin.place) == (f"{CITY}2022M05", "999000029", "/data/0")
    assert holders(found)["999000029"].name == "REVENTE FICTIVE"


def test_a_list_with_numbered_holders_and_a_modification_in_line():
    found = read((FOLDER / "ok-list.json").read_bytes())
    (contract,) = contracts(found)
    assert contract.origin.place == "/0"
    assert (contract.holder, contract.co_holders) == ("999000011", ("999000029",))
    assert contract.ceiling == ABSENT, "CDL says nothing"
    assert [(each.id, each.notified, each.amount_eur, each.duration_months) for each in contract.amendments] == [
        ("1", date(2024, 9, 15), 71000.0, Unknown("absent", "CDL"))
    ]
    assert isinstance(contract.bids_received, Unknown)


def test_values_that_break_the_format():
    found = read((FOLDER / "broken-values.json").read_bytes())
    assert (found.rows, len(contracts(found)), found.rejected) == (6, 4, 2)
    nc, odd, worse, late = contracts(found)
    assert nc.duration_months == Unknown("absent", "NC")
    assert nc.bids_received == Unknown("invalid", "0")
    assert nc.amount_eur == 1000.5
    assert said(found, "/marches/marche/0/offresRecues") == "0 bids received for a contract that was awarded"
    assert "written as text" in said(found, "/marches/marche/0/montant")
    assert (odd.duration_months, odd.amount_eur, odd.notified) == (Unknown("invalid", "0"), 1.0, date(2024, 1, 31))
    assert (odd.id, odd.buyer) == ("2024M02", Unknown("invalid", "1,30025E+13"))
    assert odd.cpv == Unknown("invalid", "logiciel")
    assert "hardly one" in said(found, "/marches/marche/1/montant")
    assert "31/01/2024" in said(found, "/marches/marche/1/dateNotification")
    assert "made a number of it" in said(found, "/marches/marche/1/acheteur/id")
    assert (worse.amount_eur, worse.notified) == (Unknown("invalid"), Unknown("invalid", "2024-02-30"))
    assert worse.holder == ABSENT
    for member in ("montant", "dateNotification", "titulaires"):
        assert said(found, f"/marches/marche/2/{member}")
    assert said(found, "/marches/marche/3") == "an object was expected here: a contract"
    assert said(found, "/marches/marche/4").startswith("a contract without « id »")
    assert "before the contract itself" in said(
        found, "/marches/marche/5/modifications/0/modification/dateNotificationModification"
    )
    assert late.holder == ABSENT, "no SIREN can be told from 13 digits"
    assert "not 13" in said(found, "/marches/marche/5/titulaires/1/titulaire/id")
    assert "a holder was expected here" in said(found, "/marches/marche/5/titulaires/0/titulaire")


@pytest.mark.parametrize(
    ("member", "value", "field", "expected"),
    [
        ("montant", 0, "amount_eur", 0.0),
        ("montant", 999999999, "amount_eur", 999999999.0),
        ("montant", 1e17, "amount_eur", 1e17),
        ("montant", -5, "amount_eur", Unknown("invalid", "-5")),
        ("montant", True, "amount_eur", Unknown("invalid")),
        ("montant", "1 234,5 €", "amount_eur", 1234.5),
        ("montant", 10**400, "amount_eur", Unknown("invalid")),
        ("offresRecues", 2.5, "bids_received", Unknown("invalid", "2.5")),
        ("dateNotification", 20240131, "notified", date(2024, 1, 31)),
        ("dateNotification", "2024-01-31T00:00:00+99:00", "notified", date(2024, 1, 31)),
        ("dateNotification", "99999-01-01", "notified", Unknown("invalid", "99999-01-01")),
        ("dateNotification", "0001-01-01", "notified", Unknown("invalid", "0001-01-01")),
        ("dateNotification", {"a": 1}, "notified", Unknown("invalid", "")),
        ("codeCPV", "48000000-8 ; 72000000-5", "cpv", "48000000"),
        ("objet", {"a": 1}, "subject", Unknown("invalid")),
    ],
)
def test_what_cannot_be_right_is_said_where_it_stands(member, value, field, expected):
    found = one(**{member: value})
    (contract,) = contracts(found)
    assert getattr(contract, field) == expected
    assert said(found, f"/marches/marche/0/{member}")


@pytest.mark.parametrize(
    ("member", "value", "field", "expected"),
    [
        ("dateNotification", "2024-01-31+02:00", "notified", date(2024, 1, 31)),
        ("dateNotification", "2024-01-31T09:30:00Z", "notified", date(2024, 1, 31)),
        ("codeCPV", "48000000", "cpv", "48000000"),
        ("techniques", {"technique": ["Concours", "Accord-cadre"]}, "ceiling", True),
        ("nature", "ACCORD-CADRE", "ceiling", True),
        ("techniques", {"technique": ["Enchère électronique"]}, "ceiling", False),
        ("dureeMois", "NC", "duration_months", Unknown("absent", "NC")),
    ],
)
def test_what_the_data_may_say_is_not_complained_of(member, value, field, expected):
    found = one(**{member: value})
    assert getattr(contracts(found)[0], field) == expected
    assert found.issues == ()


@pytest.mark.parametrize(
    "written",
    [
        {"titulaire": {"typeIdentifiant": "SIRET", "id": SELLER}},
        {"titulaire": [{"typeIdentifiant": "SIRET", "id": SELLER}]},
        [{"typeIdentifiant": "SIRET", "id": SELLER}],
        [[[{"titulaire": {"typeIdentifiant": "SIRET", "id": SELLER}}]]],
        [{"typeIdentifiant": "SIRET", "id": int(SELLER)}],
        [{"typeIdentifiant": "siret", "id": "999 000 011 00018"}],
        [{"typeIdentifiant": "SIRET", "id": SELLER + ".0"}],
        json.dumps([{"typeIdentifiant": "SIRET", "id": SELLER}]),
        [{"id": SELLER}],
        [{"typeIdentifiant": "SIRET", "id": SELLER_2}],
    ],
)
def test_a_holder_in_every_wrapping_is_one_legal_unit(written):
    found = one(titulaires=written)
    assert contracts(found)[0].holder == "999000011"
    assert found.issues == ()


@pytest.mark.parametrize("around", [0, 1, 40])
def test_lists_around_a_holder_are_followed_so_far(around):
    written: object = {"id": SELLER}
    for _each in range(around):
        written = [written]
    found = one(titulaires=written)
    assert (contracts(found)[0].holder == "999000011") == (around < 40)
    assert bool(found.issues) == (around == 40)


def test_the_same_identifier_of_two_buyers_is_two_contracts():
    whole = {"id": "M1", "objet": "Logiciel", "codeCPV": "48000000"}
    both = read({"marches": [whole | {"acheteur": {"id": CITY}}, whole | {"acheteur": {"id": OTHER_CITY}}]})
    assert [each.id for each in contracts(both)] == [f"{CITY}M1", f"{OTHER_CITY}M1"]
    assert both.merged == 0


def test_the_same_contract_again_is_merged_and_what_it_contradicts_unknown():
    whole = {"id": "M1", "objet": "Logiciel", "codeCPV": "48000000", "acheteur": {"id": CITY}, "montant": 5000}
    again = whole | {"montant": 6000, "titulaires": [{"id": RESELLER}], "objet": "LOGICIEL"}
    found = read({"marches": [whole | {"titulaires": [{"id": SELLER}]}, again, again]})
    (contract,) = contracts(found)
    assert found.merged == 2
    assert (contract.holder, contract.co_holders) == ("999000011", ("999000029",))
    assert contract.amount_eur == Unknown("conflict", "5000.0 / 6000.0")
    assert "« montant » of the contract" in said(found, "/marches/1")
    assert "2 of 3 records repeat a contract" in said(found, "")


def test_lots_under_one_identifier_are_kept_apart():
    whole = {"id": "M1", "codeCPV": "48000000", "acheteur": {"id": CITY}}
    found = read({"marches": [whole | {"objet": f"Logiciel, lot {number}"} for number in (1, 2, 3)]})
    assert [each.id for each in contracts(found)] == [f"{CITY}M1", f"{CITY}M1#2", f"{CITY}M1#3"]
    assert "kept apart" in said(found, "/marches/2")


def test_without_a_buyer_no_two_records_are_one_contract():
    found = read({"marches": [{"id": "1", "objet": "Logiciel"}] * 3})
    assert [each.id for each in contracts(found)] == ["1", "1#2", "1#3"]


def test_what_is_missing_is_named():
    found = read({"marches": {"marche": [{"id": "1", "objet": "Logiciel", "acheteur": {"id": CITY}}]}})
    (issue,) = found.issues
    assert issue.place == "/marches/marche/0"
    for name in ("codeCPV", "montant", "titulaires", "offresRecues", "techniques"):
        assert name in issue.message


def test_what_is_not_for_technology_is_left_out_and_counted():
    whole = {"id": "1", "acheteur": {"id": CITY}}
    roof = whole | {"objet": "Réfection de la toiture", "codeCPV": "45261210-9"}
    unclear = whole | {"objet": "x"}
    found = read({"marches": [roof, whole | {"objet": "Travaux de voirie"}, unclear]})
    assert (found.rows, found.left_out, len(contracts(found))) == (3, 2, 1), "what nobody can tell is kept"


def test_keys_that_poison_other_languages_are_nothing_here():
    found = read(
        b'{"marches":[{"__proto__":{"a":1},"constructor":1,"__class__":"os","id":"1","objet":"x","montant":5}]}'
    )
    assert contracts(found)[0].amount_eur == 5.0


def test_repeated_complaints_are_counted():
    whole = {"objet": "Logiciel", "acheteur": {"id": CITY}, "montant": "x"}
    found = read({"marches": [whole | {"id": str(number)} for number in range(500)]})
    assert len(found.issues) < 60
    assert "and 480 more of the same kind" in {each.message for each in found.issues}


def test_one_faulty_number_is_said_once():
    whole = {"objet": "Logiciel", "acheteur": {"id": "99900000300016"}}
    found = read({"marches": [whole | {"id": str(number)} for number in range(5)]})
    assert len([each for each in found.issues if "not a SIRET" in each.message]) == 1
    assert {each.buyer for each in contracts(found)} == {"999000003"}


def test_accents_of_windows_are_read():
    data = '{"marches": [{"id": "1", "objet": "Logiciel d\'état civil"}]}'.encode("cp1252")
    found = read(data)
    assert contracts(found)[0].subject == "Logiciel d'état civil"
    assert any("Windows-1252" in each.message for each in found.issues)


@pytest.mark.parametrize("name", ["broken-truncated.json", "broken-schema.json"])
def test_what_is_refused(name):
    data = (FOLDER / name).read_bytes()
    assert READER.recognises(data, name)
    with pytest.raises(InputError) as caught:
        READER.read(data, name, Descriptions())
    assert caught.value.where.startswith(name)
    assert caught.value.hint


def test_a_member_that_is_not_read_is_said():
    found = read({"marches": {"marche": [], "accords": [{"id": "1"}]}})
    assert "accords" in said(found, "/marches")


def test_contracts_in_ocds_are_refused_by_that_name():
    data = b'{"version": "1.1", "publisher": {"name": "x"}, "releases": [{"ocid": "ocds-1"}]}'
    assert READER.recognises(data, "x.json")
    with pytest.raises(InputError, match="OCDS"):
        READER.read(data, "x.json", Descriptions())


@pytest.mark.parametrize("data", [b'{"marches": 5}', b'{"marches": "x"}', b'{"x": 1}', b"[1", b'{"data": {}}'])
def test_what_holds_no_contracts_is_refused(data):
    with pytest.raises(InputError):
        READER.read(data, "x.json", Descriptions())


@pytest.mark.parametrize("data", [b'{"marches": []}', b'{"marches": {}}', b'{"marches": {"marche": null}}'])
def test_no_contracts_are_no_fault(data):
    assert read(data).rows == 0


@pytest.mark.parametrize(
    "data",
    [
        b'{"bomFormat": "CycloneDX", "name": "marches", "x": ["marches"]}',
        b'[{"id": "test", "name": "decp", "format": "json"}]',
        b'"marches"',
        b"<marches/>",
    ],
)
def test_what_is_not_ours(data):
    assert not READER.recognises(data, "marches.json")


def test_more_records_than_the_limit_are_refused():
    before = limits()
    limit_by(Limits(rows=2))
    try:
        with pytest.raises(InputError) as caught:
            read({"marches": [{"id": "1", "objet": "Toiture", "codeCPV": "45000000"}] * 3})
    finally:
        limit_by(before)
    assert "--limit rows" in caught.value.hint
    assert caught.value.where == "x.json: /marches/2"


def test_a_text_past_the_limit_is_unknown():
    before = limits()
    limit_by(Limits(text=100))
    try:
        found = one(objet="Logiciel " + "x" * 200)
    finally:
        limit_by(before)
    assert isinstance(contracts(found)[0].subject, Unknown)
    assert any("--limit text" in each.hint for each in found.issues)


_leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_values = st.recursive(
    _leaves | st.sampled_from(["NC", SELLER, "2024-01-31", "48000000-8", "Logiciel", "1,30025E+13", "[", '{"id": 1}']),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["titulaire", "id", "modification"]), inner)
    ),
    max_leaves=8,
)
_members = st.sampled_from(
    ["id", "acheteur", "objet", "codeCPV", "montant", "titulaires", "modifications", "offresRecues", "dureeMois",
     "dateNotification", "nature", "techniques", "titulaire_id_1", "idmodification", "modification_id", "valeurGlobale"]
)  # fmt: skip


@given(records=st.lists(st.dictionaries(_members, _values) | _values, max_size=5))
def test_whatever_the_values_every_record_is_counted_once(records):
    found = read({"marches": records})
    assert found.rows == len(records)
    ids = [each.id for each in contracts(found)]
    assert len(ids) == len(set(ids))
    known = holders(found).keys()
    for each in contracts(found):
        named = {each.holder} if isinstance(each.holder, str) else set()
        assert named | set(each.co_holders) | {h for a in each.amendments for h in a.holders} <= known
