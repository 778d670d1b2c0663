# SPDX-License-Identifier: EUPL-1.2
"""ArchiMate Model Exchange File, for Archi and other tools of enterprise architects.

Source: The Open Group ArchiMate Model Exchange File Format 3.1 (C19C), archimate3_Model.xsd.
"""

from __future__ import annotations

from lxml import etree

from sovaudit.graph.described import Described, Values
from sovaudit.graph.exports._cleaning import NOT_XML
from sovaudit.graph.exports._elements import elements, relations, text_of

NAME = "archimate"
SUFFIXES: tuple[str, ...] = (".xml",)
CANNOT = NOT_XML
_SPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
_IN = f"{{{_SPACE}}}"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = f"{{{_XSI}}}type"
_NAME, _VALUE, _PROPERTY, _PROPERTIES = (_IN + tag for tag in ("name", "value", "property", "properties"))
_HEAD = f"""<model xmlns="{_SPACE}" xmlns:xsi="{_XSI}" identifier="model" xsi:schemaLocation="{_SPACE} \
http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"/>"""


def render(graph: Described) -> bytes:
    """Write elements, relationships and the definitions of their properties; an empty list must be left out."""
    root = etree.fromstring(_HEAD)
    etree.SubElement(root, _NAME).text = str(graph.values.get("name", "sovaudit"))
    types: dict[str, str] = {}
    listed = etree.SubElement(root, _IN + "elements")
    for each in elements(graph):
        made = etree.SubElement(listed, _IN + "element", {"identifier": each.id, _TYPE: each.type})
        etree.SubElement(made, _NAME).text = each.name
        _properties(made, each.properties, types)
    listed = etree.SubElement(root, _IN + "relationships")
    for relation in relations(graph):
        made = etree.SubElement(listed, _IN + "relationship", {"identifier": relation.id, _TYPE: relation.type})
        made.set("source", relation.source)
        made.set("target", relation.target)
        if relation.type == "Association":
            made.set("isDirected", "true")
        _properties(made, relation.properties, types)
    listed = etree.SubElement(root, _IN + "propertyDefinitions")
    for name, type_ in sorted(types.items()):
        made = etree.SubElement(listed, _IN + "propertyDefinition", {"identifier": f"property-{name}", "type": type_})
        etree.SubElement(made, _NAME).text = name
    for listed in list(root):
        if not len(listed) and not listed.text:
            root.remove(listed)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _properties(parent: etree._Element, values: Values, types: dict[str, str]) -> None:
    """Add values as properties, and note the type of each for its definition."""
    made = etree.SubElement(parent, _PROPERTIES)
    for name, value in values.items():
        types[name] = "boolean" if isinstance(value, bool) else "string" if isinstance(value, str) else "number"
        own = etree.SubElement(made, _PROPERTY, {"propertyDefinitionRef": f"property-{name}"})
        etree.SubElement(own, _VALUE).text = text_of(value)
