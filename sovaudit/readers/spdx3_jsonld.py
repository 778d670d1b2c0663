# SPDX-License-Identifier: EUPL-1.2
"""SPDX 3.0 JSON-LD: software packages, who needs whom, licences, suppliers, what is said of vulnerabilities.

Read as JSON, not as RDF: the context is known by its address and never fetched, and one that could give a name another
meaning is refused. A component is a package (AI and data set packages too); files never are. Relationships become
edges by the table in `readers/_spdx3_names.py`, licences statements by that in `_spdx3_licences.py`.

Source: https://spdx.github.io/spdx-spec/v3.0.1/
"""

from __future__ import annotations

from functools import partial

import msgspec

from sovaudit.model import Bom, Descriptions, Issue, Subject
from sovaudit.readers import _edges
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode, has_member, looks_like_object
from sovaudit.readers._spdx3_document import Heading, heading, rewritten
from sovaudit.readers._spdx3_graph import Graph, Related, Relations
from sovaudit.readers._spdx3_licences import Licences
from sovaudit.readers._spdx3_names import context
from sovaudit.readers._spdx3_packages import Packages
from sovaudit.readers._spdx3_statements import statements
from sovaudit.readers._spdx3_types import Document, Places, accounts_for, leniently

NAME = "spdx3-jsonld"
EDGE = 4096
"""Bytes at either end of a document among which its context is looked for."""
_document = msgspec.json.Decoder(Document)


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the JSON object has SPDX's context, or failing that a graph of elements with SPDX 3 ids."""
    if not looks_like_object(data):
        return False
    edges = data[:EDGE] + data[-EDGE:]
    if b'"$schema"' in edges:
        return False  # the format's own schema
    if b'"@context"' in edges and b"/spdx-context." in edges:
        return True
    return b'"@graph"' in data[:EDGE] and has_member(data, b"spdxId")


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every package and every relationship.

    Raises:
        InputError: not JSON, or a context that is not SPDX's alone.
    """
    issues: list[Issue] = []
    places = Places()
    document = decode(_document, data, path, partial(leniently, places=places), issues, proof=accounts_for)
    misfits = any(each.place.startswith("/") for each in issues)
    stated, prefixes = context(document.context, path, issues)
    elements = rewritten(document.graph, prefixes) if prefixes else document.graph
    said = Grouped()
    for each in issues:
        said.add(each, each.message)
    graph = Graph(elements, places, said)
    head = heading(graph, stated, said)
    related = Relations(graph, frozenset(each.name for each in head.links), said).read()
    found = _bom(graph, head, related, descriptions, said)
    found.partial = misfits
    return found


def _bom(graph: Graph, head: Heading, related: Related, descriptions: Descriptions, said: Grouped) -> Bom:
    twice: list[Issue] = []
    refs = [graph.elements[number].id for number in graph.packages]
    edges = _edges.resolve(
        refs, graph.own, (list(related.needs), list(related.needs.values())), graph.entry_place, twice
    )
    packages = Packages(graph, related, Licences(graph.by_id, said), said)
    described = packages.describe(descriptions)
    pattern = "" if graph.places.get(0) == "" else "/@graph/{}"
    places = {entry: graph.entry_place(entry) for entry in range(len(refs))}
    places = {entry: place for entry, place in places.items() if place != pattern.format(entry)}
    roots = dict.fromkeys(graph.entries[each] for own in graph.own for each in related.needs.get(own, ()))
    return Bom(
        subject=_subject(head, [described[each] for each in roots], descriptions),
        version=head.version,
        described=described,
        pattern=pattern,
        dependants=edges.dependants,
        dependencies=edges.dependencies,
        edge_count=edges.count + len(related.lost),
        places=places,
        issues=(*twice, *said.issues()),
        names=head.names,
        links=head.links,
        created=head.created,
        compositions=related.composed(),
        statements=statements(graph, related.statements),
        profiles=head.profiles,
    )


def _subject(head: Heading, roots: list[int], descriptions: Descriptions) -> Subject:
    """Describe the subject by the only package that the document is about; else by the document's own name."""
    if len(roots) != 1:
        return Subject(head.name)
    found = descriptions.distinct[roots[0]]
    return Subject(
        name=found.name or head.name,
        version=found.version,
        purl=found.purl,
        type=found.type,
        supplier=found.supplier,
        licences=found.licences,
        cpe=found.cpe,
    )
