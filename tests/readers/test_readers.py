# SPDX-License-Identifier: EUPL-1.2
"""The room of readers: each keeps the contract, and a file is known by its content."""

from __future__ import annotations

import inspect
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Bom, Descriptions, Register, Statements
from sovaudit.readers import Reader, readers, sniff
from tests.readers._reading import DATA

SAMPLES = {
    b'{"bomFormat":"CycloneDX"}': "cyclonedx-json",
    b' \n\t{"x":1,"bomFormat":"CycloneDX"}': "cyclonedx-json",
    b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>': "cyclonedx-xml",
    b'{"spdxVersion":"SPDX-2.3"}': "spdx-json",
    b"spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n": "spdx-yaml",
    b"SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n": "spdx-tagvalue",
    b'{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}': "spdx3-jsonld",
    b'{"@context":"https://openvex.dev/ns/v0.2.0","@id":"x","statements":[]}': "openvex",
    b"publiccodeYmlVersion: '0.4'\nname: Medusa\n": "publiccode",
    b"id;criticality;dmia_hours;prd_hours\n": "register-csv",
    b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "register-workbook",
}


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.NAME)
def test_a_reader_keeps_the_contract(reader):
    file = PurePath(reader.__file__).stem
    assert file.replace("_", "-") == reader.NAME
    for name, like in (("recognises", Reader.recognises), ("read", Reader.read)):
        expected = list(inspect.signature(like).parameters)[1:]
        assert list(inspect.signature(getattr(reader, name)).parameters) == expected
        assert getattr(reader, name).__doc__
    assert reader.__doc__


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.NAME)
def test_a_reader_has_its_test_and_its_data(reader):
    file = PurePath(reader.__file__).stem
    test = Path(__file__).parent / f"test_{file}.py"
    assert f"READER: Reader = {file}\n" in test.read_text(encoding="utf-8")
    if file != "register_workbook":  # a workbook is written by its test
        assert list((DATA / file).glob("ok-*"))
        assert list((DATA / file).glob("broken-*"))


def test_bills_of_materials_come_before_registers():
    """A table that anything else recognises is no register: registers take what is left."""
    names = [each.NAME for each in readers()]
    assert len(set(names)) == len(names)
    boms = [names.index(name) for name in names if name.startswith(("cyclonedx", "spdx"))]
    tables = [names.index(name) for name in names if name.endswith(("-table", "-csv", "-workbook"))]
    assert max(boms) < min(tables)
    assert names[-2:] == ["register-csv", "register-workbook"]


@pytest.mark.parametrize(("data", "name"), list(SAMPLES.items()), ids=list(SAMPLES.values()))
@pytest.mark.parametrize("path", ["a", "services.csv", "x.spdx.json", "bom.cdx.json", "workbook.xlsx", "été.txt"])
def test_a_file_is_known_by_its_content(data, name, path):
    found = sniff(data, path)
    assert found is not None
    assert name == found.NAME


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\x00" * 100, b"PK\x03\x04" + b"\x00" * 100, b"Hello, world\n", b"\xff\xd8"]
)
def test_what_nobody_recognises(data):
    assert sniff(data, "anything.json") is None


@pytest.mark.parametrize("data", list(SAMPLES), ids=list(SAMPLES.values()))
def test_no_two_readers_claim_one_file(data):
    assert len([each for each in readers() if each.recognises(data, "file")]) == 1


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.NAME)
@settings(max_examples=30)  # of four files each, for each reader; test_every_reader.py tries others
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(reader, data):
    """Even a file of another format: it is read, or it is an InputError with a place."""
    for whole in (data, b"{" + data, b'{"bomFormat":"CycloneDX","components":' + data, b"id;name\n" + data):
        reader.recognises(whole, "services.csv")
        found = read_or_refuse(reader, whole)
        if isinstance(found, InputError):
            assert found.where.startswith("services.csv")
            assert found.hint
        else:
            assert isinstance(found, Bom | Register | Statements)


def read_or_refuse(reader: Reader, data: bytes) -> Bom | Register | Statements | InputError:
    try:
        return reader.read(data, "services.csv", Descriptions())
    except InputError as error:
        return error
