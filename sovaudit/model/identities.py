# SPDX-License-Identifier: EUPL-1.2
"""What was found to be the same thing, what could not be told apart, and what descriptions of one thing disagree on."""

from __future__ import annotations

from msgspec import Struct

from sovaudit.model.facts import Source


class Merge(Struct, frozen=True, gc=False):
    """A component that turned out to be another one.

    Args:
        id: the component that stays.
        merged: the id that the other one had.
        key: `cpe` or `swid`: what both have.
        value: its value.
    """

    id: str
    merged: str
    key: str
    value: str


class Refusal(Struct, frozen=True, gc=False):
    """A component that could be any of several others, and is none of them therefore.

    Args:
        id: the component.
        key: `cpe` or `swid`: what all have.
        value: its value.
        candidates: ids of the others, sorted.
    """

    id: str
    key: str
    value: str
    candidates: tuple[str, ...]


class Conflict(Struct, frozen=True, gc=False):
    """A field on which the descriptions of one component disagree.

    Args:
        id: the component.
        field: `type`, `supplier`, `supplier_country`, `licences`, or the name of a digest such as `SHA-256`.
        values: what they say, sorted; a description that is silent disagrees with nobody.
    """

    id: str
    field: str
    values: tuple[str, ...]


CERTAIN, UNCERTAIN, CONFIRMED = "certain", "uncertain", "confirmed"


class Match(Struct, frozen=True, gc=False):
    """A name that a file uses, and the thing of the inventory that it may stand for.

    Args:
        kind: `installed` (a program on machines), `publisher` (who publishes a program or an application) or
            `application` (one of the register, looked for in catalogues).
        name: as found.
        publisher: beside it, as found; empty when none is.
        target: node id of what it may be: `application:x`, `organisation:x`, `component:pkg:…`, `catalogue:sill:42`.
        title: name of the target.
        rule: `exact`, `alias`, `edition`, `prefix`, `tokens`, or `correction`.
        score: 0 to 1; 1 when the rule leaves no doubt about the names.
        status: `certain` (exact and unique on name and publisher), `uncertain` or `confirmed`.
        sources: where the name was found, sorted; at most 20.
        components: ids of the components that bear the name, sorted.
        count: how many entries of files bear it.
        by, on, why: who confirmed it, which day, for which reason.
    """

    kind: str
    name: str
    publisher: str
    target: str
    title: str
    rule: str
    score: float
    status: str
    sources: tuple[Source, ...] = ()
    components: tuple[str, ...] = ()
    count: int = 0
    by: str = ""
    on: str = ""
    why: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether anything may rest on it: the uncertain ones change nothing."""
        return self.status != UNCERTAIN
