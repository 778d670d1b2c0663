# SPDX-License-Identifier: EUPL-1.2
"""Package URLs in canonical form, and ids for what has none.

Source: https://github.com/package-url/purl-spec
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

PURL_LIMIT = 4096
"""Longest package URL that is read, in characters: packageurl-python takes 17 s for one of 10 MB."""

_CANONICAL = re.compile(
    r"pkg:(?:cargo|composer|deb|gem|maven|npm|nuget|pypi|rpm)/(?:[a-z0-9][a-z0-9.-]*/)*[a-z0-9][a-z0-9.-]*@[A-Za-z0-9.-]+"
)
"""A form that packageurl-python gives back as it is (a property test holds this true): twenty times faster."""

_FORGED = re.compile(r"[\x00-\x20\x7f]|%[01]|%7[fF]")
_BETWEEN = re.compile(r"[/@#]")
_DOT = re.compile(r"[/@#]\.")


class Purls:
    """Canonical package URLs, each distinct string parsed once."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: dict[str, str] = {"": ""}

    def canonical(self, purl: str) -> str:
        """Return the canonical form, empty when it is no package URL or could pass for another one."""
        found = self._known.get(purl)
        if found is None:
            found = self._known[purl] = canonical(purl)
        return found


def canonical(purl: str) -> str:
    """Return the canonical form of a package URL; empty when there is none.

    Refused, because they could borrow another package's identity: control characters and blanks, an encoded slash,
    bytes that are not UTF-8, segments that are dots or have blanks around them (packageurl-python strips both), and
    anything that does not survive parse and write.

    >>> canonical("pkg:PyPI/My_Package@1.0")
    'pkg:pypi/my-package@1.0'
    """
    if _CANONICAL.fullmatch(purl):
        return purl
    if len(purl) > PURL_LIMIT or not purl.startswith("pkg:") or _FORGED.search(purl) or _disguised(purl):
        return ""
    from packageurl import PackageURL

    try:
        written: str = PackageURL.from_string(purl).to_string()
        again: str = PackageURL.from_string(written).to_string()
    except ValueError:
        return ""
    return written if written == again else ""


def _disguised(purl: str) -> bool:
    """Tell whether a segment is not what it seems once decoded: a slash, dots, blanks around it, bytes not UTF-8.

    The values of qualifiers may hold encoded slashes and dots: they are often web addresses.
    """
    if purl.isascii() and "%" not in purl and not _DOT.search(purl):
        return False
    before, _hash, subpath = purl.partition("#")
    path = before.partition("?")[0]
    parts = [unquote(part) for part in _BETWEEN.split(f"{path}#{subpath}")]
    odd = any(part in (".", "..") or "/" in part or part != part.strip() for part in parts)
    return odd or "\ufffd" in unquote(purl)


def weak_id(supplier: str, name: str, version: str) -> str:
    """Return an id made of names alone; `?` stands for what no file says. It never begins like a package URL.

    >>> weak_id("", "zlib", "1.3")
    '?/zlib@1.3'
    """
    parts = [quote(unicodedata.normalize("NFC", part), safe=" +:~()!',") or "?" for part in (supplier, name, version)]
    supplied = parts[0].replace("pkg:", "pkg%3A", 1) if parts[0].startswith("pkg:") else parts[0]
    return f"{supplied}/{parts[1]}@{parts[2]}"
