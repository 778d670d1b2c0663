# SPDX-License-Identifier: EUPL-1.2
"""The one door for JSON: a fast typed decode, proved strict where that is cheap, and salvage of what does not fit.

A file up to 256 kB is looked at by the strict reader first (`_json_strict.py`); of a larger one, the caller's proof
compares what was decoded with what stands in the bytes, and a difference sends the file to the strict reader.
Bytes that are not UTF-8 are taken for Windows-1252 where a text in it may have them; forms that UTF-8 forbids are not.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers import _json_strict

BOM = b"\xef\xbb\xbf"
HEAD = 4096
T = TypeVar("T", bound=msgspec.Struct)
D = TypeVar("D")
Proof = Callable[[D, bytes], bool]
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
    *,
    proof: Proof[D] | None = None,
    number: Callable[[str], Any] | None = None,
) -> D:
    """Decode a document into its types; one that does not fit them is read again, object by object.

    Args:
        leniently: reads what fits of the plain object and reports the rest.
        proof: tells whether what was decoded accounts for what stands in the bytes; asked of large files only.
        number: makes a value of a number with a fraction, as it is written, for `leniently`.

    Raises:
        InputError: not JSON, not an object, or a text that programs read differently; with line and column or pointer.
    """
    content = data.removeprefix(BOM)
    small = len(content) <= _json_strict.WHOLE
    if small:
        content = _utf8(content, path, issues)
        content = _whole(content, path, issues)
        _json_strict.check(content, path)
    try:
        document, content = _fast(decoder, content, path, issues)
        if document is not None:
            if not (small or proof is None or proof(document, content)):
                _json_strict.check(_utf8(content, path, []), path)
            return document
        if not small:
            content = _utf8(content, path, [])
            _json_strict.check(content, path)
        return leniently(_parse(content, path, number), issues)
    except RecursionError:
        raise _json_strict.too_deep(path) from None


def _fast(
    decoder: msgspec.json.Decoder[D], content: bytes, path: str, issues: list[Issue]
) -> tuple[D, bytes] | tuple[None, bytes]:
    """Decode; None when the text is JSON that does not fit the types. The text may come back mended."""
    for _attempt in range(3):  # as it is, as UTF-8, with whole characters
        try:
            return decoder.decode(content), content
        except UnicodeDecodeError:
            content = _utf8(content, path, issues)
        except msgspec.ValidationError:
            break
        except msgspec.DecodeError as error:
            whole = _whole(content, path, issues)
            if whole is content:
                raise _syntax_error(content, path, error) from None
            content = whole
    return None, content


def decode_list(
    decoder: msgspec.json.Decoder[list[T] | None], raw: bytes | Raw, kind: type[T], member: str, issues: list[Issue]
) -> list[T]:
    """Decode a raw member that is a list; what does not fit is left out and reported under the member's name."""
    if not raw:
        return []
    try:
        return decoder.decode(raw) or []
    except (msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        value = plain(bytes(raw), member, issues)
    if not isinstance(value, list):
        if value is not None:
            issues.append(Issue(member, _("a list was expected")))
        return []
    found = (salvage(each, kind, f"{member}/{index}", issues) for index, each in enumerate(value))
    return [each for each in found if each is not None]


def decode_object(
    decoder: msgspec.json.Decoder[T | None], raw: bytes | Raw, kind: type[T], member: str, issues: list[Issue]
) -> T | None:
    """Decode a raw member that is an object; what does not fit is left out and reported under the member's name."""
    if not raw:
        return None
    try:
        return decoder.decode(raw)
    except (msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        value = plain(bytes(raw), member, issues)
    return None if value is None else salvage(value, kind, member, issues)


def plain(raw: bytes, member: str, issues: list[Issue], number: Callable[[str], Any] | None = None) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Parse a raw member into plain Python objects; None when that cannot be done."""
    try:
        try:
            return msgspec.json.Decoder(float_hook=number).decode(raw)
        except UnicodeDecodeError:
            return msgspec.json.Decoder(float_hook=number).decode(_mended(raw, member, issues))
    except RecursionError:
        issues.append(Issue(member, _("the JSON is nested too deeply to be read")))
    except msgspec.DecodeError:
        issues.append(Issue(member, _("a number past all bounds, or text that is not JSON")))
    return None


def _parse(content: bytes, path: str, number: Callable[[str], Any] | None) -> dict[str, Any]:
    try:
        document = msgspec.json.Decoder(float_hook=number).decode(content)
    except msgspec.DecodeError as error:
        raise _syntax_error(content, path, error) from None
    if not isinstance(document, dict):
        raise InputError(_("the JSON is not an object"), path, _("check that this is the whole file"))
    return document


def _utf8(content: bytes, path: str, issues: list[Issue]) -> bytes:
    """Return the text in UTF-8.

    Raises:
        InputError: bytes that are neither UTF-8 nor text in Windows-1252.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        at = _json_strict.forbidden_bytes(content)
        if at < 0:
            return _mended(content, "", issues)
        where = f"{path}: {_json_strict.line_and_column(content, at)}"
        text = _("not UTF-8: bytes in a form that it forbids")
        raise InputError(text, where, _("ask its author for the file again, in UTF-8")) from None
    return content


def _whole(content: bytes, path: str, issues: list[Issue]) -> bytes:
    """Return the text without halves of characters, which no file can hold; said once."""
    whole, at = _json_strict.mended_halves(content)
    if at >= 0:
        hint = _("shown as « \ufffd »: ask its author for the file again")
        issues.append(Issue(_json_strict.line_and_column(content, at), _("half of a character (lone surrogate)"), hint))
    return whole


def _mended(data: bytes, place: str, issues: list[Issue]) -> bytes:
    """Take bytes that are not UTF-8 for Windows-1252, and say so: one accent must not cost a whole file."""
    issues.append(Issue(place, _("not UTF-8: read as Windows-1252"), _("save it as UTF-8 to be sure of its accents")))
    return data.decode("utf-8", _FALLBACK).encode("utf-8")


_FALLBACK = "sovaudit-windows-1252"


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError), "only used to decode"  # noqa: S101
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _windows_1252)


def texts(values: list[Any], pointer: str, issues: list[Issue]) -> list[str]:
    """Return the texts of a list, with an Issue for every element that is none."""
    for index, each in enumerate(values):
        if not isinstance(each, str):
            issues.append(Issue(f"{pointer}/{index}", _("a text was expected")))
    return [each for each in values if isinstance(each, str)]


def _syntax_error(content: bytes, path: str, error: msgspec.DecodeError) -> InputError:
    """Turn a decoder's complaint into one with line and column: the strict reader knows best."""
    _json_strict.check(_utf8(content, path, []), path)
    found = _BYTE.search(str(error))
    return _json_strict.syntax_error(content, int(found.group(1)) if found else len(content), path)


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
    return _names()[next((name for kind, name in kinds.items() if isinstance(value, kind)), "null")]
