# SPDX-License-Identifier: EUPL-1.2
"""The most contracts that end in one quarter of a year, from the day of the audit on, L20.

The evidence names the quarter and its contracts, and counts those whose end is not known. The records of one framework
agreement are one purchase, which ends with the last of them.

Source: `contract.end`; planning of procurement.
"""

from __future__ import annotations

from datetime import date

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import end
from sovaudit.measures.lockin._purchases import purchases_of
from sovaudit.model import ABSENT, Fact, Measured, Source

NAME = "portfolio.contracts_ending_together"
SUBJECT = "portfolio"
TYPE = "int"
UNIT = "contracts"
TITLE = {"fr": "Marchés finissant le même trimestre (au plus)", "en": "Contracts ending in one quarter (at most)"}
BASIS = "L20; arrêté du 22 décembre 2022 (DECP), dureeMois"


def measure(position: int, case: Case) -> Measured:
    """Return the number for the fullest quarter; the first of them when several are as full."""
    every = purchases_of(case, range(len(case.inventory.contracts)))
    ends = [max((last for each in one.contracts if (last := end(case, each))), default=None) for one in every]
    quarters: dict[str, list[Fact]] = {}
    for purchase, last in zip(every, ends, strict=True):
        if last is not None and last >= case.as_of:
            contract = case.inventory.contracts[purchase.contracts[0]]
            fact = Fact("end", last.isoformat(), contract.origin.source("end"), note=contract.id)
            quarters.setdefault(_quarter(last), []).append(fact)
    source = Source("inventory")
    silent = Fact("unknown_contracts", ends.count(None), source)
    if not every or ends.count(None) == len(ends):
        return Measured(ABSENT, (silent,))
    if not quarters:
        return Measured(0, (silent,))
    fullest = min(quarters, key=lambda name: (-len(quarters[name]), name))
    return Measured(len(quarters[fullest]), (Fact("quarter", fullest, source), silent, *quarters[fullest]))


def _quarter(day: date) -> str:
    """Return the quarter of a day.

    >>> _quarter(date(2027, 3, 31)), _quarter(date(2027, 4, 1))
    ('2027-Q1', '2027-Q2')
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"
