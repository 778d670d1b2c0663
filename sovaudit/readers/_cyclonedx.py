# SPDX-License-Identifier: EUPL-1.2
"""What a CycloneDX JSON document is, as types, and how one that does not fit them is read, object by object.

Source: https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct, field

from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._json import salvage, texts

NOTHING = Raw(b"")


class Component(Struct, gc=False):
    name: str = ""
    purl: str | None = None
    version: str | None = None
    group: str | None = None
    type: str = ""
    ref: str | None = field(name="bom-ref", default=None)
    publisher: str | None = None
    licenses: Raw = NOTHING
    supplier: Raw = NOTHING
    manufacturer: Raw = NOTHING
    hashes: Raw = NOTHING
    components: list[Component] | None = None


LOST = Component(components=[Component()])
"""Stands in a list for what was no component, so that the places of the others stay right."""


class Dependency(Struct, gc=False):
    ref: str
    dependsOn: list[str] = []


class Metadata(Struct):
    component: Component | None = None


class Document(Struct):
    specVersion: str = ""
    bomFormat: str = ""
    metadata: Metadata | None = None
    components: list[Component] | None = None
    dependencies: list[Dependency] | None = None


class Licence(Struct):
    id: str | None = None
    name: str | None = None
    url: str | None = None
    acknowledgement: str | None = None


class LicenceChoice(Struct):
    license: Licence | None = None
    expression: str | None = None
    acknowledgement: str | None = None


class Address(Struct):
    country: str | None = None


class Organisation(Struct):
    name: str | None = None
    address: Address | None = None


class Hash(Struct):
    alg: str = ""
    content: str = ""


def leniently(document: dict[str, Any], issues: list[Issue]) -> Document:
    """Read what fits, object by object."""
    metadata = document.get("metadata")
    if metadata is not None:
        salvage({} if isinstance(metadata, dict) else metadata, Metadata, "/metadata", issues)
    root = metadata.get("component") if isinstance(metadata, dict) else None
    return Document(
        specVersion=_text(document, "specVersion", issues),
        bomFormat=_text(document, "bomFormat", issues),
        metadata=Metadata(_component(root, "/metadata/component", issues) if root is not None else None),
        components=_components(document.get("components"), "/components", issues),
        dependencies=_dependencies(document.get("dependencies"), issues),
    )


def _text(document: dict[str, Any], member: str, issues: list[Issue]) -> str:
    value = document.get(member, "")
    if isinstance(value, str):
        return value
    issues.append(Issue(f"/{member}", _("a text was expected")))
    return str(value) if isinstance(value, int | float) else ""


def _list(value: object, pointer: str, issues: list[Issue]) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, list):
        return value
    issues.append(Issue(pointer, _("a list was expected")))
    return [value] if isinstance(value, dict) else []


def _components(value: object, pointer: str, issues: list[Issue]) -> list[Component]:
    found = []
    for index, each in enumerate(_list(value, pointer, issues)):
        found.append(_component(each, f"{pointer}/{index}", issues) or LOST)
    return found


def _component(value: object, pointer: str, issues: list[Issue]) -> Component | None:
    if not isinstance(value, dict):
        return salvage(value, Component, pointer, issues)
    flat = {name: member for name, member in value.items() if name != "components"}
    raw = ("licenses", "supplier", "manufacturer", "hashes")
    plain = {name: Raw(msgspec.json.encode(member)) if name in raw else member for name, member in flat.items()}
    component = salvage(plain, Component, pointer, issues)
    if component is not None and "components" in value:
        component.components = _components(value["components"], f"{pointer}/components", issues)
    return component


def _dependencies(value: object, issues: list[Issue]) -> list[Dependency]:
    found = []
    for index, each in enumerate(_list(value, "/dependencies", issues)):
        pointer = f"/dependencies/{index}"
        plain = each
        if isinstance(each, dict) and isinstance(each.get("dependsOn"), list):
            plain = {**each, "dependsOn": texts(each["dependsOn"], f"{pointer}/dependsOn", issues)}
        dependency = salvage(plain, Dependency, pointer, issues)
        if dependency is not None:
            found.append(dependency)
    return found
