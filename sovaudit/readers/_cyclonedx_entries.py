# SPDX-License-Identifier: EUPL-1.2
"""Components as a CycloneDX file has them -> numbers of descriptions: the hot path, column by column.

An entry is known by the text of its members, raw where they are lists: equal ones are understood once. Members that
few files have (`RARE`) make one more column, which is looked at only when an entry has one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any, cast

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import astuple

from sovaudit.language import _, spoken
from sovaudit.model import Declared, Description, Descriptions, Issue
from sovaudit.readers._cyclonedx import (
    NOTHING,
    Ancestor,
    Component,
    Evidence,
    Hash,
    Organisation,
    Pedigree,
    Person,
    Places,
    Swid,
)
from sovaudit.readers._cyclonedx_licences import Read, declared
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode_list, decode_object

CACHED = 4096
"""Distinct suppliers remembered."""
TYPES = frozenset(
    (
        *("application", "framework", "library", "container", "platform", "operating-system", "device"),
        *("device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset"),
    )
)
_PLAIN = ("purl", "name", "version", "group", "type", "publisher")
_RAW = ("licenses", "supplier", "manufacturer", "hashes")
_RARE_PLAIN = ("author", "cpe")
_RARE_RAW = ("authors", "swid", "pedigree", "evidence")
_NUMBER = re.compile(r"/\d+")
_organisation = msgspec.json.Decoder(Organisation | None)
_hashes = msgspec.json.Decoder(list[Hash] | None)
_persons = msgspec.json.Decoder(list[Person] | None)
_swid = msgspec.json.Decoder(Swid | None)
_pedigree = msgspec.json.Decoder(Pedigree | None)
_evidence = msgspec.json.Decoder(Evidence | None)
_SILENT: Read = ((), (), ())


class Doubts(Struct):
    """What is wrong with one description, by the member it is in: what was lost, and what is only odd."""

    lost: list[Issue] = []
    odd: list[Issue] = []


Columns = dict[str, tuple[Any, ...]]


def columns_of(entries: Sequence[Component]) -> Columns:
    """Turn entries into one column a member."""
    names = Component.__struct_fields__
    columns = list(zip(*map(astuple, entries), strict=True)) or [()] * len(names)
    return dict(zip(names, columns, strict=True))


def describe_all(columns: Columns, descriptions: Descriptions, places: Places, said: Grouped) -> tuple[list[int], bool]:
    """Number the description of each entry; tell whether something of one could not be understood."""
    keys = _keys(columns)
    numbers = descriptions.numbers
    described = list(map(numbers.get, keys))
    lost = False
    if None in described:
        doubts = Doubts()
        describe = partial(_describe, doubts=doubts, language=spoken())
        for position in [position for position, number in enumerate(described) if number is None]:
            key = keys[position]
            number = numbers.get(key)
            described[position] = descriptions.add(key, describe) if number is None else number
            if doubts.lost or doubts.odd:
                lost = lost or bool(doubts.lost)
                _report(doubts, partial(places.inside, position), said)
                del numbers[key]  # understood again for the next entry, so that every file reports its own doubts
    return cast("list[int]", described), lost


def describe_one(entry: Component, member: Callable[[str], str], said: Grouped) -> Description:
    """Understand one component that is no entry: the document's own subject."""
    doubts = Doubts()
    found = _describe(_keys(columns_of([entry]))[0], doubts, spoken())
    _report(doubts, member, said)
    return found


def _keys(columns: Columns) -> list[tuple[Any, ...]]:
    """Make the key of each entry: what it says, in the order in which `_describe` takes it apart."""
    plain = [columns[name] for name in _PLAIN]
    raw = [_texts(columns[name]) for name in _RAW]
    return list(zip(*plain, *raw, _rare(columns)))  # noqa: B905 -- columns of nothing are endless


def _texts(column: tuple[Raw, ...]) -> Iterable[bytes]:
    """Copy a column out of the file; where many have nothing, that is told apart first."""
    absent = column.count(NOTHING)
    if absent == len(column):
        return itertools.repeat(b"")
    if 2 * absent < len(column):
        return map(bytes, column)
    return [b"" if each is NOTHING else bytes(each) for each in column]


