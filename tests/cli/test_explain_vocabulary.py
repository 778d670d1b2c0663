# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain MEASURE` says the words that an answer may be written in."""

from __future__ import annotations

import pytest

from sovaudit.cli._explain_measure import manual
from sovaudit.language import speak, spoken
from sovaudit.measures import measures


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("fr", "application.exit_plan", "aucun, rédigé, chiffré, testé, sans objet"),
        ("en", "application.exit_plan", "none, written, costed, tested, not_applicable"),
        ("fr", "application.export_tested", "jamais, ou "),
        ("en", "application.export_tested", "never, or a day"),
        ("en", "application.open_api", "yes or no"),
        ("en", "application.skilled_agents", "a whole number"),
    ],
)
def test_the_words_of_a_measure_are_said(language, name, said):
    before = spoken()
    speak(language)
    try:
        assert said in manual(measures()[name], {})["answered"]
    finally:
        speak(before)
