# SPDX-License-Identifier: EUPL-1.2
"""Triples of an SPDX 2 graph -> the JSON form.

Names lose what all in the document share: `…#SPDXRef-a` is `SPDXRef-a`, and one in the namespace of an external
document is `DocumentRef-x:SPDXRef-a`. Licence sets become expressions, in the order of the file.

Source: SPDX 2.3, annex C (RDF object model); https://spdx.org/rdf/terms/
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from sovaudit.language import _
from sovaudit.readers._spdx_bom import Reading
from sovaudit.readers._spdx_rdf_licences import Licences

BASE = "https://sovaudit.invalid/"
"""What relative names are completed with."""
_TERMS = re.compile(r"https?://(?:www\.)?spdx\.org/rdf/(?:terms|ns)[#/]")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DOCUMENTS = ("SpdxDocument", "Document")
_PACKAGE = ("name", "versionInfo", "supplier", "originator", "downloadLocation")
_ALGORITHMS = {
    "sha3_256": "SHA3-256",
    "sha3_384": "SHA3-384",
    "sha3_512": "SHA3-512",
    "blake2b256": "BLAKE2b-256",
    "blake2b384": "BLAKE2b-384",
    "blake2b512": "BLAKE2b-512",
}
_DESCRIBES = ("describesPackage", "describesFile", "referencesFile")
"""How SPDX 1 and 2.0 said what a document describes."""
_SILENT = {"noassertion": "NOASSERTION", "none": "NONE"}


class Node(NamedTuple):
    """A term: `I` an address, `_` a blank node, `"` a literal."""

    kind: str
    value: str


class Graph:
    """The triples with SPDX predicates, by subject, in document order."""

    def __init__(self) -> None:
        """Start empty."""
        self.of: dict[Node, dict[str, dict[Node, None]]] = {}
        self.typed: dict[str, dict[Node, None]] = {}
        self._terms: dict[str, str] = {}

    def add(self, subject: Node, predicate: str, value: Node) -> None:
        """Take in a triple; one given twice is one."""
        if predicate == _TYPE:
            self.typed.setdefault(term(value.value), {})[subject] = None
            return
        name = self._terms.get(predicate)
        if name is None:
            name = self._terms[predicate] = term(predicate)
        if name:
            self.of.setdefault(subject, {}).setdefault(name, {})[value] = None

    def every(self, subject: Node, name: str) -> list[Node]:
        """Return every value of a property."""
        return list(self.of.get(subject, {}).get(name, ()))

    def first(self, subject: Node, *names: str) -> Node | None:
        """Return the first value of the first property that there is."""
        return next((value for name in names for value in self.every(subject, name)), None)


def term(iri: str) -> str:
    """Return the name of an SPDX term, empty when it is not one."""
    found = _TERMS.match(iri)
    return iri[found.end() :] if found else ""


class Form:
    """The JSON form of a graph.

    Args:
        document: the form.
        places: JSON pointer -> name of the element behind it.
    """

    def __init__(self, graph: Graph, reading: Reading) -> None:
        """Convert the whole graph."""
        self._graph = graph
        self._reading = reading
        self._root = next((each for kind in _DOCUMENTS for each in graph.typed.get(kind, ())), Node("I", BASE))
        self._namespace = self._root.value.partition("#")[0]
        self._blank: dict[Node, str] = {}
        self._external: dict[str, str] = {}
        self.places: dict[str, str] = {"": self._root.value}
        self.document: dict[str, Any] = {"SPDXID": self._name(self._root), **self._head()}
        licences = Licences(graph, self._name, reading)
        self.document["hasExtractedLicensingInfos"] = self._extracted()
        self._list("packages", "Package", lambda node, own: self._package(node, own, licences))
        self._list("files", "File", lambda node, own: self._file(node, own, licences))
        self._list("snippets", "Snippet", lambda node, _own: {"SPDXID": self._name(node)})
        self.document["relationships"] = self._relationships()

    def _head(self) -> dict[str, Any]:
        root, graph = self._root, self._graph
        found: dict[str, Any] = {
            "spdxVersion": self._text(root, "", "specVersion", "spdxVersion", "SPDXVersion"),
            "name": self._text(root, "", "name"),
        }
        if not self._namespace.startswith(BASE):
            found["documentNamespace"] = self._namespace
        made = graph.first(root, "creationInfo")
        if made is not None:
            found["creationInfo"] = {"created": self._text(made, "", "created")}
        listed: list[dict[str, str]] = []
        found["externalDocumentRefs"] = listed
        for each in graph.every(root, "externalDocumentRef"):
            address, name = self._text(each, "", "spdxDocument"), self._text(each, "", "externalDocumentId")
            listed.append({"externalDocumentId": name or "", "spdxDocument": address or ""})
            self._external[(address or "").removesuffix("#")] = name or ""
        return {member: value for member, value in found.items() if value is not None}

    def _list(self, member: str, kind: str, convert: Callable[[Node, str], dict[str, Any]]) -> None:
        listed: list[dict[str, Any]] = []
        self.document[member] = listed
        for node in self._graph.typed.get(kind, ()):
            own = f"/{member}/{len(listed)}"
            self.places[own] = node.value
            found = convert(node, own)
            listed.append({name: value for name, value in found.items() if value is not None})

    def _package(self, node: Node, own: str, licences: Licences) -> dict[str, Any]:
        purpose = self._graph.first(node, "primaryPackagePurpose")
        return {
            "SPDXID": self._name(node),
            **{name: self._text(node, own, name) for name in _PACKAGE},
            "licenseDeclared": licences.stated(node, "licenseDeclared", own),
            "licenseConcluded": licences.stated(node, "licenseConcluded", own),
            "primaryPackagePurpose": purpose and _constant(purpose, "purpose_"),
            "externalRefs": [self._external_ref(each) for each in self._graph.every(node, "externalRef")],
            "checksums": self._checksums(node),
        }

    def _file(self, node: Node, own: str, licences: Licences) -> dict[str, Any]:
        return {
            "SPDXID": self._name(node),
            "fileName": self._text(node, own, "fileName", "name"),
            "licenseConcluded": licences.stated(node, "licenseConcluded", own),
            "fileTypes": [_constant(each, "fileType_") for each in self._graph.every(node, "fileType")],
            "checksums": self._checksums(node),
        }

    def _external_ref(self, node: Node) -> dict[str, str]:
        kind = self._graph.first(node, "referenceType")
        return {
            "referenceType": re.split("[/#]", kind.value)[-1] if kind else "",
            "referenceLocator": self._text(node, "", "referenceLocator") or "",
        }

    def _checksums(self, node: Node) -> list[dict[str, str]]:
        found = []
        for each in self._graph.every(node, "checksum"):
            algorithm = self._graph.first(each, "algorithm")
            written = algorithm.value.rpartition("checksumAlgorithm_")[2] if algorithm else ""
            digest = self._text(each, "", "checksumValue") or ""
            found.append({"algorithm": _ALGORITHMS.get(written) or written.upper(), "checksumValue": digest})
        return found

    def _extracted(self) -> list[dict[str, str]]:
        found = []
        for number, node in enumerate(self._graph.typed.get("ExtractedLicensingInfo", ())):
            own = f"/hasExtractedLicensingInfos/{number}"
            self.places[own] = node.value
            told = {
                "licenseId": self._text(node, own, "licenseId") or self._name(node),
                "name": self._text(node, own, "name", "licenseName"),
                "extractedText": self._text(node, own, "extractedText"),
            }
            found.append({member: value for member, value in told.items() if value is not None})
        return found

    def _relationships(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for node, properties in self._graph.of.items():
            stated = [("DESCRIBES", each) for name in _DESCRIBES for each in properties.get(name, ())]
            for each in properties.get("relationship", ()):
                kind = self._graph.first(each, "relationshipType")
                written = _constant(kind, "relationshipType_") if kind else ""
                stated += [(written, other) for other in self._graph.every(each, "relatedSpdxElement")]
            for written, other in stated:
                self.places.setdefault("/relationships", node.value)
                self.places[f"/relationships/{len(found)}"] = node.value
                ends = {"spdxElementId": self._name(node), "relatedSpdxElement": self._name(other)}
                found.append({"relationshipType": written, **ends})
        return found

    def _text(self, node: Node, own: str, *names: str) -> str | None:
        """Return the text of a property; the first of two counts."""
        values = [value for name in names for value in self._graph.every(node, name)]
        if not values:
            return None
        if len(values) > 1:
            text = _("« {name} » is given twice: the first one counts")
            self._reading.said.say(own or "/", text, name=names[0])
        return _SILENT.get(term(values[0].value), values[0].value.strip())

    def _name(self, node: Node) -> str:
        """Return the name by which the JSON form refers to an element."""
        if node.kind == "_":
            return self._blank.setdefault(node, f"_:{len(self._blank)}")
        silent = _SILENT.get(term(node.value))
        if silent:
            return silent
        space, _hash, name = node.value.partition("#")
        if name and space == self._namespace:
            return name
        if name and space in self._external:
            return f"{self._external[space]}:{name}"
        return node.value.removeprefix(BASE)


def _constant(node: Node, prefix: str) -> str:
    """Return a constant as JSON writes it.

    >>> _constant(Node("I", "http://spdx.org/rdf/terms#relationshipType_dynamicLink"), "relationshipType_")
    'DYNAMIC_LINK'
    """
    written = node.value.rpartition(prefix)[2]
    return written if written.isupper() else _HUMP.sub("_", written).upper()
