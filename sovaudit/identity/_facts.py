# SPDX-License-Identifier: EUPL-1.2
"""One entry of `facts:` in `corrections.yaml`: a value that a person puts in the place of what the data say."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Struct

from sovaudit.errors import ConfigurationError
from sovaudit.identity.purls import canonical
from sovaudit.language import _
from sovaudit.model import Value
from sovaudit.readers._cells import CellError, understand
from sovaudit.readers._columns import SHEETS, Field
from sovaudit.readers._entries import Entry, meant

KEYS = ("subject", "fact", "value", "by", "on", "why")
KINDS = {
    "service": "services",
    "application": "applications",
    "organisation": "organisations",
    "hosting": "hostings",
    "contract": "contracts",
}
"""Kind of record -> its register."""
ALSO = ("component", "portfolio")
"""What no register describes: only measures of it can be corrected."""
FIXED = ("id", "sbom")
"""Columns by which things are told apart and files find their application: changed in the register alone."""
Meaning: TypeAlias = Value | date


class FactCorrection(Struct, frozen=True):
    """One decision: this fact about this thing is that.

    Args:
        subject: a node id, or `portfolio`.
        fact: a column of its register, or the dotted name of a measure.
        value: as written.
        meaning: the value of a column, understood as its cells are; None for a measure, whose type only it knows.
        by, on, why: who decided, which day, for which reason.
        place: file and line, as they are named to people.
    """

    subject: str
    fact: str
    value: str
    meaning: Meaning | None
    by: str
    on: date
    why: str
    line: int = 0
    place: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it decides."""
        return self.subject, self.fact

    @property
    def is_measure(self) -> bool:
        """Tell whether it corrects what a measure says, not a column."""
        return "." in self.fact

    def wrong(self, text: str, hint: str) -> ConfigurationError:
        """Return the error of this entry, found by who knows more than its file says."""
        return ConfigurationError(text, self.place, hint)

    def written(self) -> dict[str, str]:
        """Return the entry as the file has it."""
        values = (self.subject, self.fact, self.value, self.by, self.on.isoformat(), self.why)
        return dict(zip(KEYS, values, strict=True))


def fact_correction(entry: Entry) -> FactCorrection:
    """Understand one entry.

    Raises:
        ConfigurationError: it names nothing, or its value is not what the column holds.
    """
    stated = entry.values.get("value")
    if isinstance(stated, bool):  # true and false need no quotes here
        entry.values["value"] = "true" if stated else "false"
    entry.check(KEYS, KEYS)
    on = entry.day("on")
    if on is None:
        raise entry.wrong("on", _("« {key} » is missing").format(key="on"), _("write it as 2026-12-31"))
    subject, fact, value = _subject(entry), entry.text("fact"), entry.text("value")
    meaning = None if "." in fact else _meaning(entry, subject.partition(":")[0], fact, value)
    place = f"{entry.path}: {entry.document.line(f'{entry.pointer}/fact')}"
    return FactCorrection(subject, fact, value, meaning, entry.text("by"), on, entry.text("why"), entry.line, place)


def _subject(entry: Entry) -> str:
    written = entry.text("subject")
    kind, _colon, name = written.partition(":")
    if written == "portfolio" or (kind in (*KINDS, "component") and name):
        return f"component:{canonical(name) or name}" if kind == "component" else written
    kinds = (*KINDS, *ALSO)
    expected = ", ".join(f"{each}:…" for each in (*KINDS, "component")) + ", portfolio"
    text = _("not the name of a thing: {text}").format(text=written[:80])
    raise entry.wrong("subject", text, meant(kind, kinds) or expected)


def _meaning(entry: Entry, kind: str, fact: str, value: str) -> Meaning:
    fields = columns(kind)
    field = fields.get(fact)
    if fact in FIXED and kind in KINDS:
        hint = _("change it in the register itself")
        raise entry.wrong("fact", _("« {column} » cannot be corrected from outside").format(column=fact), hint)
    if field is None:
        text = _("{kind}: no column of its register is called « {column} »").format(kind=kind, column=fact[:80])
        names = _("a measure has a dot in its name; columns: {columns}").format(columns=", ".join(fields) or "–")
        raise entry.wrong("fact", text, meant(fact, list(fields)) or names)
    try:
        found = understand(value, "siren" if fact == "siren" else field.holds)
    except CellError as error:
        text = _("« {written} » cannot be understood: {expected}").format(written=value[:80], expected=error)
        raise entry.wrong("value", text, _("write it as in the register")) from None
    return found  # type: ignore[return-value]  # a text that is not blank is never understood as unknown


def columns(kind: str) -> dict[str, Field]:
    """Return the columns of a kind's register that can be corrected; none for what has no register."""
    return {
        field.name: field
        for sheet in SHEETS
        if sheet.name == KINDS.get(kind)
        for field in sheet.fields
        if field.name not in FIXED
    }
