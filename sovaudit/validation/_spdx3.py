# SPDX-License-Identifier: EUPL-1.2
"""SPDX 3 JSON-LD -> Outline.

Source: https://spdx.github.io/spdx-spec/v3.0.1/; BSI TR-03183-2 2.1.0, section 8.2 (which property holds which field)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sovaudit.validation.outline import (
    Outline,
    Part,
    has_contact,
    is_date_time,
    is_known,
    is_named,
    objects,
    text,
)

_PACKAGES = ("software_Package", "ai_AIPackage", "dataset_DatasetPackage")
_KEYS = ("packageUrl", "cpe22", "cpe23", "swid", "swhid", "gitoid")
_REFERRING = (
    "from",
    "to",
    "element",
    "rootElement",
    "suppliedBy",
    "originatedBy",
    "creationInfo",
    "createdBy",
    "createdUsing",
)
_NEEDS = ("dependsOn", "contains", "hasStaticLink", "hasDynamicLink", "hasPrerequisite")
_STRUCTURE = ("container", "firmware")
"""TR-03183-2 8.2: how an additional purpose says structured or unstructured."""


def outline(content: dict[str, Any], version: str) -> Outline:
    """Look a document through."""
    graph = content.get("@graph")
    found = [(f"/@graph/{n}", each) for n, each in objects(graph)] if isinstance(graph, list) else [("", content)]
    made = Outline()
    for at, each in found:
        _look(each, at, made)
    nodes = {_id(each): each for _at, each in found if _id(each)}
    links = _links(found, made)
    for at, each in found:
        if each.get("type") in _PACKAGES:
            made.parts.append(_part(each, at, nodes, links))
    made.known = _known(found, nodes, version)
    return made


def _id(node: dict[str, Any]) -> str:
    return text(node, "spdxId") or text(node, "@id")


def _look(node: dict[str, Any], at: str, made: Outline) -> None:
    """Note what a node and the nodes inside it define and refer to."""
    waiting = [(node, at)]
    while waiting:
        node, at = waiting.pop()
        if _id(node):
            made.defined.append((_id(node), at))
        for number, each in objects(node.get("import")):
            made.defined.append((text(each, "externalSpdxId"), f"{at}/import/{number}"))
        if node.get("type") == "CreationInfo" and "created" in node:
            made.dates.append((f"{at}/created", text(node, "created")))
        for name, value in node.items():
            for number, each in enumerate(value if isinstance(value, list) else [value]):
                below = f"{at}/{name}/{number}" if isinstance(value, list) else f"{at}/{name}"
                if isinstance(each, dict):
                    waiting.append((each, below))
                elif isinstance(each, str) and name in _REFERRING:
                    made.used.append((each, below))


def _links(found: list[tuple[str, dict[str, Any]]], made: Outline) -> dict[str, dict[str, list[str]]]:
    """Return relationship type -> element -> related elements, and note the edges."""
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for at, each in found:
        kind = each.get("relationshipType")
        if not isinstance(kind, str):
            continue
        first = _named(each.get("from"))
        others = [_named(other) for other in _many(each.get("to"))]
        if kind == "other" and "hasEffectiveLicense" in text(each, "comment"):
            kind = "hasEffectiveLicense"
        links[kind][first] += others
        if kind == "generates":
            for other in others:
                links["generatedBy"][other].append(first)
        if kind in _NEEDS:
            made.enumerated.add(first)
            made.related |= {first, *others}
            made.edges += [(first, other, at) for other in others]
            if is_known(each.get("completeness")):
                made.complete.add(first)
        elif kind == "describes":
            made.related |= set(others)
    return links


def _many(value: Any) -> list[Any]:  # noqa: ANN401 -- whatever JSON holds
    return value if isinstance(value, list) else [value]


def _named(value: Any) -> str:  # noqa: ANN401
    """Return the id of a node that is referred to or written in place."""
    return _id(value) if isinstance(value, dict) else value if isinstance(value, str) else ""


def _part(
    package: dict[str, Any], at: str, nodes: dict[str, dict[str, Any]], links: dict[str, dict[str, list[str]]]
) -> Part:
    purls = [
        (f"{at}/externalIdentifier/{number}/identifier", text(each, "identifier"))
        for number, each in objects(package.get("externalIdentifier"))
        if each.get("externalIdentifierType") == "packageUrl"
    ]
    if "software_packageUrl" in package:
        purls.append((f"{at}/software_packageUrl", text(package, "software_packageUrl")))
    own = _id(package)
    licences = [
        (f"{at} ({kind})", expression)
        for kind in ("hasConcludedLicense", "hasDeclaredLicense")
        for expression in _expressions(kind, own, nodes, links)
    ]
    return Part(at, own, tuple(purls), tuple(licences), frozenset(_facts(package, nodes, links)))


def _expressions(
    kind: str, own: str, nodes: dict[str, dict[str, Any]], links: dict[str, dict[str, list[str]]]
) -> Iterator[str]:
    for other in links.get(kind, {}).get(own, ()):
        expression = nodes.get(other, {}).get("simplelicensing_licenseExpression")
        if is_known(expression):
            yield str(expression)
        elif other.startswith(("http://spdx.org/licenses/", "https://spdx.org/licenses/")):
            yield other.rpartition("/")[2]


def _facts(
    package: dict[str, Any], nodes: dict[str, dict[str, Any]], links: dict[str, dict[str, list[str]]]
) -> Iterator[str]:
    if is_named(package.get("name")):
        yield "name"
    if is_known(package.get("software_packageVersion")):
        yield "version"
    if any(is_known(each.get("name")) for each in _agents(package, "suppliedBy", nodes)):
        yield "supplier"
    if any(map(_is_reachable, _agents(package, "originatedBy", nodes))):
        yield "creator"
    stated = [each for _number, each in objects(package.get("externalIdentifier"))]
    keys = [each.get("identifier") for each in stated if each.get("externalIdentifierType") in _KEYS]
    if any(map(is_known, [*keys, package.get("software_packageUrl")])):
        yield "identifier"
    own = _id(package)
    kinds = {
        "distribution_licences": "hasConcludedLicense",
        "original_licences": "hasDeclaredLicense",
        "effective_licence": "hasEffectiveLicense",
    }
    yield from (fact for fact, kind in kinds.items() if any(_expressions(kind, own, nodes, links)))
    if is_known(package.get("software_downloadLocation")):
        yield "deployable_uri"
    if "securityOther" in _references(package):
        yield "security_txt"
    for other in links.get("hasDistributionArtifact", {}).get(own, ()):
        yield from _file_facts(nodes.get(other, {}))
    for source in links.get("generatedBy", {}).get(own, ()):
        yield from _source_facts(nodes.get(source, {}))


def _file_facts(file: dict[str, Any]) -> Iterator[str]:
    """Yield what the file says that a package is distributed as.

    A purpose that is left out means « no » (TR-03183-2 8.2): where the file states purposes, all three are known.
    """
    if is_named(file.get("name")):
        yield "filename"
    if _has_sha512(file):
        yield "sha512"
    if "binaryArtifact" in _references(file):
        yield "deployable_uri"
    purposes = _many(file.get("software_additionalPurpose"))
    if any(each in _STRUCTURE for each in purposes):
        yield from ("executable", "archive", "structured")


def _source_facts(source: dict[str, Any]) -> Iterator[str]:
    if _has_sha512(source):
        yield "source_sha512"
    if "sourceArtifact" in _references(source) or is_known(source.get("software_downloadLocation")):
        yield "source_uri"


def _has_sha512(element: dict[str, Any]) -> bool:
    hashes = [each for _number, each in objects(element.get("verifiedUsing"))]
    return any(each.get("algorithm") == "sha512" and is_known(each.get("hashValue")) for each in hashes)


def _references(element: dict[str, Any]) -> set[str]:
    return {
        text(each, "externalRefType") for _number, each in objects(element.get("externalRef")) if each.get("locator")
    }


def _agents(element: dict[str, Any], name: str, nodes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else nodes.get(str(each), {}) for each in _many(element.get(name))]


def _is_reachable(agent: dict[str, Any]) -> bool:
    return any(has_contact(each.get("identifier")) for _number, each in objects(agent.get("externalIdentifier")))


def _known(found: list[tuple[str, dict[str, Any]]], nodes: dict[str, dict[str, Any]], version: str) -> set[str]:
    """Return what is known of the document, from its own creation information."""
    document = next((each for _at, each in found if each.get("type") == "SpdxDocument"), {})
    stated = document.get("creationInfo")
    creation = stated if isinstance(stated, dict) else nodes.get(str(stated), {})
    authors = _agents(creation, "createdBy", nodes) + _agents(creation, "createdUsing", nodes)
    facts = {
        "author": any(is_known(each.get("name")) for each in authors),
        "creator": any(map(_is_reachable, _agents(creation, "createdBy", nodes))),
        "timestamp": is_date_time(creation.get("created")),
        "uri": is_known(text(document, "spdxId")),
        "format": version.startswith("3.") and version != "3.0.0",
    }
    return {name for name, is_so in facts.items() if is_so}
