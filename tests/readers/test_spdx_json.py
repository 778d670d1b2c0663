# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 JSON: packages, relationships in both directions, and the three ways of not saying a licence."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Bom, Declared, Descriptions, Link
from sovaudit.readers import Reader, _spdx, sniff, spdx_json
from tests.readers._reading import DATA, SUBJECT, files, nested, see

READER: Reader = spdx_json

FOLDER = DATA / "spdx_json"
UNREADABLE = {
    "broken-truncated.json": "line 3, column 15",  # the text ends after 14 characters of line 3
    "broken-garbage.json": "line 2, column 17",  # the S of the unquoted text
    "broken-version-unknown.json": "/spdxVersion",  # SPDX-9.9: nobody knows its rules
}
ID = "SPDXRef-DOCUMENT"


def load(name):
    return see(READER, (FOLDER / name).read_bytes())


def document(*packages, **rest):
    """Write a small document; a package is named by its letter."""
    listed = [{"name": each, "SPDXID": f"SPDXRef-{each}"} for each in packages]
    rest.setdefault("packages", listed)
    return json.dumps({"spdxVersion": "SPDX-2.3", "SPDXID": ID, "name": "doc", **rest}).encode()


def related(first, kind, second):
    return {"spdxElementId": first, "relationshipType": kind, "relatedSpdxElement": second}


@pytest.mark.parametrize("name", files("spdx_json", "ok"))
def test_a_sound_file_is_read_whole_and_recognised_by_content(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, "services.csv") is spdx_json
    assert not any("expected" in each.message for each in see(READER, data).issues)


@pytest.mark.parametrize("version", ["2.2", "2.3"])
def test_versions(version):
    found = load(f"ok-version-{version}.json")
    assert (found.version, found.names, found.issues) == (version, ["zlib"], ())
    assert found.entries[0].version == "1.3"
    assert found.subject.name == "doc"


def test_files_count_where_no_package_is_listed():
    found = load("ok-files-only.json")
    assert found.names == ["./src/a.c", "./b.c"]
    assert found.places == ["/files/0", "/files/1"]
    assert found.edges == {("./src/a.c", "./b.c")}
    assert found.entries[0].type == "file"
    assert found.entries[0].licences == (Declared("concluded", "MIT"),)
    assert found.entries[0].hashes == ("SHA1:ab",)


def test_files_and_snippets_beside_packages_are_no_components():
    found = load("ok-files-beside-packages.json")
    assert (found.names, found.edges, found.issues) == (["a", "b"], {("a", "b")}, ())
    assert found.edge_count == 1


def test_a_file_that_is_an_spdx_document_is_no_software():
    found = load("ok-file-that-is-spdx.json")
    assert found.names == ["b.c", ""]
    assert found.places == ["/files/1", "/files/2"]
    assert found.issue_places == ["/files/0", "/files/2"]  # the document, the file without a name


def test_relationships_to_another_document_are_counted_in_an_issue():
    found = load("ok-external-document.json")
    assert found.edges == {(SUBJECT, "a")}
    assert [each.message for each in found.issues] == ["1 relationships lead to another document"]


def test_none_and_noassertion_are_no_components():
    found = load("ok-nowhere.json")
    assert (found.edges, found.edge_count, found.issues) == (set(), 0, ())


def test_what_the_document_describes_is_what_the_subject_needs():
    found = load("ok-document-describes.json")
    assert found.edges == {(SUBJECT, "a"), (SUBJECT, "b")}
    assert found.edge_count == 2  # `a` is described twice


