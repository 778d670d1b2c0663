# SPDX-License-Identifier: EUPL-1.2
"""Ids of advisories -> flaws: GHSA, PYSEC, CVE and a distribution's copy of one flaw count once.

An alias is the same flaw, and so is the only id that an advisory has upstream. An advisory with several upstream is a
bulletin (DSA, USN, RHSA): it stands for each of them, and joins none to another.

Source: OSV schema 1.7, `aliases` and `upstream`.
"""

from __future__ import annotations

from collections.abc import Iterable

RANKS = ("CVE-", "GHSA-")


class Flaws:
    """Ids joined into flaws."""

    def __init__(self) -> None:
        """Start with every id a flaw of its own."""
        self._towards: dict[str, str] = {}

    def join(self, ids: Iterable[str]) -> None:
        """Say that ids are of one flaw."""
        first, *others = map(self.root, ids)
        for each in others:
            self._towards[self.root(each)] = self.root(first)

    def root(self, one: str) -> str:
        """Return what all ids of one flaw have in common."""
        path = []
        while (further := self._towards.get(one, one)) != one:
            path.append(one)
            one = further
        for each in path:
            self._towards[each] = one
        return one

    def members(self) -> dict[str, tuple[str, ...]]:
        """Return root -> every id of the flaw, sorted; flaws of one id are left out."""
        found: dict[str, set[str]] = {}
        for each in list(self._towards):
            found.setdefault(self.root(each), set()).add(each)
        return {root: tuple(sorted({root, *ids})) for root, ids in found.items()}


def flaws_of(advisory: str, aliases: tuple[str, ...], upstream: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return the ids that an advisory joins, and whether it is a bulletin: then they are flaws of their own.

    >>> flaws_of("GHSA-x", ("CVE-1",), ()), flaws_of("USN-1", (), ("CVE-1", "CVE-2"))
    ((('GHSA-x', 'CVE-1'), False), (('CVE-1', 'CVE-2'), True))
    """
    return (upstream, True) if len(upstream) > 1 else ((advisory, *aliases, *upstream), False)


def name(ids: Iterable[str]) -> str:
    """Return the id by which a flaw is called: its CVE, else its GHSA, else the first.

    >>> name(["PYSEC-2021-1", "GHSA-x", "CVE-2021-2", "CVE-2021-1"])
    'CVE-2021-1'
    """
    ranked = sorted(ids)
    return min(ranked, key=lambda each: next((n for n, rank in enumerate(RANKS) if each.startswith(rank)), len(RANKS)))
