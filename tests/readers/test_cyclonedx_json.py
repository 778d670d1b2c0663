# SPDX-License-Identifier: EUPL-1.2
"""CycloneDX JSON: everything that is said is kept, everything that does not fit is an Issue with its pointer."""

from __future__ import annotations

import itertools
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Bom, Declared, Descriptions, Subject
from sovaudit.readers import Reader, cyclonedx_json, sniff
from sovaudit.readers._cyclonedx import VERSIONS
from tests.readers._reading import DATA, SUBJECT, files, nested, said, see

READER: Reader = cyclonedx_json

FOLDER = DATA / "cyclonedx_json"
# Files that no reader can take for CycloneDX, or from which nothing can be read, and where: tested apart.
UNREADABLE = {
    "broken-components-object.json": "/components",
    "broken-components-text.json": "/components",
    "broken-version-unknown.json": "/specVersion",
    "broken-empty-object.json": None,
    "broken-truncated.json": "line 4, column 29",  # the text ends after 28 characters of line 4
    "broken-garbage.json": "line 3, column 17",  # the exclamation mark
    "broken-trailing.json": "line 2, column 1",  # the second closing brace
}


def load(name):
    return see(READER, (FOLDER / name).read_bytes())


def document(*components, **rest):
    """Write a small document."""
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components, **rest}).encode()


def lib(name, **members):
    return {"type": "library", "name": name, **members}


@pytest.mark.parametrize("name", files("cyclonedx_json", "ok"))
def test_a_sound_file_is_read_whole(name):
    found = load(name)
    assert not found.partial
    assert not any("expected" in each.message for each in found.issues)


@pytest.mark.parametrize("name", [each for each in files("cyclonedx_json", "ok") if "version" not in each])
def test_a_file_is_recognised_by_content_not_by_name(name):
    assert sniff((FOLDER / name).read_bytes(), "services.csv") is cyclonedx_json


@pytest.mark.parametrize("version", VERSIONS[2:])
def test_versions_1_2_to_1_7(version):
    found = load(f"ok-version-{version}.json")
    assert (found.version, found.names, found.issues) == (version, ["zlib"], ())
    assert found.entries[0].purl == "pkg:generic/zlib@1.3"
    assert found.entries[0].version == "1.3"
    assert found.entries[0].type == "library"


def test_a_nested_component_follows_the_one_that_holds_it_with_its_own_pointer():
    found = load("ok-nested.json")
    assert list(zip(found.names, found.places, strict=True)) == [
        ("outer", "/components/0"),
        ("middle", "/components/0/components/0"),
        ("inner", "/components/0/components/0/components/0"),
        ("second", "/components/0/components/1"),
        ("last", "/components/1"),
    ]


def test_what_a_file_does_not_say_is_empty():
    (bare,) = load("ok-bare-name.json").entries
    assert bare.name == "bare"
    assert (bare.purl, bare.version, bare.supplier, bare.supplier_country) == ("", "", "", "")
    assert (bare.licences, bare.hashes) == ((), ())


def test_the_group_is_part_of_the_name():
    assert load("ok-group.json").names == ["org.acme/core"]


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("id", [(Declared("id", "MIT"),)]),
        ("name", [(Declared("name", "The Foo Licence"),)]),
        ("url", [(Declared("url", "https://example.org/l"),)]),
        ("expression", [(Declared("expression", "MIT OR Apache-2.0"),)]),
        (
            "concluded",
            [(Declared("id", "MIT"), Declared("concluded", "BSD-3-Clause")), (Declared("concluded", "MIT"),)],
        ),
    ],
)
def test_licences_are_kept_as_stated(name, declared):
    assert [each.licences for each in load(f"ok-licence-{name}.json").entries] == declared


@pytest.mark.parametrize(
    ("name", "supplier", "country"),
    [
        ("supplier-address", "Acmé SA", "FR"),  # the supplier stands before the publisher; ISO codes are upper case
        ("manufacturer", "Maker", ""),
        ("publisher", "House", ""),
    ],
)
def test_who_supplies_it(name, supplier, country):
    (one,) = load(f"ok-{name}.json").entries
    assert (one.supplier, one.supplier_country) == (supplier, country)


def test_digests_are_in_lower_case_their_algorithm_as_written():
    assert load("ok-hashes.json").entries[0].hashes == ("SHA-256:abcdef01", "MD5:00ff")


