# SPDX-License-Identifier: EUPL-1.2
"""Names of programs and of organisations as people and installers write them -> keys to compare them by.

Case, accents, blanks and punctuation do not tell names apart (`7-Zip`, `7zip`); `+` and `#` after a letter do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

LIMIT = 300
"""Characters of a name that are compared: regular expressions must not meet more."""

_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_INITIALS = re.compile(r"\b(?:\w\.){2,}|\b[aA]/[sS]\b")
_MACHINE = r"x86[_-]64|x64|x86|amd64|arm64|aarch64|i[3-6]86|win(?:32|64)|(?:32|64)[ -]?bits?"
_NOISE = re.compile(
    rf"\b(?:(?:version|build|release|rev|update)\s*\d[\w.]*|v?\d+(?:\.\d+)+[a-z0-9]*(?:[-+~][\w.]+)?|{_MACHINE})\b",
    re.IGNORECASE,
)
_LANGUAGE = r"french|fran[cç]ais|english|anglais|multilingual|multilingue"
_LOCALE = rf"[a-z]{{2}}(?:[-_][a-z]{{2,4}})?|{_LANGUAGE}"
_ASIDE = re.compile(rf"[(\[][\s,;/-]*(?:(?:{_LOCALE})[\s,;/-]*)*[)\]]", re.IGNORECASE)
_TAIL = re.compile(rf"\s[-–]\s*(?:[a-z]{{2}}-[a-z]{{2}}|{_LANGUAGE})\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"v?\d+[a-z]?")
_EDITIONS = frozenset(
    {
        *(
            "edition",
            "professional",
            "professionnel",
            "professionnelle",
            "pro",
            "enterprise",
            "entreprise",
            "community",
        ),
        *("standard", "ultimate", "home", "premium", "basic", "starter", "plus", "express", "free", "trial", "lite"),
        *("portable", "esr", "lts", "mui", "dc", "setup", "installer", "version", "client", "desktop"),
    }
)
_FORMS = {
    **dict.fromkeys(("sa", "sas", "sasu", "sarl", "eurl", "scop", "snc", "sca", "scic", "gie", "se", "sel")),
    **dict.fromkeys(("gmbh", "ag", "kg", "ug", "ev", "bv", "nv", "vof", "spa", "srl", "sl", "slu", "lda", "ltda")),
    **dict.fromkeys(("inc", "corp", "co", "ltd", "llc", "llp", "lp", "plc", "pty", "pte", "kk", "kft", "sro", "zrt")),
    **dict.fromkeys(("ab", "oy", "oyj", "as", "asa", "aps", "ou", "uab", "sia", "doo", "ood", "eood")),
    **{"incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd"},
}
"""Legal forms -> how they are abbreviated, None when they are."""


class Program(Struct, frozen=True):
    """Keys of the name of a program.

    Args:
        words: without versions, architectures and languages.
        plain: those words in one piece.
        loose: without editions, years and trailing numbers as well.
    """

    words: tuple[str, ...]
    plain: str
    loose: str


class Firm(Struct, frozen=True):
    """Keys of the name of an organisation.

    Args:
        words: without its legal form.
        plain: those words in one piece.
        form: its legal form, abbreviated; empty when the name does not say it.
    """

    words: tuple[str, ...]
    plain: str
    form: str


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name, without case and accents.

    >>> words_of("Éditeur Notepad++ (C#)")
    ('editeur', 'notepad++', 'c#')
    """
    plain = text[:LIMIT]
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(each for each in parts if not unicodedata.combining(each))
    return tuple(_WORD.findall(plain.casefold()))


@lru_cache(maxsize=65536)
def program(text: str) -> Program:
    """Return the keys of a program's name.

    >>> program("Mozilla Firefox (x64 fr) 115.0").words, program("7-Zip 23.01 (x64)").plain
    (('mozilla', 'firefox'), '7zip')
    >>> program("Microsoft Office Standard 2016").loose
    'microsoftoffice'
    """
    bare = _TAIL.sub("", _ASIDE.sub(" ", _NOISE.sub(" ", text[:LIMIT])))
    words = words_of(bare) or words_of(text)
    kept = [word for word in words if word not in _EDITIONS]
    while len(kept) > 1 and _NUMBER.fullmatch(kept[-1]):
        kept.pop()
    return Program(words, "".join(words), "".join(kept or words))


@lru_cache(maxsize=65536)
def firm(text: str) -> Firm:
    """Return the keys of an organisation's name.

    >>> firm("Adobe Systems Incorporated"), firm("Éditions Acmé S.A.S.").plain
    (Firm(words=('adobe', 'systems'), plain='adobesystems', form='inc'), 'editionsacme')
    """
    joined = _INITIALS.sub(lambda found: re.sub(r"\W", "", found[0]), text[:LIMIT])
    words, form = list(words_of(joined)), ""
    while len(words) > 1 and words[-1] in _FORMS:
        last = words.pop()
        form = _FORMS[last] or last
    if len(words) > 1 and words[0] in ("the", "societe", "ste"):
        words = words[1:]
    return Firm(tuple(words), "".join(words), form)
