# SPDX-License-Identifier: EUPL-1.2
"""GLPI's JSON inventories: every program is an entry, a package URL is made only where nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.identity.purls import canonical
from sovaudit.model import Bom, Composition, Descriptions
from sovaudit.readers import Reader, glpi_json
from sovaudit.readers._inventory_agents import Found, purl_of
from tests.readers._reading import DATA, Seen, files, said, see

READER: Reader = glpi_json

FOLDER = DATA / "glpi_json"


def load(name: str) -> Seen:
    return see(READER, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", files("glpi_json", "ok"))
def test_a_sound_file_is_recognised_and_kept_whole(name):
    data = (FOLDER / name).read_bytes()
    content = json.loads(data)["content"]
    listed = [each for key in ("softwares", "databases_services", "firmwares") for each in content.get(key, [])]
    assert READER.recognises(data, "x")
    seen = load(name)
    assert len(seen.entries) == len(listed) + ("operatingsystem" in content)
    assert not seen.partial


def test_what_is_said_of_a_program():
    seen = load("ok-fedora.json")
    expat = seen.entries[0]
    assert (expat.name, expat.version, expat.supplier, expat.type) == (
        "expat",
        "2.2.8-1.fc31",
        "Fedora Project",
        "application",
    )
    assert seen.places == [
        *(f"/content/softwares/{n}" for n in range(3)),
        "/content/databases_services/0",
        "/content/operatingsystem",
    ]
    assert [each.type for each in seen.entries][-2:] == ["application", "operating-system"]
    assert (seen.subject.name, seen.subject.type) == ("poste-exemple", "machine")


def test_when_and_whose():
    bom = READER.read((FOLDER / "ok-fedora.json").read_bytes(), "a.json", Descriptions())
    assert isinstance(bom, Bom)
    assert bom.created == "2026-01-05 08:30:00"
    assert bom.names == ("poste-exemple-2025-03-04-09-00-00",)


def test_packages_of_a_distribution_have_a_package_url():
    assert [each.purl for each in load("ok-fedora.json").entries[:3]] == [
        "pkg:rpm/fedora/expat@2.2.8-1.fc31?arch=x86_64",
        "",  # its publisher is not Fedora
        "pkg:rpm/fedora/gtk%2B@2.24.32-6.fc31?arch=i686",
    ]
    assert [each.purl for each in load("ok-debian.json").entries[:3]] == [
        "pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=amd64",
        "pkg:deb/debian/vim-common@2:9.0.1378-2?arch=all",
        "",  # no architecture
    ]
    assert not any(each.purl for each in load("ok-windows.json").entries)


@pytest.mark.parametrize(
    ("system", "origin"),
    [("Debian", "rpm"), ("Fedora", "deb"), ("Fedora", "registry"), ("Exemple OS", "rpm"), ("", "")],
)
def test_what_is_not_known_is_not_guessed(system, origin):
    assert purl_of(Found("", "expat", "1-1", "", origin, "x86_64"), system) == ""


@given(
    st.from_regex(r"[a-z0-9][a-z0-9+.-]{0,20}", fullmatch=True),
    st.from_regex(r"([0-9]:)?[0-9][A-Za-z0-9.+~]{0,15}(-[0-9a-z.~+]{1,8})?", fullmatch=True),
    st.sampled_from(("amd64", "all", "arm64")),
)
def test_a_package_url_is_one(name, version, architecture):
    purl = purl_of(Found("", name, version, "", "deb", architecture), "Debian GNU/Linux")
    assert purl
    if name not in (".", "..") and not name.endswith("."):
        assert canonical(purl)


def test_a_program_without_a_name_has_its_identifier():
    assert load("ok-windows.json").names == ["LogiExemple", "{BBBB}", "Microsoft Windows 11 Professionnel"]


def test_a_partial_inventory_says_so():
    bom = READER.read((FOLDER / "ok-partial.json").read_bytes(), "a.json", Descriptions())
    assert isinstance(bom, Bom)
    assert [each.place for each in bom.issues] == ["/partial"]
    assert bom.compositions == (Composition("incomplete", place="/partial"),)


def test_a_device_has_firmware():
    seen = load("ok-network.json")
    assert [(each.type, each.name, each.supplier) for each in seen.entries] == [
        ("firmware", "modele-24", "Fabricant Exemple")
    ]
    assert seen.subject.name == "sw-mairie-1"


def test_what_cannot_be_kept_is_counted_in_issues():
    seen = load("broken-software-no-object.json")
    assert seen.names == ["gardé"]
    assert seen.places == ["/content/softwares/1"]
    assert [each.split("/name")[0] for each in seen.issue_places] == [
        "/content/softwares/0",
        "/content/softwares/3",
        "/content/softwares/2",
        "/content/softwares/3",
    ]
    assert seen.partial


def test_a_number_is_no_version():
    seen = load("broken-version-number.json")
    assert seen.entries[0].version == ""
    assert said(seen.issues) == [("/content/softwares/0/version", "a text / nothing was expected, not a number")]


@pytest.mark.parametrize("name", ["broken-softwares-object.json", "broken-content-text.json"])
def test_a_section_of_another_type_is_said(name):
    seen = load(name)
    assert seen.entries == []
    assert seen.issues[0].place.startswith("/content")
    assert seen.partial


def test_a_truncated_file_is_refused_with_its_place():
    with pytest.raises(InputError) as caught:
        load("broken-truncated.json")
    assert "line 1" in caught.value.where


def test_many_defects_are_grouped():
    data = json.dumps({"deviceid": "d", "content": {"softwares": [1] * 500}}).encode()
    seen = see(READER, data)
    assert len(seen.issues) < 25
    assert any("480" in each.message for each in seen.issues)


@pytest.mark.parametrize(
    "text", [b"{}", b'{"deviceid":"x"}', b'{"content":{"softwares":[]}}', b'["deviceid","content"]']
)
def test_other_json_is_not_recognised(text):
    assert not READER.recognises(text, "inventory.json")


def test_the_samples_of_the_format(corpus: Path):
    folder = corpus / "glpi-project__inventory_format" / "examples"
    counted = {}
    for path in sorted(folder.glob("*.json")):
        data = path.read_bytes()
        assert READER.recognises(data, path.name)
        counted[path.name] = len(see(READER, data).entries)
        content = json.loads(data)["content"]
        lists = ("softwares", "databases_services", "firmwares")
        assert counted[path.name] == sum(len(content.get(each, ())) for each in lists) + ("operatingsystem" in content)
    assert len(counted) >= 5
