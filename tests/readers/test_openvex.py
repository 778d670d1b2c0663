# SPDX-License-Identifier: EUPL-1.2
"""OpenVEX: statements in and out, in both shapes of its versions."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Descriptions, Statements
from sovaudit.readers import Reader, openvex, sniff
from tests.readers._reading import DATA, files

READER: Reader = openvex

FOLDER = DATA / "openvex"
WHOLE = (FOLDER / "ok-document.json").read_bytes()
CONTEXT = "https://openvex.dev/ns/v0.2.0"


def read(data):
    found = READER.read(data, "file.json", Descriptions())
    assert isinstance(found, Statements)
    return found


def document(*statements, **rest):
    return json.dumps({"@context": CONTEXT, "@id": "x", "statements": list(statements), **rest}).encode()


def stated(**rest):
    return {"vulnerability": {"name": "CVE-1"}, "products": [{"@id": "pkg:npm/a@1"}], "status": "fixed", **rest}


def test_a_file_is_recognised_by_its_content():
    assert sniff(WHOLE, "services.csv") is openvex
    assert not READER.recognises(b'{"@context": "https://example.org"}', "vex.json")


def test_statements_are_read():
    found = read(WHOLE)
    assert (found.rows, found.version, found.names) == (2, "0.2.0", ("https://example.org/vex/1",))
    assert (found.created, found.issues) == ("2026-02-02T00:00:00Z", ())
    first, second = found.statements
    assert (first.vulnerability, first.aliases) == ("CVE-2026-0001", ("GHSA-exemple",))
    assert first.products == (
        "pkg:oci/guichet@2",
        "pkg:generic/guichet@2",
        "cpe:2.3:a:exemple:guichet:2:*:*:*:*:*:*:*",
    )
    assert first.subcomponents == ("pkg:deb/debian/openssl@3",)  # in that product, not everywhere
    assert (first.status, first.justification) == ("not_affected", "vulnerable_code_not_present")
    assert (first.detail, first.as_of, first.place) == (
        "It is not built in.",
        "2026-02-02T00:00:00Z",  # the document's, as the statement has no time of its own
        "/statements/0",
    )
    assert (second.vulnerability, second.status, second.detail) == ("CVE-2026-0002", "affected", "Take version 2.")
    assert second.as_of == "2025-12-31T00:00:00Z"


def test_the_shape_of_the_first_version():
    old = stated(vulnerability="CVE-1", products=["pkg:npm/a@1"], subcomponents=["pkg:npm/b@1"])
    found = read(document(old, **{"@context": "https://openvex.dev/ns"}))
    assert (found.statements[0].vulnerability, found.version) == ("CVE-1", "")
    assert found.statements[0].products == ("pkg:npm/a@1",)
    assert found.statements[0].subcomponents == ("pkg:npm/b@1",)
    assert found.issues == ()


@pytest.mark.parametrize(
    ("statement", "kept", "place"),
    [
        (stated(status="FIXED"), 0, "/statements/0/status"),
        (stated(status="reported"), 0, "/statements/0/status"),  # our word, not OpenVEX's
        (stated(vulnerability={}), 0, "/statements/0/vulnerability"),
        (stated(vulnerability=3), 0, "/statements/0/vulnerability"),
        ("text", 0, "/statements/0"),
        (stated(products=[]), 1, "/statements/0/products"),
        (stated(products="pkg:npm/a"), 1, "/statements/0/products"),
        (stated(timestamp=3), 1, "/statements/0/timestamp"),
        (stated(status="not_affected"), 1, "/statements/0"),  # without saying why
    ],
)
def test_what_does_not_fit_is_said(statement, kept, place):
    found = read(document(stated(), statement))
    assert found.rows == 2
    assert len(found.statements) == 1 + kept
    assert place.replace("0", "1") in [each.place for each in found.issues]


@pytest.mark.parametrize(
    "context", [[CONTEXT, {"name": "https://example.org"}], ["https://example.org/openvex.dev/ns"], None, {}, 3]
)
def test_another_context_is_refused(context):
    with pytest.raises(InputError) as refused:
        read(document(stated(), **{"@context": [context] if context is None else context}))
    assert refused.value.where == "file.json: /@context"


def test_an_unknown_version_is_said():
    found = read(document(stated(), **{"@context": "https://openvex.dev/ns/v9.0.0"}))
    assert (found.version, len(found.statements)) == ("9.0.0", 1)
    assert [each.place for each in found.issues] == ["/@context"]


@pytest.mark.parametrize("name", files("openvex", "broken"))
def test_a_broken_file_is_refused_with_its_place(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, name) is openvex
    with pytest.raises(InputError) as refused:
        READER.read(data, name, Descriptions())
    assert "line 3" in refused.value.where


@given(st.integers(0, len(WHOLE)), st.integers(0, 80), st.binary(max_size=12))
def test_any_bytes_are_read_or_refused(at, length, noise):
    for data in (noise, WHOLE[:at] + noise + WHOLE[at + length :]):
        with suppress(InputError):
            found = read(data)
            assert len(found.statements) <= found.rows


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["CVE-1", "fixed", "pkg:npm/a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@id", "name", "purl"]), inner),
    max_leaves=6,
)
members = st.sampled_from(["vulnerability", "products", "status", "timestamp", "subcomponents", "justification"])


@given(st.lists(st.dictionaries(members, values) | values, max_size=5))
def test_every_statement_is_kept_or_said(statements):
    found = read(document(*statements))
    assert found.rows == len(statements)
    lost = {int(each.place.split("/")[2]) for each in found.issues if each.place.startswith("/statements/")}
    kept = {int(each.place.split("/")[2]) for each in found.statements}
    assert kept | lost == set(range(len(statements)))
