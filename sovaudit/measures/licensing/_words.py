# SPDX-License-Identifier: EUPL-1.2
"""Words of a licence statement: one normal form for all the ways of writing a name, and the vocabulary in that form.

`GNU General Public License, Version 2.0 or later`, `GPLv2+`'s long form and the SPDX name all come to `general public
2 later`; `GPL-2.0-or-later`, `GPLv2+`, `gpl >= 2` to `gpl 2 later`. The vocabulary is made by the same function from
the SPDX list's ids and names, the exceptions and our alias table, so that a new SPDX licence is understood without a
line of code.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

import msgspec

from sovaudit.knowledge import licences
from sovaudit.measures.licensing._expression import Leaf, Tree, known

_VERSION = re.compile(r"(?<![a-z])v(?:er|ers|ersion|ersions)?[ .:\-]*(?=\d)|(?<=[a-z])v(?=\d)")
_ZEROS = re.compile(r"(?<=\d)(?:\.0+)+(?!\.?\d)")
_WORD = re.compile(r"\d+(?:\.\d+)*|[a-z]+|[/,;|&()]")
_NUMBER_WORD = re.compile(r"\b(zero|one|two|three|four)[ -](?=clauses?\b|points?\b)")
_DIGIT = {"zero": "0 ", "one": "1 ", "two": "2 ", "three": "3 ", "four": "4 "}
_LATER = re.compile(
    r"(?:, )?(?:\b(?:and|or|ou|et) |[/&,] )"
    r"(?:(?:\( )?(?:at|a) (?:your|the|votre) (?:option|choice|discretion|convenance|choix)(?: \))? )?"
    r"(?:any |all |toute |its )?(?:versions? )?"
    r"(?:later|newer|above|higher|greater|upwards?|superior|subsequent|ulterieures?|superieures?|posterieures?)\b"
    r"(?: versions?\b)?"
)
_AT_LEAST = re.compile(r"(?:>=|=>|≥) ?(\d+(?:\.\d+)*)")
_LICENCE = re.compile(r"li[cs]en[cs]{1,3}e?[sd]?")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_REMARK = re.compile(
    r"\bas published by the free software foundation\b"
    r"|\byou may not use this file except in compliance with the license\b"
    r"|[+|] *file +licen[cs]e\b"
    r"|&#x?[0-9a-f]{1,4};?"
    rf"|(?:\b[0-9]{{1,2}}(?:st|nd|rd|th)? )?\b(?:{_MONTHS}) (?:[0-9]{{1,2}}(?:st|nd|rd|th)?,? )?(?:19|20)[0-9]{{2}}\b"
)
"""What is said around a licence and tells nothing of it: who published it, the Apache header, CRAN's file, its date."""


_REMARK_NEEDS = ("published", "compliance", "file", "&#", "19", "20")
_LATER_NEEDS = ("later", "newer", "above", "higher", "greater", "upward", "superior", "subsequent", "erieure")
"""Texts without which the pattern cannot match: looking for them first is five times faster than the pattern."""


def _has(text: str, needs: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, needs))


def normalise(text: str) -> str:
    """Return the words of a text in normal form, separated by single spaces; linear in the length of the text."""
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if _has(text, _REMARK_NEEDS):
        text = _REMARK.sub(" ", text)
    if _has(text, (">", "≥")):
        text = _AT_LEAST.sub(r" \1 later ", text)
    if _has(text, ("-", "_")):
        text = re.sub(r"(?<=\d)[_-](?=\d)", ".", text).replace("_", " ")
    if "+" in text:
        text = re.sub(r"(?<=[a-z0-9])\+(?![a-z0-9])", " later ", text).replace("+", " plus ")
    if "w/" in text:
        text = re.sub(r"\bw(?:/o\b|/out\b)", " without ", text)
        text = re.sub(r"\bw/", " with ", text)
    if _has(text, ("clause", "point")):
        text = _NUMBER_WORD.sub(lambda m: _DIGIT[m[1]], text)
    if "v" in text:
        text = _VERSION.sub(" ", text)
    if ".0" in text:
        text = _ZEROS.sub("", text)
    text = " ".join(_WORD.findall(text))
    if _has(text, _LATER_NEEDS):
        text = _LATER.sub("later", text)
    noise = licences.words("noise")
    words = text.replace("clauses", "clause").split()
    return " ".join([word for word in words if word not in noise and not _is_licence(word)])


def _is_licence(word: str) -> bool:
    """Tell the word *licence*, in French and English, however it is spelt."""
    return word.startswith("li") and _LICENCE.fullmatch(word) is not None


def words_of(text: str) -> list[str]:
    """Return the words of a text in normal form, without remarks' parentheses and without commas before a version.

    `General Public License (GPL), version 2` comes to the words of `General Public License GPL version 2`;
    parentheses around operators stay, for they are logic.
    """
    words = normalise(text).split(" ")
    if "(" not in words and "," not in words:
        return [word for word in words if word]
    logic = licences.words("or") | licences.words("and") | {"/", ","}
    opens: list[int] = []
    drop: set[int] = set()
    for place, word in enumerate(words):
        if word == "(":
            opens.append(place)
        elif word == ")" and opens:
            start = opens.pop()
            if place - start <= 12 and logic.isdisjoint(words[start:place]):
                drop |= {start, place}
        elif (
            word == ","
            and place + 1 < len(words)
            and (words[place + 1][0].isdigit() or words[place + 1] in ("with", "later"))
        ):
            drop.add(place)
    return [word for place, word in enumerate(words) if word and place not in drop]


