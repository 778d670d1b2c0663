# SPDX-License-Identifier: EUPL-1.2
"""What the readers of public catalogues share: values of a loosely typed JSON object as the register has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.model import ABSENT, CatalogueEntry, Origin, Register, Unknown
from sovaudit.readers._grouped import Grouped

Item: TypeAlias = dict[str, Any]
_WIKIDATA = re.compile(r"Q[1-9]\d{0,15}")
_NAMELESS = frozenset(("", "n/a", "na", "-", "inconnu", "null"))


def catalogue(
    items: list[Any],
    pointer: str,
    path: str,
    entry: Callable[[Item, Origin], CatalogueEntry],
    said: Grouped,
    version: str,
) -> Register:
    """Read every item of a catalogue; one without an id or a name is said and left out.

    Args:
        pointer: of the list; the n-th item is at `pointer/n`.
        entry: makes an entry of an item.

    Raises:
        InputError: more items than the limit on rows.
    """
    if len(items) > limits().rows:
        found = _("{count} entries").format(count=len(items))
        raise past("rows", found, path, len(items))
    records = []
    seen: set[str] = set()
    for number, item in enumerate(items):
        place = f"{pointer}/{number}"
        if not isinstance(item, dict):
            said.say(place, _("an object was expected: left out"))
            continue
        record = entry(item, Origin(path, place=place))
        if not record.name or record.id.endswith(":"):
            said.say(place, _("an entry without an id or a name: left out"))
            continue
        if record.id in seen:
            said.say(place, _("an id used twice: {id}"), _("both entries are kept"), id=record.id[:80])
        seen.add(record.id)
        records.append(record)
    return Register(records=tuple(records), rows=len(items), version=version)


def text(value: object) -> str:
    """Return a text without the space around it; a number as it is written; else nothing."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def stated(value: object) -> str | Unknown:
    """Return a text, or that there is none."""
    found = text(value)
    return ABSENT if found.lower() in _NAMELESS else found


def spoken_in(value: object) -> str:
    """Return a text that may stand in several languages: French, else English, else the first one."""
    if isinstance(value, dict):
        return next((text(each) for each in (value.get("fr"), value.get("en"), *value.values()) if text(each)), "")
    return text(value)


def item(value: object) -> Item:
    """Return an object; an empty list stands for an empty one where PHP wrote the file."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """Return a list, or an empty one."""
    return value if isinstance(value, list) else []


def names(values: Iterable[object]) -> tuple[str, ...]:
    """Return the distinct names of objects, or of texts."""
    found = (
        spoken_in(each.get("name") or each.get("label")) if isinstance(each, dict) else text(each) for each in values
    )
    return tuple(dict.fromkeys(filter(None, found)))


def texts(*values: object) -> tuple[str, ...]:
    """Return the distinct texts among values."""
    return tuple(dict.fromkeys(filter(None, map(text, values))))


def wikidata(*values: object) -> str | Unknown:
    """Return the first value that is the name of an item of Wikidata."""
    return next((each for each in map(text, values) if _WIKIDATA.fullmatch(each)), ABSENT)


def day(value: object) -> date | Unknown:
    """Return a day from an ISO 8601 time or from milliseconds since 1970.

    >>> day("2018-01-31T23:00:00.000Z"), day(1514764800000)
    (datetime.date(2018, 1, 31), datetime.date(2018, 1, 1))
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10**13:
        return datetime.fromtimestamp(value / 1000, UTC).date()
    found = text(value)
    if not found:
        return ABSENT
    try:
        return date.fromisoformat(found[:10])
    except ValueError:
        return Unknown("unrecognised", found[:40])
