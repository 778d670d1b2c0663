# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2.2 and 2.3 JSON.

A component is a package; files count only in a document that lists no package, and a file that is itself a bill of
materials (file type SPDX) is never software. Relationships become edges by the
table in `readers/_spdx.py`.

Source: https://spdx.github.io/spdx-spec/v2.3/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Raw, Struct

from sovaudit.language import _
from sovaudit.model import Bom, Declared, Description, Descriptions, Issue, Subject
from sovaudit.readers import _edges, _spdx
from sovaudit.readers._json import decode, decode_list, has_member, looks_like_object, salvage, texts

NAME = "spdx-json"
_NONE = Raw(b"")


class _Package(Struct, gc=False):
    name: str = ""
    SPDXID: str | None = None
    versionInfo: str | None = None
    supplier: str | None = None
    originator: str | None = None
    licenseDeclared: str | None = None
    licenseConcluded: str | None = None
    primaryPackagePurpose: str | None = None
    externalRefs: Raw = _NONE
    checksums: Raw = _NONE


class _File(Struct, gc=False):
    fileName: str = ""
    SPDXID: str | None = None
    licenseConcluded: str | None = None
    fileTypes: list[str] | None = None
    checksums: Raw = _NONE


_LOST = (_Package(), _File())
"""Stand in a list for what was no package and no file, so that the places of the others stay right."""
_LOST_IDS = frozenset(map(id, _LOST))


class _Element(Struct, gc=False):
    SPDXID: str | None = None


class _Relationship(Struct, gc=False):
    spdxElementId: str = ""
    relationshipType: str = ""
    relatedSpdxElement: str = ""


class _Document(Struct):
    spdxVersion: str = ""
    SPDXID: str = "SPDXRef-DOCUMENT"
    name: str | None = None
    packages: list[_Package] | None = None
    files: list[_File] | None = None
    snippets: list[_Element] | None = None
    relationships: list[_Relationship] | None = None
    documentDescribes: list[str] | None = None


class _ExternalRef(Struct):
    referenceType: str = ""
    referenceLocator: str = ""


class _Checksum(Struct):
    algorithm: str = ""
    checksumValue: str = ""


_document = msgspec.json.Decoder(_Document)
_external_refs = msgspec.json.Decoder(list[_ExternalRef] | None)
_checksums = msgspec.json.Decoder(list[_Checksum] | None)
_RAW = ("externalRefs", "checksums")


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the JSON object has a `spdxVersion`, or failing that packages with SPDX ids."""
    if not looks_like_object(data):
        return False
    return has_member(data, b"spdxVersion") or (has_member(data, b"SPDXID") and has_member(data, b"packages"))


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every package and every relationship that is a dependency."""
    issues: list[Issue] = []
    document = decode(_document, data, path, _leniently, issues)
    _spdx.check_version(document.spdxVersion, "/spdxVersion", issues)
    return _bom(document, descriptions, issues)


def _bom(document: _Document, descriptions: Descriptions, issues: list[Issue]) -> Bom:
    listed: Sequence[_Package | _File] = document.packages or document.files or ()
    pattern = "/packages/{}" if document.packages else "/files/{}"
    numbers = [n for n, each in enumerate(listed) if id(each) not in _LOST_IDS and not _is_document(each, n, issues)]
    entries = [listed[number] for number in numbers]
    places = {n: pattern.format(number) for n, number in enumerate(numbers) if n != number}
    place = _Places(pattern, places)
    counted = {id(each) for each in entries}
    others = [each.SPDXID for each in (*(document.snippets or ()), *(document.files or ())) if id(each) not in counted]
    relationships = [
        (each.spdxElementId, each.relationshipType, each.relatedSpdxElement) for each in document.relationships or ()
    ]
    relationships += [(document.SPDXID, "DESCRIBES", target) for target in document.documentDescribes or ()]
    needs = _spdx.needs(relationships, frozenset(filter(None, others)), issues)
    refs = [each.SPDXID for each in entries]
    edges = _edges.resolve(refs, [document.SPDXID], needs, place, issues)
    nameless = (number for number, each in enumerate(entries) if not _name(each))
    issues.extend(Issue(place(number), _("component without a name")) for number in nameless)
    described = [_number(each, descriptions, number, place, issues) for number, each in enumerate(entries)]
    return Bom(
        subject=Subject(document.name or ""),
        version=document.spdxVersion.removeprefix("SPDX-"),
        described=described,
        pattern=pattern,
        dependants=edges.dependants,
        dependencies=edges.dependencies,
        edge_count=edges.count,
        places=places,
        issues=tuple(issues),
        partial=any(issue.place.startswith(("/packages", "/files", "/relationships/")) for issue in issues),
    )


class _Places:
    """Where each entry stands: as the pattern says, or an exception."""

    def __init__(self, pattern: str, exceptions: dict[int, str]) -> None:
        self._pattern = pattern
        self._exceptions = exceptions

    def __call__(self, number: int) -> str:
        return self._exceptions.get(number) or self._pattern.format(number)


