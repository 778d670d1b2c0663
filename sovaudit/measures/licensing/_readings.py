# SPDX-License-Identifier: EUPL-1.2
"""The licence readings of all components and applications, each distinct statement read once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.measures import Case, _answers
from sovaudit.measures._linked import bills, containment
from sovaudit.measures.licensing._statement import Reading, combine, show, silence, understand
from sovaudit.model import (
    ApplicationLicensing,
    ComponentLicence,
    Declared,
    Fact,
    Measured,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Readings(Struct, frozen=True):
    """Distinct readings, and per component the position of its own (int32)."""

    distinct: tuple[Reading, ...]
    codes: NDArray[np.int32]


def component_readings(case: Case) -> Readings:
    """Read what every component declares."""
    return case.once("licensing.components", _components)


def component_codes(case: Case) -> NDArray[np.int32]:
    """Return the number of the reading of each component: what licence measures read (`reads`)."""
    return component_readings(case).codes


def component_reading(position: int, case: Case) -> Reading:
    """Return the reading of one component."""
    readings = component_readings(case)
    return readings.distinct[int(readings.codes[position])]


def application_readings(case: Case) -> tuple[Reading, ...]:
    """Read what the register says of every application's licence."""
    return case.once("licensing.applications", _applications)


def standing(licences: tuple[Declared, ...]) -> tuple[Declared, ...]:
    """Choose among all that is stated of a component the statements that its licence is read from.

    What is declared stands before what an analyst concluded, that before what a tool found in the files (evidence), and
    a statement before NOASSERTION and NONE: a file that declines to say does not contradict one that says. What the
    file says that its own `LicenseRef-…` are goes along with the statements that use them.
    """
    declared = tuple(each for each in licences if each.kind not in _WEAKER)
    groups = (declared, *(tuple(each for each in licences if each.kind == kind) for kind in ("concluded", "evidence")))
    for group in groups:
        speaking = tuple(each for each in group if not _declines(each.value))
        if speaking:
            names = {word for each in speaking for word in _NAME.findall(each.value)}
            references = (each for each in licences if each.kind == "reference")
            return (*speaking, *(each for each in references if each.value.partition("=")[0] in names))
    return next(filter(None, groups), ())


_NAME = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_WEAKER = frozenset(("concluded", "evidence", "reference"))


def _declines(value: str) -> bool:
    """Tell whether a statement is none: blank, NOASSERTION or NONE."""
    return silence(value) is not None


def _components(case: Case) -> Readings:
    answers = _answers.declared(case.inventory).get("licence.expression", {})
    known: dict[tuple[Declared, ...], int] = {}
    codes = []
    for each in case.inventory.components:
        stated = each.licences
        answer = answers.get(f"component:{each.id}") if answers else None
        if answer is not None and all(_declines(one.value) for one in standing(stated)):
            stated = (Declared("answer", str(answer.value)),)
        codes.append(known.setdefault(stated, len(known)))
    return Readings(tuple(combine(standing(stated)) for stated in known), np.array(codes, dtype=np.int32))


def _applications(case: Case) -> tuple[Reading, ...]:
    answers = _answers.declared(case.inventory).get("application.licence.expression", {})
    found = []
    for each in case.inventory.applications:
        stated = None if isinstance(each.licence, Unknown) else each.licence
        answer = answers.get(f"application:{each.id}")
        found.append(understand(str(answer.value) if stated is None and answer is not None else stated))
    return tuple(found)


def answer(reading: Reading, value: Value | None, evidence: tuple[Fact, ...] = ()) -> Measured:
    """Return the value, or why the statement does not tell it: three different unknowns and a fourth."""
    if value is None or reading.licence_class == "unknown":
        return Measured(Unknown(reading.unknown or "unrecognised", reading.statement), evidence)
    return Measured(value, evidence)


def stated(position: int, case: Case) -> tuple[str, Value | Unknown]:
    """Return every licence statement that the files make of a component, as they make it."""
    return "licences", show(case.inventory.components[position].licences) or Unknown("absent")


def on_list(reading: Reading, who: str) -> bool | None:
    """Tell whether one list (DINUM, OSI, FSF) recognises a licence; None when the licence is not understood."""
    return None if reading.recognised is None else who in reading.recognised_by


def declared_fact(position: int, case: Case) -> tuple[Fact, ...]:
    """Return the cell in which the register states an application's licence."""
    application = case.inventory.applications[position]
    return (Fact("licence", application.licence, application.origin.source("licence")),)


def counted(position: int, case: Case) -> tuple[int, int, int, tuple[Fact, ...]]:
    """Count an application's components: under a recognised open licence, of known licence, all; with the evidence."""
    per_component, _readings = case.once("licensing.counts", _counts)
    components = containment(case).of(position)
    opened, known = (int(column[components].sum()) for column in per_component)
    source = bills(case, position)
    facts = (
        Fact("open_components", opened, source),
        Fact("known_components", known, source),
        Fact("components", int(components.size), source),
    )
    return opened, known, int(components.size), facts


def _counts(case: Case) -> tuple[tuple[NDArray[np.bool_], NDArray[np.bool_]], Readings]:
    """Tell of each component whether its licence is recognised as open, and whether it is known."""
    readings = component_readings(case)
    opened = np.array([reading.recognised is True for reading in readings.distinct], dtype=bool)
    known = np.array([reading.recognised is not None for reading in readings.distinct], dtype=bool)
    return (opened[readings.codes], known[readings.codes]), readings


def component_licences(case: Case) -> tuple[tuple[ComponentLicence, ...], NDArray[np.int32]]:
    """Return the distinct readings as the reports show them, and per component the position of its own."""
    readings = component_readings(case)
    shown = tuple(
        ComponentLicence(
            each.statement,
            each.expression or "",
            each.licence_class,
            each.recognised,
            each.recognised_by,
            each.unknown or "",
        )
        for each in readings.distinct
    )
    return shown, readings.codes


def application_licensing(case: Case) -> tuple[ApplicationLicensing, ...]:
    """Return each application's licensing figures, its components counted by class."""
    readings = component_readings(case)
    names = sorted({each.licence_class for each in readings.distinct})
    position = {name: number for number, name in enumerate(names)}
    of_reading = np.array([position[each.licence_class] for each in readings.distinct], dtype=np.int32)
    found = []
    for number, (application, own) in enumerate(
        zip(case.inventory.applications, application_readings(case), strict=True)
    ):
        opened, known, components, _facts = counted(number, case)
        classes = np.bincount(of_reading[readings.codes[containment(case).of(number)]], minlength=len(names)).tolist()
        found.append(
            ApplicationLicensing(
                application=application.id,
                expression=own.expression or "",
                licence_class=own.licence_class,
                open_components=opened,
                known_components=known,
                components=components,
                classes={name: count for name, count in zip(names, classes, strict=True) if count},
            )
        )
    return tuple(found)
