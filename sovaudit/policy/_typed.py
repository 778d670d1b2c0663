# SPDX-License-Identifier: EUPL-1.2
"""YAML values into Structs: what does not fit is said with its line and a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
import ryaml

from sovaudit.errors import PolicyError
from sovaudit.language import _
from sovaudit.policy._faults import Source, closest, kind_name
from sovaudit.policy._places import duplicate, excerpt, find
from sovaudit.policy.rules import Example, Law, Parameter, Text

Noun = TypeVar("Noun", bound=msgspec.Struct)
Path = Sequence[str | int]

_PLACE = re.compile(r"^(?P<said>.*?)(?: - at `(?:key` in `)?\$(?P<path>.*?)`)?$", re.DOTALL)
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")
_EXPECTED = re.compile(r"Expected `(.*?)`, got `(.*?)`")
_PARTS: dict[str, type[msgspec.Struct]] = {
    "reference": Law,
    "title": Text,
    "remedy": Text,
    "description": Text,
    "cases": Example,
    "parameters": Parameter,
}


def parse(file: str, data: bytes) -> tuple[Source, object]:
    """Read a YAML file.

    Raises:
        PolicyError: it is not UTF-8, or not YAML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PolicyError(_("this file is not in UTF-8"), f"{file}:{line}", _("save it again as UTF-8")) from error
    source = Source(file, tuple(text.splitlines()))
    try:
        return source, ryaml.loads(text)
    except ryaml.InvalidYamlError as error:
        raise _not_yaml(error, source) from error


def typed(kind: type[Noun], value: object, source: Source, path: Path) -> Noun:
    """Make a Struct of a value.

    Raises:
        PolicyError: a key that does not exist, one that is missing, or a value of another type.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _does_not_fit(str(error), kind, source, path) from error


def chosen(word: str, known: Sequence[str], source: Source, path: Path) -> Iterator[PolicyError]:
    """Yield an error when a word is none of those that are known."""
    if word not in known:
        message = _("{word} is none of: {known}").format(word=word, known=", ".join(known))
        yield PolicyError(message, source.at(path), closest(word, known))


def tags(source: Source, path: Path, keys: Sequence[str]) -> Iterator[PolicyError]:
    """Yield an error for each condition that begins with `!`: YAML takes it for a tag and silently drops a word."""
    for key in keys:
        spot = find(source.lines, (*path, key), source.known)
        line = source.lines[spot.line - 1] if source.lines else ""
        if re.search(rf"\b{key}\s*:\s*!", line[: spot.column]):
            hint = _("put the whole condition between single quotes: '!…'")
            message = _("YAML does not take a value that begins with “!”")
            yield PolicyError(message, f"{source.file}:{spot.line}", hint, excerpt(source.lines, spot))


def _not_yaml(error: ryaml.InvalidYamlError, source: Source) -> PolicyError:
    said = str(error)
    place = re.search(r"at line (\d+)", said)
    repeated = re.search(r'duplicate entry with key "(.*)"', said)
    stated = min(int(place[1]), len(source.lines)) if place else 0  # it may stop below the last line
    if repeated:
        where = f"{source.file}:{duplicate(source.lines, repeated[1]) or stated or 1}"
        return PolicyError(_("the key {key} is there twice").format(key=repeated[1]), where, _("keep one of them"))
    where = f"{source.file}:{stated or _first_tab(source.lines)}"
    hint = _("check indentation, colons and quotes; a text with “: ” or “#” in it goes in quotes")
    return PolicyError(_("this is not valid YAML: {problem}").format(problem=said), where, hint)


def _first_tab(lines: Sequence[str]) -> int:
    """Return the first line indented with a tab, which YAML forbids and the library reports without its line."""
    return next((number for number, line in enumerate(lines, start=1) if re.match(r" *\t", line)), 1)


def _does_not_fit(complaint: str, kind: type[msgspec.Struct], source: Source, path: Path) -> PolicyError:
    """Say what msgspec has against a value."""
    parts = _PLACE.match(complaint)
    said, below = (parts["said"], parts["path"] or "") if parts else (complaint, "")
    inner = [name or int(number) for name, number in _STEP.findall(below)]
    here: list[str | int] = [*path, *inner]
    words = [step for step in inner if isinstance(step, str)]
    fields = _PARTS[words[-1]].__struct_fields__ if words and words[-1] in _PARTS else kind.__struct_fields__
    if found := _UNKNOWN.match(said):
        message = _("there is no key {key} here").format(key=found[1])
        hint = closest(found[1], fields) or _("the keys are: {keys}").format(keys=", ".join(fields))
        return PolicyError(message, source.at([*here, found[1]]), hint)
    if found := _MISSING.match(said):
        message = _("the key {key} is missing").format(key=found[1])
        hint = _("what to do when nobody knows is always written: unknown, fail or pass")
        return PolicyError(message, source.at(here), hint if found[1] == "on_unknown" else "")
    if found := _EXPECTED.match(said):
        expected = ", ".join(kind_name(name) for name in found[1].split(" | "))
        message = _("what is expected here: {expected}; not {got}").format(expected=expected, got=kind_name(found[2]))
        return PolicyError(message, source.at(here), _("put it in quotes") if found[1] == "str" else "")
    if "date" in said:
        return PolicyError(_("this is not a day"), source.at(here), _("a day is written 2026-11-23"))
    return PolicyError(said, source.at(here))
