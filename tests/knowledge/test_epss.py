# SPDX-License-Identifier: EUPL-1.2
"""EPSS scores: every row of the publisher's CSV is found again, and nothing else is."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import StoreError
from sovaudit.knowledge import Library, Snapshot
from sovaudit.knowledge.epss import Likelihood, check, convert, scores
from sovaudit.model import Provenance
from tests.knowledge._publishers import epss

pytestmark = pytest.mark.usefixtures("english")

CVES = st.builds(lambda year, number: f"CVE-{year}-{number:04}", st.integers(1999, 2030), st.integers(0, 10**7))
SHARES = st.integers(0, 10**5).map(lambda number: f"{number / 10**5:.5f}")


def read(folder, data):
    source, target = folder / "source", folder / "target.npy"
    source.write_bytes(data)
    made = convert(source, target)
    return made, scores(Library({"epss": Snapshot("epss", made.provenance, target, imported=True)}))


def test_nothing_imported_tells_nothing():
    found = scores(Library({}))
    assert found.snapshot is None
    assert found.look_up("CVE-2021-44228") is None
    assert len(found) == 0


@given(rows=st.dictionaries(CVES, st.tuples(SHARES, SHARES), min_size=1), others=st.lists(CVES), packed=st.booleans())
def test_every_row_is_found_and_nothing_else(tmp_path_factory, rows, others, packed):
    made, found = read(tmp_path_factory.getbasetemp(), epss(rows, "2026-01-05", packed))
    assert made.left_out == ()
    assert (made.provenance.as_of, made.provenance.records, len(found)) == (date(2026, 1, 5), len(rows), len(rows))
    for cve in (*rows, *others):
        expected = Likelihood(*map(float, rows[cve])) if cve in rows else None
        assert found.look_up(cve) == expected
        assert found.look_up(cve.lower()) == expected


def test_rows_that_are_no_scores_are_said(tmp_path):
    data = epss({"CVE-2026-0001": ("0.5", "0.9")}, packed=False)
    bad = [
        "GHSA-xxxx,0.1,0.2",
        "CVE-2026-0002,1.5,0.2",
        "CVE-2026-0003,x,0.2",
        "CVE-2026-0004,0.1",
        "CVE-2026-0001,0,0",
    ]
    bad += ["CVE-2026-0005,nan,0.1", "CVE-2026-0006,-0.1,0.1", "CVE-2026-0007,0.1,0.2,0.3"]
    made, found = read(tmp_path, data + "\r\n".join(bad).encode())
    assert [place for place, _why in made.left_out] == [f"line {number}" for number in range(4, 4 + len(bad))]
    assert len(found) == 1


def test_without_its_first_line_it_has_no_day(tmp_path):
    made, _found = read(tmp_path, b"cve,epss,percentile\nCVE-2026-0001,0.5,0.9\n")
    assert made.provenance.as_of == date.min


@pytest.mark.parametrize("cve", ["", "CVE-2026", "CVE-2026-0001 ", "GHSA-jfh8-c2jp-5v3q", "CVE-2026-00010000000000001"])
def test_what_is_no_cve_is_not_found(tmp_path, cve):
    _made, found = read(tmp_path, epss({"CVE-2026-0001": ("0.5", "0.9")}))
    assert found.look_up(cve) is None


def test_a_whole_file_is_searched_where_it_lies(tmp_path):
    """300,000 rows, as published: opening it and 100 questions take less than a tenth of a second."""
    rows = {f"CVE-{year}-{number:05}": ("0.00043", "0.1") for year in range(2001, 2026) for number in range(12_000)}
    _made, _found = read(tmp_path, epss(rows))
    begun = time.perf_counter()
    found = scores(Library({"epss": Snapshot("epss", _made.provenance, tmp_path / "target.npy", imported=True)}))
    assert all(found.look_up(f"CVE-2010-{number:05}") for number in range(100))
    assert time.perf_counter() - begun < 0.1
    assert (tmp_path / "target.npy").stat().st_size < 300_000 * 24 + 1000


def test_the_publishers_own_form(samples, tmp_path):
    path = samples / "epss" / "reconstructed-epss_scores-current.csv"
    made, found = read(tmp_path, path.read_bytes())
    assert made.provenance.as_of == date(2026, 9, 13)
    assert found.look_up("CVE-2022-27225") == (0.0015, 0.51096)


@pytest.mark.parametrize(
    "rows",
    [
        np.zeros(3),
        np.array([(2, 0.5, 0.5), (1, 0.5, 0.5)], dtype=[("cve", "<i8"), ("probability", "<f8"), ("percentile", "<f8")]),
        np.array([(1, float("nan"), 0.5)], dtype=[("cve", "<i8"), ("probability", "<f8"), ("percentile", "<f8")]),
        np.zeros((1, 1), dtype=[("cve", "<i8"), ("probability", "<f8"), ("percentile", "<f8")]),
    ],
    ids=["numbers alone", "not sorted", "no number", "two dimensions"],
)
def test_a_table_that_others_made_is_checked_whole(tmp_path, rows):
    np.save(tmp_path / "stored.npy", rows)
    with pytest.raises(StoreError):
        check(tmp_path / "stored.npy")


def test_what_is_no_table_of_scores_is_damage(tmp_path):
    for content in (b"", b"\x93NUMPY", b"PK\x03\x04"):
        (tmp_path / "stored.npy").write_bytes(content)
        with pytest.raises(StoreError):
            check(tmp_path / "stored.npy")
    np.save(tmp_path / "stored.npy", np.zeros(3))
    stated = Provenance("x", "x", date(2026, 1, 5))
    with pytest.raises(StoreError):
        scores(Library({"epss": Snapshot("epss", stated, tmp_path / "stored.npy", imported=True)}))
