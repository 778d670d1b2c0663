# SPDX-License-Identifier: EUPL-1.2
"""SPDX 3 JSON-LD: packages, relationships, licence elements, and contexts that must not change what names mean."""

from __future__ import annotations

import csv
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Bom, Composition, Declared, Descriptions, Link
from sovaudit.readers import Reader, sniff, spdx3_jsonld
from sovaudit.readers._spdx3_names import DEPENDENCIES, individual, plain
from tests.readers._reading import DATA, SUBJECT, files, nested, see

READER: Reader = spdx3_jsonld

FOLDER = DATA / "spdx3_jsonld"
CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
MADE = {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-01T00:00:00Z"}
DOCUMENT = {"type": "SpdxDocument", "spdxId": "urn:doc", "creationInfo": "_:c", "name": "doc"}


def package(name, **rest):
    return {"type": "software_Package", "spdxId": f"urn:{name}", "creationInfo": "_:c", "name": name, **rest}


def related(first, kind, *second, **rest):
    named = [each if ":" in each else f"urn:{each}" for each in second]
    return {"type": "Relationship", "from": f"urn:{first}", "relationshipType": kind, "to": named, **rest}


def document(*elements, context=CONTEXT):
    """Write a document; its first two elements are the creation information and the SpdxDocument."""
    return json.dumps({"@context": context, "@graph": [MADE, DOCUMENT, *elements]}).encode()


def bom(data):
    found = READER.read(data, "file.json", Descriptions())
    assert isinstance(found, Bom)
    return found


@pytest.fixture(scope="module")
def library():
    return (FOLDER / "ok-library.json").read_bytes()


def test_a_file_is_recognised_by_its_content(library):
    assert sniff(library, "services.csv") is spdx3_jsonld
    assert sniff(document(package("a"), context="https://example.org/x"), "a.json") is spdx3_jsonld  # refused by name
    assert not READER.recognises(b'{"$schema": "https://json-schema.org/x", "@graph": 1, "spdxId": 2}', "x")
    assert not READER.recognises(b'{"@context": {"spdxId": "@id"}}', "x")  # SPDX's own context


def test_packages_are_the_components_and_relationships_the_edges(library):
    found = see(READER, library)
    assert found.names == ["etat-civil", "libexemple", "modele"]
    assert found.places == ["/@graph/5", "/@graph/6", "/@graph/8"]
    assert found.edges == {(SUBJECT, "etat-civil"), ("etat-civil", "libexemple"), ("etat-civil", "modele")}
    assert found.edge_count == 3
    assert [each.message for each in found.issues] == ["1 relationships lead to another document"]
    assert not found.partial


def test_what_is_said_of_a_package(library):
    _app, lib, model = see(READER, library).entries
    assert (lib.purl, lib.version, lib.type) == ("pkg:generic/libexemple@1.0", "1.0", "operating-system")
    assert (lib.cpe, lib.swid) == ("cpe:2.3:a:exemple:lib:1.0:*:*:*:*:*:*:*", "swid:exemple")
    assert lib.supplier == "Ada Exemple"
    assert lib.licences == (Declared("expression", "MIT"), Declared("concluded", "NOASSERTION"))
    assert lib.hashes == ("sha256:abcd", "sha512:0123")  # its own, then that of its distribution; no verification code
    assert model.type == "machine-learning-model"


def test_what_the_document_says_of_itself(library):
    found = bom(library)
    assert (found.version, found.created) == ("3.0.1", "2026-02-03T04:05:06Z")
    assert found.names == ("urn:x:doc", "urn:x:sbom")
    assert found.links == (Link("urn:other:pkg", "/@graph/3/import/0"),)
    assert found.profiles == ("core", "software", "simpleLicensing")
    subject = found.subject
    assert (subject.name, subject.version, subject.purl) == ("etat-civil", "2.1", "pkg:generic/etat-civil@2.1")
    assert (subject.type, subject.supplier) == ("application", "Ateliers Exemple")
    assert found.compositions == (Composition("incomplete", (0,), "/@graph/10"),)  # a list of files says nothing of it


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("software_Package", "package"),
        ("SoftwarePackage", "softwarepackage"),
        ("https://spdx.org/rdf/3.0.1/terms/Software/Package", "package"),
        ("HAS_DECLARED_LICENSE", "hasdeclaredlicense"),
        ("dependsOn", "dependson"),
    ],
)
def test_names_are_known_however_they_are_spelt(stated, kind):
    assert plain(stated) == kind


