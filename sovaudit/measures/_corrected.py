# SPDX-License-Identifier: EUPL-1.2
"""Values that people put in the place of others: the new one counts, the old one stays in the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sovaudit.identity._facts import FactCorrection
from sovaudit.language import _
from sovaudit.measures._answers import understood
from sovaudit.model import Corrected, Fact, Inventory, Measured, Unknown, Value
from sovaudit.readers._entries import meant

if TYPE_CHECKING:
    from sovaudit.measures import Measure


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


def measured(change: Corrected, before: Measured, measure: Measure) -> Measured:
    """Return the corrected answer of a measure; `invalid` when what is written is not of the measure's type."""
    try:
        value: Value | Unknown = understood(change.value.strip(), measure)
    except ValueError:
        value = Unknown("invalid", change.value)
    new, old = facts(change, value)
    place = change.before if change.before.path or not before.evidence else before.evidence[0].source
    return Measured(value, (new, Fact(change.field, before.value, place, None, old.note), *before.evidence))


def check(facts: Iterable[FactCorrection], known: Mapping[str, Measure]) -> None:
    """Refuse corrections of measures that there are not, of another kind of subject, or with a value of another type.

    Raises:
        ConfigurationError: there is one; with its file and line.
    """
    for each in facts:
        if not each.is_measure:
            continue
        measure, kind = known.get(each.fact), each.subject.partition(":")[0]
        if measure is None:
            text = _("no measure is called « {name} »").format(name=each.fact[:80])
            raise each.wrong(text, meant(each.fact, sorted(known)) or _("« sovaudit explain » lists them"))
        if kind != measure.SUBJECT:
            text = _("the measure {name} is of another kind of thing: {kind}")
            raise each.wrong(text.format(name=each.fact, kind=measure.SUBJECT), f"subject: {measure.SUBJECT}:…")
        try:
            understood(each.value.strip(), measure)
        except ValueError:
            text = _("« {written} » cannot be understood: {expected}")
            values = getattr(measure, "VALUES", {})
            expected = _("expected one of: {expected}").format(expected=", ".join(values))
            expected = _EXPECTED[measure.TYPE]() if not values and measure.TYPE in _EXPECTED else expected
            said = text.format(written=each.value[:80], expected=expected)
            raise each.wrong(said, _("« sovaudit explain {name} » says what it holds").format(name=each.fact)) from None


_EXPECTED = {
    "bool": lambda: _("yes or no was expected"),
    "int": lambda: _("a whole number was expected"),
    "float": lambda: _("a number was expected"),
    "date": lambda: _("a date was expected, such as 31/12/2026 or 2026-12-31"),
}
