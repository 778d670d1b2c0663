# SPDX-License-Identifier: EUPL-1.2
"""CycloneDX XML: every version, every place of a namespace, and lines where JSON has pointers."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import Reader, cyclonedx_xml, sniff
from sovaudit.readers._cyclonedx import VERSIONS
from tests.readers._reading import DATA, files, see

READER: Reader = cyclonedx_xml
SPACE = "http://cyclonedx.org/schema/bom/"
GRAPH = "http://cyclonedx.org/schema/ext/dependency-graph/1.0"


def document(body: str, version: str = "1.6", root: str = "") -> bytes:
    return f'<?xml version="1.0"?>\n<bom xmlns="{SPACE}{version}" {root}>\n{body}\n</bom>'.encode()


@pytest.mark.parametrize("name", files("cyclonedx_xml", "ok"))
def test_a_sound_file_is_read_whole(name):
    found = see(READER, (DATA / "cyclonedx_xml" / name).read_bytes())
    assert found.names == ["bibliothèque", "module", "tronc"]
    assert found.edges == {("bibliothèque", "tronc")}
    assert (found.partial, found.issues) == (False, ())


@pytest.mark.parametrize(
    ("name", "places"), [("broken-nameless.xml", ["line 6"]), ("broken-service-flow.xml", ["line 4/authenticated"])]
)
def test_what_does_not_fit_is_an_issue_and_the_rest_is_kept(name, places):
    found = see(READER, (DATA / "cyclonedx_xml" / name).read_bytes())
    assert found.names == ["kept"]
    assert found.issue_places == places
    assert found.partial


def component(name: str, inner: str = "", ref: str = "") -> str:
    said = f' bom-ref="{ref}"' if ref else ""
    return f'<component type="library"{said}><name>{name}</name>{inner}</component>'


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as error:
        READER.read(data, "f.xml", Descriptions())
    return error.value.message, error.value.where.removeprefix("f.xml").removeprefix(": ")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_is_read(version):
    data = document(f"<components>{component('zlib', '<version>1.3</version>')}</components>", version)
    assert sniff(data, "services.csv") is cyclonedx_xml
    found = see(READER, data)
    assert (found.version, found.names, found.places, found.issues) == (version, ["zlib"], ["line 3"], ())


def test_a_newer_minor_version_is_read_with_an_issue_and_another_major_one_is_not():
    found = see(READER, document(f"<components>{component('a')}</components>", "1.8"))
    assert found.names == ["a"]
    assert ["unknown version" in each.message for each in found.issues] == [True]
    assert refused(document("", "2.0")) == ("unknown version of CycloneDX: 2.0", "line 2")


@pytest.mark.parametrize("space", ["http://exemple.org/bom/1.6", "", "https://cyclonedx.org/schema/bom/1.6"])
def test_another_namespace_is_refused_by_name(space):
    data = f'<bom xmlns="{space}"><components/></bom>'.encode() if space else b"<bom><components/></bom>"
    assert READER.recognises(data, "")
    message, where = refused(data)
    assert message.startswith("the namespace is not that of CycloneDX")
    assert where == "line 1"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE bom [<!ENTITY a "b">]>',
        '<!DOCTYPE bom SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE bom [<!ATTLIST component type CDATA "file">]>',
    ],
)
def test_a_document_type_is_refused_by_name(doctype):
    data = f'<?xml version="1.0"?>\n{doctype}\n<bom xmlns="{SPACE}1.6"/>'.encode()
    assert READER.recognises(data, "")
    message, where = refused(data)
    assert "DOCTYPE" in message
    assert where == "line 2"


def test_nested_components_follow_the_one_that_holds_them():
    inner = f"<components>\n{component('held')}</components>"
    body = f"<components>\n{component('holder', inner)}\n{component('last')}</components>"
    found = see(READER, document(body))
    assert found.names == ["holder", "held", "last"]
    assert found.places == ["line 4", "line 5", "line 6"]


def test_only_what_the_document_lists_is_an_entry():
    """Tools, ancestors, annotators and parts of the subject are components of something else: counted as mentioned."""
    tool = f"<tools><components>{component('tool')}</components></tools>"
    root = f'<component type="application" bom-ref="app"><name>app</name><components>{component("part", ref="p")}'
    metadata = f"<metadata>{tool}{root}</components></component></metadata>"
    fork = component("fork", f"<pedigree><ancestors>{component('origin')}</ancestors></pedigree>", "f")
    more = f"<annotations><annotation><annotator>{component('who')}</annotator></annotation></annotations>"
    edges = '<dependencies><dependency ref="p"><dependency ref="f"/></dependency></dependencies>'
    found = see(READER, document(f"{metadata}<components>{fork}</components>{more}{edges}"))
    assert found.names == ["fork"]
    assert found.entries[0].ancestors == ("origin",)
    assert found.subject.name == "app"
    assert found.edges == {("<subject>", "fork")}
    assert ["parts nested" in each.message for each in found.issues] == [True, False]
    assert "(pedigree, tools, parts of the subject…): 4" in found.issues[1].message, "tool, part, origin, who"


def test_elements_of_other_namespaces_are_left_alone():
    other = '<x:component xmlns:x="urn:x" type="library"><x:name>ghost</x:name></x:component>'
    inner = '<x:name xmlns:x="urn:x">ghost</x:name>'
    body = f'<components>{other}<component type="library">{inner}<name>a</name></component></components>'
    found = see(READER, document(f"{body}<x:components xmlns:x='urn:x'>{other}</x:components>"))
    assert (found.names, found.issues) == (["a"], ())


def test_an_inclusion_opens_nothing_and_the_nameless_is_listed():
    name = (
        '<name><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/></name>'
    )
    found = see(
        READER, document(f"<components>\n<component type='library'>{name}</component>{component('a')}</components>")
    )
    assert found.names == ["a"]
    assert [(each.place, "left out" in each.message) for each in found.issues] == [("line 4", True)]
    assert found.partial


def test_a_name_in_pieces_is_one_name():
    found = see(READER, document("<components>" + component("re<!-- x -->que<![CDATA[sts]]>") + "</components>"))
    assert found.names == ["requests"]


def test_the_dependencies_of_version_1_1_stand_in_an_extension():
    parts = "".join(component(each, ref=each) for each in "abc")
    graph = (
        f'<g:dependencies xmlns:g="{GRAPH}"><g:dependency ref="a"><g:dependency ref="b"><g:dependency ref="c"/>'
        "</g:dependency></g:dependency></g:dependencies>"
    )
    found = see(READER, document(f"<components>{parts}</components>{graph}", "1.1"))
    assert found.edges == {("a", "b"), ("b", "c")}
    assert found.issues == ()


def test_a_dependency_without_reference_is_said():
    parts = "".join(component(each, ref=each) for each in "ab")
    edges = '<dependencies>\n<dependency><dependency ref="a"/></dependency>\n<dependency ref="a"><dependency/>'
    found = see(
        READER, document(f"<components>{parts}</components>{edges}<dependency ref='b'/></dependency></dependencies>")
    )
    assert found.edges == {("a", "b")}
    assert found.issue_places == ["line 4", "line 5"]
    assert found.partial


def test_a_reference_to_nothing_has_the_line_of_the_dependencies():
    edges = '\n<dependencies><dependency ref="a"><dependency ref="ghost"/></dependency></dependencies>'
    found = see(READER, document(f"<components>{component('a', ref='a')}</components>{edges}"))
    assert found.issue_places == ["line 4"]
    assert found.edge_count == 1


def test_a_child_that_stands_twice_is_said():
    found = see(READER, document("<components>" + component("a", "<name>b</name><purl>p</purl>") + "</components>"))
    assert found.names == ["a"]
    assert ["« name » stands twice" in each.message for each in found.issues] == [True]
    assert found.partial


def test_two_lists_of_components_are_both_read():
    lists = "".join(f"<components>{component(each)}</components>" for each in "ab")
    assert see(READER, document(lists)).names == ["a", "b"]


def test_what_changed_in_the_versions():
    detailed = '<licenses><expression-detailed expression="MIT OR X11"/></licenses>'
    flows = '<data><dataflow name="x"><classification flow="inbound">PII</classification></dataflow></data>'
    service = f"<services><service><name>s</name>{flows}</service></services>"
    body = f"<components>{component('a', detailed)}</components>{service}"
    table = Descriptions()
    bom = READER.read(document(body, "1.7"), "f", table)
    assert isinstance(bom, Bom)
    assert [each.value for each in table.distinct[0].licences] == ["MIT OR X11"]
    assert bom.online[0].data == ("inbound PII",)
    assert bom.online[0].place == "line 3"


def test_an_enveloped_signature_is_not_taken_for_a_proof():
    signed = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>x</SignatureValue></Signature>'
    found = see(READER, document(signed))
    assert ["not verified" in each.message for each in found.issues] == [True]


def test_a_truth_value_that_is_none_is_said():
    body = "<services><service><name>s</name><authenticated>perhaps</authenticated></service></services>"
    found = see(READER, document(body))
    assert [(each.place, "true or false" in each.message) for each in found.issues] == [("line 3/authenticated", True)]


@pytest.mark.parametrize("empty", ["", "<components/>", "<metadata/>", "<metadata><component/></metadata>"])
def test_empty_documents(empty):
    found = see(
        READER, document(empty, root='serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1"')
    )
    assert (found.names, found.partial) == ([], False)


def test_twenty_thousand_components_in_one_another_are_refused_in_time():
    started = time.perf_counter()
    message, _where = refused(document("<components><component><name>a</name>" * 20_000))
    assert "xml_depth" in message
    assert time.perf_counter() - started < 5


@given(st.binary(max_size=40), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(noise, at):
    body = f"<components>{component('a', ref='a')}</components><dependencies><dependency ref='a'/></dependencies>"
    data = document(body)
    try:
        found: Any = READER.read(data[:at] + noise + data[at:], "f", Descriptions())
    except InputError:
        return
    assert isinstance(found, Bom)


def test_the_corpus_is_read_whole(corpus):
    """Every entry of every real file: counted here as chains of `components` and `component` below the root."""
    from lxml import etree

    read = 0
    for path in sorted(corpus.rglob("*.xml")):
        data = path.read_bytes()
        if not READER.recognises(data, path.name):
            continue
        try:
            found = READER.read(data, path.name, Descriptions())
        except InputError:
            continue
        assert isinstance(found, Bom)
        left_out = sum("left out" in each.message and "dependency" not in each.message for each in found.issues)
        assert len(found.described) + left_out == count(etree.fromstring(data)), path
        read += 1
    assert read > 250


def count(holder: Any) -> int:
    """Count components in `components` of an element, and in those of each."""
    space = holder.tag.partition("}")[0] + "}"
    held = [each for group in holder.findall(f"{space}components") for each in group.findall(f"{space}component")]
    return len(held) + sum(map(count, held))
