# SPDX-License-Identifier: EUPL-1.2
"""Ids that records use -> an Issue for each that no register defines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache

from sovaudit.language import _
from sovaudit.model import Answer, Inventory, Issue, Record, Unknown

KINDS = ("service", "application", "component", "hosting", "organisation", "contract", "country", "online")
REFERENCES = {
    "applications": (
        ("publisher", "organisation"),
        ("hosting", "hosting"),
        ("services", "service"),
        ("contracts", "contract"),
    ),
    "organisations": (("parent", "organisation"),),
    "hostings": (("provider", "organisation"),),
    "contracts": (("holder", "organisation"), ("applications", "application")),
    "dependencies": (("dependant", ""), ("dependency", "")),
    "answers": (("subject", ""),),
}
"""Register -> (column, kind of thing it names); an empty kind stands in the cell, else it is an application."""


def node(written: str, kind: str = "") -> str:
    """Return a node id, `kind:id`.

    >>> node("ged"), node("hosting:salle-1"), node("dsi", "organisation")
    ('application:ged', 'hosting:salle-1', 'organisation:dsi')
    """
    if kind:
        return f"{kind}:{written}"
    known = written == "portfolio" or (":" in written and written.partition(":")[0] in KINDS)
    return written if known else f"application:{written}"


def undefined(inventory: Inventory) -> Iterator[Issue]:
    """Report each id that is used and never defined, at its first place, with the nearest one that is."""

    @cache
    def defined(kind: str) -> set[str]:
        """Gather the ids of a kind when it is first asked for: there are many components."""
        return {record.id for record in getattr(inventory, kind + "s")}

    places: dict[tuple[str, str], list[tuple[Record, str]]] = {}
    for register, columns in REFERENCES.items():
        for record in getattr(inventory, register):
            if isinstance(record, Answer) and isinstance(record.value, Unknown):
                continue  # a question that nobody answered yet
            if getattr(record, "adopted", False):
                continue  # it is no row: its publisher is a name that a file gives
            for column, kind in columns:
                for written in _written(record, column):
                    named, _colon, name = node(written, kind).partition(":")
                    if named in _KIND_NAMES and name not in defined(named):
                        places.setdefault((named, name), []).append((record, column))
    for (named, name), used in places.items():
        yield _issue(used, named, name, defined(named))


def _written(record: Record, column: str) -> tuple[str, ...]:
    value = getattr(record, column)
    if isinstance(value, Unknown):
        return ()
    return value if isinstance(value, tuple) else (value,)


def _issue(used: list[tuple[Record, str]], kind: str, name: str, defined: set[str]) -> Issue:
    record, column = used[0]
    source = record.origin.source(column)
    near = difflib.get_close_matches(name, sorted(defined), n=1) if len(defined) < 10_000 else []
    hint = _("did you mean « {near} »?").format(near=near[0]) if near else _("define it in its register")
    if len(used) == 1:
        text = _("{kind} used and never defined: {id}")
    else:
        text = _("{kind} used in {count} places and never defined: {id}")
    said = text.format(kind=_KIND_NAMES[kind](), id=name, count=len(used))
    return Issue(f"{source.path} {source.place}".strip(), said, hint)


_KIND_NAMES = {
    "service": lambda: _("service"),
    "application": lambda: _("application"),
    "hosting": lambda: _("hosting"),
    "organisation": lambda: _("organisation"),
    "contract": lambda: _("contract"),
    "component": lambda: _("component"),
}
