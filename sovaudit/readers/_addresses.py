# SPDX-License-Identifier: EUPL-1.2
"""Web addresses that files hold: never followed, but said when they hold a password or what a browser would run."""

from __future__ import annotations

import re

from sovaudit.credentials import carries_secret
from sovaudit.language import _
from sovaudit.readers._grouped import Grouped

_UNSEEN = re.compile(r"[\x00-\x20]+")
_RUNS = ("javascript:", "data:", "vbscript:")
"""Schemes whose addresses hold what a browser would run. Source: https://url.spec.whatwg.org/ (blanks are dropped)."""


def remark(address: str, place: str, said: Grouped) -> None:
    """Say what a person should know of an address; most have nothing."""
    if runs(address):
        text = _("an address that holds what a browser would run: taken as text, never as a link")
        said.say(place, text, _("ask its author what it is for"))
    elif carries_secret(address):
        hint = _("change that password, and ask for a file without it")
        said.say(place, _("a password or token stands in an address"), hint)


def runs(address: str) -> bool:
    r"""Tell whether an address holds what a browser would run.

    >>> runs(" java\tscript:alert(1)"), runs("https://exemple.invalid/data:x")
    (True, False)
    """
    return _UNSEEN.sub("", address[:64]).casefold().startswith(_RUNS)
