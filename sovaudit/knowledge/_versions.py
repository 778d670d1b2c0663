# SPDX-License-Identifier: EUPL-1.2
"""Versions in the order of their own ecosystem. One that its scheme cannot read has no place, and is never guessed.

`univers` knows Maven, Debian, RPM, NuGet and RubyGems; `packaging` knows PEP 440. Four schemes are our own, because
univers 32 orders them otherwise than their publishers do: it lets build metadata decide in SemVer (item 10 says to
ignore it), sorts `alpha10` before `alpha2` in Composer, and reads no `_git` suffix in Alpine; CRAN and Hackage it
lacks. No version of more than 256 characters is read: comparing two RPM versions of 100 kB takes 8 s.

Source: semver.org 2.0.0, items 10 and 11; PEP 440; Maven, “Version Order Specification”; Debian Policy 5.6.12;
rpm-version(7); getcomposer.org, “Versions and constraints”, and PHP `version_compare`; apk-tools, apk-package(5); OSV
schema, `affected[].package`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, cmp_to_key
from typing import Any, TypeAlias, TypeVar

K = TypeVar("K")
T = TypeVar("T")
LONGEST = 256
"""Characters of a version."""
Order: TypeAlias = Any
"""Something that `<` compares with others of its scheme; equal when neither is less."""

_PLAIN = re.compile(r"[\x21-\x7e]+")
_SEMVER = re.compile(
    r"[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]*)?"
)
_COMPOSER = re.compile(
    r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?"
    r"(?:[._-]?(stable|alpha|beta|patch|rc|pl|a|b|p)((?:[.-]?\d+)*))?([.-]?dev)?(?:\+.*)?",
    re.IGNORECASE,
)
_STABILITY = {"alpha": 1, "a": 1, "beta": 2, "b": 2, "rc": 3, "": 4, "stable": 4, "patch": 5, "pl": 5, "p": 5}
_APK = re.compile(r"(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?")
_APK_SUFFIX = {
    **{"alpha": -4, "beta": -3, "pre": -2, "rc": -1},
    **{"cvs": 1, "svn": 2, "git": 3, "hg": 4, "p": 5},
}
_NUMBERS = re.compile(r"\d+(?:[.-]\d+)*")
_RPM = re.compile(r"(?:\d+:)?[A-Za-z0-9._+~^]+(?:-[A-Za-z0-9._+~^]+)?")


class Versions:
    """The versions of one ecosystem, each read once.

    Args:
        scheme: a name of SCHEMES; any other reads nothing.
    """

    def __init__(self, scheme: str) -> None:
        """Start empty."""
        self._read = SCHEMES.get(scheme)
        self._known: dict[str, Order | None] = {}
        self._sorted: dict[tuple[str, ...], list[Order]] = {}
        self._worked_out: dict[Any, Any] = {}

    def order(self, version: str) -> Order | None:
        """Return what compares for a version; None when its scheme cannot read it."""
        if version not in self._known:
            self._known[version] = self._ordered(version)
        return self._known[version]

    def among(self, version: str, listed: tuple[str, ...]) -> bool:
        """Tell whether a version is one of a list, written in whatever way: 1.0 is 1.0.0 for PyPI."""
        here = self.order(version)
        if here is None:
            return False
        places = self._sorted.get(listed)
        if places is None:
            orders = (self.order(each) for each in listed)
            places = self._sorted[listed] = sorted(order for order in orders if order is not None)
        at = bisect_left(places, here)
        return at < len(places) and not here < places[at]

    def once(self, key: K, work: Callable[[K, Versions], T]) -> T:
        """Work out what these versions make of something the first time that it is asked for; one work for each key."""
        if key not in self._worked_out:
            self._worked_out[key] = work(key, self)
        found: T = self._worked_out[key]
        return found

    def _ordered(self, version: str) -> Order | None:
        if self._read is None or len(version) > LONGEST or not _PLAIN.fullmatch(version):
            return None
        try:
            return self._read(version)
        except (ValueError, RecursionError):
            return None


@cache
def versions_of(ecosystem: str) -> Versions:
    """Return the versions of an ecosystem of OSV, named without its release."""
    return Versions(SCHEME_OF.get(ecosystem, ""))


def _semver(version: str) -> Order:
    """Read a semantic version; parts that are missing are 0, build metadata does not count.

    >>> _semver("1.0.0-alpha.2") < _semver("1.0.0-alpha.10") < _semver("v1") == _semver("1.0.0+build")
    True
    """
    found = _matched(_SEMVER, version)
    before = tuple(
        (0, int(each), "") if each.isdecimal() else (1, 0, each) for each in (found[4] or "").split(".") if each
    )
    return int(found[1]), int(found[2] or 0), int(found[3] or 0), (0, before) if before else (1, ())


def _composer(version: str) -> Order:
    """Read a version of Packagist; branches (`dev-main`) have no order.

    >>> _composer("1.0-alpha2") < _composer("1.0.0-alpha10") < _composer("1.0RC1") < _composer("v1")
    True
    """
    found = _matched(_COMPOSER, version)
    numbers = tuple(int(found[at] or 0) for at in range(1, 5))
    word, development = (found[5] or "").lower(), bool(found[7])
    if development and not word:
        return numbers, 0, (), 0
    return numbers, _STABILITY[word], tuple(map(int, re.findall(r"\d+", found[6] or ""))), 0 if development else 1


def _apk(version: str) -> Order:
    """Read a version of Alpine; a part that begins with 0, but the first, is compared as text (1.02 before 1.1).

    >>> _apk("1.2_rc1-r0") < _apk("1.2-r0") < _apk("1.2_git20240101-r0") < _apk("1.2.1-r0") < _apk("1.2.1-r1")
    True
    """
    found = _matched(_APK, version)
    first, *rest = found[1].split(".")
    numbers = (
        (1, int(first), ""),
        *((0, 0, part) if part.startswith("0") else (1, int(part), "") for part in rest),
    )
    suffixes = []
    for name, number in re.findall(r"_([a-z]+)(\d*)", found[3]):
        if name not in _APK_SUFFIX:
            raise ValueError(version)
        suffixes.append((_APK_SUFFIX[name], int(number or 0)))
    return numbers, found[2], (*suffixes, (0, 0)), int(found[4] or 0)


def _numbers(version: str) -> Order:
    """Read a version of CRAN or Hackage: numbers, separated by dots or hyphens.

    >>> _numbers("1.2-3") < _numbers("1.10")
    True
    """
    _matched(_NUMBERS, version)
    return tuple(map(int, re.split(r"[.-]", version)))


def _matched(pattern: re.Pattern[str], version: str) -> re.Match[str]:
    found = pattern.fullmatch(version)
    if found is None:
        raise ValueError(version)
    return found


def _pypi(version: str) -> Order:
    from packaging.version import Version

    return Version(version)


def _maven(version: str) -> Order:
    from univers.maven import Version

    return Version(version)  # type: ignore[no-untyped-call]


def _nuget(version: str) -> Order:
    from univers.nuget import InvalidNuGetVersion, Version

    try:
        return Version.from_string(version)  # type: ignore[no-untyped-call]
    except InvalidNuGetVersion:
        raise ValueError(version) from None


def _gem(version: str) -> Order:
    from univers.gem import GemVersion, InvalidVersionError

    try:
        return GemVersion(version)  # type: ignore[no-untyped-call]
    except InvalidVersionError:
        raise ValueError(version) from None


def _deb(version: str) -> Order:
    """Read a version of Debian; `==` of univers compares texts, so its comparison is used (1.0 is 1.0-0)."""
    from univers import debian

    return cmp_to_key(debian.compare_versions)(debian.Version.from_string(version))  # type: ignore[no-untyped-call]


def _rpm(version: str) -> Order:
    from univers.rpm import RpmVersion

    _matched(_RPM, version)
    return RpmVersion.from_string(version)  # type: ignore[no-untyped-call]


SCHEMES: dict[str, Callable[[str], Order]] = {
    "apk": _apk,
    "composer": _composer,
    "deb": _deb,
    "gem": _gem,
    "maven": _maven,
    "numbers": _numbers,
    "nuget": _nuget,
    "pypi": _pypi,
    "rpm": _rpm,
    "semver": _semver,
}
"""Name -> what reads a version, or raises ValueError."""

SCHEME_OF = {
    **dict.fromkeys(("Alpaquita", "Alpine", "Chainguard", "MinimOS", "Wolfi"), "apk"),
    **dict.fromkeys(("Debian", "Echo", "opam", "Ubuntu"), "deb"),
    **dict.fromkeys(
        (
            *("AlmaLinux", "Azure Linux", "Mageia", "openEuler", "openSUSE"),
            *("Photon OS", "Red Hat", "Rocky Linux", "SUSE"),
        ),
        "rpm",
    ),
    **dict.fromkeys(
        (
            *("Bitnami", "crates.io", "GitHub Actions", "Go", "Hex"),
            *("Julia", "Kubernetes", "npm", "Pub", "SwiftURL", "VSCode"),
        ),
        "semver",
    ),
    **dict.fromkeys(("Bioconductor", "CRAN", "GHC", "Hackage"), "numbers"),
    "Maven": "maven",
    "NuGet": "nuget",
    "Packagist": "composer",
    "PyPI": "pypi",
    "RubyGems": "gem",
}
"""Ecosystem of OSV, without its release -> scheme. ConanCenter and Android have no order that is published."""
