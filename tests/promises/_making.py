# SPDX-License-Identifier: EUPL-1.2
"""Files made to do harm, small documents to make them from, and what must become of each."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

SECRET = "hunter2"
"""A password that is written into files and may stand in nothing that sovaudit says."""
CDX_NS = "http://cyclonedx.org/schema/bom/1.6"
RDF_HEAD = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#"'
    ' xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">'
)


class Case(NamedTuple):
    """One hostile file.

    Args:
        name: file name; it tells the family.
        data: the bytes.
        expect: `reject`, `warn` or `accept`, alternatives separated by `|`. An accepted file may be warned of too.
        kept: component entries, or rows of a register, that must be there when the file is not refused; None for any.
        said: what the place or the message of an Issue must hold, when the file is refused or warned of.
        never: what may not stand anywhere in the output.
    """

    name: str
    data: bytes
    expect: str
    kept: int | None = None
    said: str = ""
    never: tuple[str, ...] = ()


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def component(name: str, **members: Any) -> dict[str, Any]:
    return {"type": "library", "bom-ref": name, "name": name, "version": "1.0", **members}


def cdx(components: Iterable[object] = (), **members: Any) -> bytes:
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    return dumped({**head, "components": list(components), **members})


def cdx_text(components: str, members: str = "") -> bytes:
    """A CycloneDX document written by hand, for what no serialiser writes."""
    text = f'{{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [{components}]{members}}}'
    return text.encode("utf-8", "surrogatepass")


def package(name: str, **members: Any) -> dict[str, Any]:
    return {"SPDXID": f"SPDXRef-{name}", "name": name, "downloadLocation": "NOASSERTION", **members}


def spdx(packages: Iterable[object] = (), **members: Any) -> bytes:
    head = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "document",
        "documentNamespace": "https://exemple.invalid/doc",
        "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: exemple"]},
    }
    return dumped({**head, "packages": list(packages), **members})


def related(one: str, kind: str, other: str) -> dict[str, str]:
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def cdx_xml(inner: str, head: str = "", root: str = "") -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<bom xmlns="{CDX_NS}" version="1"{root}>\n{inner}</bom>'
    return text.encode("utf-8", "surrogatepass")


def component_xml(name: str, more: str = "") -> str:
    return f'<component type="library" bom-ref="{name}"><name>{name}</name><version>1</version>{more}</component>\n'


def spdx_xml(inner: str, head: str = "") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<Document><SPDXID>SPDXRef-DOCUMENT</SPDXID>'
        "<spdxVersion>SPDX-2.3</spdxVersion><name>document</name>"
        f"<documentNamespace>https://exemple.invalid/doc</documentNamespace>\n{inner}</Document>"
    )
    return text.encode()


def spdx_rdf(inner: str, head: str = "") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{RDF_HEAD}\n'
        '<SpdxDocument rdf:about="https://exemple.invalid/doc#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion>'
        f"<name>document</name></SpdxDocument>\n{inner}</rdf:RDF>"
    )
    return text.encode()


def package_rdf(name: str, more: str = "") -> str:
    return f'<Package rdf:about="https://exemple.invalid/doc#SPDXRef-{name}"><name>{name}</name>{more}</Package>\n'


def tag_value(*packages: str, head: str = "") -> bytes:
    start = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: document\n"
    return (start + head + "".join(packages)).encode("utf-8", "surrogatepass")


def package_tags(name: str, more: str = "") -> str:
    return f"\nPackageName: {name}\nSPDXID: SPDXRef-{name}\nPackageVersion: 1\n{more}"


YAML_HEAD = "spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nname: document\ndataLicense: CC0-1.0\n"
YAML_PACKAGES = "packages:\n  - name: a\n    SPDXID: SPDXRef-a\n"
PUBLICCODE = 'publiccodeYmlVersion: "0.4"\nname: Guichet\nurl: https://exemple.invalid/guichet.git\n'
REGISTER = "id;nom;type;version;editeur\n"
GLPI_HEAD = "<REQUEST><CONTENT>\n<HARDWARE><NAME>poste</NAME><OSNAME>Debian</OSNAME></HARDWARE>\n"
GLPI_TAIL = (
    "<VERSIONCLIENT>GLPI-Agent_v1.4</VERSIONCLIENT></CONTENT><DEVICEID>poste</DEVICEID>"
    "<QUERY>INVENTORY</QUERY></REQUEST>"
)


def glpi_xml(inner: str, head: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{GLPI_HEAD}{inner}{GLPI_TAIL}'.encode()


def decp_xml(inner: str, head: str = "") -> bytes:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<marches>\n'
    return f"{start}<marche><id>2026M01</id><objet>{inner}</objet><montant>1000</montant></marche>\n</marches>".encode()


def spdx3(*elements: dict[str, Any], context: object = None) -> bytes:
    head = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    creation = {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-01T00:00:00Z"}
    document = {"type": "SpdxDocument", "spdxId": "urn:doc", "creationInfo": "_:c", "rootElement": ["urn:a"]}
    return dumped({"@context": context or head, "@graph": [creation, document, *elements]})


def package3(name: str, **members: Any) -> dict[str, Any]:
    return {"type": "software_Package", "spdxId": f"urn:{name}", "creationInfo": "_:c", "name": name, **members}


def zipped(members: Mapping[str, bytes | str], stored: Iterable[str] = ()) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            packing = zipfile.ZIP_STORED if name in set(stored) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, packing)
    return target.getvalue()


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx_members(rows: str | None = None) -> dict[str, str]:
    """The members of a small workbook: one sheet, a header and one application."""
    main = f'xmlns="{_SHEET}" xmlns:r="{_TIES}"'
    heading = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("id", "nom", "type", "version"))
    row = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in ("a", "Guichet", "saas", "1"))
    content = f"<row>{heading}</row><row>{row}</row>" if rows is None else rows
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_TIES}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main}><sheets><sheet name="applications" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_TIES}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{content}</sheetData></worksheet>",
    }


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods_members(rows: str | None = None) -> dict[str, str]:
    """The members of a small OpenDocument spreadsheet: one sheet, a header and one application."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0" xmlns:text="{name}:text:1.0"'
    heading = "".join(cell(each) for each in ("id", "nom", "type", "version"))
    row = "".join(cell(each) for each in ("a", "Guichet", "saas", "1"))
    content = f"<table:table-row>{row}</table:table-row>" if rows is None else rows
    body = f'<table:table table:name="applications"><table:table-row>{heading}</table:table-row>{content}</table:table>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'<office:document-content {spaces} office:version="1.3"><office:body><office:spreadsheet>{body}'
        "</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{name}:manifest:1.0"/>',
    }


def ods(rows: str | None = None) -> bytes:
    return zipped(ods_members(rows), stored=["mimetype"])


def xlsx(rows: str | None = None) -> bytes:
    return zipped(xlsx_members(rows))
