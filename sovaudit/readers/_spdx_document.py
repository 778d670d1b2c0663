# SPDX-License-Identifier: EUPL-1.2
"""An SPDX 2 document, the same whatever its syntax: its JSON form, decoded into types.

JSON is decoded straight into these types. The other syntaxes are first made the plain objects that their JSON would
be (`{"packages": [{"name": …}]}`) and come in by `from_plain`, so that one set of rules says what does not fit.

Source: SPDX 2.3 JSON schema (https://github.com/spdx/spdx-spec/blob/v2.3/schemas/spdx-schema.json)
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Raw, Struct

from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._json import salvage, texts

_NONE = Raw(b"")


class Package(Struct, gc=False):
    """One package; what only some need stays undecoded."""

    name: str = ""
    SPDXID: str | None = None
    versionInfo: str | None = None
    supplier: str | None = None
    originator: str | None = None
    licenseDeclared: str | None = None
    licenseConcluded: str | None = None
    primaryPackagePurpose: str | None = None
    downloadLocation: str | None = None
    homepage: str | None = None
    externalRefs: Raw = _NONE
    checksums: Raw = _NONE


class File(Struct, gc=False):
    """One file."""

    fileName: str = ""
    SPDXID: str | None = None
    licenseConcluded: str | None = None
    fileTypes: list[str] | None = None
    checksums: Raw = _NONE


LOST = (Package(), File())
"""Stand in a list for what was no package and no file, so that the places of the others stay right."""
LOST_IDS = frozenset(map(id, LOST))


class Element(Struct, gc=False):
    """A snippet: only its name matters."""

    SPDXID: str | None = None


class Relationship(Struct, gc=False):
    """One relationship, as written."""

    spdxElementId: str = ""
    relationshipType: str = ""
    relatedSpdxElement: str = ""


class CreationInfo(Struct):
    """When the document was made; who made it is not kept (people are named there)."""

    created: str | None = None


class ExternalDocument(Struct):
    """A document that this one refers to."""

    externalDocumentId: str = ""
    spdxDocument: str = ""


class ExternalRef(Struct):
    """A name of a package in another system."""

    referenceType: str = ""
    referenceLocator: str = ""


class Checksum(Struct):
    """A digest."""

    algorithm: str = ""
    checksumValue: str = ""


class Extracted(Struct):
    """What a `LicenseRef-…` of the document stands for."""

    licenseId: str = ""
    name: str | None = None
    extractedText: str | None = None


class Document(Struct):
    """A whole document; `Document` is the wrapper that spdx-tools wrote before 2020."""

    spdxVersion: str = ""
    SPDXID: str = "SPDXRef-DOCUMENT"
    name: str | None = None
    documentNamespace: str | None = None
    creationInfo: CreationInfo | None = None
    externalDocumentRefs: list[ExternalDocument] | None = None
    hasExtractedLicensingInfos: Raw = _NONE
    packages: list[Package] | None = None
    files: list[File] | None = None
    snippets: list[Element] | None = None
    relationships: list[Relationship] | None = None
    documentDescribes: list[str] | None = None
    Document: Raw = _NONE


_RAW = ("externalRefs", "checksums")
_LISTS: dict[str, Any] = {
    "packages": Package,
    "files": File,
    "snippets": Element,
    "relationships": Relationship,
    "externalDocumentRefs": ExternalDocument,
}


def from_plain(document: dict[str, Any], issues: list[Issue]) -> Document:
    """Read what fits, object by object.

    Args:
        document: the JSON form as dicts, lists and texts.
        issues: receives what does not fit, by JSON pointer.
    """
    document = _unwrapped(document)
    flat: dict[str, Any] = {}
    for member, kind in _LISTS.items():
        if document.get(member) is not None:
            flat[member] = _each(document[member], kind, f"/{member}", issues)
    rest = {name: value for name, value in document.items() if name not in _LISTS and name != "Document"}
    if isinstance(rest.get("documentDescribes"), list):
        rest["documentDescribes"] = texts(rest["documentDescribes"], "/documentDescribes", issues)
    if "hasExtractedLicensingInfos" in rest:
        rest["hasExtractedLicensingInfos"] = _raw(rest["hasExtractedLicensingInfos"])
    read = salvage(rest, Document, "", issues) or Document()
    return msgspec.structs.replace(read, **flat)


def _unwrapped(document: dict[str, Any]) -> dict[str, Any]:
    """Take off the old wrapper, in which the described packages stand under `documentDescribes`."""
    inner = document.get("Document")
    if not isinstance(inner, dict) or "spdxVersion" in document:
        return document
    described = inner.get("documentDescribes")
    if not isinstance(described, list):
        return inner
    wrapped = [each["Package"] for each in described if isinstance(each, dict) and "Package" in each]
    if not wrapped:
        return inner
    listed = inner.get("packages")
    refs = [each.get("SPDXID") for each in wrapped if isinstance(each, dict)]
    packages = [*wrapped, *(listed if isinstance(listed, list) else ())]
    return {**inner, "packages": packages, "documentDescribes": [each for each in refs if isinstance(each, str)]}


def place_before_2020(pointer: str) -> str:
    """Return where the old wrapper has what the form has elsewhere, without the wrapper's own name."""
    return re.sub(r"^/packages/(\d+)", r"/documentDescribes/\1/Package", pointer)


def _raw(value: object) -> Raw:
    return Raw(msgspec.json.encode(value))


def _each(value: object, kind: Any, pointer: str, issues: list[Issue]) -> list[Any]:  # noqa: ANN401 -- any Struct
    if not isinstance(value, list):
        issues.append(Issue(pointer, _("a list was expected")))
        return []
    found = []
    lost = next((each for each in LOST if type(each) is kind), None)
    for index, each in enumerate(value):
        plain = each
        if isinstance(each, dict):
            plain = {n: _raw(m) if n in _RAW else m for n, m in each.items()}
            if isinstance(plain.get("fileTypes"), list):
                plain["fileTypes"] = texts(plain["fileTypes"], f"{pointer}/{index}/fileTypes", issues)
        read = salvage(plain, kind, f"{pointer}/{index}", issues) or lost
        if read is not None:
            found.append(read)
    return found
