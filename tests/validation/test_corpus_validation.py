# SPDX-License-Identifier: EUPL-1.2
"""The specification's own test suite, and real files judged by other validators: we agree with them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sovaudit.validation import validate

FORMATS = ("cyclonedx-json", "cyclonedx-xml", "spdx-json", "spdx3-jsonld")
LARGEST = 1024**2
"""Larger files are left to the acceptance test."""
NAMED = {
    "cdx-1-4-license-policy-invalid-license-name.json": "the name of a licence is free text",
    "valid-bom-1.6.json": "an ancestor without type and name",
    "valid-empty-defns-decls.json": "a member `declaration`",
    "cdx-invalid-licenses.json": "licences that are deprecated or not free are valid ids",
    "invalidComponentHashMD5.spdx23.json": "a weak digest is not against the format",
    "invalidComponentLicenseNoAssertion.spdx23.json": "NOASSERTION is not against the format",
    "brokenSourceComponentDependencies.spdx23.json": "remarked: a reference to nothing",
    "brokenTargetComponentDependencies.spdx23.json": "remarked: a reference to nothing",
    "invalidMetadataTimestamp.spdx23.json": "remarked: a date",
    "invalidMetadataCreatorEmail.spdx23.json": "the address is optional",
}
"""Files whose projects call them valid or invalid for a reason that no schema has."""


@pytest.fixture(scope="module")
def rows(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        row
        for row in found
        if row["format"] in FORMATS
        and row["expected"] in ("valid", "invalid")
        and row["expected_basis"] in ("file-name", "oracle-schema")
        and int(row["bytes"]) <= LARGEST
        and "/ext/" not in row["path"]
        and "informal" not in row["path"]
    ]


def disagreements(corpus: Path, rows: list[dict[str, str]]) -> list[tuple[str, str, object]]:
    wrong: list[tuple[str, str, object]] = []
    for row in rows:
        found = validate((corpus / row["path"]).read_bytes(), row["path"])
        assert found.valid or all(each.message for each in found.errors)
        if found.valid != (row["expected"] == "valid"):
            wrong.append((row["path"], row["expected"], found.errors[:1]))
    return wrong


def test_we_agree_with_the_specification(corpus, rows):
    suite = [row for row in rows if row["expected_basis"] == "file-name" and row["path"].startswith("cyclonedx-spec/")]
    assert len(suite) > 380
    assert disagreements(corpus, suite) == []


def test_we_agree_with_other_validators_but_where_a_name_says_otherwise(corpus, rows):
    others = [row for row in rows if not row["path"].startswith("cyclonedx-spec/")]
    assert len(others) > 500
    wrong = [path for path, _expected, _errors in disagreements(corpus, others)]
    assert [path for path in wrong if path.rpartition("/")[2] not in NAMED] == []
