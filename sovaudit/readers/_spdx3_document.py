# SPDX-License-Identifier: EUPL-1.2
"""What an SPDX 3 document says of itself: names, date, version, profiles, other documents; its own prefixes."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct

from sovaudit.language import _
from sovaudit.model import Issue, Link
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode_list
from sovaudit.readers._spdx3_graph import Graph
from sovaudit.readers._spdx3_names import plain
from sovaudit.readers._spdx3_types import REFERENCES, Element, ExternalMap, several

_maps = msgspec.json.Decoder(list[ExternalMap] | None)
_EXPANDED = tuple(name.replace("from", "from_") for name in REFERENCES)


class Heading(Struct):
    """What stands at the head of a document, as `Bom` has it."""

    name: str
    version: str
    created: str
    names: tuple[str, ...]
    links: tuple[Link, ...]
    profiles: tuple[str, ...]


def heading(graph: Graph, stated: str, said: Grouped) -> Heading:
    """Read the SpdxDocument and the other collections.

    Args:
        stated: the version that the context states.
    """
    owns = [(graph.elements[number], graph.places(number)) for number in graph.collections]
    owns.sort(key=lambda each: plain(each[0].type or "") != "spdxdocument")  # the document before what it holds
    made = [_creation(graph, element, place, said) for element, place in owns]
    if not any(made):
        made = [each for each in graph.elements if plain(each.type or each.at_type or "") == "creationinfo"]
    infos = [each for each in made if each]
    versions = [each.specVersion for each in infos if each.specVersion]
    if versions and stated and not versions[0].startswith(stated) and not stated.startswith(versions[0]):
        text = _("the context is that of version {stated}, the elements say {version}")
        said.say("/@context", text, stated=stated, version=versions[0][:40])
    if not graph.collections:
        said.say("", _("no SpdxDocument: nothing says what the file describes"))
    return Heading(
        name=next((element.name for element, _place in owns if element.name), ""),
        version=versions[0] if versions else stated,
        created=next((each.created for each in infos if each.created), ""),
        names=tuple(dict.fromkeys(element.id for element, _place in owns if element.id)),
        links=tuple(link for element, place in owns for link in _links(element, place, said)),
        profiles=tuple(dict.fromkeys(each for element, _p in owns for each in several(element.profileConformance))),
    )


def _creation(graph: Graph, element: Element, place: str, said: Grouped) -> Element | None:
    """Return the creation information of an element, by reference or in place."""
    raw = bytes(element.creationInfo)
    if not raw:
        return None
    value: Any = msgspec.json.decode(raw)
    if isinstance(value, str):
        found = graph.by_id.get(value)
        if not found:
            said.say(f"{place}/creationInfo", _("creation information that nothing defines: {ref}"), ref=value[:200])
        return found[0] if found else None
    try:
        return msgspec.convert(value, Element)
    except msgspec.ValidationError:
        said.say(f"{place}/creationInfo", _("not of the type that the format asks for"))
        return None


def _links(element: Element, place: str, said: Grouped) -> list[Link]:
    """List what the document says is in other documents."""
    misfits: list[Issue] = []
    maps = decode_list(_maps, bytes(element.imports), ExternalMap, "import", misfits)
    for each in misfits:
        said.add(Issue(f"{place}/{each.place}", each.message, each.hint), "import")
    named = ((each.externalSpdxId or each.locationHint or "", number) for number, each in enumerate(maps))
    return [Link(name, f"{place}/import/{number}") for name, number in named if name]


def rewritten(elements: list[Element], prefixes: dict[str, str]) -> list[Element]:
    """Write the document's own short names in full."""

    def full(name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return prefixes[prefix] + rest if colon and prefix in prefixes and not rest.startswith("//") else name

    for element in elements:
        if element.spdxId:
            element.spdxId = full(element.spdxId)
        if element.at_id:
            element.at_id = full(element.at_id)
        for name in _EXPANDED:
            refs = getattr(element, name)
            if refs:
                setattr(element, name, [full(each) for each in several(refs)])
        raw = bytes(element.creationInfo)
        if raw[:1] == b'"':
            element.creationInfo = Raw(msgspec.json.encode(full(msgspec.json.decode(raw))))
    return elements
