# SPDX-License-Identifier: EUPL-1.2
"""Issues are read in English here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sovaudit.language import speak, spoken


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = spoken()
    speak("en")
    yield
    speak(before)
