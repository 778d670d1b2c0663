# SPDX-License-Identifier: EUPL-1.2
"""Things of the inventory that have names -> an index to look names up in.

One index a kind of thing. Exact keys are looked up in tables, words in an inverted index that passes over the words
which hundreds of names have: ten thousand names against two thousand take less than a second.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from sovaudit.identity._aliases import ORGANISATIONS, PRODUCTS
from sovaudit.identity._names import Program, firm, program, words_of

SCORES = {"exact": 1.0, "alias": 0.95, "edition": 0.85, "prefix": 0.8}
"""How much a rule is worth on names alone, best first; `tokens` counts its own, below these."""
ENOUGH = 0.6
"""Share of weighted words in common from which the rule `tokens` proposes."""
AGREES, SILENT, DIFFERS = 1.0, 0.9, 0.6
"""What the publishers make of a score: the same one, one not said, two."""
_COMMON = 200
_SEVERAL = 3


class Candidate(Struct, frozen=True):
    """A thing that a name may stand for.

    Args:
        id: node id, such as `application:ged`.
        title: its name, as its own file writes it.
        aliases: its other names.
        publishers: names of who publishes it; empty when nobody says.
        version: when only this version of it is meant.
    """

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    version: str = ""


class Proposal(NamedTuple):
    """A candidate for a name: on which rule, how good, and whether exactly this and from the same publisher."""

    candidate: Candidate
    rule: str
    score: float
    agrees: bool


def _groups(rows: Iterable[tuple[str, ...]], key_of: str) -> dict[str, str]:
    """Return key -> first key of its group."""
    keys = [[program(each).plain if key_of == "program" else firm(each).plain for each in row] for row in rows]
    return {key: row[0] for row in keys for key in row}


_PRODUCTS = _groups(PRODUCTS, "program")
_FIRMS = _groups(ORGANISATIONS, "firm")


def publisher_key(name: str) -> str:
    """Return what two names of one publisher have in common."""
    key = firm(name).plain
    return _FIRMS.get(key, key)


class Index:
    """Candidates of one kind."""

    def __init__(self, candidates: Sequence[Candidate], *, organisations: bool = False) -> None:
        """Index the names of all candidates, by rule and by word."""
        self._candidates = candidates
        self._organisations = organisations
        self.versioned = any(each.version for each in candidates)
        self._by_rule: dict[str, dict[str, list[int]]] = {rule: defaultdict(list) for rule in SCORES}
        self._words: dict[str, list[int]] = defaultdict(list)
        self._own: list[list[set[str]]] = []
        self._publishers = [frozenset(map(publisher_key, each.publishers)) for each in candidates]
        for number, each in enumerate(candidates):
            named = [(each.title, "exact"), *((alias, "alias") for alias in each.aliases)]
            self._own.append([])
            for name, rule in named:
                self._add(number, name, rule, each.publishers)

    def _add(self, number: int, name: str, rule: str, publishers: tuple[str, ...]) -> None:
        keys = self._keys(name, publishers)
        self._put(rule, keys["exact"], number)
        for other in ("alias", "edition", "prefix"):
            self._put(other, keys[other], number)
        words = set(_telling(self._parts(name), publishers))
        self._own[number].append(words)
        for word in words:
            if not self._words[word] or self._words[word][-1] != number:
                self._words[word].append(number)

    def _put(self, rule: str, key: str, number: int) -> None:
        found = self._by_rule[rule][key]
        if key and (not found or found[-1] != number):
            found.append(number)

    def _parts(self, name: str) -> tuple[str, ...]:
        return firm(name).words if self._organisations else program(name).words

    def _keys(self, name: str, publishers: tuple[str, ...]) -> dict[str, str]:
        if self._organisations:
            key = firm(name).plain
            return {"exact": key, "alias": _FIRMS.get(key, ""), "edition": "", "prefix": ""}
        said = program(name)
        return {
            "exact": said.plain,
            "alias": _PRODUCTS.get(said.plain, ""),
            "edition": said.loose,
            "prefix": _without_publisher(said, publishers),
        }

    def proposals(self, name: str, publisher: str = "", version: str = "") -> list[Proposal]:
        """Return who the name may stand for, by the best rule that finds anybody, best first.

        Args:
            publisher: who is said to publish it; empty when nobody says.
            version: the version found, for candidates that are one version.
        """
        publishers = (publisher,) if publisher else ()
        keys = self._keys(name, publishers)
        for rule, worth in SCORES.items():
            found = self._by_rule[rule].get(keys[rule] or keys["exact"], ()) if keys["exact"] else ()
            kept = [each for each in found if self._candidates[each].version in ("", version)]
            if kept:
                return self._ranked(((each, worth) for each in kept), rule, name, publisher)
        return self._ranked(self._by_words(name, publishers, version), "tokens", name, publisher)[:_SEVERAL]

    def _ranked(self, found: Iterable[tuple[int, float]], rule: str, name: str, publisher: str) -> list[Proposal]:
        proposals = []
        for number, worth in found:
            factor = self._agreement(number, name, publisher)
            proposal = Proposal(self._candidates[number], rule, round(worth * factor, 2), factor == AGREES)
            proposals.append(proposal)
        return sorted(proposals, key=lambda each: (-each.score, each.candidate.id))

    def _agreement(self, number: int, name: str, publisher: str) -> float:
        """Weigh what is known beside the names: publishers, or the legal forms of two organisations."""
        if self._organisations:
            forms = {firm(name).form, firm(self._candidates[number].title).form}
            return AGREES if len(forms - {""}) < 2 else SILENT
        if not publisher or not self._publishers[number]:
            return SILENT
        return AGREES if publisher_key(publisher) in self._publishers[number] else DIFFERS

    def _by_words(self, name: str, publishers: tuple[str, ...], version: str) -> Iterator[tuple[int, float]]:
        """Weigh the words in common, rare ones more, publishers' names apart; the mean of both sides' shares."""
        words = set(_telling(self._parts(name), publishers))
        rare = [word for word in words if 0 < len(self._words.get(word, ())) <= _COMMON and not word.isdecimal()]
        near = {number for word in rare for number in self._words[word]}
        whole = sum(map(self._weight, words))
        for number in near:
            if self._candidates[number].version not in ("", version):
                continue
            shares = []
            for own in self._own[number]:
                common = sum(map(self._weight, words & own))
                shares.append((common / whole + common / max(sum(map(self._weight, own)), common)) / 2 if common else 0)
            share = max(shares)
            if share >= ENOUGH:
                yield number, round(share * 0.8, 4)

    def _weight(self, word: str) -> float:
        return math.log(1 + len(self._candidates) / (1 + len(self._words.get(word, ())))) + 0.1


def _telling(words: Iterable[str], publishers: tuple[str, ...]) -> list[str]:
    """Return the words that tell products apart: not those of the publisher, unless there are no others."""
    named = {word for each in publishers for word in firm(each).words}
    kept = [word for word in words if word not in named and (len(word) > 1 or not word.isascii())]
    return kept or list(words)


def _without_publisher(said: Program, publishers: tuple[str, ...]) -> str:
    """Return the plain key without the publisher's name before it: `Mozilla Firefox` of Mozilla is `firefox`."""
    for each in publishers:
        own = firm(each).words
        for length in range(len(own), 0, -1):
            if len(said.words) > length and said.words[:length] == own[:length]:
                return "".join(said.words[length:])
    return said.plain


def purl_names(purl: str) -> tuple[str, ...]:
    """Return the name in a package URL, to serve as another name."""
    last = purl.partition("?")[0].partition("#")[0].partition("@")[0].rpartition("/")[2]
    return (" ".join(words_of(last)),) if last else ()
