# SPDX-License-Identifier: EUPL-1.2
"""What an SPDX 3 document is, as types, and how one that does not fit them is read, element by element.

One Struct has the members of every class of element that is used here; the names without the prefix of their profile
(`packageVersion`), which some tools write, stand beside those of the specification.

Source: https://spdx.github.io/spdx-spec/v3.0.1/ (classes); the JSON schema of the same place (names).
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, TypeAlias

import msgspec
from msgspec import Raw, Struct, field

from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._json import salvage

NOTHING = Raw(b"")
Refs: TypeAlias = str | list[str] | None
"""One reference or several: several tools write a list of one as its only element."""


class Element(Struct, gc=False):
    type: str | None = None
    at_type: str | None = field(name="@type", default=None)
    spdxId: str | None = None
    at_id: str | None = field(name="@id", default=None)
    name: str | None = None
    creationInfo: Raw = NOTHING
    created: str | None = None
    specVersion: str | None = None
    software_packageVersion: str | None = None
    packageVersion: str | None = None
    software_packageUrl: str | None = None
    packageUrl: str | None = None
    software_primaryPurpose: str | None = None
    primaryPurpose: str | None = None
    suppliedBy: Refs = None
    originatedBy: Refs = None
    externalIdentifier: Raw = NOTHING
    externalIdentifiers: Raw = NOTHING
    verifiedUsing: Raw = NOTHING
    from_: Refs = field(name="from", default=None)
    to: Refs = None
    relationshipType: str | None = None
    completeness: str | None = None
    rootElement: Refs = None
    element: Refs = None
    profileConformance: Refs = None
    imports: Raw = field(name="import", default=NOTHING)
    simplelicensing_licenseExpression: str | None = None
    licenseExpression: str | None = None
    simplelicensing_licenseText: str | None = None
    licenseText: str | None = None
    simplelicensing_customIdToUri: Raw = NOTHING
    licenseId: str | None = None
    expandedlicensing_member: Refs = None
    expandedlicensing_subjectLicense: Refs = None
    expandedlicensing_subjectExtendableLicense: Refs = None
    expandedlicensing_subjectAddition: Refs = None
    security_justificationType: str | None = None
    security_impactStatement: str | None = None
    security_actionStatement: str | None = None
    security_statusNotes: str | None = None
    security_publishedTime: str | None = None
    externalIdentifierType: str | None = None
    identifier: str | None = None
    algorithm: str | None = None
    hashValue: str | None = None

    @property
    def id(self) -> str | None:
        """The name by which other elements refer to it."""
        return self.spdxId or self.at_id


RAWS = frozenset(
    (
        "creationInfo",
        "externalIdentifier",
        "externalIdentifiers",
        "verifiedUsing",
        "import",
        "simplelicensing_customIdToUri",
    )
)
"""Members kept as they are written until somebody needs them."""
REFERENCES = (
    "from",
    "to",
    "rootElement",
    "element",
    "suppliedBy",
    "originatedBy",
    "expandedlicensing_member",
    "expandedlicensing_subjectLicense",
    "expandedlicensing_subjectExtendableLicense",
    "expandedlicensing_subjectAddition",
)
"""Members that name other elements; JSON-LD lets a document write the element itself in such a place."""
LOST = Element()
"""Stands in a list for what was no element, so that the places of the others stay right."""


class Document(Struct, forbid_unknown_fields=True):
    """The usual form: a context and a graph; any other member sends the document to `leniently`."""

    graph: list[Element] = field(name="@graph")
    context: Raw = field(name="@context", default=NOTHING)


class Places(dict[int, str]):
    """Where elements stand: those that are not simply the n-th of the graph."""

    def __call__(self, number: int) -> str:
        """Return the JSON pointer of an element."""
        return self.get(number, f"/@graph/{number}")


class ExternalIdentifier(Struct):
    externalIdentifierType: str = ""
    identifier: str = ""


class Hash(Struct):
    algorithm: str = ""
    hashValue: str = ""
    type: str = ""


class ExternalMap(Struct):
    externalSpdxId: str = ""
    locationHint: str | None = None


class DictionaryEntry(Struct):
    key: str = ""
    value: str | None = None


def several(refs: Refs) -> list[str]:
    """Return references as a list."""
    if isinstance(refs, str):
        return [refs]
    return refs or []


def accounts_for(document: Document, data: bytes) -> bool:
    """Tell whether each member that decides what an element is and needs stands as often in the bytes as it was read.

    One that stands twice in an element is read once: that is how a name is hidden behind another. A text that is one of
    these words, and a member in a part left unread, look alike: such a document is only looked at again.
    """
    elements = document.graph
    return (
        data.count(b'"@graph"') == 1
        and data.count(b'"@context"') == 1
        and all(data.count(f'"{name}"'.encode()) == sum(map(bool, map(get, elements))) for name, get in _DECISIVE)
    )


_DECISIVE = tuple(
    (name, attrgetter(name + "_" * (name == "from")))
    for name in ("spdxId", "name", "from", "to", "relationshipType", "software_packageVersion", "software_packageUrl")
)


def leniently(document: dict[str, Any], issues: list[Issue], places: Places) -> Document:
    """Read what fits, element by element; elements inside others are put beside them.

    Args:
        places: receives the pointers of the elements that are not in the graph itself.
    """
    if "@graph" in document:
        graph = document["@graph"]
        unknown = sorted(document.keys() - {"@context", "@graph", "@id", "@type", "id", "type"})
        issues.extend(Issue(f"/{name}"[:80], _("a member beside the graph: not read")) for name in unknown[:20])
    else:
        graph = [{name: value for name, value in document.items() if name != "@context"}]
        places[0] = ""
    if not isinstance(graph, list):
        issues.append(Issue("/@graph", _("a list was expected")))
        graph = [graph] if isinstance(graph, dict) else []
    found: list[Element] = []
    waiting: list[tuple[Any, str]] = [(each, places(number)) for number, each in enumerate(graph)]
    for value, pointer in waiting:  # grows as it goes
        if len(found) >= len(graph):
            places[len(found)] = pointer
        found.append(_element(value, pointer, issues, waiting))
    return Document(found, _raw(document.get("@context")))


def _raw(value: Any) -> Raw:  # noqa: ANN401 -- whatever JSON holds
    return NOTHING if value is None else Raw(msgspec.json.encode(value))


def _element(value: object, pointer: str, issues: list[Issue], waiting: list[tuple[Any, str]]) -> Element:
    if not isinstance(value, dict):
        return salvage(value, Element, pointer, issues) or LOST
    plain = {name: _raw(member) if name in RAWS else member for name, member in value.items()}
    for name in REFERENCES:
        if isinstance(value.get(name), dict | list):
            plain[name] = _lifted(value[name], f"{pointer}/{name}", issues, waiting)
    if isinstance(plain.get("profileConformance"), list):
        plain["profileConformance"] = [each for each in plain["profileConformance"] if isinstance(each, str)]
    return salvage(plain, Element, pointer, issues) or LOST


def _lifted(value: dict[str, Any] | list[Any], pointer: str, issues: list[Issue], waiting: list[Any]) -> list[str]:
    """Return references, having put aside the elements that stand in their places."""
    one = isinstance(value, dict)
    found = []
    for index, each in enumerate([value] if one else value):
        place = pointer if one else f"{pointer}/{index}"
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, dict):
            name = next((each[key] for key in ("spdxId", "@id") if isinstance(each.get(key), str)), f"_:{place}")
            found.append(name)
            if each.keys() - {"spdxId", "@id"}:
                waiting.append(({**each, "spdxId": name}, place))
        else:
            issues.append(Issue(place, _("a text was expected")))
    return found
