# SPDX-License-Identifier: EUPL-1.2
"""Web addresses that files hold: never followed, but said when they hold a password or what a browser would run."""

from __future__ import annotations

import re

from sovaudit.language import _
from sovaudit.readers._grouped import Grouped

_SECRET = re.compile(
    r"//[^/@\s:]*:[^/@\s]+@"
    r"|//(?:gh[a-z]_|glpat-)[^/@\s]*@"
    r"|[?&;](?:access_token|private_token|auth_token|token|password|passwd|pwd|secret|api_?key|sig)=[^&\s]",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\x00-\x20]+")
_RUNS = ("javascript:", "data:", "vbscript:")
"""Schemes whose addresses hold what a browser would run. Source: https://url.spec.whatwg.org/ (blanks are dropped)."""


def remark(address: str, place: str, said: Grouped) -> None:
    """Say what a person should know of an address; most have nothing."""
    if runs(address):
        text = _("an address that holds what a browser would run: taken as text, never as a link")
        said.say(place, text, _("ask its author what it is for"))
    elif has_secret(address):
        hint = _("change that password, and ask for a file without it")
        said.say(place, _("a password or token stands in an address"), hint)


def runs(address: str) -> bool:
    r"""Tell whether an address holds what a browser would run.

    >>> runs(" java\tscript:alert(1)"), runs("https://exemple.invalid/data:x")
    (True, False)
    """
    return _UNSEEN.sub("", address[:64]).casefold().startswith(_RUNS)


def has_secret(address: str) -> bool:
    """Tell whether an address holds a password or an access token.

    >>> has_secret("git+https://bob:pass@exemple.invalid/x"), has_secret("git@exemple.invalid:x.git")
    (True, False)
    """
    return ("@" in address or "=" in address) and bool(_SECRET.search(address))
