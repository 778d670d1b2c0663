# SPDX-License-Identifier: EUPL-1.2
"""What lifecycles say of components and of applications, on the day of the audit.

**The day of end is the last day of support** (endoflife.date counts so too: a cycle has ended when today is later). A
cycle whose end has no day is ended when its publisher says so, and supported while no end is announced.

A version that may be of several cycles has an answer only where these agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures.dependency._lifecycle import (
    ANY_MAKER,
    FREE,
    PACKED,
    Found,
    Index,
    distro_of,
    index,
    packed,
    parts_of,
)
from sovaudit.model import Component, Fact, Measured, Unknown, Value

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    from sovaudit.knowledge.lifecycles import Cycle

SHOWN = 6
"""Cycles that an answer names when it cannot choose between them."""
_PACKED = tuple(f"pkg:{each}/" for each in PACKED)
_ANY_MAKER = tuple(f"pkg:{each}/" for each in ANY_MAKER)
_ELSEWHERE = (*_PACKED, *_ANY_MAKER)


class Lives(Struct, frozen=True):
    """The distinct products in distinct versions that components are, and per component the position of its own."""

    distinct: tuple[Found | None, ...]
    codes: NDArray[int32]


def of_components(case: Case) -> Lives:
    """Find the product of every component; one look-up for each distinct package, and for each version of a product."""
    return case.once("lifecycles.components", _components)


def releases(case: Case) -> NDArray[int32]:
    """Return the number of the product and release of each component: what measures of support read (`reads`)."""
    return of_components(case).codes


def of_component(position: int, case: Case) -> Found | None:
    """Return the product of one component; None when no lifecycle of it is published."""
    lives = of_components(case)
    return lives.distinct[int(lives.codes[position])]


def ended(cycle: Cycle, day: date) -> bool | None:
    """Tell whether security support of a cycle has ended on a day; None when that is not tracked."""
    return day > cycle.eol if isinstance(cycle.eol, date) else cycle.eol


def answer(
    found: Found | None, case: Case, read: Callable[[Cycle], Value | None], facts: tuple[Fact, ...] = ()
) -> Measured:
    """Return what all cycles that come into question agree on, with the evidence; else why nobody knows.

    Args:
        found: the product; None when no lifecycle of it is published.
        read: the value that one cycle gives, None when it gives none.
        facts: evidence that goes first.
    """
    if found is None:
        return Measured(Unknown("no_lifecycle" if index(case).products else "no_data"), facts)
    facts, title = (*facts, *_facts(found, case)), found.product.title
    if not found.cycles:
        if not found.version and found.key.startswith(_PACKED):
            return Measured(Unknown("no_lifecycle", _("{product}: release not stated").format(product=title)), facts)
        listed = _names(found.product.cycles)
        said = f"{title} {found.version}".strip()
        return Measured(Unknown("unrecognised" if found.version else "absent", f"{said}: {listed}"), facts)
    values = {read(each) for each in found.cycles}
    if len(values) > 1:
        return Measured(Unknown("unrecognised", f"{title}: {_names(found.cycles)}"), facts)
    value = values.pop()
    return Measured(Unknown("absent", f"{title} {_names(found.cycles)}") if value is None else value, facts)


def end_of_life(cycle: Cycle) -> str | None:
    """Return the last day of security support, ISO 8601; None when no day is published."""
    return cycle.eol.isoformat() if isinstance(cycle.eol, date) else None


def supported(case: Case) -> Callable[[Cycle], bool | None]:
    """Return how to tell whether a cycle is supported on the day of the audit, paid extensions left out."""

    def read(cycle: Cycle) -> bool | None:
        over = ended(cycle, case.as_of)
        return None if over is None else not over

    return read


def extended(case: Case) -> Callable[[Cycle], bool | None]:
    """Return how to tell whether only an extension, usually paid, keeps a cycle supported on the day of the audit."""

    def read(cycle: Cycle) -> bool | None:
        over = ended(cycle, case.as_of)
        if not over or cycle.eoes is None or cycle.eoes is True:
            return None if over is None else False
        return case.as_of <= cycle.eoes if isinstance(cycle.eoes, date) else None

    return read


def _facts(found: Found, case: Case) -> tuple[Fact, ...]:
    """Return the published ends of the cycles that come into question, then those of the publisher's own product."""
    by = _("found by {key}").format(key=found.key)
    facts = [_fact("end_of_life", found, each, case, by) for each in found.cycles[:SHOWN]]
    if found.upstream is not None:
        note = _("what its publisher says; its distribution maintains it")
        facts += [
            _fact("publisher_end_of_life", found.upstream, each, case, note) for each in found.upstream.cycles[:1]
        ]
    return tuple(facts)


