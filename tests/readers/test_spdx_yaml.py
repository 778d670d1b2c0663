# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 YAML: texts stay texts, places are lines, what is dangerous in YAML is refused."""

from __future__ import annotations

import pytest

from sovaudit.errors import InputError
from sovaudit.readers import Reader, spdx_yaml
from tests.readers._reading import DATA, SUBJECT, files, see

READER: Reader = spdx_yaml

FOLDER = DATA / "spdx_yaml"
HEAD = b"spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n"


def load(name):
    return see(READER, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", files("spdx_yaml", "ok"))
def test_a_sound_file_is_read_whole(name):
    data = (FOLDER / name).read_bytes()
    assert READER.recognises(data, "x")
    assert see(READER, data).issues == ()


def test_versions_stay_texts_and_places_are_lines():
    found = load("ok-small.spdx.yaml")
    assert [(each.name, each.version) for each in found.entries] == [("guichet", "1.10"), ("zlib", "1.3")]
    assert found.places == ["line 10", "line 15"]
    assert found.edges == {(SUBJECT, "guichet"), ("guichet", "zlib")}
    assert found.subject.name == "guichet"


def test_what_does_not_fit_is_said_at_its_line_and_the_rest_is_kept():
    found = load("broken-version-true.spdx.yaml")
    assert found.names == ["a", "b"]
    assert found.issue_places == ["line 7", "line 8"]
    assert found.partial


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ((FOLDER / "broken-cut.spdx.yaml").read_bytes(), 4),  # the text ends where the list should
        (HEAD + b"packages: &a [*a]\n", 3),
        (HEAD + b"packages: !!python/object/apply:os.system [ls]\n", 3),
        (HEAD + b"packages: []\npackages: []\n", 4),
        (HEAD + b"packages: " + b"[" * 500 + b"]" * 500, 3),
    ],
    ids=["cut", "alias", "tag", "key-twice", "deep"],
)
def test_what_is_refused_has_its_line(data, line):
    with pytest.raises(InputError) as error:
        see(READER, data)
    assert error.value.where == f"file.json: line {line}"
    assert error.value.hint


def test_a_list_is_no_document():
    with pytest.raises(InputError):
        see(READER, b"- spdxVersion: SPDX-2.3\n")


@pytest.mark.parametrize(
    "data",
    [
        b'{"spdxVersion": "SPDX-2.3"}',
        b"SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nPackageName: a\n",
        b"# about spdxVersion: here\nname: x\n",
        b"kind: SBOM\nspdx:\n  spdxVersion: SPDX-2.3\n",
        b"<Document><spdxVersion>\nspdxVersion: SPDX-2.3\n</spdxVersion></Document>",
    ],
    ids=["json", "tag-value", "comment", "inside", "xml"],
)
def test_what_is_another_format(data):
    assert not READER.recognises(data, "x.spdx.yaml")
