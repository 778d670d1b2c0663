# SPDX-License-Identifier: EUPL-1.2
"""CPE names: one form, and an identity only where one version of one product is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity.cpes import _USUAL, LIMIT, canonical_cpe, identifying_cpe

REST = ":*:*:*:*:*:*:*"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("cpe:2.3:a:F5:NGINX:1.22.1" + REST, "cpe:2.3:a:f5:nginx:1.22.1" + REST),
        # the examples of NIST IR 7695, 6.1.2.5 and 6.2.2.5
        (
            "cpe:/a:microsoft:internet_explorer:8.0.6001:beta",
            "cpe:2.3:a:microsoft:internet_explorer:8.0.6001:beta:*:*:*:*:*:*",
        ),
        (
            "cpe:/a:hp:insight_diagnostics:7.4.0.1570::~~online~win2003~x64~",
            "cpe:2.3:a:hp:insight_diagnostics:7.4.0.1570:*:*:*:online:win2003:x64:*",
        ),
        ("cpe:/a:foo%5cbar:big%24money:2010", "cpe:2.3:a:foo\\\\bar:big\\$money:2010" + REST),
        ("cpe:/o:microsoft:windows_10", "cpe:2.3:o:microsoft:windows_10:*" + REST),
        ("cpe:2.3:a:acme:c\\+\\+:1\\.0" + REST, "cpe:2.3:a:acme:c\\+\\+:1.0" + REST),  # a dot needs no backslash
        ("cpe:2.3:a:acme:c++:1.0" + REST, "cpe:2.3:a:acme:c\\+\\+:1.0" + REST),
        ("cpe:2.3:a:acme:a\\:b:1" + REST, "cpe:2.3:a:acme:a\\:b:1" + REST),
    ],
)
def test_one_form(written, expected):
    assert canonical_cpe(written) == expected == canonical_cpe(expected)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nginx",
        "cpe:",
        "cpe:/",
        "cpe:/x:acme:tool:1",
        "cpe:2.3:a:acme:tool:1",
        "cpe:2.3:a:acme::1" + REST,
        "cpe:2.3:a:acme:tool:1" + REST + ":*",
        "cpe:2.3:a:ac me:tool:1" + REST,
        "cpe:2.3:a:acme:t\\u043eol:1" + REST.replace("*", "x\u043e"),
        "cpe:/a:acme:t%ffool:1",
        "cpe:2.3:a:acme:tool:" + "1" * LIMIT + REST,
    ],
    ids=lambda text: ascii(text)[:40],
)
def test_what_is_none(written):
    assert canonical_cpe(written) == "" == identifying_cpe(written)


@pytest.mark.parametrize("fields", ["a:acme:tool:*", "a:acme:tool:-", "a:acme:*:1", "a:*:tool:1", "a:acme:tool:1.*"])
def test_an_open_part_identifies_nothing(fields):
    assert canonical_cpe(f"cpe:2.3:{fields}{REST}")
    assert identifying_cpe(f"cpe:2.3:{fields}{REST}") == ""


def test_what_does_not_apply_and_what_is_open_are_the_same_behind_the_version():
    assert identifying_cpe("cpe:2.3:a:acme:tool:1:-:*:*:*:*:*:-") == "cpe:2.3:a:acme:tool:1" + REST
    assert identifying_cpe("cpe:2.3:a:acme:tool:1:u2:*:*:*:*:*:*") != identifying_cpe("cpe:/a:acme:tool:1")


@given(st.from_regex(_USUAL, fullmatch=True).filter(lambda name: len(name) <= LIMIT))
def test_the_fast_way_is_the_same_way(name):
    assert identifying_cpe(name) == name == canonical_cpe(name)


@given(st.text("cpe:/2.3ao\\*-%~AZ é", max_size=40))
def test_any_text_gets_a_stable_answer(text):
    for name in (text, "cpe:2.3:a:" + text, "cpe:/a:" + text, f"cpe:2.3:a:{text}:b:1{REST}"):
        found = canonical_cpe(name)
        assert canonical_cpe(found) == found
        assert identifying_cpe(identifying_cpe(name)) == identifying_cpe(name)
