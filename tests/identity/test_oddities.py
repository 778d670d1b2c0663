# SPDX-License-Identifier: EUPL-1.2
"""What deceives the eye is told from what is merely not English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity import oddities

ORDINARY = [
    "requests",
    "Éditions Acmé – œuvre № 5",
    "naïve\N{NO-BREAK SPACE}name",
    "cafe\N{COMBINING ACUTE ACCENT}",
    "Straße",
    "STRASSE",
    "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}stanbul",
    "\N{LATIN SMALL LIGATURE FI}ne",
    "Базальт СПО",
    "Яндекс Browser",
    "Ελληνικά",
    "一太郎 LibreOffice版",
    "ひらがなカタカナ漢字",
    "한글 Office",
    "עברית",
    "العربية",
    "µTorrent",
    "λProlog",
    "Ωmega",
    "ＡＢＣ株式会社",
    "😀",
    "",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_name_in_any_script_is_not_odd(text):
    assert oddities(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a\x00b", "control"),
        ("a\tb", "control"),
        ("a\nb", "control"),
        ("a\x7fb", "control"),
        ("a\x85b", "control"),
        ("a\N{LINE SEPARATOR}b", "control"),
        ("requests\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe", "direction"),
        ("a\N{LEFT-TO-RIGHT ISOLATE}b", "direction"),
        ("a\N{RIGHT-TO-LEFT MARK}b", "direction"),
        ("re\N{ZERO WIDTH SPACE}quests", "invisible"),
        ("re\N{ZERO WIDTH JOINER}quests", "invisible"),
        ("re\N{SOFT HYPHEN}quests", "invisible"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}requests", "invisible"),
        ("re\N{HANGUL FILLER}quests", "invisible"),
        ("lib\U000e0041\U000e0042", "tag"),
        ("lib\ufffe", "no-character"),
        ("lib\uffff", "no-character"),
        ("lib\ufdd0", "no-character"),
        ("lib\U0010ffff", "no-character"),
        ("lib\ud800", "surrogate"),
        ("r\N{CYRILLIC SMALL LETTER IE}quests", "mixed-scripts"),
        ("\N{CYRILLIC CAPITAL LETTER A}pple", "mixed-scripts"),
        ("micr\N{GREEK SMALL LETTER OMICRON}soft", "mixed-scripts"),
        ("Базaльт", "mixed-scripts"),
        ("request\N{FULLWIDTH LATIN SMALL LETTER S}", "mixed-scripts"),
        ("\N{MATHEMATICAL BOLD SMALL R}equests", "mixed-scripts"),
    ],
    ids=ascii,
)
def test_what_deceives_is_named(text, kind):
    assert kind in oddities(text)


@given(st.text())
def test_every_text_gets_the_same_answer_twice_and_plain_ones_none(text):
    found = oddities(text)
    assert found == oddities(text)
    assert not (found and text.isascii() and text.isprintable())


@given(st.text(), st.sampled_from(["\x1b", "\u202e", "\u200b", "\U000e0041", "\ufffe", "\udc00"]), st.text())
def test_no_surrounding_hides_what_is_odd(before, odd, after):
    assert set(oddities(odd)) <= set(oddities(before + odd + after))
