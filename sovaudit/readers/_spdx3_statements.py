# SPDX-License-Identifier: EUPL-1.2
"""The security profile of SPDX 3: relationships between a vulnerability and products -> VEX statements.

Source: https://spdx.github.io/spdx-spec/v3.0.1/model/Security/
"""

from __future__ import annotations

import msgspec

from sovaudit.model import Issue, Statement
from sovaudit.readers._json import decode_list
from sovaudit.readers._spdx3_graph import Graph
from sovaudit.readers._spdx3_names import plain
from sovaudit.readers._spdx3_types import Element, ExternalIdentifier

_identifiers = msgspec.json.Decoder(list[ExternalIdentifier] | None)
_ADVISORIES = frozenset(("cve", "securityother"))


def statements(graph: Graph, related: list[tuple[str, str, list[str], int]]) -> tuple[Statement, ...]:
    """Turn relationships into statements.

    Args:
        related: (status, vulnerability, products, number of the relationship).
    """
    found = []
    for status, ref, products, number in related:
        element = graph.elements[number]
        names = _names(graph.by_id[ref][0]) if ref in graph.by_id else ()
        entries = tuple(dict.fromkeys(graph.entries[each] for each in products if each in graph.entries))
        said = (element.security_impactStatement, element.security_actionStatement, element.security_statusNotes)
        found.append(
            Statement(
                vulnerability=names[0] if names else ref,
                aliases=tuple(names[1:]),
                products=tuple(_product(graph, each) for each in products if each not in graph.entries),
                entries=entries,
                status=status,
                justification=element.security_justificationType or "",
                detail="\n".join(filter(None, said)),
                as_of=element.security_publishedTime or "",
                place=graph.places(number),
            )
        )
    return tuple(found)


def _names(vulnerability: Element) -> tuple[str, ...]:
    """List the ids of a vulnerability: those that the profile has a place for, then its name."""
    misfits: list[Issue] = []
    raw = bytes(vulnerability.externalIdentifier) or bytes(vulnerability.externalIdentifiers)
    listed = decode_list(_identifiers, raw, ExternalIdentifier, "externalIdentifier", misfits)
    ids = [each.identifier for each in listed if plain(each.externalIdentifierType) in _ADVISORIES and each.identifier]
    if vulnerability.name:
        ids.append(vulnerability.name)
    return tuple(dict.fromkeys(ids))


def _product(graph: Graph, ref: str) -> str:
    """Name a product that is no component of the file."""
    element, _place = graph.by_id.get(ref, (None, ""))
    return (element.name or ref) if element is not None else ref
