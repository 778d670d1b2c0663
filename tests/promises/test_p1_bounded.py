# SPDX-License-Identifier: EUPL-1.2
"""P1: no file takes more time or memory than its size allows."""

from __future__ import annotations

import pytest

from tests.promises._running import shown, sovaudit

MIB = 1024**2
OURSELVES = 128
"""MiB that the programs and their libraries take before any file is read."""
BOMBS = (
    "depth-unclosed.cdx.json",
    "encoding-gzip-bomb-named.csv",
    "encoding-gzip-12-layers.json",
    "xml-dtd-quadratic.spdx.xml",
    "xml-depth-unknown.spdx.xml",
    "xml-20000-attributes.cdx.xml",
    "rdf-licence-bomb.rdf",
    "yaml-laughs.publiccode.yml",
    "tv-line-20-mb.spdx",
    "tv-open-tags.spdx",
    "csv-one-line-20-mb.csv",
    "csv-blank-rows.csv",
    "zip-bomb-lying.xlsx",
    "zip-70000-members.xlsx",
    "xlsx-sheet-2000-times.xlsx",
    "ods-spaces-many.ods",
    "ods-blank-repeated.ods",
    "purl-100000-qualifiers.cdx.json",
    "licence-nested-or-3000.cdx.json",
    "refs-self-100000.cdx.json",
)
"""Files that cost some program somewhere seconds or gigabytes."""


@pytest.mark.parametrize("name", BOMBS)
def test_time_and_memory_follow_the_size(hostile, tmp_path, name):
    """Time: 10 s and 1 s per MB; memory: 300 MB and 20 times the size, besides what the program itself takes."""
    size = (hostile.folder / name).stat().st_size / MIB
    run = sovaudit("inventory", hostile.folder / name, "-f", "json", "--jobs", "1", folder=tmp_path)
    assert run.code in (0, 3), run.err
    assert run.seconds <= 10 + size
    assert run.peak <= OURSELVES + 300 + 20 * size


def test_all_of_them_together_take_no_longer(hostile):
    size = sum(path.stat().st_size for path in hostile.folder.iterdir()) / MIB
    assert hostile.run.seconds <= 10 + size
    assert hostile.run.peak <= OURSELVES + 300 + 20 * 20, "the largest file has 20 MB"


def test_none_was_stopped_by_the_operating_system(hostile):
    """The readers' own limits come first: the kernel's are the second wall."""
    stopped = "ended the process that did", "of processor time", "of memory"
    found = {case.name: hostile.found[shown(case.name)]["issues"] for case in hostile.cases}
    assert [
        name for name, issues in found.items() if any(each in i["message"] for i in issues for each in stopped)
    ] == []
