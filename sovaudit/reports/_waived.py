# SPDX-License-Identifier: EUPL-1.2
"""Waivers as reports list them: what needs a hand first."""

from __future__ import annotations

from collections.abc import Sequence

from sovaudit.language import _, localised
from sovaudit.model import Audit, WaiverUsed
from sovaudit.policy.waivers import REASONS

ORDER = ("expired", "no_rule", "unused", "expiring", "active", "future")
"""States, those that need a hand first."""


def waivers(audit: Audit) -> Sequence[WaiverUsed]:
    """Return every waiver: by state, then by last day."""
    return sorted(audit.waivers, key=lambda each: (rank(each), each.waiver.until, each.waiver.id))


def rank(each: WaiverUsed) -> int:
    """Return the place of a waiver's state among the others."""
    return ORDER.index(each.state) if each.state in ORDER else len(ORDER)


def state(word: str) -> str:
    """Return the words for the state of a waiver."""
    words = {
        "active": _("in force"),
        "expiring": _("in force, expires within 90 days"),
        "expired": _("has expired"),
        "unused": _("unused: nothing is left for it to waive"),
        "future": _("decided after the day of the audit"),
        "no_rule": _("no policy in use has its rule"),
    }
    return words.get(word, word)


def reason(word: str) -> str:
    """Return the words for the reason of a waiver."""
    return localised(REASONS[word]) if word in REASONS else word
