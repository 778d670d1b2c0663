# SPDX-License-Identifier: EUPL-1.2
"""Catalogues are kept as they are published, when they are whole."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from sovaudit.errors import InputError
from sovaudit.knowledge.catalogues import convert, recognises

pytestmark = pytest.mark.usefixtures("english")

OF_2022 = b'[{"id": 1, "i": "Fictive", "l": "MIT", "st": "R", "v-": "1"}]'
V1 = b'[{"id": 1, "name": "Fictive", "isStillInObservation": false, "referencedSinceTime": 1514764800000}]'
V2 = b'[{"id": 1, "addedTime": "2018-01-01T00:00:00.000Z", "name": "Fictive", "isLibreSoftware": true}]'
COMPTOIR = (
    b'{"date_of_export": "2026-01-05T02:00:00+01:00", "number_of_software": 1, "softwares": [{"id": 1, "name": "F"}]}'
)


@pytest.mark.parametrize("data", [OF_2022, V1, V2])
@pytest.mark.parametrize("packed", [False, True])
def test_each_form_of_the_sill_is_kept_as_it_is(tmp_path, data, packed):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(gzip.compress(data) if packed else data)
    assert recognises(source.read_bytes()[:4096], "source")
    made = convert(source, target)
    assert target.read_bytes() == data
    assert (made.name, made.provenance.as_of, made.provenance.records) == ("catalogues.sill", date.min, 1)


def test_an_export_of_the_comptoir_tells_its_day(tmp_path):
    (tmp_path / "source").write_bytes(COMPTOIR)
    made = convert(tmp_path / "source", tmp_path / "target")
    assert (made.name, made.provenance.as_of, made.provenance.records) == ("catalogues.comptoir", date(2026, 1, 5), 1)


def test_an_export_that_is_not_whole_is_refused(tmp_path):
    (tmp_path / "source").write_bytes(COMPTOIR.replace(b'"number_of_software": 1', b'"number_of_software": 2'))
    with pytest.raises(InputError, match="1 entries where 2"):
        convert(tmp_path / "source", tmp_path / "target")


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("sill/sill-legacy-2022.json", 240),
        ("sill/reconstructed-v2-catalogi.json", 1),
        ("comptoir-du-libre/reconstructed-export_v1.json", 2),
    ],
)
def test_the_publishers_own_forms(samples, tmp_path, name, records):
    path = samples / name
    assert recognises(path.read_bytes()[:4096], path.name)
    assert convert(path, tmp_path / "target").provenance.records == records