def _rare(columns: Columns) -> Iterable[tuple[Any, ...] | None]:
    """Return one tuple for each entry that has a rare member, None for the others."""
    plain = [columns[name] for name in _RARE_PLAIN]
    raw = [columns[name] for name in _RARE_RAW]
    if all(each.count(None) == len(each) for each in plain) and all(each.count(NOTHING) == len(each) for each in raw):
        return itertools.repeat(None)
    rows = zip(*plain, *(map(bytes, each) for each in raw), strict=True)
    return [each if any(each) else None for each in rows]


def _report(doubts: Doubts, member: Callable[[str], str], said: Grouped) -> None:
    """Say what is wrong with one description at the place of the entry."""
    for each in (*doubts.lost, *doubts.odd):
        said.add(Issue(member(each.place), each.message, each.hint), _NUMBER.sub("", each.place))
    doubts.lost.clear()
    doubts.odd.clear()


def _describe(key: tuple[Any, ...], doubts: Doubts, language: str) -> Description:
    """Understand what one entry says; what does not fit its type is reported."""
    purl, name, version, group, kind, publisher, licences, supplier, manufacturer, hashes, rare = key
    who = organisation(supplier, "supplier", doubts.lost) if supplier else None
    if manufacturer and who is None:
        who = organisation(manufacturer, "manufacturer", doubts.lost)
    stated, unfit, odd = declared(licences, "licenses", language) if licences else _SILENT
    if unfit or odd:
        doubts.lost += unfit
        doubts.odd += odd
    if kind not in TYPES and kind:
        doubts.odd.append(Issue("type", _("a type that the format does not have: {type}").format(type=kind[:40])))
    digests = decode_list(_hashes, hashes, Hash, "hashes", doubts.lost) if hashes else ()
    plain = Description(
        purl=purl or "",
        name=f"{group}/{name}" if group else name,
        version=version or "",
        type=kind,
        supplier=(who.name if who else None) or publisher or "",
        supplier_country=_country(who) if who else "",
        licences=stated,
        hashes=tuple([f"{each.alg}:{each.content.lower()}" for each in digests if each.content]),
    )
    return plain if rare is None else _with_rare(plain, rare, doubts, language)


def _country(who: Organisation) -> str:
    return ((who.address.country if who.address else None) or "").strip().upper()


def _with_rare(plain: Description, rare: tuple[Any, ...], doubts: Doubts, language: str) -> Description:
    """Add what few files say of a component."""
    author, cpe, authors, swid, pedigree, evidence = rare
    persons = decode_list(_persons, authors, Person, "authors", doubts.lost)
    tag = decode_object(_swid, swid, Swid, "swid", doubts.lost)
    made_from = decode_object(_pedigree, pedigree, Pedigree, "pedigree", doubts.lost)
    found = decode_object(_evidence, evidence, Evidence, "evidence", doubts.lost)
    stated, unfit, odd = _SILENT
    if found is not None and found.licenses:
        stated, unfit, odd = declared(bytes(found.licenses), "evidence/licenses", language)
        doubts.lost += unfit
        doubts.odd += odd
    return msgspec.structs.replace(
        plain,
        supplier=plain.supplier or author or next((each.name for each in persons if each.name), ""),
        licences=plain.licences + tuple(Declared("evidence", each.value) for each in stated),
        cpe=cpe or "",
        swid=tag.tagId if tag else "",
        ancestors=tuple(filter(None, map(_named, (made_from.ancestors if made_from else None) or ()))),
    )


def _named(ancestor: Ancestor) -> str:
    """Name what a component was made from: its package URL, else `group/name@version`."""
    if ancestor.purl:
        return ancestor.purl
    name = f"{ancestor.group}/{ancestor.name}" if ancestor.group else ancestor.name
    return f"{name}@{ancestor.version}" if name and ancestor.version else name


def organisation(raw: bytes, member: str, lost: list[Issue]) -> Organisation | None:
    """Read an organisation; None when it has no name."""
    who, unfit = _organisation_read(raw, member, spoken())
    lost += unfit
    return who if who and who.name else None


@lru_cache(maxsize=CACHED)
def _organisation_read(raw: bytes, member: str, language: str) -> tuple[Organisation | None, tuple[Issue, ...]]:
    """Read an organisation and what does not fit in it; `language`, as misfits are remembered too."""
    misfits: list[Issue] = []
    return decode_object(_organisation, raw, Organisation, member, misfits), tuple(misfits)
