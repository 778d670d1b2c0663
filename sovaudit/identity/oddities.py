# SPDX-License-Identifier: EUPL-1.2
"""A text -> what in it deceives the eye: the reason not to take it for what it looks like (promise P7).

A name in one script is never odd, whatever the script; nor is an accent, a ligature or a letter that folds to two.
Letters of scripts that look alike are odd within one word only: `Яндекс Browser` is two words.

Source: Unicode TR 36 (security considerations), TR 39 section 5.2 (restriction levels: Latin goes with any
other script but Cyrillic and Greek), TR 9 (marks of direction); CVE-2021-42574 (Trojan Source), CVE-2021-42694.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CONTROL, DIRECTION, INVISIBLE, TAG, NO_CHARACTER, SURROGATE, MIXED = (
    "control",
    "direction",
    "invisible",
    "tag",
    "no-character",
    "surrogate",
    "mixed-scripts",
)
"""Control characters; marks of writing direction; characters without width; tag characters; code points that are no
characters; halves of surrogate pairs; scripts that look alike within one word."""

_KINDS = (
    (CONTROL, re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")),
    (DIRECTION, re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f]")),
    (
        INVISIBLE,
        re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0]"),
    ),
    (TAG, re.compile("[\U000e0000-\U000e007f]")),
    (
        NO_CHARACTER,
        re.compile("[\ufdd0-\ufdef" + "".join(chr(p << 16 | n) for p in range(17) for n in (0xFFFE, 0xFFFF)) + "]"),
    ),
    (SURROGATE, re.compile("[\ud800-\udfff]")),
)
_WORD = re.compile(r"[^\W_]+")
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "COPTIC", "CHEROKEE", "ARMENIAN", "LISU", "FULLWIDTH", "MATHEMATICAL")
"""Beginnings of the names of letters that are drawn like letters of another script; full-width and mathematical Latin
letters count as scripts of their own."""
_OWN_SHAPE = frozenset("ΓΔΘΛΞΠΣΦΨΩγδεζθλμξπςσφψω")
"""Greek letters that nobody takes for Latin ones, common in names of products (λ, π, Ω)."""


def oddities(text: str) -> tuple[str, ...]:
    r"""Return what is odd about a text, as stable words; nothing for an ordinary one.

    >>> oddities("Базальт СПО"), oddities("naïve œuvre"), oddities("r\u0435quests"), oddities("a\u202eb\u200b")
    ((), (), ('mixed-scripts',), ('direction', 'invisible'))
    """
    if text.isascii() and text.isprintable():
        return ()
    found = [kind for kind, pattern in _KINDS if pattern.search(text)]
    if not text.isascii() and any(map(_mixed, _WORD.findall(text))):
        found.append(MIXED)
    return tuple(found)


def _mixed(word: str) -> bool:
    """Tell whether a word has letters of two scripts that look alike."""
    if word.isascii():
        return False
    return len({script for each in word if (script := _script(each))}) > 1


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the script of a letter when its letters look like those of another one."""
    if not letter.isalpha() or letter in _OWN_SHAPE:
        return ""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in _ALIKE else ""
