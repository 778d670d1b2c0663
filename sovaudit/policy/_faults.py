# SPDX-License-Identifier: EUPL-1.2
"""What the expression engine has against a rule, said to the person who wrote the rule."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from sovaudit.errors import PolicyError
from sovaudit.language import _
from sovaudit.policy._cel import Fault
from sovaudit.policy._places import Known, Spot, align, excerpt, find

_UNDECLARED = re.compile(r"undeclared reference to '(.+?)' \(in container")
_OVERLOAD = re.compile(r"found no matching overload for '(.+?)' applied to '\((.*)\)'")
_SELECT = re.compile(r"expression of type '(.+?)' cannot be the operand of a select")
_TOKEN = re.compile(r"Syntax error: .*?'(.*?)'(?: expecting| *$)")
_TYPE = re.compile(r"not a condition: (.+)")

_WORDS: dict[str, Callable[[], str]] = {
    "and": lambda: _("“and” is written &&"),
    "or": lambda: _("“or” is written ||"),
    "not": lambda: _("“not” is written !"),
    "is": lambda: _("“is” is written =="),
    "=": lambda: _("equality is written =="),
    "<>": lambda: _("difference is written !="),
    "<EOF>": lambda: _("the condition stops in the middle"),
}
_TYPES: dict[str, Callable[[], str]] = {
    "bool": lambda: _("true or false"),
    "int": lambda: _("whole number"),
    "double": lambda: _("decimal number"),
    "float": lambda: _("decimal number"),
    "string": lambda: _("text"),
    "str": lambda: _("text"),
    "list": lambda: _("list"),
    "array": lambda: _("list"),
    "object": lambda: _("keys with values"),
    "null": lambda: _("nothing"),
    "google.protobuf.Timestamp": lambda: _("date"),
    "null_type": lambda: _("null"),
}


class Source(Struct, frozen=True):
    """A file as people call it, and its lines.

    Args:
        known: the entries of its blocks, as far as somebody asked where they stand.
    """

    file: str
    lines: tuple[str, ...]
    known: Known = {}

    def at(self, path: Sequence[str | int]) -> str:
        """Return `file:line` of a value."""
        return f"{self.file}:{find(self.lines, path, self.known).line}"


def closest(word: str, known: Iterable[str]) -> str:
    """Suggest what somebody may have meant; an empty text when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return _("did you mean {suggestion}?").format(suggestion=near[0]) if near else ""


def policy_errors(
    faults: Sequence[Fault], text: str, source: Source, path: Sequence[str | int], names: Iterable[str]
) -> list[PolicyError]:
    """Say each fault of an expression with its line, a caret and a suggestion.

    The text is what the YAML library read at the path; the names are the variables that may be read.
    """
    syntax = [fault for fault in faults if fault.message.startswith("Syntax error")]
    shown = syntax[:1] or faults  # one missing sign makes the engine stumble several times
    return [_policy_error(fault, text, source, path, names) for fault in shown]


def _policy_error(
    fault: Fault, text: str, source: Source, path: Sequence[str | int], names: Iterable[str]
) -> PolicyError:
    message, hint = _said(fault, text, names)
    start = find(source.lines, path)
    spot = align(source.lines, start, text, _offset(fault, text)) if fault.line else start
    if spot is not None:
        return PolicyError(message, f"{source.file}:{spot.line}", hint, excerpt(source.lines, spot))
    detail = excerpt(text.split("\n"), Spot(fault.line, fault.column))
    return PolicyError(message, f"{source.file}:{start.line}", hint, detail)


def _offset(fault: Fault, text: str) -> int:
    """Return where in the expression the fault lies; the engine points at the last dot of a name, we at its start."""
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: fault.line - 1]) + fault.column - 1
    found = _UNDECLARED.search(fault.message)
    if found:
        begin = offset - max(found[1].rfind("."), 0)
        if text.startswith(found[1], begin):
            return begin
    return offset


def _said(fault: Fault, text: str, names: Iterable[str]) -> tuple[str, str]:
    """Return the message and the hint."""
    if found := _UNDECLARED.search(fault.message):
        return _undeclared(found[1], names)
    if found := _OVERLOAD.search(fault.message):
        return _overload(found[1].strip("_@"), found[2])
    if found := _SELECT.search(fault.message):
        return _("a value has no parts: {type}").format(type=kind_name(found[1])), _(
            "names of measures are written whole"
        )
    if found := _TYPE.search(fault.message):
        message = _("a condition must be true or false; this is: {type}").format(type=kind_name(found[1]))
        return message, _("compare it with something: ==, !=, <, <=, in")
    if fault.message == "has()":
        hint = _("an unknown measure makes the condition unknown by itself: see on_unknown")
        return _("has() says nothing about a measure"), hint
    if fault.message.startswith("Syntax error"):
        return _syntax(fault, text)
    return _("the condition is refused: {problem}").format(problem=fault.message), _("make it shorter or simpler")


def _undeclared(name: str, names: Iterable[str]) -> tuple[str, str]:
    if name in ("True", "False"):
        return _("nothing is called {name}").format(name=name), _("it is written {word}").format(word=name.lower())
    hint = closest(name, names) or _("a text is written in quotes; `sovaudit explain` lists the measures")
    return _("nothing is called {name}").format(name=name), hint


def _overload(operator: str, types: str) -> tuple[str, str]:
    kinds = types.split(", ")
    shown = ", ".join(kind_name(kind) for kind in kinds)
    message = _("{operator} does not go with: {types}").format(operator=operator, types=shown)
    if "null_type" in kinds:
        return message, _("an unknown measure makes the condition unknown by itself: see on_unknown")
    if {"int", "double"} <= set(kinds):
        return message, _("a decimal measure is compared with a decimal number: 1.0, not 1")
    if "string" in kinds and "google.protobuf.Timestamp" in kinds:
        return message, _('a day is written timestamp("2027-01-01T00:00:00Z")')
    return message, _("both sides must be of the same type; a text is written in quotes, a number without")


def _syntax(fault: Fault, text: str) -> tuple[str, str]:
    found = _TOKEN.search(fault.message)
    token = found[1].strip() if found else ""
    hint = _WORDS.get(token) or _WORDS.get(_word(fault, text))
    if token in ("", "<EOF>"):
        return _("the condition is not complete"), hint() if hint else ""
    return _("{token} is not expected here").format(token=token), hint() if hint else ""


def _word(fault: Fault, text: str) -> str:
    """Return the word of the expression at the fault: the engine may have cut it in two."""
    found = re.compile(r"\w+|[^\w\s]+").match(text, _offset(fault, text))
    return found[0] if found else ""


def kind_name(type_name: str) -> str:
    """Name a type of the engine, or of the YAML library, as people do."""
    name = type_name.partition("(")[0]
    return _TYPES[name]() if name in _TYPES else type_name
