# SPDX-License-Identifier: EUPL-1.2
"""Package URLs: one canonical form, and none that borrows another package's identity."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from packageurl import PackageURL

from sovaudit.identity import Purls, canonical, weak_id
from sovaudit.identity.purls import _CANONICAL, PURL_LIMIT

GATED = ("cargo", "composer", "deb", "gem", "maven", "npm", "nuget", "pypi", "rpm")
segments = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,6}", fullmatch=True)


def reference(purl: str) -> str:
    """What packageurl-python makes of it."""
    return PackageURL.from_string(purl).to_string()


@given(st.from_regex(_CANONICAL, fullmatch=True))
def test_the_fast_gate_lets_only_canonical_forms_through(purl):
    assert reference(purl) == purl == canonical(purl)


@given(
    st.sampled_from([*GATED, "golang", "NPM", "generic"]),
    st.lists(st.one_of(segments, st.from_regex(r"[A-Za-z0-9._~%@+-]{1,5}", fullmatch=True)), max_size=2),
    st.one_of(segments, st.text(min_size=1, max_size=5)),
    st.text(st.characters(codec="ascii"), max_size=5),
    st.sampled_from(["", "?arch=amd64", "?b=1&a=2", "#sub/path", "?a=%2F#x"]),
)
def test_whatever_is_accepted_is_stable_and_names_what_it_shows(kind, namespace, name, version, tail):
    purl = f"pkg:{kind}/{'/'.join([*namespace, name])}{'@' + version if version else ''}{tail}"
    found = canonical(purl)
    assume(found)
    assert canonical(found) == found
    assert found == reference(purl)
    assert not re.search(r"[\x00-\x20]", found)
    parsed = PackageURL.from_string(found)
    assert not {".", ".."} & set((parsed.namespace or "").split("/")) | ({".", ".."} & {parsed.name})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("pkg:npm/left-pad@1.3.0", "pkg:npm/left-pad@1.3.0"),
        ("pkg:PyPI/My_Package@1.0", "pkg:pypi/my-package@1.0"),  # PyPI: case and _ do not matter (purl-spec, types)
        ("pkg:npm/%40angular/core@1", "pkg:npm/%40angular/core@1"),
        ("pkg:npm/@angular/core@1", "pkg:npm/%40angular/core@1"),
        ("pkg:deb/debian/curl@7?distro=12&arch=i386", "pkg:deb/debian/curl@7?arch=i386&distro=12"),  # keys are sorted
        ("pkg:generic/a@1?repository_url=https%3A%2F%2Fa.b%2Fga%2F", "pkg:generic/a@1?repository_url=https://a.b/ga/"),
        ("pkg:npm//a@1", "pkg:npm/a@1"),
    ],
)
def test_canonical_forms(written, expected):
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "purl",
    [
        "pkg:pypi/req\tuests@1",
        "pkg:pypi/requests\n@1",
        "pkg:pypi/re quests",
        "pkg:pypi/req\x7fuests",
        "pkg:npm/a%09b@1",
        "pkg:npm/a%0Ab@1",
        "pkg:npm/a%00b@1",
        "pkg:npm/a%7Fb@1",
        "pkg:npm/a%2Fb@1",
        "pkg:npm/a%2fb@1",
        "pkg:npm/a@1%2F2",
        "pkg:npm/a@1#x%2Fy",
        "pkg:npm/a%ffb@1",
        "pkg:npm/a%ED%A0%80b@1",
        "pkg:npm/a\ud800@1",
        "pkg:npm/../left-pad@1",
        "pkg:npm/x/../left-pad@1",
        "pkg:npm/./left-pad@1",
        "pkg:npm/%2e%2e/left-pad@1",
        "pkg:npm/..@1",
        "pkg:npm/left-pad@1#..",
        "pkg:npm/%20left-pad@1",
        "pkg:npm/left-pad%20@1",
        "pkg:npm/x/%20/left-pad@1",
        "pkg:npm/\u00a0left-pad@1",
        "pkg:npm",
        "pkg:",
        "pkg:npm/",
        "",
        "npm/left-pad@1",
        "PKG:npm/left-pad@1",
        "https://example.org/left-pad",
        "pkg:npm/" + "a" * PURL_LIMIT,
    ],
    ids=ascii,
)
def test_a_purl_that_could_pass_for_another_is_refused(purl):
    assert canonical(purl) == ""


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text):
    for purl in (text, "pkg:" + text, "pkg:npm/" + text):
        found = canonical(purl)
        assert found == "" or canonical(found) == found


def test_each_distinct_text_is_understood_once():
    purls = Purls()
    assert purls.canonical("pkg:PyPI/A_b@1") == "pkg:pypi/a-b@1" == purls.canonical("pkg:PyPI/A_b@1")
    assert purls.canonical("") == "" == purls.canonical("junk")


def test_every_purl_of_the_corpus_is_what_the_reference_library_makes_of_it(corpus):
    found = set()
    for path in corpus.rglob("*"):
        if path.is_file() and path.suffix in (".json", ".xml", ".spdx"):
            found |= set(re.findall(rb'"(pkg:[^"\\\s]{1,300})"', path.read_bytes()))
    purls = sorted(each.decode("utf-8", "replace") for each in found)
    gated = [purl for purl in purls if _CANONICAL.fullmatch(purl)]
    assert len(gated) > 2000
    wrong = [purl for purl in gated if reference(purl) != purl]
    assert wrong == []
    for purl in sorted(set(purls) - set(gated)):
        given_back = canonical(purl)
        assert given_back == "" or given_back == reference(purl)


texts = st.text(st.characters(codec="utf-8"), max_size=8)
forgeries = st.one_of(texts, st.text("?/@%23F:pkgnm.~ ", max_size=8), st.sampled_from(["pkg:npm", "pkg%3Anpm", "?"]))
named = st.tuples(forgeries, forgeries, forgeries)


@given(named, named)
def test_a_weak_id_stands_for_one_supplier_name_and_version(one, other):
    """Up to Unicode's canonical equivalence: é is é, however it was typed."""
    same = [unicodedata.normalize("NFC", part) for part in one] == [
        unicodedata.normalize("NFC", part) for part in other
    ]
    assert (weak_id(*one) == weak_id(*other)) is same


@given(named)
def test_a_weak_id_is_never_a_package_url(parts):
    found = weak_id(*parts)
    assert not found.startswith("pkg:")
    assert canonical(found) == ""
    assert found.count("@") == found.count("/") == 1
