# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 XML: elements as the members of the JSON form, repeated ones as lists."""

from __future__ import annotations

import pytest

from sovaudit.errors import InputError
from sovaudit.readers import Reader, spdx_xml
from tests.readers._reading import DATA, SUBJECT, files, nested, see

READER: Reader = spdx_xml

FOLDER = DATA / "spdx_xml"


def load(name):
    return see(READER, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", files("spdx_xml", "ok"))
def test_a_sound_file_is_read_whole(name):
    data = (FOLDER / name).read_bytes()
    assert READER.recognises(data, "x")
    assert see(READER, data).issues == ()


def test_a_list_is_an_element_repeated_and_a_list_of_one_is_a_list():
    found = load("ok-small.spdx.xml")
    assert [(each.name, each.version) for each in found.entries] == [("guichet  unique", "1.10"), ("zlib", "")]
    assert found.entries[0].hashes == ("SHA1:ab", "MD5:cd")
    assert found.entries[0].purl == "pkg:generic/exemple/guichet@1.10"
    assert found.places == ["line 11", "line 25"]
    assert found.edges == {(SUBJECT, "guichet  unique"), ("guichet  unique", "zlib")}


def test_a_comment_does_not_cut_a_name_in_two():
    """What stands after a comment is part of the text (lxml's own `.text` stops there)."""
    assert load("ok-small.spdx.xml").subject.name == "guichet  unique"


def test_the_wrapper_of_old_tools_is_taken_off():
    found = load("ok-wrapped.spdx.xml")
    assert (found.names, found.version, found.places) == (["a"], "2.1", ["line 7"])
    assert found.edges == {(SUBJECT, "a")}


def test_what_does_not_fit_is_said_at_its_line_and_the_rest_is_kept():
    found = load("broken-twice.spdx.xml")
    assert found.names == ["a"]
    assert sorted(found.issue_places) == ["line 6", "line 7", "line 9"]
    assert found.partial


def test_a_namespace_changes_nothing():
    data = (FOLDER / "ok-small.spdx.xml").read_bytes()
    named = data.replace(b"<Document>", b'<Document xmlns="http://spdx.org/rdf/terms">')
    assert READER.recognises(named, "x")
    assert see(READER, named).entries == see(READER, data).entries


BEFORE = b"<Document><spdxVersion>SPDX-2.3</spdxVersion>"


@pytest.mark.parametrize(
    "data",
    [
        (FOLDER / "broken-cut.spdx.xml").read_bytes(),
        b'<!DOCTYPE Document [<!ENTITY a "b">]>' + BEFORE + b"<name>&a;</name></Document>",
        BEFORE + nested(b"<packages>", 100_000, b"</packages>") + b"</Document>",
        b'<?xml version="1.0" encoding="utf-7"?>' + BEFORE + b"</Document>",
        BEFORE + b"<packages><name>" + b"x" * 1_000_001 + b"</name></packages></Document>",
    ],
    ids=["cut", "doctype", "deep", "utf-7", "long"],
)
def test_what_is_refused_is_recognised_first(data):
    assert READER.recognises(data, "x")
    with pytest.raises(InputError) as error:
        see(READER, data)
    assert error.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b'<bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>',
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><spdxVersion></spdxVersion></rdf:RDF>',
        b"<Document><page/></Document>",
        b"spdxVersion>",
    ],
)
def test_what_is_another_format(data):
    assert not READER.recognises(data, "x.spdx.xml")
