# SPDX-License-Identifier: EUPL-1.2
"""Package URLs: one canonical form, and none that borrows another package's identity."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from packageurl import PackageURL

from sovaudit.identity import Purls, canonical, weak_id
from sovaudit.identity.purls import _CANONICAL, PURL_LIMIT, _written

GATED = ("cargo", "composer", "deb", "gem", "maven", "npm", "nuget", "pypi", "rpm")
parsed = cache(PackageURL.from_string)
segments = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,6}", fullmatch=True)


def reference(purl: str) -> str:
    """What packageurl-python makes of it."""
    return parsed(purl).to_string()


@given(st.from_regex(_CANONICAL, fullmatch=True))
def test_the_fast_gate_lets_only_canonical_forms_through(purl):
    assert reference(purl) == purl == canonical(purl) == _written(purl)


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
    assert canonical(found) == found == reference(found)
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
        ("pkg:deb/debian/curl@7?distro=sid&arch=i386", "pkg:deb/debian/curl@7?arch=i386&distro=sid"),  # keys are sorted
        ("pkg:npm//a@1", "pkg:npm/a@1"),
        # purl-spec, types: what is not case-sensitive is written in lower case
        ("pkg:pypi/My.PyPI_.--._Package@1.11.1.dev1", "pkg:pypi/my-pypi-package@1.11.1.dev1"),  # purl-spec's own test
        ("pkg:pypi/a@1.0RC1", "pkg:pypi/a@1.0rc1"),
        ("pkg:npm/%40Angular/Core@1", "pkg:npm/%40angular/core@1"),
        ("pkg:golang/github.com/BurntSushi/toml@v1.2.0", "pkg:golang/github.com/burntsushi/toml@v1.2.0"),
        ("pkg:deb/Debian/LibC6@1", "pkg:deb/debian/libc6@1"),
        ("pkg:rpm/RedHat/MySQL@1", "pkg:rpm/redhat/MySQL@1"),
        ("pkg:GitHub/Acme/Tool@V1", "pkg:github/acme/tool@V1"),
        ("pkg:bitbucket/Acme/Tool@1", "pkg:bitbucket/acme/tool@1"),
        ("pkg:composer/Acme/Tool@1", "pkg:composer/acme/tool@1"),
        ("pkg:huggingface/Acme/Model@DEADBEEF", "pkg:huggingface/Acme/Model@deadbeef"),
        ("pkg:nuget/Acme.Common@1", "pkg:nuget/Acme.Common@1"),
        ("pkg:maven/Org.Acme/Tool@1", "pkg:maven/Org.Acme/Tool@1"),
        ("pkg:cran/A3@1", "pkg:cran/A3@1"),
        ("pkg:pub/My-Pkg@1", "pkg:pub/my_pkg@1"),
        ("pkg:hex/Acme/Tool@1", "pkg:hex/acme/tool@1"),
        ("pkg:swift/github.com/Acme/Tool@1", "pkg:swift/github.com/Acme/Tool@1"),
        ("pkg:mlflow/Fraud@3?repository_url=https://adb-5.0.azuredatabricks.net/api", "pkg:mlflow/fraud@3"),
        ("pkg:mlflow/Fraud@3?repository_url=https://westus2.api.azureml.ms/mlflow", "pkg:mlflow/Fraud@3"),
    ],
)
def test_canonical_forms(written, expected):
    assert canonical(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("pkg:generic/a@1?repository_url=https%3A%2F%2Fa.b%2Fga%2F", "pkg:generic/a@1"),
        ("pkg:generic/a@1?download_url=https://bob:hunter2@a.b/x&checksum=sha256:00", "pkg:generic/a@1"),
        ("pkg:cargo/a@1?package-id=e667f78fa54dc3df", "pkg:cargo/a@1"),  # syft, before 1.0
        ("pkg:golang/a.b/c@v1.0.0?type=module#d/e", "pkg:golang/a.b/c@v1.0.0#d/e"),  # cdxgen; the subpath is kept
        ("pkg:pypi/a@1?file_name=a-1.tar.gz&extension=tar.gz", "pkg:pypi/a@1"),
        ("pkg:maven/g/a@1?type=jar", "pkg:maven/g/a@1"),  # jar is the default
        ("pkg:maven/g/a@1?type=war&classifier=dist", "pkg:maven/g/a@1?classifier=dist&type=war"),
        ("pkg:gem/a@1?platform=ruby", "pkg:gem/a@1"),
        ("pkg:gem/a@1?platform=java", "pkg:gem/a@1?platform=java"),
        (
            "pkg:deb/debian/jq@1.6?arch=amd64&distro=debian-12&upstream=jq%401.5",
            "pkg:deb/debian/jq@1.6?arch=amd64&distro=debian-12",
        ),
        ("pkg:rpm/redhat/a@1-2.el9?arch=x86_64&repository_id=rhel-9", "pkg:rpm/redhat/a@1-2.el9?arch=x86_64"),
        ("pkg:deb/debian/a@2.4?epoch=1", "pkg:deb/debian/a@1:2.4"),  # trivy; Debian policy 5.6.12
        ("pkg:deb/debian/a@1:2.4?epoch=1", "pkg:deb/debian/a@1:2.4"),
        ("pkg:rpm/fedora/a@1:2.4", "pkg:rpm/fedora/a@2.4?epoch=1"),
        ("pkg:rpm/fedora/a@2.4?epoch=0", "pkg:rpm/fedora/a@2.4"),
        ("pkg:apk/alpine/a@1?distro=3.20.3", "pkg:apk/alpine/a@1?distro=alpine-3.20.3"),
        ("pkg:golang/a.b/c@1.2.3", "pkg:golang/a.b/c@v1.2.3"),  # GitHub's export
        ("pkg:golang/stdlib@1.21.0", "pkg:golang/stdlib@1.21.0"),  # no module: no v
        (f"pkg:oci/a@sha256:{'0' * 64}?repository_url=r.io/a&tag=1", f"pkg:oci/a@sha256:{'0' * 64}"),
        ("pkg:oci/a?repository_url=r.io/x/a&tag=1", "pkg:oci/a?repository_url=r.io/x/a&tag=1"),
        ("pkg:docker/a@1.0?repository_url=gcr.io", "pkg:docker/a@1.0?repository_url=gcr.io"),
        ("pkg:swid/Acme/a@1?tag_id=75b8c285&tag_creator_name=Acme", "pkg:swid/Acme/a@1?tag_id=75b8c285"),
        ("pkg:sourceforge/a@1?flavour=b&download_url=x.org", "pkg:sourceforge/a@1?flavour=b"),  # no type of the spec
    ],
)
def test_qualifiers_that_identify_are_kept_and_those_that_locate_dropped(written, expected):
    assert canonical(written) == expected == canonical(expected)


plain = st.text("ab1", min_size=1, max_size=3)
identities = st.tuples(
    st.sampled_from(["npm", "maven", "deb", "rpm", "cargo", "golang", "generic"]),
    st.lists(plain, max_size=2),
    plain,
    st.text("ab.", max_size=3).filter(lambda text: not text.startswith(".")),
    st.fixed_dictionaries({}, optional={"arch": plain, "distro": st.sampled_from(["x-1", "y"])}),
    st.lists(plain, max_size=2),
)


def spelled(identity: Any, capital: bool, located: str) -> str:
    kind, namespace, name, version, qualifiers, subpath = identity
    pairs = [f"{key}={value}" for key, value in qualifiers.items()] + ([f"repository_url={located}"] if located else [])
    path = "/".join([*namespace, name])
    query = ("?" + "&".join(reversed(pairs))) if pairs else ""
    fragment = ("#" + "/".join(subpath)) if subpath else ""
    return f"pkg:{kind.upper() if capital else kind}/{path}{'@' + version if version else ''}{query}{fragment}"


@given(identities, identities, st.booleans(), st.sampled_from(["", "a.b/c", "https%3A%2F%2Fa.b"]))
def test_two_spellings_are_one_identity_and_two_identities_never(one, other, capital, located):
    assert canonical(spelled(one, capital, located)) == canonical(spelled(one, False, "")) != ""
    same = canonical(spelled(one, capital, located)) == canonical(spelled(other, False, ""))
    assert same == (one == other)


@pytest.mark.parametrize(
    "purl",
    [
        "pkg:npm/a@1?arch=x&arch=y",
        "pkg:npm/a@1?arch=x&Arch=y",
        "pkg:npm/r\u0435quests@1",  # a Cyrillic letter
        "pkg:npm/r%D0%B5quests@1",
        "pkg:npm/requests%E2%80%8B@1",  # a character without width
        "pkg:npm/requests%E2%80%AEgnp@1",  # a mark of direction
        "pkg:generic/x@1?arch=https://bob:hunter2@a.b",
        "pkg:generic/x@1?arch=https%253A%252F%252Fbob%253Ahunter2%2540a.b",
        "pkg:oci/x?repository_url=https://bob:hunter2@a.b/x&tag=1",
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
    assert [purl for purl in gated if _written(purl) != purl] == []
    unlike = []
    for purl in purls:
        parts, given_back = parsed(purl) if reads(purl) else None, canonical(purl)
        if given_back and parts is not None:
            kept = parsed(given_back)
            unlike += [purl] if (kept.type, kept.name.lower()) != (parts.type, normal_name(parts)) else []
    assert unlike == []


def reads(purl: str) -> bool:
    try:
        reference(purl)
    except ValueError:
        return False
    return True


def normal_name(parts: PackageURL) -> str:
    return re.sub(r"[-_.]+", "-", parts.name).lower() if parts.type == "pypi" else parts.name.lower()


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
