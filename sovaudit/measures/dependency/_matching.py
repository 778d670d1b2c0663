# SPDX-License-Identifier: EUPL-1.2
"""Package URLs -> the advisories that say that this version is affected, or why nobody can tell.

Everything is asked for in one look-up; when no advisories were imported nothing is asked, and all have one answer. A
component whose name deceives the eye has no package URL here (promise P7), and is looked up under no other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec import Struct

from sovaudit.identity.purls import canonical
from sovaudit.knowledge import osv
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.model import Fact, Unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Hit(Struct, frozen=True):
    """An advisory that concerns a version, and the versions that mend it."""

    affected: osv.Affected
    package: osv.Package
    fixed: tuple[str, ...]


class Match(Struct, frozen=True):
    """What the advisories say of one package.

    Args:
        hits: those that concern it.
        unknown: why it could not be checked against all advisories; None when it was.
        facts: which data it was checked against.
    """

    hits: tuple[Hit, ...] = ()
    unknown: Unknown | None = None
    facts: tuple[Fact, ...] = ()


class Matches(Struct, frozen=True):
    """Distinct answers, and their number for each component and for each application (-1: it has no package URL)."""

    distinct: tuple[Match, ...]
    components: NDArray[np.int32]
    applications: NDArray[np.int32]


def matches(case: Case) -> Matches:
    """Return what the advisories say of every component, and of every application that is a package itself."""
    return case.once("vulnerabilities.matches", _matches)


def _matches(case: Case) -> Matches:
    inventory = case.inventory
    own = [canonical(each.purl) if isinstance(each.purl, str) else "" for each in inventory.applications]
    named = np.array([bool(purl) for purl in own], dtype=bool)
    known = osv.advisories(case.library)
    if not known:
        nothing = Match(unknown=Unknown("no_data"))
        everywhere = np.zeros(len(inventory.components), dtype=np.int32)
        return Matches((nothing,), everywhere, np.where(named, 0, -1).astype(np.int32))
    packages = [osv.package(each.purl, each.built_from) if each.purl else None for each in inventory.components]
    for each, purl in zip(inventory.applications, own, strict=True):
        package = osv.package(purl) if purl else None
        if package is not None and not package.version and isinstance(each.version, str):
            package = msgspec.structs.replace(package, version=each.version)
        packages.append(package)
    purls = [*(each.purl for each in inventory.components), *own]
    found = known.look_up(each.key for each in packages if each is not None)
    numbers: dict[object, int] = {}
    distinct: list[Match] = []
    codes = np.empty(len(packages), dtype=np.int32)
    for position, package in enumerate(packages):
        affected = found.get(package.key, ()) if package is not None else ()
        if not affected:
            kind = _kind(package, purls[position])
            if kind not in numbers:
                numbers[kind] = _interned(_match(package, (), kind, known, case), distinct, numbers)
            codes[position] = numbers[kind]
        else:
            codes[position] = _interned(_match(package, affected, "", known, case), distinct, numbers)
    count = len(inventory.components)
    return Matches(tuple(distinct), codes[:count], np.where(named, codes[count:], -1).astype(np.int32))


def _interned(match: Match, distinct: list[Match], numbers: dict[object, int]) -> int:
    """Return the number of an answer; packages that no advisory concerns share theirs."""
    key = len(distinct) if match.hits else ("none", match.unknown, match.facts)
    number = numbers.setdefault(key, len(distinct))
    if number == len(distinct):
        distinct.append(match)
    return number


def _kind(package: osv.Package | None, purl: str) -> object:
    """Return what all packages without advisories, and with the same answer, have in common."""
    if package is None:
        return purl and "/".join(purl.split("/")[: 2 if purl.startswith(("pkg:apk/", "pkg:deb/", "pkg:rpm/")) else 1])
    return package.ecosystem, package.source


def unnamed() -> Unknown:
    """Return why a component without a package URL is not known: no advisory could tell; all share a finding."""
    return Unknown("no_data", _("no package URL"))


def _match(
    package: osv.Package | None, affected: tuple[osv.Affected, ...], kind: object, known: osv.Advisories, case: Case
) -> Match:
    if package is None:
        return Match(unknown=Unknown("no_advisories", str(kind)) if kind else unnamed())
    part = known.covered.get(package.ecosystem)
    facts = () if part is None else (part.fact("advisories", package.ecosystem, package.ecosystem, case.as_of),)
    missing = Unknown("no_data", package.ecosystem) if part is None else None
    if not affected:
        if missing is None and not package.source:
            missing = Unknown("absent", _("its source package is not told, and advisories name that"))
        return Match(unknown=missing, facts=facts)
    if package.lacking:
        return Match(unknown=Unknown("absent", _("its package URL does not tell the release of the distribution")))
    if not package.version:
        return Match(unknown=Unknown("absent", _("no version")), facts=facts)
    hits, unread = _hits(package, affected)
    return Match(hits, Unknown("invalid", package.version) if unread else missing, facts)


def _hits(package: osv.Package, affected: tuple[osv.Affected, ...]) -> tuple[tuple[Hit, ...], bool]:
    """Return the advisories that concern a version, and whether some could not be compared with it."""
    from sovaudit.knowledge._versions import versions_of

    versions = versions_of(package.ecosystem)
    release = _pattern(package.release)
    hits, unread = [], False
    for each in affected:
        entries = [
            entry
            for entry in each.entries
            if not package.release or release.fullmatch(entry.ecosystem.partition(":")[2])
        ]
        told = [osv.affects(entry, package.version, versions) for entry in entries]
        if True in told:
            fixed = [one for entry in entries for one in osv.fixed_after(entry, package.version, versions)]
            hits.append(Hit(each, package, tuple(dict.fromkeys(fixed))))
        elif None in told:
            unread = True
    return tuple(hits), unread


@lru_cache(maxsize=1024)
def _pattern(release: str) -> re.Pattern[str]:
    return re.compile(release)