@pytest.mark.parametrize(
    ("ref", "apart"),
    [
        ("https://spdx.org/rdf/3.0.1/terms/Licensing/None", "NONE"),
        ("https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense", "NOASSERTION"),
        ("https://spdx.org/rdf/3.0.0/terms/Core/NoneElement", "NONE"),
        ("expandedlicensing_NoAssertionLicense", "NOASSERTION"),
        ("https://example.org/None", ""),  # somebody's own element that is called so
    ],
)
def test_individuals(ref, apart):
    assert individual(ref) == apart


def licence(kind, tail, **rest):
    return {"type": kind, "spdxId": f"urn:{tail}", "creationInfo": "_:c", **rest}


LICENCES = [
    licence("simplelicensing_LicenseExpression", "e", simplelicensing_licenseExpression="MIT OR EUPL-1.2"),
    licence("simplelicensing_LicenseExpression", "short", licenseExpression="Apache-2.0"),
    licence("simplelicensing_SimpleLicensingText", "t", simplelicensing_licenseText="Do as you like"),
    licence("expandedlicensing_CustomLicense", "own", name="Licence de la ville", simplelicensing_licenseText="…"),
    licence(
        "simplelicensing_LicenseExpression",
        "ref",
        simplelicensing_licenseExpression="LicenseRef-ville",
        simplelicensing_customIdToUri=[{"type": "DictionaryEntry", "key": "LicenseRef-ville", "value": "urn:own"}],
    ),
    {"type": "expandedlicensing_ListedLicense", "spdxId": "https://spdx.org/licenses/GPL-2.0-only", "name": "GNU …"},
    {"type": "expandedlicensing_ListedLicenseException", "spdxId": "https://spdx.org/licenses/Classpath-exception-2.0"},
    licence("expandedlicensing_OrLaterOperator", "later", expandedlicensing_subjectLicense="urn:old"),
    licence("simplelicensing_LicenseExpression", "old", simplelicensing_licenseExpression="AGPL-1.0"),
    licence(
        "expandedlicensing_WithAdditionOperator",
        "with",
        expandedlicensing_subjectExtendableLicense="https://spdx.org/licenses/GPL-2.0-only",
        expandedlicensing_subjectAddition="https://spdx.org/licenses/Classpath-exception-2.0",
    ),
    licence("expandedlicensing_DisjunctiveLicenseSet", "or", expandedlicensing_member=["urn:e", "urn:own"]),
    licence("expandedlicensing_ConjunctiveLicenseSet", "and", expandedlicensing_member=["urn:or", "urn:later"]),
    licence("expandedlicensing_ConjunctiveLicenseSet", "round", expandedlicensing_member=["urn:round", "urn:e"]),
]


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("e", [("expression", "MIT OR EUPL-1.2")]),
        ("short", [("expression", "Apache-2.0")]),
        ("t", [("text", "Do as you like")]),
        ("own", [("name", "Licence de la ville")]),
        ("ref", [("expression", "LicenseRef-ville"), ("reference", "LicenseRef-ville=Licence de la ville")]),
        ("https://spdx.org/licenses/GPL-2.0-only", [("expression", "GPL-2.0-only")]),
        ("https://spdx.org/licenses/ISC", [("expression", "ISC")]),  # of the list, and not in the document
        ("https://spdx.org/rdf/3.0.1/terms/Licensing/None", [("expression", "NONE")]),
        ("later", [("expression", "AGPL-1.0+")]),
        ("with", [("expression", "GPL-2.0-only WITH Classpath-exception-2.0")]),
        (
            "and",
            [
                ("expression", "((MIT OR EUPL-1.2) OR LicenseRef-urn-own) AND AGPL-1.0+"),
                ("reference", "LicenseRef-urn-own=Licence de la ville"),
            ],
        ),
        ("round", []),
        ("ghost", []),
    ],
)
def test_licence_elements(ref, expected):
    data = document(package("a"), *LICENCES, related("a", "hasDeclaredLicense", ref))
    found = see(READER, data)
    assert [(each.kind, each.value) for each in found.entries[0].licences] == expected
    assert bool(found.issues) == (not expected)
    concluded = see(READER, document(package("a"), *LICENCES, related("a", "hasConcludedLicense", ref))).entries[0]
    kinds = ["concluded" if kind != "reference" else kind for kind, _value in expected]
    assert [each.kind for each in concluded.licences] == kinds


