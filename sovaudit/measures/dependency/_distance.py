# SPDX-License-Identifier: EUPL-1.2
"""How many releases of a product are newer than the one in use."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from sovaudit.knowledge.lifecycles import Cycle, Product
from sovaudit.measures import Case
from sovaudit.measures.dependency._lifecycle import Found
from sovaudit.measures.dependency._support import answer
from sovaudit.model import Fact, Measured, Unknown


def distance(found: Found | None, case: Case, facts: tuple[Fact, ...] = ()) -> Measured:
    """Count the cycles with a higher number that came out later, by the day of the audit, with the newest of all."""
    if found is None:
        return answer(None, case, lambda _cycle: None, facts)
    product, snapshot = found.product, found.snapshot
    measured = answer(found, case, lambda cycle: _newer(cycle, product, case.as_of), facts)
    if isinstance(measured.value, Unknown):
        return measured
    out = [each for each in product.cycles if each.released is not None and each.released <= case.as_of]
    newest = max(out, key=lambda each: (each.released or date.min, _order(each.cycle)))
    place = f"{product.name} {newest.cycle}"
    fact = snapshot.fact("newest_release", newest.cycle, place, case.as_of, newest.as_of)
    return Measured(measured.value, (*measured.evidence, fact))


def _newer(own: Cycle, product: Product, day: date) -> int | None:
    """Count the newer cycles, editions of one together; None when this one has no first day, or a later one.

    A cycle without a number (« subscription ») is told from others by its first day alone.
    """
    number, since = _order(own.cycle), own.released
    if since is None or since > day:
        return None
    later = (each for each in product.cycles if each.released and since < each.released <= day)
    orders = ((_order(each.cycle), each.cycle) for each in later)
    return len({order or name for order, name in orders if not order or not number or order > number})


@lru_cache(maxsize=65536)
def _order(name: str) -> tuple[int, ...]:
    """Return the numbers in a cycle's name: 11-23h2-e is before 11-24h2-w, 13.0-sp1 before 13.0-sp3."""
    return tuple(map(int, re.findall(r"\d{1,9}", name)))
