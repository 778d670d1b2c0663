# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 in XML and YAML -> the shape of SPDX JSON.

Neither syntax has a schema of its own: SPDX 2.3, clause 4.3, takes the JSON schema's names for both. In XML a list is
an element that stands several times, and everything is text; the schema says which members are lists or numbers.
"""

from __future__ import annotations

from typing import Any

from sovaudit.readers._xml import Element, local
from sovaudit.validation.schemas import json_schema

SCHEMA_FOR = {"2.0": "2.2", "2.1": "2.2", "2.2": "2.2", "2.3": "2.3"}
"""Which JSON schema the other syntaxes of a version are held to: 2.0 and 2.1 ask for what 2.2 asks for."""
_TRUTHS = {"true": True, "false": False}


def schema_of(version: str) -> dict[str, Any]:
    """Return the JSON schema that a version's other syntaxes are held to; empty when there is none."""
    return json_schema("spdx-json", SCHEMA_FOR.get(version, "")) or {}


def shape(root: Element) -> tuple[dict[str, Any], dict[str, int]]:
    """Return an XML document as an object of texts, its lists as the schema has them, and JSON pointer -> line."""
    lines: dict[str, int] = {"": root.sourceline or 1}
    version = next((each.text or "" for each in root if local(each) == "spdxVersion"), "")
    made = _object(root, "", schema_of(version.strip().removeprefix("SPDX-")), lines)
    return made if isinstance(made, dict) else {}, lines


def _object(element: Element, pointer: str, schema: dict[str, Any], lines: dict[str, int]) -> Any:  # noqa: ANN401
    if not len(element):
        return (element.text or "").strip()
    made: dict[str, Any] = {}
    members = schema.get("properties", {})
    for each in element:
        name = local(each)
        member = members.get(name, {})
        if member.get("type") == "array":
            listed = made.setdefault(name, [])
            below = f"{pointer}/{name}/{len(listed)}"
            lines[below] = each.sourceline or 1
            listed.append(_object(each, below, member.get("items", {}), lines))
        else:
            below = f"{pointer}/{name}"
            lines[below] = each.sourceline or 1
            made[name] = _object(each, below, member, lines)
    return made


def typed(value: Any, schema: dict[str, Any]) -> Any:  # noqa: ANN401 -- whatever the file holds
    """Return a value whose texts are numbers and truth values where the schema asks for them."""
    if isinstance(value, dict):
        members = schema.get("properties", {})
        return {name: typed(each, members.get(name, {})) for name, each in value.items()}
    if isinstance(value, list):
        return [typed(each, schema.get("items", {})) for each in value]
    if isinstance(value, str):
        if schema.get("type") == "boolean":
            return _TRUTHS.get(value, value)
        if schema.get("type") == "integer" and value.isdecimal() and len(value) < 19:
            return int(value)
    return value