def test_a_ladder_of_licence_sets_ends():
    """Each of 64 sets holds the next one twice: 2^64 operands, if one wrote them all."""
    rungs = [
        licence("expandedlicensing_ConjunctiveLicenseSet", f"s{n}", expandedlicensing_member=[f"urn:s{n + 1}"] * 2)
        for n in range(64)
    ]
    end = licence("simplelicensing_LicenseExpression", "s64", simplelicensing_licenseExpression="MIT")
    found = see(READER, document(package("a"), *rungs, end, related("a", "hasDeclaredLicense", "s0")))
    assert found.entries[0].licences == ()
    assert found.issue_places == [f"/@graph/{3 + 64 + 1}"]


def test_an_undefined_element_and_a_package_that_needs_itself_are_both_listed():
    found = see(READER, document(package("a"), related("a", "dependsOn", "ghost", "a")))
    assert sorted(found.issue_places) == ["/@graph/2", "/@graph/3/to/0"], "the package; the relationship to nothing"
    assert found.edge_count == 2
    assert found.edges == {("a", "a")}


def test_one_spdx_id_for_two_packages_keeps_both_and_flags_it():
    twice = [package("a"), package("b", spdxId="urn:a"), package("c")]
    found = see(READER, document(*twice, related("c", "dependsOn", "a")))
    assert found.names == ["a", "b", "c"]
    assert found.edges == {("c", "a")}
    assert [(each.place, "twice" in each.message) for each in found.issues] == [("/@graph/3", True)]


def test_one_spdx_id_for_two_other_elements_is_flagged():
    agents = [{"type": "Person", "spdxId": "urn:p", "name": name} for name in ("first", "second")]
    found = see(READER, document(*agents, package("a", suppliedBy="urn:p")))
    assert found.entries[0].supplier == "first"
    assert found.issue_places == ["/@graph/3/spdxId"]


def test_a_package_without_an_id_or_a_name_is_kept():
    found = see(READER, document({"type": "software_Package", "name": "a"}, {**package("b"), "name": None}))
    assert found.names == ["a", ""]
    assert found.issue_places == ["/@graph/2", "/@graph/3"]


def test_elements_written_inside_others_are_read():
    inside = {**DOCUMENT, "rootElement": [package("a", suppliedBy={"type": "Organization", "name": "Exemple"})]}
    data = json.dumps({"@context": CONTEXT, "@graph": [MADE, inside]}).encode()
    found = see(READER, data)
    assert found.names == ["a"]
    assert found.places == ["/@graph/1/rootElement/0"]
    assert found.edges == {(SUBJECT, "a")}
    assert found.entries[0].supplier == "Exemple"
    assert not found.issues


def test_a_document_may_be_one_element():
    found = see(READER, json.dumps({"@context": CONTEXT, **package("a"), "creationInfo": MADE}).encode())
    assert found.names == ["a"]
    assert (found.places, found.issue_places) == ([""], [""])


