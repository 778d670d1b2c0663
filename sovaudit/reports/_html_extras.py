# SPDX-License-Identifier: EUPL-1.2
"""What an application's page shows beside its licences, each only where a file says something of it."""

from __future__ import annotations

from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import InputFile
from sovaudit.reports import _words
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown
from sovaudit.reports._html_stated import NAMED, Few, component, few, plain, service_link, service_name, way

MOST = 20


class Called(Struct, frozen=True):
    """An online service that the application calls."""

    name: str
    link: str
    way: str
    provider: str
    country: str
    boundary: str


class Extras(Struct, frozen=True):
    """What is shown of one application only.

    Args:
        modified: its components that were made from others, with those.
        notes: what its files say of their completeness, and of its licence without declaring it.
    """

    calls: tuple[Called, ...]
    calls_more: int
    installed: Few
    modified: Few
    notes: tuple[str, ...]


def extras(lens: Lens, position: int, files: tuple[InputFile, ...]) -> Extras:
    """Gather what is shown of one application."""
    calls = lens.stated.calls.get(position, ())
    held = lens.components_of[position]
    modified = held[lens.stated.modified[held]].tolist() if held.size else []
    return Extras(
        calls=tuple(_called(lens, each.service, way(lens, each)) for each in calls[:MOST]),
        calls_more=max(0, len(calls) - MOST),
        installed=few(lens.stated.installed_as.get(position, []), lambda n: component(lens, n), MOST),
        modified=few(modified, lambda n: _modified(lens, n), MOST),
        notes=tuple(note for file in files for note in _notes(file)),
    )


def _called(lens: Lens, service: int, how: str) -> Called:
    each = lens.inventory.online[service]
    return Called(
        name=service_name(lens, service),
        link=service_link(service),
        way=how,
        provider=shown(_words.said(each.provider), NAMED),
        country=shown(_words.country(each.provider_country), 60),
        boundary=_words.yes_or_no(each.crosses_boundary),
    )


def _modified(lens: Lens, position: int) -> tuple[str, str]:
    each = lens.inventory.components[position]
    text = _("{name}: modified from {ancestors}")
    name = f"{each.name} {each.version}".strip()
    return plain(text.format(name=name, ancestors=_words.ancestry(each)))


def _notes(file: InputFile) -> list[str]:
    """Say what a file says of its completeness, and of the application's licence without declaring it."""
    found = []
    if file.compositions:
        said = ", ".join(_words.completeness(file.compositions))
        found.append(_("{file}: declared completeness: {said}").format(file=shown(file.path, 160), said=shown(said)))
    licences = _words.beside(file.subject.licences, "") if file.subject else []
    if licences:
        said = ", ".join(licences)
        found.append(_("{file}: on the licence: {said}").format(file=shown(file.path, 160), said=shown(said)))
    return found
