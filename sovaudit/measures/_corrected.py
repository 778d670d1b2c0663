# SPDX-License-Identifier: EUPL-1.2
"""Values that people put in the place of others: the new one counts, the old one stays in the evidence."""

from __future__ import annotations

from collections.abc import Mapping

from sovaudit.language import _
from sovaudit.measures._answers import typed
from sovaudit.model import Corrected, Fact, Inventory, Measured, Unknown, Value


def by_place(inventory: Inventory) -> Mapping[tuple[str, str], Corrected]:
    """Return the corrections: (node id, column or measure) -> correction."""
    return {(each.subject, each.field): each for each in inventory.corrected}


def facts(change: Corrected, value: Value | Unknown) -> tuple[Fact, Fact]:
    """Return the evidence of a corrected value: what counts, by whom and why, then what it replaces."""
    by = _("corrected by {who}: {why}").format(who=change.by or "?", why=change.why or "?")
    replaced = _("replaced by a correction")
    return (
        Fact(change.field, value, change.source, change.on, by),
        Fact(change.field, change.was, change.before, None, replaced),
    )


def measured(change: Corrected, before: Measured, kind: str) -> Measured:
    """Return the corrected answer of a measure; `invalid` when what is written is not of the measure's type."""
    try:
        value: Value | Unknown = typed(change.value.strip(), kind)
    except ValueError:
        value = Unknown("invalid", change.value)
    new, _old = facts(change, value)
    return Measured(value, (new, Fact(change.field, before.value, change.before, None, _old.note), *before.evidence))
