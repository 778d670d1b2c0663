# SPDX-License-Identifier: EUPL-1.2
"""Every syntax comes into one shape with its lines; what cannot be read is one error with its place, never more."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.language import _
from sovaudit.validation import documents, validate
from tests.validation._documents import (
    TAG_VALUE,
    check,
    component,
    cyclonedx,
    kinds,
    package,
    places,
    spdx,
    xml,
)

YAML = """spdxVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
name: valdormois
dataLicense: CC0-1.0
documentNamespace: https://valdormois.example/sbom/1
creationInfo:
  created: 2026-01-02T03:04:05Z
  creators: ["Person: Jeanne Valdor (si@valdormois.example)"]
packages:
- SPDXID: SPDXRef-a
  name: a
  versionInfo: 1.10
  downloadLocation: NOASSERTION
  filesAnalyzed: false
"""
SPDX_XML = """<Document>
<SPDXID>SPDXRef-DOCUMENT</SPDXID><spdxVersion>SPDX-2.3</spdxVersion>
<creationInfo><created>2026-01-02T03:04:05Z</created><creators>Tool: inventor</creators></creationInfo>
<name>valdormois</name><dataLicense>CC0-1.0</dataLicense>
<documentNamespace>https://valdormois.example/sbom/1</documentNamespace>
<packages>
<SPDXID>SPDXRef-a</SPDXID><name>a</name><downloadLocation>NOASSERTION</downloadLocation>
<filesAnalyzed>false</filesAnalyzed>
</packages>
</Document>"""


@pytest.mark.parametrize(
    ("data", "form", "version"),
    [
        (json.dumps(cyclonedx()).encode(), "cyclonedx-json", "1.6"),
        (xml("", "1.4"), "cyclonedx-xml", "1.4"),
        (json.dumps(spdx()).encode(), "spdx-json", "2.3"),
        (TAG_VALUE, "spdx-tagvalue", "2.3"),
        (YAML.encode(), "spdx-yaml", "2.3"),
        (SPDX_XML.encode(), "spdx-xml", "2.3"),
        (b"\xef\xbb\xbf" + json.dumps(cyclonedx()).encode(), "cyclonedx-json", "1.6"),
    ],
)
def test_formats_are_recognised_by_their_content(data, form, version):
    found = validate(data, "here")
    assert (found.format, found.version, found.errors) == (form, version, ())


def test_texts_become_what_the_schema_asks_for():
    for data in (YAML.encode(), SPDX_XML.encode()):
        (one,) = documents.parse(data, "here").content["packages"]
        assert one["filesAnalyzed"] is False
    assert documents.parse(YAML.encode(), "here").content["packages"][0]["versionInfo"] == "1.10"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (YAML.replace("filesAnalyzed: false", "filesAnalyzed: maybe").encode(), 14),
        (YAML.replace("  name: a\n", "").encode(), 10),
        (SPDX_XML.replace("<filesAnalyzed>false", "<filesAnalyzed>maybe").encode(), 8),
        (SPDX_XML.replace("<name>a</name>", "").encode(), 6),
        (TAG_VALUE.replace(b"SHA512:", b"SHA9000:"), 17),
        (TAG_VALUE.replace(b"PackageVersion:", b"PackageEvil:"), 12),
        (TAG_VALUE.replace(b"PackageVersion: 1.0", b"nothing at all"), 12),
        (TAG_VALUE.replace(b"DESCRIBES", b"ADORES"), 19),
        (TAG_VALUE.replace(b"SPDXRef-DOCUMENT DESCRIBES SPDXRef-a", b"SPDXRef-a"), 19),
        (TAG_VALUE.replace(b"PackageVersion: 1.0", b"SPDXID: SPDXRef-b"), 12),
        (b"PackageVersion: 1\n" + TAG_VALUE, 1),
    ],
)
def test_what_breaks_the_rules_of_spdx_has_its_line(data, line):
    assert places(validate(data, "here")) == [_("line {line}").format(line=line)]


def test_a_package_in_a_text_is_none():
    evil = TAG_VALUE.replace(b"several\n", b"several\nPackageName: ghost\n")
    assert len(documents.parse(evil, "here").content["packages"]) == 1


def test_xml_and_json_of_one_document_have_one_outline():
    inside = """<metadata><authors><author><name>Jeanne</name></author></authors></metadata>
<components>
 <component type="library" bom-ref="a"><name>a</name><version>1.0</version>
  <hashes><hash alg="SHA-1">aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</hash></hashes>
  <licenses><license><id>MIT</id></license></licenses><purl>pkg:npm/a@1.0</purl>
  <properties><property name="bsi:component:filename">a.js</property></properties>
  <components><component type="library" bom-ref="b"><name>b</name></component></components></component>
