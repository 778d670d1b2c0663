# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2, in the shape of its JSON -> Outline.

TR-03183-2 2.1.0 no longer admits SPDX 2: its fields are read where SPDX 2 has them (as version 2.0.0 mapped them), and
`format` is never known.

Source: https://spdx.github.io/spdx-spec/v2.3/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sovaudit.readers._spdx import BACKWARD, FORWARD
from sovaudit.validation.outline import (
    Outline,
    Part,
    has_contact,
    is_date_time,
    is_known,
    is_named,
    member,
    objects,
    text,
    texts,
)

_DESCRIBES = ("DESCRIBES", "DESCRIBED_BY")
_KEYS = ("purl", "cpe22Type", "cpe23Type", "swid", "swh", "gitoid")


def outline(content: dict[str, Any]) -> Outline:
    """Look a document through."""
    made = Outline()
    made.parts += [_part(each, f"/packages/{number}") for number, each in objects(content.get("packages"))]
    made.defined += _defined(content)
    for number, each in objects(content.get("relationships")):
        _relationship(each, f"/relationships/{number}", made)
    for name in ("packages", "files"):
        for number, each in objects(content.get(name)):
            at = f"/{name}/{number}"
            made.used += [(ref, f"{at}/hasFiles/{index}") for index, ref in texts(each.get("hasFiles"))]
    made.used += [(ref, f"/documentDescribes/{index}") for index, ref in texts(content.get("documentDescribes"))]
    made.related.update(ref for _index, ref in texts(content.get("documentDescribes")))
    creation = member(content, "creationInfo")
    if "created" in creation:
        made.dates.append(("/creationInfo/created", text(creation, "created")))
    made.creators += [(f"/creationInfo/creators/{index}", each) for index, each in texts(creation.get("creators"))]
    made.known = _known(content, creation)
    return made


def _part(package: dict[str, Any], at: str) -> Part:
    purls = [
        (f"{at}/externalRefs/{index}/referenceLocator", text(each, "referenceLocator"))
        for index, each in objects(package.get("externalRefs"))
        if each.get("referenceType") == "purl"
    ]
    licences = [
        (f"{at}/{name}", text(package, name))
        for name in ("licenseConcluded", "licenseDeclared")
        if is_known(package.get(name))
    ]
    return Part(at, text(package, "SPDXID"), tuple(purls), tuple(licences), frozenset(_facts(package)))


def _facts(package: dict[str, Any]) -> Iterator[str]:
    if is_named(package.get("name")):
        yield "name"
    simple = {
        "version": "versionInfo",
        "supplier": "supplier",
        "filename": "packageFileName",
        "distribution_licences": "licenseConcluded",
        "original_licences": "licenseDeclared",
        "deployable_uri": "downloadLocation",
    }
    yield from (fact for fact, name in simple.items() if is_known(package.get(name)))
    if any(has_contact(package.get(name)) for name in ("originator", "supplier")):
        yield "creator"
    references = [each for _index, each in objects(package.get("externalRefs"))]
    if any(each.get("referenceType") in _KEYS and is_known(each.get("referenceLocator")) for each in references):
        yield "identifier"
    checksums = [each for _index, each in objects(package.get("checksums"))]
    if any(each.get("algorithm") == "SHA512" and is_known(each.get("checksumValue")) for each in checksums):
        yield "sha512"


def _defined(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield text(content, "SPDXID"), "/SPDXID"
    for name in ("packages", "files", "snippets"):
        for number, each in objects(content.get(name)):
            yield text(each, "SPDXID"), f"/{name}/{number}/SPDXID"
    for number, each in objects(content.get("externalDocumentRefs")):
        yield text(each, "externalDocumentId"), f"/externalDocumentRefs/{number}/externalDocumentId"


def _relationship(relationship: dict[str, Any], at: str, made: Outline) -> None:
    kind = relationship.get("relationshipType")
    first, second = text(relationship, "spdxElementId"), text(relationship, "relatedSpdxElement")
    made.used.append((first, f"{at}/spdxElementId"))
    if second == "NONE" and kind in FORWARD:
        made.enumerated.add(first)
    if second in ("NONE", "NOASSERTION"):
        return
    made.used.append((second, f"{at}/relatedSpdxElement"))
    if kind in FORWARD or kind in BACKWARD:
        made.related |= {first, second}
        if kind not in _DESCRIBES:
            dependant, dependency = (second, first) if kind in BACKWARD else (first, second)
            made.edges.append((dependant, dependency, at))
            made.enumerated.add(dependant)


def _known(content: dict[str, Any], creation: dict[str, Any]) -> set[str]:
    creators = [each for _index, each in texts(creation.get("creators"))]
    facts = {
        "author": any(is_known(each.partition(":")[2]) for each in creators),
        "creator": any(has_contact(each) for each in creators if not each.startswith("Tool:")),
        "timestamp": is_date_time(creation.get("created")),
        "uri": is_known(content.get("documentNamespace")),
    }
    return {name for name, is_so in facts.items() if is_so}
