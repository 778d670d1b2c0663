# SPDX-License-Identifier: EUPL-1.2
"""Writes one SPDX document, given in its JSON form, in the five syntaxes: from the standard, not from our readers."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Form = dict[str, Any]
TERMS = "http://spdx.org/rdf/terms#"


def as_json(form: Form) -> bytes:
    return json.dumps(form, ensure_ascii=False).encode()


def as_yaml(form: Form) -> bytes:
    """Block style; a JSON text is a YAML text in double quotes."""
    return "\n".join(_yaml(form, 0)).encode()


def _yaml(value: Any, indent: int) -> list[str]:
    lines = []
    pad = "  " * indent
    if isinstance(value, dict):
        for name, each in value.items():
            plain = isinstance(each, str)
            lines.append(f"{pad}{name}:" + (f" {json.dumps(each)}" if plain else "" if each else " []"))
            lines += [] if plain else _yaml(each, indent + 1)
        return lines
    for each in value:
        if isinstance(each, str):
            lines.append(f"{pad}- {json.dumps(each)}")
        else:
            inner = _yaml(each, indent + 1)
            lines += [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
    return lines


def as_xml(form: Form) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Document>{_xml(form)}</Document>'.encode()


def _xml(form: Form) -> str:
    written = ""
    for name, value in form.items():
        for each in value if isinstance(value, list) else [value]:
            written += f"<{name}>{_xml(each) if isinstance(each, dict) else escape(each)}</{name}>\n"
    return written


PACKAGE_TAGS = {
    "name": "PackageName",
    "SPDXID": "SPDXID",
    "versionInfo": "PackageVersion",
    "supplier": "PackageSupplier",
    "originator": "PackageOriginator",
    "downloadLocation": "PackageDownloadLocation",
    "primaryPackagePurpose": "PrimaryPackagePurpose",
    "licenseDeclared": "PackageLicenseDeclared",
    "licenseConcluded": "PackageLicenseConcluded",
}


def as_tag_value(form: Form) -> bytes:
    lines = [
        f"SPDXVersion: {form['spdxVersion']}",
        f"SPDXID: {form['SPDXID']}",
        f"DocumentName: {form['name']}",
        f"DocumentNamespace: {form['documentNamespace']}",
        f"Created: {form['creationInfo']['created']}",
    ]
    for each in form["externalDocumentRefs"]:
        lines.append(f"ExternalDocumentRef: {each['externalDocumentId']} {each['spdxDocument']} SHA1: 00")
    for each in form["packages"]:
        lines += ["", *(f"{tag}: {each[name]}" for name, tag in PACKAGE_TAGS.items() if name in each)]
        lines += [f"PackageChecksum: {one['algorithm']}: {one['checksumValue']}" for one in each["checksums"]]
        for one in each["externalRefs"]:
            lines.append(f"ExternalRef: {one['referenceCategory']} {one['referenceType']} {one['referenceLocator']}")
    for each in form["hasExtractedLicensingInfos"]:
        lines += ["", f"LicenseID: {each['licenseId']}", f"ExtractedText: <text>{each['extractedText']}</text>"]
        lines += [f"LicenseName: {each['name']}"] if "name" in each else []
    for each in form["relationships"]:
        ends = each["spdxElementId"], each["relatedSpdxElement"]
        lines.append(f"Relationship: {ends[0]} {each['relationshipType']} {ends[1]}")
    return "\r\n".join(lines).encode()


def as_rdf_xml(form: Form) -> bytes:
    """Each element under the root, its relationships inside it."""
    space = form["documentNamespace"]
    document = _element(space, "SpdxDocument", form["SPDXID"], form)
    head = _property("specVersion", form["spdxVersion"]) + _property("name", form["name"])
    created = _property("created", form["creationInfo"]["created"])
    head += f"<creationInfo><CreationInfo>{created}</CreationInfo></creationInfo>"
    for each in form["externalDocumentRefs"]:
        inner = _property("externalDocumentId", each["externalDocumentId"])
        inner += f"<spdxDocument rdf:resource={quoteattr(each['spdxDocument'])}/>"
        head += f"<externalDocumentRef><ExternalDocumentRef>{inner}</ExternalDocumentRef></externalDocumentRef>"
    for each in form["hasExtractedLicensingInfos"]:
        inner = "".join(_property(name, value) for name, value in each.items())
        about = quoteattr(f"{space}#{each['licenseId']}")
        head += f"<hasExtractedLicensingInfo><ExtractedLicensingInfo rdf:about={about}>{inner}"
        head += "</ExtractedLicensingInfo></hasExtractedLicensingInfo>"
    written = document.replace("<!>", head)
    for each in form["packages"]:
        written += _element(space, "Package", each["SPDXID"], form).replace("<!>", _package(space, each))
    known = {form["SPDXID"], *(each["SPDXID"] for each in form["packages"])}
    for name in dict.fromkeys(each["spdxElementId"] for each in form["relationships"]):
        if name not in known:  # somebody else's element, of which we say something
            written += _element(space, "SpdxElement", name, form).replace("<!>", "")
    names = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#"'
    return f"<rdf:RDF {names}>{written}</rdf:RDF>".encode()


def _element(space: str, kind: str, name: str, form: Form) -> str:
    inner = ""
    for each in form["relationships"]:
        if each["spdxElementId"] == name:
            words = each["relationshipType"].lower().split("_")
            camel = words[0] + "".join(word.title() for word in words[1:])
            inner += f'<relationship><Relationship><relationshipType rdf:resource="{TERMS}relationshipType_{camel}"/>'
            other = quoteattr(_iri(space, each["relatedSpdxElement"], form))
            inner += f"<relatedSpdxElement rdf:resource={other}/></Relationship></relationship>"
    return f"<{kind} rdf:about={quoteattr(_iri(space, name, form))}><!>{inner}</{kind}>\n"


def _iri(space: str, name: str, form: Form) -> str:
    if name in ("NONE", "NOASSERTION"):
        return TERMS + name.lower()
    document, colon, local = name.partition(":")
    for each in form["externalDocumentRefs"]:
        if colon and each["externalDocumentId"] == document:
            return f"{each['spdxDocument']}#{local}"
    return f"{space}#{name}"


def _property(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


ALGORITHMS = {"SHA1": "sha1", "SHA256": "sha256", "SHA3-256": "sha3_256", "BLAKE2b-256": "blake2b256", "MD5": "md5"}


def _package(space: str, package: Form) -> str:
    texts = ("name", "versionInfo", "supplier", "originator", "downloadLocation")
    written = "".join(_property(name, package[name]) for name in texts if name in package)
    if "primaryPackagePurpose" in package:
        words = package["primaryPackagePurpose"].lower().split("_")
        camel = words[0] + "".join(word.title() for word in words[1:])
        written += f'<primaryPackagePurpose rdf:resource="{TERMS}purpose_{camel}"/>'
    for each in package["checksums"]:
        algorithm = f'<algorithm rdf:resource="{TERMS}checksumAlgorithm_{ALGORITHMS[each["algorithm"]]}"/>'
        written += (
            f"<checksum><Checksum>{algorithm}{_property('checksumValue', each['checksumValue'])}</Checksum></checksum>"
        )
    for each in package["externalRefs"]:
        kind = f'<referenceType rdf:resource="http://spdx.org/rdf/references/{each["referenceType"]}"/>'
        locator = _property("referenceLocator", each["referenceLocator"])
        written += f"<externalRef><ExternalRef>{kind}{locator}</ExternalRef></externalRef>"
    for member in ("licenseDeclared", "licenseConcluded"):
        if member in package:
            written += f"<{member}{_licence(space, package[member], member)}"
    return written


def _licence(space: str, expression: str, holder: str) -> str:
    """Write what follows the name of the property: an attribute, or a node and the closing tag."""
    if expression in ("NONE", "NOASSERTION"):
        return f' rdf:resource="{TERMS}{expression.lower()}"/>'
    tree, _end = _tree(re.findall(r"[()]|[^\s()]+", expression), 0)
    return _node(space, tree, holder)


def _tree(words: list[str], at: int) -> tuple[Any, int]:
    """Read `A AND (B OR C)`: one operator a level."""
    parts, operator = [], ""
    while at < len(words) and words[at] != ")":
        if words[at] == "(":
            inner, at = _tree(words, at + 1)
            parts.append(inner)
        elif words[at] in ("AND", "OR"):
            operator = words[at]
        else:
            parts.append(words[at])
        at += 1
    return ((operator, parts) if operator else parts[0]), at


def _node(space: str, tree: Any, holder: str) -> str:
    if isinstance(tree, str):
        iri = f"{space}#{tree}" if tree.startswith("LicenseRef-") else f"http://spdx.org/licenses/{tree}"
        return f" rdf:resource={quoteattr(iri)}/>"
    kind = {"AND": "ConjunctiveLicenseSet", "OR": "DisjunctiveLicenseSet"}[tree[0]]
    members = "".join(f"<member{_node(space, part, 'member')}" for part in tree[1])
    return f"><{kind}>{members}</{kind}></{holder}>"
