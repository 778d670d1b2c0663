# SPDX-License-Identifier: EUPL-1.2
"""Ids of the criteria of the digital resilience index (IRN), as people write them: nothing else of its grid is here."""

from __future__ import annotations

import re

_ID = re.compile(r"RES[-_ ]?([1-8])[.-](\d{1,2})(?:[.-](\d{1,2}))?", re.IGNORECASE)


def criterion(written: str) -> str:
    """Return the id of a criterion as we write it, `RES-1.2`; empty when the text is none."""
    found = _ID.fullmatch(written.strip())
    return f"RES-{found[1]}." + ".".join(str(int(part)) for part in found.groups()[1:] if part) if found else ""
