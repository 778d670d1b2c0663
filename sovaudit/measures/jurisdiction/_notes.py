# SPDX-License-Identifier: EUPL-1.2
"""What evidence says beside its value: how sure a list is, and several remarks in one note."""

from __future__ import annotations

from collections.abc import Iterable

from sovaudit.language import _


def confidence(level: str) -> str:
    """Say how sure a list is of a row: H, M or L."""
    words = {"H": _("high confidence"), "M": _("medium confidence"), "L": _("low confidence")}
    return words.get(level, level)


def joined(remarks: Iterable[str]) -> str:
    """Return remarks as one note, the empty ones left out."""
    return _("; ").join(filter(None, remarks))
