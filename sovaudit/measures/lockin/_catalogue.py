# SPDX-License-Identifier: EUPL-1.2
"""What public catalogues of free software list under an application's name, by the matches that count."""

from __future__ import annotations

from collections.abc import Mapping

from sovaudit.identity._names import program
from sovaudit.measures import Case
from sovaudit.model import ABSENT, CatalogueEntry, Source, Unknown

NO_DATA = Unknown("no_data")


def entries(case: Case, application: int) -> tuple[CatalogueEntry, ...]:
    """Return the entries that are this application, each once."""
    cell = case.inventory.applications[application].origin.source("name")
    name = case.inventory.applications[application].name
    found = case.once("lockin.catalogue", _by_cell).get((cell, name), ())
    return tuple(found)


def equivalents(case: Case, application: int) -> tuple[CatalogueEntry, ...]:
    """Return the entries that say that they do the same as this application: how a proprietary one is listed."""
    name = case.inventory.applications[application].name
    if isinstance(name, Unknown):
        return ()
    return tuple(case.once("lockin.equivalents", _by_similar).get(program(name).plain, ()))


def nothing(case: Case) -> Unknown:
    """Return why a catalogue does not tell: there is none, or it does not list the application."""
    return ABSENT if case.inventory.catalogue else NO_DATA


def _by_cell(case: Case) -> Mapping[tuple[Source, str | Unknown], list[CatalogueEntry]]:
    known = {f"catalogue:{each.id}": each for each in case.inventory.catalogue}
    found: dict[tuple[Source, str | Unknown], list[CatalogueEntry]] = {}
    for match in case.inventory.matches:
        if match.kind == "application" and match.counts and match.target in known:
            for cell in match.sources:
                several = found.setdefault((cell, match.name), [])
                if known[match.target] not in several:
                    several.append(known[match.target])
    return found


def _by_similar(case: Case) -> Mapping[str, list[CatalogueEntry]]:
    found: dict[str, list[CatalogueEntry]] = {}
    for entry in case.inventory.catalogue:
        for key in {program(each).plain for each in entry.similar}:
            found.setdefault(key, []).append(entry)
    return found
