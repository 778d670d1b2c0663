# SPDX-License-Identifier: EUPL-1.2
"""CSAF: each status of each product becomes a statement, its products named as the rest of the world does."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import STATUSES, Descriptions, Statements
from sovaudit.readers import Reader, csaf, sniff
from tests.readers._reading import DATA, files

READER: Reader = csaf

FOLDER = DATA / "csaf"
WHOLE = (FOLDER / "ok-advisory.json").read_bytes()


def read(data):
    found = READER.read(data, "file.json", Descriptions())
    assert isinstance(found, Statements)
    return found


def advisory(**rest):
    head = {"csaf_version": "2.1", "tracking": {"id": "X"}}
    products = [{"product_id": each, "name": f"product {each}"} for each in "abc"]
    return json.dumps({"document": head, "product_tree": {"full_product_names": products}, **rest}).encode()


def test_a_file_is_recognised_by_its_content():
    assert sniff(WHOLE, "services.csv") is csaf
    assert not READER.recognises(b'{"document": {"tracking": {}}}', "csaf.json")


def test_each_status_of_each_product_is_a_statement():
    found = read(WHOLE)
    assert (found.version, found.names, found.created) == ("2.0", ("EX-2026-1",), "2026-03-03T00:00:00Z")
    assert (found.rows, found.issues) == (5, ())
    said = {(each.products, each.subcomponents): each for each in found.statements}
    assert len(said) == 5
    affected = said[("pkg:generic/guichet@1",), ()]
    assert affected.status == "affected"
    assert (affected.vulnerability, affected.aliases) == ("CVE-2026-0001", ("EX-7",))
    assert (affected.detail, affected.as_of) == ("Take version 3.", "2026-03-03T00:00:00Z")
    assert affected.place == "/vulnerabilities/0/product_status/known_affected"


def test_flags_and_threats_speak_of_their_products_alone():
    said = {(each.products, each.subcomponents): each for each in read(WHOLE).statements}
    two = said[("cpe:2.3:a:exemple:guichet:2:*:*:*:*:*:*:*",), ()]
    assert (two.status, two.justification, two.detail) == (
        "not_affected",
        "vulnerable_code_not_present",
        "Not built in.",
    )
    assert two.as_of == "2026-03-01T00:00:00Z"
    three = said[("Guichet 3",), ()]
    assert (three.justification, three.detail) == ("vulnerable_code_not_present", "")


def test_a_part_of_a_product_is_not_the_part_everywhere():
    """A package of a distribution says in its purl which one it is of; a package of npm does not."""
    said = {(each.products, each.subcomponents): each for each in read(WHOLE).statements}
    assert said[("pkg:rpm/exemple/zlib@1",), ()].justification == "component_not_present"
    assert said[("pkg:generic/guichet@1",), ("pkg:npm/left@1",)].status == "not_affected"
    assert not any(each.products == ("pkg:npm/left@1",) for each in said.values())


def test_products_of_one_word_share_a_statement():
    found = read(
        advisory(vulnerabilities=[{"cve": "CVE-1", "product_status": {"fixed": ["a", "b"], "unknown": ["c"]}}])
    )
    assert [(each.status, each.products) for each in found.statements] == [
        ("fixed", ("product a", "product b")),
        ("reported", ("product c",)),
    ]


@pytest.mark.parametrize(
    ("vulnerability", "kept", "place"),
    [
        ({"cve": "CVE-1", "product_status": {"fixed": ["ghost"]}}, 1, "/product_status/fixed"),
        ({"cve": "CVE-1", "product_status": {"mended": ["a"]}}, 0, "/product_status"),
        ({"product_status": {"fixed": ["a"]}}, 0, ""),
        ({"cve": "CVE-1", "product_status": {"fixed": ["a"], "unknown": ["a"]}}, 2, "/product_status/unknown"),
        ({"cve": "CVE-1", "product_status": {"fixed": "a"}}, 0, "/product_status"),
        ({"cve": 3, "title": "a title", "product_status": {"fixed": ["a"]}}, 1, "/cve"),
        ("text", 0, ""),
    ],
)
def test_what_does_not_fit_is_said(vulnerability, kept, place):
    sound = {"cve": "CVE-0", "product_status": {"fixed": ["b"]}}
    found = read(advisory(vulnerabilities=[sound, vulnerability]))
    assert len(found.statements) == 1 + kept
    assert f"/vulnerabilities/1{place}" in [each.place for each in found.issues]
    assert found.rows >= len(found.statements)


def test_a_product_defined_twice_is_said():
    twice = [{"product_id": "a", "name": name} for name in ("first", "second")]
    tree = {"full_product_names": twice}
    found = read(advisory(product_tree=tree, vulnerabilities=[{"cve": "CVE-1", "product_status": {"fixed": ["a"]}}]))
    assert found.statements[0].products == ("first",)
    assert [each.place for each in found.issues] == ["/product_tree"]


@pytest.mark.parametrize("version", ["3.0", "", None])
def test_an_unknown_version_is_said(version):
    found = read(advisory(document={"csaf_version": version}, vulnerabilities=[{"cve": "CVE-1"}]))
    assert "/document/csaf_version" in [each.place for each in found.issues]


@pytest.mark.parametrize("name", files("csaf", "broken"))
def test_a_broken_file_is_refused_with_its_place(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, name) is csaf
    with pytest.raises(InputError) as refused:
        READER.read(data, name, Descriptions())
    assert "line 2" in refused.value.where


@given(st.integers(0, len(WHOLE)), st.integers(0, 80), st.binary(max_size=12))
def test_any_bytes_are_read_or_refused(at, length, noise):
    for data in (noise, WHOLE[:at] + noise + WHOLE[at + length :]):
        with suppress(InputError):
            found = read(data)
            assert all(each.status in STATUSES for each in found.statements)


products = st.lists(st.sampled_from("abc"), max_size=3)


@given(st.dictionaries(st.sampled_from(sorted(csaf.STATUSES)), products, max_size=5))
def test_every_product_of_every_status_is_kept(statuses):
    found = read(advisory(vulnerabilities=[{"cve": "CVE-1", "product_status": statuses}]))
    kept = {(each.status, one) for each in found.statements for one in each.products}
    assert kept == {(csaf.STATUSES[word], f"product {one}") for word, named in statuses.items() for one in named}
