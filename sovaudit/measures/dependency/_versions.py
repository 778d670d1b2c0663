# SPDX-License-Identifier: EUPL-1.2
"""A version as a file or a person writes it -> the release cycles it may belong to.

The rule: the longest cycle that is a dotted prefix of the version. 16.4 is of cycle 16, never of 1; 9.6.24 of 9.6; a
letter ends a number (1.1.1w is of 1.1.1, 19c of 19). A version that says less than the cycles do (`4` where there are
4.0, 4.1 and 4.2) may be of any of these, and so may one of which several cycles differ by a suffix alone (13.0 with
service packs). The caller may still know the answer, when it is the same for all of them.

Some publishers number otherwise; each of their ways has a line in `_written`:

- Windows and Windows Server: a build (10.0.20348) is the `latest` of its cycles; « 11 23H2 Entreprise » is 11-23h2-e.
- SQL Server: the year is in the label; Exchange: a build (15.1.…) is found by the builds of the newest versions.
- Java: 1.8.0_292 is 8. SUSE Linux Enterprise Server: « 15 SP6 » is 15.6. Debian and Ubuntu: the codename.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sovaudit.knowledge.lifecycles import Cycle, Product

LIMIT = 200
"""Characters of a version that are looked at."""

Numbers = tuple[int, ...]

_LEADING = re.compile(r"\d{1,9}(?:\.\d{1,9})*")
_NO_VERSION = re.compile(r"\s*[<>=~^!*]|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64}\Z|sha\d+:")
"""A range, a commit, the digest of an image."""
_EPOCH = re.compile(r"^\d{1,9}:")
_TOKEN = re.compile(r"[a-z0-9.+]+")
_BUILT = frozenset(("windows", "windows-server", "windows-server-core"))
_BY_BUILD = frozenset(("msexchange", "sharepoint"))
_SUBSCRIPTION = frozenset(("se", "subscription"))
_JAVA = frozenset(
    (
        *("oracle-jdk", "openjdk-builds-from-oracle", "eclipse-temurin", "amazon-corretto", "azul-zulu"),
        *("bellsoft-liberica", "microsoft-build-of-openjdk", "redhat-build-of-openjdk"),
    )
)
_EDITIONS = frozenset(
    (
        *("edition", "standard", "datacenter", "essentials", "web", "express", "developer", "evaluation"),
        *("version", "release", "gnu", "linux", "server", "x64", "64", "bit", "bits", "lts"),
    )
)
_WINDOWS_EDITIONS = {
    **dict.fromkeys(("w", "home", "famille", "pro", "professional", "professionnel", "workstations"), "w"),
    **dict.fromkeys(("e", "enterprise", "entreprise", "education"), "e"),
    **dict.fromkeys(("lts", "ltsc", "ltsb"), "lts"),
    "iot": "iot",
}
_OTHERS = {"w": {"e", "lts", "iot"}, "e": {"w"}}
"""Letter for some editions of Windows -> what stands for others in the name of a cycle; many have one for all."""


@lru_cache(maxsize=65536)
def numbers(text: str) -> Numbers:
    """Return the dotted number that a text begins with; empty when it begins with none.

    >>> numbers("16.4-1"), numbers("1.1.1w"), numbers("bookworm")
    ((16, 4), (1, 1, 1), ())
    """
    found = _LEADING.match(text)
    return tuple(map(int, found[0].split("."))) if found else ()


class Releases:
    """The cycles of one product, by all that a version may say of them."""

    def __init__(self, product: Product) -> None:
        """Sort the cycles by their names, codenames and numbers."""
        self._product = product
        self._called = {product.name, product.label.lower(), *product.aliases}
        self._named: dict[tuple[str, ...], list[Cycle]] = {}
        self._codenamed: dict[str, list[Cycle]] = {}
        self._numbered: dict[Numbers, list[Cycle]] = {}
        self._beginning: dict[Numbers, list[Cycle]] = {}
        for each in product.cycles:
            for name in {_tokens(each.cycle), _tokens(each.label)}:
                self._named.setdefault(name, []).append(each)
            if each.codename:
                self._codenamed.setdefault(each.codename.lower().partition(" ")[0], []).append(each)
            own = numbers(each.cycle)
            if own:
                self._numbered.setdefault(own, []).append(each)
            for end in range(1, len(own)):
                self._beginning.setdefault(own[:end], []).append(each)

    def of(self, version: str) -> tuple[Cycle, ...]:
        """Return the cycles that a version may belong to, in the product's order; none when no cycle has it."""
        tokens = () if _NO_VERSION.match(version.lower()) else _tokens(version)
        while len(tokens) > 1 and tokens[0] in self._called:  # « openssl-3.6.0 »
            tokens = tokens[1:]
        if not tokens:
            return ()
        if self._product.name in _BUILT:
            return _windows(self._product, tokens)
        tokens = _written(self._product, tokens)
        if self._product.name == "mssqlserver" and numbers(tokens[0]) > (1000,):
            return tuple(each for each in self._product.cycles if _tokens(each.label)[: len(tokens)] == tokens)
        named = self._named.get(tokens) or next(filter(None, map(self._codenamed.get, tokens)), None)
        return tuple(named or self._by_number(numbers(tokens[0])) or _built(self._product, tokens[0]))

    def _by_number(self, own: Numbers) -> list[Cycle]:
        """Return the cycles whose number is the longest prefix of a version; else those that it is a prefix of."""
        for end in range(len(own), 0, -1):
            if found := self._numbered.get(own[:end]):
                return found
        return self._beginning.get(own, [])