# SPDX 2.3, clause 11.1: A <type> B; the first column needs the second.
FORWARD = ["DEPENDS_ON", "CONTAINS", "DYNAMIC_LINK", "STATIC_LINK", "HAS_PREREQUISITE"]
BACKWARD = [
    "DEPENDENCY_OF",
    "BUILD_DEPENDENCY_OF",
    "DEV_DEPENDENCY_OF",
    "OPTIONAL_DEPENDENCY_OF",
    "PROVIDED_DEPENDENCY_OF",
    "RUNTIME_DEPENDENCY_OF",
    "TEST_DEPENDENCY_OF",
    "CONTAINED_BY",
    "PREREQUISITE_FOR",
    "PACKAGE_OF",
    "OPTIONAL_COMPONENT_OF",
    "BUILD_TOOL_OF",
    "DEV_TOOL_OF",
    "TEST_TOOL_OF",
]
NEITHER = sorted(_spdx.NEITHER)
UNKNOWN = ["BANANA", "depends_on", ""]


def test_every_relationship_of_spdx_2_3_has_its_meaning():
    """Clause 11.1 lists 45 types."""
    assert len(_spdx.FORWARD | _spdx.BACKWARD | _spdx.NEITHER) == 45
    assert len(_spdx.FORWARD) + len(_spdx.BACKWARD) + len(_spdx.NEITHER) == 45


@pytest.mark.parametrize("kind", FORWARD)
def test_the_first_needs_the_second(kind):
    found = see(READER, document("a", "b", relationships=[related("SPDXRef-a", kind, "SPDXRef-b")]))
    assert (found.edges, found.issues) == ({("a", "b")}, ())


@pytest.mark.parametrize("kind", BACKWARD)
def test_the_second_needs_the_first(kind):
    found = see(READER, document("a", "b", relationships=[related("SPDXRef-a", kind, "SPDXRef-b")]))
    assert (found.edges, found.issues) == ({("b", "a")}, ())


@pytest.mark.parametrize("kind", NEITHER)
def test_neither_needs_the_other(kind):
    found = see(READER, document("a", "b", relationships=[related("SPDXRef-a", kind, "SPDXRef-b")]))
    assert (found.edges, found.edge_count) == (set(), 0)
    assert found.issue_places == ["/relationships"]


@pytest.mark.parametrize("kind", UNKNOWN)
def test_a_type_that_spdx_does_not_have_is_said_at_its_place(kind):
    related_so = [related("SPDXRef-a", "DEPENDS_ON", "SPDXRef-b"), related("SPDXRef-b", kind, "SPDXRef-a")]
    found = see(READER, document("a", "b", relationships=related_so))
    assert found.edges == {("a", "b")}
    assert found.issue_places == ["/relationships/1/relationshipType"]
    assert not found.partial


def test_the_table_has_every_type_of_the_standard_once():
    """SPDX 2.3, clause 11.1, table 68 lists 45 types."""
    assert len(_spdx.FORWARD) + len(_spdx.BACKWARD) + len(_spdx.NEITHER) == 45
    assert len(_spdx.FORWARD | _spdx.BACKWARD | _spdx.NEITHER) == 45
    for kind in _spdx.NEITHER:
        assert kind in (_spdx.__doc__ or ""), kind


def test_relationships_that_are_no_edges_are_counted_by_type():
    found = load("ok-no-dependency.json")
    (issue,) = found.issues
    assert "COPY_OF (1), GENERATED_FROM (2)" in issue.message


def test_a_dangling_relationship_is_counted_and_said():
    found = load("ok-dangling.json")
    assert (found.edges, found.edge_count) == (set(), 1)
    assert "SPDXRef-ghost" in found.issues[0].message
    assert found.issue_places == ["/relationships/0"]


def test_absent_noassertion_and_none_stay_apart():
    assert {each.name: each.licences for each in load("ok-licences-apart.json").entries} == {
        "silent": (),
        "noassertion": (Declared("expression", "NOASSERTION"),),
        "none": (Declared("expression", "NONE"),),
        "both": (Declared("expression", "MIT"), Declared("concluded", "Apache-2.0")),
        "concluded": (Declared("concluded", "NONE"),),
    }


def test_suppliers_are_known_by_their_names():
    assert {each.name: each.supplier for each in load("ok-suppliers.json").entries} == {
        "a": "Acmé SA",
        "b": "Jean (dit) Dupont",
        "c": "Origin",  # NOASSERTION is no supplier: the originator is
        "d": "",
        "e": "Just a name",
        "f": "x-1.0",
    }


