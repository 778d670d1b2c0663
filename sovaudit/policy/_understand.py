# SPDX-License-Identifier: EUPL-1.2
"""A rule as written -> a rule as understood: words checked, conditions compiled, measures bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from sovaudit.errors import PolicyError
from sovaudit.language import _
from sovaudit.measures import SUBJECTS, Measure
from sovaudit.model import DIMENSIONS, OUTCOMES, SEVERITIES, Scalar
from sovaudit.policy._cel import Condition, Language
from sovaudit.policy._faults import Source, closest, kind_name, policy_errors
from sovaudit.policy._typed import chosen
from sovaudit.policy.rules import ON_UNKNOWN, STATUSES, Example, Parameter, Reading, Rule, Text, Written

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_TYPES: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
    "string": (str,),
    "list": (tuple,),
    "date": (str,),
}


class Vocabulary:
    """What the rules of one policy may read: measures, and the policy's own parameters."""

    def __init__(self, measures: Mapping[str, Measure], parameters: Mapping[str, Parameter]) -> None:
        """Declare the measures and the parameters (as `parameter.<name>`)."""
        self.readings = {
            name: Reading(name, m.SUBJECT, m.TYPE, m.UNIT, msgspec.convert(m.TITLE, Text))
            for name, m in measures.items()
        }
        self.settings: dict[str, Scalar] = {}
        for short, parameter in parameters.items():
            name = f"parameter.{short}"
            kind = {bool: "bool", int: "int", float: "float"}.get(type(parameter.value), "string")
            self.readings[name] = Reading(name, "parameter", kind, parameter.unit, parameter.title)
            self.settings[name] = parameter.value
        self.language = Language({name: reading.type for name, reading in self.readings.items()})


def understood(
    written: Written, source: Source, position: int, vocabulary: Vocabulary
) -> tuple[Rule | None, list[PolicyError]]:
    """Understand one rule, or say everything that is wrong with it."""
    errors = list(_words(written, source, position))
    required = _compiled(written.require, source, (position, "require"), vocabulary, errors)
    scope = _compiled(written.where, source, (position, "where"), vocabulary, errors) if written.where else None
    if required is None or (written.where and scope is None):
        return None, errors
    names = (*required.names, *(name for name in (scope.names if scope else ()) if name not in required.names))
    reads = tuple(vocabulary.readings[name] for name in names if name not in vocabulary.settings)
    if written.subject in SUBJECTS:
        errors += _out_of_reach(written, reads, source, position)
    rule = Rule(
        **msgspec.structs.asdict(written),
        place=source.at((position, "id")),
        reads=reads,
        settings=tuple((vocabulary.readings[n], vocabulary.settings[n]) for n in names if n in vocabulary.settings),
        required=required,
        scope=scope,
    )
    for number, example in enumerate(rule.cases):
        errors += _example(example, rule, source, (position, "cases", number))
    return (None if errors else rule), errors


def _words(written: Written, source: Source, position: int) -> Iterator[PolicyError]:
    """Yield what is wrong with the words of a rule."""
    for key, known in (
        ("dimension", DIMENSIONS),
        ("subject", SUBJECTS),
        ("severity", SEVERITIES),
        ("on_unknown", ON_UNKNOWN),
    ):
        yield from chosen(getattr(written, key), known, source, (position, key))
    for number, law in enumerate(written.reference):
        yield from chosen(law.status, STATUSES, source, (position, "reference", number, "status"))
    if not written.reference:
        hint = _("the city's own decision is a reference too, of status “city”")
        yield PolicyError(_("a rule rests on a reference"), source.at((position, "reference")), hint)
    if not _ID.fullmatch(written.id):
        hint = _("small letters, digits, dots, dashes and underscores")
        message = _("{rule} is no id for a rule").format(rule=written.id)
        yield PolicyError(message, source.at((position, "id")), hint)
    if written.since and written.until and written.since > written.until:
        yield PolicyError(_("the rule ends before it begins"), source.at((position, "until")))


def _compiled(
    text: str, source: Source, path: Sequence[str | int], vocabulary: Vocabulary, errors: list[PolicyError]
) -> Condition | None:
    """Compile a condition; what is wrong goes to `errors`."""
    compiled = vocabulary.language.compile(text, source.at(path))
    if isinstance(compiled, Condition):
        return compiled
    errors += policy_errors(compiled, text, source, path, vocabulary.readings)
    return None


def _out_of_reach(written: Written, reads: Sequence[Reading], source: Source, position: int) -> Iterator[PolicyError]:
    """Yield the measures that say nothing of the rule's subject."""
    reach = {written.subject, "portfolio"} | ({"application"} if written.subject == "component" else set())
    for read in reads:
        if read.subject not in reach:
            message = _("{measure} is measured of: {theirs}; the rule judges: {ours}")
            key = "require" if read.name in written.require else "where"
            known = ", ".join(sorted(reach))
            yield PolicyError(
                message.format(measure=read.name, theirs=read.subject, ours=written.subject),
                source.at((position, key)),
                _("such a rule may read measures of: {subjects}").format(subjects=known),
            )
    if not reads:
        yield PolicyError(_("the rule reads no measure"), source.at((position, "require")))


def _example(example: Example, rule: Rule, source: Source, path: Sequence[str | int]) -> Iterator[PolicyError]:
    """Yield what is wrong with a case."""
    yield from chosen(example.expect, OUTCOMES, source, (*path, "expect"))
    types = {read.name: read.type for read in rule.reads}
    for name, value in example.given.items():
        message = hint = ""
        if name not in types:
            message = _("the rule does not read {measure}").format(measure=name)
            hint = closest(name, types)
        elif not isinstance(value, _TYPES[types[name]]) or isinstance(value, bool) != (types[name] == "bool"):
            message = _("{measure} is of another type: {type}").format(measure=name, type=kind_name(types[name]))
        elif types[name] == "date" and not _is_day(value):
            message, hint = _("{value} is not a day").format(value=value), _("a day is written 2026-11-23")
        if message:
            yield PolicyError(message, source.at((*path, "given", name)), hint)


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
