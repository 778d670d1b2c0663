# SPDX-License-Identifier: EUPL-1.2
"""CycloneDX JSON -> CycloneDX XML: the same document, member by member.

A member that is not written here stops the conversion: nothing may be lost on the way, but the description and the
licence of the generators: they are written in the older form (`tool`), and no component but the product's is there.

Source: https://cyclonedx.org/docs/1.6/xml/ (names and their order).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

Item = dict[str, Any]
TEXTS = ("group", "name", "version", "description", "scope", "purl")


def convert(document: Item) -> str:
    """Return the XML document."""
    rest = dict(document)
    rest.pop("$schema", None)
    rest.pop("bomFormat")
    namespace = f"http://cyclonedx.org/schema/bom/{rest.pop('specVersion')}"
    serial, version = rest.pop("serialNumber"), str(rest.pop("version"))
    root = ET.Element("bom", {"xmlns": namespace, "serialNumber": serial, "version": version})
    _metadata(root, rest.pop("metadata"))
    _components(root, rest.pop("components"))
    listed = ET.SubElement(root, "dependencies")
    for each in rest.pop("dependencies"):
        row = ET.SubElement(listed, "dependency", ref=each["ref"])
        for needed in each.get("dependsOn", ()):
            ET.SubElement(row, "dependency", ref=needed)
    _all_written(rest, "document")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _metadata(root: ET.Element, metadata: Item) -> None:
    rest = dict(metadata)
    here = ET.SubElement(root, "metadata")
    ET.SubElement(here, "timestamp").text = rest.pop("timestamp")
    tools = dict(rest.pop("tools"))
    listed = ET.SubElement(here, "tools")
    for each in tools.pop("components"):
        tool = ET.SubElement(listed, "tool")
        for tag, member in (("vendor", "group"), ("name", "name"), ("version", "version")):
            ET.SubElement(tool, tag).text = each[member]
        _references(tool, each["externalReferences"])
    _component(here, rest.pop("component"))
    _properties(here, rest.pop("properties", []))
    _all_written(tools, "tools")
    _all_written(rest, "metadata")


def _components(above: ET.Element, components: list[Item]) -> None:
    listed = ET.SubElement(above, "components")
    for each in components:
        _component(listed, each)


def _component(above: ET.Element, component: Item) -> None:
    rest = dict(component)
    attributes = {"type": rest.pop("type")}
    if "bom-ref" in rest:
        attributes["bom-ref"] = rest.pop("bom-ref")
    here = ET.SubElement(above, "component", attributes)
    texts = {name: rest.pop(name) for name in TEXTS if name in rest}
    for name in ("group", "name", "version", "description", "scope"):
        if name in texts:
            ET.SubElement(here, name).text = texts[name]
    _licences(here, rest.pop("licenses", []))
    if "purl" in texts:
        ET.SubElement(here, "purl").text = texts["purl"]
    _references(here, rest.pop("externalReferences", []))
    _properties(here, rest.pop("properties", []))
    evidence = dict(rest.pop("evidence", {}))
    if evidence:
        _licences(ET.SubElement(here, "evidence"), evidence.pop("licenses", []))
    _all_written(evidence, "evidence")
    _all_written(rest, "component")


def _licences(above: ET.Element, licences: list[Item]) -> None:
    if not licences:
        return
    listed = ET.SubElement(above, "licenses")
    for each in licences:
        rest = dict(each)
        said = dict(rest.pop("license", rest))
        stated = {name: said.pop(name) for name in ("bom-ref", "acknowledgement") if name in said}
        if "expression" in said:
            rest = {}
            ET.SubElement(listed, "expression", stated).text = said.pop("expression")
        else:
            here = ET.SubElement(listed, "license", stated)
            for name in ("id", "name"):
                if name in said:
                    ET.SubElement(here, name).text = said.pop(name)
            if "text" in said:
                text = said.pop("text")
                words = {
                    "content-type": text.get("contentType"),
                    "encoding": text.get("encoding"),
                }
                attributes = {name: value for name, value in words.items() if value}
                ET.SubElement(here, "text", attributes).text = text["content"]
        _all_written(said, "license")
        _all_written(rest, "licenses")


def _references(above: ET.Element, references: list[Item]) -> None:
    if not references:
        return
    listed = ET.SubElement(above, "externalReferences")
    for each in references:
        rest = dict(each)
        here = ET.SubElement(listed, "reference", type=rest.pop("type"))
        ET.SubElement(here, "url").text = rest.pop("url")
        if "comment" in rest:
            ET.SubElement(here, "comment").text = rest.pop("comment")
        _all_written(rest, "externalReferences")


def _properties(above: ET.Element, properties: list[Item]) -> None:
    if properties:
        listed = ET.SubElement(above, "properties")
        for each in properties:
            ET.SubElement(listed, "property", name=each["name"]).text = each["value"]


def _all_written(rest: Item, where: str) -> None:
    if rest:
        raise ValueError(f"{where}: members that to_cyclonedx_xml.py does not write: {', '.join(sorted(rest))}")
