# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2.2 and 2.3 JSON.

A component is a package; files count only in a document that lists no package, and a file that is itself a bill of
materials (file type SPDX) is never software. Relationships become edges by the
table in `readers/_spdx.py`.

Source: https://spdx.github.io/spdx-spec/v2.3/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Raw, Struct

from sovaudit.language import _
from sovaudit.model import Bom, Declared, Description, Descriptions, Issue, Subject
from sovaudit.readers import _edges, _spdx
from sovaudit.readers._json import BOM, has_member, looks_like_object, parse, salvage, syntax_error

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
    content = data.removeprefix(BOM)
    issues: list[Issue] = []
    try:
        document = _document.decode(content)
    except msgspec.ValidationError:
        document = _leniently(parse(content, path), issues)
    except msgspec.DecodeError as error:
        raise syntax_error(content, path, error) from None
    _spdx.check_version(document.spdxVersion, "/spdxVersion", issues)
    return _bom(document, descriptions, issues)


def _bom(document: _Document, descriptions: Descriptions, issues: list[Issue]) -> Bom:
    entries: Sequence[_Package | _File] = document.packages or _software(document.files or [], issues)
    pattern = "/packages/{}" if document.packages else "/files/{}"
    counted = {id(each) for each in entries}
    places = (
        {n: f"/files/{i}" for n, i in enumerate(_numbers(document.files, counted))} if not document.packages else {}
    )
    others = [each.SPDXID for each in (*(document.snippets or ()), *(document.files or ())) if id(each) not in counted]
    relationships = [
        (each.spdxElementId, each.relationshipType, each.relatedSpdxElement) for each in document.relationships or ()
    ]
    relationships += [(document.SPDXID, "DESCRIBES", target) for target in document.documentDescribes or ()]
    needs = _spdx.needs(relationships, frozenset(filter(None, others)), issues)
    refs = [each.SPDXID for each in entries]
    edges = _edges.resolve(refs, [document.SPDXID], needs, pattern.format, issues)
    nameless = (number for number, each in enumerate(entries) if not _name(each))
    issues.extend(Issue(pattern.format(number), _("component without a name")) for number in nameless)
    return Bom(
        subject=Subject(document.name or ""),
        version=document.spdxVersion.removeprefix("SPDX-"),
        described=[_number(each, descriptions) for each in entries],
        pattern=pattern,
        dependants=edges.dependants,
        dependencies=edges.dependencies,
        edge_count=edges.count,
        places=places,
        issues=tuple(issues),
        partial=any(issue.place.startswith(("/packages", "/files")) for issue in issues),
    )


def _software(files: list[_File], issues: list[Issue]) -> list[_File]:
    """Leave out files that are bills of materials themselves."""
    for index, each in enumerate(files):
        if "SPDX" in (each.fileTypes or ()):
            hint = _("add that document itself to the inventory")
            issues.append(Issue(f"/files/{index}", _("a file that is an SPDX document is no component"), hint))
    return [each for each in files if "SPDX" not in (each.fileTypes or ())]


def _numbers(files: list[_File] | None, counted: set[int]) -> Iterator[int]:
    return (number for number, each in enumerate(files or ()) if id(each) in counted)


def _name(entry: _Package | _File) -> str:
    return entry.name if isinstance(entry, _Package) else entry.fileName


def _number(entry: _Package | _File, descriptions: Descriptions) -> int:
    """Number the description of one entry: one look-up when another entry said the same."""
    if isinstance(entry, _File):
        file_key = (NAME, entry.fileName, entry.licenseConcluded, bytes(entry.checksums))
        number = descriptions.numbers.get(file_key)
        return descriptions.add(file_key, _describe_file) if number is None else number
    key = (
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
    number = descriptions.numbers.get(key)
    return descriptions.add(key, _describe) if number is None else number


def _describe(key: tuple[Any, ...]) -> Description:
    name, version, supplier, originator, declared, concluded, purpose, refs, checksums = key
    return Description(
        purl=_purl(refs),
        name=name,
        version=version or "",
        type=(purpose or "library").lower().replace("_", "-"),
        supplier=_spdx.actor(supplier) or _spdx.actor(originator),
        supplier_country="",
        licences=_spdx.licences(declared, concluded),
        hashes=_hashes(checksums),
    )


def _describe_file(key: tuple[Any, ...]) -> Description:
    _format, name, concluded, checksums = key
    licences = () if concluded is None else (Declared("concluded", concluded),)
    return Description("", name, "", "file", "", "", licences, _hashes(checksums))


def _purl(raw: bytes) -> str:
    """Return the first package URL among the external references."""
    for ref in _decode(_external_refs, raw) or ():
        if ref.referenceType == "purl" or ref.referenceLocator.startswith("pkg:"):
            return str(ref.referenceLocator)
    return ""


def _hashes(raw: bytes) -> tuple[str, ...]:
    found = _decode(_checksums, raw) or ()
    return tuple(f"{each.algorithm}:{each.checksumValue.lower()}" for each in found)


def _decode(decoder: msgspec.json.Decoder[Any], raw: bytes) -> Any:  # noqa: ANN401 -- whatever the decoder gives
    """Decode a raw member; None when it is absent or of another shape."""
    if not raw:
        return None
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        return None


def _leniently(document: dict[str, Any], issues: list[Issue]) -> _Document:
    """Read what fits, object by object."""
    flat: dict[str, Any] = {}
    kinds: dict[str, Any] = {"packages": _Package, "files": _File, "snippets": _Element, "relationships": _Relationship}
    for member, kind in kinds.items():
        if document.get(member) is not None:
            flat[member] = _each(document[member], kind, f"/{member}", issues)
    rest = {name: value for name, value in document.items() if name not in kinds}
    read = salvage(rest, _Document, "", issues) or _Document()
    return msgspec.structs.replace(read, **flat)


def _each(value: object, kind: Any, pointer: str, issues: list[Issue]) -> list[Any]:  # noqa: ANN401 -- any Struct
    if not isinstance(value, list):
        issues.append(Issue(pointer, _("a list was expected")))
        return []
    found = []
    for index, each in enumerate(value):
        plain = each
        if isinstance(each, dict):
            plain = {n: Raw(msgspec.json.encode(m)) if n in _RAW else m for n, m in each.items()}
        read = salvage(plain, kind, f"{pointer}/{index}", issues)
        if read is not None:
            found.append(read)
    return found