def _fact(name: str, found: Found, cycle: Cycle, case: Case, note: str) -> Fact:
    if isinstance(cycle.eol, date):
        value: Value | Unknown = cycle.eol.isoformat()
    elif cycle.eol is None:
        value = Unknown("absent")
    else:
        value = _("ended, day not published") if cycle.eol else _("no end announced")
    notes = [note]
    if isinstance(cycle.eoes, date):
        text = _("security support ended, paid extension until {day}")
        if not ended(cycle, case.as_of):
            text = _("paid extension until {day}")
        elif case.as_of > cycle.eoes:
            text = _("paid extension ended on {day}")
        notes.append(text.format(day=cycle.eoes.isoformat()))
    if found.product.name in FREE and isinstance(cycle.eoas, date):
        notes.append(
            _("free long-term support; the security team's own until {day}").format(day=cycle.eoas.isoformat())
        )
    notes += [cycle.source] if cycle.source else []
    place = f"{found.product.name} {cycle.cycle}"
    return found.snapshot.fact(name, value, place, case.as_of, since=cycle.as_of, note="; ".join(notes))


def _names(cycles: Iterable[Cycle]) -> str:
    names = [each.cycle for each in cycles]
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")


def _components(case: Case) -> Lives:
    known = index(case)
    distinct: list[Found | None] = [None]
    numbers: dict[object, int] = {None: 0}
    same: dict[object, int] = {None: 0}
    codes = []
    for component in case.inventory.components if known.products else ():
        purl = component.purl
        bare, at, _rest = purl.partition("@")
        if at and bare not in known.purls and not purl.startswith(_ELSEWHERE) and "?" not in bare:
            codes.append(0)  # a library without a published lifecycle, as nearly all are
            continue
        key = _key(component, known)
        number = numbers.get(key)
        if number is None:
            found = _look_up(component, known)
            number = numbers[key] = same.setdefault(_told(found), len(distinct))
            if number == len(distinct):
                distinct.append(found)
        codes.append(number)
    if not known.products:
        return Lives((None,), np.zeros(len(case.inventory.components), dtype=np.int32))
    return Lives(tuple(distinct), np.array(codes, dtype=np.int32))


def _told(found: Found | None) -> object:
    """Return what the answers about a component rest on: versions of one cycle have the same."""
    if found is None:
        return None
    cycles = tuple(each.cycle for each in found.cycles)
    upstream = found.upstream and (found.upstream.product.name, *(each.cycle for each in found.upstream.cycles))
    return found.product.name, found.key, cycles, "" if cycles else found.version, upstream


def _key(component: Component, known: Index) -> object:
    """Return what a component is looked up by; None for a package that only its registry could tell, and does not."""
    purl = component.purl
    bare, at, rest = purl.partition("@")
    if not at or "?" in bare:
        bare = parts_of(purl)[0]
    if purl.startswith(_PACKED):
        if bare in known.purls:
            return purl
        _before, said, distro = rest.partition("distro=")
        return bare.rpartition("/")[0], distro.partition("&")[0] if said else distro_of(purl)
    if bare in known.purls:
        return purl
    return (component.name, component.version, component.cpe) if not purl or purl.startswith(_ANY_MAKER) else None


def _look_up(component: Component, known: Index) -> Found | None:
    """Find the product of a component: by its package URL, or by CPE and name where no registry has it."""
    if component.purl:
        found = known.by_purl(component.purl, component.version)
        if found or component.purl[4:].partition("/")[0] not in ANY_MAKER:
            return found
    if packed(component.version):
        return None  # of which distribution is not said, and its publisher does not maintain it
    return known.by_cpe(component.cpe, component.version) or known.by_name(component.name, component.version)
