# SPDX-License-Identifier: EUPL-1.2
"""What a JSON schema's keyword asks for, as a sentence in the language in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sovaudit.language import _

if TYPE_CHECKING:
    import jsonschema_rs

SHOWN = 80
"""Characters of a value that are shown."""
NAMED = 8
"""Allowed values that are named."""


def sentence(error: jsonschema_rs.ValidationError, value: Any) -> str:  # noqa: ANN401 -- whatever JSON holds
    """Say what is wrong; the library's own words for a keyword that our formats' schemas do not use.

    Args:
        value: what stands at the error's place.
    """
    kind = error.kind
    if type(kind).__name__ == "OneOfMultipleValid":
        return _("this fits several of the forms of which the schema allows one")
    if kind.name in ("anyOf", "oneOf"):
        return _("this fits none of the forms that the schema allows")
    made = _KEYWORDS.get(kind.name)
    said = shown(value)
    if kind.name == "type" and isinstance(value, str):
        said = _("the text « {text} »").format(text=said)
    return made(kind, said) if made else error.message


def shown(value: Any) -> str:  # noqa: ANN401
    """Write a value as it is shown: a text as it is, cut; of a list or object what it is."""
    if isinstance(value, dict):
        return _("an object")
    if isinstance(value, list):
        return _("a list")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _members(kind: Any, _value: str) -> str:  # noqa: ANN401
    names = ", ".join(shown(each) for each in kind.unexpected[:NAMED])
    return _("not a member that the schema knows here: {names}").format(names=names)


def _enumeration(kind: Any, value: str) -> str:  # noqa: ANN401
    allowed = ", ".join(shown(each) for each in kind.options[:NAMED])
    more = "…" if len(kind.options) > NAMED else ""
    return _("« {value} » is not one of the values allowed: {allowed}").format(value=value, allowed=allowed + more)


def _type(kind: Any, value: str) -> str:  # noqa: ANN401
    names = {
        "string": _("a text"),
        "boolean": _("true or false"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "array": _("a list"),
        "object": _("an object"),
        "null": _("nothing"),
    }
    expected = " / ".join(names.get(each, each) for each in kind.types)
    return _("{expected} was expected, not {found}").format(expected=expected, found=value)


def _limit(text: Callable[[], str]) -> Callable[[Any, str], str]:
    return lambda kind, value: text().format(limit=kind.limit, value=value)


_KEYWORDS: dict[str, Callable[[Any, str], str]] = {
    "additionalProperties": _members,
    "unevaluatedProperties": _members,
    "enum": _enumeration,
    "type": _type,
    "required": lambda kind, _value: _("the member « {name} » is missing").format(name=shown(kind.property)),
    "const": lambda kind, value: _("« {expected} » was expected, not {found}").format(
        expected=shown(kind.expected_value), found=value
    ),
    "pattern": lambda kind, value: _("« {value} » is not of the form {pattern}").format(
        value=value, pattern=shown(kind.pattern)
    ),
    "format": lambda kind, value: _("« {value} » is not of the format {name}").format(value=value, name=kind.format),
    "uniqueItems": lambda _kind, _value: _("the list holds the same element twice"),
    "minItems": _limit(lambda: _("the list must hold at least {limit}")),
    "maxItems": _limit(lambda: _("the list must hold at most {limit}")),
    "minLength": _limit(lambda: _("the text must have at least {limit} characters")),
    "maxLength": _limit(lambda: _("the text must have at most {limit} characters")),
    "minimum": _limit(lambda: _("{value} is less than {limit}")),
    "maximum": _limit(lambda: _("{value} is more than {limit}")),
    "not": lambda _kind, _value: _("the schema forbids this here"),
    "falseSchema": lambda _kind, _value: _("the schema forbids this here"),
}
