# SPDX-License-Identifier: EUPL-1.2
"""No code stands in a sentence for a person, and no word of a person is taken for a code."""

from __future__ import annotations

import pytest

from sovaudit import language
from sovaudit.measures import measures
from sovaudit.policy._words import spelt

CODES = sorted(
    {value for each in measures().values() if each.TYPE in ("string", "list") for value in getattr(each, "VALUES", {})}
)


def test_there_are_vocabularies():
    assert {"none", "open_source", "third_party_eu"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_word_of_a_vocabulary_is_french_in_a_sentence(code):
    assert "_" not in spelt(code)
    assert spelt(code) != code or code in {"clause", "concession", "public"}  # the same word in French


@pytest.mark.parametrize("code", ["eu_eea", "partial", "source_available", "strong_copyleft", "holder"])
def test_nor_is_a_code_that_a_measure_computes(code):
    assert spelt(code) != code


@pytest.mark.parametrize("name", ["US", "PostgreSQL", "CSV", "Ville-Fictive", ""])
def test_names_stay_as_they_are(name):
    assert spelt(name) == name


def test_english_has_words_too():
    language.speak("en")
    try:
        assert spelt("source_available") == "source-available, not open"
    finally:
        language.speak("fr")
