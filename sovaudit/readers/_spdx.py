# SPDX-License-Identifier: EUPL-1.2
"""What all SPDX 2 syntaxes share: the relationship table, actors, licences.

| relationship of A to B | edge |
| --- | --- |
| DEPENDS_ON, CONTAINS, DYNAMIC_LINK, STATIC_LINK, HAS_PREREQUISITE | A needs B |
| DEPENDENCY_OF, BUILD_/DEV_/OPTIONAL_/PROVIDED_/RUNTIME_/TEST_DEPENDENCY_OF | B needs A |
| CONTAINED_BY, PREREQUISITE_FOR, PACKAGE_OF, BUILD_TOOL_OF, DEV_TOOL_OF, TEST_TOOL_OF | B needs A |
| the document DESCRIBES B, B DESCRIBED_BY the document | the subject needs B |
| every other one (GENERATED_FROM, COPY_OF, VARIANT_OF...) | none; counted in an Issue |

Source: SPDX 2.3, clause 11 (https://spdx.github.io/spdx-spec/v2.3/relationships-between-SPDX-elements/)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sovaudit.language import _
from sovaudit.model import Declared, Issue

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
        "BUILD_TOOL_OF",
        "DEV_TOOL_OF",
        "TEST_TOOL_OF",
        "DESCRIBED_BY",
    )
)
_NOWHERE = frozenset(("NONE", "NOASSERTION"))
_ACTOR = re.compile(r"^(?:Organization|Person|Tool):\s*(.*?)\s*(?:\([^()]*\))?$", re.DOTALL)


def check_version(stated: str, place: str, issues: list[Issue]) -> None:
    """Report a version that is not one of SPDX 2."""
    if stated not in VERSIONS:
        hint = _("versions {first} to {last} are known").format(first=VERSIONS[0], last=VERSIONS[-1])
        issues.append(Issue(place, _("unknown version: {version}").format(version=stated or _("none")), hint))


def needs(
    relationships: Iterable[tuple[str, str, str]], others: frozenset[str], issues: list[Issue]
) -> list[tuple[str, list[str]]]:
    """Turn relationships into (dependant, dependencies) by the table above.

    Args:
        relationships: (element, type, related element).
        others: elements that are no components here (files beside packages, snippets): no edge leads there.
        issues: receives what was not taken as an edge, counted.
    """
    found: dict[str, list[str]] = {}
    unmapped: Counter[str] = Counter()
    external = 0
    for first, kind, second in relationships:
        if kind in BACKWARD:
            first, second = second, first
        elif kind not in FORWARD:
            unmapped[kind or _("no type")] += 1
            continue
        if first in others or second in others or first in _NOWHERE or second in _NOWHERE:
            continue
        if first.startswith("DocumentRef-") or second.startswith("DocumentRef-"):
            external += 1
            continue
        found.setdefault(first, []).append(second)
    if unmapped:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(unmapped.items()))
        issues.append(Issue("/relationships", _("relationships that are no dependencies: {kinds}").format(kinds=kinds)))
    if external:
        text = _("{count} relationships lead to another document")
        hint = _("add that document to the inventory")
        issues.append(Issue("/relationships", text.format(count=external), hint))
    return list(found.items())


def actor(stated: str | None) -> str:
    """Return the name in `Organization: Name (address)`; empty for NOASSERTION and when nothing is stated."""
    if not stated or stated == "NOASSERTION":
        return ""
    found = _ACTOR.match(stated)
    return found.group(1) if found else stated


def licences(declared: str | None, concluded: str | None) -> tuple[Declared, ...]:
    """Return what is declared, then what is concluded, as stated: absent, NOASSERTION and NONE stay apart."""
    stated = (("expression", declared), ("concluded", concluded))
    return tuple(Declared(kind, value) for kind, value in stated if value is not None)
