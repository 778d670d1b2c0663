# SPDX-License-Identifier: EUPL-1.2
"""What the JSON readers share: a byte-order mark, the place of a syntax error, salvage of what does not fit."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Issue

BOM = b"\xef\xbb\xbf"
HEAD = 4096
T = TypeVar("T", bound=msgspec.Struct)
D = TypeVar("D")
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


def decode(
    decoder: msgspec.json.Decoder[D],
    data: bytes,
    path: str,
    leniently: Callable[[dict[str, Any], list[Issue]], D],
    issues: list[Issue],
) -> D:
    """Decode a document into its types; one that does not fit them is read again, object by object.

    Args:
        leniently: reads what fits of the plain object and reports the rest.

    Raises:
        InputError: the text is not JSON, or not an object; the place is the line and column.
    """
    content = data.removeprefix(BOM)
    try:
        try:
            return decoder.decode(content)
        except UnicodeDecodeError:
            content = _mended(content, "", issues)
            return decoder.decode(content)
    except msgspec.ValidationError:
        pass
    except msgspec.DecodeError as error:
        raise _syntax_error(content, path, error) from None
    except RecursionError:
        raise _too_deep(path) from None
    try:
        return leniently(_parse(content, path, issues), issues)
    except RecursionError:
        raise _too_deep(path) from None


def decode_list(
    decoder: msgspec.json.Decoder[list[T] | None], raw: bytes, kind: type[T], member: str, issues: list[Issue]
) -> list[T]:
    """Decode a raw member that is a list; what does not fit is left out and reported under the member's name."""
    if not raw:
        return []
    try:
        return decoder.decode(raw) or []
    except (msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        value = _plain(raw, member, issues)
    if not isinstance(value, list):
        if value is not None:
            issues.append(Issue(member, _("a list was expected")))
        return []
    found = (salvage(each, kind, f"{member}/{index}", issues) for index, each in enumerate(value))
    return [each for each in found if each is not None]


def decode_object(
    decoder: msgspec.json.Decoder[T | None], raw: bytes, kind: type[T], member: str, issues: list[Issue]
) -> T | None:
    """Decode a raw member that is an object; what does not fit is left out and reported under the member's name."""
    if not raw:
        return None
    try:
        return decoder.decode(raw)
    except (msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        value = _plain(raw, member, issues)
    return None if value is None else salvage(value, kind, member, issues)


def _plain(raw: bytes, member: str, issues: list[Issue]) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Parse a raw member into plain Python objects; None when it is nested too deeply."""
    try:
        try:
            return msgspec.json.decode(raw)
        except UnicodeDecodeError:
            return msgspec.json.decode(_mended(raw, member, issues))
    except RecursionError:
        issues.append(Issue(member, _("the JSON is nested too deeply to be read")))
        return None


def _parse(data: bytes, path: str, issues: list[Issue]) -> dict[str, Any]:
    try:
        document = msgspec.json.decode(data)
    except UnicodeDecodeError:
        document = msgspec.json.decode(_mended(data, "", issues))
    except msgspec.DecodeError as error:
        raise _syntax_error(data, path, error) from None
    if not isinstance(document, dict):
        raise InputError(_("the JSON is not an object"), path, _("check that this is the whole file"))
    return document


def _mended(data: bytes, place: str, issues: list[Issue]) -> bytes:
    """Take bytes that are not UTF-8 for Windows-1252, and say so: one accent must not cost a whole file."""
    issues.append(Issue(place, _("not UTF-8: read as Windows-1252"), _("save it as UTF-8 to be sure of its accents")))
    return data.decode("utf-8", _FALLBACK).encode("utf-8")


_FALLBACK = "sovaudit-windows-1252"


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError), "only used to decode"  # noqa: S101
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _windows_1252)


def _too_deep(path: str) -> InputError:
    hint = _("ask its author for a file without such nesting")
    return InputError(_("the JSON is nested too deeply to be read"), path, hint)


def texts(values: list[Any], pointer: str, issues: list[Issue]) -> list[str]:
    """Return the texts of a list, with an Issue for every element that is none."""
    for index, each in enumerate(values):
        if not isinstance(each, str):
            issues.append(Issue(f"{pointer}/{index}", _("a text was expected")))
    return [each for each in values if isinstance(each, str)]


def _syntax_error(data: bytes, path: str, error: msgspec.DecodeError) -> InputError:
    """Turn a decoder's complaint into one with line and column."""
    found = _BYTE.search(str(error))
    at = min(int(found.group(1)), len(data)) if found else len(data)
    at -= "trailing characters" in str(error)  # msgspec names the byte after the first of them
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
