# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 XML: the members of the JSON form as elements, a list as its element repeated; places are lines.

The root is `Document` (tools-java, CycloneDX for .NET) or a `Document` inside `SpdxDocument` (tools-python before
2020), in any namespace or none. It is not RDF/XML (`spdx_rdfxml.py`).

Source: https://spdx.github.io/spdx-spec/v2.3/ (clause 6: formats)
"""

from __future__ import annotations

from typing import Any

from sovaudit.language import _
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import _spdx_document, _xml
from sovaudit.readers._spdx_bom import Reading, bom
from sovaudit.readers._spdx_document import Document, from_plain, place_before_2020
from sovaudit.readers._spdx_lines import Lines

NAME = "spdx-xml"
_ROOTS = ("Document", "SpdxDocument")
_TOP = frozenset(Document.__struct_fields__) - {"Document"}
_KINDS = ("Package", "File", "Element", "Relationship", "CreationInfo", "ExternalDocument", "Extracted")
_INNER = ("ExternalRef", "Checksum")
_READ = frozenset(field for kind in (*_KINDS, *_INNER) for field in getattr(_spdx_document, kind).__struct_fields__) | {
    "Package"
}
_LISTS = frozenset(
    (
        "packages",
        "files",
        "snippets",
        "relationships",
        "documentDescribes",
        "externalDocumentRefs",
        "hasExtractedLicensingInfos",
        "externalRefs",
        "checksums",
        "fileTypes",
    )
)


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the root is one of ours and an element has the version or an SPDX id."""
    if not _xml.looks_like_xml(data):
        return False
    hidden = b"<!DOCTYPE" in data[: _xml.HEAD] and b"Document" in data  # to be refused here, by its name
    if not hidden and _xml.root_of(data)[1] not in _ROOTS:
        return False
    return b"spdxVersion>" in data or b"SPDXID>" in data


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every package and every relationship that is a dependency.

    Raises:
        InputError: what `_xml.stream` refuses.
    """
    lines = Lines()
    reading = Reading(path, where=lines)
    document: dict[str, Any] = {}
    for element in _xml.stream(data, path, _TOP):
        holder = element.getparent()
        above = holder.getparent() if holder is not None else None
        if holder is None or (
            above is not None and (above.getparent() is not None or _xml.local(holder) != "Document")
        ):
            continue
        _put(document, "", element, lines, reading)
    described = document.get("documentDescribes", ())
    if "packages" not in document and any(isinstance(each, dict) for each in described):
        document = {"Document": document}
        reading.where = lambda pointer: lines(place_before_2020(pointer))
    return bom(from_plain(document, reading.lost), reading, descriptions)


def _put(holder: dict[str, Any], pointer: str, element: _xml.Element, lines: Lines, reading: Reading) -> None:
    """Add one element to the object that holds it."""
    name = _xml.local(element)
    if name in _LISTS:
        listed = holder.setdefault(name, [])
        own = f"{pointer}/{name}/{len(listed)}"
        lines.of.setdefault(f"{pointer}/{name}", element.sourceline)
        lines.of[own] = element.sourceline
        listed.append(_plain(element, own, lines, reading))
        return
    own = f"{pointer}/{name}"
    if name in holder:
        text = _("« {name} » is given twice: the first one counts")
        reading.said.say(_xml.line_of(element), text, name=name)
        return
    lines.of[own] = element.sourceline
    holder[name] = _plain(element, own, lines, reading)


def _plain(element: _xml.Element, pointer: str, lines: Lines, reading: Reading) -> Any:  # noqa: ANN401 -- dict or text
    """Return an element as the JSON form has it: an object when it holds elements, else its text."""
    if not any(_xml.local(each) for each in element):
        return (_xml.text(element, reading.path) or "").strip()
    found: dict[str, Any] = {}
    for each in element:
        if _xml.local(each) in _READ:
            _put(found, pointer, each, lines, reading)
    return found
