# SPDX-License-Identifier: EUPL-1.2
"""CycloneDX, in the shape of its JSON -> Outline.

Source: https://cyclonedx.org/docs/1.6/json/; BSI TR-03183-2 2.1.0, section 8.2 (which member holds which data field)
and its property taxonomy (https://github.com/BSI-Bund/tr-03183-cyclonedx-property-taxonomy)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sovaudit.validation.outcome import pointer
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

_ADMITTED = ("1.6", "1.7")
"""TR-03183-2 2.1.0, section 4: CycloneDX 1.6 or later."""
_DISTRIBUTIONS = ("distribution", "distribution-intake")
_SOURCES = ("source-distribution", "vcs")
_VALUES = {
    "executable": ("executable", "non-executable"),
    "archive": ("archive", "no archive"),
    "structured": ("structured", "unstructured"),
}


def outline(content: dict[str, Any], version: str) -> Outline:
    """Look a document through."""
    made = Outline()
    metadata = member(content, "metadata")
    subject = metadata.get("component")
    if isinstance(subject, dict):
        made.subject = _part(subject, "/metadata/component")
        made.parts += _nested(subject, "/metadata/component")
    made.parts += _nested(content, "")
    made.defined += _references(content)
    _dependencies(content, made)
    _uses(content, made)
    made.known = _known(content, metadata, version)
    return made


def _nested(holder: dict[str, Any], at: str) -> Iterator[Part]:
    """Yield the components below an object, however deep, before those that follow."""
    waiting = [(holder, at)]
    while waiting:
        holder, at = waiting.pop()
        inner = [(each, f"{at}/components/{number}") for number, each in objects(holder.get("components"))]
        yield from (_part(each, below, contained=bool(at)) for each, below in inner)
        waiting += [each for each in reversed(inner) if "components" in each[0]]


def _part(component: dict[str, Any], at: str, *, contained: bool = False) -> Part:
    purl = component.get("purl")
    known = frozenset(_facts(component))
    return Part(
        at,
        text(component, "bom-ref"),
        ((f"{at}/purl", purl),) if isinstance(purl, str) else (),
        tuple(
            (f"{at}/licenses/{number}/expression", text(each, "expression"))
            for number, each in objects(component.get("licenses"))
            if "expression" in each
        ),
        known | {"contained"} if contained else known,
    )


def _facts(component: dict[str, Any]) -> Iterator[str]:
    """Yield what is known of a component."""
    if is_named(component.get("name")):
        yield "name"
    if is_known(component.get("version")):
        yield "version"
    manufacturer = member(component, "manufacturer")
    stated = (member(component, "supplier").get("name"), manufacturer.get("name"), component.get("publisher"))
    if any(map(is_known, stated)):
        yield "supplier"
    if _reachable(manufacturer):
        yield "creator"
    keys = (component.get("purl"), component.get("cpe"), member(component, "swid").get("tagId"))
    if any(map(is_known, keys)) or component.get("omniborId") or component.get("swhid"):
        yield "identifier"
    yield from _licences(component)
    yield from _properties(component)
    yield from _external(component)


def _licences(component: dict[str, Any]) -> Iterator[str]:
    for _number, each in objects(component.get("licenses")):
        licence = member(each, "license") or each
        if any(is_known(licence.get(name)) for name in ("expression", "id", "name")):
            stated = licence.get("acknowledgement")
            if stated in ("concluded", "declared"):
                yield "distribution_licences" if stated == "concluded" else "original_licences"


def _properties(component: dict[str, Any]) -> Iterator[str]:
    for _number, each in objects(component.get("properties")):
        name = text(each, "name").removeprefix("bsi:component:")
        value = each.get("value")
        if name == each.get("name") or not is_known(value):
            continue
        if name in ("effectiveLicence", "effectiveLicense"):
            yield "effective_licence"
        elif name == "filename" or value in _VALUES.get(name, ()):
            yield name


def _external(component: dict[str, Any]) -> Iterator[str]:
    for _number, each in objects(component.get("externalReferences")):
        kind = each.get("type")
        hashed = any(
            entry.get("alg") == "SHA-512" and is_known(entry.get("content"))
            for _index, entry in objects(each.get("hashes"))
        )
        located = is_known(each.get("url"))
        if kind in _DISTRIBUTIONS:
            yield from (name for name, is_so in (("sha512", hashed), ("deployable_uri", located)) if is_so)
        elif kind in _SOURCES:
            yield from (name for name, is_so in (("source_sha512", hashed), ("source_uri", located)) if is_so)
        elif kind == "rfc-9116" and located:
            yield "security_txt"


def _reachable(organisation: dict[str, Any]) -> bool:
    """Tell whether an organisation has an e-mail or web address."""
    contacts = organisation.get("contact")
    mails = [each.get("email") for _number, each in objects(contacts if isinstance(contacts, list) else [contacts])]
    addresses = organisation.get("url")
    return any(map(has_contact, [*mails, *(addresses if isinstance(addresses, list) else [addresses])]))


def _references(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every `bom-ref` of a document, wherever it stands."""
    waiting: list[tuple[Any, str]] = [(content, "")]
    while waiting:
        each, at = waiting.pop()
        if isinstance(each, dict):
            ref = each.get("bom-ref")
            if isinstance(ref, str):
                yield ref, f"{at}/bom-ref"
            inner = [(below, at + pointer([name])) for name, below in each.items()]
        else:
            inner = [(below, f"{at}/{number}") for number, below in enumerate(each)]
        waiting += [each for each in reversed(inner) if each[0] and isinstance(each[0], dict | list)]


