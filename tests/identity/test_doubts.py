# SPDX-License-Identifier: EUPL-1.2
"""What is doubtful about an entry is said, in words that repeat no credential and drive no terminal."""

from __future__ import annotations

import pytest

from sovaudit.identity import Purls, component, doubts
from sovaudit.model import Declared, Description


def said(name: str, purl: str = "", version: str = "1", supplier: str = "", *licences: Declared) -> list[str]:
    description = Description(purl, name, version, "library", supplier, "", licences, ())
    return [each.message for each in doubts(description, component(description, Purls()))]


@pytest.mark.parametrize(
    ("name", "purl"),
    [
        ("left-pad", "pkg:npm/left-pad@1.3.0"),
        ("@angular/core", "pkg:npm/%40angular/core@1"),
        ("core", "pkg:npm/%40angular/core@1"),
        ("zope.interface", "pkg:pypi/zope-interface@5"),
        ("Zope_Interface", "pkg:pypi/zope.interface@5"),
        ("commons-lang3", "pkg:maven/org.apache.commons/commons-lang3@3"),
        ("Apache Commons Lang", "pkg:maven/org.apache.commons/commons-lang3@3"),
        ("libssl3", "pkg:deb/debian/libssl3@3?upstream=openssl"),
        ("zlib.yaml", "pkg:github/wolfi-dev/os@aa#zlib.yaml"),
        ("Éditeur", ""),
        ("Базальт", ""),
    ],
)
def test_of_an_ordinary_entry_there_is_nothing_to_say(name, purl):
    assert said(name, purl) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (("log4j-core", "pkg:npm/left-pad@1.3.0"), "different packages: log4j-core, pkg:npm/left-pad@1.3.0"),
        (("x", "pkg:npm/a%2Fb@1"), "not a valid package URL"),
        (("x", "junk"), "not a valid package URL"),
        (("requests\u202egnp",), "marks of writing direction"),
        (("r\u0435quests", "pkg:pypi/requests@1"), "letters of several scripts"),
        (("r\u0435quests", "pkg:pypi/requests@1"), "its name does not bear out"),
        (("x", "", "1", "\u0410pple"), "supplier that deceives"),
        (("x", "", "1\x00"), "version that deceives"),
        (("x", "pkg:generic/x@1?download_url=https://bob:hunter2@a.b/x"), "password or a token"),
        (("git+https://bob:hunter2@a.b/x",), "password or a token"),
        (("x", "", "1", "", Declared("url", "https://bob:hunter2@a.b/x")), "password or a token"),
    ],
)
def test_what_is_doubtful_is_said(entry, expected):
    messages = said(*entry)
    assert any(expected in each for each in messages)
    assert all(each.isascii() and each.isprintable() and "hunter2" not in each for each in messages)
