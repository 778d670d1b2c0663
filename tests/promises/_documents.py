# SPDX-License-Identifier: EUPL-1.2
"""The same made-up inventory in every format, with entries that are none among it, and what must be counted of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from tests.promises._making import (
    cdx,
    cdx_xml,
    cell,
    dumped,
    glpi_xml,
    ods,
    package_rdf,
    package_tags,
    related,
    spdx,
    spdx3,
    spdx_rdf,
    spdx_xml,
    tag_value,
    xlsx,
)

Edges = Sequence[tuple[str, str]]
Entries = Sequence[str | None]
"""Names of entries in their order; None for an entry that says nothing at all."""
YAML_HEAD = "spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nname: document\npackages:\n"


def cyclonedx_json(names: Entries, edges: Edges) -> bytes:
    listed = [{"type": "library", "bom-ref": name, "name": name} if name else {} for name in names]
    return cdx(listed, dependencies=[{"ref": one, "dependsOn": [other]} for one, other in edges])


def cyclonedx_xml(names: Entries, edges: Edges) -> bytes:
    listed = "".join(
        f'<component type="library" bom-ref="{name}"><name>{name}</name></component>\n' if name else "<component/>\n"
        for name in names
    )
    needs = "".join(f'<dependency ref="{one}"><dependency ref="{other}"/></dependency>\n' for one, other in edges)
    return cdx_xml(f"<components>{listed}</components><dependencies>{needs}</dependencies>")


def _packages(names: Entries) -> list[dict[str, str]]:
    return [{"SPDXID": f"SPDXRef-{name}", "name": name} if name else {} for name in names]


def _relations(edges: Edges) -> list[dict[str, str]]:
    return [related(f"SPDXRef-{one}", "DEPENDS_ON", f"SPDXRef-{other}") for one, other in edges]


def spdx_json(names: Entries, edges: Edges) -> bytes:
    return spdx(_packages(names), relationships=_relations(edges))


def spdx_yaml(names: Entries, edges: Edges) -> bytes:
    packages = "".join(f"  - {json.dumps(each)}\n" for each in _packages(names))
    relations = "".join(f"  - {json.dumps(each)}\n" for each in _relations(edges))
    return (YAML_HEAD + (packages or "  []\n") + ("relationships:\n" + relations if edges else "")).encode()


def spdx_xml_file(names: Entries, edges: Edges) -> bytes:
    packages = "".join(
        f"<packages><SPDXID>SPDXRef-{n}</SPDXID><name>{n}</name></packages>\n" if n else "<packages/>\n" for n in names
    )
    needs = "".join(
        "<relationships>" + "".join(f"<{key}>{value}</{key}>" for key, value in each.items()) + "</relationships>\n"
        for each in _relations(edges)
    )
    return spdx_xml(packages + needs)


def spdx_tagvalue(names: Entries, edges: Edges) -> bytes:
    packages = "".join(package_tags(name) for name in names if name)
    return tag_value(packages, "".join(f"Relationship: {' '.join(each.values())}\n" for each in _relations(edges)))


def spdx_rdfxml(names: Entries, edges: Edges) -> bytes:
    about = "https://exemple.invalid/doc#SPDXRef-"
    packages = "".join(package_rdf(name) for name in names if name)
    needs = "".join(
        f'<rdf:Description rdf:about="{about}{one}"><relationship><Relationship><relationshipType'
        f' rdf:resource="http://spdx.org/rdf/terms#relationshipType_dependsOn"/><relatedSpdxElement'
        f' rdf:resource="{about}{other}"/></Relationship></relationship></rdf:Description>\n'
        for one, other in edges
    )
    return spdx_rdf(packages + needs)


def spdx3_jsonld(names: Entries, edges: Edges) -> bytes:
    made = {"creationInfo": "_:c"}
    packages = [{"type": "software_Package", "spdxId": f"urn:{name}", "name": name, **made} for name in names if name]
    needs = [
        {"type": "Relationship", "spdxId": f"urn:r{number}", "from": f"urn:{one}", "to": [f"urn:{other}"], **made}
        | {"relationshipType": "dependsOn"}
        for number, (one, other) in enumerate(edges)
    ]
    return spdx3(*packages, *needs)


GRAPHS: Mapping[str, Callable[[Entries, Edges], bytes]] = {
    "cyclonedx-json": cyclonedx_json,
    "cyclonedx-xml": cyclonedx_xml,
    "spdx-json": spdx_json,
    "spdx-yaml": spdx_yaml,
    "spdx-xml": spdx_xml_file,
    "spdx-tagvalue": spdx_tagvalue,
    "spdx-rdfxml": spdx_rdfxml,
    "spdx3-jsonld": spdx3_jsonld,
}
"""Formats that have dependencies, by the name of their reader."""
NO_NAMELESS = frozenset(("spdx-tagvalue", "spdx-rdfxml", "spdx3-jsonld"))
"""Formats in which an entry without a name is no entry: it begins with its name, or is known by its kind."""


def machine_xml(names: Entries) -> bytes:
    return glpi_xml("".join(f"<SOFTWARES><NAME>{n}</NAME></SOFTWARES>\n" if n else "<SOFTWARES/>\n" for n in names))


def contracts(names: Sequence[str]) -> bytes:
    return dumped({"marches": [{"id": name, "objet": f"Licences {name}", "montant": 1000} for name in names]})


def applications(names: Sequence[str]) -> bytes:
    rows = "".join(f"{name};Guichet {name};saas;1;Exemple\n" for name in names)
    return f"id;nom;type;version;editeur\n{rows}".encode()


def workbook(names: Sequence[str]) -> bytes:
    header, *cells = ("id", "nom", "type", "version"), *((name, f"Guichet {name}", "saas", "1") for name in names)
    rows = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in (header, *cells))
    return xlsx("".join(f"<row>{row}</row>" for row in rows))


def spreadsheet(names: Sequence[str]) -> bytes:
    rows = ("".join(map(cell, (name, f"Guichet {name}", "saas", "1"))) for name in names)
    return ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))


LISTS: Mapping[str, Callable[[Sequence[str]], bytes]] = {
    "glpi-xml": machine_xml,
    "decp-json": contracts,
    "register-csv": applications,
    "workbook-xlsx": workbook,
    "workbook-ods": spreadsheet,
}
"""Formats that have no dependencies."""
