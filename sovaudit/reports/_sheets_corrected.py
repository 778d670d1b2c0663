# SPDX-License-Identifier: EUPL-1.2
"""The sheet on what people corrected: the value that counts, and the one that it replaces."""

from __future__ import annotations

from collections.abc import Iterator

from sovaudit.language import _
from sovaudit.model import Audit, Corrected, Unknown, Value
from sovaudit.reports import _format as words
from sovaudit.reports._sheet import Column, Row, Sheet, unknown


def corrections(audit: Audit) -> Sheet:
    """Describe « Corrections »: one row per value that a person put in the place of another."""
    columns = (
        Column("subject", _("About"), width=34, wrap=True),
        Column("fact", _("Corrected fact"), width=26, wrap=True),
        Column("value", _("Value that counts"), width=28, wrap=True),
        Column("was", _("Value replaced"), width=28, wrap=True),
        Column("by", _("By"), width=22, wrap=True),
        Column("on", _("Date"), "date", width=13),
        Column("why", _("Why"), width=40, wrap=True),
        Column("place", _("File and place"), width=30, wrap=True),
        Column("before", _("Where the value replaced stands"), width=34, wrap=True),
    )
    title = _("Which values did people correct, and what stood there before?")
    return Sheet("corrections", _("Corrections"), title, columns, lambda: _rows(audit))


def _rows(audit: Audit) -> Iterator[Row]:
    for each in audit.inventory.corrected:
        yield (
            each.subject,
            each.field,
            each.value,
            _said(before(audit, each)),
            each.by,
            each.on,
            each.why,
            f"{each.source.path} {each.source.place}".strip(),
            f"{each.before.path} {each.before.place}".strip() or None,
        )


def before(audit: Audit, change: Corrected) -> Value | Unknown:
    """Return what a correction replaces: what the register said, or what a measure would have said."""
    kind, _colon, name = change.subject.partition(":")
    column = next((each for each in audit.measured if each.name == change.field), None)
    if column is None:  # a column of a register, or a measure of components: what it said is in its findings
        return change.was
    records = getattr(audit.inventory, f"{kind}s", ())
    position = next((number for number, each in enumerate(records) if each.id == name), 0)
    facts = column.answers[position].evidence
    return facts[1].value if len(facts) > 1 else change.was


def _said(value: Value | Unknown) -> str:
    return unknown(value) if isinstance(value, Unknown) else words.value(value)
