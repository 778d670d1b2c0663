# SPDX-License-Identifier: EUPL-1.2
"""One SPDX document in five syntaxes is one bill of materials; so are real documents that exist in several."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sovaudit.model import ROOT, Bom, Descriptions
from sovaudit.readers import Reader, _spdx, spdx_json, spdx_rdfxml, spdx_tagvalue, spdx_xml, spdx_yaml
from tests.readers import _spdx_writers as writers

SYNTAXES: dict[str, tuple[Reader, Any]] = {
    "json": (spdx_json, writers.as_json),
    "yaml": (spdx_yaml, writers.as_yaml),
    "xml": (spdx_xml, writers.as_xml),
    "tag-value": (spdx_tagvalue, writers.as_tag_value),
    "rdf/xml": (spdx_rdfxml, writers.as_rdf_xml),
}
SPACE = "https://exemple.invalid/doc"
OTHER = "https://exemple.invalid/other"
IDS = [f"SPDXRef-{letter}" for letter in "abcd"]

letters = st.sampled_from("abcZ019 àœß:#<>&\"'/\\-_.,;()[]{}%*!|=~日")
names = st.text(letters, min_size=1, max_size=12).map(lambda text: f"n{text}n")
versions = st.sampled_from(["1.10", "1.0", "null", "no", "true", "007", "1e3", "~", "v2", "0x1F", "2024-01-01"])
leaves = st.sampled_from(["MIT", "Apache-2.0", "LicenseRef-1", "LicenseRef-un.named", "GPL-2.0-only", "a+"])


def joined(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Join different parts by one operator, every inner set in parentheses: the one way that RDF can say too."""
    parts = st.lists(children, min_size=2, max_size=3, unique=True)
    inner = parts.map(lambda found: [f"({each})" if " " in each else each for each in found])
    return st.tuples(inner, st.sampled_from([" AND ", " OR "])).map(lambda both: both[1].join(both[0]))


licences = st.one_of(st.sampled_from(["NONE", "NOASSERTION"]), st.recursive(leaves, joined, max_leaves=5))
actors = st.one_of(st.just("NOASSERTION"), names.map(lambda name: f"Organization: {name} (a@exemple.invalid)"))
locators = [
    ("PACKAGE-MANAGER", "purl", "pkg:npm/a@1?x=y#z"),
    ("SECURITY", "cpe23Type", "cpe:2.3:a:b:c:1:*:*:*:*:*:*:*"),
    ("SECURITY", "cpe22Type", "cpe:/a:b:c"),
    ("PERSISTENT-ID", "swid", "swid:2df9de35"),
]
refs = st.sampled_from(locators).map(
    lambda each: {"referenceCategory": each[0], "referenceType": each[1], "referenceLocator": each[2]}
)
checksums = st.sampled_from(sorted(writers.ALGORITHMS)).map(lambda name: {"algorithm": name, "checksumValue": "AB01"})
members = st.fixed_dictionaries(
    {"name": names, "externalRefs": st.lists(refs, max_size=3), "checksums": st.lists(checksums, max_size=2)},
    optional={
        "versionInfo": versions,
        "supplier": actors,
        "originator": actors,
        "downloadLocation": st.sampled_from(
            ["NOASSERTION", "https://a:b@exemple.invalid/x", "https://exemple.invalid"]
        ),
        "primaryPackagePurpose": st.sampled_from(["APPLICATION", "OPERATING_SYSTEM", "CONTAINER"]),
        "licenseDeclared": licences,
        "licenseConcluded": licences,
    },
)
ends = st.sampled_from([*IDS, "SPDXRef-DOCUMENT", "SPDXRef-ghost"])
kinds = st.sampled_from(sorted(_spdx.FORWARD | _spdx.BACKWARD | _spdx.NEITHER))
relationships = st.builds(
    lambda first, kind, second: {"spdxElementId": first, "relationshipType": kind, "relatedSpdxElement": second},
    ends,
    kinds,
    st.one_of(ends, st.sampled_from(["NONE", "NOASSERTION", "DocumentRef-other:SPDXRef-x"])),
)
extracted = st.just(
    [
        {"licenseId": "LicenseRef-1", "name": "MIT License", "extractedText": "whatever"},
        {"licenseId": "LicenseRef-un.named", "extractedText": "two\nlines <b> & more: PackageName: x"},
    ]
)


