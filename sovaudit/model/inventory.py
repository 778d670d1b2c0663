# SPDX-License-Identifier: EUPL-1.2
"""One inventory of the city's software: the registers, the components, and arrays that say what is where."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from sovaudit.model.bom import Subject
from sovaudit.model.components import Component
from sovaudit.model.facts import ABSENT, Issue, Source, Unknown, Value
from sovaudit.model.identities import Conflict, Match, Merge, Refusal
from sovaudit.model.registers import (
    Answer,
    Application,
    CatalogueEntry,
    Contract,
    Dependency,
    Hosting,
    Organisation,
    Service,
)
from sovaudit.model.statements import OnlineService, Statement

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
    limits: dict[str, int] = {}


class InputFile(Struct, frozen=True):
    """One file of the inventory, whatever became of it.

    Args:
        path: relative to the inventory folder (as given, for files named one by one).
        status: read, partial (something could not be kept) or rejected.
        components: component entries, nested ones included, the document's own subject not.
        mentioned: how many of these are no part of what the file describes (CycloneDX XML: pedigree, tools...).
        dependencies: distinct (dependant, dependency) pairs.
        rows: data rows of a register, statements of a VEX file.
        subject: what a bill of materials describes.
        created: when the file says that it was made, as it writes it; empty when it does not.
        names: how other documents call this one: serial number, namespace.
        profiles: parts of its specification that it says it keeps (SPDX 3).
        compositions: what it says of its own completeness: aggregate -> how many entries (0: the whole file).
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
    mentioned: int = 0
    created: str = ""
    names: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    compositions: dict[str, int] = {}


class Corrected(Struct, frozen=True):
    """A value that a person put in the place of another (`corrections.yaml`); both stay visible.

    Args:
        subject: a node id, `organisation:x`.
        field: a column of its register (`country`) or the name of a measure (`application.support_country`).
        value: the value that counts, as written.
        was: the value of the register before; what nobody had said, for a measure.
        by, on, why: who decided, which day, for which reason.
        source: the line of `corrections.yaml`.
        before: where the value before was read.
    """

    subject: str
    field: str
    value: str
    was: Value | Unknown
    by: str
    on: date | None
    why: str
    source: Source
    before: Source = Source("")


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
        catalogue: what public catalogues list, to match names with; none of it is the city's.
        online: services over the network that bills of materials say are called.
        online_application, online_component: who calls them: (position in `online`, application id), (position in
            `online`, position in `components`), sorted.
        statements: what files state of vulnerabilities; `products` are component ids where they could be resolved.
        merges, refusals, conflicts: which components are one by a weaker key, which might be, and on what the
            descriptions of one component disagree.
        matches: names of installed programs, publishers and applications matched with what else is known.
        installed: (position in `applications`, position in `components`), sorted: which application is installed as
            which component, by the matches that count. It is not among what the application contains.
        corrected: the values that people put in the place of others, sorted by subject and field.
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
    catalogue: tuple[CatalogueEntry, ...] = ()
    online: tuple[OnlineService, ...] = ()
    online_application: tuple[tuple[int, str], ...] = ()
    online_component: tuple[tuple[int, int], ...] = ()
    statements: tuple[Statement, ...] = ()
    merges: tuple[Merge, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    matches: tuple[Match, ...] = ()
    installed: tuple[tuple[int, int], ...] = ()
    corrected: tuple[Corrected, ...] = ()

    def place(self, file: int, entry: int) -> str:
        """Return where a file's entry stands in it."""
        return self.places[file].get(entry) or self.patterns[file].format(entry)
