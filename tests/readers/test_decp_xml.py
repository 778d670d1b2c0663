# SPDX-License-Identifier: EUPL-1.2
"""Procurement data as XML say what the same data say as JSON."""

from __future__ import annotations

import msgspec
import pytest

from sovaudit.errors import InputError
from sovaudit.model import Contract, Descriptions, Origin, Register, Unknown
from sovaudit.readers import Reader, decp_json, decp_xml
from tests.readers._reading import DATA

READER: Reader = decp_xml

FOLDER = DATA / "decp_xml"


def read(data: bytes) -> Register:
    assert READER.recognises(data, "x.xml")
    found = READER.read(data, "x.xml", Descriptions())
    assert isinstance(found, Register)
    return found


def contracts(found: Register) -> list[Contract]:
    return [each for each in found.records if isinstance(each, Contract)]


@pytest.mark.parametrize("name", ["ok-2022"])
def test_as_the_same_data_in_json(name):
    in_xml = read((FOLDER / f"{name}.xml").read_bytes())
    in_json = decp_json.read((DATA / "decp_json" / f"{name}.json").read_bytes(), "x.xml", Descriptions())
    assert isinstance(in_json, Register)

    def bare(found: Register) -> list[object]:
        return [msgspec.structs.replace(each, origin=Origin("")) for each in found.records]

    assert bare(in_xml) == bare(in_json)
    assert (in_xml.rows, in_xml.left_out, in_xml.version) == (in_json.rows, in_json.left_out, in_json.version)


def test_one_contract_alone_is_a_document():
    found = read((FOLDER / "ok-one-2019.xml").read_bytes())
    (contract,) = contracts(found)
    assert (found.version, contract.id, contract.origin.place) == ("2019", "999000003000152019M01", "line 2")
    assert found.issues == ()


def test_defects_have_their_line():
    data = (FOLDER / "broken-values.xml").read_bytes()
    found = read(data)
    lines = data.decode().splitlines()
    for member in ("offresRecues", "montant"):
        line = next(number for number, text in enumerate(lines, start=1) if f"<{member}>" in text)
        assert [each for each in found.issues if each.place == f"line {line}"], member
    (contract,) = contracts(found)
    assert contract.amount_eur == Unknown("invalid", "mille")
    assert contract.duration_months == Unknown("absent", "NC")
    assert (found.rows, found.rejected) == (2, 1)


def test_the_second_holder_has_its_own_line():
    data = b"""<marches><marche><id>1</id><objet>Logiciel</objet><titulaires>
<titulaire><id>99900001100018</id></titulaire>
<titulaire><id>99900001100019</id></titulaire>
</titulaires></marche></marches>"""
    assert any(each.place == "line 3" and "check digit" in each.message for each in read(data).issues)


@pytest.mark.parametrize(
    "data",
    [
        (FOLDER / "broken-truncated.xml").read_bytes(),
        b'<!DOCTYPE x [<!ENTITY a "b">]><marches/>',
        b"<marches>" + b"<marche><a>" * 300 + b"</a></marche>" * 300 + b"</marches>",
        b"<marches><marche></marches>",
    ],
)
def test_what_is_refused(data):
    with pytest.raises(InputError) as caught:
        READER.read(data, "x.xml", Descriptions())
    assert caught.value.where.startswith("x.xml")
    assert caught.value.hint


@pytest.mark.parametrize("data", [b"<bom/>", b'<xs:schema xmlns:xs="x"><marche/></xs:schema>', b'{"marches": []}', b""])
def test_what_is_not_ours(data):
    assert not READER.recognises(data, "marches.xml")
