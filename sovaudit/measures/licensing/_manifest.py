# SPDX-License-Identifier: EUPL-1.2
r"""A licence field as package managers write it, taken apart: lines, keys, classifiers, addresses.

The forms met: `- type: MIT\n  url: …` (npm), `- name: …\n  url: …` (Maven), `license: …\nclassifiers:\n  -
'License :: …'` and `{'license': …, 'classifiers': […]}` (PyPI), `:type = MIT, :file = LICENSE` (CocoaPods),
`LegalCopyright: …\nLicense: …` (Windows), plain lists `- MIT` (gem, conan, Debian), `Apache-2.0;link="…"` (OSGi).

Several entries of Maven and npm are a choice (Maven POM reference: the user can select any of them; npm's documentation
replaces the old array by an OR expression). Several lines of a plain list all apply: the prudent reading where no
manual says.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

_KEYS = (
    "license|licence|licenses|licences|classifiers|name|type|url|comments|distribution|file|text|source"
    "|legalcopyright|legaltrademarks"
)
_MARK = re.compile(
    rf"(?:^|(?<=[\n{{,\[]))[ \t]*(?P<dash>-[ \t]+)?:?(?P<q>['\"]?)(?P<key>{_KEYS})(?P=q)[ \t]*(?:=>|=|:(?!:))[ \t]*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[ \t]*[-*•][ \t]+", re.MULTILINE)
_CLASSIFIER = re.compile(r"\blicen[sc]e ?:: ?[^'\"\n\]]+", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>'\"),;]+", re.IGNORECASE)
_OSGI = re.compile(r";\s*(?:link|description)\s*=\s*(?:\"[^\"]*\"|[^\s,]*)", re.IGNORECASE)
_QUOTES = " \t\r\n'\"`,;{}[]"


class Entry(msgspec.Struct, frozen=True):
    """One licence entry: texts in order of trust (the name, then the address), the first that is understood tells."""

    texts: tuple[str, ...]
    remark: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """The entries of a field, and how they relate; "SAME" when they speak of one licensing several times."""

    entries: tuple[Entry, ...]
    relation: Literal["AND", "OR", "SAME"]


def take_apart(statement: str) -> Manifest:
    """Take a field apart; a plain phrase is one entry."""
    statement = _OSGI.sub("", statement)
    classifiers = [classifier_words(found) for found in _CLASSIFIER.findall(statement)]
    marks = list(_MARK.finditer(statement))
    before = statement[: marks[0].start()] if marks else ""
    if marks and (not before.strip(_QUOTES) or _ITEM.match(before)):
        keyed = _keyed(statement, marks, [words for words in classifiers if words])
        items = _items(before)
        return Manifest((*items, *keyed.entries), keyed.relation if not items else "AND")
    if classifiers:
        rest = _CLASSIFIER.sub("", statement).strip(_QUOTES + "-")
        return Manifest(tuple(Entry((words,)) for words in (rest, *classifiers) if words), "SAME")
    if _ITEM.match(statement):
        return Manifest(_items(statement), "AND")
    return Manifest((Entry((statement.strip(_QUOTES),)),), "AND")


def _items(lines: str) -> tuple[Entry, ...]:
    items = [item.strip(_QUOTES) for item in _ITEM.split(lines)]
    return tuple(Entry((item,)) for item in items if item)


def classifier_words(classifier: str) -> str:
    """The telling part of a trove classifier; empty when it names no licence (`License :: OSI Approved`).

    >>> classifier_words("License :: OSI Approved :: MIT License"), classifier_words("License :: OSI Approved")
    ('MIT License', '')
    """
    last = classifier.rsplit("::", 1)[-1].strip(_QUOTES)
    return "" if last.lower() in {"osi approved", "dfsg approved", "license", "licence"} else last


def _keyed(statement: str, marks: list[re.Match[str]], classifiers: list[str]) -> Manifest:
    """Group the keys into entries: a dash, or a key that comes again, begins a new one."""
    groups: list[dict[str, str]] = [{}]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        key = mark["key"].lower()
        value = statement[mark.end() : after.start() if after else len(statement)].strip(_QUOTES)
        if groups[-1] and (mark["dash"] or key in groups[-1]):
            groups.append({})
        groups[-1][key] = value
    entries = [entry for group in groups if (entry := _entry(group)) is not None]
    listed = [Entry((words,)) for words in classifiers]
    if listed:
        return Manifest((*entries, *listed), "SAME")
    choice = len(entries) > 1 and all("url" in group or "name" in group for group in groups)
    return Manifest(tuple(entries), "OR" if choice else "AND")


def _entry(group: dict[str, str]) -> Entry | None:
    """Make the entry of one group of keys; a list inside a value counts as one text per line."""
    texts: list[str] = []
    for key in ("license", "licence", "licenses", "licences", "type", "name", "url", "text"):
        value = group.get(key, "")
        value = _CLASSIFIER.sub("", value).strip(_QUOTES + "-") if "::" in value else value
        if value:
            texts.append(value)
    if not texts:
        return None
    return Entry(tuple(texts), group.get("comments", ""))


def addresses(text: str) -> tuple[list[str], str]:
    """Return the addresses in a text and the text without them."""
    found = _URL.findall(text)
    return found, _URL.sub(" ", text) if found else text


def bare_address(address: str) -> str:
    """Write an address as our table does: no scheme, no www, no suffix, no fragment, lower case.

    >>> bare_address("https://www.apache.org/licenses/LICENSE-2.0.txt")
    'apache.org/licenses/license-2.0'
    """
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower())
    address = address.split("#", 1)[0].split("?", 1)[0].rstrip("/.")
    return re.sub(r"\.(?:html?|txt|php|md|en|fr)$", "", address)


_HOSTS = {
    "spdx.org": r"licenses/(.+)",
    "opensource.org": r"licen[sc]es?/(.+)",
    "gnu.org": r"(?:licenses|copyleft)/(?:old-licenses/)?(.+?)(?:-standalone)?(?:\.[a-z]{2})?",
    "choosealicense.com": r"licenses/(.+)",
    "licenses.nuget.org": r"(.+)",
    "api.github.com": r"licenses/(.+)",
    "tldrlegal.com": r"license/(.+)",
    "apache.org": r"licenses/(license-.+)",
    "creativecommons.org": r"licenses/([a-z-]+/[0-9.]+)(?:/.*)?",
    "mozilla.org": r"(?:en-us/)?(mpl/.+)",
}


def named_by(address: str) -> str:
    """The licence name that an address holds, as words; empty when it holds none.

    >>> named_by("opensource.org/licenses/mit"), named_by("creativecommons.org/licenses/by-sa/4.0/deed.fr")
    ('mit', 'cc by-sa 4.0')
    """
    host, _, path = address.partition("/")
    pattern = _HOSTS.get(host)
    if pattern is not None:
        match = re.fullmatch(pattern, path)
        if match is None:
            return ""
        name = match[1].replace("/", " ")
        return {"creativecommons.org": "cc ", "apache.org": "apache "}.get(host, "") + name
    match = re.search(r"/(?:(?:license|licence|copying)[-_.]([a-z0-9.+-]+)|([a-z0-9.+-]+)[-_.]licen[sc]e)$", address)
    return (match[1] or match[2]) if match is not None else ""
