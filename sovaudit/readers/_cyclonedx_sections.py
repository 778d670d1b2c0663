# SPDX-License-Identifier: EUPL-1.2
"""Services, vulnerabilities and compositions as plain objects -> types, each with its place.

Few files have them, so both syntaxes bring them here as plain JSON values; those made of XML know their line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._cyclonedx import CompositionSaid, Service, Vulnerability
from sovaudit.readers._json import salvage, texts

T = TypeVar("T", bound=msgspec.Struct)


class Placed(dict[str, Any]):
    """An object made of XML, with its place."""

    def __init__(self, place: str) -> None:
        """Start empty."""
        super().__init__()
        self.place = place


def services(value: object, issues: list[Issue]) -> list[tuple[str, Service, int]]:
    """Read services and those in them.

    Returns:
        Place, service, and position of the service that holds it, -1 for none; a holder comes before those it holds.
    """
    found: list[tuple[str, Service, int]] = []
    waiting = [(place, each, -1) for place, each in reversed(list(_parts(value, "/services", issues)))]
    while waiting:
        place, plain, holder = waiting.pop()
        inside: object = None
        if isinstance(plain, dict):
            inside = plain.get("services")
            plain = {name: member for name, member in plain.items() if name != "services"}
        service = salvage(plain, Service, place, issues)
        if service is None:
            continue
        if inside is not None:
            held = reversed(list(_parts(inside, f"{place}/services", issues)))
            waiting += [(below, each, len(found)) for below, each in held]
        found.append((place, service, holder))
    return found


def vulnerabilities(value: object, issues: list[Issue]) -> list[tuple[str, Vulnerability]]:
    """Read vulnerabilities."""
    parts = ((place, salvage(each, Vulnerability, place, issues)) for place, each in _parts(value, _VULNERABLE, issues))
    return [(place, each) for place, each in parts if each is not None]


def compositions(value: object, issues: list[Issue]) -> list[tuple[str, CompositionSaid]]:
    """Read what the file says of its completeness."""
    found = []
    for place, each in _parts(value, "/compositions", issues):
        plain = each
        if isinstance(each, dict):
            lists = {name: each[name] for name in _LISTS if isinstance(each.get(name), list)}
            plain = {**each, **{name: texts(lists[name], f"{place}/{name}", issues) for name in lists}}
        composition = salvage(plain, CompositionSaid, place, issues)
        if composition is not None:
            found.append((place, composition))
    return found


_VULNERABLE = "/vulnerabilities"
_LISTS = ("assemblies", "dependencies", "vulnerabilities")


def _parts(value: object, pointer: str, issues: list[Issue]) -> Iterator[tuple[str, Any]]:
    """Return the elements of a list with their places."""
    if value is None:
        return
    if not isinstance(value, list):
        issues.append(Issue(pointer, _("a list was expected")))
        return
    for index, each in enumerate(value):
        yield (each.place if isinstance(each, Placed) else f"{pointer}/{index}"), each
