# SPDX-License-Identifier: EUPL-1.2
"""What files state beside components, with their references resolved: statements, online services, other documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote

import msgspec

from sovaudit.credentials import masked
from sovaudit.identity.purls import canonical
from sovaudit.language import _
from sovaudit.model import ROOT, FileRead, Issue, Link, OnlineService, Source, Statement

Entry = Callable[[int, int], int]
"""(file number, entry number) -> position of its component."""
SAID_AT_MOST = 20


def statements(reads: Sequence[FileRead], ids: Sequence[str], component: Entry) -> tuple[Statement, ...]:
    """Return every statement with its products as component ids, where the component is known.

    Args:
        reads: per file, what was read.
        ids: per component, its id.
        component: tells the component of an entry.
    """
    found = []
    known = set(ids)
    for number, read in enumerate(reads):
        for each in read.statements:
            own = [_subject(read)] if ROOT in each.entries else []
            within = own + [ids[component(number, entry)] for entry in each.entries if entry != ROOT]
            named = [_product(product, known) for product in each.products]
            products = tuple(dict.fromkeys((*within, *named)))
            source = Source(read.path, each.place)
            found.append(msgspec.structs.replace(each, products=products, entries=(), source=source))
    return tuple(found)


def _subject(read: FileRead) -> str:
    """Name what a file describes: its package URL, else its name and version, else the file."""
    subject = read.subject
    if subject is None or not (subject.purl or subject.name):
        return read.path
    return canonical(subject.purl) or masked(f"{subject.name}@{subject.version}".removesuffix("@"))


def _product(stated: str, known: set[str]) -> str:
    """Return the id of the component that is meant, or the product as stated when none is.

    In a BOM-Link (`urn:cdx:SERIAL/VERSION#REF`) the reference is mostly a package URL.
    """
    reference = unquote(stated.rpartition("#")[2]) if stated.startswith("urn:cdx:") else stated
    purl = canonical(reference) if reference.startswith("pkg:") else ""
    return purl if purl in known else stated


class Online(msgspec.Struct):
    """Services that are called, and by whom."""

    services: tuple[OnlineService, ...]
    applications: tuple[tuple[int, str], ...]
    components: tuple[tuple[int, int], ...]


def online(reads: Sequence[FileRead], applications: Sequence[Sequence[str]], component: Entry) -> Online:
    """Join the services of all files: the same name from the same provider is the same service.

    Args:
        reads: per file, what was read.
        applications: per file, the ids of the applications that it describes.
        component: tells the component of an entry.
    """
    numbers: dict[tuple[str, str], int] = {}
    merged: list[OnlineService] = []
    ids: set[str] = set()
    by_application: set[tuple[int, str]] = set()
    by_component: set[tuple[int, int]] = set()
    needs: list[list[int]] = []
    for file, read in enumerate(reads):
        own = {}
        for each in read.online:
            key = (_folded(each.name), _folded(each.provider))
            number = numbers.setdefault(key, len(merged))
            own[each.id] = number
            source = Source(read.path, each.place)
            endpoints = tuple(map(masked, each.endpoints))
            placed = msgspec.structs.replace(each, dependants=(), needs=(), endpoints=endpoints, source=source)
            if number == len(merged):
                merged.append(msgspec.structs.replace(placed, id=_free(each.name or each.id, ids)))
                needs.append([])
            else:
                merged[number] = _joined(merged[number], placed)
            callers = [ROOT] if not each.dependants and not read.described else each.dependants
            by_application.update((number, name) for entry in callers if entry == ROOT for name in applications[file])
            by_component.update((number, component(file, entry)) for entry in callers if entry != ROOT)
        for each in read.online:
            needs[own[each.id]] += [own[name] for name in each.needs if name in own]
    services = tuple(
        msgspec.structs.replace(each, needs=tuple(dict.fromkeys(merged[other].id for other in needs[number])))
        for number, each in enumerate(merged)
    )
    return Online(services, tuple(sorted(by_application)), tuple(sorted(by_component)))


def _joined(one: OnlineService, other: OnlineService) -> OnlineService:
    """Merge what two files say of one service; what only one says is taken from it."""
    return msgspec.structs.replace(
        one,
        version=one.version or other.version,
        provider_country=one.provider_country or other.provider_country,
        endpoints=tuple(sorted({*one.endpoints, *other.endpoints})),
        crosses_boundary="yes" if "yes" in (one.crosses_boundary, other.crosses_boundary) else one.crosses_boundary,
        authenticated="no" if "no" in (one.authenticated, other.authenticated) else one.authenticated,
        data=tuple(sorted({*one.data, *other.data})),
    )


def _free(name: str, taken: set[str]) -> str:
    """Return an id made of a name that nobody has yet, and take it."""
    wanted = slug(name) or "service"
    chosen = next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
    taken.add(chosen)
    return chosen


def absent_links(read: FileRead, names: set[str]) -> Iterator[Issue]:
    """Report the documents that a file refers to and that the inventory does not have."""
    absent = [each for each in read.links if not _named(each, names)]
    hint = _("add that document to the inventory, or the picture is not whole")
    for each in absent[:SAID_AT_MOST]:
        text = _("refers to a document that is not in the inventory: {name}")
        yield Issue(each.place, text.format(name=each.name[:200]), hint)
    if len(absent) > SAID_AT_MOST:
        rest = _("and {count} more of the same kind").format(count=len(absent) - SAID_AT_MOST)
        yield Issue(absent[SAID_AT_MOST].place, rest, hint)


def _named(link: Link, names: set[str]) -> bool:
    """Tell whether one of the inventory's files goes by the name: `urn:cdx:UUID/1#ref` is that of `urn:uuid:UUID`."""
    name = link.name.partition("#")[0]
    serial = name.removeprefix("urn:cdx:").partition("/")[0]
    return name in names or (name.startswith("urn:cdx:") and f"urn:uuid:{serial}" in names)


def compositions(read: FileRead) -> dict[str, int]:
    """Count, for each thing a file says of its completeness, the entries it says it of."""
    counted: dict[str, int] = {}
    for each in read.compositions:
        counted[each.aggregate] = counted.get(each.aggregate, 0) + len(each.entries)
    return dict(sorted(counted.items()))


def slug(text: str) -> str:
    """Return a short id made of a name: lower-case letters, digits and hyphens.

    >>> slug("Gestion électronique (GED)")
    'gestion-electronique-ged'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return "-".join(words)[:60].strip("-")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def all_names(reads: Iterable[FileRead]) -> set[str]:
    """Return every name by which a file of the inventory may be referred to."""
    return {name for read in reads for name in read.names}
