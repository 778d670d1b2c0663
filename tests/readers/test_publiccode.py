# SPDX-License-Identifier: EUPL-1.2
"""publiccode.yml: the software, what it needs to run, and each breach of the standard with its line."""

from __future__ import annotations

import csv
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import Bom, Declared, Descriptions
from sovaudit.readers import Reader, publiccode, sniff
from tests.readers._reading import DATA, SUBJECT, files, see

READER: Reader = publiccode

FOLDER = DATA / "publiccode"
GUICHET = (FOLDER / "ok-guichet.yml").read_text(encoding="utf-8")
ELSEWHERE = frozenset(  # invalid for what no reader of one file can see: the repository's files, providers of videos
    (
        "description_en_screenshots_missing_file.yml",
        "description_en_videos_invalid_oembed.yml",
        "legal_authorsFile_missing_file.yml",
        "logo_missing_file.yml",
        "monochromeLogo_invalid_png.yml",
    )
)


def changed(old, new):
    """Return the sound file with one thing changed."""
    assert GUICHET.count(old) == 1, old
    return see(READER, GUICHET.replace(old, new).encode())


def test_a_file_is_recognised_by_its_content():
    assert sniff(GUICHET.encode(), "services.csv") is publiccode
    assert sniff(b"\xef\xbb\xbf" + GUICHET.encode(), "x") is publiccode
    assert READER.recognises(b"name: x\n", "somewhere/publiccode.yml")
    assert not READER.recognises(b"name: x\non:\n  push:\n    paths: [publiccodeYmlVersion]\n", "check.yml")


def test_the_software_is_the_subject():
    found = see(READER, GUICHET.encode())
    subject = found.subject
    assert (subject.name, subject.version, subject.type, subject.kind) == (
        "Guichet",
        "1.10",  # not the number 1.1
        "application",
        "open_source",
    )
    assert subject.supplier == "Ville d'Exemple"
    assert subject.licences == (Declared("expression", "EUPL-1.2"),)
    assert (found.version, found.issues, found.partial) == ("0.4", (), False)


def test_what_it_needs_becomes_components():
    found = see(READER, GUICHET.encode())
    assert found.names == ["PostgreSQL", "Base Exemple", "Cartes Exemple", "Lecteur de cartes"]
    assert [each.version for each in found.entries] == [">=14,<=17", ">=19.3", "2", ""]
    assert [each.type for each in found.entries] == ["application"] * 3 + ["device"]
    assert [each.licences for each in found.entries] == [
        (),
        (Declared("name", "proprietary"),),
        (Declared("name", "proprietary"),),
        (),
    ]
    assert found.edges == {(SUBJECT, name) for name in found.names}
    lines = GUICHET.splitlines()
    assert found.places == [f"line {1 + lines.index(f'    - name: {name}')}" for name in found.names]


@pytest.mark.parametrize(
    ("old", "new", "line", "name", "near"),
    [
        ("name: Guichet\n", "", 2, "name", ""),
        ("name: Guichet\n", "name: [Guichet]\n", 4, "name", ""),
        ("name: Guichet\n", "nam: Guichet\nname: Guichet\n", 4, "nam", "name"),
        ("platforms: [web]", "platforms: web", 8, "platforms", ""),
        ("  - online-booking", "  - online-boking", 10, "categories/0", "online-booking"),
        ("  uri: https://example.org/\n", "", 11, "organisation/uri", ""),
        ("stable", "stabel", 14, "developmentStatus", "stable"),
        ("[FR, be]", "[FR, Be]", 17, "intendedAudience/countries/1", ""),
        ("2026-01-31", "31/01/2026", 7, "releaseDate", ""),
        ("  license:", "  licence:", 27, "legal/licence", "license"),
        ("EUPL-1.2", "European Union licence", 27, "legal/license", ""),
        ("type: internal", "type: contract", 29, "maintenance/contractors", ""),
        ("camille@example.org", "camille chez example.org", 33, "maintenance/contacts/0/email", ""),
        ("localisationReady: true", "localisationReady: no", 35, "localisation/localisationReady", ""),
        ("[fr, pt-BR]", "[fr, pt_BR]", 36, "localisation/availableLanguages/1", ""),
        ("optional: true", 'optional: "true"', 47, "dependsOn/proprietary/1/optional", ""),
        ("https://example.org/ville/guichet.git", "guichet.git", 5, "url", ""),
        ("publiccodeYmlVersion: \"0.4\"", "publiccodeYmlVersion: \"1\"", 2, "publiccodeYmlVersion", ""),
    ],
)  # fmt: skip
def test_a_breach_is_said_with_its_line(old, new, line, name, near):
    found = changed(old, new)
    said = [each for each in found.issues if f"« {name} »" in each.message]
    assert [each.place for each in said] == [f"line {line}"]
    assert near in said[0].hint


