# SPDX-License-Identifier: EUPL-1.2
"""The Comptoir du Libre: names to match, who supports them, and PHP's empty lists."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import ABSENT, CatalogueEntry, Descriptions, Origin, Register
from sovaudit.readers import Reader, comptoir, sniff
from tests.readers._reading import DATA, files

READER: Reader = comptoir

FOLDER = DATA / "comptoir"
WHOLE = (FOLDER / "ok-export.json").read_bytes()


def read(data):
    found = READER.read(data, "comptoir.json", Descriptions())
    assert isinstance(found, Register)
    return found


def export(*softwares, count=None):
    stated = len(softwares) if count is None else count
    return json.dumps({"date_of_export": "2026", "number_of_software": stated, "softwares": softwares}).encode()


def test_an_export_is_recognised_by_its_content():
    assert sniff(WHOLE, "services.csv") is comptoir
    assert not READER.recognises(b'{"softwares": []}', "comptoir.json")


def test_software_is_read():
    found = read(WHOLE)
    assert (found.rows, found.version, found.issues) == (2, "2026-08-20T02:00:01+02:00", ())
    first, second = found.records
    assert first == CatalogueEntry(
        id="comptoir:72",
        name="Guichet",
        licence="EUPL",
        urls=("https://example.org/guichet", "https://example.org/softwares/72"),
        wikidata="Q1234567",
        since=date(2016, 5, 4),
        providers=("Ateliers Exemple",),
        origin=Origin("comptoir.json", place="/softwares/0"),
    )
    assert first.listed is ABSENT  # it lists, it does not recommend
    assert (second.licence, second.wikidata, second.since, second.urls) == (ABSENT, ABSENT, ABSENT, ())


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (export({"id": 1, "name": "a"}, count=2), ["/number_of_software"]),
        (export({"id": 1, "name": "a"}, {"id": 1, "name": "b"}), ["/softwares/1"]),
        (export({"id": 1}, [], {"name": "a"}), ["/softwares/0", "/softwares/1", "/softwares/2"]),
        (b'{"date_of_export": 1, "number_of_software": 0, "softwares": {}}', ["/softwares"]),
    ],
)
def test_what_does_not_fit_is_said(data, places):
    assert [each.place for each in read(data).issues] == places


@pytest.mark.parametrize("name", files("comptoir", "broken"))
def test_a_broken_file_is_refused_with_its_place(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, name) is comptoir
    with pytest.raises(InputError) as refused:
        READER.read(data, name, Descriptions())
    assert "line 2" in refused.value.where


@given(st.integers(0, len(WHOLE)), st.integers(0, 80), st.binary(max_size=12))
def test_any_bytes_are_read_or_refused(at, length, noise):
    for data in (noise, WHOLE[:at] + noise + WHOLE[at + length :]):
        with suppress(InputError):
            assert len(read(data).records) <= read(data).rows


values: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
values |= st.lists(st.text(max_size=3), max_size=2)
values |= st.dictionaries(st.sampled_from(["wikidata", "website", "id"]), st.text(max_size=4) | st.lists(st.none()))
members = st.sampled_from(["id", "name", "licence", "created", "external_resources", "providers", "url"])


@given(st.lists(st.dictionaries(members, values) | values, max_size=5))
def test_every_entry_is_kept_or_said(softwares):
    found = read(export(*softwares))
    assert found.rows == len(softwares)
    kept = {each.origin.place for each in found.records}
    said = {each.place for each in found.issues}
    assert kept | said == {f"/softwares/{number}" for number in range(len(softwares))}
