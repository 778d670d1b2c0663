# SPDX-License-Identifier: EUPL-1.2
"""Small documents that keep their schema, to break one thing at a time; everything in them is made up."""

from __future__ import annotations

import json
from typing import Any

from sovaudit.validation import Validation, validate

Json = dict[str, Any]
SPDX3_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"


def cyclonedx(*components: Json, **more: Any) -> Json:
    """A CycloneDX 1.6 document of these components."""
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": list(components), **more}


def component(ref: Any = "a", **more: Any) -> Json:
    """A component of that reference and name."""
    return {"type": "library", "bom-ref": ref, "name": ref, "version": "1.0", **more}


def spdx(*packages: Json, **more: Any) -> Json:
    """An SPDX 2.3 document of these packages."""
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "valdormois",
        "dataLicense": "CC0-1.0",
        "documentNamespace": "https://valdormois.example/sbom/1",
        "creationInfo": {"created": "2026-01-02T03:04:05Z", "creators": ["Tool: inventor-1.0"]},
        "packages": list(packages),
        **more,
    }


def package(name: str = "a", **more: Any) -> Json:
    """A package of that name."""
    return {"SPDXID": f"SPDXRef-{name}", "name": name, "downloadLocation": "NOASSERTION", **more}


def spdx3(*nodes: Json) -> Json:
    """An SPDX 3.0.1 document by one person with these nodes."""
    creation = {
        "type": "CreationInfo",
        "@id": "_:made",
        "specVersion": "3.0.1",
        "created": "2026-01-02T03:04:05Z",
        "createdBy": ["urn:x:author"],
    }
    author = node("Person", "urn:x:author", name="Jeanne Valdor")
    return {"@context": SPDX3_CONTEXT, "@graph": [creation, author, *nodes]}


def node(kind: str, own: str, **more: Any) -> Json:
    """A node of SPDX 3."""
    return {"type": kind, "spdxId": own, "creationInfo": "_:made", **more}


def xml(inside: str, version: str = "1.6") -> bytes:
    """A CycloneDX XML document, its elements on the lines after the first."""
    return f'<bom xmlns="http://cyclonedx.org/schema/bom/{version}" version="1">\n{inside}\n</bom>'.encode()


TAG_VALUE = b"""SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: valdormois
DocumentNamespace: https://valdormois.example/sbom/1
Creator: Person: Jeanne Valdor (si@valdormois.example)
Created: 2026-01-02T03:04:05Z

# a package
PackageName: a
SPDXID: SPDXRef-a
PackageVersion: 1.0
PackageDownloadLocation: NOASSERTION
PackageComment: <text>several
lines: with a colon</text>
PackageLicenseConcluded: MIT
PackageChecksum: SHA512: 00ff
ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.0
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a
"""


def check(document: Json | bytes, profile: str = "") -> Validation:
    """Validate a document."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return validate(data, "here", profile)


def places(found: Validation) -> list[str]:
    """Return where the errors stand."""
    return [each.place for each in found.errors]


def kinds(found: Validation) -> list[tuple[str, str, str]]:
    """Return level, kind and place of what was remarked."""
    return [(each.level, each.kind, each.place) for each in found.remarks]
