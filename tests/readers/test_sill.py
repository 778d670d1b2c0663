# SPDX-License-Identifier: EUPL-1.2
"""The SILL in its three shapes: names to match, nothing that the city runs."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import ABSENT, CatalogueEntry, Descriptions, Origin, Register, Unknown
from sovaudit.readers import Reader, sill, sniff
from tests.readers._reading import DATA, files

READER: Reader = sill

FOLDER = DATA / "sill"
WHOLE = (FOLDER / "ok-2026.json").read_bytes()


def read(data):
    found = READER.read(data, "sill.json", Descriptions())
    assert isinstance(found, Register)
    return found


@pytest.mark.parametrize("name", files("sill", "ok"))
def test_each_shape_is_recognised_by_its_content(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, "services.csv") is sill
    assert sniff(b"\xef\xbb\xbf" + data, "x") is sill


@pytest.mark.parametrize("data", [b"[]", b"[1]", b'[{"name": "x", "license": "MIT"}]', b'{"isLibreSoftware": 1}', b""])
def test_other_lists_are_not(data):
    assert not READER.recognises(data, "sill.json")


def test_the_shape_of_2026():
    found = read(WHOLE)
    assert (found.rows, found.version, found.issues) == (2, "v2", ())
    first, second = found.records
    assert first == CatalogueEntry(
        id="sill:7",
        name="Guichet",
        licence="EUPL-1.2",
        urls=("https://example.org/guichet", "https://example.org/guichet.git"),
        wikidata="Q1234567",
        listed="recommended",
        version="2.1",
        since=date(2018, 2, 3),
        providers=("Ateliers Exemple", "Coopérative d'Exemple"),
        similar=("Fermé", "Other"),
        state_support=False,
        origin=Origin("sill.json", place="/0"),
    )
    assert (second.id, second.listed, second.licence) == ("sill:8", "withdrawn", ABSENT)
    assert second.since == Unknown("unrecognised", "soon")


def test_the_shape_of_2025():
    (entry,) = read((FOLDER / "ok-2025.json").read_bytes()).records
    assert (entry.id, entry.listed, entry.version) == ("sill:9", "observed", "1")
    assert (entry.wikidata, entry.since) == ("Q42", date(2018, 1, 1))  # 1514764800 is that midnight
    assert entry.urls == ("https://example.org/registre", "https://example.org/registre.git")
    assert (entry.providers, entry.similar) == (("Ateliers Exemple",), ("Fermé",))


def test_the_shape_of_2022():
    found = read((FOLDER / "ok-2022.json").read_bytes())
    old, gone = found.records
    assert found.version == "2022"
    assert (old.id, old.name, old.licence, old.listed) == ("sill:1", "Vieux", "MIT", "observed")
    assert (old.version, old.since) == (ABSENT, Unknown("unrecognised", "2018 ; 2019"))  # a year is no day
    assert (gone.listed, gone.licence, gone.version) == ("withdrawn", ABSENT, "2.4")


def test_what_does_not_fit_is_said():
    items = [{"id": 1, "name": "a", "isLibreSoftware": True, "doRespectRgaa": 1}, 3, {"id": 2}, {"name": "b"}]
    items += [{"id": 1, "name": "again"}, {"id": True, "name": "no id"}, {"id": 4, "name": "c", "providers": "x"}]
    found = read(json.dumps(items).encode())
    assert found.rows == 7
    assert [each.name for each in found.records] == ["a", "again", "c"]
    assert [each.place for each in found.issues] == ["/1", "/2", "/3", "/4", "/5"]


def test_more_entries_than_the_limit_are_refused():
    before = limits()
    limit_by(Limits(rows=1))
    try:
        with pytest.raises(InputError) as refused:
            read(WHOLE)
    finally:
        limit_by(before)
    assert "--limit rows=2" in refused.value.hint


@pytest.mark.parametrize("name", files("sill", "broken"))
def test_a_broken_file_is_refused_with_its_place(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, name) is sill
    with pytest.raises(InputError) as refused:
        READER.read(data, name, Descriptions())
    assert "line 2" in refused.value.where


@given(st.integers(0, len(WHOLE)), st.integers(0, 80), st.binary(max_size=12))
def test_any_bytes_are_read_or_refused(at, length, noise):
    for data in (noise, WHOLE[:at] + noise + WHOLE[at + length :]):
        with suppress(InputError):
            assert len(read(data).records) <= read(data).rows


values: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers()
values |= st.floats(allow_nan=False, allow_infinity=False)
values |= st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=2)
values |= st.dictionaries(st.sampled_from(["fr", "name", "value"]), st.text(max_size=4) | st.integers(), max_size=2)
members = st.sampled_from(
    ["id", "name", "license", "addedTime", "referencedSinceTime", "identifiers", "providers", "customAttributes", "i"]
)


@given(st.lists(st.dictionaries(members, values) | values, max_size=5))
def test_every_entry_is_kept_or_said(items):
    found = read(json.dumps(items).encode())
    assert found.rows == len(items)
    kept = {each.origin.place for each in found.records}
    assert kept | {each.place for each in found.issues} == {f"/{number}" for number in range(len(items))}
