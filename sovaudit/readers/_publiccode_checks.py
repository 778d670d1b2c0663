# SPDX-License-Identifier: EUPL-1.2
"""A publiccode.yml -> what is wrong with it, by the rules of `_publiccode_rules.py`, each with its line."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sovaudit.language import _
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._publiccode_rules import COUNTRIES, ROOT, WORDS, Rule
from sovaudit.readers._yaml import Document

VERSION = re.compile(r"0(?:\.[2-7](?:\.\d+)?)?")
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{4,8})*"
)
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>.]+(?:\.[^@\s<>.]+)+")
_MEDIA = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]*/[A-Za-z0-9*][\w!#$&^.+-]*")
_URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:\S+", re.IGNORECASE)
_IPA = re.compile(r"[A-Za-z0-9-]{1,15}")
_LICENCE = re.compile(r"[A-Za-z0-9.:+-]+|\(|\)")
GUESSES = 50
"""Misspelt words of one file for which the nearest known one is looked for: a millisecond each."""
_ALIASES = frozenset(("gdpr", "spid", "cie", "anpr", "pagopa", "io", "eidas"))
"""Aliases of `supports` seen; the standard refers to a registry of them."""


def check(document: Document, said: Grouped) -> None:
    """Hold a document whose root is a map to the standard."""
    _Checks(document, said).value(document.value, ROOT, "")


class _Checks:
    """Walks a document and its rules together."""

    def __init__(self, document: Document, said: Grouped) -> None:
        self._document = document
        self._said = said
        self._guesses = GUESSES

    def value(self, value: Any, rule: Rule, pointer: str) -> None:  # noqa: ANN401 -- whatever YAML holds
        """Check one value that is there."""
        if rule.kind == "map":
            self._map(value, rule, pointer)
        elif rule.kind == "list":
            self._list(value, rule, pointer)
        elif rule.kind == "flag":
            if not isinstance(value, bool):
                self._wrong(pointer, _("« {name} »: true or false was expected"))
        elif rule.kind == "urls":
            for each in value if isinstance(value, list) else [value]:
                self._text(each, Rule("url"), pointer)
        else:
            self._text(value, rule, pointer)

    def _map(self, value: Any, rule: Rule, pointer: str) -> None:  # noqa: ANN401
        if not isinstance(value, dict):
            self._wrong(pointer, _("« {name} »: keys and values were expected"))
            return
        for key, held in value.items():
            inner = rule.keys.get(key) or rule.each
            own = f"{pointer}/{key}"
            if inner is not None:
                if held is not None:
                    self.value(held, inner, own)
            elif pointer or key not in COUNTRIES:  # sections of other countries are theirs
                self._unknown(own, key, rule)
        for key, inner in rule.keys.items():
            if inner.required and value.get(key) in (None, "", [], {}):
                text = _("« {name} » is mandatory and missing")
                self._said.say(self._document.line(pointer), text, name=f"{pointer}/{key}".lstrip("/"))
        if pointer == "/description":
            self._languages(value, pointer)
        elif pointer == "/maintenance":
            self._maintenance(value, pointer)
        elif not pointer and "it" in value and "IT" in value:
            self._wrong("/it", _("« {name} »: there twice, as « it » and as « IT »"))

    def _unknown(self, pointer: str, key: str, rule: Rule) -> None:
        self._wrong(pointer, _("« {name} »: unknown key"), self._near(key, tuple(rule.keys)))

    def _near(self, word: str, known: tuple[str, ...]) -> str:
        """Return a hint at the known word that is nearest."""
        self._guesses -= 1
        near = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6) if self._guesses >= 0 else []
        return _("did you mean « {near} »?").format(near=near[0]) if near else ""

    def _list(self, value: Any, rule: Rule, pointer: str) -> None:  # noqa: ANN401
        if not isinstance(value, list):
            self._wrong(pointer, _("« {name} »: a list was expected"))
            return
        for index, each in enumerate(value):
            if each is not None and rule.each is not None:
                self.value(each, rule.each, f"{pointer}/{index}")

    def _text(self, value: Any, rule: Rule, pointer: str) -> None:  # noqa: ANN401
        if isinstance(value, bool):
            value = str(value).lower()  # a plain word is a text too
        if not isinstance(value, str):
            self._wrong(pointer, _("« {name} »: a text was expected"))
            return
        if rule.values and value not in rule.values:
            text = _("« {name} »: not one of the values of the standard")
            self._wrong(pointer, text, self._near(value, rule.values))
        elif rule.kind != WORDS and not _KINDS[rule.kind](value):
            self._wrong(pointer, _messages()[rule.kind])
        elif (rule.least and characters(value) < rule.least) or (rule.most and characters(value) > rule.most):
            text = _("« {name} »: {found} characters; from {least} to {most} are asked")
            self._wrong(pointer, text, found=characters(value), least=rule.least, most=rule.most)

    def _languages(self, value: dict[str, Any], pointer: str) -> None:
        for key in value:
            if not _LANGUAGE.fullmatch(key):
                self._wrong(f"{pointer}/{key}", _("« {name} »: not a language tag (BCP 47), such as fr or pt-BR"))
        described = [each for each in value.values() if isinstance(each, dict)]
        if described and not any(each.get("longDescription") for each in described):
            text = _("« {name} » is mandatory in one language at least, and missing")
            self._said.say(self._document.line(pointer), text, name="description/[lang]/longDescription")

    def _maintenance(self, value: dict[str, Any], pointer: str) -> None:
        kind = value.get("type")
        wanted = {"contract": "contractors", "internal": "contacts", "community": "contacts"}.get(str(kind))
        if wanted and not value.get(wanted):
            text = _("« {name} » is mandatory for maintenance of this type, and missing")
            self._said.say(self._document.line(pointer), text, name=f"maintenance/{wanted}")
        if kind != "contract" and value.get("contractors"):
            self._wrong(f"{pointer}/contractors", _("« {name} »: only for maintenance of type « contract »"))

    def _wrong(self, pointer: str, text: str, hint: str = "", **found: object) -> None:
        name = pointer.lstrip("/")[:120] or "publiccode.yml"
        self._said.say(self._document.line(pointer), text, hint, name=name, **found)


def characters(text: str) -> int:
    """Count characters as a person does: what joins or colours the one before is not counted.

    >>> characters("été"), characters("👦🏽"), characters("👨‍👩‍👧")
    (3, 1, 1)
    """
    count = 0
    joined = False
    for each in text:
        extends = unicodedata.category(each) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= each <= "\U0001f3ff"
        count += not (extends or joined)
        joined = each == "\u200d"
    return count


def _is_url(text: str, schemes: tuple[str, ...] = ()) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return bool(parts.scheme and host and not re.search(r"\s", text)) and (not schemes or parts.scheme in schemes)


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_picture(text: str) -> bool:
    """Tell whether a path may lead to a logo: relative, or on the web; SVG or PNG."""
    path = urlsplit(text).path if _is_url(text, ("http", "https")) else text
    relative = not text.startswith("/") and "://" not in text
    return (relative or path is not text) and path.lower().endswith((".svg", ".svgz", ".png"))


def _is_licence(text: str) -> bool:
    """Tell whether a text has the form of an SPDX expression; its ids are looked up when it is assessed."""
    tokens = _LICENCE.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        return False
    operand, depth = True, 0  # whether an operand is awaited
    for each in tokens:
        joins = each.upper() in ("AND", "OR", "WITH")
        if each == "(":
            depth += 1
        elif each == ")":
            depth -= 1
        if depth < 0 or operand == (joins or each == ")"):
            return False
        operand = joins or each == "("
    return bool(tokens) and not operand and depth == 0


def _is_support(text: str) -> bool:
    return text.removeprefix("alias:") in _ALIASES if text.startswith("alias:") else _is_uri(text)


def _is_uri(text: str) -> bool:
    return bool(_URN.fullmatch(text)) or _is_url(text)


_KINDS: dict[str, Callable[[str], bool]] = {
    "version": lambda text: bool(VERSION.fullmatch(text)),
    "url": _is_url,
    "http": lambda text: _is_url(text, ("http", "https")),
    "uri": _is_uri,
    "date": _is_date,
    "picture": _is_picture,
    "media": lambda text: bool(_MEDIA.fullmatch(text)),
    "support": _is_support,
    "country": lambda text: text.upper() in COUNTRIES and text in (text.upper(), text.lower()),
    "licence": _is_licence,
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "language": lambda text: bool(_LANGUAGE.fullmatch(text)),
    "ipa": lambda text: bool(_IPA.fullmatch(text)),
}


def _messages() -> dict[str, str]:
    return {
        "version": _("« {name} »: unknown version; 0 and 0.2 to 0.7 are known"),
        "url": _("« {name} »: an address was expected, with its scheme and host"),
        "http": _("« {name} »: an address on the web was expected (https://…)"),
        "uri": _("« {name} »: a URI was expected (https://… or urn:…)"),
        "date": _("« {name} »: a day was expected (YYYY-MM-DD)"),
        "picture": _("« {name} »: a relative path or an address of an SVG or PNG picture was expected"),
        "media": _("« {name} »: a media type was expected, such as text/plain"),
        "support": _("« {name} »: a URI or a known alias was expected"),
        "country": _("« {name} »: a country code was expected (ISO 3166-1 alpha-2, such as FR)"),
        "licence": _("« {name} »: an SPDX expression was expected, such as EUPL-1.2 or MIT OR Apache-2.0"),
        "email": _("« {name} »: an e-mail address was expected"),
        "language": _("« {name} »: not a language tag (BCP 47), such as fr or pt-BR"),
        "ipa": _("« {name} »: not a code of the Italian index of administrations"),
    }
