# SPDX-License-Identifier: EUPL-1.2
"""Small cities for the questions of jurisdiction: whose parties are plainly made up, but for those of our lists."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from sovaudit.measures import Case
from sovaudit.model import Answer, City, Measured, Origin, Record
from tests.identity._inventories import inventory_of

DAY = date(2026, 11, 23)
SIREN = "000000018"


def case_of(*records: Record, day: date = DAY, **more) -> Case:
    """Make a case of a city whose SIREN is that of nobody."""
    inventory = inventory_of(*records, **more)
    return Case(replace(inventory, city=City(name="Ville-Inventée", siren=SIREN)), day, {}, {})


def told(name: str, *records: Record, position: int = 0, **more) -> Measured:
    """Measure one subject of such a city."""
    return case_of(*records, **more).known(name).of(position)


def answered(subject: str, measure: str, value: str) -> Answer:
    origin = Origin("answers.csv", "answers", 2, (("subject", "A"), ("measure", "B"), ("value", "C")))
    return Answer(subject, measure, value, origin=origin)


def at(sheet: str, row: int, *columns: str) -> Origin:
    """Make the row of a register, its columns lettered in order."""
    return Origin(f"{sheet}.csv", sheet, row, tuple((name, chr(65 + n)) for n, name in enumerate(columns)))
