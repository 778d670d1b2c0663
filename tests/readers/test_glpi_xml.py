# SPDX-License-Identifier: EUPL-1.2
"""XML inventories of GLPI Agent and FusionInventory: entries in document order, each with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovaudit.errors import InputError
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import Reader, glpi_xml, ocs_xml
from tests.readers._reading import DATA, Seen, files, said, see

READER: Reader = glpi_xml

FOLDER = DATA / "glpi_xml"


def load(name: str) -> Seen:
    return see(READER, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", files("glpi_xml", "ok"))
def test_a_sound_file_is_recognised(name):
    data = (FOLDER / name).read_bytes()
    assert READER.recognises(data, "x")
    assert not ocs_xml.recognises(data, "x")
    assert said(load(name).issues) == []


def test_entries_stand_in_document_order_with_their_lines():
    seen = load("ok-agent.xml")
    assert seen.names == ["LibreOffice", "Debian GNU/Linux 12", "openssl", "MariaDB"]
    assert seen.places == ["line 6", "line 10", "line 11", "line 14"]
    assert [each.type for each in seen.entries] == ["application", "operating-system", "application", "application"]
    assert seen.entries[0].supplier == "The Document Foundation"
    assert [each.purl for each in seen.entries] == ["", "", "pkg:deb/debian/openssl@3.0.11-1?arch=amd64", ""]


def test_when_and_whose():
    bom = READER.read((FOLDER / "ok-agent.xml").read_bytes(), "a.xml", Descriptions())
    assert isinstance(bom, Bom)
    assert (bom.created, bom.names) == ("2026-01-05 08:30:00", ("poste-exemple-2025-03-04-09-00-00",))
    assert (bom.subject.name, bom.subject.type) == ("poste-exemple", "machine")


def test_several_devices_are_a_fleet():
    seen = load("ok-network.xml")
    assert seen.names == ["modele-24", "modele-48"]
    assert {each.type for each in seen.entries} == {"firmware"}
    assert (seen.subject.name, seen.subject.type) == ("sonde", "fleet")


def test_what_has_no_name_is_left_out_and_said():
    seen = load("broken-nameless.xml")
    assert seen.names == ["gardé"]
    assert said(seen.issues) == [("line 2", "software without a name: it is left out")]
    assert seen.partial


@pytest.mark.parametrize("name", ["broken-truncated.xml", "broken-doctype.xml"])
def test_a_file_that_is_refused_has_a_place_and_advice(name):
    with pytest.raises(InputError) as caught:
        load(name)
    assert "line" in caught.value.where
    assert caught.value.hint


def test_another_root_is_refused():
    with pytest.raises(InputError, match="REQUEST"):
        see(READER, b"<REPLY><CONTENT/></REPLY>")


@pytest.mark.parametrize(
    "data",
    [
        b"<REQUEST><QUERY>PROLOG</QUERY></REQUEST>",
        b"<bom><CONTENT></CONTENT></bom>",
        b"REQUEST<CONTENT>",
        b'<REQUEST xmlns="urn:x"><CONTENT></CONTENT></REQUEST>',
    ],
)
def test_what_is_no_inventory_is_not_recognised(data):
    assert not READER.recognises(data, "a.xml")


def test_partial_in_xml():
    seen = see(
        READER, b"<REQUEST><PARTIAL>1</PARTIAL><CONTENT><SOFTWARES><NAME>a</NAME></SOFTWARES></CONTENT></REQUEST>"
    )
    assert [place for place, _message in said(seen.issues)] == ["line 1"]


def test_the_samples_of_the_format(corpus: Path):
    counted = 0
    for path in sorted((corpus / "glpi-project__inventory_format" / "tests" / "data").glob("*.xml")):
        data = path.read_bytes()
        assert READER.recognises(data, path.name)
        seen = see(READER, data)
        elements = re.findall(rb"<(?:SOFTWARES|DATABASES_SERVICES|FIRMWARES|OPERATINGSYSTEM)>", data)
        assert len(seen.entries) == len(elements), path.name
        counted += len(seen.entries)
    assert counted > 300