@st.composite
def forms(draw: st.DrawFn) -> writers.Form:
    """Draw a document in its JSON form."""
    packages = draw(st.lists(members, min_size=1, max_size=4))
    return {
        "spdxVersion": draw(st.sampled_from(["SPDX-2.1", "SPDX-2.3", "SPDX-2.7"])),
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": draw(names),
        "documentNamespace": SPACE,
        "creationInfo": {"created": "2024-05-01T08:00:00Z"},
        "externalDocumentRefs": [{"externalDocumentId": "DocumentRef-other", "spdxDocument": OTHER}],
        "hasExtractedLicensingInfos": draw(extracted),
        "packages": [{"SPDXID": ref, **each} for ref, each in zip(IDS, packages, strict=False)],
        "relationships": draw(st.lists(relationships, max_size=8)),
    }


def told(reader: Reader, data: bytes) -> dict[str, Any]:
    """Return all that a reader says but places, in an order that no syntax decides."""
    table = Descriptions()
    bom = reader.read(data, "file", table)
    assert isinstance(bom, Bom)
    return {
        "subject": bom.subject,
        "version": bom.version,
        "entries": [table.distinct[number] for number in bom.described],
        "edges": sorted(zip(map(int, bom.dependants), map(int, bom.dependencies), strict=True)),
        "edge_count": bom.edge_count,
        "names": bom.names,
        "links": [each.name for each in bom.links],
        "created": bom.created,
        "partial": bom.partial,
        "issues": sorted(each.message for each in bom.issues),
    }


@given(forms())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_five_syntaxes_say_the_same(form):
    expected = told(spdx_json, writers.as_json(form))
    assert len(expected["entries"]) == len(form["packages"])
    for syntax, (reader, write) in SYNTAXES.items():
        data = write(form)
        assert [each.NAME for each, _write in SYNTAXES.values() if each.recognises(data, "file")] == [reader.NAME]
        assert told(reader, data) == expected, syntax


FAMILIES = [
    ("spdx__tools-python/tests/spdx/data", ["SPDXJSONExample-v2.3.spdx.json", "SPDXTagExample-v2.3.spdx"]),
    ("spdx__tools-python/tests/spdx/data", ["SPDXJSONExample-v2.3.spdx.json", "SPDXXMLExample-v2.3.spdx.xml"]),
    ("spdx__tools-python/tests/spdx/data", ["SPDXJSONExample-v2.2.spdx.json", "SPDXXMLExample-v2.2.spdx.xml"]),
    (
        "spdx__ntia-conformance-checker/tests/data/no_elements_missing",
        ["SPDXTagExample-v2.3.spdx", "SPDXRdfExample-v2.3.spdx.rdf.xml", "SPDXXMLExample-v2.3.spdx.xml"],
    ),
    (
        "ort/plugins/reporters/spdx/src/funTest/resources/v2.3",
        ["synthetic-scan-result-expected-output.spdx.json", "synthetic-scan-result-expected-output.spdx.yml"],
    ),
]


@pytest.mark.parametrize(("folder", "files"), FAMILIES)
def test_real_documents_in_several_syntaxes_agree(corpus, folder, files):
    """Beside their addresses they differ in what their authors wrote otherwise: the parentheses around a licence."""
    found = []
    for name in files:
        data = (corpus / folder / name).read_bytes()
        (reader,) = [each for each, _write in SYNTAXES.values() if each.recognises(data, name)]
        said = told(reader, data)
        entries = {(each.name, each.version, each.purl, each.supplier, each.type, each.cpe) for each in said["entries"]}
        found.append((entries, len(said["edges"]), said["subject"].name, said["created"], said["links"]))
    assert all(each == found[0] for each in found)


FORMATS = {"spdx-tagvalue": 50, "spdx-yaml": 14, "spdx-rdfxml": 10, "spdx-xml": 14}


@pytest.mark.parametrize("form", FORMATS)
def test_the_corpus_is_counted_as_its_index_says(corpus: Path, form: str):
    """Entries of every valid file; what is damaged is read or refused, and then says why."""
    readers = {each.NAME: each for each, _write in SYNTAXES.values()}
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["format"] == form]
    assert len(rows) >= FORMATS[form]
    for row in rows:
        data = (corpus / row["path"]).read_bytes()
        if row["expected"] == "valid" and not data.startswith(
            b"\xff\xfe"
        ):  # UTF-16 is made UTF-8 before a reader sees it
            assert [each for each, _write in SYNTAXES.values() if each.recognises(data, "x")] == [readers[form]]
            bom = readers[form].read(data, row["path"], Descriptions())
            assert isinstance(bom, Bom)
            assert str(len(bom.described)) == row["components"], row["path"]
            assert all(ROOT <= end < len(bom.described) for end in map(int, bom.dependencies))
