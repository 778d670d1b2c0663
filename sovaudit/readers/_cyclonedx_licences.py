# SPDX-License-Identifier: EUPL-1.2
"""The licences of a CycloneDX component: as stated, with what is written in a way that cannot be right."""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache

import msgspec

from sovaudit.language import _
from sovaudit.model import Declared, Issue
from sovaudit.readers._cyclonedx import Licence, LicenceChoice, LicenceText
from sovaudit.readers._json import decode_list, decode_object
from sovaudit.readers._spdx_licences import well_formed

CACHED = 4096
"""Distinct licence lists remembered."""
NESTED = 100
"""Parentheses inside one another in a licence expression that anybody means."""
_choices = msgspec.json.Decoder(list[LicenceChoice] | None)
_text = msgspec.json.Decoder(LicenceText | None)
_STRANGE = re.compile(r"[^A-Za-z0-9.+:()\-\s]")

Read = tuple[tuple[Declared, ...], tuple[Issue, ...], tuple[Issue, ...]]


@lru_cache(maxsize=CACHED)
def declared(raw: bytes, member: str, language: str) -> Read:
    """Read a list of licences; files repeat the same few thousand.

    Args:
        raw: the list, as JSON.
        member: where it stands in its component.
        language: the one in which issues are said: they are remembered too.

    Returns:
        The statements; what could not be read; what is odd about the rest.
    """
    found: list[Declared] = []
    misfits: list[Issue] = []
    odd: list[Issue] = []
    for index, choice in enumerate(decode_list(_choices, raw, LicenceChoice, member, misfits)):
        said = choice.license
        concluded = "concluded" in (choice.acknowledgement, said.acknowledgement if said else None)
        if choice.expression is not None:
            found.append(Declared("concluded" if concluded else "expression", choice.expression))
            odd += _odd_expression(choice.expression, f"{member}/{index}/expression")
        elif said is not None:
            found += _stated(said, concluded, f"{member}/{index}/license", odd)
    return tuple(found), tuple(misfits), tuple(odd)


def _stated(said: Licence, concluded: bool, place: str, odd: list[Issue]) -> list[Declared]:
    """Return the strongest statement of one licence: its id, else its name, its address, its text."""
    text = _text_of(said, place, odd) if said.text else ""
    if said.id is not None and _STRANGE.search(said.id):
        odd.append(Issue(f"{place}/id", _("not written like a licence identifier")))
    for kind, value in (("id", said.id), ("name", said.name), ("url", said.url), ("text", text or None)):
        if value is not None:
            return [Declared("concluded" if concluded else kind, value)]
    return []


def _text_of(said: Licence, place: str, odd: list[Issue]) -> str:
    text = decode_object(_text, bytes(said.text), LicenceText, f"{place}/text", odd)
    if text is None or text.encoding != "base64":
        return text.content if text else ""
    try:
        return base64.b64decode("".join(text.content.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        odd.append(Issue(f"{place}/text", _("the text of a licence is said to be base64 and is not")))
        return ""


def _odd_expression(expression: str, place: str) -> list[Issue]:
    """Say what no licence expression has; whether its licences exist is for the measure of licences to say."""
    depth = deepest = 0
    balanced = True
    for letter in expression:
        if letter in "()":
            depth += 1 if letter == "(" else -1
            deepest = max(deepest, depth)
            balanced = balanced and depth >= 0
    if depth or not balanced:
        return [Issue(place, _("licence expression whose parentheses do not match"))]
    if deepest > NESTED:
        return [Issue(place, _("licence expression with {count} parentheses in one another").format(count=deepest))]
    if _STRANGE.search(expression):
        return [Issue(place, _("licence expression with signs that none has"))]
    if not well_formed(expression):
        return [Issue(place, _("not written like a licence expression"))]
    return []
