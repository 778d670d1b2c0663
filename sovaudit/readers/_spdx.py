# SPDX-License-Identifier: EUPL-1.2
"""What all SPDX 2 syntaxes share: versions, the table of relationships, actors.

| relationship of A to B | edge |
| --- | --- |
| DEPENDS_ON, CONTAINS, DYNAMIC_LINK, STATIC_LINK, HAS_PREREQUISITE | A needs B |
| DEPENDENCY_OF, BUILD_/DEV_/OPTIONAL_/PROVIDED_/RUNTIME_/TEST_DEPENDENCY_OF | B needs A |
| CONTAINED_BY, PREREQUISITE_FOR, PACKAGE_OF, OPTIONAL_COMPONENT_OF | B needs A |
| BUILD_TOOL_OF, DEV_TOOL_OF, TEST_TOOL_OF | B needs A |
| the document DESCRIBES B, B DESCRIBED_BY the document | the subject needs B |
| AMENDS | none: a document corrects another document |
| ANCESTOR_OF, DESCENDANT_OF, VARIANT_OF, COPY_OF | none: where it came from, not what it runs with |
| GENERATES, GENERATED_FROM, EXPANDED_FROM_ARCHIVE, DISTRIBUTION_ARTIFACT | none: two forms of one thing |
| PATCH_FOR, PATCH_APPLIED, FILE_ADDED, FILE_DELETED, FILE_MODIFIED | none: a change of a thing |
| DATA_FILE_OF, DOCUMENTATION_OF, EXAMPLE_OF, METAFILE_OF, DEPENDENCY_MANIFEST_OF | none: says something about it |
| TEST_OF, TEST_CASE_OF | none: tests it; it works without |
| REQUIREMENT_DESCRIPTION_FOR, SPECIFICATION_FOR | none: what it should be |
| OTHER | none: what it means stands in a comment |

The types that are no dependencies are counted in one Issue; one that SPDX does not have is an Issue at its place.

Source: SPDX 2.3, clause 11 (https://spdx.github.io/spdx-spec/v2.3/relationships-between-SPDX-elements/)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._spdx_document import Document, Relationship

VERSIONS = ("SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.3")
FORWARD = frozenset(("DEPENDS_ON", "CONTAINS", "DYNAMIC_LINK", "STATIC_LINK", "HAS_PREREQUISITE", "DESCRIBES"))
BACKWARD = frozenset(
    (
        "DEPENDENCY_OF",
        "BUILD_DEPENDENCY_OF",
        "DEV_DEPENDENCY_OF",
        "OPTIONAL_DEPENDENCY_OF",
        "PROVIDED_DEPENDENCY_OF",
        "RUNTIME_DEPENDENCY_OF",
        "TEST_DEPENDENCY_OF",
        "CONTAINED_BY",
        "PREREQUISITE_FOR",
        "PACKAGE_OF",
        "OPTIONAL_COMPONENT_OF",
        "BUILD_TOOL_OF",
        "DEV_TOOL_OF",
        "TEST_TOOL_OF",
        "DESCRIBED_BY",
    )
)
NEITHER = frozenset(
    (
        "AMENDS",
        "ANCESTOR_OF",
        "DESCENDANT_OF",
        "VARIANT_OF",
        "COPY_OF",
        "GENERATES",
        "GENERATED_FROM",
        "EXPANDED_FROM_ARCHIVE",
        "DISTRIBUTION_ARTIFACT",
        "PATCH_FOR",
        "PATCH_APPLIED",
        "FILE_ADDED",
        "FILE_DELETED",
        "FILE_MODIFIED",
        "DATA_FILE_OF",
        "DOCUMENTATION_OF",
        "EXAMPLE_OF",
        "METAFILE_OF",
        "DEPENDENCY_MANIFEST_OF",
        "TEST_OF",
        "TEST_CASE_OF",
        "REQUIREMENT_DESCRIPTION_FOR",
        "SPECIFICATION_FOR",
        "OTHER",
    )
)
_NOWHERE = frozenset(("NONE", "NOASSERTION"))
_VERSION = re.compile(r"SPDX-(\d{1,3})\.(\d{1,3})")
_ACTORS = frozenset(("Organization", "Person", "Tool"))

Stray = tuple[str, str, str]
"""Place, dependant, dependency: an edge with an end that is neither a component nor the document."""


def check_version(stated: str, where: str, said: Grouped) -> None:
    """Report a version that is not known: another 1.x or 2.x is read all the same.

    Raises:
        InputError: a major version whose rules nobody here knows.
    """
    if stated in VERSIONS:
        return
    hint = _("versions {first} to {last} are known").format(first=VERSIONS[0], last=VERSIONS[-1])
    message = _("unknown version: {version}").format(version=stated[:40] or _("none"))
    found = _VERSION.fullmatch(stated)
    if found and int(found.group(1)) > 2:
        raise InputError(message, where, hint)
    said.say("/spdxVersion", "{message}", hint, message=message)


def needs(document: Document, known: Collection[str | None], said: Grouped) -> tuple[dict[str, list[str]], list[Stray]]:
    """Turn relationships into edges by the table above.

    Args:
        known: names of the components and of the document.
        said: receives relationships that are no edges.

    Returns:
        Dependant -> dependencies, both known; and the edges that have another end.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    strays: list[Stray] = []
    others: list[int] = []
    relationships = document.relationships or []
    for index, each in enumerate(relationships):
        kind = each.relationshipType
        if kind in FORWARD:
            first, second = each.spdxElementId, each.relatedSpdxElement
        elif kind in BACKWARD:
            first, second = each.relatedSpdxElement, each.spdxElementId
        else:
            others.append(index)
            continue
        if first in known and second in known:
            found[first].append(second)
        else:
            strays.append((f"/relationships/{index}", first, second))
    for index, target in enumerate(document.documentDescribes or ()):
        if target in known:
            found[document.SPDXID].append(target)
        else:
            strays.append((f"/documentDescribes/{index}", document.SPDXID, target))
    _say_others(relationships, others, said)
    return found, strays


