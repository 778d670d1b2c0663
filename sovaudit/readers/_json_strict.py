# SPDX-License-Identifier: EUPL-1.2
"""A JSON text -> refused or let through, for what the fast typed decoder cannot see or says badly.

Members that stand twice in one object (two programs read two things), numbers that are none, nesting past the limit,
halves of characters. Files up to `WHOLE` bytes always come through here; of larger ones, those that the fast decoder
refuses, and those whose members do not add up.

Source: RFC 8259 sections 4, 6 and 8; RFC 3629 section 3 (forms that UTF-8 forbids).
"""

from __future__ import annotations

import json
import math
import re

import msgspec
import numpy as np

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import limits, past

_decoder = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()
WHOLE = 256 * 1024
"""Files up to this many bytes are always checked: about 2 ms; larger ones cost 7 ms a megabyte when they are."""
_LONE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)
_FORBIDDEN = re.compile(
    rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}"
    rb"|\xf4[\x90-\xbf][\x80-\xbf]{2}|[\xf5-\xf7][\x80-\xbf]{3}"
)
"""Sequences with the shape of UTF-8 that no writer of UTF-8 makes: overlong forms, surrogates, past the last plane."""


class _RepeatedError(Exception):
    """A member stands twice."""


class _NotFiniteError(Exception):
    """A number that is none."""


def check(content: bytes, path: str) -> None:
    """Look at a whole text, in UTF-8 and without byte-order mark.

    Raises:
        InputError: a member stands twice, a number is none or past all bounds, nested past the limit, or not JSON.
    """
    text = content.decode("utf-8")
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite, parse_int=str)
    except _RepeatedError:
        raise _repeated(text, path) from None
    except _NotFiniteError as error:
        hint = _("ask its author for a file whose numbers can be written in JSON")
        message = _("a number that is none, or past all bounds: {number}").format(number=str(error)[:40])
        where = f"{path}: {line_and_column(content, content.find(str(error).encode()))}"
        raise InputError(message, where, hint) from None
    except json.JSONDecodeError as error:
        raise syntax_error(content, len(text[: error.pos].encode()), path) from None
    except RecursionError:
        raise too_deep(path) from None
    depth = _deepest(content)
    if depth > limits().depth:
        raise too_deep(path, depth)


def said_once(_document: object, content: bytes) -> bool:
    """Tell whether no member stands twice in one object: 4 to 8 ms a megabyte, half of what `check` takes.

    Of two members of one name decoding keeps one: what was decoded, written again, has fewer quotes than the text.
    """
    try:
        return _quotes(_encoder.encode(_decoder.decode(content))) == _quotes(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False  # the types passed over it: `check` says what is wrong with it


def _quotes(content: bytes) -> int:
    """Count the quotes that begin and end texts."""
    return content.count(b'"') - content.count(b'\\"')


def too_deep(path: str, depth: int | None = None) -> InputError:
    """Return the error for a text that is nested past the limit; the exact depth when it is known."""
    if depth is None:
        return past("depth", _("values nested far too deeply"), path)
    return past("depth", _("values nested {depth} deep").format(depth=depth), path, depth)


def mended_halves(content: bytes) -> tuple[bytes, int]:
    r"""Replace halves of characters (`\ud800` alone) by U+FFFD.

    Returns:
        The text and the offset of the first one; the same text and -1 when there is none.
    """
    if b"\\u" not in content or not _LONE.search(content):
        return content, -1
    first = next((found.start() for found in _ESCAPE.finditer(content) if found.group(1)), -1)
    if first < 0:
        return content, -1
    return _ESCAPE.sub(lambda found: b"\\ufffd" if found.group(1) else found.group(), content), first


def forbidden_bytes(data: bytes) -> int:
    """Return the offset of the first bytes that are neither UTF-8 nor believable Windows-1252; -1 when all are."""
    found = _FORBIDDEN.search(data)
    return found.start() if found else -1


def syntax_error(content: bytes, at: int, path: str) -> InputError:
    """Return the error for a text that is not JSON from an offset on."""
    cut = at >= len(content.rstrip())
    before = content[:at].rstrip()
    if content[at : at + 1] in (b"]", b"}") and before.endswith(b","):
        at = len(before) - 1
        message = _("not readable as JSON: a comma with nothing after it")
    elif content[at : at + 2] in (b"//", b"/*") or content[at : at + 1] == b"#":
        message = _("not readable as JSON: a comment, which JSON does not have")
    elif cut:
        message = _("not readable as JSON: it ends too early")
    else:
        message = _("not readable as JSON: what stands here is not JSON")
    hint = _("ask its author for the file again: it is damaged or incomplete")
    return InputError(message, f"{path}: {line_and_column(content, at)}", hint)


def line_and_column(content: bytes, at: int) -> str:
    """Say where a byte stands, as an editor counts."""
    at = min(at, len(content.rstrip())) if at >= len(content) else at
    line = content.count(b"\n", 0, at) + 1
    start = content.rfind(b"\n", 0, at) + 1
    column = len(content[start:at].decode("utf-8", "replace")) + 1
    return _("line {line}, column {column}").format(line=line, column=column)


def _once(pairs: list[tuple[str, object]]) -> None:
    """Check the members of one object and keep nothing of it."""
    if len(dict(pairs)) != len(pairs):
        raise _RepeatedError


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _NotFiniteError(text)
    return number


def _refuse(text: str) -> float:
    raise _NotFiniteError(text)


def _deepest(content: bytes) -> int:
    """Count how many lists and objects stand inside one another at most, in a text known to be JSON."""
    if b"\\" in content:
        content = content.replace(b"\\\\", b"  ").replace(b'\\"', b"  ")
    codes = np.frombuffer(content, dtype=np.uint8)
    outside = ~np.logical_xor.accumulate(codes == ord('"'))
    folded = codes | 0x20  # `[` and `{`, `]` and `}` differ by this bit alone
    steps = ((folded == ord("{")) & outside).astype(np.int32) - ((folded == ord("}")) & outside)
    return int(np.cumsum(steps).max(initial=0))


class _Holder:
    """A list or object that is open while a text is read; `names` is None for a list."""

    def __init__(self, place: str, names: set[str] | None) -> None:
        self.place = place
        self.names = names
        self.step: str | int = 0
        self.naming = names is not None

    def inside(self) -> str:
        return self.place + "/" + str(self.step).replace("~", "~0").replace("/", "~1")


def _repeated(text: str, path: str) -> InputError:
    """Find the first member that stands twice, token by token."""
    stack: list[_Holder] = []
    for token in _TOKEN.finditer(text):
        said = token.group()
        holder = stack[-1] if stack else None
        if said in "{[":
            stack.append(_Holder(holder.inside() if holder else "", set() if said == "{" else None))
        elif said in "}]":
            stack.pop()
        elif holder is None:
            continue
        elif said == ",":
            holder.naming = holder.names is not None
            holder.step = holder.step if isinstance(holder.step, str) else holder.step + 1
        elif holder.naming and holder.names is not None:
            holder.step, holder.naming = json.loads(said), False
            if holder.step in holder.names:
                break
            holder.names.add(str(holder.step))
    place = stack[-1].inside()[:200].encode("utf-8", "replace").decode()
    line = _("line {line}").format(line=text.count("\n", 0, token.start()) + 1)
    message = _("the same member stands twice in one object ({line}): programs differ on which one holds")
    return InputError(message.format(line=line), f"{path}: {place}", _("ask its author for a file that says it once"))
