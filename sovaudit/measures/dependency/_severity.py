# SPDX-License-Identifier: EUPL-1.2
"""Stated severities -> a CVSS base score, and where it is from.

The newest version of CVSS that is stated counts, whatever the older ones say; of two vectors of one version the higher.
A vector that cannot be read is passed over. Where no vector is stated, a word stands for the lowest score of its band,
and is shown as the word: `critical` is at least 9.0.

Source: FIRST, CVSS v2, v3.1 and v4.0 specifications (scores by the `cvss` library); CVSS v3.1 section 5, qualitative
severity rating scale; GitHub Advisory Database (`moderate` is `medium`); Ubuntu's priorities are words of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from msgspec import Struct

BANDS = {"negligible": 0.1, "low": 0.1, "moderate": 4.0, "medium": 4.0, "high": 7.0, "critical": 9.0}
VERSIONS = ("CVSS_V4", "CVSS_V3", "CVSS_V2")


class Severity(Struct, frozen=True):
    """A base score, the vector that it is from, and the version of CVSS; else the word."""

    score: float
    vector: str
    rated: str


def severity(stated: Iterable[tuple[str, str]], words: Iterable[str] = ()) -> Severity | None:
    """Return the severity of a flaw; None when nobody states one.

    Args:
        stated: (type, score) as OSV has them.
        words: of the databases, for want of vectors.

    >>> severity([("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H")]).score
    10.0
    >>> severity([("CVSS_V3", "CVSS:3.1/what")], ["moderate"])
    Severity(score=4.0, vector='', rated='moderate')
    """
    every = list(stated)
    for version in VERSIONS:
        scored = [(base_score(version, vector), vector) for kind, vector in every if kind == version]
        best = max(((score, vector) for score, vector in scored if score is not None), default=None)
        if best is not None:
            return Severity(best[0], best[1], version)
    said = [each.lower() for kind, each in every if kind not in VERSIONS] + [each.lower() for each in words]
    known = [(BANDS[each], each) for each in said if each in BANDS]
    return Severity(max(known)[0], "", max(known)[1]) if known else None


@lru_cache(maxsize=65536)
def base_score(version: str, vector: str) -> float | None:
    """Return the base score of a vector; None when it cannot be read."""
    import cvss  # type: ignore[import-untyped]  # it has no types
    from cvss.exceptions import CVSSError  # type: ignore[import-untyped]

    readers: dict[str, Callable[[str], Any]] = {"CVSS_V4": cvss.CVSS4, "CVSS_V3": cvss.CVSS3, "CVSS_V2": cvss.CVSS2}
    try:
        return float(readers[version](vector).base_score)
    except (CVSSError, KeyError, ValueError):
        return None
