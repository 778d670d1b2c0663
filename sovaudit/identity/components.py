# SPDX-License-Identifier: EUPL-1.2
"""Descriptions of one component by several files -> one component, merged by rules that ignore the files' order.

What identifies, strongest first: package URL, CPE name of one version, tag id of a SWID tag, supplier with name and
version. A name that deceives the eye is identified by itself alone (promise P7), and no credential gets any further
than here (promise P24).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

import msgspec

from sovaudit.credentials import masked
from sovaudit.identity.cpes import identifying_cpe
from sovaudit.identity.oddities import oddities
from sovaudit.identity.purls import Purls, weak_id
from sovaudit.model import Component, Declared, Description


def component(description: Description, purls: Purls) -> Component:
    """Give a description its identity."""
    said = f"{description.name} {description.version} {description.supplier}"
    odd = False
    if not (said.isascii() and said.isprintable()) or "=" in said or "%" in said or "://" in said or "_" in said:
        odd = bool(oddities(description.name))
        description = _unmarked(description)
    purl = "" if odd or not description.purl else purls.canonical(description.purl)
    return Component(
        purl or _id(description, odd),
        purl,
        description.name,
        description.version,
        description.type,
        description.supplier,
        description.supplier_country,
        _public(description.licences),
        description.hashes,
        masked(description.cpe) if description.cpe else "",
        masked(description.swid) if description.swid else "",
        tuple(map(masked, description.ancestors)) if description.ancestors else (),
        _source(description.purl) if purl and "upstream=" in description.purl else "",
    )


def _source(purl: str) -> str:
    """Return the source package that a package URL names; it does not identify, but advisories speak of it.

    >>> _source("pkg:deb/debian/libstdc%2B%2B6@12.2?arch=amd64&upstream=gcc-12%4012.2.0-14")
    'gcc-12@12.2.0-14'
    """
    found = _UPSTREAM.search(purl)
    said = unquote(found[1]) if found else ""
    return said if _SOURCE.fullmatch(said) else ""


_UPSTREAM = re.compile(r"[?&]upstream=([^&#]+)")
_SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+~^:@_-]{0,255}")


def _id(description: Description, odd: bool) -> str:
    """Return the id of what has no package URL."""
    cpe = identifying_cpe(description.cpe) if description.cpe and not odd else ""
    if cpe:
        return cpe
    if description.swid and not odd and not oddities(description.swid):
        return swid_id(masked(description.swid))
    return weak_id(description.supplier, description.name, description.version)


def swid_id(tag: str) -> str:
    """Return the id made of a tag id; tag ids are unique (ISO/IEC 19770-2, 8.5.10), and not case-sensitive here.

    >>> swid_id("Example.org/Product-1")
    'swid:example.org%2Fproduct-1'
    """
    return "swid:" + quote(tag.strip().lower(), safe="", errors="surrogatepass")


def _unmarked(said: Description) -> Description:
    """Take credentials out of the names; most have none."""
    named = masked(said.name), masked(said.version), masked(said.supplier)
    if named == (said.name, said.version, said.supplier):
        return said
    return msgspec.structs.replace(said, name=named[0], version=named[1], supplier=named[2])


def _public(licences: tuple[Declared, ...]) -> tuple[Declared, ...]:
    """Take credentials out of the addresses among licence statements."""
    if not any("://" in each.value and "@" in each.value for each in licences):
        return licences
    return tuple(Declared(each.kind, masked(each.value) if "://" in each.value else each.value) for each in licences)


def merge(one: Component, other: Component) -> Component:
    """Merge what two files say of one component: idempotent, and the same in any order.

    A field that only one fills is taken from it; where both differ the first in alphabetical order is shown. Licence
    statements, digests and what it was made from are all kept. The id is that of the first.
    """
    if one == other:
        return one
    return Component(
        one.id,
        one.purl,
        _first(one.name, other.name),
        _first(one.version, other.version),
        _first(one.type, other.type),
        _first(one.supplier, other.supplier),
        _first(one.supplier_country, other.supplier_country),
        one.licences if one.licences == other.licences else _statements((*one.licences, *other.licences)),
        _all(one.hashes, other.hashes),
        _first(one.cpe, other.cpe),
        _first(one.swid, other.swid),
        _all(one.ancestors, other.ancestors),
        _first(one.built_from, other.built_from),
    )


def _first(one: str, other: str) -> str:
    return min(filter(None, (one, other)), default="")


def _all(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return one if one == other else tuple(sorted({*one, *other}))


def _statements(stated: Iterable[Declared]) -> tuple[Declared, ...]:
    return tuple(sorted(set(stated), key=lambda each: (each.kind, each.value)))


class Components:
    """All components under one id each, filled from several workers in any order.

    Attributes:
        found: the components by number, merged so far.
        said: number -> the descriptions that differ, as `conflicts` wants them; most components have none.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._numbers: dict[str, int] = {}
        self.found: list[Component] = []
        self.said: dict[int, set[Component]] = {}

    def add(self, one: Component) -> int:
        """Return the number of a component, merging it with what is known of it."""
        number = self._numbers.setdefault(one.id, len(self.found))
        if number == len(self.found):
            self.found.append(one)
        elif self.found[number] != one:
            known = self.found[number]
            self.said.setdefault(number, {known}).add(one)
            self.found[number] = merge(known, one)
        elif number in self.said:  # the same as all others together: it counts whenever it comes
            self.said[number].add(one)
        return number
