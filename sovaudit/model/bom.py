# SPDX-License-Identifier: EUPL-1.2
"""One bill of materials as a reader hands it over: columns, one value per component entry, nothing merged yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from sovaudit.model.components import Component, Declared
from sovaudit.model.facts import Issue
from sovaudit.model.statements import OnlineService, Statement

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    Ints = NDArray[int32]

ROOT = -1
"""Position of the document's own subject in the edge columns."""

Key = TypeVar("Key", bound=Hashable)


class Description(Struct, frozen=True, gc=False, array_like=True):
    """What one file says of one component, as it says it: the input of `identity`. Empty: the file does not say."""

    purl: str
    name: str
    version: str
    type: str
    supplier: str
    supplier_country: str
    licences: tuple[Declared, ...]
    hashes: tuple[str, ...]
    cpe: str = ""
    swid: str = ""
    ancestors: tuple[str, ...] = ()


class Descriptions:
    """Intern descriptions over many files, so that each distinct one is understood once.

    Two layers: the reader's own cheap key (such as the raw bytes of a field) and the description itself, so that the
    same statement indented otherwise is the same description.

    Attributes:
        numbers: key -> number, for readers to look up and to forget.
        distinct: the descriptions by number.
        remembered: what a reader wants to know again in the next file, under a type of its own.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.numbers: dict[Hashable, int] = {}
        self.distinct: list[Description] = []
        self.remembered: dict[type, Any] = {}
        self._known: dict[Description, int] = {}

    def add(self, key: Key, describe: Callable[[Key], Description]) -> int:
        """Understand a key that `numbers` does not have yet, and return its number."""
        number = self.numbers[key] = self.intern(describe(key))
        return number

    def intern(self, description: Description) -> int:
        """Return the number of a description, known or new."""
        number = self._known.setdefault(description, len(self.distinct))
        if number == len(self.distinct):
            self.distinct.append(description)
        return number


class Subject(Struct, frozen=True, gc=False):
    """What a file of components describes: `metadata.component`, or the SPDX document's described package.

    Args:
        type: CycloneDX's words; `machine` and `fleet` (several machines) when the software is installed there: no
            application stands for such a file.
        kind: what a register would call it (`open_source`), when the file says so.
    """

    name: str = ""
    version: str = ""
    purl: str = ""
    type: str = ""
    supplier: str = ""
    supplier_country: str = ""
    licences: tuple[Declared, ...] = ()
    cpe: str = ""
    kind: str = ""


INSTALLED = ("machine", "fleet")
"""Types of the subject of an inventory of machines."""


class Composition(Struct, frozen=True, gc=False):
    """What a file says of its own completeness.

    Args:
        aggregate: complete, incomplete, incomplete_first_party_only..., unknown, not_specified (CycloneDX's words).
        entries: entry numbers (ROOT for the subject) whose parts or dependencies it speaks of; empty: the whole file.
        place: where it is said.
    """

    aggregate: str
    entries: tuple[int, ...] = ()
    place: str = ""


class Link(Struct, frozen=True, gc=False):
    """A reference to another document, by the name that the other one gives itself.

    Args:
        name: its serial number (`urn:uuid:…`) or namespace; an address when that is all there is.
        place: where the reference stands.
    """

    name: str
    place: str


class Bom(Struct):
    """Component entries in document order (a nested one after the one that holds it), and who needs whom.

    Args:
        subject: what the document describes; not counted among the components.
        version: of the format, as the file states it.
        described: per entry, its number in the `Descriptions` that the reader was given.
        pattern: how to write the place of the n-th entry, such as `/components/{}`.
        places: the place of entries that the pattern does not fit, by entry number.
        dependants, dependencies: entry numbers (or ROOT), one element per distinct edge whose both ends exist.
        edge_count: distinct (dependant, dependency) pairs of the file, dangling ones included.
        issues: what is wrong with the file.
        partial: true when something of the file could not be kept.
        names: how other documents call this one: serial number, namespace.
        links: other documents that it refers to.
        created: when it says that it was made, as it writes it.
        compositions: what it says of its own completeness.
        online: services it says it calls; their `dependants` are entry numbers or ROOT.
        statements: what it says of vulnerabilities; their `entries` are entry numbers.
        profiles: parts of the format that it says it keeps (SPDX 3 `profileConformance`).
        mentioned: component elements that are no part of what is described (CycloneDX XML: pedigree, tools...).
    """

    subject: Subject
    version: str
    described: Sequence[int]
    pattern: str
    dependants: Sequence[int] | Ints = ()
    dependencies: Sequence[int] | Ints = ()
    edge_count: int = 0
    places: dict[int, str] = {}
    issues: tuple[Issue, ...] = ()
    partial: bool = False
    names: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    created: str = ""
    compositions: tuple[Composition, ...] = ()
    online: tuple[OnlineService, ...] = ()
    statements: tuple[Statement, ...] = ()
    profiles: tuple[str, ...] = ()
    mentioned: int = 0


class FileRead(Struct):
    """What one file gave, as it crosses from a worker process: integer columns as little-endian int32 bytes.

    Args:
        described: per entry, the number of its component among those that the worker has sent so far.
    """

    path: str
    sha256: str
    size: int
    format: str = ""
    version: str = ""
    status: str = "read"
    subject: Subject | None = None
    described: bytes = b""
    dependants: bytes = b""
    dependencies: bytes = b""
    edge_count: int = 0
    pattern: str = ""
    places: dict[int, str] = {}
    issues: tuple[Issue, ...] = ()
    rows: int = 0
    mentioned: int = 0
    names: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    created: str = ""
    profiles: tuple[str, ...] = ()
    compositions: tuple[Composition, ...] = ()
    online: tuple[OnlineService, ...] = ()
    statements: tuple[Statement, ...] = ()


class Batch(Struct):
    """What a worker sends: components it had not sent yet, numbered from `first` on, and files."""

    worker: int
    first: int
    components: list[Component]
    files: list[FileRead]
