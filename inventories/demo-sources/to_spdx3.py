# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 JSON -> SPDX 3.0.1 JSON-LD.

| SPDX 2 | SPDX 3 |
| --- | --- |
| package | software_Package, with its purl, purpose and digests |
| supplier | Organization |
| licenseDeclared, licenseConcluded | relationship to a LicenseExpression, or to NoAssertion |
| DESCRIBES | rootElement of a software_Sbom |
| DEPENDS_ON, GENERATES | dependsOn, generates |
| A PACKAGE_OF B | B contains A, for SPDX 3 has no such word |

Source: https://spdx.github.io/spdx-spec/v3.0.1/
"""

from __future__ import annotations

import json
from typing import Any

Item = dict[str, Any]
CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
CREATION = "_:creation"
NOASSERTION = "NOASSERTION"
NO_LICENCE = "https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion"
KINDS = {"DEPENDS_ON": "dependsOn", "GENERATES": "generates", "PACKAGE_OF": "contains"}
PURPOSES = {"SOURCE": "source", "LIBRARY": "library", "OPERATING_SYSTEM": "operatingSystem"}
LEFT_OUT = ("SPDXID", "filesAnalyzed", "downloadLocation", "licenseDeclared", "licenseConcluded", "supplier")
"""Members of a package that are written elsewhere, or that say nothing."""


def convert(document: Item) -> str:
    """Return the JSON-LD document, one element a line."""
    elements = _Conversion(document).elements()
    graph = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in elements)
    return f'{{"@context":"{CONTEXT}","@graph":[\n{graph}\n]}}\n'


class _Conversion:
    """Writes one document."""

    def __init__(self, document: Item) -> None:
        self._document = document
        self._base = document["documentNamespace"]
        self._relations: dict[tuple[str, str, str], list[str]] = {}
        self._licences: dict[str, Item] = {}
        self._organisations: dict[str, Item] = {}

    def elements(self) -> list[Item]:
        """Return every element, those that others refer to first."""
        creation = self._document["creationInfo"]
        tools = [self._element("Tool", f"tool-{n}", name=each.partition(": ")[2])
                 for n, each in enumerate(creation["creators"])]  # fmt: skip
        packages = [self._package(each) for each in self._document["packages"]]
        for each in self._document["relationships"]:
            self._relate(each)
        relations = [
            self._element("Relationship", f"relation-{n}", **{"from": ends[0]}, relationshipType=ends[1], to=targets)
            | ({"comment": ends[2]} if ends[2] else {})
            for n, (ends, targets) in enumerate(self._relations.items())
        ]
        made = {"type": "CreationInfo", "@id": CREATION, "specVersion": "3.0.1", "created": creation["created"]}
        made |= {"createdBy": [f"{self._base}#agent"], "createdUsing": [each["spdxId"] for each in tools]}
        agent = self._element("SoftwareAgent", "agent", name=tools[0]["name"])
        inside = [*packages, *self._licences.values(), *self._organisations.values(), *relations]
        return [made, agent, *tools, *self._collections(packages, inside), *inside]

    def _collections(self, packages: list[Item], inside: list[Item]) -> list[Item]:
        """Return the document and the bill of materials that it holds."""
        described = [self._id(each["relatedSpdxElement"]) for each in self._document["relationships"]
                     if each["relationshipType"] == "DESCRIBES"]  # fmt: skip
        profiles = ["core", "software", "simpleLicensing"]
        sbom = self._element("software_Sbom", "sbom", rootElement=described, profileConformance=profiles)
        sbom |= {"element": [each["spdxId"] for each in packages], "software_sbomType": ["deployed"]}
        whole = self._element("SpdxDocument", "document", name=self._document["name"], profileConformance=profiles)
        whole |= {"rootElement": [sbom["spdxId"]], "element": [each["spdxId"] for each in (sbom, *inside)]}
        return [whole, sbom]

    def _package(self, package: Item) -> Item:
        made = self._element("software_Package", package["SPDXID"], name=package["name"])
        rest = {name: value for name, value in package.items() if name not in (*LEFT_OUT, "name")}
        if package["filesAnalyzed"] or package["downloadLocation"] != NOASSERTION:
            raise ValueError(f"{package['SPDXID']}: to_spdx3.py writes neither files nor places")
        made["software_packageVersion"] = rest.pop("versionInfo")
        made["software_primaryPurpose"] = PURPOSES[rest.pop("primaryPackagePurpose")]
        made["software_copyrightText"] = rest.pop("copyrightText")
        for member, name in (("summary", "summary"), ("homepage", "software_homePage")):
            if member in rest:
                made[name] = rest.pop(member)
        for each in rest.pop("externalRefs", ()):
            if each["referenceType"] != "purl":
                raise ValueError(f"{package['SPDXID']}: to_spdx3.py writes no {each['referenceType']}")
            made["software_packageUrl"] = each["referenceLocator"]
        if "checksums" in rest:
            made["verifiedUsing"] = [
                {"type": "Hash", "algorithm": each["algorithm"].lower(), "hashValue": each["checksumValue"]}
                for each in rest.pop("checksums")
            ]
        if package.get("supplier", NOASSERTION) != NOASSERTION:
            made["suppliedBy"] = self._organisation(package["supplier"])
        self._licence(made["spdxId"], "hasDeclaredLicense", package["licenseDeclared"])
        self._licence(made["spdxId"], "hasConcludedLicense", package["licenseConcluded"])
        if rest:
            raise ValueError(f"{package['SPDXID']}: members that to_spdx3.py does not write: {', '.join(rest)}")
        return made

    def _organisation(self, supplier: str) -> str:
        kind, _colon, name = supplier.partition(": ")
        if kind != "Organization":
            raise ValueError(f"to_spdx3.py writes organisations only, not {kind}")
        made = self._element("Organization", f"organization-{len(self._organisations)}", name=name)
        return str(self._organisations.setdefault(name, made)["spdxId"])

    def _licence(self, package: str, kind: str, expression: str) -> None:
        target = NO_LICENCE
        if expression != NOASSERTION:
            made = self._element("simplelicensing_LicenseExpression", f"licence-{len(self._licences)}")
            made["simplelicensing_licenseExpression"] = expression
            target = self._licences.setdefault(expression, made)["spdxId"]
        self._relations[package, kind, ""] = [target]

    def _relate(self, stated: Item) -> None:
        kind = stated["relationshipType"]
        if kind == "DESCRIBES":
            return
        ends = [self._id(stated["spdxElementId"]), self._id(stated["relatedSpdxElement"])]
        source, target = reversed(ends) if kind == "PACKAGE_OF" else ends
        self._relations.setdefault((source, KINDS[kind], stated.get("comment", "")), []).append(target)

    def _id(self, ref: str) -> str:
        return f"{self._base}#{ref}"

    def _element(self, kind: str, ref: str, **members: Any) -> Item:
        return {"type": kind, "spdxId": self._id(ref), "creationInfo": CREATION} | members
