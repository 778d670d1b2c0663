# SPDX-License-Identifier: EUPL-1.2
"""One affected entry of an advisory, and whether a version is in it: the evaluation that the OSV schema prescribes.

Source: https://ossf.github.io/osv-schema/#evaluation (schema 1.7): a version is affected when it is enumerated, or in
any range; events are sorted, "0" comes before everything; ranges of type GIT hold commits, and no version is one.
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from sovaudit.knowledge._versions import Order, Versions

INTRODUCED, FIXED, LAST_AFFECTED, LIMIT = "introduced", "fixed", "last_affected", "limit"
KINDS = (INTRODUCED, FIXED, LAST_AFFECTED, LIMIT)
Events: TypeAlias = tuple[tuple[str, str], ...]
"""(kind, version), in the order in which they are published."""
BEGINNING = "0"
"""Before every version."""
NO_END = "*"
"""As a limit: no version is past it."""


class Entry(Struct, frozen=True, array_like=True):
    """What an advisory says of one package.

    Args:
        ecosystem: with its release, as published: `PyPI`, `Debian:12`.
        ranges: of type SEMVER or ECOSYSTEM, the events of each as (kind, version), in their order.
        versions: enumerated ones.
        severity: (type, score) where the package has its own: `("CVSS_V3", "CVSS:3.1/AV:N/…")`.
    """

    ecosystem: str
    ranges: tuple[Events, ...] = ()
    versions: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()


def affects(entry: Entry, version: str, versions: Versions) -> bool | None:
    """Tell whether a version is affected; None when that rests on a version that the scheme cannot read."""
    if version in entry.versions:
        return True
    told = [_in_range(events, version, versions) for events in entry.ranges]
    if True in told or versions.among(version, entry.versions):
        return True
    return None if None in told else False


def fixed_after(entry: Entry, version: str, versions: Versions) -> tuple[str, ...]:
    """Return the versions of an entry that mend a version: of each range that holds it the next fixed one."""
    here = versions.order(version)
    found = []
    for events in entry.ranges:
        if here is None or not _in_range(events, version, versions):
            continue
        known = ((versions.order(stated), stated) for kind, stated in events if kind == FIXED)
        later = [(order, stated) for order, stated in known if order is not None and here < order]
        if later:
            found.append(min(later, key=cmp_to_key(_compared))[1])
    return tuple(dict.fromkeys(found))


def _compared(one: tuple[Order, str], other: tuple[Order, str]) -> int:
    """Compare by the order alone, so that sorting keeps what is equal as it stands."""
    return -1 if one[0] < other[0] else 1 if other[0] < one[0] else 0


def _in_range(events: Events, version: str, versions: Versions) -> bool | None:
    """Tell whether a version is in one range."""
    if all(event == (INTRODUCED, BEGINNING) for event in events):
        return bool(events)  # every version, whatever it looks like
    here = versions.order(version)
    span = versions.once(events, _placed)
    if here is None or span is None:
        return None
    if span.limits and not any(here < limit for limit in span.limits):
        return False
    affected = span.from_beginning
    for order, kind in span.events:
        if kind == INTRODUCED and not here < order:
            affected = True
        elif (kind == FIXED and not here < order) or (kind == LAST_AFFECTED and order < here):
            affected = False
    return affected


class _Span(NamedTuple):
    """The events of one range in the order of their versions."""

    events: list[tuple[Order, str]]
    limits: list[Order]
    from_beginning: bool


def _placed(events: Events, versions: Versions) -> _Span | None:
    """Sort the events of a range; None when one is at a version that nobody can read.

    Events at one version keep the order in which they are published: `introduced` and then `last_affected` at 1.0 is
    that version alone, `fixed` and then `introduced` at 1.0 are two ranges that touch.
    """
    unplaced = ((INTRODUCED, BEGINNING), (LIMIT, NO_END))
    placed = [(versions.order(event[1]), event[0]) for event in events if event not in unplaced]
    if any(order is None for order, _kind in placed):
        return None
    limits = [] if (LIMIT, NO_END) in events else [order for order, kind in placed if kind == LIMIT]
    return _Span(sorted(placed, key=cmp_to_key(_compared)), limits, (INTRODUCED, BEGINNING) in events)
