# SPDX-License-Identifier: EUPL-1.2
"""An SPDX 2 document -> Bom, whatever its syntax.

- A component is a package; files count only in a document that lists no package, and a file that is itself a bill of
  materials (file type SPDX) is never software.
- The document's subject is the package that it describes, when it describes exactly one; else the document by its
  name. That package stays a component too, for it is one of the document's packages, and the subject needs it: what it
  needs is reached through it. No edge is copied to the subject: edges are those of the file, no more.
- Annotations, people, snippets and files beside packages are left out.

Source: SPDX 2.3 (https://spdx.github.io/spdx-spec/v2.3/)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct, field

from sovaudit.language import _
from sovaudit.model import INSTALLED, Bom, Description, Descriptions, Issue, Link, Subject
from sovaudit.readers import _edges, _spdx, _spdx_describe, _spdx_licences
from sovaudit.readers._addresses import remark
from sovaudit.readers._edges import Edges
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._spdx_document import LOST_IDS, Document, File, Package

Entry: TypeAlias = Package | File


class Reading(Struct):
    """One file being read.

    Args:
        path: how to name it.
        lost: Issues about what could not be kept, by JSON pointer; a place that is no pointer is shown as it is.
        said: what was kept and should be looked at, by JSON pointer too.
        where: JSON pointer -> the place that a person finds in the file; None where the pointer is that place.
        partial: true when something could not be kept that is no member of an object.
    """

    path: str
    lost: list[Issue] = field(default_factory=list)
    said: Grouped = field(default_factory=Grouped)
    where: Callable[[str], str] | None = None
    partial: bool = False

    def place(self, pointer: str) -> str:
        """Return a place as a person finds it."""
        return self.where(pointer) if self.where and pointer.startswith("/") else pointer

    def issues(self) -> tuple[Issue, ...]:
        """Return all that was said."""
        found = (*self.lost, *self.said.issues())
        if self.where is None:
            return found
        return tuple(Issue(self.place(each.place), each.message, each.hint) for each in found)


def bom(document: Document, reading: Reading, descriptions: Descriptions) -> Bom:
    """Build what a reader hands over.

    Raises:
        InputError: a version of SPDX that nobody here knows.
    """
    where = f"{reading.path}: {reading.place('/spdxVersion')}"
    _spdx.check_version(document.spdxVersion, where, reading.said)
    listed: Sequence[Entry] = document.packages or document.files or ()
    pattern = "/packages/{}" if document.packages else "/files/{}"
    numbers = [n for n, each in enumerate(listed) if id(each) not in LOST_IDS and not _is_document(each, n, reading)]
    entries = [listed[number] for number in numbers]
    shifted = {n: pattern.format(number) for n, number in enumerate(numbers) if n != number}
    pointer = _Pointers(pattern, shifted)
    refs = [each.SPDXID for each in entries]
    edges = _edges_of(document, entries, refs, pointer, reading)
    described = _describe(document, entries, descriptions, pointer, reading)
    _look_over(entries, pointer, reading)
    main = _main(document, refs)
    return Bom(
        subject=_subject(document, None if main is None else descriptions.distinct[described[main]]),
        version=document.spdxVersion.removeprefix("SPDX-"),
        described=described,
        pattern=pattern,
        dependants=edges.dependants,
        dependencies=edges.dependencies,
        edge_count=edges.count,
        places={n: reading.place(pointer(n)) for n in range(len(entries))} if reading.where else shifted,
        partial=reading.partial or any(each.place.startswith(_KEPT) for each in reading.lost),
        names=(document.documentNamespace,) if document.documentNamespace else (),
        links=_links(document, reading),
        created=_created(document, reading),
        issues=reading.issues(),
    )


_KEPT = ("/packages", "/files", "/relationships/", "/hasExtractedLicensingInfos", "/externalDocumentRefs")
"""What is kept of a document: a misfit there leaves it partial."""


class _Pointers:
    """Where each entry stands: as the pattern says, or an exception."""

    def __init__(self, pattern: str, exceptions: dict[int, str]) -> None:
        self._pattern = pattern
        self._exceptions = exceptions

    def __call__(self, number: int) -> str:
        return self._exceptions.get(number) or self._pattern.format(number)


def _is_document(entry: Entry, index: int, reading: Reading) -> bool:
    """Tell whether a file is a bill of materials itself, and say that it is left out."""
    if isinstance(entry, Package) or "SPDX" not in (entry.fileTypes or ()):
        return False
    hint = _("add that document itself to the inventory")
    reading.lost.append(Issue(f"/files/{index}", _("a file that is an SPDX document is no component"), hint))
    return True


def _edges_of(
    document: Document, entries: Sequence[Entry], refs: list[str | None], pointer: _Pointers, reading: Reading
) -> Edges:
    known = {document.SPDXID, *refs} - {None, ""}
    needs, strays = _spdx.needs(document, known, reading.said)
    edges = _edges.resolve(refs, [document.SPDXID], (list(needs), list(needs.values())), pointer, reading.lost)
    if strays:
        counted = set(map(id, entries))
        elements = (*(document.snippets or ()), *(document.files or ()))
        others = {each.SPDXID for each in elements if id(each) not in counted}
        edges.count += _spdx.dangling(strays, known, others, reading.said)
    return edges


def _describe(
    document: Document, entries: Sequence[Entry], descriptions: Descriptions, pointer: _Pointers, reading: Reading
) -> list[int]:
    """Number the description of each entry: one look-up when another entry said the same."""
    defined = _spdx_licences.definitions(document, reading.lost)
    found = []
    for position, each in enumerate(entries):
        if isinstance(each, Package):
            told = _spdx_licences.references(each.licenseDeclared, each.licenseConcluded, defined) if defined else ()
            key = _spdx_describe.package_key(each, told)
        else:
            told = _spdx_licences.references(None, each.licenseConcluded, defined) if defined else ()
            key = _spdx_describe.file_key(each, told)
        number = descriptions.numbers.get(key)
        found.append(number if number is not None else _understand(each, key, descriptions, pointer(position), reading))
    return found


def _understand(entry: Entry, key: tuple[Any, ...], descriptions: Descriptions, place: str, reading: Reading) -> int:
    """Describe an entry. With misfits it is not remembered, so that every file reports its own."""
    misfits: list[Issue] = []
    describe = _spdx_describe.package if isinstance(entry, Package) else _spdx_describe.file
    number = descriptions.add(key, lambda key: describe(key, misfits))
    if misfits:
        del descriptions.numbers[key]
        reading.lost.extend(Issue(f"{place}/{each.place}", each.message, each.hint) for each in misfits)
    return number


def _look_over(entries: Sequence[Entry], pointer: _Pointers, reading: Reading) -> None:
    """Say what a person should look at: no name, no licence expression, a password in an address."""
    packages = [each for each in entries if isinstance(each, Package)]
    names = [each.name for each in packages] or [each.fileName for each in entries if isinstance(each, File)]
    if not all(names):
        nameless = [number for number, name in enumerate(names) if not name]
        reading.lost.extend(Issue(pointer(number), _("component without a name")) for number in nameless)
    _say_malformed([each.licenseDeclared for each in packages], "licenseDeclared", pointer, reading.said)
    _say_malformed([each.licenseConcluded for each in entries], "licenseConcluded", pointer, reading.said)
    for member in ("downloadLocation", "homepage"):
        for number, each in enumerate(packages):
            address = getattr(each, member)
            if address:
                remark(address, f"{pointer(number)}/{member}", reading.said)


def _created(document: Document, reading: Reading) -> str:
    """Return when the document says that it was made, as it writes it."""
    stated = (document.creationInfo.created if document.creationInfo else None) or ""
    if stated:
        try:
            datetime.fromisoformat(stated)
        except ValueError:
            text = _("not a day and time: {stated}")
            place = "/creationInfo/created"
            reading.said.say(place, text, _("write 2026-01-31T12:00:00Z"), stated=stated[:40])
    return stated


def _say_malformed(stated: list[str | None], member: str, pointer: _Pointers, said: Grouped) -> None:
    """Say of each distinct statement that is no SPDX expression where it first stands."""
    first = dict(zip(reversed(stated), range(len(stated) - 1, -1, -1), strict=True))
    for number, wrong in sorted((n, each) for each, n in first.items() if not _spdx_licences.well_formed(each)):
        hint = _("it is kept as written; a licence of one’s own is a « LicenseRef- » that the document defines")
        place = f"{pointer(number)}/{member}"
        said.say(place, _("no SPDX licence expression: {statement}"), hint, statement=str(wrong)[:80])


def _main(document: Document, refs: list[str | None]) -> int | None:
    """Return the number of the component that the document describes, when it is exactly one."""
    described = _spdx.described(document)
    if not described:
        return None
    found = [number for number, ref in enumerate(refs) if ref in described]
    return found[0] if len(found) == 1 else None


def _subject(document: Document, main: Description | None) -> Subject:
    if main is None:
        return Subject(document.name or "")
    return Subject(
        name=main.name or document.name or "",
        version=main.version,
        purl=main.purl,
        type="" if main.type in INSTALLED else main.type,
        supplier=main.supplier,
        licences=main.licences,
        cpe=main.cpe,
    )


def _links(document: Document, reading: Reading) -> tuple[Link, ...]:
    listed = document.externalDocumentRefs or ()
    places = (reading.place(f"/externalDocumentRefs/{number}") for number in range(len(listed)))
    found = zip(listed, places, strict=True)
    return tuple(Link(each.spdxDocument, place) for each, place in found if each.spdxDocument)
