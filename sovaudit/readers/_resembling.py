# SPDX-License-Identifier: EUPL-1.2
"""Do a component's name and its package URL speak of one package? Only a plain contradiction is said."""

from __future__ import annotations

import re
from urllib.parse import unquote

_LETTERS = re.compile(r"[^\W_]+")
_SHORT = 2
"""Words up to this length say nothing of what a package is."""


def resembles(name: str, group: str, purl: str) -> bool:
    """Tell whether something of the name, or of the group it is in, is found in the package URL, or the reverse.

    >>> resembles("log4j-core", "", "pkg:npm/left-pad@1.3.0"), resembles("@babel/core", "", "pkg:npm/%40babel/core@7")
    (False, True)
    """
    located = re.split(r"[?#]", purl.removeprefix("pkg:"))[0]
    kind, _slash, path = located.partition("/")
    slash = path.rfind("/")
    at = path.find("@", slash + 2)
    plain = unquote(path if at < 0 else path[:at])
    mine, theirs = _joined(name), _joined(plain)
    if not mine or not theirs or not kind:
        return True
    last = _joined(plain.rpartition("/")[2])
    if mine in _joined(unquote(purl)) or (last and last in mine + _joined(group)):
        return True
    return bool(_words(f"{name} {group}") & _words(unquote(purl.partition("/")[2])))


def _joined(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))


def _words(text: str) -> set[str]:
    """Return the words of a text that are long enough to mean something, camelCase whole and apart."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return {each for each in _LETTERS.findall(f"{text} {apart}".casefold()) if len(each) > _SHORT}
