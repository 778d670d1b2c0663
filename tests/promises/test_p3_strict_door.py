# SPDX-License-Identifier: EUPL-1.2
"""P3: what no honest program writes is refused or warned of, and what looks odd and is honest is read whole."""

from __future__ import annotations

import pytest

from tests.promises._making import SECRET
from tests.promises._running import complaint, shown

FAMILIES = (
    "syntax", "encoding", "depth", "numbers", "twice", "types", "refs", "graph", "size",
    "xml-dtd", "xml", "rdf", "tv", "yaml", "csv", "zip", "xlsx", "ods",
    "purl", "secret", "names", "unicode", "url", "licence", "name", "control", "zz",
)  # fmt: skip


OPEN = {
    "twice-name-in-large.cdx.json": "of a file past 256 kB only repeated lists are seen",
    "twice-purl-in-large.cdx.json": "the same",
    "twice-version-in-large.cdx.json": "the same",
    "twice-licence-in-large.cdx.json": "the same",
    "twice-depends-on-in-large.cdx.json": "the same",
    "ods-deep.ods": "the depth of XML in workbooks is not counted: nothing nested is built of it",
    "secret-reference.cdx.json": "not kept, and not said either",
    "secret-endpoint.cdx.json": "not said",
    "secret-download.spdx3.json": "not kept, and not said either",
}
"""What is known to be wrong, and what it is: whoever mends one takes it out of here."""


def family(name: str) -> str:
    return "xml-dtd" if name.startswith("xml-dtd") else name.partition("-")[0].partition(".")[0]


def test_every_file_is_of_a_family(hostile):
    assert {family(case.name) for case in hostile.cases} == set(FAMILIES)
    assert len(hostile.cases) > 400


@pytest.mark.parametrize("wanted", FAMILIES)
def test_each_becomes_what_it_must(hostile, wanted):
    wrong: dict[str, str] = {}
    for case in hostile.cases:
        if family(case.name) == wanted:
            why = complaint(case, hostile.found[shown(case.name)], hostile.aside)
            if why:
                wrong[case.name] = why
    known = {name: why for name, why in OPEN.items() if family(name) == wanted}
    assert {name: why for name, why in wrong.items() if name not in known} == {}
    assert [name for name in known if name not in wrong] == [], "mended: take it out of OPEN"


def test_what_is_refused_counts_for_nothing(hostile):
    refused = [each for each in hostile.found.values() if each["status"] == "rejected"]
    assert len(refused) > 100
    assert [each["path"] for each in refused if each["components"] or each["rows"] or each["dependencies"]] == []


def test_nothing_outside_the_inventory_is_opened_or_expanded(hostile):
    text = hostile.run.out.decode()
    never = {what for case in hostile.cases for what in case.never if what != SECRET}
    assert {what for what in never if what in text} == set()
