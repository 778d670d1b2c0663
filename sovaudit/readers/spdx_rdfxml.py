# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 RDF/XML: a graph written as XML, in any order and nesting; places are the lines of the elements' names.

The XML is gone through once before the RDF parser sees it: a document type, an entity, a strange encoding or too deep
a nesting is refused there, for that parser has no limits of its own.

Source: https://spdx.github.io/spdx-spec/v2.3/RDF-object-model-and-identifier-syntax/; RDF 1.1 XML Syntax.
"""

from __future__ import annotations

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import MIB, limits, past
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import _xml
from sovaudit.readers._spdx_bom import Reading, bom
from sovaudit.readers._spdx_document import from_plain
from sovaudit.readers._spdx_triples import BASE, Form, Graph, Node

NAME = "spdx-rdfxml"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMED = ("SpdxDocument", "Document", "Package", "File", "ExtractedLicensingInfo")
_FREE = 10 * MIB
"""What short names may be written out to, whatever the size of the file."""


def recognises(data: bytes, name: str) -> bool:
    """Tell whether it is RDF/XML that speaks of SPDX 2 documents; one with a document type too, to be refused here."""
    if not _xml.looks_like_xml(data):
        return False
    if b"<!DOCTYPE" not in data[: _xml.HEAD] and _xml.root_of(data) != (_RDF, "RDF"):
        return False
    return (
        _RDF.encode() in data
        and b"spdx.org/rdf/" in data
        and (b"SpdxDocument" in data or b"SPDXVersion" in data or b"specVersion" in data)
    )


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every package and every relationship that is a dependency.

    Raises:
        InputError: not RDF/XML, what `_xml.stream` refuses, or past a limit.
    """
    lines = _lines(data, path)
    reading = Reading(path)
    form = Form(_parsed(data, path), reading)
    reading.where = lambda pointer: _place(pointer, form.places, lines)
    return bom(from_plain(form.document, reading.lost), reading, descriptions)


def _lines(data: bytes, path: str) -> dict[str, int]:
    """Go through the XML once, and remember where each named element stands, by the end of its name."""
    found: dict[str, int] = {}
    for element in _xml.stream(data, path, _NAMED):
        for attribute in ("about", "ID", "nodeID"):
            name = element.get(f"{{{_RDF}}}{attribute}")
            if name is not None:
                found.setdefault(_end(name), element.sourceline)
    return found


def _end(name: str) -> str:
    return name.rpartition("#")[2].removeprefix(BASE)


def _place(pointer: str, places: dict[str, str], lines: dict[str, int]) -> str:
    """Return the line of the element that a pointer leads into; the pointer when that element has no name."""
    holder = pointer
    while holder not in places and holder:
        holder = holder.rpartition("/")[0]
    line = lines.get(_end(places[holder]))
    return _("line {line}").format(line=line) if line else pointer


def _parsed(data: bytes, path: str) -> Graph:
    """Parse the triples that SPDX is made of."""
    import pyoxigraph

    graph = Graph()
    allowed = _FREE + limits().ratio * len(data)
    try:
        for triple in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.RDF_XML, base_iri=BASE, lenient=True):
            subject, value = _node(triple.subject), _node(triple.object)
            allowed -= len(subject.value) + len(value.value)
            if allowed < 0:
                found = _("short names that stand for {mib} MiB of text").format(mib=limits().ratio * len(data) // MIB)
                raise past("ratio", found, path)
            if len(value.value) > limits().text:
                found = _("a text of {count} characters").format(count=len(value.value))
                raise past("text", found, path, len(value.value))
            graph.add(subject, triple.predicate.value, value)
    except SyntaxError as error:
        hint = _("ask its author for the file again: it is damaged or incomplete")
        said = _("not readable as RDF/XML (the parser says « {reason} »)").format(
            reason=" ".join(str(error.msg).split())[:200]
        )
        line = _("line {line}").format(line=error.lineno)
        raise InputError(said, f"{path}: {line}" if error.lineno else path, hint) from None
    except ValueError as error:
        hint = _("ask its author for the file again: it is damaged or incomplete")
        raise InputError(
            _("not readable as RDF/XML (the parser says « {reason} »)").format(reason=str(error)[:200]), path, hint
        ) from None
    return graph


def _node(term: object) -> Node:
    """Return a term as a text with its kind: an address (I), a blank node (_) or a literal ("), as in N-Triples."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.Literal):
        return Node('"', term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return Node("_", term.value)
    return Node("I", getattr(term, "value", ""))
