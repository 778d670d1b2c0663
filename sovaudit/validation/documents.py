# SPDX-License-Identifier: EUPL-1.2
"""Bytes -> Document: which format and version it states, and its content in the shape of that format's JSON.

CycloneDX XML and the other syntaxes of SPDX 2 are brought into the shape of their JSON, so that what a schema, a
semantic check or a profile asks is asked in one place; `Document.place` leads back to the line of the file.
"""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.readers import _json_strict, _xml, _yaml
from sovaudit.validation import _cyclonedx_xml, _spdx_syntaxes, _tag_value
from sovaudit.validation.outcome import Defect, Remark
from sovaudit.validation.schemas import CYCLONEDX_XML

_SPDX_TEXT = re.compile(rb"^(?:SPDXVersion\s*:|\"?spdxVersion\"?\s*:)", re.MULTILINE)
_CONTEXT_VERSION = re.compile(r"spdx\.org/rdf/(?:v)?(\d+\.\d+(?:\.\d+)?)/")


class Document(Struct):
    """A file that was parsed and recognised.

    Args:
        form: the format, as the readers call it.
        version: as the file states it, without a prefix.
        content: the document in the shape of its format's JSON.
        defects: what is wrong with the text itself.
        lines: JSON pointer -> line, for a text that is no JSON.
        remarks: what its reader says, for a format whose content is not looked through here.
    """

    form: str
    version: str
    content: dict[str, Any]
    defects: list[Defect] = []
    lines: dict[str, int] | None = None
    remarks: list[Remark] = []

    def place(self, pointer: str) -> str:
        """Return the place of a pointer for a person: itself in JSON, else the line of it or of what holds it."""
        if self.lines is None:
            return pointer
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return _("line {line}").format(line=self.lines.get(pointer, 1))


def parse(data: bytes, path: str) -> Document:
    """Parse a bill of materials.

    Raises:
        InputError: not readable, refused at the door, or no format that there are rules for.
    """
    head = data[: _xml.HEAD].removeprefix(_xml.BOM).lstrip()
    if not head:
        raise InputError(_("the file is empty"), path, _("ask its author for the file again"))
    if head[:1] == b"<":
        return _from_xml(data, path)
    if head[:1] in (b"{", b"[", b"/"):  # a comment before JSON is told as one
        return _from_json(data, path)
    found = _SPDX_TEXT.search(data)
    if found and found.group().startswith(b"SPDXVersion"):
        content, lines, defects = _tag_value.load(data, path)
        return Document("spdx-tagvalue", _version(content.get("spdxVersion")), content, defects, lines)
    if found:
        document = _yaml.load(data, path)
        if isinstance(document.value, dict):
            return _spdx_of_texts("spdx-yaml", document.value, document.lines)
    raise _unknown(data, path)


def _from_json(data: bytes, path: str) -> Document:
    value = _json_value(data, path)
    if not isinstance(value, dict):
        raise InputError(_("the JSON is not an object"), path, _("check that this is the whole file"))
    if "spdxVersion" in value or "SPDXID" in value:
        return Document("spdx-json", _version(value.get("spdxVersion")), value)
    context = str(value.get("@context", ""))
    if "spdx.org/rdf/" in context:
        return Document("spdx3-jsonld", _spdx3_version(value, context), value)
    if "bomFormat" in value or "specVersion" in value or "cyclonedx.org/schema" in str(value.get("$schema", "")):
        return Document("cyclonedx-json", _version(value.get("specVersion")), value)
    raise _unknown(data, path)


def _json_value(data: bytes, path: str) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Parse JSON that nothing is guessed or mended of.

    Source: RFC 8259, sections 4 (names are unique), 6 (numbers) and 8.1 (UTF-8).
    """
    content = data.removeprefix(_xml.BOM)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _json_strict.line_and_column(content, error.start)
        raise InputError(
            _("not UTF-8, which JSON is exchanged in"), f"{path}: {place}", _("save it as UTF-8")
        ) from None
    _json_strict.check(content, path)
    half = _json_strict.mended_halves(content)[1]
    if half >= 0:
        place = _json_strict.line_and_column(content, half)
        hint = _("ask its author for the file again: it is damaged or incomplete")
        raise InputError(_("half of a character (a lone surrogate)"), f"{path}: {place}", hint)
    try:
        return json.loads(content)
    except ValueError:  # Python makes no number of more than 4,300 digits
        hint = _("ask its author for a file whose numbers can be written in JSON")
        raise InputError(_("a number of more than 4,300 digits"), path, hint) from None


def _from_xml(data: bytes, path: str) -> Document:
    space, name = _xml.root_of(data)
    if space.startswith(CYCLONEDX_XML):
        content, lines = _cyclonedx_xml.shape(_xml.tree(data, path))
        return Document("cyclonedx-xml", space.removeprefix(CYCLONEDX_XML), content, lines=lines)
    if name == "bom":
        hint = _("namespaces of CycloneDX begin with {space}").format(space=CYCLONEDX_XML)
        raise InputError(_("not the namespace of CycloneDX: « {space} »").format(space=space[:80]), path, hint)
    if name in ("Document", "SpdxDocument") and not space:
        content, lines = _spdx_syntaxes.shape(_xml.tree(data, path))
        return _spdx_of_texts("spdx-xml", content, lines)
    if name == "RDF" and b"spdx.org/rdf/" in data:
        return _from_rdf(data, path)
    _xml.tree(data, path)  # whatever it is, say first what is wrong with it as XML
    raise _unknown(data, path)


def _from_rdf(data: bytes, path: str) -> Document:
    """Read SPDX 2 RDF/XML as far as its reader does: it has no schema, and its form is a graph."""
    from sovaudit.model import Descriptions
    from sovaudit.readers import spdx_rdfxml

    read = spdx_rdfxml.read(data, path, Descriptions())
    remarks = [Remark(each.place, each.message, "warning", "reading") for each in read.issues]
    remarks.append(Remark("", _("SPDX has no schema for RDF/XML: it was read, and no more"), "information", "schema"))
    return Document("spdx-rdfxml", _version(read.version), {}, remarks=remarks)


def _spdx_of_texts(form: str, content: dict[str, Any], lines: dict[str, int]) -> Document:
    version = _version(content.get("spdxVersion"))
    return Document(form, version, _spdx_syntaxes.typed(content, _spdx_syntaxes.schema_of(version)), lines=lines)


def _version(stated: object) -> str:
    return stated.removeprefix("SPDX-")[:40] if isinstance(stated, str) else ""


def _spdx3_version(value: dict[str, Any], context: str) -> str:
    """Return the version that the creation information states, else the one in the context's address."""
    graph = value.get("@graph")
    for each in graph if isinstance(graph, list) else [value]:
        holder = each if isinstance(each, dict) else {}
        nested = holder.get("creationInfo")
        for info in (holder, nested if isinstance(nested, dict) else {}):
            if isinstance(info.get("specVersion"), str):
                return _version(info["specVersion"])
    found = _CONTEXT_VERSION.search(context)
    return found.group(1) if found else ""


def _unknown(data: bytes, path: str) -> InputError:
    from sovaudit.readers import sniff

    reader = sniff(data, path)
    hint = _("CycloneDX and SPDX files can be validated")
    if reader is None:
        return InputError(_("format not recognised"), path, hint)
    return InputError(_("there are no rules here for the format {name}").format(name=reader.NAME), path, hint)
