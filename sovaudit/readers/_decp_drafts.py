# SPDX-License-Identifier: EUPL-1.2
"""A contract as it is put together from several records: one a holder, one a modification, or the same one again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from sovaudit.model import Amendment, Contract, Origin, Unknown
from sovaudit.model.registers import Day, Number, Text, Whole
from sovaudit.readers._decp_scope import folded_words

_COMPARED = ("cpv", "procedure", "bids_received", "amount_eur", "duration_months", "nature", "framework")


Ids: TypeAlias = dict[str, None]
"""Distinct ids in their order."""


class Change(Struct):
    """One modification; its id is empty when the data gives none."""

    id: str
    notified: Day
    amount_eur: Number
    duration_months: Number
    holders: Ids

    def key(self) -> Hashable:
        """Return what tells it from the others: all but its holders."""
        return self.id, self.notified, self.amount_eur, self.duration_months


class Entry(Struct):
    """One record, understood.

    Args:
        unique: the buyer is known, so that the uid says which contract it is.
        place: where it stands, for a person.
        label: which modification it shows; empty for the contract as it was signed.
        folded: the subject, without case or accents.
    """

    uid: str
    unique: bool
    place: str
    origin: Origin
    label: str
    folded: str
    subject: Text
    cpv: Text
    procedure: Text
    bids_received: Whole
    amount_eur: Number
    notified: Day
    duration_months: Number
    buyer: Text
    nature: Text
    framework: Text
    ceiling: bool | Unknown
    holders: Ids
    changes: dict[Hashable, Change]


class Draft:
    """The states of one contract, by their label."""

    def __init__(self, entry: Entry) -> None:
        """Begin with one record."""
        self.first = entry
        self._states = {entry.label: entry}

    def lacks(self, entry: Entry) -> bool:
        """Tell whether a record shows a state of the contract that no other has shown."""
        return entry.label not in self._states

    def agrees(self, entry: Entry) -> bool:
        """Tell whether the day of a record does not contradict that of the same state."""
        return not _differ(entry.notified, self._states[entry.label].notified)

    def merge(self, entry: Entry) -> list[tuple[str, str]]:
        """Take a record in.

        Returns:
            (field, its two values) for what contradicts an earlier record.
        """
        state = self._states.setdefault(entry.label, entry)
        if state is entry:
            return []
        state.holders |= entry.holders
        _gather(state.changes, entry.changes.values())
        if isinstance(state.notified, Unknown):
            state.notified = entry.notified
        if entry.ceiling is True or isinstance(state.ceiling, Unknown):
            state.ceiling = entry.ceiling
        conflicts = []
        for field in _COMPARED:
            one, other = getattr(state, field), getattr(entry, field)
            if _differ(one, other):
                both = f"{one} / {other}"
                conflicts.append((field, both))
                setattr(state, field, Unknown("conflict", both[:160]))
            elif isinstance(one, Unknown) and one.unknown != "conflict":
                setattr(state, field, other)
        return conflicts

    def contract(self, name: str) -> Contract:
        """Return the contract: what it was first, and what changed it, in order."""
        states = sorted(self._states.items(), key=lambda pair: _rank(pair[0]))
        base = states[0][1]
        changes: dict[Hashable, Change] = {}
        _gather(changes, (_as_change(label, state) for label, state in states if label))
        for _label, state in states:
            _gather(changes, state.changes.values())
        holders = tuple(base.holders)
        return Contract(
            id=name,
            subject=base.subject,
            holder=holders[0] if holders else Unknown("absent"),
            cpv=base.cpv,
            procedure=base.procedure,
            bids_received=base.bids_received,
            amount_eur=base.amount_eur,
            notified=base.notified,
            duration_months=base.duration_months,
            buyer=base.buyer,
            nature=base.nature,
            framework=base.framework,
            ceiling=base.ceiling,
            co_holders=holders[1:],
            amendments=tuple(map(_amendment, range(1, len(changes) + 1), changes.values())),
            origin=base.origin,
        )


def _as_change(label: str, state: Entry) -> Change:
    number = label if label.isdecimal() else ""
    return Change(number, state.notified, state.amount_eur, state.duration_months, state.holders)


def changes_of(found: Iterable[Change]) -> dict[Hashable, Change]:
    """Return each modification once, the holders of repeated ones together."""
    changes: dict[Hashable, Change] = {}
    _gather(changes, found)
    return changes


def _gather(known: dict[Hashable, Change], found: Iterable[Change]) -> None:
    for each in found:
        first = known.setdefault(each.key(), each)
        first.holders |= each.holders


def _amendment(number: int, each: Change) -> Amendment:
    """Return a modification; one without an id goes by its number."""
    return Amendment(each.id or str(number), each.notified, each.amount_eur, each.duration_months, tuple(each.holders))


def _rank(label: str) -> tuple[int, int]:
    """Sort the contract as it was signed first, then modifications by their number, then those that have none."""
    if not label:
        return 0, 0
    return (1, int(label)) if label.isdecimal() and len(label) < 10 else (2, 0)


def _differ(one: str | float | date | Unknown, other: str | float | date | Unknown) -> bool:
    """Tell whether two values contradict each other; what is unknown contradicts nothing."""
    if isinstance(one, str) and isinstance(other, str):
        return folded_words(one) != folded_words(other)
    return not isinstance(one, Unknown) and not isinstance(other, Unknown) and one != other
