# SPDX-License-Identifier: EUPL-1.2
"""One OSV record as its publisher writes it -> the advisory and the affected entries that are kept of it.

Source: https://ossf.github.io/osv-schema/ (schema 1.7). Fields that may be null there are so here.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from sovaudit.knowledge._osv_ecosystems import key
from sovaudit.knowledge._osv_ranges import KINDS, Entry
from sovaudit.knowledge._osv_stored import ID, Advisory
from sovaudit.language import _

TYPES = frozenset(("SEMVER", "ECOSYSTEM"))
"""Types of ranges that hold versions."""
SUMMARY = 300
"""Characters that are kept of a summary."""


class Kept(Struct, frozen=True):
    """A record as it is kept; withdrawn ones have no entries.

    Args:
        entries: (key of the package, entry).
        touched: ecosystems, without their releases, of which it names a package.
        bad: what could not be kept of it, as reasons.
    """

    advisory: Advisory
    entries: tuple[tuple[str, Entry], ...] = ()
    withdrawn: bool = False
    touched: frozenset[str] = frozenset()
    bad: tuple[str, ...] = ()


class _Severity(Struct):
    type: str
    score: str


class _Range(Struct):
    type: str
    events: list[dict[str, str]] | None = None


class _Package(Struct):
    ecosystem: str
    name: str


class _Affected(Struct):
    package: _Package | None = None
    ranges: list[_Range] | None = None
    versions: list[str] | None = None
    severity: list[_Severity] | None = None


class _Record(Struct):
    id: str
    modified: str
    withdrawn: str | None = None
    aliases: list[str] | None = None
    upstream: list[str] | None = None
    summary: str | None = None
    severity: list[_Severity] | None = None
    affected: list[msgspec.Raw] | None = None
    database_specific: Any = None


_RECORD = msgspec.json.Decoder(_Record)
_AFFECTED = msgspec.json.Decoder(_Affected)


def record(data: bytes) -> Kept:
    """Keep what is needed of one record.

    Raises:
        ValueError: it is no OSV record; the text says why.
    """
    try:
        stated = _RECORD.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not ID.fullmatch(stated.id):
        raise ValueError(_("not the id of an advisory: {id}").format(id=stated.id[:40]))
    specific = stated.database_specific if isinstance(stated.database_specific, dict) else {}
    word = specific.get("severity")
    advisory = Advisory(
        stated.id,
        stated.modified,
        _ids(stated.aliases, stated.id),
        _ids(stated.upstream, stated.id),
        (stated.summary or "")[:SUMMARY],
        _severities(stated.severity),
        word.lower() if isinstance(word, str) and len(word) < SUMMARY else "",
    )
    if stated.withdrawn:
        return Kept(advisory, withdrawn=True)
    entries, bad, touched = [], [], set()
    for number, raw in enumerate(stated.affected or ()):
        try:
            one = _AFFECTED.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            bad.append(f"affected/{number}: {error}")
            continue
        if one.package is None or not one.package.name:
            continue
        touched.add(one.package.ecosystem.partition(":")[0])
        found, why = _entry(one, one.package)
        if found is not None:
            entries.append((key(one.package.ecosystem, one.package.name), found))
        elif why:
            bad.append(f"affected/{number}: {why}")
    return Kept(advisory, tuple(entries), touched=frozenset(touched), bad=tuple(bad))


def _entry(stated: _Affected, named: _Package) -> tuple[Entry | None, str]:
    """Return one affected package, or why it cannot be kept; neither for one that is known by its commits alone."""
    ranges = []
    for each in stated.ranges or ():
        events = tuple((kind, event[kind]) for event in each.events or () for kind in KINDS if kind in event)
        if each.type in TYPES and events:
            ranges.append(events)
    if not ranges and not stated.versions:
        return None, "" if stated.ranges else _("it names no version")
    return Entry(named.ecosystem, tuple(ranges), tuple(stated.versions or ()), _severities(stated.severity)), ""


def _ids(stated: list[str] | None, own: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in stated or () if each != own and ID.fullmatch(each)))


def _severities(stated: list[_Severity] | None) -> tuple[tuple[str, str], ...]:
    return tuple((each.type, each.score) for each in stated or () if len(each.score) < SUMMARY)