@functools.lru_cache(maxsize=1 << 11)
def _key(text: str) -> str:
    return " ".join(words_of(text))


class Name(msgspec.Struct, frozen=True):
    """What a name of the vocabulary means: a tree; a family without a tree; or an exception.

    Args:
        tree: the licences meant, None when the name does not tell the version.
        family: the family that a bare name leaves open, in normal form; empty otherwise.
        exceptions: ids of the exceptions of that name, several when the versions differ.
        strong: may be trusted in the middle of a sentence.
    """

    tree: Tree | None = None
    family: str = ""
    exceptions: tuple[str, ...] = ()
    strong: bool = False


class Vocabulary:
    """Names in normal form, found longest first."""

    def __init__(self, names: dict[str, Name]) -> None:
        """Index the names by their first word."""
        self.names = names
        self.after_with = {key.removesuffix(" exception"): name for key, name in names.items() if name.exceptions}
        lengths: dict[str, set[int]] = {}
        for key in names:
            words = key.split(" ")
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: tuple(sorted(sizes, reverse=True)) for word, sizes in lengths.items()}

    def find(self, words: list[str], place: int) -> tuple[Name, int] | None:
        """Find the longest name that begins at this place, and how many words it takes."""
        for size in self._lengths.get(words[place], ()):
            if (
                place + size <= len(words)
                and (found := self.names.get(" ".join(words[place : place + size]))) is not None
            ):
                return found, size
        return None

    def find_exception(self, words: list[str], place: int) -> tuple[Name, int] | None:
        """Find the longest exception that begins at this place, the word *exception* left out or said twice."""
        for size in range(min(6, len(words) - place), 0, -1):
            key = " ".join(words[place : place + size]).replace("exceptions", "exception")
            while key.endswith(" exception"):
                key = key.removesuffix(" exception")
            if (found := self.after_with.get(key)) is not None:
                return found, size
        return None


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary: our aliases first, then SPDX ids, then SPDX names; a name of two licences is left out."""
    names: dict[str, Name] = {}
    for key, name in _exceptions():
        names[key] = name
    trusted = licences.words("trusted")
    for source in (_short_names, _spdx_names, _spdx_ids):
        fresh: dict[str, str] = {}
        twice: set[str] = set()
        for key, identifier in source():
            if fresh.setdefault(key, identifier) != identifier:
                twice.add(key)
        for key, identifier in fresh.items():
            if key not in twice and key:
                names[key] = Name(known(identifier), strong=" " in key or key in trusted)
    for alias in licences.aliases():
        key = _key(alias.alias)
        tree = known(alias.expression) if alias.expression else None
        if alias.family and isinstance(tree, Leaf):
            tree = Leaf(tree.licence, None, frozenset((alias.family,)))
        names[key] = Name(tree, normalise(alias.family), strong=" " in key or key in trusted)
    return Vocabulary(names)


def _spdx_ids() -> Iterator[tuple[str, str]]:
    for licence in licences.licences():
        if licence.on_spdx_list:
            yield from _both(_key(licence.id), licence.id)


def _spdx_names() -> Iterator[tuple[str, str]]:
    for licence in licences.licences():
        if licence.on_spdx_list:
            yield from _both(_key(licence.name), licence.id)


def _short_names() -> Iterator[tuple[str, str]]:
    """Names without their version, where only one licence has the name ("Boost Software License")."""
    for licence in licences.licences():
        if licence.on_spdx_list and " " in (key := re.sub(r" \d[\d.]*$", "", _key(licence.name))):
            yield key, licence.id


def _both(key: str, identifier: str) -> Iterator[tuple[str, str]]:
    """A name, and for "GPL 2 only" the plain "GPL 2" too: the deprecated ids say that it means the same."""
    yield key, identifier
    if key.endswith(" only"):
        yield key.removesuffix(" only"), identifier


def _exceptions() -> Iterator[tuple[str, Name]]:
    """Exceptions by id and by name, with and without the version."""
    found: dict[str, dict[str, None]] = {}
    for name, identifier in licences.exception_names().items():
        for text in (name, identifier):
            key = _key(text)
            for variant in (key, re.sub(r" \d[\d.]*$", "", key), re.sub(r" note$", "", key)):
                if " " in variant and not re.match(r"(?:l|a)?gpl |general public ", variant):
                    found.setdefault(variant, {})[identifier] = None
                    if "exception" not in variant:
                        found.setdefault(variant + " exception", {})[identifier] = None
    for short, identifier in (("cpe exception", "Classpath-exception-2.0"), ("runtime exception", "GCC-exception-3.1")):
        found[short] = {identifier: None}
    for key, identifiers in found.items():
        yield key, Name(exceptions=tuple(identifiers))
