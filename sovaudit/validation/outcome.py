# SPDX-License-Identifier: EUPL-1.2
"""The nouns of this room: what is wrong with one file, and how complete it is."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

LISTED = 1000
"""Errors of one file that are listed; the search for more then stops, and says so."""
SAID = 20
"""Remarks of one kind listed one by one; one more counts the rest."""


def pointer(path: Iterable[str | int]) -> str:
    """Write a JSON pointer (RFC 6901).

    >>> pointer(["a/b", 3])
    '/a~1b/3'
    """
    return "".join(f"/{str(each).replace('~', '~0').replace('/', '~1')}" for each in path)


class Defect(Struct, frozen=True, gc=False, omit_defaults=True):
    """Something by which a file breaks the rules of its format.

    Args:
        place: a JSON pointer, or `line 12` where the text is no JSON.
        message: what is wrong.
        hint: what to do, where there is more to do than to mend it.
    """

    place: str
    message: str
    hint: str = ""


class Remark(Struct, frozen=True, gc=False):
    """Something that a schema cannot see.

    Args:
        place: as in `Defect`.
        level: `error` (the specification forbids it), `warning`, or `information`.
        kind: a stable word: `purl`, `reference`, `duplicate`, `cycle`, `licence`, `date`, `creator`.
    """

    place: str
    message: str
    level: str
    kind: str


class Element(Struct, frozen=True, gc=False):
    """How much of a file has one element of a completeness profile.

    Args:
        element: its stable name, from the profile.
        subject: `document` or `component`.
        level: `required`, `additional` (to be given where it exists) or `optional`.
        have: of how many subjects it is known.
        of: how many subjects there are.
    """

    element: str
    subject: str
    level: str
    have: int
    of: int

    @property
    def share(self) -> float | None:
        """Return have / of, 0 to 1; None where there is no subject."""
        return self.have / self.of if self.of else None


class Completeness(Struct, frozen=True, gc=False):
    """A file held to one profile, element by element."""

    profile: str
    version: str
    elements: tuple[Element, ...]

    @property
    def overall(self) -> tuple[int, int]:
        """Return how many values of required elements are known, and how many were asked for."""
        required = [each for each in self.elements if each.level == "required"]
        return sum(each.have for each in required), sum(each.of for each in required)


class Validation(Struct, frozen=True, gc=False):
    """What one file is worth as a document of its format.

    Args:
        path: how the file was named.
        format: as `sovaudit inventory` calls it; empty when it was not recognised.
        version: of the specification, as the file states it.
        errors: what breaks the official schema, `LISTED` at most; the file is valid when there are none.
        remarks: what the schema does not see; they leave a file valid.
        completeness: None when no profile was asked for, or nothing could be read.
    """

    path: str
    format: str
    version: str
    errors: tuple[Defect, ...] = ()
    remarks: tuple[Remark, ...] = ()
    completeness: Completeness | None = None

    @property
    def valid(self) -> bool:
        """Tell whether the file keeps its official schema."""
        return not self.errors
