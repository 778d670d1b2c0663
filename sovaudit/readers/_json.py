# SPDX-License-Identifier: EUPL-1.2
"""What the JSON readers share: a byte-order mark, the place of a syntax error, salvage of what does not fit."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Issue

BOM = b"\xef\xbb\xbf"
HEAD = 4096
T = TypeVar("T", bound=msgspec.Struct)
_BYTE = re.compile(r"\(byte (\d+)\)")
_EXPECTED = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_MISSING = re.compile(r"missing required field `(.+?)`")
_PATH = re.compile(r" - at `(.*)`$")


def looks_like_object(data: bytes) -> bool:
    """Tell whether the first character that is not white space opens a JSON object."""
    return data[:HEAD].lstrip(BOM).lstrip()[:1] == b"{"


def has_member(data: bytes, name: bytes) -> bool:
    """Tell whether a member of this name may occur, looking at the head before the whole."""
    quoted = b'"' + name + b'"'
    return quoted in data[:HEAD] or quoted in data


def parse(data: bytes, path: str) -> dict[str, Any]:
    """Parse a JSON object into plain Python objects.

    Raises:
        InputError: the text is not JSON, or not an object; the place is the line and column.
    """
    try:
        document = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise syntax_error(data, path, error) from None
    except RecursionError:
        hint = _("ask its author for a file without such nesting")
        raise InputError(_("the JSON is nested too deeply to be read"), path, hint) from None
    if not isinstance(document, dict):
        raise InputError(_("the JSON is not an object"), path, _("check that this is the whole file"))
    return document


def syntax_error(data: bytes, path: str, error: msgspec.DecodeError) -> InputError:
    """Turn a decoder's complaint into one with line and column."""
    found = _BYTE.search(str(error))
    at = min(int(found.group(1)), len(data)) if found else len(data)
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    place = _("line {line}, column {column}").format(line=line, column=column)
    hint = _("ask its author for the file again: it is damaged or incomplete")
    cut = "truncated" in str(error)
    message = (
        _("not readable as JSON: it ends too early") if cut else _("not readable as JSON: what stands here is not JSON")
    )
    return InputError(message, f"{path}: {place}", hint)


def salvage(value: object, kind: type[T], pointer: str, issues: list[Issue]) -> T | None:
    """Convert a JSON value, leaving out the members that do not fit, each with an Issue.

    Returns:
        The Struct, or None when the value is not even an object.
    """
    if not isinstance(value, dict):
        issues.append(Issue(pointer, _("an object was expected, not {kind}").format(kind=_kind(value))))
        return None
    kept = dict(value)
    for _attempt in range(len(value) + 1):
        try:
            return msgspec.convert(kept, kind, strict=True)
        except msgspec.ValidationError as error:
            member = _blamed(str(error), kept)
            if member is None:
                issues.append(Issue(pointer, _said(error)))
                return None
            issues.append(Issue(f"{pointer}/{member}", _said(error)))
            del kept[member]
    return None


def _said(error: msgspec.ValidationError) -> str:
    """Say in the language in use what does not fit."""
    found = _EXPECTED.search(str(error))
    missing = _MISSING.search(str(error))
    if missing:
        return _("the member « {name} » is missing").format(name=missing.group(1))
    if not found:
        return _("not of the type that the format asks for")
    names = _names()
    expected = " / ".join(names.get(each.strip(), each.strip()) for each in found.group(1).split("|"))
    return _("{expected} was expected, not {found}").format(
        expected=expected, found=names.get(found.group(2), found.group(2))
    )


def _names() -> dict[str, str]:
    return {
        "str": _("a text"),
        "bool": _("true or false"),
        "int": _("a number"),
        "float": _("a number"),
        "array": _("a list"),
        "object": _("an object"),
        "null": _("nothing"),
    }


def _blamed(message: str, members: dict[str, Any]) -> str | None:
    """Find the member of the object that a ValidationError blames."""
    found = _PATH.search(message)
    if not found:
        return None
    member = re.match(r"\$\.([^.\[]+)", found.group(1))
    return member.group(1) if member and member.group(1) in members else None


def _kind(value: object) -> str:
    kinds = {str: "str", bool: "bool", int: "int", float: "float", list: "array"}
    return _names()[kinds.get(type(value), "null")]
