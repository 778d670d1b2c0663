# SPDX-License-Identifier: EUPL-1.2
"""P7: no text passes for the package that it is not."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity import Purls, component
from sovaudit.model import Description
from tests.promises._name_cases import PURLS

TARGETS = (
    "pkg:pypi/requests@2.31.0",
    "pkg:npm/%40angular/core@17.0.0",
    "pkg:maven/org.apache/commons@1.0",
    "pkg:npm/a@1",
)
UNSEEN = (
    "\t",
    "\r",
    "\n",
    "\0",
    "\x1b",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\U000e0061",
)
LOOKALIKES = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "c": "\u0441", "s": "\u0455", "r": "\u0433", "m": "\u043c"}


def identified(purl: str, name: str = "any") -> tuple[str, str]:
    """Return the package URL by which a component is looked up, and its id."""
    found = component(Description(purl, name, "1", "library", "", "", (), ()), Purls())
    return found.purl, found.id


@given(target=st.sampled_from(TARGETS), at=st.integers(4, 30), unseen=st.sampled_from(UNSEEN))
def test_what_cannot_be_seen_makes_another_package_or_none(target, at, unseen):
    forged = target[:at] + unseen + target[at:]
    for written in (forged, forged.replace(unseen, quote(unseen))):
        assert target not in identified(written)


@given(target=st.sampled_from(TARGETS), letter=st.sampled_from(sorted(LOOKALIKES)))
def test_letters_of_another_script_make_another_package_or_none(target, letter):
    kind, _slash, rest = target.partition("/")
    if letter in rest:
        forged = f"{kind}/{rest.replace(letter, LOOKALIKES[letter], 1)}"
        assert target not in identified(forged)


@given(
    target=st.sampled_from(TARGETS), segment=st.sampled_from(["%2F", "%2f", "..", ".", "%2e%2e", "%ff", "%00", "%5C"])
)
def test_escapes_make_another_package_or_none(target, segment):
    kind, _slash, rest = target.partition("/")
    for forged in (
        f"{kind}/{segment}/{rest}",
        f"{kind}/{rest.replace('/', segment)}" if "/" in rest else f"{kind}/x{segment}{rest}",
    ):
        if forged != target:
            purl, _id = identified(forged)
            assert purl != target


def test_what_is_known_by_its_package_url_is_written_as_it_is_read():
    purls = Purls()
    for target in TARGETS:
        assert purls.canonical(target) == target
        assert purls.canonical(purls.canonical(target)) == target


@given(st.text(max_size=40), st.text(max_size=20))
def test_a_purl_in_use_survives_parse_and_write(name, version):
    purls = Purls()
    purl = purls.canonical(
        f"pkg:generic/{quote(name, safe='', errors='replace')}@{quote(version, safe='', errors='replace')}"
    )
    assert purl == "" or purls.canonical(purl) == purl
    assert purl.isprintable()


@pytest.mark.parametrize("name", sorted(set(PURLS) - {"percent"}))
def test_forged_purls_are_looked_up_as_nothing(name):
    purl = identified(PURLS[name])[0]
    assert purl == ""


def test_deceiving_names_are_not_merged(hostile):
    """In the whole inventory of hostile files, no component is known by a package URL that it does not write so."""
    components = hostile.document["inventory"]["components"]
    purls = {each["purl"] for each in components if each["purl"]}
    assert "pkg:pypi/requests@1" not in purls
    assert "pkg:pypi/requests@2" not in purls
    assert "pkg:npm/lodash@4" not in purls
    assert all(purl.isascii() and purl.isprintable() for purl in purls)
    ids = [each["id"] for each in components]
    assert len(ids) == len(set(ids))