def test_identifiers_and_digests_may_be_elements_of_their_own():
    """As Microsoft's sbom-tool writes them."""
    own = {
        "type": "ExternalIdentifier",
        "spdxId": "urn:i",
        "externalIdentifierType": "purl",
        "identifier": "pkg:npm/a@1",
    }
    found = see(READER, document(own, package("a", externalIdentifier=["urn:i"])))
    assert found.entries[0].purl == "pkg:npm/a@1"
    other = {**own, "identifier": "pkg:npm/other@1"}  # the same words, elsewhere, mean something else
    descriptions = Descriptions()
    READER.read(document(own, package("a", externalIdentifier=["urn:i"])), "1", descriptions)
    READER.read(document(other, package("a", externalIdentifier=["urn:i"])), "2", descriptions)
    assert [each.purl for each in descriptions.distinct] == ["pkg:npm/a@1", "pkg:npm/other@1"]


def test_two_package_urls_are_one_too_many():
    two = [{"externalIdentifierType": "packageUrl", "identifier": f"pkg:npm/{name}@1"} for name in "ab"]
    found = see(READER, document(package("a", externalIdentifier=two)))
    assert found.entries[0].purl == "pkg:npm/a@1"
    assert [(each.place, "pkg:npm/b@1" in each.message) for each in found.issues] == [
        ("/@graph/2/externalIdentifier", True)
    ]


def test_what_is_said_of_a_text_holds_whatever_the_text_holds():
    braces = [{"externalIdentifierType": "packageUrl", "identifier": f"pkg:npm/{{{n}}}"} for n in "ab"]
    data = document(package("{0}", externalIdentifier=braces), related("{1}", "dependsOn", "{x}"))
    assert len(see(READER, data).issues) == 2


def test_a_flood_of_defects_is_counted():
    many = [package(f"p{n}", software_packageVersion=n, externalIdentifier=[n]) for n in range(100)]
    found = see(READER, document(*many, *(related("p0", "dependsOn", f"g{n}") for n in range(100))))
    assert len(found.names) == 100
    assert len(found.issues) == 3 * 21
    assert found.edge_count == 100


def test_a_relationship_of_everything_with_everything_is_not_read():
    ends = [f"urn:{n}" for n in range(1001)]
    both = {"type": "Relationship", "from": ends, "relationshipType": "dependsOn", "to": ends}
    found = see(READER, document(package("a"), both))
    assert found.edge_count == 0
    assert [each.place for each in found.issues] == ["/@graph/3"]
    assert "--limit rows" in found.issues[0].hint


def test_completeness_is_kept_apart_from_none():
    data = document(
        package("a"),
        package("b"),
        package("c"),
        related("a", "dependsOn", "b", completeness="complete"),
        related("b", "dependsOn", "c", completeness="noAssertion"),
        related("c", "dependsOn", "https://spdx.org/rdf/3.0.1/terms/Core/NoneElement", completeness="complete"),
        related("a", "contains", "b", completeness="incomplete"),
    )
    assert bom(data).compositions == (
        Composition("complete", (2,), "/@graph/5"),
        Composition("unknown", (1,), "/@graph/6"),
        Composition("incomplete", (0,), "/@graph/8"),
    )


def test_pedigree():
    data = document(package("a"), package("b", software_packageUrl="pkg:npm/b@1"), related("a", "descendantOf", "b"))
    assert see(READER, data).entries[0].ancestors == ("pkg:npm/b@1",)
    data = document(package("a"), package("b"), related("a", "ancestorOf", "b"))
    assert see(READER, data).entries[1].ancestors == ("a",)