def test_the_first_package_url_counts():
    assert load("ok-purl.json").entries[0].purl == "pkg:npm/a@1"


def test_checksums_are_in_lower_case():
    assert load("ok-checksums.json").entries[0].hashes == ("SHA256:abc", "MD5:0f")


def test_the_purpose_is_the_type():
    assert [each.type for each in load("ok-purpose.json").entries] == ["operating-system", "library"]


@pytest.mark.parametrize("name", list(UNREADABLE))
def test_what_costs_the_whole_file_has_its_place(name):
    with pytest.raises(InputError) as error:
        load(name)
    assert error.value.where == f"file.json: {UNREADABLE[name]}"


MISFITS = [
    ("version-minor", ["a"], ["/spdxVersion"]),
    ("package-no-object", ["kept", ""], ["/packages/0", "/packages/2", "/packages/3"]),
    ("packages-object", [], ["/packages"]),
    ("package-name-number", ["", "kept"], ["/packages/0/name", "/packages/0"]),
    ("version-info-number", ["a", "kept"], ["/packages/0/versionInfo"]),
    ("external-ref-number", ["a", "kept"], ["/packages/0/externalRefs/0/referenceLocator"]),
    ("checksums-text", ["a", "kept"], ["/packages/0/checksums"]),
    ("relationship-text", ["a", "b"], ["/relationships/0"]),
    ("describes-number", ["a"], ["/documentDescribes/0"]),
    ("duplicate-id", ["a", "b"], ["/packages/1"]),
]


@pytest.mark.parametrize(("name", "names", "places"), MISFITS, ids=[each[0] for each in MISFITS])
def test_what_does_not_fit_is_an_issue_and_the_rest_is_kept(name, names, places):
    found = load(f"broken-{name}.json")
    assert (found.names, found.issue_places) == (names, places)
    assert found.partial is any(place.startswith(("/packages", "/relationships/")) for place in places)


def test_every_broken_file_is_in_the_tables():
    assert {f"broken-{each[0]}.json" for each in MISFITS} | UNREADABLE.keys() == set(files("spdx_json", "broken"))


def test_the_sound_part_is_kept():
    assert load("broken-external-ref-number.json").entries[0].purl == "pkg:npm/a@1"
    assert load("broken-package-no-object.json").places == ["/packages/1", "/packages/3"]
    assert load("broken-relationship-text.json").edges == {("a", "b")}
    assert load("broken-describes-number.json").edges == {(SUBJECT, "a")}


@pytest.mark.parametrize("member", ["SPDXID", "name", "packages", "files", "snippets", "relationships"])
def test_a_wrong_type_anywhere_costs_nothing_else(member):
    wrongs: list[object] = [True, 3, "text", [3], ["text"], {}, [{"SPDXID": 3}]]
    for wrong in wrongs:
        found = see(READER, document("kept", **{member: wrong}))
        assert found.names == ["kept"] or member == "packages", wrong
        if member == "packages":
            expected = len(wrong) if isinstance(wrong, list) else 1
            rejected = [place for place in found.issue_places if place.startswith("/packages")]
            assert len(rejected) >= expected - len(found.entries), wrong


@pytest.mark.parametrize(
    "data",
    [
        b'{"spdxVersion":"SPDX-2.3","x":' + nested(b"[", 100_000, b"]") + b"}",
        b'{"spdxVersion":"SPDX-2.3","packages":[{"name":"a","checksums":' + nested(b"[", 100_000, b"]") + b"}]}",
        b'{"spdxVersion":3,"files":' + nested(b'[{"x":', 100_000, b"}]") + b"}",
    ],
    ids=["unused", "checksums", "lenient"],
)
def test_a_hundred_thousand_levels_are_refused(data):
    with pytest.raises(InputError):
        READER.read(data, "deep.json", Descriptions())


