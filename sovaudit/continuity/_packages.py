# SPDX-License-Identifier: EUPL-1.2
"""Components by what people call them: a package URL with or without its version, a name.

A package is a component without its version and its qualifiers: what its package URL begins with; a component without
one is known by its name.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import chain
from urllib.parse import unquote

from sovaudit.identity.purls import canonical
from sovaudit.model import Component

NEAR = 3
"""Names that are suggested for one that nothing has."""
COMPARED = 20_000
"""Names that one nobody knows is compared with; with more, only those that begin alike."""


class Packages:
    """Components by package and by name; made once, asked often."""

    def __init__(self, components: Sequence[Component]) -> None:
        """Sort components into packages.

        Args:
            components: in the order of the inventory: they are known by their position.
        """
        self._components = components
        codes: dict[str, int] = {}
        self.codes = [codes.setdefault(package_of(each), len(codes)) for each in components]
        """Per component, the number of its package."""
        self.names = tuple(codes)
        """Per package, `pkg:type/namespace/name`, or the name of what has no package URL."""
        self._codes = codes
        members: list[list[int]] = [[] for _name in codes]
        for position, code in enumerate(self.codes):
            members[code].append(position)
        self.members = tuple(map(tuple, members))
        """Per package, the positions of its components, sorted."""
        self._positions = {each.id: position for position, each in enumerate(components)}
        self._named: dict[str, list[int]] = {}
        """Name as people may write it, case folded -> packages."""
        for name, code in codes.items():
            stated = (components[each].name for each in members[code])
            for called in {each.casefold() for each in (*_called(name), *stated)}:
                self._named.setdefault(called, []).append(code)

    def of(self, wanted: str) -> tuple[int, ...]:
        """Return the positions of the components that somebody means, sorted.

        Args:
            wanted: a package URL: of its version if it has one, with its qualifiers if it has any; the id of a
                component; a name as a file or a package URL has it, with or without its namespace, in any case.
        """
        text = wanted.strip().removeprefix("component:")
        if text.startswith("pkg:"):
            return self._by_purl(canonical(text))
        codes = self._named.get(text.casefold(), ())
        found = {each for code in codes for each in self.members[code]}
        if found:
            return tuple(sorted(found))
        return (self._positions[text],) if text in self._positions else ()

    def versions_of(self, package: str) -> tuple[int, ...]:
        """Return the positions of the components of a package, whatever their version.

        Args:
            package: a canonical package URL, of which the version does not count; the name of what has none.
        """
        code = self._codes.get(parts(package)[0] if package.startswith("pkg:") else package)
        return () if code is None else self.members[code]

    def _by_purl(self, purl: str) -> tuple[int, ...]:
        _package, version, qualifiers = parts(purl)
        return tuple(
            position
            for position in (self.versions_of(purl) if purl else ())
            for _package, own, others in [parts(self._components[position].purl)]
            if version in ("", own) and qualifiers <= others
        )

    def near(self, wanted: str) -> tuple[str, ...]:
        """Return packages that may be meant by a name that nothing has, the likeliest first."""
        text = wanted.strip().removeprefix("component:").casefold()
        if text.startswith("pkg:"):
            package, _version, _qualifiers = parts(canonical(text) or text)
            text = unquote(package.rpartition("/")[2])
        if not text:
            return ()
        names = self._named
        found = [names[text]] if text in names else []
        held = sorted((each for each in names if len(text) > 2 and text in each), key=lambda each: (len(each), each))
        close = difflib.get_close_matches(text, self._alike(text), NEAR, 0.7)
        found += [names[each] for each in (*close[:1], *held[:NEAR], *close[1:])]
        packages = (sorted((self.names[code] for code in codes), key=len) for codes in found)
        return tuple(dict.fromkeys(chain.from_iterable(packages)))[:NEAR]

    def _alike(self, text: str) -> list[str]:
        names = self._named
        begins = "" if len(names) <= COMPARED else text[:1]
        return [each for each in names if each.startswith(begins) and abs(len(each) - len(text)) <= 3]


def parts(purl: str) -> tuple[str, str, frozenset[str]]:
    """Take a canonical package URL apart: package, version as it is written for people, qualifiers as `key=value`.

    The epoch of an rpm stands before its version, as in one of a deb.

    >>> parts("pkg:deb/debian/nginx@1%3A1.2%2Bdfsg?arch=amd64")
    ('pkg:deb/debian/nginx', '1:1.2+dfsg', frozenset({'arch=amd64'}))
    """
    path, _question, stated = purl.partition("#")[0].partition("?")
    package, _at, version = path.partition("@")
    qualifiers = stated.split("&") if stated else []
    version = unquote(version) if "%" in version else version
    if package.startswith("pkg:rpm/") and version:
        epoch = next((each[6:] for each in qualifiers if each.startswith("epoch=")), "")
        version = f"{epoch}:{version}" if epoch else version
    return package, version, frozenset(qualifiers)


def version_of(component: Component) -> str:
    """Return the version of a component, as its package URL has it; else as its file writes it."""
    return (parts(component.purl)[1] if component.purl else "") or component.version


def kind_of(component: Component) -> str:
    """Return the type of the package URL of a component; empty when it has none."""
    return component.purl[4:].partition("/")[0] if component.purl else ""


def package_of(component: Component) -> str:
    """Return what all versions of a component have in common: its package URL's beginning, else its name."""
    return component.purl.partition("@")[0].partition("?")[0].partition("#")[0] if component.purl else component.name


def _called(package: str) -> Iterator[str]:
    """Yield what a package may be called, from its package URL: with and without namespace, as Maven writes it."""
    if not package.startswith("pkg:"):
        return
    kind, _slash, path = unquote(package[4:]).partition("/")
    namespace, _slash, name = path.rpartition("/")
    yield path
    yield name
    if namespace:
        yield f"{namespace}:{name}" if kind == "maven" else path
