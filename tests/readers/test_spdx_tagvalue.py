# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 tag-value: what stands in a text is text, every line that is not understood is said, and time is linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Bom, Declared, Descriptions, Link
from sovaudit.readers import Reader, spdx_tagvalue
from tests.readers._reading import DATA, SUBJECT, files, said, see

READER: Reader = spdx_tagvalue

FOLDER = DATA / "spdx_tagvalue"
HEAD = b"SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n"


def load(name):
    return see(READER, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", [*files("spdx_tagvalue", "ok"), *files("spdx_tagvalue", "broken")])
def test_a_file_is_recognised(name):
    assert READER.recognises((FOLDER / name).read_bytes(), "x")


def test_a_whole_document():
    found = load("ok-small.spdx")
    assert found.issues == ()
    assert found.names == ["guichet", "zlib"], "the ghost stands in a text"
    assert found.places == ["line 11", "line 34"]
    assert found.edges == {(SUBJECT, "guichet"), ("guichet", "zlib")}
    first = found.entries[0]
    assert (first.version, first.supplier, first.type) == ("1.10", "Exemple SA", "application")
    assert (first.purl, first.hashes) == ("pkg:generic/exemple/guichet@1.10", ("SHA256:ab01",))
    assert first.licences == (
        Declared("expression", "(EUPL-1.2 OR LicenseRef-maison)"),
        Declared("concluded", "NONE"),
        Declared("reference", "LicenseRef-maison=Fais-en\nce que tu veux."),
    )


def test_names_links_and_day():
    bom = READER.read((FOLDER / "ok-small.spdx").read_bytes(), "file", Descriptions())
    assert isinstance(bom, Bom)
    assert bom.names == ("https://exemple.invalid/doc",)
    assert bom.links == (Link("https://exemple.invalid/other", "line 7"),)
    assert bom.created == "2024-05-01T08:00:00Z"


def test_files_count_where_no_package_is_listed():
    found = load("ok-files-only.spdx")
    assert (found.names, found.entries[0].hashes) == (["./a.c"], ("SHA1:ab",))
    assert found.issue_places == ["line 10"], "a file that is a document"


def test_a_text_that_never_ends_is_said_where_it_opens_and_hides_what_follows():
    found = load("broken-unclosed.spdx")
    assert (found.names, found.partial) == (["a"], True)
    assert said(found.issues) == [("line 5", "a text that opens here never ends: the rest was not read")]


def test_every_line_that_is_not_understood_is_said():
    found = load("broken-lines.spdx")
    assert [(each.name, each.version) for each in found.entries] == [("a", "1")], "the first of two counts"
    # 3: before any package; 6 and 7: the same unknown tag; 8: no tag; 10: twice; 11: two words; 12: no such element;
    # 13: a second tag on a line
    assert sorted(int(place.split()[1]) for place in found.issue_places) == [3, 6, 8, 10, 11, 12, 13]
    assert found.partial


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(ending):
    text = (FOLDER / "ok-small.spdx").read_text(encoding="utf-8")
    found = see(READER, text.replace("\n", ending).encode())
    assert found == load("ok-small.spdx")


def test_a_nul_is_said_and_kept():
    found = see(READER, HEAD + b"PackageName: a\0b\nSPDXID: SPDXRef-a\n")
    assert (found.names, found.issue_places) == (["a\0b"], ["line 3"])


def test_one_accent_of_another_encoding_does_not_cost_the_file():
    found = see(READER, b"\xef\xbb\xbf" + HEAD + b"PackageName: \xe9t\xe9 \xc3\xa9t\xc3\xa9\n")
    assert (found.names, found.issue_places) == (["été été"], ["line 3"])


def test_a_text_past_the_limit_is_refused_at_its_line():
    for value in (b"x" * 1_000_001, b"<text>" + b"x\n" * 600_000 + b"</text>"):
        with pytest.raises(InputError) as error:
            see(READER, HEAD + b"PackageName: a\nPackageComment: " + value)
        assert error.value.where == "file.json: line 4"
        assert "--limit text=" in error.value.hint


@given(st.text(st.sampled_from("ab:<>/#\n txePackgNm"), max_size=60))
def test_nothing_in_a_text_is_a_tag(text):
    closed = text.replace("</text>", "")
    data = f"PackageName: a\nPackageComment: <text>{closed}\nPackageName: ghost\n</text>\nPackageName: b\n"
    assert see(READER, HEAD + data.encode()).names == ["a", "b"]


def test_twenty_thousand_packages_take_about_a_second():
    """The time of twice as many is about twice, not four times (spdx-tools issue 892)."""
    seconds = []
    for count in (5_000, 20_000):
        lines = [f"PackageName: p{n}\nSPDXID: SPDXRef-{n}\nPackageComment: <text>a\nb</text>\n" for n in range(count)]
        lines += [f"Relationship: SPDXRef-{n // 2} DEPENDS_ON SPDXRef-{n}\n" for n in range(1, count)]
        began = time.perf_counter()
        found = READER.read(HEAD + "".join(lines).encode(), "file", Descriptions())
        seconds.append(time.perf_counter() - began)
        assert isinstance(found, Bom)
        assert (len(found.described), found.edge_count) == (count, count - 1)
    assert seconds[1] < 5
    assert seconds[1] < 12 * seconds[0]


@pytest.mark.parametrize(
    "data",
    [
        b"spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\npackages: []\n",
        b'{"SPDXVersion": "\nSPDXVersion: x"}',
        b"id;nom\nSPDXVersion: SPDX-2.3\n",
        b"An article\n\nSPDXVersion: SPDX-2.3\n",
        b"<Document>\nSPDXVersion: SPDX-2.3\n</Document>",
    ],
    ids=["yaml", "json", "csv", "prose", "xml"],
)
def test_what_is_another_format(data):
    assert not READER.recognises(data, "x.spdx")
