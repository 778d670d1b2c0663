# SPDX-License-Identifier: EUPL-1.2
"""Common Platform Enumeration names in one form, 2.3 formatted strings in lower case.

Source: NIST IR 7695 (CPE naming 2.3): 6.1 binding to a URI (2.2), 6.2 binding to a formatted string; names are not
case-sensitive (5.3.1).
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from sovaudit.identity.oddities import oddities

LIMIT = 2048
"""Longest name that is read, in characters."""

_FIELDS = 11
_PARTS = ("a", "o", "h")
_BETWEEN = re.compile(r"(?<!\\)(?:\\\\)*:")
_PLAIN = re.compile(r"[a-z0-9._-]")
_USUAL = re.compile(r"cpe:2\.3:[aho](?::[a-z0-9._][a-z0-9._-]*){3}(?::\*){7}")
"""A form that the rules below give back as it is (a property test holds this true): twenty times faster."""
_PAIR = re.compile(r"\\(.)|.", re.DOTALL)
_ANY, _NONE = "*", "-"


def canonical_cpe(name: str) -> str:
    r"""Return the 2.3 form of a CPE name, 2.2 included; empty when it is none, or when it deceives the eye.

    >>> canonical_cpe("cpe:/a:Adobe:Acrobat_Reader:20.1%2b")
    'cpe:2.3:a:adobe:acrobat_reader:20.1\\+:*:*:*:*:*:*:*'
    >>> canonical_cpe("cpe:2.3:a:F5:NGINX:1.22.1:*:*:*:*:*:*:*")
    'cpe:2.3:a:f5:nginx:1.22.1:*:*:*:*:*:*:*'
    """
    if len(name) > LIMIT or name[:5].lower() not in ("cpe:2", "cpe:/") or oddities(name) or " " in name:
        return ""
    lower = name.lower()
    fields = _formatted(lower.removeprefix("cpe:2.3:")) if lower.startswith("cpe:2.3:") else _of_uri(lower)
    if not fields or fields[0] not in _PARTS:
        return ""
    return "cpe:2.3:" + ":".join(fields)


def identifying_cpe(name: str) -> str:
    """Return the canonical CPE name when it names one version of one product; empty when a part of that is open.

    What follows the version may be open: `-` (does not apply) and `*` (any) are the same there.

    >>> identifying_cpe("cpe:2.3:a:f5:nginx:*:*:*:*:*:*:*:*")
    ''
    """
    if len(name) <= LIMIT and _USUAL.fullmatch(name):
        return name
    cpe = canonical_cpe(name)
    fields = _split(cpe.removeprefix("cpe:2.3:")) if cpe else []
    if not fields or any(field in (_ANY, _NONE) or "*" in field.replace("\\*", "") for field in fields[1:4]):
        return ""
    rest = [_ANY if field == _NONE else field for field in fields[4:]]
    return "cpe:2.3:" + ":".join([*fields[:4], *rest])


def _split(text: str) -> list[str]:
    """Split at colons that no backslash quotes."""
    fields, start = [], 0
    for found in _BETWEEN.finditer(text):
        fields.append(text[start : found.end() - 1])
        start = found.end()
    return [*fields, text[start:]]


def _formatted(text: str) -> list[str]:
    fields = _split(text)
    if len(fields) != _FIELDS or not all(fields):
        return []
    return [_PAIR.sub(_requoted, field) for field in fields]


def _requoted(found: re.Match[str]) -> str:
    """Quote exactly what has to be: tools differ in that."""
    if found[1] and not _PLAIN.match(found[1]):
        return f"\\{found[1]}"
    plain = found[1] or found[0]
    return plain if _PLAIN.match(plain) or plain in "*?" else f"\\{plain}"


def _of_uri(name: str) -> list[str]:
    """Take a 2.2 name apart; the edition may hold four more fields, packed between tildes."""
    if not name.startswith("cpe:/"):
        return []
    fields = [unquote(each, errors="replace") for each in name[5:].split(":")]
    if len(fields) > 7 or any("\ufffd" in each or oddities(each) for each in fields):
        return []
    part, vendor, product, version, update, edition, language = [*fields, *[""] * (7 - len(fields))]
    packed = edition.split("~")[1:] if edition.startswith("~") else [edition, "", "", "", ""]
    if len(packed) != 5:
        return []
    edition, *others = packed
    return [part, *map(_quoted, (vendor, product, version, update, edition, language, *others))]


def _quoted(value: str) -> str:
    """Quote what a formatted string may not hold plainly; nothing at all means any."""
    if value in ("", _NONE):
        return value or _ANY
    return "".join(each if _PLAIN.match(each) else f"\\{each}" for each in value)