def test_dependencies_are_distinct_and_the_subject_is_not_a_component():
    found = load("ok-dependencies.json")
    assert found.names == ["a", "b", "c"]
    assert found.subject == Subject("city/app", "3", "pkg:generic/app@3", "application")
    assert found.edges == {(SUBJECT, "a"), ("a", "b"), ("a", "c")}
    assert found.edge_count == 3
    assert found.issues == ()


def test_a_self_loop_is_counted():
    found = load("ok-self-loop.json")
    assert (found.edges, found.edge_count) == ({("a", "a")}, 1)


def test_parts_of_the_subject_are_the_subject_and_every_pair_of_the_file_is_counted():
    found = load("ok-subject-parts.json")
    assert found.edges == {(SUBJECT, SUBJECT), (SUBJECT, "a")}
    assert found.edge_count == 3  # app -> part, app -> a, part -> a
    assert found.issue_places == ["/metadata/component/components"]


def test_a_dangling_edge_is_counted_and_said():
    found = load("ok-dangling.json")
    assert (found.edges, found.edge_count) == (set(), 2)
    assert {each.message.rpartition(" ")[2] for each in found.issues} == {"ghost", "phantom"}


def test_more_than_twenty_dangling_references_are_counted_in_one_issue():
    needs = [{"ref": "a", "dependsOn": [f"ghost-{n}" for n in range(50)]}]
    found = see(READER, document(lib("a", **{"bom-ref": "a"}), dependencies=needs))
    assert found.edge_count == 50
    assert len(found.issues) == 21
    assert "30" in found.issues[-1].message


def test_edges_to_a_repeated_reference_lead_to_its_first_entry():
    found = load("broken-duplicate-ref.json")
    assert found.names == ["first", "second", "third"]
    assert found.edges == {("third", "first")}
    assert found.issue_places == ["/components/1"]


def test_a_byte_order_mark_is_no_matter():
    assert load("ok-byte-order-mark.json").names == ["é"]


@pytest.mark.parametrize("name", [name for name, place in UNREADABLE.items() if place])
def test_a_refused_file_has_its_place(name):
    with pytest.raises(InputError) as error:
        load(name)
    assert error.value.where == f"file.json: {UNREADABLE[name]}"
    assert error.value.hint


def test_an_empty_object_is_nobodys():
    assert sniff((FOLDER / "broken-empty-object.json").read_bytes(), "sbom.cdx.json") is None


# file, names kept, places of the issues
MISFITS = [
    ("version-missing", ["a"], ["/specVersion"]),
    ("version-number", ["a"], ["/specVersion"]),
    (
        "component-no-object",
        ["kept", "holder", "held"],
        ["/components/0", "/components/2", "/components/3/components/0"],
    ),
    ("duplicate-ref", ["first", "second", "third"], ["/components/1"]),
    ("component-no-name", ["kept"], ["/components/0"]),
    ("name-number", ["3", "kept"], ["/components/0/name"]),
    ("version-of-component", ["a", "kept"], ["/components/0/version"]),
    ("nested-text", ["a", "kept"], ["/components/0/components"]),
    ("metadata-list", ["kept"], ["/metadata"]),
    ("subject-text", ["kept"], ["/metadata/component"]),
    ("licences-text", ["a", "kept"], ["/components/0/licenses"]),
    ("licence-id-number", ["a", "kept"], ["/components/0/licenses/0/license"]),
    ("supplier-text", ["a", "kept"], ["/components/0/supplier"]),
    ("address-text", ["a", "kept"], ["/components/0/supplier/address"]),
    ("hash-number", ["a", "kept"], ["/components/0/hashes/0/content"]),
    ("dependencies-object", ["a"], ["/dependencies", "/components/0"]),
    ("dependency-text", ["a", "b"], ["/dependencies/0"]),
    ("dependency-no-ref", ["a", "b"], ["/dependencies/0"]),
    ("depends-on-number", ["a", "b"], ["/dependencies/0/dependsOn/0"]),
    ("windows-1252", ["Santé"], [""]),
    ("windows-1252-licence", ["a"], [""]),
]


@pytest.mark.parametrize(("name", "names", "places"), MISFITS, ids=[each[0] for each in MISFITS])
def test_what_does_not_fit_is_an_issue_and_the_rest_is_kept(name, names, places):
    found = load(f"broken-{name}.json")
    assert found.names == names
    assert found.issue_places == places
    lost = name != "dependencies-object" and any(each.startswith(("/components", "/dependencies/")) for each in places)
    assert found.partial is lost


