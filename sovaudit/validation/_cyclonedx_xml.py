# SPDX-License-Identifier: EUPL-1.2
"""A CycloneDX XML tree -> the shape of CycloneDX JSON, with the line of each part."""

from __future__ import annotations

from typing import Any

from sovaudit.readers._xml import Element, local, namespace

_LISTS = frozenset(
    (
        "components",
        "services",
        "licenses",
        "hashes",
        "externalReferences",
        "properties",
        "authors",
        "dependencies",
        "compositions",
        "assemblies",
        "vulnerabilities",
        "affects",
        "annotations",
        "subjects",
        "patches",
        "ancestors",
        "descendants",
        "variants",
    )
)
_PLACED = ("purl", "expression")
"""Elements that are texts alone and that a remark may speak of."""
_TEXT_NAME = {"hash": "content", "property": "value"}
"""What JSON calls the text of an element that has attributes."""


def shape(root: Element) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the document as CycloneDX JSON has it, and JSON pointer -> line, of what a remark may speak of."""
    lines: dict[str, int] = {}
    made = _Maker(namespace(root), lines).object(root, "")
    return made, lines


class _Maker:
    def __init__(self, space: str, lines: dict[str, int]) -> None:
        self._prefix = f"{{{space}}}"
        self._lines = lines

    def object(self, element: Element, pointer: str) -> dict[str, Any]:
        """Return an element as an object: its attributes, its elements and its text."""
        self._lines[pointer] = element.sourceline or 1
        made: dict[str, Any] = dict(element.attrib)
        for name, each in self._inner(element):
            value = self._value(name, each, f"{pointer}/{name}")
            if name not in made or name in element.attrib:
                made[name] = value
            elif isinstance(made[name], list):
                made[name].append(value)
            else:
                made[name] = [made[name], value]
        text = (element.text or "").strip()
        if text:
            made[_TEXT_NAME.get(local(element), "content")] = text
        return made

    def _inner(self, element: Element) -> list[tuple[str, Element]]:
        """Return the elements directly in another one with their names; those of other vocabularies are passed."""
        length = len(self._prefix)
        return [(each.tag[length:], each) for each in element if each.tag.startswith(self._prefix)]

    def _value(self, name: str, element: Element, pointer: str) -> Any:  # noqa: ANN401 -- whatever JSON holds
        if not len(element) and not element.attrib and name not in _LISTS:
            if name in _PLACED:
                self._lines[pointer] = element.sourceline or 1
            return (element.text or "").strip()
        if name in _LISTS or (name == "tools" and all(inner == "tool" for inner, _each in self._inner(element))):
            self._lines[pointer] = element.sourceline or 1
            inner = enumerate(self._inner(element))
            return [self._listed(kind, each, f"{pointer}/{number}") for number, (kind, each) in inner]
        return self.object(element, pointer)

    def _listed(self, name: str, element: Element, pointer: str) -> Any:  # noqa: ANN401
        """Return an element of a list; JSON wraps licences, and writes what only refers as the reference."""
        if name == "license":
            return {"license": self.object(element, f"{pointer}/license")}
        if name == "expression":
            self._lines[f"{pointer}/expression"] = element.sourceline or 1
            return {"expression": (element.text or "").strip(), **element.attrib}
        if name in ("assembly", "subject") or (name == "dependency" and _is_in_composition(element)):
            self._lines[pointer] = element.sourceline or 1
            return element.get("ref", "")
        if name == "dependency":
            return self._dependency(element, pointer)
        return self.object(element, pointer)

    def _dependency(self, element: Element, pointer: str) -> dict[str, Any]:
        self._lines[pointer] = element.sourceline or 1
        made: dict[str, Any] = {"ref": element.get("ref", "")}
        for name, each in self._inner(element):
            member = {"dependency": "dependsOn", "provides": "provides"}.get(name)
            if member:
                listed = made.setdefault(member, [])
                self._lines[f"{pointer}/{member}/{len(listed)}"] = each.sourceline or 1
                listed.append(each.get("ref", ""))
        return made


def _is_in_composition(element: Element) -> bool:
    holder = element.getparent().getparent()
    return holder is not None and local(holder) == "composition"