def _dependencies(content: dict[str, Any], made: Outline) -> None:
    for number, each in objects(content.get("dependencies")):
        at = f"/dependencies/{number}"
        ref = text(each, "ref")
        made.used.append((ref, f"{at}/ref"))
        made.enumerated.add(ref)
        made.related.add(ref)
        for kind in ("dependsOn", "provides"):
            for index, needed in texts(each.get(kind)):
                made.related.add(needed)
                made.used.append((needed, f"{at}/{kind}/{index}"))
                if kind == "dependsOn":
                    made.edges.append((ref, needed, at))


def _uses(content: dict[str, Any], made: Outline) -> None:
    """Note what compositions, vulnerabilities and annotations refer to."""
    for number, each in objects(content.get("compositions")):
        states = is_known(each.get("aggregate"))
        for name in ("assemblies", "dependencies", "vulnerabilities"):
            for index, ref in texts(each.get(name)):
                made.used.append((ref, f"/compositions/{number}/{name}/{index}"))
                if states and name == "dependencies":
                    made.complete.add(ref)
    for number, each in objects(content.get("vulnerabilities")):
        for index, target in objects(each.get("affects")):
            made.used.append((text(target, "ref"), f"/vulnerabilities/{number}/affects/{index}/ref"))
    for number, each in objects(content.get("annotations")):
        made.used += [(ref, f"/annotations/{number}/subjects/{index}") for index, ref in texts(each.get("subjects"))]


def _known(content: dict[str, Any], metadata: dict[str, Any], version: str) -> set[str]:
    authors = [each for _number, each in objects(metadata.get("authors"))]
    organisations = [member(metadata, name) for name in ("manufacturer", "manufacture", "supplier")]
    named = any(is_known(each.get("name")) or has_contact(each.get("email")) for each in [*authors, *organisations])
    reachable = _reachable(organisations[0]) or any(has_contact(each.get("email")) for each in authors)
    facts = {
        "author": named or bool(metadata.get("tools")),
        "creator": reachable,
        "timestamp": is_date_time(metadata.get("timestamp")),
        "uri": is_known(content.get("serialNumber")),
        "format": version in _ADMITTED,
    }
    return {name for name, is_so in facts.items() if is_so}