def test_every_broken_file_is_in_the_tables():
    named = {f"broken-{each[0]}.json" for each in MISFITS} | UNREADABLE.keys()
    assert named == set(files("cyclonedx_json", "broken"))


def test_the_places_of_components_after_a_misfit_are_right():
    found = load("broken-component-no-object.json")
    assert found.places == ["/components/1", "/components/3", "/components/3/components/1"]


def test_the_sound_part_of_a_list_is_kept():
    assert load("broken-licence-id-number.json").entries[0].licences == (Declared("id", "MIT"),)
    assert load("broken-hash-number.json").entries[0].hashes == ("SHA-1:ab",)
    assert load("broken-address-text.json").entries[0].supplier == "ACME"
    assert load("broken-supplier-text.json").entries[0].supplier == "House"
    assert load("broken-depends-on-number.json").edges == {("a", "b")}
    assert load("broken-dependency-text.json").edges == {("a", "b")}
    assert load("broken-windows-1252-licence.json").entries[0].licences == (Declared("name", "Libérée"),)


def test_every_file_reports_its_own_misfits_whatever_was_read_before():
    data = (FOLDER / "broken-licences-text.json").read_bytes()
    alone = see(READER, data)
    table = Descriptions()
    see(READER, (FOLDER / "ok-bare-name.json").read_bytes(), table)
    first, second = see(READER, data, table), see(READER, data, table)
    assert alone.issues == first.issues == second.issues
    assert len(table.distinct) == len({*alone.entries, *load("ok-bare-name.json").entries})


WRONG = [None, True, 3, 1.5, "text", [], ["text"], [None], {}, {"x": [1]}]
SOUND = {
    "specVersion": "1.6",
    "metadata": {"component": lib("app", **{"bom-ref": "app"})},
    "dependencies": [{"ref": "app", "dependsOn": ["kept"]}],
}
MEMBERS = [
    *((member,) for member in SOUND),
    ("components",),
    ("metadata", "component"),
    *(("components", 0, member) for member in lib("a", **dict.fromkeys(("purl", "version", "group", "bom-ref")))),
    *(("components", 0, member) for member in ("publisher", "licenses", "supplier", "manufacturer", "hashes")),
    *(("components", 0, member) for member in ("components", "properties")),
    ("components", 0),
    ("dependencies", 0),
    ("dependencies", 0, "ref"),
    ("dependencies", 0, "dependsOn"),
]


@pytest.mark.parametrize("path", MEMBERS, ids=lambda path: "/".join(map(str, path)))
def test_a_wrong_type_anywhere_costs_nothing_else(path):
    for wrong in WRONG:
        plain = {"bomFormat": "CycloneDX", "components": [lib("a"), lib("kept", **{"bom-ref": "kept"})], **SOUND}
        plain = json.loads(json.dumps(plain))
        at = plain
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = wrong
        if (path == ("components",) and not isinstance(wrong, list | None)) or (
            path == ("specVersion",) and wrong in (3, "text")
        ):
            with pytest.raises(InputError):  # what is listed, or in which version, cannot be told
                see(READER, json.dumps(plain).encode())
            continue
        found = see(READER, json.dumps(plain).encode())
        if path != ("components",):
            assert "kept" in found.names, wrong
        if path[0] == "components" and len(path) > 2:
            assert len(found.entries) >= (1 if path[-1] == "name" else 2), wrong
        if not isinstance(wrong, str) and path[-1] in ("name", "type") and path[0] == "components":
            assert "/".join(("", *map(str, path))) in found.issue_places, wrong


def test_a_member_that_is_not_used_may_hold_anything():
    found = see(READER, document(lib("a", properties=3, data="x"), annotations=[3]))
    assert (found.names, found.issues) == (["a"], ())


