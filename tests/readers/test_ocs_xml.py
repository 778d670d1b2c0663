# SPDX-License-Identifier: EUPL-1.2
"""OCS Inventory's XML, told from GLPI's by what the file says of the agent."""

from __future__ import annotations

import pytest

from sovaudit.errors import InputError
from sovaudit.readers import Reader, glpi_xml, ocs_xml
from tests.readers._reading import DATA, Seen, files, said, see

READER: Reader = ocs_xml

FOLDER = DATA / "ocs_xml"


def load(name: str) -> Seen:
    return see(READER, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", files("ocs_xml", "ok"))
def test_a_sound_file_is_recognised(name):
    data = (FOLDER / name).read_bytes()
    assert READER.recognises(data, "x")
    assert not glpi_xml.recognises(data, "x")
    assert said(load(name).issues) == []


def test_latin_1_is_read_with_its_accents():
    seen = load("ok-windows-latin-1.xml")
    assert [(each.name, each.version, each.supplier) for each in seen.entries] == [
        ("Microsoft Windows 10 Professionnel", "10.0.19045", ""),
        ("État civil", "4.2", "Éditions Exemple"),
        ("Paie", "", ""),
    ]
    assert [each.type for each in seen.entries] == ["operating-system", "application", "application"]
    assert seen.subject.name == "ACCUEIL-01"


def test_the_distribution_stands_with_the_hardware():
    assert [each.purl for each in load("ok-unix.xml").entries] == ["", "pkg:deb/debian/openssl@3.0.11-1?arch=amd64"]


def test_what_is_not_well_formed_is_refused_with_its_line():
    with pytest.raises(InputError) as caught:
        load("broken-not-well-formed.xml")
    assert "line 3" in caught.value.where


@pytest.mark.parametrize(
    ("client", "ours"),
    [
        (b"OCS-NG_unified_unix_agent_v2.10.0", True),
        (b"OCS-NG_WINDOWS_AGENT_v2.9.0.0", True),
        (b"FusionInventory-Agent_v2.5.2", False),
        (b"GLPI-Agent_v1.4", False),
        (b"Inventory Agent/1.3.0 (Linux; Android 13; GLPI Inventory Agent)", False),
    ],
)
def test_the_client_decides(client, ours):
    data = b"<REQUEST><CONTENT><BITSWIDTH>1</BITSWIDTH><VERSIONCLIENT>%s</VERSIONCLIENT></CONTENT></REQUEST>" % client
    assert ocs_xml.recognises(data, "x") is ours
    assert glpi_xml.recognises(data, "x") is not ours