def _say_others(relationships: Sequence[Relationship], others: list[int], said: Grouped) -> None:
    unmapped: Counter[str] = Counter()
    for index in others:
        kind = relationships[index].relationshipType
        if kind in NEITHER:
            unmapped[kind] += 1
        else:
            hint = _("clause 11 of SPDX 2.3 lists the types; no edge is made of this one")
            place = f"/relationships/{index}/relationshipType"
            said.say(place, _("unknown type of relationship: {kind}"), hint, kind=kind[:40] or _("none"))
    if unmapped:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(unmapped.items()))
        said.say("/relationships", _("relationships that are no dependencies: {kinds}"), kinds=kinds)


def dangling(strays: list[Stray], known: Collection[str | None], others: Collection[str | None], said: Grouped) -> int:
    """Say which edges lead nowhere, and return how many distinct ones.

    Args:
        known: names of the components and of the document.
        others: names of elements that are no components here (files beside packages, snippets): no edge leads there.
    """
    external = 0
    lost: dict[tuple[str, str], str] = {}
    for place, first, second in strays:
        if first in _NOWHERE or second in _NOWHERE or first in others or second in others:
            continue
        if first.startswith("DocumentRef-") or second.startswith("DocumentRef-"):
            external += 1
        else:
            lost.setdefault((first, second), place)
    if external:
        text = _("{count} relationships lead to another document")
        said.say("/relationships", text, _("add that document to the inventory"), count=external)
    missing: dict[str, str] = {}
    for pair, place in lost.items():
        for ref in pair:
            if ref not in known:
                missing.setdefault(ref, place)
    hint = _("the edge is counted but leads nowhere: ask for a complete file")
    for ref, place in missing.items():
        said.say(place, _("dependency on an undefined reference: {ref}"), hint, ref=ref[:200])
    return len(lost)


def actor(stated: str | None) -> str:
    """Return the name in `Organization: Name (address)`; empty for NOASSERTION and when nothing is stated.

    >>> actor("Organization: Exemple SA (contact@exemple.invalid)")
    'Exemple SA'
    """
    if not stated or stated == "NOASSERTION":
        return ""
    kind, colon, name = stated.partition(":")
    if not colon or kind not in _ACTORS:
        return stated
    name = name.strip()
    opening = name.rfind("(")
    if name.endswith(")") and opening >= 0 and name.find(")", opening) == len(name) - 1:
        name = name[:opening].rstrip()
    return name


def described(document: Document) -> set[str]:
    """Return the names of what the document says that it describes."""
    own = document.SPDXID
    found = set(document.documentDescribes or ())
    for each in document.relationships or ():
        if each.relationshipType == "DESCRIBES" and each.spdxElementId == own:
            found.add(each.relatedSpdxElement)
        elif each.relationshipType == "DESCRIBED_BY" and each.relatedSpdxElement == own:
            found.add(each.spdxElementId)
    return found
