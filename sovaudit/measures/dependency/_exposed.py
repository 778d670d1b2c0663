# SPDX-License-Identifier: EUPL-1.2
"""What the vulnerabilities of its parts make of a component's and of an application's measures, in three values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures._linked import components
from sovaudit.measures.dependency._matching import unnamed
from sovaudit.measures.dependency._vulnerabilities import Checked, Result, checked, gravity
from sovaudit.model import Fact, Measured, Source, Unknown, Vulnerability

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVIDENCE = 20
"""Facts that an answer carries at most: the gravest come first."""
CRITICAL = 9.0
"""The lowest base score that CVSS calls critical (v3.1, section 5)."""
Chosen = Callable[[Vulnerability], bool]


class Exposure(Struct, frozen=True):
    """The vulnerabilities of an application.

    Args:
        parts: its components, and itself where the register gives its package URL.
        checked: those that could be checked against all advisories.
        vulnerable: components, and itself, with a vulnerability that is open in it.
        flaws: those vulnerabilities, one of each flaw, the gravest first.
        no_data: true when all that is unknown is so for want of data.
    """

    parts: int
    checked: int
    vulnerable: int
    flaws: tuple[Vulnerability, ...]
    no_data: bool


def results(case: Case) -> NDArray[np.int32]:
    """Return the number of the result of each component: what measures of vulnerabilities read (`reads`)."""
    return checked(case).components


def result(position: int, case: Case) -> Result:
    """Return what is known of a component."""
    every = checked(case)
    return every.distinct[int(every.components[position])]


def counted(one: Result, chosen: Chosen) -> Measured:
    """Count the open vulnerabilities of a component that are chosen; 0 is known only when it was checked."""
    found = [each for each in one.open if chosen(each)]
    if not found and one.unknown is not None:
        return Measured(one.unknown, evidence(one.found, one.facts))
    return Measured(len(found), evidence([*found, *(each for each in one.found if not each.open)], one.facts))


def highest(one: Result, value: Callable[[Vulnerability], float | Unknown]) -> Measured:
    """Return the highest value of the open vulnerabilities of a component: 0 when it was checked and has none."""
    if not one.open:
        return counted(one, lambda _each: False) if one.unknown is not None else Measured(0.0, evidence((), one.facts))
    told = [(known, each) for each in one.open if not isinstance(known := value(each), Unknown)]
    if not told:
        return Measured(_why(one.open, value), evidence(one.found, one.facts))
    most = max(known for known, _each in told)
    return Measured(most, evidence([each for known, each in told if known == most], one.facts))


def _why(found: Iterable[Vulnerability], value: Callable[[Vulnerability], float | Unknown]) -> Unknown:
    reasons = [known for each in found if isinstance(known := value(each), Unknown)]
    return next((each for each in reasons if each.unknown != "no_data"), reasons[0])


def evidence(found: Iterable[Vulnerability], facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the evidence of vulnerabilities, then what was asked."""
    kept: dict[Fact, None] = {}
    for fact in chain((fact for each in found for fact in each.evidence), facts):
        kept[fact] = None
        if len(kept) == EVIDENCE:
            break
    return tuple(kept)


def exposure(position: int, case: Case) -> Exposure:
    """Return the vulnerabilities of an application."""
    return case.once("vulnerabilities.exposure", _exposures)(position)


def told(position: int, case: Case, count: Callable[[Exposure], int], chosen: Chosen = lambda _one: True) -> Measured:
    """Return a count over the parts of an application: what is found decides; nothing found needs all to be checked."""
    found = exposure(position, case)
    number = count(found)
    facts = (*evidence(filter(chosen, found.flaws), ()), *parts(found, position, case))
    if not number and (not found.parts or found.checked < found.parts):
        return Measured(unchecked(found, position, case), facts)
    return Measured(number, facts)


def parts(found: Exposure, position: int, case: Case) -> tuple[Fact, ...]:
    """Return how many parts of an application there are and could be checked, as evidence."""
    source = Source("; ".join(case.inventory.applications[position].sbom) or "inventory")
    return (
        Fact("checked_components", found.checked, source),
        Fact("vulnerable_components", found.vulnerable, source),
        Fact("components", found.parts, source),
    )


def unchecked(found: Exposure, position: int, case: Case) -> Unknown:
    """Say why nobody knows of an application."""
    if not found.parts:
        cpe = case.inventory.applications[position].cpe
        if isinstance(cpe, str) and cpe:
            return Unknown(
                "unrecognised", _("known by its CPE name alone, which OSV does not have: {cpe}").format(cpe=cpe)
            )
        return Unknown("no_sbom")
    if found.no_data and not found.checked:
        return Unknown("no_data")
    text = _("components checked: {checked} of {count}")
    return Unknown("unchecked", text.format(checked=found.checked, count=found.parts))


def _exposures(case: Case) -> Callable[[int], Exposure]:
    """Prepare what all applications share; each is worked out when it is asked for, and kept."""
    every = checked(case)
    unknown = np.array([each.unknown is not None for each in every.distinct], dtype=bool)
    systemic = np.array([_lacks_data(each) for each in every.distinct], dtype=bool)
    vulnerable = np.array([bool(each.open) for each in every.distinct], dtype=bool)
    known: dict[int, Exposure] = {}

    def of(position: int) -> Exposure:
        if position not in known:
            codes = _codes(position, case, every)
            counted = (int(codes.size), int(codes.size - unknown[codes].sum()))
            no_data = bool((unknown[codes] == systemic[codes]).all())
            affected = codes[vulnerable[codes]]
            stated = every.applications[position]
            if stated >= 0 and stated not in affected and vulnerable[stated]:
                affected = np.append(affected, stated)
            known[position] = _exposure(position, case, [every.distinct[code] for code in affected], counted, no_data)
        return known[position]

    return of


def _lacks_data(one: Result) -> bool:
    """Tell whether an import would make the difference; for a component without a package URL none would."""
    return one.unknown is not None and one.unknown.unknown == "no_data" and one.unknown != unnamed()


def _codes(position: int, case: Case, every: Checked) -> NDArray[np.int32]:
    """Return the results of an application's parts: its components, and itself where it is a package."""
    codes = every.components[components(case, position)]
    own = every.applications[position]
    named = isinstance(case.inventory.applications[position].purl, str)
    return np.append(codes, own).astype(np.int32) if own >= 0 and named else codes


def _exposure(
    position: int, case: Case, results: Iterable[Result], counted: tuple[int, int], no_data: bool
) -> Exposure:
    name = case.inventory.applications[position].id
    flaws: dict[str, Vulnerability] = {}
    vulnerable = 0
    for each in results:
        here = [one for one in each.open if name in one.applications]
        vulnerable += bool(here)
        for one in here:
            flaws[one.id] = min(flaws.get(one.id, one), one, key=gravity)
    return Exposure(*counted, vulnerable, tuple(sorted(flaws.values(), key=gravity)), no_data)