def test_the_security_profile():
    cve = {
        "type": "security_Vulnerability",
        "spdxId": "urn:v",
        "name": "a nickname",
        "externalIdentifier": [
            {"type": "ExternalIdentifier", "externalIdentifierType": "cve", "identifier": "CVE-1-1"}
        ],
    }
    data = document(
        package("a"),
        cve,
        {
            **related("v", "doesNotAffect", "a", "elsewhere"),
            "type": "security_VexNotAffectedVulnAssessmentRelationship",
            "security_justificationType": "vulnerableCodeNotPresent",
            "security_impactStatement": "not built in",
            "security_publishedTime": "2026-01-02T00:00:00Z",
        },
        related("a", "hasAssociatedVulnerability", "v"),
    )
    vex, reported = bom(data).statements
    assert (vex.vulnerability, vex.aliases, vex.entries) == ("CVE-1-1", ("a nickname",), (0,))
    assert (vex.products, vex.status) == (("urn:elsewhere",), "not_affected")
    assert (vex.justification, vex.detail) == ("vulnerableCodeNotPresent", "not built in")
    assert (vex.as_of, vex.place) == ("2026-01-02T00:00:00Z", "/@graph/4")
    assert (reported.vulnerability, reported.entries, reported.status) == ("CVE-1-1", (0,), "reported")


@pytest.mark.parametrize(
    "context",
    [
        "https://example.org/context.jsonld",
        [CONTEXT, "https://example.org/context.jsonld"],
        [CONTEXT, {"name": "https://spdx.org/rdf/3.0.1/terms/Core/comment"}],
        [CONTEXT, {"name": "https://example.org/"}],
        [CONTEXT, {"Relationship": "https://example.org/"}],
        [CONTEXT, {"dependsOn": "https://example.org/"}],
        [CONTEXT, {"x": {"@id": "https://example.org/"}}],
        [CONTEXT, {"@vocab": "https://example.org/"}],
        [CONTEXT, {"urn": "https://example.org/"}],
        [CONTEXT, 3],
    ],
)
def test_a_context_that_could_change_a_meaning_is_refused(context):
    with pytest.raises(InputError) as refused:
        READER.read(document(package("a"), context=context), "file.json", Descriptions())
    assert refused.value.where.startswith("file.json: /@context")
    assert refused.value.hint


def test_a_refusal_does_not_repeat_the_address(library):
    with pytest.raises(InputError) as refused:
        READER.read((FOLDER / "broken-foreign-context.json").read_bytes(), "file.json", Descriptions())
    assert "secret" not in refused.value.message + refused.value.where + refused.value.hint


def test_prefixes_of_the_document_s_own_are_put_in_full():
    """As the Linux kernel's tool writes its documents."""
    context = [CONTEXT, {"p": "https://example.org/kernel/"}]
    data = document(
        package("a", spdxId="p:a", suppliedBy="p:o"),
        package("b", spdxId="https://example.org/kernel/b"),
        {"type": "Organization", "spdxId": "https://example.org/kernel/o", "name": "Exemple"},
        {
            "type": "Relationship",
            "from": "https://example.org/kernel/a",
            "relationshipType": "dependsOn",
            "to": ["p:b"],
        },
        context=context,
    )
    found = see(READER, data)
    assert found.edges == {("a", "b")}
    assert found.entries[0].supplier == "Exemple"
    assert found.issue_places == ["/@context"]


@pytest.mark.parametrize(
    ("context", "version", "issues"),
    [
        (CONTEXT, "3.0.1", 0),
        ([CONTEXT], "3.0.1", 0),
        ("http://spdx.org/rdf/3.0.1/spdx-context.json", "3.0.1", 1),
        (CONTEXT.replace("3.0.1", "3.0.0"), "3.0.1", 1),  # the elements say another version than the context
        (CONTEXT.replace("3.0.1", "3.7.0"), "3.0.1", 2),
        (None, "3.0.1", 1),
    ],
)
def test_contexts_of_spdx(context, version, issues):
    found = bom(document(package("a"), context=context))
    assert (found.version, len(found.described), len(found.issues)) == (version, 1, issues)


@pytest.mark.parametrize("name", files("spdx3_jsonld", "broken"))
def test_a_broken_file_is_refused_with_its_place(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, name) is spdx3_jsonld
    with pytest.raises(InputError) as refused:
        READER.read(data, name, Descriptions())
    assert refused.value.where != name
    assert refused.value.hint


