# SPDX-License-Identifier: EUPL-1.2
"""A phrase about licences, in words, to a tree.

Names are found longest first (`_words`), joined by what stands between them:

* nothing: all apply (`MIT BSD GPL2+`, Alpine), and what says the same thing twice is one (`Apache License 2.0
  (Apache-2.0)`);
* `/`: a choice (`MIT/Apache-2.0`: Cargo's documented meaning), and it binds tighter than words;
* `and`, `&`, `+`, `;`, `,`: all apply, unless the list ends in *or*, or the phrase says *dual*, *either*, *any of*;
* `or`, `|`: a choice.

A phrase of which every word is understood is trusted. In a sentence with other words a licence is trusted when it is
the only one, its name is unmistakable, and no word says that something differs (*not*, *except*, *parts*…). Otherwise
we do not know: a wrong licence costs more than an unknown one.
"""

from __future__ import annotations

import functools

from sovaudit.knowledge import licences
from sovaudit.measures.licensing._expression import Leaf, Tree
from sovaudit.measures.licensing._joining import BLURRED, Piece, assemble, family_of, merge
from sovaudit.measures.licensing._words import Name, normalise, vocabulary, words_of

MAX_WORDS = 400


def understand_phrase(text: str, *, prose: bool = True) -> Tree | None:
    """Read a phrase; the tree may hold leaves of an open family, which `_joining.settle` closes.

    Args:
        text: the phrase.
        prose: whether a licence may be taken from a sentence whose other words are not understood.
    """
    words = words_of(text)
    if not words or len(words) > MAX_WORDS:
        return None
    scan = _Scan(words)
    pieces, strange = scan.pieces()
    if not strange:
        return assemble(pieces, choice=not licences.words("choice").isdisjoint(words))
    return _only_licence(scan, words, strange) if prose else None


@functools.cache
def _roles() -> dict[str, str]:
    """Word -> what it does between names; words that speak of a choice go with any licence."""
    roles = dict.fromkeys(licences.words("glue") | licences.words("choice"), "glue")
    for role in ("or", "and", "with"):
        roles |= dict.fromkeys(licences.words(role), role)
    return roles


def says_nothing(text: str) -> bool:
    """Whether a phrase names no licence and nothing else either (`see LICENSE`, `Dual License`, `unknown`)."""
    pieces, strange = _Scan(words_of(text)).pieces()
    return not pieces and set(strange) <= {"unknown", "none", "na"}


def means_choice(text: str) -> bool:
    """Whether a phrase speaks of a choice (`Dual License`)."""
    return not licences.words("choice").isdisjoint(words_of(text))


class _Scan:
    """One pass over the words, longest names first."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.out: list[Piece] = []
        self.strange: list[str] = []
        self.number = ""
        self.strong = True
        self.wants_exception = False

    def pieces(self) -> tuple[list[Piece], list[str]]:
        """Return trees and operators in order, and the words that were not understood."""
        place = 0
        names = vocabulary()
        while place < len(self.words):
            found = names.find_exception(self.words, place) if self.wants_exception else None
            found = found or names.find(self.words, place)
            if found is None:
                self._word(self.words[place])
                place += 1
                continue
            name, size = found
            place += size
            if place < len(self.words) and self.words[place] in licences.words("like"):
                name = _blurred(name)
                place += 1
            self._name(name)
        if self.number or self.wants_exception or (self.out and self.out[-1] in ("or", "and", "/")):
            self.strange.append(self.number or "with")
        return self.out, self.strange

    def _name(self, name: Name) -> None:
        self.strong = self.strong and name.strong
        if name.exceptions:
            self._exception(name.exceptions)
            return
        if self.wants_exception:
            self.strange.append("with")
            self.wants_exception = False
        tree = name.tree
        if self.number and name.family:
            numbered = vocabulary().names.get(f"{name.family} {self.number}")
            if numbered is not None and numbered.tree is not None:
                tree, self.number = numbered.tree, ""
        if tree is None:
            tree = Leaf("", None, frozenset((name.family,)))
        self.out.append(tree)

    def _exception(self, ids: tuple[str, ...]) -> None:
        """Attach an exception to the licence before it, at best the version made for that licence's."""
        alone = sum(1 for piece in self.out if not isinstance(piece, str)) == 1
        while self.out and isinstance(self.out[-1], str) and (alone or self.out[-1] == ","):
            self.out.pop()
        self.wants_exception = False
        if not self.out or not isinstance(last := self.out[-1], Leaf) or not last.licence or last.exception:
            self.strange.append("exception")
            return
        major = next((c for c in last.licence if c.isdigit()), "")
        fitting = [i for i in ids if f"-{major}." in i] or list(ids)
        if len(fitting) > 1 or (fitting[0].startswith("GCC-") and "GPL" not in last.licence):
            self.strange.append("exception")
            return
        self.out[-1] = Leaf(last.licence, fitting[0])

    def _word(self, word: str) -> None:
        role = _roles().get(word)
        if role == "with" and self.out and isinstance(self.out[-1], Leaf):
            self.wants_exception = True
        elif role in ("or", "and"):
            self.out.append(role)
        elif word in {"/", ",", "(", ")"}:
            self.out.append(word)
        elif word == "later":
            self._later()
        elif word[0].isdigit():
            self._number(word)
        elif role != "glue":
            self.strange.append(word)

    def _later(self) -> None:
        last = self.out[-1] if self.out else None
        if self.number:
            self.number += " later"
        elif not isinstance(last, Leaf):
            self.strange.append("later")
        elif not last.family and not last.licence.endswith("-or-later"):
            base = last.licence.removesuffix("-only")
            grown = licences.licence(base + "-or-later")
            self.out[-1] = Leaf(grown.id if grown else base.removesuffix("+") + "+", last.exception)

    def _number(self, word: str) -> None:
        """Take a lone number as a version of the name before it (`GPL 2 or 3`), else of the one to come."""
        last = next((piece for piece in reversed(self.out) if not isinstance(piece, str)), None)
        if isinstance(last, Leaf) and self.out:
            numbered = _version(last, word)
            if numbered is not None:
                while last.family and self.out.pop() is not last:
                    pass
                self.out.append(numbered)
                return
        if self.number:
            self.strange.append(self.number)
        self.number = word


def _version(leaf: Leaf, number: str) -> Tree | None:
    """The member of a leaf's family that has this version number."""
    if BLURRED in leaf.family:
        return None
    for family in sorted(family_of(leaf), key=len):
        found = vocabulary().names.get(f"{family} {number}")
        if found is not None and isinstance(found.tree, Leaf) and not found.family:
            return found.tree
    return None


def _blurred(name: Name) -> Name:
    """`BSD-like`, `Python style`: of that family, and no telling which."""
    words = normalise(name.tree.licence).split(" ") if isinstance(name.tree, Leaf) else ["?"]
    return Name(Leaf("", None, frozenset((name.family or words[0], BLURRED))), "", (), name.strong)


def _only_licence(scan: _Scan, words: list[str], strange: list[str]) -> Tree | None:
    """Trust the single licence of a sentence."""
    if not licences.words("sour").isdisjoint(words) or not scan.strong or licences.words("cue").isdisjoint(words):
        return None
    trees = [piece for piece in scan.out if not isinstance(piece, str)]
    tree = merge(trees)
    if not isinstance(tree, Leaf):
        return None
    if tree.family:
        for number in (word for word in strange if word[0].isdigit()):
            numbered = _version(tree, number)
            if numbered is not None:
                return numbered
    return tree
