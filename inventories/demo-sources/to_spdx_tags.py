# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 JSON -> SPDX tag-value: the same document, member by member.

A member that is not written here stops the conversion: nothing may be lost on the way.

Source: SPDX 2.3, clauses 6 to 11 (https://spdx.github.io/spdx-spec/v2.3/).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Item = dict[str, Any]
PACKAGE = {
    "name": "PackageName",
    "SPDXID": "SPDXID",
    "versionInfo": "PackageVersion",
    "supplier": "PackageSupplier",
    "downloadLocation": "PackageDownloadLocation",
    "filesAnalyzed": "FilesAnalyzed",
    "checksums": "PackageChecksum",
    "homepage": "PackageHomePage",
    "licenseConcluded": "PackageLicenseConcluded",
    "licenseDeclared": "PackageLicenseDeclared",
    "copyrightText": "PackageCopyrightText",
    "summary": "PackageSummary",
    "externalRefs": "ExternalRef",
    "primaryPackagePurpose": "PrimaryPackagePurpose",
}
"""Member -> tag, in the order of the clauses."""


def convert(document: Item) -> str:
    """Return the tag-value document."""
    return "\n".join(_lines(dict(document))) + "\n"


def _lines(rest: Item) -> Iterator[str]:
    creation = dict(rest.pop("creationInfo"))
    yield f"SPDXVersion: {rest.pop('spdxVersion')}"
    yield f"DataLicense: {rest.pop('dataLicense')}"
    yield f"SPDXID: {rest.pop('SPDXID')}"
    yield f"DocumentName: {rest.pop('name')}"
    yield f"DocumentNamespace: {rest.pop('documentNamespace')}"
    yield from (f"Creator: {each}" for each in creation.pop("creators"))
    yield f"Created: {creation.pop('created')}"
    _all_written(creation, "creationInfo")
    for package in rest.pop("packages"):
        yield ""
        yield from _package(package)
    yield ""
    for each in rest.pop("relationships"):
        yield from _relationship(dict(each))
    _all_written(rest, "document")


def _package(package: Item) -> Iterator[str]:
    rest = dict(package)
    for member, tag in PACKAGE.items():
        value = rest.pop(member, None)
        if value is None:
            continue
        if member == "checksums":
            yield from (f"{tag}: {each['algorithm']}: {each['checksumValue']}" for each in value)
        elif member == "externalRefs":
            for each in value:
                yield f"{tag}: {each['referenceCategory']} {each['referenceType']} {each['referenceLocator']}"
        elif isinstance(value, bool):
            yield f"{tag}: {str(value).lower()}"
        elif member == "summary" or "\n" in value:
            yield f"{tag}: <text>{value}</text>"
        else:
            yield f"{tag}: {value}"
    _all_written(rest, "package")


def _relationship(rest: Item) -> Iterator[str]:
    ends = rest.pop("spdxElementId"), rest.pop("relationshipType"), rest.pop("relatedSpdxElement")
    yield f"Relationship: {' '.join(ends)}"
    comment = rest.pop("comment", "")
    if comment:
        yield f"RelationshipComment: <text>{comment}</text>"
    _all_written(rest, "relationship")


def _all_written(rest: Item, where: str) -> None:
    if rest:
        raise ValueError(f"{where}: members that to_spdx_tags.py does not write: {', '.join(sorted(rest))}")