def test_the_one_described_package_is_the_subject_and_stays_a_component():
    found = load("ok-subject.json")
    assert found.names == ["guichet", "zlib"]
    subject = found.subject
    assert (subject.name, subject.version, subject.type) == ("guichet", "4.1", "application")
    assert (subject.purl, subject.supplier) == ("pkg:generic/exemple/guichet@4.1", "Exemple SA")
    assert subject.licences == (Declared("expression", "EUPL-1.2"),)
    assert subject.cpe == "cpe:2.3:a:exemple:guichet:4.1:*:*:*:*:*:*:*"
    assert found.edges == {(SUBJECT, "guichet"), ("guichet", "zlib")}


def test_two_described_packages_leave_the_document_as_the_subject():
    found = load("ok-document-describes.json")
    assert (found.subject.name, found.subject.purl) == ("doc", "")


def test_what_only_contains_is_not_described():
    found = see(READER, document("a", "b", relationships=[related(ID, "CONTAINS", "SPDXRef-a")]))
    assert found.subject.name == "doc"


def test_a_described_package_is_no_machine_because_it_says_so():
    """Software installed on machines is told by the reader of inventories, not by a word in a document."""
    described = {"name": "a", "SPDXID": "SPDXRef-a", "primaryPackagePurpose": "MACHINE"}
    found = see(READER, document(packages=[described], documentDescribes=["SPDXRef-a"]))
    assert found.subject.type == ""


def test_names_links_and_day():
    bom = READER.read((FOLDER / "ok-external-document.json").read_bytes(), "file.json", Descriptions())
    assert isinstance(bom, Bom)
    assert bom.names == ("https://exemple.invalid/doc",)
    assert bom.links == (Link("https://exemple.invalid/other", "/externalDocumentRefs/0"),)
    assert bom.created == "2024-05-01T08:00:00Z"


def test_cpe_2_3_is_preferred_and_swid_loses_its_scheme():
    entry = load("ok-subject.json").entries[1]
    assert entry.cpe == "cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*"
    assert entry.swid == "2df9de35-0aff-4a86-ace6-f7dddd1ade4c"


def test_a_reference_is_kept_with_its_name_or_else_with_its_text():
    entries = load("ok-extracted.json").entries
    assert [each.licences for each in entries] == [
        (Declared("expression", "MIT AND LicenseRef-named"), Declared("reference", "LicenseRef-named=Exemple 1.0")),
        (Declared("concluded", "LicenseRef-text"), Declared("reference", "LicenseRef-text=" + "x" * 2000)),
        (Declared("expression", "LicenseRef-undefined"),),
        (Declared("expression", "LicenseRef-nothing"),),
    ]


def test_the_same_reference_may_mean_another_thing_in_another_document():
    table = Descriptions()
    for name in ("MIT License", "BSD License"):
        info = [{"licenseId": "LicenseRef-1", "name": name, "extractedText": "…"}]
        listed = [{"name": "a", "SPDXID": "SPDXRef-a", "licenseDeclared": "LicenseRef-1"}]
        found = see(READER, document(packages=listed, hasExtractedLicensingInfos=info), table)
        assert found.entries[0].licences[1] == Declared("reference", f"LicenseRef-1={name}")


@pytest.mark.parametrize(
    "statement", ["MIT AND (", "MIT Apache-2.0", "AND", "MIT OR", "MIT WITH (x)", "GPL v2", "a)b("]
)
def test_what_is_no_expression_is_said_and_kept(statement):
    listed = [{"name": each, "SPDXID": f"SPDXRef-{each}", "licenseDeclared": statement} for each in "ab"]
    found = see(READER, document(packages=listed))
    assert found.issue_places == ["/packages/0/licenseDeclared"], "a statement is said once"
    assert found.entries[1].licences == (Declared("expression", statement),)
    assert not found.partial