</components>
<dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies>
<compositions><composition><aggregate>complete</aggregate><assemblies><assembly ref="a"/></assemblies>
 <dependencies><dependency ref="a"/></dependencies></composition></compositions>"""
    content = documents.parse(xml(inside), "here").content
    assert content["metadata"]["authors"] == [{"name": "Jeanne"}]
    (one,) = content["components"]
    assert one["hashes"] == [{"alg": "SHA-1", "content": "a" * 40}]
    assert one["licenses"] == [{"license": {"id": "MIT"}}]
    assert one["properties"] == [{"name": "bsi:component:filename", "value": "a.js"}]
    assert one["components"] == [{"type": "library", "bom-ref": "b", "name": "b"}]
    assert content["dependencies"] == [{"ref": "a", "dependsOn": ["b"]}]
    assert content["compositions"] == [{"aggregate": "complete", "assemblies": ["a"], "dependencies": ["a"]}]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(b"", "", id="nothing"),
        pytest.param(b" \n", "", id="blanks"),
        pytest.param(b'{"bomFormat":"CycloneDX",\n"a":1,}', _("line {line}, column {column}"), id="comma"),
        pytest.param(b'{"bomFormat":"CycloneDX","specVersion":"1.6","a":{"b":1,"b":2}}', "/a/b", id="twice"),
        pytest.param(b'{"bomFormat":"CycloneDX","specVersion":"1.6","specVersion":"1.6"}', "/specVersion", id="top"),
        pytest.param(b'{"bomFormat":"CycloneDX","a":NaN}', None, id="NaN"),
        pytest.param(b'{"bomFormat":"CycloneDX","a":1e999}', None, id="infinite"),
        pytest.param(b'{"bomFormat":"CycloneDX","version":' + b"9" * 5000 + b"}", "", id="long number"),
        pytest.param(b'{"bomFormat":"\xe9"}', _("line {line}, column {column}").format(line=1, column=15), id="latin"),
        pytest.param(
            b'{"bomFormat":"\\ud800"}', _("line {line}, column {column}").format(line=1, column=15), id="half"
        ),
        pytest.param(b'{"bomFormat":' + b"[" * 100_000, "", id="deep and cut"),
        pytest.param(b'{"bomFormat":' + b"[" * 200 + b"]" * 200 + b"}", "", id="deep"),
        pytest.param(b'["bomFormat"]', "", id="a list"),
        pytest.param(b"<!DOCTYPE bom [<!ENTITY a 'b'>]>" + xml(""), _("line {line}").format(line=1), id="DOCTYPE"),
        pytest.param(xml("<components>"), None, id="XML cut"),
        pytest.param(b'<bom xmlns="urn:other"/>', "", id="namespace"),
        pytest.param(b"<bom/>", "", id="no namespace"),
        pytest.param(b"name;version\na;1\n", "", id="CSV"),
        pytest.param(b"\x00\x01\x02", "", id="bytes"),
        pytest.param(b"SPDXVersion: SPDX-2.3\nPackageComment: <text>never", None, id="text without end"),
        pytest.param(b"spdxVersion: SPDX-2.3\na: *b\n", None, id="alias"),
        pytest.param(gzip.compress(b"{"), _("line {line}, column {column}").format(line=1, column=2), id="gzip"),
    ],
)
def test_what_cannot_be_read_is_one_error(data, place):
    found = validate(data, "here")
    assert not found.valid
    assert len(found.errors) == 1
    assert found.errors[0].message
    if place is not None and "{" not in place:
        assert found.errors[0].place == place


def test_what_it_was_packed_and_held_in_is_said_and_kept_in_the_places():
    held = json.dumps({"sbom": spdx(package(filesAnalyzed="no"))}).encode()
    found = validate(gzip.compress(held), "here")
    assert places(found) == ["/sbom/packages/0/filesAnalyzed"]
    assert [level for level, kind, _place in kinds(found) if kind == "wrapping"] == ["information"] * 2


def test_json_in_utf_16_is_read_and_not_valid():
    found = validate(json.dumps(cyclonedx(component(type="banana"))).encode("utf-16"), "here")
    assert places(found) == ["", "/components/0/type"]


def test_rdf_is_read_and_says_that_there_is_no_schema():
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">
<SpdxDocument rdf:about="https://valdormois.example/1#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion>
<name>valdormois</name></SpdxDocument></rdf:RDF>"""
    found = validate(rdf, "here", "ntia")
    assert (found.format, found.version, found.valid, found.completeness) == ("spdx-rdfxml", "2.3", True, None)
    assert ("information", "schema", "") in kinds(found)


_NAMES = """
    components name bom-ref purl licenses license expression dependencies ref dependsOn metadata hashes packages SPDXID
    relationships spdxElementId relatedSpdxElement relationshipType externalRefs type creationInfo creators from to @id
    spdxId externalIdentifier properties compositions supplier
"""
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_NAMES.split()), inner, max_size=5),
    max_leaves=25,
)
_heads = st.sampled_from(
    [
        {"bomFormat": "CycloneDX", "specVersion": "1.6"},
        {"spdxVersion": "SPDX-2.3"},
        {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"},
    ]
)


@given(
    _heads, st.dictionaries(st.sampled_from(["components", "packages", "@graph", "dependencies", "metadata"]), _json)
)
def test_whatever_json_holds_is_answered(head, members):
    found = check({**members, **head}, "bsi")
    assert found.valid == (not found.errors)
    assert all(each.message for each in found.errors)


@given(st.binary(max_size=60), st.sampled_from([b"", b"{", b"<", b"SPDXVersion: ", b"spdxVersion: "]))
def test_whatever_bytes_are_answered(tail, head):
    found = validate(head + tail, "here", "ntia")
    assert found.valid == (not found.errors)
