# SPDX-License-Identifier: EUPL-1.2
r"""Ranges of versions, as people write them, and whether a version is in one: true, false, or not known.

    vers:npm/>=4.0.0|<4.17.21      the `vers` notation: only packages of that type
    <4.17.21    >=1,<2    >=1 <2 || >=3    ==1.2.*    ^1.2.3    ~1.2    ~=1.4
    [2.0,2.15)    (,1.0],[1.2,)    what Maven and NuGet write

Versions are compared in the order of the package's own ecosystem (`knowledge/_versions.py`); pre-releases have the
place that this order gives them: 4.17.21-rc1 is below 4.17.21. A version, or a bound, that the ecosystem cannot read
has no place, and is never guessed.

Source: package-url/vers-spec; node-semver, “Advanced Range Syntax”; PEP 440, “Version specifiers”; Maven, “Version
Range Specification”.
"""

from __future__ import annotations

import re
from functools import cache, cmp_to_key
from typing import TypeAlias
from urllib.parse import unquote

from msgspec import Struct

from sovaudit.knowledge._osv_ecosystems import BY_TYPE
from sovaudit.knowledge._versions import SCHEME_OF, Order, Versions
from sovaudit.language import _
from sovaudit.model import ABSENT, Unknown

Bound: TypeAlias = tuple[str, str]
"""(comparator, version): `<`, `<=`, `>`, `>=`, `=`, `!=`."""

SCHEMES = {
    **{kind: SCHEME_OF[ecosystem] for kind, ecosystem in BY_TYPE.items() if ecosystem in SCHEME_OF},
    **{"apk": "apk", "deb": "deb", "rpm": "rpm"},
}
"""Type of a package URL -> scheme of its versions."""
LONGEST = 500
"""Characters of a range that are read."""

_COMPARED = re.compile(
    r"(<=|>=|!=|<<|>>|===|==|=|<|>|\^|~=|~>|~)?\s*([^\s,|<>=!~^()\[\]][^\s,|<>=!()\[\]]*)\s*(?:,\s*)?"
)
_SAME = {"": "=", "==": "=", "===": "=", "<<": "<", ">>": ">"}
_INTERVAL = re.compile(r"([\[(])([^,\[\]()]*)(?:(,)([^,\[\]()]*))?([\])]),?")
_NUMBERS = re.compile(r"v?(\d+(?:\.\d+)*)")
_STARRED = re.compile(r"v?(\d+(?:\.\d+)*)\.[xX*](?:\.[xX*])*")


class Range(Struct, frozen=True):
    """Versions of which one of several conjunctions holds.

    Args:
        kind: type of the package URLs that it is meant for; empty for any.
        alternatives: bounds that must all hold; one without any bound holds for every version.
    """

    kind: str
    alternatives: tuple[tuple[Bound, ...], ...]

    def holds(self, version: str, kind: str) -> bool | Unknown:
        """Tell whether a version of a package of some type is in the range, or why nobody can say.

        Args:
            version: as the package URL has it, with the epoch of a distribution's package.
            kind: type of the package URL, `npm`; empty for what has none.
        """
        if self.kind and kind != self.kind:
            known = _("it is a range of {wanted}, this is {kind}") if kind else _("it is a range of {wanted}")
            return Unknown("unrecognised", known.format(wanted=self.kind, kind=kind))
        if () in self.alternatives:
            return True
        if not version:
            return ABSENT
        return self._placed(version, kind)

    def _placed(self, version: str, kind: str) -> bool | Unknown:
        versions = _versions(kind)
        told = [_all([_holds(bound, version, versions) for bound in bounds]) for bounds in self.alternatives]
        if True in told:
            return True
        if None not in told:
            return False
        if kind not in SCHEMES:
            return Unknown("unrecognised", _("no order of versions is known for it"))
        if versions.order(version) is None:
            return Unknown("unrecognised", _("its versions are not written so"))
        return Unknown("unrecognised", _("its ecosystem does not write versions like those of the range"))


