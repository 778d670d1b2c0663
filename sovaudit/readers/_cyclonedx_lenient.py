# SPDX-License-Identifier: EUPL-1.2
"""A CycloneDX JSON document that does not fit the types -> what of it does, object by object."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw

from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._cyclonedx import LOST, Component, Dependency, Metadata
from sovaudit.readers._json import salvage, texts

_RAW = ("licenses", "supplier", "manufacturer", "hashes", "authors", "swid", "pedigree", "evidence")
_TEXTS = ("name", "version", "group", "publisher", "author")


class Written(float):
    """A number with a fraction that remembers how it is written: 1.10 is no 1.1."""

    def __new__(cls, text: str) -> Written:
        """Keep the text."""
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str


def text(document: dict[str, Any], member: str, issues: list[Issue]) -> str:
    """Return a member that should be a text; a number is taken as it is written."""
    value = document.get(member, "")
    if isinstance(value, str):
        return value
    issues.append(Issue(f"/{member}", _("a text was expected")))
    return _written(value) or ""


def listed(value: object, pointer: str, issues: list[Issue]) -> list[Any]:
    """Return a member that should be a list; an object in its place is a list of one."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    issues.append(Issue(pointer, _("a list was expected")))
    return [value] if isinstance(value, dict) else []


def components(value: object, pointer: str, issues: list[Issue]) -> list[Component]:
    """Read a list of components."""
    found = []
    for index, each in enumerate(listed(value, pointer, issues)):
        found.append(component(each, f"{pointer}/{index}", issues) or LOST)
    return found


def component(value: object, pointer: str, issues: list[Issue]) -> Component | None:
    """Read one component and those in it."""
    if not isinstance(value, dict):
        return salvage(value, Component, pointer, issues)
    plain = {name: member for name, member in value.items() if name != "components"}
    for name in plain.keys() & set(_RAW):
        plain[name] = Raw(msgspec.json.encode(plain[name], enc_hook=float))
    for name in _TEXTS:
        number = _written(plain.get(name))
        if number is not None:
            plain[name] = number
            issues.append(Issue(f"{pointer}/{name}", _("a text was expected, not a number: taken as it is written")))
    found = salvage(plain, Component, pointer, issues)
    if found is not None and "components" in value:
        found.components = components(value["components"], f"{pointer}/components", issues)
    return found


def metadata(value: object, issues: list[Issue]) -> Metadata:
    """Read what the document says of itself."""
    if not isinstance(value, dict):
        return salvage(value, Metadata, "/metadata", issues) or Metadata()
    plain = {name: member for name, member in value.items() if name != "component"}
    for name in plain.keys() & {"supplier", "manufacture"}:
        plain[name] = Raw(msgspec.json.encode(plain[name], enc_hook=float))
    found = salvage(plain, Metadata, "/metadata", issues) or Metadata()
    if value.get("component") is not None:
        found.component = component(value["component"], "/metadata/component", issues)
    return found


def dependencies(value: object, issues: list[Issue]) -> list[Dependency]:
    """Read who needs whom."""
    found = []
    for index, each in enumerate(listed(value, "/dependencies", issues)):
        pointer = f"/dependencies/{index}"
        plain = each
        if isinstance(each, dict) and isinstance(each.get("dependsOn"), list):
            plain = {**each, "dependsOn": texts(each["dependsOn"], f"{pointer}/dependsOn", issues)}
        dependency = salvage(plain, Dependency, pointer, issues)
        if dependency is not None:
            found.append(dependency)
    return found


def _written(value: object) -> str | None:
    if isinstance(value, Written):
        return value.text
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
