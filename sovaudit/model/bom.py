# SPDX-License-Identifier: EUPL-1.2
"""One bill of materials as a reader hands it over: columns, one value per component entry, nothing merged yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from sovaudit.model.components import Component, Declared
from sovaudit.model.facts import Issue

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


class Descriptions:
    """Intern descriptions over many files, so that each distinct one is understood once.

    Two layers: the reader's own cheap key (such as the raw bytes of a field) and the description itself, so that the
    same statement indented otherwise is the same description.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.numbers: dict[Hashable, int] = {}
        self.distinct: list[Description] = []
        self._known: dict[Description, int] = {}

    def add(self, key: Key, describe: Callable[[Key], Description]) -> int:
        """Understand a key that `numbers` does not have yet, and return its number."""
        description = describe(key)
        number = self._known.setdefault(description, len(self.distinct))
        if number == len(self.distinct):
            self.distinct.append(description)
        self.numbers[key] = number
        return number


class Subject(Struct, frozen=True, gc=False):
    """What a bill of materials describes: `metadata.component`, or the SPDX document's described package."""

    name: str = ""
    version: str = ""
    purl: str = ""
    type: str = ""


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


class Batch(Struct):
    """What a worker sends: components it had not sent yet, numbered from `first` on, and files."""

    worker: int
    first: int
    components: list[Component]
    files: list[FileRead]