def test_what_does_not_fit_costs_only_itself():
    strange = package("b", software_packageVersion=3, verifiedUsing="no", externalIdentifier=[3], to=[3, package("d")])
    data = document(package("a"), strange, "text", related("a", "dependsOn", "b"), {"type": 3}, {"spdxId": "urn:q"})
    found = see(READER, data)
    assert found.names == ["a", "b", "d"]
    assert found.edges == {("a", "b")}
    assert found.partial
    places = set(found.issue_places)
    assert {"/@graph/3/software_packageVersion", "/@graph/4", "/@graph/6/type", "/@graph/7"} <= places
    assert {"/@graph/3/verifiedUsing", "/@graph/3/externalIdentifier/0", "/@graph/3/to/0"} <= places


def test_members_beside_the_graph_are_said():
    data = json.dumps({"@context": CONTEXT, "@graph": [MADE, DOCUMENT], "packages": [1]}).encode()
    assert see(READER, data).issue_places == ["/packages"]


@pytest.mark.parametrize("inside", [nested(b"[", 100_000, b"]"), nested(b'{"rootElement":', 100_000, b"3") + b"}" * 0])
def test_a_hundred_thousand_levels_are_refused(inside):
    data = b'{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"import":' + inside + b"}]}"
    with pytest.raises(InputError):
        READER.read(data, "deep.json", Descriptions())


@pytest.mark.parametrize("packages", [1, 3000], ids=["small", "large"])
@pytest.mark.parametrize("member", ["name", "spdxId", "software_packageVersion"])
def test_a_member_that_stands_twice_is_refused(packages, member):
    data = document(*(package(f"p{number}", software_packageVersion="1") for number in range(packages)))
    twice = data.replace(b'"name": "p0"', f'"name": "p0", "{member}": "evil"'.encode())
    assert len(bom(data).described) == packages
    with pytest.raises(InputError):
        READER.read(twice, "file.json", Descriptions())


names = st.sampled_from(["a", "b", "c", "ghost", "doc"])


@given(st.lists(st.tuples(names, st.sampled_from([*sorted(DEPENDENCIES), "generates"]), names), max_size=12))
def test_edges_agree_with_brute_force(stated):
    data = document(*map(package, "abc"), *(related(a, kind, b) for a, kind, b in stated))
    found = see(READER, data)
    pairs = {(a, b) for a, kind, b in stated if kind in DEPENDENCIES}
    kept = {(SUBJECT if a == "doc" else a, b) for a, b in pairs if "ghost" not in (a, b) and b != "doc"}
    assert found.edges == kept
    assert found.edge_count == len(kept) + len({pair for pair in pairs if "ghost" in pair})


members = st.sampled_from(
    [
        *("type", "spdxId", "@id", "@context", "@graph", "name", "from", "to", "relationshipType", "rootElement"),
        *("creationInfo", "suppliedBy", "externalIdentifier", "verifiedUsing", "import", "expandedlicensing_member"),
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["urn:a", "_:c", CONTEXT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(members, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150)
@given(st.dictionaries(members, anything, max_size=6), st.lists(anything, max_size=4))
def test_any_json_is_read_or_refused(stated, graph):
    for value in (stated, {"@context": CONTEXT, "@graph": [MADE, DOCUMENT, stated, *graph]}):
        try:
            found = READER.read(json.dumps(value).encode(), "any.json", Descriptions())
        except InputError:
            continue
        assert isinstance(found, Bom)
        assert all(issue.message for issue in found.issues)


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_any_bytes_are_read_or_refused(noise, at):
    library = (FOLDER / "ok-library.json").read_bytes()
    for data in (noise, library[:at] + noise + library[at:]):
        with suppress(InputError):
            assert isinstance(READER.read(data, "any.json", Descriptions()), Bom)


def test_the_corpus_is_read_whole(corpus):
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if row["format"] == "spdx3-jsonld"]
    assert len(rows) > 60
    for row in rows:
        data = (corpus / row["path"]).read_bytes()
        assert READER.recognises(data, row["path"])
        found = bom(data)
        if row["expected"] != "invalid":  # one invalid file writes its package where the index does not look
            assert len(found.described) == int(row["components"]), row["path"]