def range_of(text: str) -> Range:
    """Read a range.

    Raises:
        ValueError: it is none; the message says why, in the language of the run.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ValueError(_("it says nothing") if not text else _("it is too long"))
    if text[:5].lower() == "vers:":
        return _vers(text[5:])
    if text[0] in "[(":
        return Range("", tuple(_intervals(text)))
    return Range("", tuple(tuple(_compared(part)) for part in text.split("||")))


def _vers(text: str) -> Range:
    """Read what follows `vers:`."""
    kind, _slash, stated = "".join(text.split()).partition("/")
    kind = kind.lower()
    if kind != "all" and kind not in SCHEMES:
        known = ", ".join(sorted(SCHEMES))
        raise ValueError(_("no order of versions is known for {kind}; known: {known}").format(kind=kind, known=known))
    if stated == "*":
        return Range("" if kind == "all" else kind, ((),))
    bounds = [_vers_bound(each) for each in stated.strip("|").split("|")]
    versions = _versions(kind)
    unread = [version for _comparator, version in bounds if versions.order(version) is None]
    if unread:
        raise ValueError(_("{version} is no version of {kind}").format(version=unread[0], kind=kind))
    return Range(kind, _alternatives(bounds, versions))


def _vers_bound(text: str) -> Bound:
    found = re.fullmatch(r"(<=|>=|!=|<|>|=)?([^<>=!*|]+)", text)
    if found is None:
        raise ValueError(_("{text} is no bound").format(text=text))
    return found[1] or "=", unquote(found[2])


def _alternatives(bounds: list[Bound], versions: Versions) -> tuple[tuple[Bound, ...], ...]:
    """Return what the bounds of a `vers` range mean together: in order, lower and upper ones alternate."""
    excluded = tuple(each for each in bounds if each[0] == "!=")
    found: list[tuple[Bound, ...]] = [(each, *excluded) for each in bounds if each[0] == "="]
    order = cmp_to_key(_compare)
    ends = [each for each in bounds if each[0] not in ("=", "!=")]
    ends.sort(key=lambda bound: order(versions.order(bound[1])))
    lower: Bound | None = None
    for number, each in enumerate(ends):
        if each[0][0] == ">" and lower is None:
            lower = each
        elif each[0][0] == "<" and (lower is not None or not number):
            found.append((*((lower,) if lower else ()), each, *excluded))
            lower = None
        else:
            raise ValueError(_("lower and upper bounds do not alternate at {version}").format(version=each[1]))
    if lower is not None:
        found.append((lower, *excluded))
    return tuple(found) or (excluded,)


def _compared(text: str) -> list[Bound]:
    """Read comparators that must all hold, separated by commas or blanks."""
    text = re.sub(r"\s+-\s+", " - ", text.strip())
    if text in ("*", "x", "X"):
        return []
    if " - " in text:
        first, _dash, last = text.partition(" - ")
        text = f">={first} <={last}"
    found: list[Bound] = []
    end = 0
    while end < len(text):
        each = _COMPARED.match(text, end)
        if each is None:
            raise ValueError(_("{text} is no bound").format(text=text[end:] or text))
        found += _bounds(_SAME.get(each[1] or "", each[1] or ""), each[2])
        end = each.end()
    if not found:
        raise ValueError(_("it says nothing"))
    return found


def _bounds(comparator: str, version: str) -> list[Bound]:
    """Return the bounds of one comparator; `^`, `~`, `~=` and `.*` are two."""
    starred = _STARRED.fullmatch(version)
    if comparator in ("=", "~", "^") and starred:
        return [(">=", starred[1]), ("<", _after(starred[1].split(".")))]
    if comparator not in ("^", "~", "~=", "~>"):
        if starred or version in ("*", "x", "X"):
            raise ValueError(_("{text} is no bound").format(text=comparator + version))
        return [(comparator, version)]
    numbers = _NUMBERS.match(version)
    if numbers is None:
        raise ValueError(_("{text} is no bound").format(text=comparator + version))
    parts = numbers[1].split(".")
    if comparator == "^":
        kept = next((at for at, part in enumerate(parts) if int(part)), len(parts) - 1) + 1
    else:
        kept = min(len(parts), 2) if comparator == "~" else max(len(parts) - 1, 1)
    return [(">=", version), ("<", _after(parts[:kept]))]


def _after(parts: list[str]) -> str:
    """Return the first version after all that begin with some numbers."""
    return ".".join((*parts[:-1], str(int(parts[-1]) + 1)))


def _intervals(text: str) -> list[tuple[Bound, ...]]:
    """Read intervals in brackets: `[` and `]` include the bound, `(` and `)` do not."""
    text = "".join(text.split())
    found: list[tuple[Bound, ...]] = []
    end = 0
    while end < len(text):
        each = _INTERVAL.match(text, end)
        if each is None or (not each[3] and (each[1] + each[5] != "[]" or not each[2])):
            raise ValueError(_("{text} is no interval").format(text=text[end:]))
        lower, upper = each[2], each[4] or ""
        if not each[3]:
            found.append((("=", lower),))
        else:
            bounds = ((">=" if each[1] == "[" else ">", lower), ("<=" if each[5] == "]" else "<", upper))
            found.append(tuple(bound for bound in bounds if bound[1]))
        end = each.end()
    return found


@cache
def _versions(kind: str) -> Versions:
    return Versions(SCHEMES.get(kind, ""))


def _holds(bound: Bound, version: str, versions: Versions) -> bool | None:
    """Tell whether a version keeps a bound; the same text is the same version, whatever the scheme."""
    comparator, stated = bound
    if version == stated:
        return comparator in ("=", "<=", ">=")
    here, there = versions.order(version), versions.order(stated)
    if here is None or there is None:
        return None
    compared = _compare(here, there)
    return {"<": compared < 0, "<=": compared <= 0, ">": compared > 0, ">=": compared >= 0, "=": not compared}.get(
        comparator, bool(compared)
    )


def _compare(one: Order, other: Order) -> int:
    return -1 if one < other else 1 if other < one else 0


def _all(told: list[bool | None]) -> bool | None:
    """Join three-valued answers: one that is false decides."""
    return False if False in told else None if None in told else True
