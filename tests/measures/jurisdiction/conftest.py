# SPDX-License-Identifier: EUPL-1.2
"""What the tests of jurisdiction may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sovaudit.language import speak, spoken


@pytest.fixture
def english() -> Iterator[None]:
    """Be spoken to in English."""
    before = spoken()
    speak("en")
    yield
    speak(before)
