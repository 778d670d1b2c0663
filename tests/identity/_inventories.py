# SPDX-License-Identifier: EUPL-1.2
"""Small inventories, made of records and of bills of materials written as plain pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sovaudit.identity import Unifier, weak_id
from sovaudit.model import Batch, City, Component, FileRead, Inventory, Issue, Record, Register, Subject

APP = Subject("app")


def column(numbers: Sequence[int]) -> bytes:
    return np.asarray(numbers, dtype="<i4").tobytes()


def named(name: str, **fields: Any) -> Component:
    """Make a component that is known by its name."""
    plain = Component(weak_id("", name, ""), "", name, "", "library", "", "", (), ())
    return Component(**{**{field: getattr(plain, field) for field in plain.__struct_fields__}, **fields})


def bom(
    path: str,
    entries: Sequence[int],
    edges: Sequence[tuple[int, int]] = (),
    subject: Subject | None = APP,
    issues: tuple[Issue, ...] = (),
) -> FileRead:
    """Make what a worker sends of a file: `entries` number its components, `edges` number its entries."""
    return FileRead(
        path,
        "00",
        1,
        status="read" if subject is not None else "rejected",
        subject=subject,
        described=column(entries),
        dependants=column([first for first, _second in edges]),
        dependencies=column([second for _first, second in edges]),
        edge_count=len(edges),
        pattern="/components/{}",
        issues=issues,
    )


def inventory_of(*records: Record, files: Sequence[FileRead] = (), components: Sequence[Component] = ()) -> Inventory:
    """Make an inventory of one register and some files."""
    unifier = Unifier()
    register = FileRead("registres.csv", "00", 1)
    batch = Batch(worker=1, first=0, components=list(components), files=[register, *files])
    unifier.add(batch, [("registres.csv", Register(tuple(records), len(records)))])
    return unifier.inventory(City())
