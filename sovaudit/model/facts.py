# SPDX-License-Identifier: EUPL-1.2
"""What is known, where it comes from, and what is not known."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Struct

Scalar: TypeAlias = bool | int | float | str
"""A day is a text in ISO 8601."""
Value: TypeAlias = Scalar | tuple[str, ...]


class Unknown(Struct, frozen=True, gc=False):
    """Nobody knows the value; the reason is part of the answer.

    Args:
        unknown: the reason as a stable word: `absent`, `noassertion`, `none`, `unrecognised`, `invalid`,
            `undefined` (an id that no register defines), `no_sbom`, `conflict` (sources differ), `no_data` (no data
            set was imported that could tell), `no_lifecycle` (nobody publishes a lifecycle of this product),
            `no_advisories` (nobody publishes advisories on packages of this kind),
            `unchecked` (some parts could not be checked, and none of the others decides), `too_few` (what is known is
            too little for the value to say anything).
        detail: what was there, for a person to read.
    """

    unknown: str
    detail: str = ""


ABSENT = Unknown("absent")
SYSTEMIC = frozenset(("no_data", "no_lifecycle", "no_advisories"))
"""Reasons that lie in the data at hand and not in the subject: no supplier can answer, and many subjects share them."""


class Source(Struct, frozen=True, gc=False):
    """Where a value was read.

    Args:
        path: the file, relative to the inventory folder, or the name of a snapshot.
        place: a cell (`applications!K17`), a line (`line 12`) or a JSON pointer (`/components/3`).
    """

    path: str
    place: str = ""


class Fact(Struct, frozen=True, gc=False):
    """A value with its source: one line of evidence.

    Args:
        name: what it is a value of: a register column, a field of a bill of materials, a measure.
        value: the value as it was read, or why there is none.
        source: the file and the place in it.
        as_of: the day the fact was true, when its source says so.
        note: what else a reader must know: who corrected it and why, what it replaces, that nobody verified it.
        aged: true when the fact is older than the shelf life of its data set on the day of the audit.
    """

    name: str
    value: Value | Unknown
    source: Source
    as_of: date | None = None
    note: str = ""
    aged: bool = False


class Measured(Struct, frozen=True, gc=False):
    """The answer of a measure: a value or the reason why there is none, and what it rests on."""

    value: Value | Unknown
    evidence: tuple[Fact, ...] = ()


class Issue(Struct, frozen=True, gc=False):
    """Something wrong with an input: where, what, what to do."""

    place: str
    message: str
    hint: str = ""
