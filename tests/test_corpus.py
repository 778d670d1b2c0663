# SPDX-License-Identifier: EUPL-1.2
"""Real bills of materials that nobody here wrote: their entries are counted as their index says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sovaudit.collect import Found, read_all

FORMATS = ("cyclonedx-json", "spdx-json")
LARGEST = 8 * 1024**2
"""Larger files are read by the benchmark."""


@pytest.fixture(scope="module")
def rows(corpus: Path) -> list[dict[str, str]]:
    """The rows of the index that are of our formats."""
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in found if row["format"] in FORMATS and int(row["bytes"]) <= LARGEST]


@pytest.fixture(scope="module")
def read(corpus: Path, rows: list[dict[str, str]]):
    """What was read of each file, by path."""
    files = [Found(row["path"], str(corpus / row["path"]), int(row["bytes"])) for row in rows]
    batches = read_all(files, 1, lambda _bytes: None)
    return {each.path: each for batch, _registers in batches for each in batch.files}


def test_there_is_something_to_read(rows, read):
    assert len(rows) > 500
    assert read.keys() == {row["path"] for row in rows}


def test_what_keeps_its_schema_is_read_and_counted(rows, read):
    wrong = []
    for row in rows:
        if row["expected"] == "valid":
            each = read[row["path"]]
            count = len(each.described) // 4
            if each.format != row["format"] or each.status == "rejected" or str(count) != row["components"]:
                wrong.append((row["path"], each.format, each.status, count, row["components"], each.issues[:1]))
    assert wrong == []


def test_what_does_not_is_read_or_refused_with_a_reason(rows, read):
    """A reader reads what breaks its schema and says so; it refuses only what does not parse."""
    wrong = []
    for row in rows:
        each = read[row["path"]]
        if not all(issue.message for issue in each.issues):
            wrong.append((row["path"], each.issues))
        if each.status == "rejected" and not all(issue.hint for issue in each.issues):
            wrong.append((row["path"], each.issues))
        if each.status in ("rejected", "partial") and not each.issues:
            wrong.append((row["path"], each.status))
        if each.status == "rejected" and each.described:
            wrong.append((row["path"], "rejected, and yet counted"))
    assert wrong == []


def test_no_valid_file_is_taken_for_another_format(rows, read):
    assert {read[row["path"]].format for row in rows if row["expected"] == "valid"} == set(FORMATS)
