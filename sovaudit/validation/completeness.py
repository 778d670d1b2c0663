# SPDX-License-Identifier: EUPL-1.2
"""Outline -> Completeness: one profile, element by element, as counts; never mixed into whether a file is valid.

| profile | elements |
| --- | --- |
| ntia | the seven data fields of « The Minimum Elements For a Software Bill of Materials », 12 July 2021, section III |
| bsi | the data fields of BSI TR-03183-2 version 2.1.0 (20 August 2025), 4 and 5.2.1 to 5.2.5 |

Subjects are the component entries, nested ones included; the document's own subject (`metadata.component`) is not one,
as everywhere in sovaudit. A value that says that nobody knows (NOASSERTION, « unknown », an empty text) is not there.

Choices that others make otherwise:

- NTIA's « other unique identifiers » are look-up keys (purl, CPE, SWID, SWHID, gitoid): a `bom-ref` or SPDXID means
  nothing outside its file. The author may be a tool: the report says so.
- NTIA's « dependency relationship » is there when any relationship names the component, contained ones included.
- BSI's dependencies are there when the component's own are listed, be there none; that the list says whether it is
  complete is counted apart. Licences are those that CycloneDX marks `concluded` (distribution) or `declared`
  (original), creators those with an e-mail or web address: section 8.2 maps them so.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from sovaudit.validation.outcome import Completeness, Element
from sovaudit.validation.outline import Outline, Part


class _Asked(Struct, frozen=True):
    """An element of a profile, and the fact by which it is there."""

    element: str
    subject: str
    fact: str
    level: str = "required"


_NTIA = (
    _Asked("supplier_name", "component", "supplier"),
    _Asked("component_name", "component", "name"),
    _Asked("component_version", "component", "version"),
    _Asked("other_unique_identifiers", "component", "identifier"),
    _Asked("dependency_relationship", "component", "related"),
    _Asked("author_of_sbom_data", "document", "author"),
    _Asked("timestamp", "document", "timestamp"),
)
_BSI = (
    _Asked("format_version", "document", "format"),
    _Asked("sbom_creator", "document", "creator"),
    _Asked("timestamp", "document", "timestamp"),
    _Asked("component_creator", "component", "creator"),
    _Asked("component_name", "component", "name"),
    _Asked("component_version", "component", "version"),
    _Asked("filename", "component", "filename"),
    _Asked("dependencies", "component", "enumerated"),
    _Asked("dependencies_completeness", "component", "complete"),
    _Asked("distribution_licences", "component", "distribution_licences"),
    _Asked("hash_sha512", "component", "sha512"),
    _Asked("executable_property", "component", "executable"),
    _Asked("archive_property", "component", "archive"),
    _Asked("structured_property", "component", "structured"),
    _Asked("sbom_uri", "document", "uri", "additional"),
    _Asked("source_code_uri", "component", "source_uri", "additional"),
    _Asked("deployable_uri", "component", "deployable_uri", "additional"),
    _Asked("other_unique_identifiers", "component", "identifier", "additional"),
    _Asked("original_licences", "component", "original_licences", "additional"),
    _Asked("effective_licence", "component", "effective_licence", "optional"),
    _Asked("source_code_hash", "component", "source_sha512", "optional"),
    _Asked("security_txt", "component", "security_txt", "optional"),
)
PROFILES = {"ntia": ("2021", _NTIA), "bsi": ("TR-03183-2 2.1.0", _BSI)}
"""Name of a profile -> (version, elements)."""


def score(outline: Outline, profile: str) -> Completeness:
    """Count how much of each element of a profile a document has."""
    version, asked = PROFILES[profile]
    by_reference: dict[str, Callable[[Part], bool]] = {
        "related": lambda part: "contained" in part.known or (part.ref in outline.related and bool(part.ref)),
        "enumerated": lambda part: part.ref in outline.enumerated and bool(part.ref),
        "complete": lambda part: part.ref in outline.complete and bool(part.ref),
    }
    elements = []
    for each in asked:
        if each.subject == "document":
            have, of = int(each.fact in outline.known), 1
        else:
            holds = by_reference.get(each.fact, lambda part, fact=each.fact: fact in part.known)
            have, of = sum(map(holds, outline.parts)), len(outline.parts)
        elements.append(Element(each.element, each.subject, each.level, have, of))
    return Completeness(profile, version, tuple(elements))