def cycles_of(product: Product, version: str) -> tuple[Cycle, ...]:
    """Return the cycles that a version may belong to, in the product's order; none when no cycle has it."""
    return Releases(product).of(version)


def _tokens(text: str) -> tuple[str, ...]:
    """Take a version apart at what is no letter, digit, dot or plus; `v16` is 16; words for editions are left out."""
    found = _TOKEN.findall(_EPOCH.sub("", text[:LIMIT].lower()))
    if found and re.fullmatch(r"v\d.*", found[0]):
        found[0] = found[0][1:]
    return tuple(each for each in found if each not in _EDITIONS) or tuple(found[:1])


def _written(product: Product, tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Write a version as endoflife.date names the cycles of that product."""
    own = numbers(tokens[0])
    if product.name in _JAVA and own[:1] == (1,) and len(own) > 1 and own[1] >= 5:
        return (".".join(map(str, own[1:])),)
    if product.name == "sles" and len(tokens) > 1 and re.fullmatch(r"sp\d", tokens[1]):
        return (f"{tokens[0]}.{tokens[1][2:]}",)
    if product.name in _BY_BUILD and tokens[0] in _SUBSCRIPTION:
        return ("subscription",)
    return tokens


def _built(product: Product, version: str) -> tuple[Cycle, ...]:
    """Return the cycles of a build: those whose newest version begins with the same two numbers."""
    own = numbers(version)[:2]
    if product.name not in _BY_BUILD or len(own) < 2:
        return ()
    return tuple(each for each in product.cycles if numbers(each.latest)[:2] == own)


def _windows(product: Product, tokens: tuple[str, ...]) -> tuple[Cycle, ...]:
    """Return the cycles of a build (10.0.19045), or those whose name holds all that the version says."""
    build = numbers(tokens[0])
    if len(build) > 2:
        return tuple(each for each in product.cycles if numbers(each.latest) == build[:3])
    said = {_WINDOWS_EDITIONS.get(each, each) for each in tokens}
    words = {each: set(each.cycle.lower().split("-")) for each in product.cycles}
    if exact := tuple(each for each in product.cycles if words[each] == said):
        return exact
    wanted = said - _OTHERS.keys()
    others = set().union(*(_OTHERS[each] for each in said & _OTHERS.keys()))
    return tuple(each for each in product.cycles if wanted and wanted <= words[each] and not others & words[each])