@pytest.mark.parametrize(
    "data",
    [
        b'{"bomFormat":"CycloneDX","components":' + nested(b'[{"name":"a","components":', 100_000, b"}]") + b"}",
        b'{"bomFormat":"CycloneDX","x":' + nested(b"[", 100_000, b"]") + b"}",
        b'{"bomFormat":"CycloneDX","x":' + b"[" * 100_000,
        b'{"bomFormat":"CycloneDX","components":3,"x":' + nested(b'{"x":', 100_000, b"}") + b"}",
        b'{"bomFormat":"CycloneDX","components":[{"name":"a","licenses":' + nested(b"[", 100_000, b"]") + b"}]}",
        b'{"bomFormat":"CycloneDX","components":[{"name":3,"hashes":' + nested(b"[", 100_000, b"]") + b"}]}",
    ],
    ids=["components", "unused", "unclosed", "lenient", "licences", "lenient-hashes"],
)
def test_a_hundred_thousand_levels_are_refused_in_time(data):
    started = time.perf_counter()
    with pytest.raises(InputError) as error:
        READER.read(data, "deep.json", Descriptions())
    assert error.value.where.startswith("deep.json")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("wrong", [b'"a"', b"3"], ids=["sound", "lenient"])
def test_no_depth_crashes(wrong):
    """The decoder's limit depends on how deep it is called: it must be caught wherever it is reached."""
    member = b',"licenses":' + nested(b"[", 150, b"]")
    for depth in range(0, 1200, 13):
        text = nested(b'[{"name":' + wrong + member + b',"components":', depth, b"}]").replace(b":}]", b":[]}]", 1)
        try:
            found = READER.read(b'{"bomFormat":"CycloneDX","components":' + text + b"}", "f", Descriptions())
        except InputError:
            continue
        assert isinstance(found, Bom)
        assert len(found.described) == depth


def test_huge_texts_are_kept():
    name = "é" * 1_000_000
    found = see(READER, document(lib(name, version="1" * 100_000, licenses=[{"license": {"name": name}}])))
    assert found.names == [name]
    assert found.entries[0].licences == (Declared("name", name),)


refs = st.sampled_from(["root", *"abcdef"])


KINDS = ("undefined", "itself")


@given(st.lists(st.tuples(refs, st.lists(refs, max_size=5)), max_size=8), st.sets(st.sampled_from("abcdef")))
def test_edges_agree_with_brute_force(needs, defined):
    components = [lib(name, **{"bom-ref": name}) for name in sorted(defined)]
    found = see(
        READER,
        document(
            *components,
            metadata={"component": {"type": "application", "name": "r", "bom-ref": "root"}},
            dependencies=[{"ref": ref, "dependsOn": needed} for ref, needed in needs],
        ),
    )
    pairs = {(ref, each) for ref, needed in needs for each in needed}
    known = {**{name: name for name in defined}, "root": SUBJECT}
    assert found.edge_count == len(pairs)
    assert found.edges == {(known[a], known[b]) for a, b in pairs if a in known and b in known}
    missing = set(itertools.chain.from_iterable(pairs)) - known.keys()
    themselves = {a for a, b in pairs if a == b and a in defined}
    said = {kind: {each.message.rpartition(" ")[2] for each in found.issues if kind in each.message} for kind in KINDS}
    assert said == {"undefined": missing, "itself": themselves}


trees: st.SearchStrategy[list[object]] = st.recursive(
    st.builds(list), lambda inner: st.lists(inner, max_size=3), max_leaves=12
)


@given(trees)
def test_counts_in_are_counts_out_at_any_nesting(tree):
    def build(children, pointer):
        return [
            lib(f"{pointer}/{n}", components=build(inner, f"{pointer}/{n}/components"))
            for n, inner in enumerate(children)
        ]

    found = see(READER, document(*build(tree, "/components")))
    assert found.names == found.places
    assert len(found.names) == json.dumps(build(tree, "")).count('"name"')


def test_the_corpus_is_read_whole(corpus):
    """Every entry of every real file: counted here by walking the plain JSON."""
    read = 0
    for path in sorted(corpus.rglob("*.json")):
        data = path.read_bytes()
        if len(data) > 400_000 or not READER.recognises(data, path.name):
            continue
        try:
            plain = json.loads(data.decode("utf-8-sig"))
        except ValueError:
            continue
        if not isinstance(plain, dict):
            continue
        found = READER.read(data, path.name, Descriptions())
        assert isinstance(found, Bom)
        nameless = sum("left out" in each.message for each in found.issues)
        assert len(found.described) + nameless == count(plain.get("components")), path
        read += 1
    assert read > 100


def count(components):
    if not isinstance(components, list):
        return 0
    return sum(1 + count(each.get("components")) for each in components if isinstance(each, dict))


def test_said_shows_place_and_message():
    assert said(load("broken-supplier-text.json").issues) == [
        ("/components/0/supplier", "an object was expected, not a text")
    ]
