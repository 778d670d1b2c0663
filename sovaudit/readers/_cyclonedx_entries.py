# SPDX-License-Identifier: EUPL-1.2
"""Components as a CycloneDX file has them -> numbers of descriptions: the hot path.

An entry is known by the text of its members, raw where they are lists: equal ones are understood once. Each is compared
with the one that was first seen under its package URL, all at once; a key of all that it says is made of the others
only.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Struct

from sovaudit.language import _, spoken
from sovaudit.model import Declared, Description, Descriptions, Issue
from sovaudit.readers._cyclonedx import (
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
LAYOUTS = 16
"""Layouts told apart; files of any other one are taken together, which is right and slower."""
TYPES = frozenset(
    (
        *("application", "framework", "library", "container", "platform", "operating-system", "device"),
        *("device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset"),
    )
)
_PLAIN = ("purl", "name", "version", "group", "type", "publisher", "author", "cpe")
_RAW = ("licenses", "supplier", "manufacturer", "hashes", "authors", "swid", "pedigree", "evidence")
_plain, _raw, _purl = attrgetter(*_PLAIN), attrgetter(*_RAW), attrgetter("purl")
_rare = attrgetter("author", "cpe", "authors", "swid", "pedigree", "evidence")
_NOTHING_RARE = _rare(Component())
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


class _Seen:
    """Entries of files that are laid out alike, each under its package URL or name, with their descriptions.

    Position 0 is that of an entry which no file has.
    """

    def __init__(self) -> None:
        self.at: dict[str, int] = {}
        self.entries: list[Component | None] = [None]
        self.numbers: list[int] = [0]

    def keep(self, name: str, entry: Component, number: int) -> None:
        """Keep an entry, and nothing else of the file that it is from."""
        entry.licenses, entry.supplier = entry.licenses.copy(), entry.supplier.copy()
        entry.manufacturer, entry.hashes = entry.manufacturer.copy(), entry.hashes.copy()
        if _rare(entry) != _NOTHING_RARE:
            entry.authors, entry.swid = entry.authors.copy(), entry.swid.copy()
            entry.pedigree, entry.evidence = entry.pedigree.copy(), entry.evidence.copy()
        self.at[name] = len(self.entries)
        self.entries.append(entry)
        self.numbers.append(number)


def describe_all(
    entries: Sequence[Component], descriptions: Descriptions, layout: bytes, places: Places, said: Grouped
) -> tuple[list[int], bool]:
    """Number the description of each entry; tell whether something of one could not be understood.

    Args:
        entries: without references and parts, which are no part of a description; some are kept.
        descriptions: what is known, and receives what is new.
        layout: equal for files in which the same is likely written the same, blanks included.
        places: where the entries are.
        said: receives what is wrong with one.
    """
    seen = _seen(descriptions, layout)
    names = list(map(_purl, entries))
    if not all(names):
        names = [purl or entry.name for purl, entry in zip(names, entries, strict=True)]
    found = list(map(seen.at.get, names, itertools.repeat(0)))
    described = list(map(seen.numbers.__getitem__, found))
    others = map(operator.ne, entries, map(seen.entries.__getitem__, found))
    lost = False
    doubts = Doubts()
    describe = partial(_describe, doubts=doubts, language=spoken())
    for position in list(itertools.compress(itertools.count(), others)):
        entry, name = entries[position], names[position]
        at = seen.at.get(name, 0)
        if at and seen.entries[at] == entry:
            described[position] = seen.numbers[at]
            continue
        key = _key(entry) if at else None
        number = descriptions.numbers.get(key) if key else None
        if number is None:
            number = descriptions.intern(describe(entry))
            if doubts.lost or doubts.odd:  # understood again for the next entry: every file reports its own doubts
                lost = lost or bool(doubts.lost)
                _report(doubts, partial(places.inside, position), said)
            elif key:
                descriptions.numbers[key] = number
            else:
                seen.keep(name, entry, number)
        described[position] = number
    return described, lost


def _seen(descriptions: Descriptions, layout: bytes) -> _Seen:
    """Return what was seen in files laid out like this one."""
    seen: dict[bytes, _Seen] = descriptions.remembered.setdefault(Component, {})
    return seen.setdefault(layout if layout in seen or len(seen) < LAYOUTS else b"", _Seen())


def describe_one(entry: Component, member: Callable[[str], str], said: Grouped) -> Description:
    """Understand one component that is no entry: the document's own subject."""
    doubts = Doubts()
    found = _describe(entry, doubts, spoken())
    _report(doubts, member, said)
    return found


def _key(entry: Component) -> tuple[Any, ...]:
    """Return all that an entry says."""
    return (*_plain(entry), *map(bytes, _raw(entry)))


def _report(doubts: Doubts, member: Callable[[str], str], said: Grouped) -> None:
    """Say what is wrong with one description at the place of the entry."""
    for each in (*doubts.lost, *doubts.odd):
        said.add(Issue(member(each.place), each.message, each.hint), _NUMBER.sub("", each.place))
    doubts.lost.clear()
    doubts.odd.clear()


def _describe(entry: Component, doubts: Doubts, language: str) -> Description:
    """Understand what one entry says; what does not fit its type is reported."""
    kind = entry.type
    who = organisation(bytes(entry.supplier), "supplier", doubts.lost) if entry.supplier else None
    if who is None and entry.manufacturer:
        who = organisation(bytes(entry.manufacturer), "manufacturer", doubts.lost)
    stated, unfit, odd = declared(bytes(entry.licenses), "licenses", language) if entry.licenses else _SILENT
    if unfit or odd:
        doubts.lost += unfit
        doubts.odd += odd
    if kind not in TYPES and kind:
        doubts.odd.append(Issue("type", _("a type that the format does not have: {type}").format(type=kind[:40])))
    digests = decode_list(_hashes, entry.hashes, Hash, "hashes", doubts.lost) if entry.hashes else ()
    plain = Description(
        purl=entry.purl or "",
        name=f"{entry.group}/{entry.name}" if entry.group else entry.name,
        version=entry.version or "",
        type=kind,
        supplier=(who.name if who else None) or entry.publisher or "",
        supplier_country=_country(who) if who else "",
        licences=stated,
        hashes=tuple([f"{each.alg}:{each.content.lower()}" for each in digests if each.content]),
    )
    return plain if _rare(entry) == _NOTHING_RARE else _with_rare(plain, entry, doubts, language)


def _country(who: Organisation) -> str:
    return ((who.address.country if who.address else None) or "").strip().upper()


def _with_rare(plain: Description, entry: Component, doubts: Doubts, language: str) -> Description:
    """Add what few files say of a component."""
    persons = decode_list(_persons, entry.authors, Person, "authors", doubts.lost)
    tag = decode_object(_swid, entry.swid, Swid, "swid", doubts.lost)
    made_from = decode_object(_pedigree, entry.pedigree, Pedigree, "pedigree", doubts.lost)
    found = decode_object(_evidence, entry.evidence, Evidence, "evidence", doubts.lost)
    stated, unfit, odd = _SILENT
    if found is not None and found.licenses:
        stated, unfit, odd = declared(bytes(found.licenses), "evidence/licenses", language)
        doubts.lost += unfit
        doubts.odd += odd
    return msgspec.structs.replace(
        plain,
        supplier=plain.supplier or entry.author or next((each.name for each in persons if each.name), ""),
        licences=plain.licences + tuple(Declared("evidence", each.value) for each in stated),
        cpe=entry.cpe or "",
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
