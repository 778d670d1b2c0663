# SPDX-License-Identifier: EUPL-1.2
"""The table of formats: names as people write them, and no status that its source does not give."""

from __future__ import annotations

import pytest

from sovaudit.knowledge import Library, shipped
from sovaudit.knowledge.formats import STATUSES, formats

SHIPPED = formats(shipped())


@pytest.mark.parametrize(
    ("written", "name"),
    [("ods", "ODS"), (".ODT", "ODT"), ("PDF/A", "PDF"), ("json", "JSON"), ("Geo-JSON", "GeoJSON"), ("LDAPS", "LDAP")],
)
def test_names_are_found_whatever_their_case_and_dots(written, name):
    found = SHIPPED.look_up(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("written", ["", ".", "exchanges_with", "PST", "boule de cristal", "x" * 10_000])
def test_what_the_table_does_not_have_is_unknown(written):
    assert SHIPPED.look_up(written) is None


def test_only_the_formats_that_accounts_of_the_rgi_name_have_a_status_of_it():
    named = {each.name: each.status for each in SHIPPED.known.values()}
    assert {each for each, status in named.items() if status == "recommended"} == {"ODT", "ODS", "ODP"}
    assert {each for each, status in named.items() if status == "observed"} == {"DOCX", "XLSX", "PPTX"}
    assert set(named.values()) == set(STATUSES)
    assert all(each.basis for each in SHIPPED.known.values())
    assert {each.kind for each in SHIPPED.known.values()} == {"format", "protocol"}


def test_no_name_stands_for_two_rows():
    rows = {each.name for each in SHIPPED.known.values()}
    assert {found.name for each in rows if (found := SHIPPED.look_up(each))} == rows


def test_without_the_data_set_nothing_is_known():
    assert formats(Library({})).look_up("csv") is None