@pytest.mark.parametrize(
    "statement", ["MIT", "(MIT)", "a-1.0+ OR (b AND c WITH d)", "DocumentRef-x:LicenseRef-y", "NONE"]
)
def test_an_expression_is_not_said(statement):
    listed = [{"name": "a", "SPDXID": "SPDXRef-a", "licenseConcluded": statement}]
    assert see(READER, document(packages=listed)).issues == ()


SECRETS = [
    "git+https://agent:motdepasse@exemple.invalid/x.git",
    "https://exemple.invalid/a.zip?v=1&access_token=motdepasse",
    "https://ghp_motdepasse@github.com/exemple/x.git",
]
NO_SECRETS = [
    "git@exemple.invalid:x.git",
    "https://exemple.invalid/x@1.0?a=b",
    "ssh://git@exemple.invalid/x",
    "NOASSERTION",
]


@pytest.mark.parametrize("address", SECRETS)
def test_a_password_is_said_and_not_repeated(address):
    found = see(READER, document(packages=[{"name": "a", "SPDXID": "SPDXRef-a", "downloadLocation": address}]))
    assert found.issue_places == ["/packages/0/downloadLocation"]
    assert "motdepasse" not in f"{found.issues}{found.entries}"


@pytest.mark.parametrize("address", NO_SECRETS)
def test_an_address_without_a_password_is_not_said(address):
    listed = [{"name": "a", "SPDXID": "SPDXRef-a", "downloadLocation": address}]
    assert see(READER, document(packages=listed)).issues == ()


def test_the_wrapper_of_old_tools_is_taken_off():
    found = load("ok-wrapped.json")
    assert (found.names, found.version, found.subject.name) == (["a", "b"], "2.1", "a")
    assert found.edges == {(SUBJECT, "a"), ("a", "b")}
    assert found.places[0] == "/Document/documentDescribes/0/Package"


def test_a_supplier_of_many_blanks_does_not_take_long():
    listed = [{"name": "a", "SPDXID": "SPDXRef-a", "supplier": "Person: " + " " * 200_000 + "x("}]
    began = time.perf_counter()
    see(READER, document(packages=listed))
    assert time.perf_counter() - began < 1


elements = st.sampled_from(["a", "b", "c", "d", "ghost"])
kinds = st.sampled_from([*FORWARD, *BACKWARD, "COPY_OF"])


@given(st.lists(st.tuples(elements, kinds, elements), max_size=12))
def test_edges_agree_with_brute_force(stated):
    relationships = [related(f"SPDXRef-{first}", kind, f"SPDXRef-{second}") for first, kind, second in stated]
    found = see(READER, document("a", "b", "c", "d", relationships=relationships))
    pairs = {(first, second) if kind in FORWARD else (second, first) for first, kind, second in stated}
    pairs -= {(first, second) for first, second in pairs if not wanted(stated, first, second)}
    assert found.edge_count == len(pairs)
    assert found.edges == {pair for pair in pairs if "ghost" not in pair}


def wanted(stated, first, second):
    forward = any((first, second) == (a, b) and kind in FORWARD for a, kind, b in stated)
    return forward or any((first, second) == (b, a) and kind in BACKWARD for a, kind, b in stated)


def test_the_corpus_is_read_whole(corpus):
    read = 0
    for path in sorted(corpus.rglob("*.json")):
        data = path.read_bytes()
        if len(data) > 400_000 or sniff(data, path.name) is not spdx_json:
            continue
        try:
            plain = json.loads(data.decode("utf-8-sig"))
        except ValueError:
            continue
        if "Document" in plain:  # spdx-tools before 2020: the described packages stand there
            plain = {"packages": plain["Document"]["documentDescribes"]}
        packages = [each for each in plain.get("packages") or [] if isinstance(each, dict)]
        found = READER.read(data, path.name, Descriptions())
        assert isinstance(found, Bom)
        files = [each for each in plain.get("files") or [] if "SPDX" not in (each.get("fileTypes") or ())]
        assert len(found.described) == len(packages or files), path
        read += 1
    assert read > 50
