# SPDX-License-Identifier: EUPL-1.2
"""What public catalogues of free software list under an application's name, by the matches that count."""

from __future__ import annotations

from collections.abc import Mapping

from sovaudit.identity._names import program
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.model import ABSENT, CatalogueEntry, Source, Unknown

NO_DATA = Unknown("no_data")


def entries(case: Case, application: int) -> tuple[CatalogueEntry, ...]:
    """Return the entries that are this application, each once."""
    return tuple(case.once("lockin.catalogue", _by_cell).get(_known_as(case, application), ()))


def equivalents(case: Case, application: int) -> tuple[CatalogueEntry, ...]:
    """Return the entries that say that they do the same as this application: how a proprietary one is listed."""
    name = case.inventory.applications[application].name
    if isinstance(name, Unknown):
        return ()
    return tuple(case.once("lockin.equivalents", _by_similar).get(program(name).plain, ()))


def nothing(case: Case, application: int) -> Unknown:
    """Return why a catalogue does not tell: there is none, it does not list the application, or nobody confirmed it.

    Catalogues name no publishers, so that a match of names alone waits for a person (`sovaudit inventory --review`).
    """
    if not case.inventory.catalogue:
        return NO_DATA
    cell, name = _known_as(case, application)
    maybe = case.once("lockin.uncertain", _uncertain).get((cell, name))
    if maybe is None:
        return ABSENT
    text = _("« {title} » of a catalogue may be it: confirm it with « sovaudit inventory --review »")
    return Unknown("unrecognised", text.format(title=maybe))


def _known_as(case: Case, application: int) -> tuple[Source, str | Unknown]:
    """Return by what matches know an application: the cell of its name, and the name."""
    record = case.inventory.applications[application]
    return record.origin.source("name"), record.name


def _uncertain(case: Case) -> Mapping[tuple[Source, str | Unknown], str]:
    """Return the entry that may be each application, the likeliest."""
    found: dict[tuple[Source, str | Unknown], str] = {}
    for match in sorted(case.inventory.matches, key=lambda each: -each.score):
        if match.kind == "application" and not match.counts and match.target.startswith("catalogue:"):
            for cell in match.sources:
                found.setdefault((cell, match.name), match.title)
    return found


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
