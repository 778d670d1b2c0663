# SPDX-License-Identifier: EUPL-1.2
"""Credentials inside a text (a web address, a package URL) -> the same text without them.

People paste addresses with passwords and tokens into package files, and tools copy them into bills of materials. What
is masked here reaches no id, no report and no message.

Source: RFC 3986, 3.2.1 (a password in an address is never to be shown); Azure Storage, shared access signatures
(`sig=`); AWS Signature Version 4 (`X-Amz-Signature=`); prefixes of tokens: documentation of GitHub, GitLab and npm.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar
from urllib.parse import unquote

import msgspec
from msgspec import Struct

MASK = "***"
T = TypeVar("T")
_TIMES = 3
"""How often a text may be percent-encoded and still be looked through."""

_USER = re.compile(r"://([^\s/?#]*)@")
_WEB = re.compile(r"(?:https?|ftps?)\Z", re.IGNORECASE)
_HARMLESS = ("git", "anonymous", "")
_PARAMETER = re.compile(
    r"((?:token|secret|passw(?:or)?d|passphrase|credentials?|signature|"
    r"(?:api|access|private|account|shared)[_-]?key|(?<![a-z0-9])(?:sig|pwd|pass|auth|sas))\s*=\s*)([^\s&;#\"'<>]+)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<![A-Za-z0-9])(?:gh[opusr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|npm_\w{30,})")


def carries_secret(text: str) -> bool:
    """Tell whether a text holds what looks like a password, a token or a key, percent-encoded or not.

    >>> carries_secret("https://bob:hunter2@example.org/"), carries_secret("ssh://git@example.org/")
    (True, False)
    """
    return masked(text) != text


def masked(text: str) -> str:
    """Return a text without its credentials; one that hides them behind percent-encoding is returned decoded.

    >>> masked("https://bob:hunter2@example.org/x?access_token=abc&v=1")
    'https://***@example.org/x?access_token=***&v=1'
    >>> masked("pkg:npm/x@1?vcs_url=git%2Bhttps%3A%2F%2Fbob%3Ahunter2%40example.org%2Fx")
    'pkg:npm/x@1?vcs_url=git+https://***@example.org/x'
    """
    plain = text
    for _time in range(_TIMES):
        found = _without(plain)
        if found != plain:
            return masked(found)
        if "%" not in plain:
            return text
        plain = unquote(plain, errors="replace")
    return text


def public(value: T) -> T:
    """Return a value of the model with every text in it masked; itself, and soon, when there is nothing to mask.

    >>> public(("https://bob:hunter2@example.org/", 7))
    ('https://***@example.org/', 7)
    """
    shown: T = _masked_inside(value) if carries_secret(msgspec.json.encode(value).decode()) else value
    return shown


def _masked_inside(value: Any) -> Any:  # noqa: ANN401 -- whatever a reader returns
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, tuple | list):
        return type(value)(_masked_inside(each) for each in value)
    if isinstance(value, dict):
        return {key: _masked_inside(each) for key, each in value.items()}
    if isinstance(value, Struct):
        fields = {name: _masked_inside(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **fields)
    return value


def _without(text: str) -> str:
    if "://" in text and "@" in text:
        text = _USER.sub(_user, text)
    if "=" in text:
        text = _PARAMETER.sub(_value, text)
    if "_" in text or "glpat-" in text:
        text = _TOKEN.sub(MASK, text)
    return text


def _user(found: re.Match[str]) -> str:
    """Mask who logs in where there is a password, or where a name alone is a token."""
    user, colon, password = found[1].partition(":")
    scheme = found.string[max(0, found.start() - 5) : found.start()]
    secret = bool(colon and password) or (bool(_WEB.search(scheme)) and user.lower() not in _HARMLESS)
    return f"://{MASK}@" if secret and found[1] != MASK else found[0]


def _value(found: re.Match[str]) -> str:
    return found[0] if found[2] == MASK else found[1] + MASK
