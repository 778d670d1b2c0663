# SPDX-License-Identifier: EUPL-1.2
"""Small made-up cities, and what is measured in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from sovaudit.measures import Case
from sovaudit.model import Answer, Contract, Inventory, Origin, Record, Unknown
from tests.identity._inventories import inventory_of

DAY = date(2026, 11, 23)
ORIGIN = Origin("registres.csv", "contracts", 2, (("end", "J"), ("notified", "H"), ("amount_eur", "G")))


def case_of(*records: Record, day: date = DAY, published: Sequence[str] = (), **parts) -> Case:
    """Make a case of records; `published` are paths of files that are procurement data."""
    inventory = inventory_of(*records, **parts)
    return Case(published_in(inventory, published), day, {}, {})


def published_in(inventory: Inventory, paths: Sequence[str]) -> Inventory:
    files = tuple(msgspec.structs.replace(inventory.files[0], path=each, format="decp-json") for each in paths)
    return msgspec.structs.replace(inventory, files=(*inventory.files, *files))


def value(case: Case, name: str, position: int = 0) -> Any:
    """Return a measured value; a test knows its type."""
    return case.known(name).of(position).value


def reason(case: Case, name: str, position: int = 0) -> str:
    """Return why a measure is unknown; the value as text when it is not."""
    found = value(case, name, position)
    return found.unknown if isinstance(found, Unknown) else f"known: {found}"


def answer(subject: str, measure: str, written: str) -> Answer:
    origin = Origin("answers.csv", "answers", 2, (("subject", "A"), ("measure", "B"), ("value", "C")))
    return Answer(subject, measure, written, origin=origin)


def contract(name: str, first: str = "", last: str = "", **fields) -> Contract:
    """Make a contract from days as text."""
    days = {key: date.fromisoformat(day) for key, day in (("notified", first), ("end", last)) if day}
    return Contract(name, origin=ORIGIN, **{**days, **fields})
