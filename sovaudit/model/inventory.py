# SPDX-License-Identifier: EUPL-1.2
"""One inventory of the city's software: the registers, the components, and arrays that say what is where."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from sovaudit.model.bom import Subject
from sovaudit.model.components import Component
from sovaudit.model.facts import ABSENT, Issue, Unknown
from sovaudit.model.registers import Answer, Application, Contract, Dependency, Hosting, Organisation, Service

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    Ints = NDArray[int32]


class City(Struct, frozen=True):
    """What `inventory.toml` says: whose inventory this is, and how to audit it."""

    name: str | Unknown = ABSENT
    siren: str | Unknown = ABSENT
    as_of: date | Unknown = ABSENT
    policies: tuple[str, ...] = ()
    fictitious: bool = False
    note: str = ""


class InputFile(Struct, frozen=True):
    """One file of the inventory, whatever became of it.

    Args:
        path: relative to the inventory folder (as given, for files named one by one).
        status: read, partial (something could not be kept) or rejected.
        components: component entries, nested ones included, the document's own subject not.
        dependencies: distinct (dependant, dependency) pairs.
        rows: data rows of a register.
        subject: what a bill of materials describes.
    """

    path: str
    sha256: str
    bytes: int
    format: str
    version: str
    status: str
    components: int = 0
    dependencies: int = 0
    rows: int = 0
    issues: tuple[Issue, ...] = ()
    subject: Subject | None = None


class Inventory(Struct, frozen=True):
    """Everything that was read, under one identity each; counts in = counts out.

    Components are sorted by id and known by their position. The occurrence arrays are parallel, one element per
    component entry of a file; so are the edge arrays, one element per distinct edge.

    Args:
        files: sorted by path.
        occurrence_component, occurrence_file, occurrence_entry: position in `components` (int32), position in
            `files`, number of the entry in its file.
        patterns, places: per file, how to write the place of its n-th entry, and the exceptions.
        edge_dependant, edge_dependency: positions in `components`, distinct pairs, sorted.
        root_application, root_dependency: position in `applications` and in `components`: what an application's bill
            of materials says it needs directly, distinct pairs, sorted.
        contains_application, contains_component: which application contains which component, distinct pairs, sorted.
        claims: (position in `files`, position in `applications`), sorted.
        issues: what is wrong between files, such as an id used and never defined; the place names the file.
    """

    city: City
    files: tuple[InputFile, ...]
    services: tuple[Service, ...]
    applications: tuple[Application, ...]
    organisations: tuple[Organisation, ...]
    hostings: tuple[Hosting, ...]
    contracts: tuple[Contract, ...]
    dependencies: tuple[Dependency, ...]
    answers: tuple[Answer, ...]
    components: tuple[Component, ...]
    occurrence_component: Ints
    occurrence_file: Ints
    occurrence_entry: Ints
    patterns: tuple[str, ...]
    places: tuple[dict[int, str], ...]
    edge_dependant: Ints
    edge_dependency: Ints
    root_application: Ints
    root_dependency: Ints
    contains_application: Ints
    contains_component: Ints
    claims: tuple[tuple[int, int], ...]
    issues: tuple[Issue, ...] = ()

    def place(self, file: int, entry: int) -> str:
        """Return where a file's entry stands in it."""
        return self.places[file].get(entry) or self.patterns[file].format(entry)
