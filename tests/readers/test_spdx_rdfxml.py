# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 RDF/XML: the graph, not the nesting, decides; what could hurt a parser is refused before it."""

from __future__ import annotations

import pytest

from sovaudit.errors import InputError
from sovaudit.model import Bom, Declared, Descriptions, Link
from sovaudit.readers import Reader, spdx_rdfxml
from tests.readers._reading import DATA, SUBJECT, files, nested, see

READER: Reader = spdx_rdfxml

FOLDER = DATA / "spdx_rdfxml"
OPEN = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">'
DOCUMENT = (
    b'<SpdxDocument rdf:about="https://e.invalid/d#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion></SpdxDocument>'
)


def load(name):
    return see(READER, (FOLDER / name).read_bytes())


def graph(inner: bytes) -> bytes:
    return OPEN + DOCUMENT + inner + b"</rdf:RDF>"


@pytest.mark.parametrize("name", [*files("spdx_rdfxml", "ok"), *files("spdx_rdfxml", "broken")])
def test_a_file_is_recognised(name):
    assert READER.recognises((FOLDER / name).read_bytes(), "x")


def test_a_whole_document():
    found = load("ok-small.spdx.rdf")
    assert [(each.name, each.version) for each in found.entries] == [("guichet", "1.10"), ("zlib", "1.3")]
    assert found.places == ["line 20", "line 64"]
    assert found.edges == {(SUBJECT, "guichet"), ("guichet", "zlib")}
    assert [each.message for each in found.issues] == ["1 relationships lead to another document"]
    first = found.entries[0]
    assert (first.supplier, first.type, first.hashes) == ("Exemple SA", "operating-system", ("SHA3-256:ab",))
    sets = "EUPL-1.2 OR (MIT AND LicenseRef-maison) OR GPL-2.0-only WITH Classpath-exception-2.0 OR ZPL-2.0+"
    assert first.licences == (
        Declared("expression", sets),
        Declared("concluded", "NONE"),
        Declared("reference", "LicenseRef-maison=Maison 1.0"),
    )


def test_names_links_and_day():
    bom = READER.read((FOLDER / "ok-small.spdx.rdf").read_bytes(), "file", Descriptions())
    assert isinstance(bom, Bom)
    assert bom.names == ("https://exemple.invalid/doc",)
    assert [each.name for each in bom.links] == ["https://exemple.invalid/other"]
    assert isinstance(bom.links[0], Link)
    assert bom.created == "2024-05-01T08:00:00Z"


def test_one_package_described_in_two_places_is_one():
    """`zlib` has its name where it is needed and its version at the end of the file."""
    assert load("ok-small.spdx.rdf").names.count("zlib") == 1


def test_a_licence_that_holds_itself_is_left_out_and_said():
    found = load("broken-licence-loop.spdx.rdf")
    assert (found.names, found.entries[0].licences, found.partial) == (["a"], (), True)
    assert found.issue_places == ["line 5", "line 5"], "the loop; the second name"


def test_licences_that_double_at_each_step_do_not_fill_the_memory():
    """Each set holds the one before twice over, by two sets between: 2 to the power 60 licences when written out."""
    steps = b'<OrLaterOperator rdf:nodeID="n0"><member rdf:resource="http://spdx.org/licenses/MIT"/></OrLaterOperator>'
    for step in range(1, 61):
        for side in (b"l", b"r"):
            steps += b'<ConjunctiveLicenseSet rdf:nodeID="%s%d"><member rdf:nodeID="n%d"/>' % (side, step, step - 1)
            steps += b'<member rdf:resource="http://spdx.org/licenses/%s"/></ConjunctiveLicenseSet>' % side
        steps += b'<DisjunctiveLicenseSet rdf:nodeID="n%d"><member rdf:nodeID="l%d"/>' % (step, step)
        steps += b'<member rdf:nodeID="r%d"/></DisjunctiveLicenseSet>' % step
    package = b'<Package rdf:about="https://e.invalid/d#SPDXRef-a"><name>a</name>'
    found = see(READER, graph(steps + package + b'<licenseDeclared rdf:nodeID="n60"/></Package>'))
    assert (found.names, found.partial) == (["a"], True)


def test_short_names_that_stand_for_long_ones_are_counted():
    """A base of 100 kB before each of 1,000 names is 100 MB of text out of 200 kB."""
    base = b' xml:base="https://e.invalid/' + b"x" * 100_000 + b'/"'
    packages = b"".join(b'<Package rdf:about="p%d"/>' % number for number in range(1_000))
    with pytest.raises(InputError) as error:
        see(READER, OPEN[:-1] + base + b">" + DOCUMENT + packages + b"</rdf:RDF>")
    assert "--limit ratio=" in error.value.hint


def test_packages_without_a_name_of_their_own_are_kept_apart():
    data = graph(b"<Package><name>a</name></Package><Package><name>b</name></Package>")
    first, second = see(READER, data), see(READER, data)
    assert (first.names, first.places) == (["a", "b"], ["/packages/0", "/packages/1"])
    assert first == second, "no random name shows"


@pytest.mark.parametrize(
    "data",
    [
        (FOLDER / "broken-stray-text.spdx.rdf").read_bytes(),
        b'<!DOCTYPE rdf [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + graph(b""),
        graph(nested(b"<a><b>", 50_000, b"</b></a>")),
        b'<?xml version="1.0" encoding="utf-7"?>' + graph(b""),
        graph(b"<Package><name>" + b"x" * 1_000_001 + b"</name></Package>"),
        graph(b"<Package><name>a</name>"),
    ],
    ids=["stray-text", "doctype", "deep", "utf-7", "long", "cut"],
)
def test_what_is_refused_is_recognised_first(data):
    assert READER.recognises(data, "x")
    with pytest.raises(InputError) as error:
        see(READER, data)
    assert error.value.hint
    assert error.value.where.startswith("file.json")


@pytest.mark.parametrize(
    "data",
    [
        b"<Document><spdxVersion>SPDX-2.3</spdxVersion></Document>",
        OPEN.replace(b"http://spdx.org/rdf/terms#", b"http://usefulinc.com/ns/doap#") + b"<Project/></rdf:RDF>",
        OPEN + b"<Licence/></rdf:RDF>",
    ],
    ids=["xml", "doap", "licence"],
)
def test_what_is_another_format(data):
    assert not READER.recognises(data, "x.rdf")
