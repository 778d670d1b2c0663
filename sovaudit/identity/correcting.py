# SPDX-License-Identifier: EUPL-1.2
"""Facts that people corrected -> the same inventory with these values, and what stood there before."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import msgspec

from sovaudit.identity._facts import KINDS, FactCorrection, Meaning
from sovaudit.identity.corrections import FILE
from sovaudit.identity.references import REFERENCES, undefined
from sovaudit.language import _
from sovaudit.model import ABSENT, Corrected, Inventory, Issue, Source, Unknown, Value


def correct(inventory: Inventory, facts: Iterable[FactCorrection]) -> Inventory:
    """Put the corrected values into the records; say which corrections concern nothing, or change nothing.

    Measures are corrected where they are measured: what is kept here is what to put in their place.
    """
    changed = _Changed(inventory)
    for each in sorted(facts, key=lambda each: each.key):
        changed.take(each)
    return changed.inventory()


class _Changed:
    """An inventory whose records are being replaced."""

    def __init__(self, inventory: Inventory) -> None:
        self._before = inventory
        self._records = {kind: list(getattr(inventory, f"{kind}s")) for kind in KINDS}
        self._positions = {kind: {each.id: n for n, each in enumerate(self._records[kind])} for kind in KINDS}
        self._corrected: list[Corrected] = []
        self._issues: list[Issue] = []
        self._references: list[tuple[FactCorrection, str, str]] = []

    def take(self, fact: FactCorrection) -> None:
        """Apply one correction."""
        kind, _colon, name = fact.subject.partition(":")
        if not self._there(kind, name):
            self._say(
                fact,
                _("correction of {subject}, which is not in the inventory").format(subject=fact.subject),
                self._near(kind, name) or _("it is not applied; take it out, or mend its subject"),
            )
        elif fact.is_measure:
            self._keep(fact, ABSENT, Source(""))
        else:
            self._replace(fact, kind, self._positions[kind][name])

    def _replace(self, fact: FactCorrection, kind: str, position: int) -> None:
        record = self._records[kind][position]
        was = getattr(record, fact.fact)
        if was == fact.meaning:
            text = _("the correction of « {fact} » of {subject} says what the data say now")
            self._say(fact, text.format(fact=fact.fact, subject=fact.subject), _("it is no longer needed: take it out"))
            return
        self._records[kind][position] = msgspec.structs.replace(record, **{fact.fact: fact.meaning})
        self._keep(fact, _plain(was), record.origin.source(fact.fact))
        for column, named in REFERENCES.get(KINDS[kind], ()):
            if column == fact.fact:
                written = fact.meaning if isinstance(fact.meaning, tuple) else (str(fact.meaning),)
                self._references += [(fact, named, each) for each in written]

    def _keep(self, fact: FactCorrection, was: Value | Unknown, before: Source) -> None:
        self._corrected.append(
            Corrected(fact.subject, fact.fact, fact.value, was, fact.by, fact.on, fact.why, _source(fact), before)
        )

    def _there(self, kind: str, name: str) -> bool:
        if kind == "component":
            return any(each.id == name for each in self._before.components)
        return kind == "portfolio" or name in self._positions[kind]

    def _near(self, kind: str, name: str) -> str:
        known = list(self._positions.get(kind, ()))
        near = difflib.get_close_matches(name, known, n=1) if len(known) < 10_000 else []
        return _("did you mean « {near} »?").format(near=f"{kind}:{near[0]}") if near else ""

    def _say(self, fact: FactCorrection, message: str, hint: str) -> None:
        source = _source(fact)
        self._issues.append(Issue(f"{source.path} {source.place}", message, hint))

    def inventory(self) -> Inventory:
        """Return the inventory as corrected; what was said of ids that no longer stand there is taken back."""
        records = {f"{kind}s": tuple(several) for kind, several in self._records.items()}
        after = msgspec.structs.replace(self._before, **records)
        issues: Sequence[Issue] = self._before.issues
        if self._references:
            issues = self._undefined(issues)
        corrected = tuple(sorted(self._corrected, key=lambda each: (each.subject, each.field)))
        return msgspec.structs.replace(after, issues=(*issues, *self._issues), corrected=corrected)

    def _undefined(self, issues: Sequence[Issue]) -> Sequence[Issue]:
        """Say again which ids no register defines, each where it stands: in a register, or in a correction."""
        elsewhere = {kind: list(several) for kind, several in self._records.items()}
        for fact, named, name in self._references:
            kind, _colon, subject = fact.subject.partition(":")
            position = self._positions[kind][subject]
            blank = () if isinstance(fact.meaning, tuple) else ABSENT
            elsewhere[kind][position] = msgspec.structs.replace(elsewhere[kind][position], **{fact.fact: blank})
            if name not in self._positions[named] and not self._is_name(fact, name):
                text = _("a correction names what no register defines: {id}").format(id=f"{named}:{name}")
                self._say(fact, text, self._near(named, name) or _("define it in its register"))
        others = {f"{kind}s": tuple(several) for kind, several in elsewhere.items()}
        before = dict.fromkeys(undefined(self._before))
        still = dict.fromkeys(undefined(msgspec.structs.replace(self._before, **others)))
        kept = [each for each in issues if each not in before or each in still]
        return [*kept, *(each for each in still if each not in before)]

    def _is_name(self, fact: FactCorrection, name: str) -> bool:
        """Tell whether an application's publisher is written by its name, which is allowed."""
        return fact.fact == "publisher" and name in {each.name for each in self._records["organisation"]}


def _source(fact: FactCorrection) -> Source:
    return Source(FILE, _("line {line}").format(line=fact.line))


def _plain(value: Meaning | Unknown) -> Value | Unknown:
    """Return a day as the text that values have."""
    return value if isinstance(value, bool | int | float | str | tuple | Unknown) else value.isoformat()