def test_a_language_is_a_tag_of_bcp_47():
    assert [each.message for each in changed("  fr:\n", "  fr_FR:\n").issues] == [
        "« description/fr_FR »: not a language tag (BCP 47), such as fr or pt-BR"
    ]


def test_a_long_description_is_counted_as_a_person_counts():
    text = GUICHET[GUICHET.index("      Un logiciel") : GUICHET.index("    features")]
    assert changed(text, "      Court.\n").issues
    assert changed(text, f"      {'👨‍👩‍👧' * 148}\n").issues  # 740 code points: 148 families and the end of the line
    assert not changed(text, f"      {'👨‍👩‍👧' * 149}\n").issues


@pytest.mark.parametrize(
    ("expression", "sound"),
    [
        ("MIT", True),
        ("MIT WITH Bison-exception-2.2", True),
        ("(MIT OR Apache-2.0) AND EUPL-1.2", True),
        ("GPL-2.0+", True),
        ("Invalid License", False),
        ("MIT OR", False),
        ("(MIT", False),
        ("MIT)", False),
        ("AND", False),
        ("()", False),
        ("MIT, Apache-2.0", False),
    ],
)
def test_the_form_of_an_expression(expression, sound):
    assert bool(changed("EUPL-1.2", expression).issues) is not sound


def test_the_older_owner_stands_in_for_the_organisation():
    found = changed("organisation:\n  name: Ville d'Exemple\n", "organisation:\n")
    assert found.subject.supplier == "Ville d'Autre"
    assert found.issues == ()


def test_what_does_not_fit_costs_only_itself():
    found = changed("    - name: PostgreSQL\n", "    - word\n    - name: [PostgreSQL]\n")
    assert found.names == ["", "Base Exemple", "Cartes Exemple", "Lecteur de cartes"]
    assert found.entries[0].version == ">=14,<=17"
    assert found.partial
    assert {each.place for each in found.issues} == {"line 39", "line 40"}


def test_a_flood_of_misspelt_words_is_counted():
    words = "".join(f"\n  - wrong-{number}" for number in range(20_000))
    found = changed("\n  - online-booking", words)
    assert len(found.issues) == 21
    assert "19980 more" in found.issues[-1].message


@pytest.mark.parametrize("name", files("publiccode", "broken"))
def test_what_is_unsafe_to_read_is_refused(name):
    data = (FOLDER / name).read_bytes()
    assert sniff(data, name) is publiccode
    with pytest.raises(InputError) as refused:
        READER.read(data, name, Descriptions())
    assert refused.value.where == f"{name}: line 3"


@pytest.mark.parametrize("data", [b"- publiccodeYmlVersion", b"", b"word", b"\xff", b"a: [", b"a: !!python/x 1"])
def test_what_is_no_map_is_refused(data):
    with pytest.raises(InputError):
        READER.read(data, "publiccode.yml", Descriptions())


@settings(max_examples=200)
@given(st.integers(0, len(GUICHET.encode())), st.integers(0, 60), st.binary(max_size=12))
def test_any_bytes_are_read_or_refused(at, length, noise):
    whole = GUICHET.encode()
    for data in (noise, whole[:at] + noise + whole[at + length :]):
        with suppress(InputError):
            assert isinstance(READER.read(data, "publiccode.yml", Descriptions()), Bom)


def test_the_corpus_is_judged_as_its_authors_do(corpus):
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = []
    judged = 0
    for row in rows:
        data = (corpus / row["path"]).read_bytes() if row["format"] == "publiccode:yaml" else b""
        name = row["path"].rpartition("/")[2]
        if row["expected"] not in ("valid", "invalid") or not READER.recognises(data, name) or name in ELSEWHERE:
            continue
        judged += 1
        try:
            sound = not READER.read(data, name, Descriptions()).issues
        except InputError:
            sound = False
        if sound != (row["expected"] == "valid"):
            wrong.append(row["path"])
    assert judged > 150
    assert wrong == []