def _is_document(entry: _Package | _File, index: int, issues: list[Issue]) -> bool:
    """Tell whether a file is a bill of materials itself, and say that it is left out."""
    if isinstance(entry, _Package) or "SPDX" not in (entry.fileTypes or ()):
        return False
    hint = _("add that document itself to the inventory")
    issues.append(Issue(f"/files/{index}", _("a file that is an SPDX document is no component"), hint))
    return True


def _name(entry: _Package | _File) -> str:
    return entry.name if isinstance(entry, _Package) else entry.fileName


def _number(
    entry: _Package | _File, descriptions: Descriptions, position: int, place: _Places, issues: list[Issue]
) -> int:
    """Number the description of one entry: one look-up when another entry said the same.

    One with misfits is not remembered: it is understood again for the next entry, so that every file reports its own.
    """
    key = _file_key(entry) if isinstance(entry, _File) else _package_key(entry)
    number = descriptions.numbers.get(key)
    if number is not None:
        return number
    misfits: list[Issue] = []
    describe = _describe_file if isinstance(entry, _File) else _describe
    number = descriptions.add(key, lambda key: describe(key, misfits))
    if misfits:
        del descriptions.numbers[key]
        issues.extend(Issue(f"{place(position)}/{each.place}", each.message, each.hint) for each in misfits)
    return number


def _file_key(entry: _File) -> tuple[Any, ...]:
    return (NAME, entry.fileName, entry.licenseConcluded, bytes(entry.checksums))


def _package_key(entry: _Package) -> tuple[Any, ...]:
    return (
        entry.name,
        entry.versionInfo,
        entry.supplier,
        entry.originator,
        entry.licenseDeclared,
        entry.licenseConcluded,
        entry.primaryPackagePurpose,
        bytes(entry.externalRefs),
        bytes(entry.checksums),
    )


def _describe(key: tuple[Any, ...], misfits: list[Issue]) -> Description:
    name, version, supplier, originator, declared, concluded, purpose, refs, checksums = key
    return Description(
        purl=_purl(refs, misfits),
        name=name,
        version=version or "",
        type=(purpose or "library").lower().replace("_", "-"),
        supplier=_spdx.actor(supplier) or _spdx.actor(originator),
        supplier_country="",
        licences=_spdx.licences(declared, concluded),
        hashes=_hashes(checksums, misfits),
    )


def _describe_file(key: tuple[Any, ...], misfits: list[Issue]) -> Description:
    _format, name, concluded, checksums = key
    licences = () if concluded is None else (Declared("concluded", concluded),)
    return Description("", name, "", "file", "", "", licences, _hashes(checksums, misfits))


def _purl(raw: bytes, misfits: list[Issue]) -> str:
    """Return the first package URL among the external references."""
    for ref in decode_list(_external_refs, raw, _ExternalRef, "externalRefs", misfits):
        if (ref.referenceType == "purl" and ref.referenceLocator) or ref.referenceLocator.startswith("pkg:"):
            return str(ref.referenceLocator)
    return ""


def _hashes(raw: bytes, misfits: list[Issue]) -> tuple[str, ...]:
    found = decode_list(_checksums, raw, _Checksum, "checksums", misfits)
    return tuple(f"{each.algorithm}:{each.checksumValue.lower()}" for each in found if each.checksumValue)


def _leniently(document: dict[str, Any], issues: list[Issue]) -> _Document:
    """Read what fits, object by object."""
    flat: dict[str, Any] = {}
    kinds: dict[str, Any] = {"packages": _Package, "files": _File, "snippets": _Element, "relationships": _Relationship}
    for member, kind in kinds.items():
        if document.get(member) is not None:
            flat[member] = _each(document[member], kind, f"/{member}", issues)
    rest = {name: value for name, value in document.items() if name not in kinds}
    if isinstance(rest.get("documentDescribes"), list):
        rest["documentDescribes"] = texts(rest["documentDescribes"], "/documentDescribes", issues)
    read = salvage(rest, _Document, "", issues) or _Document()
    return msgspec.structs.replace(read, **flat)


def _each(value: object, kind: Any, pointer: str, issues: list[Issue]) -> list[Any]:  # noqa: ANN401 -- any Struct
    if not isinstance(value, list):
        issues.append(Issue(pointer, _("a list was expected")))
        return []
    found = []
    lost = next((each for each in _LOST if type(each) is kind), None)
    for index, each in enumerate(value):
        plain = each
        if isinstance(each, dict):
            plain = {n: Raw(msgspec.json.encode(m)) if n in _RAW else m for n, m in each.items()}
            if isinstance(plain.get("fileTypes"), list):
                plain["fileTypes"] = texts(plain["fileTypes"], f"{pointer}/{index}/fileTypes", issues)
        read = salvage(plain, kind, f"{pointer}/{index}", issues) or lost
        if read is not None:
            found.append(read)
    return found
