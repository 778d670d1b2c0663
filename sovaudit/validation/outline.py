# SPDX-License-Identifier: EUPL-1.2
"""Document -> Outline: what semantic checks and completeness profiles look at, the same for every format."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

_NOTHING = frozenset(("", "NOASSERTION", "NONE", "UNKNOWN", "UNSPECIFIED", "N/A", "NA", "NULL", "-", "?"))
_DATE_TIME = re.compile(r"\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(?:\.\d+)?(?:Z|[+-][0-2]\d:[0-5]\d)")
_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|https?://\S+")

FACTS = (
    "supplier",
    "name",
    "version",
    "identifier",
    "creator",
    "filename",
    "distribution_licences",
    "original_licences",
    "effective_licence",
    "sha512",
    "executable",
    "archive",
    "structured",
    "source_uri",
    "source_sha512",
    "deployable_uri",
    "security_txt",
    "contained",
)
"""What may be known of a component."""


class Part(Struct, gc=False):
    """One component entry.

    Args:
        pointer: where it stands.
        ref: by which the file refers to it; empty when it has none.
        purls: (pointer, package URL).
        licences: (pointer, SPDX licence expression).
        known: those of `FACTS` that the file states.
    """

    pointer: str
    ref: str
    purls: tuple[tuple[str, str], ...] = ()
    licences: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = frozenset()


class Outline(Struct):
    """One document.

    Args:
        parts: every component entry, nested ones included, the document's own subject not.
        subject: what the document is about, when it is described apart from the components.
        defined: (reference, pointer) of everything that may be referred to.
        used: (reference, pointer) of everything referred to.
        edges: (dependant, dependency, pointer).
        enumerated: references whose dependencies are listed, be there none.
        complete: references of which the file says whether that list is complete.
        related: references that some relationship names.
        known: of the document: `author`, `creator`, `timestamp`, `uri`, `format`.
        dates: (pointer, date and time) that no schema checks.
        creators: (pointer, creator) that no schema checks.
    """

    parts: list[Part] = field(default_factory=list)
    subject: Part | None = None
    defined: list[tuple[str, str]] = field(default_factory=list)
    used: list[tuple[str, str]] = field(default_factory=list)
    edges: list[tuple[str, str, str]] = field(default_factory=list)
    enumerated: set[str] = field(default_factory=set)
    complete: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    dates: list[tuple[str, str]] = field(default_factory=list)
    creators: list[tuple[str, str]] = field(default_factory=list)


def is_known(value: Any) -> bool:  # noqa: ANN401 -- whatever the file holds
    """Tell whether a value says something: no blank, and no word for « nobody knows ».

    >>> is_known("NOASSERTION"), is_known("1.2")
    (False, True)
    """
    return isinstance(value, str) and value.strip().upper() not in _NOTHING


def is_named(value: Any) -> bool:  # noqa: ANN401
    """Tell whether a value is a name: there are packages called `unknown` and `none`.

    >>> is_named(" "), is_named("none")
    (False, True)
    """
    return isinstance(value, str) and bool(value.strip()) and value.strip().upper() != "NOASSERTION"


def is_date_time(value: Any) -> bool:  # noqa: ANN401
    """Tell whether a value is a date and time as RFC 3339 writes it."""
    return isinstance(value, str) and _DATE_TIME.fullmatch(value) is not None


def has_contact(value: Any) -> bool:  # noqa: ANN401
    """Tell whether a text holds an e-mail or web address.

    >>> has_contact("Organization: Mairie (si@mairie.example)"), has_contact("Person: Jeanne ()")
    (True, False)
    """
    return isinstance(value, str) and _CONTACT.search(value) is not None


def objects(value: Any) -> list[tuple[int, dict[str, Any]]]:  # noqa: ANN401
    """Return the objects of a list with their index; what is none is passed (the schema has said so)."""
    return [(number, each) for number, each in enumerate(value) if isinstance(each, dict)] if listed(value) else []


def texts(value: Any) -> list[tuple[int, str]]:  # noqa: ANN401
    """Return the texts of a list with their index."""
    return [(number, each) for number, each in enumerate(value) if isinstance(each, str)] if listed(value) else []


def listed(value: Any) -> bool:  # noqa: ANN401
    """Tell whether a value is a list."""
    return isinstance(value, list)


def member(value: Any, name: str) -> dict[str, Any]:  # noqa: ANN401
    """Return a member that is an object; an empty one when there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def text(value: dict[str, Any], name: str) -> str:
    """Return a member that is a text; an empty one when there is none."""
    found = value.get(name)
    return found if isinstance(found, str) else ""
