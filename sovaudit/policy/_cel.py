# SPDX-License-Identifier: EUPL-1.2
"""Expressions of rules: the only module that knows the expression engine (CEL, by `cel-expr-python`).

Every measure is a declared, typed, flat variable. A measure that nobody knows is left unbound, and CEL answers as
Kleene's tables say: `false && unknown` is false, `true || unknown` is true, else unknown.

========  ============  ===============================================================================
measure   CEL           in a rule
========  ============  ===============================================================================
bool      bool          `licence.recognised`
int       int           `application.criticality >= 3`
float     double        `application.open_share >= 0.5` (`1.0`, not `1`)
string    string        `licence.class in ["permissive", "public_domain"]`
list      list(string)  `"odf" in contract.export_formats`
date      timestamp     `contract.end < timestamp("2027-01-01T00:00:00Z")`: the day at midnight, UTC
========  ============  ===============================================================================

A date is a timestamp and not an ISO text, so that a mistyped day is an error and not a silent comparison of letters.
The engine is imported at the first rule: 14 MB that `--help` need not pay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from sovaudit.errors import PolicyError
from sovaudit.language import _
from sovaudit.model import Unknown, Value

if TYPE_CHECKING:
    from cel_expr_python import cel

_SIMPLE = {"bool": "BOOL", "int": "INT", "float": "DOUBLE", "string": "STRING", "date": "TIMESTAMP"}
_FAULT = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*?)(?: \[INVALID_ARGUMENT\])?$", re.MULTILINE)
_UNBOUND = re.compile(r'No value with name "([^"]*)" found in Activation')
_LITERAL = re.compile(r'"(?:\\.|[^"\\])*"|' + r"'(?:\\.|[^'\\])*'")
_GREATEST = 2**63 - 1


class Fault(Struct, frozen=True):
    """What the engine has against an expression.

    Args:
        line, column: from 1, in the expression; 0 when the engine does not say.
        message: in the engine's words.
    """

    line: int
    column: int
    message: str


class Condition:
    """A compiled expression whose answer is true, false or unknown.

    Args:
        names: the variables it reads, sorted.
        where: `file:line` of the expression, for the errors that only a value brings to light.
    """

    __slots__ = ("_days", "_program", "names", "text", "where")

    def __init__(self, program: cel.Expression, text: str, where: str, types: Mapping[str, str]) -> None:
        """Keep the program and what it reads of the declared variables."""
        self._program = program
        self.text = text
        self.where = where
        self.names = tuple(sorted({name for name in _references(program.serialize()) if name in types}))
        self._days = frozenset(name for name in self.names if types[name] == "date")

    def decide(self, values: Mapping[str, Value]) -> bool | Unknown:
        """Answer for the known values; the variables that have none are unknown.

        Raises:
            PolicyError: the expression has no answer for these values (a division by zero, an index out of range).
        """
        data = {name: _day(value) if name in self._days else _plain(value) for name, value in values.items()}
        answer = self._program.eval(data=data).value()
        if isinstance(answer, bool):
            return answer
        unbound = _UNBOUND.search(str(answer))
        if unbound is None:
            shown = ", ".join(f"{name} = {value}" for name, value in sorted(values.items()) if name in self.names)
            message = _("this condition has no answer: {problem}").format(problem=answer)
            raise PolicyError(message, self.where, _("it was evaluated with {values}").format(values=shown), self.text)
        return Unknown("undecided", unbound[1])


class Language:
    """The variables that expressions may read, with their types (`bool`, `int`, `float`, `string`, `list`, `date`)."""

    def __init__(self, types: Mapping[str, str]) -> None:
        """Declare the variables."""
        from cel_expr_python import cel

        kinds = {name: getattr(cel.Type, kind) for name, kind in _SIMPLE.items()}
        kinds["list"] = cel.Type.List(cel.Type.STRING)
        self.types = dict(types)
        self._boolean = cel.Type.BOOL
        self._environment = cel.NewEnv(variables={name: kinds[kind] for name, kind in types.items()})

    def compile(self, text: str, where: str) -> Condition | tuple[Fault, ...]:
        """Compile an expression that must be true or false, or return everything that is wrong with it."""
        has = re.search(r"\bhas\s*\(", _LITERAL.sub(lambda found: " " * len(found[0]), text))
        if has:
            # On a flat variable the engine takes has(x) for x itself.
            return (Fault(*_line_and_column(text, has.start()), "has()"),)
        try:
            program = self._environment.compile(text)
        except RuntimeError as error:
            found = tuple(Fault(int(line), int(column), said) for line, column, said in _FAULT.findall(str(error)))
            return found or (Fault(0, 0, str(error)),)
        if program.return_type() != self._boolean:
            return (Fault(1, 1, f"not a condition: {program.return_type().name().lower()}"),)
        return Condition(program, text, where, self.types)


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return where a character stands, counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def _day(value: Value) -> datetime:
    """Return a day, which a measure gives as ISO text, at midnight."""
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)


def _plain(value: object) -> object:
    """Return a value in the types that the engine takes, whatever a hostile file put into it."""
    match value:
        case bool():
            return value
        case int():
            return max(-_GREATEST, min(_GREATEST, value))
        case str():
            return value if value.isascii() else value.encode("utf-8", "replace").decode()
        case tuple():
            return [_plain(word) for word in value]
        case _:
            return value


def _references(serialised: bytes) -> Iterator[str]:
    """Yield the variables of a compiled expression: those that the type checker resolved, and no others.

    Source:
        cel-spec `proto/cel/expr/checked.proto`: `Any.value` (2) is a CheckedExpr, whose `reference_map` (2) has
        entries of which the value (2) is a Reference; its `name` (1) is a variable, unless `overload_id` (3) is set.
    """
    for checked in _fields(serialised, 2):
        for entry in _fields(checked, 2):
            for reference in _fields(entry, 2):
                if not list(_fields(reference, 3)):
                    yield from {name.decode() for name in _fields(reference, 1)}


def _fields(message: bytes, wanted: int) -> Iterator[bytes]:
    """Yield the length-delimited fields of one number in a protocol buffer message."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        match key & 7:
            case 0:
                _skipped, at = _varint(message, at)
            case 1:
                at += 8
            case 5:
                at += 4
            case _:
                size, at = _varint(message, at)
                if key >> 3 == wanted:
                    yield message[at : at + size]
                at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Read one number of variable length, and return it with the place after it."""
    number = shift = 0
    while True:
        byte = message[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return number, at
