# SPDX-License-Identifier: EUPL-1.2
"""Elements of CycloneDX XML -> the types and plain objects that its JSON has, so that all that follows is shared.

Only children in the namespace of their parent are looked at: the format lets other namespaces stand anywhere.

Source: https://cyclonedx.org/docs/1.7/xml/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Raw

from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers import _xml
from sovaudit.readers._cyclonedx import NOTHING, Component, Dependency, Metadata, Reference
from sovaudit.readers._cyclonedx_sections import Placed
from sovaudit.readers._xml import Element

_ONCE = frozenset(
    (
        *("name", "version", "group", "purl", "cpe", "publisher", "author", "supplier", "manufacturer", "licenses"),
        *("hashes", "components", "authors", "swid", "pedigree", "evidence", "aggregate", "id", "analysis", "provider"),
    )
)
"""Children that may stand once only."""


class Kept:
    """What is read of one document."""

    def __init__(self, path: str) -> None:
        """Start empty."""
        self.path = path
        self.entries: list[Component] = []
        self.places: dict[int, str] = {}
        self.references: list[Reference] = []
        self.issues: list[Issue] = []
        self.dependencies: list[Dependency] = []
        self.lost = False

    def entry(self, element: Element) -> None:
        """Take a component, and those in it after it."""
        waiting = [element]
        while waiting:
            each = waiting.pop()
            self.places[len(self.entries)] = _xml.line_of(each)
            self.entries.append(self.component(each))
            waiting += reversed(_inside(each, "components", "component"))

    def component(self, element: Element) -> Component:
        """Read one component without those in it."""
        children = self._children(element)
        return Component(
            purl=self._text(children.get("purl")),
            version=self._text(children.get("version")),
            group=self._text(children.get("group")),
            publisher=self._text(children.get("publisher")),
            author=self._text(children.get("author")),
            cpe=self._text(children.get("cpe")),
            name=self._text(children.get("name")) or "",
            type=element.get("type") or "",
            ref=element.get("bom-ref"),
            licenses=_raw(self._licences(children.get("licenses"))),
            supplier=_raw(self._organisation(children.get("supplier"))),
            manufacturer=_raw(self._organisation(children.get("manufacturer"))),
            hashes=_raw(self._hashes(children.get("hashes"))),
            authors=_raw([{"name": self._said(each, "name")} for each in _of(children.get("authors"), "author")]),
            swid=_raw({"tagId": children["swid"].get("tagId") or ""} if "swid" in children else None),
            pedigree=_raw(self._pedigree(children.get("pedigree"))),
            evidence=_raw(self._evidence(children.get("evidence"))),
        )

    def metadata(self, element: Element) -> Metadata:
        """Read what the document says of itself; parts of its subject keep their references."""
        children = self._children(element)
        subject = children.get("component")
        found = Metadata(
            timestamp=self._text(children.get("timestamp")),
            component=self.component(subject) if subject is not None else None,
            supplier=_raw(self._organisation(children.get("supplier"))),
            manufacture=_raw(self._organisation(children.get("manufacture"))),
        )
        if found.component is not None and subject is not None:
            parts = [each for each in subject.iter() if each is not subject and _is_part(each)]
            found.component.components = [Component(ref=each.get("bom-ref")) for each in parts] or None
        return found

    def dependency(self, element: Element) -> None:
        """Take an element of the dependency graph; the old extension of 1.1 nests them further."""
        waiting = [element]
        while waiting:
            each = waiting.pop()
            needed = _of(each, "dependency")
            waiting += reversed([below for below in needed if _of(below, "dependency")])
            refs = [ref for below in needed if (ref := below.get("ref"))]
            if len(refs) < len(needed) or not each.get("ref"):
                self.lost = True
                text = _("a dependency that does not say of what: left out")
                self.issues.append(Issue(_xml.line_of(each), text))
            if each.get("ref"):
                self.dependencies.append(Dependency(each.get("ref"), refs))

    def service(self, element: Element) -> Placed:
        """Read a service and those in it."""
        children = self._children(element)
        found = Placed(_xml.line_of(element))
        members: dict[str, Any] = {
            "bom-ref": element.get("bom-ref"),
            **{name: self._text(children.get(name)) for name in ("name", "group", "version")},
            "provider": self._organisation(children.get("provider")),
            "endpoints": [self._text(each) or "" for each in _of(children.get("endpoints"), "endpoint")],
            "authenticated": _truth(self._text(children.get("authenticated"))),
            "x-trust-boundary": _truth(self._text(children.get("x-trust-boundary"))),
            "data": self._flows(children.get("data")),
            "services": [self.service(each) for each in _inside(element, "services", "service")],
        }
        found.update({name: value for name, value in members.items() if value not in (None, [])})
        return found

    def vulnerability(self, element: Element) -> Placed:
        """Read a vulnerability."""
        children = self._children(element)
        analysis = children.get("analysis")
        found = Placed(_xml.line_of(element))
        members: dict[str, Any] = {
            **{name: self._text(children.get(name)) for name in ("id", "recommendation", "updated")},
            "references": [
                {"id": self._said(each, "id") or ""} for each in _of(children.get("references"), "reference")
            ],
            "advisories": [
                {"url": self._said(each, "url") or ""} for each in _of(children.get("advisories"), "advisory")
            ],
            "affects": [{"ref": self._said(each, "ref") or ""} for each in _of(children.get("affects"), "target")],
        }
        if analysis is not None:
            names = ("state", "justification", "detail", "firstIssued", "lastUpdated")
            members["analysis"] = {name: self._said(analysis, name) for name in names}
        found.update({name: value for name, value in members.items() if value not in (None, [])})
        return found

    def composition(self, element: Element) -> Placed:
        """Read what the document says of its completeness."""
        children = self._children(element)
        found = Placed(_xml.line_of(element))
        if "aggregate" in children:
            found["aggregate"] = self._text(children["aggregate"]) or ""
        for name, each in (("assemblies", "assembly"), ("dependencies", "dependency"), (_FLAWS, "vulnerability")):
            found[name] = [ref for below in _of(children.get(name), each) if (ref := below.get("ref"))]
        return found

    def refer(self, elements: Sequence[Element]) -> None:
        """Take external references."""
        for each in elements:
            url = self._said(each, "url")
            if url:
                self.references.append(Reference(url, each.get("type") or "", _xml.line_of(each)))

    def _children(self, element: Element) -> dict[str, Element]:
        """Return the children of an element by name; one that stands twice where it may not is said."""
        found: dict[str, Element] = {}
        for each in element:
            name = _xml.local(each)
            if not name or _xml.namespace(each) != _xml.namespace(element):
                continue
            if name in found and name in _ONCE:
                self.lost = True
                text = _("« {name} » stands twice: the first one is taken").format(name=name)
                self.issues.append(Issue(_xml.line_of(each), text))
            found.setdefault(name, each)
        return found

    def _text(self, element: Element | None) -> str | None:
        found = _xml.text(element, self.path)
        return None if found is None else found.strip()

    def _said(self, element: Element, name: str) -> str | None:
        return self._text(next(iter(_of(element, name)), None))

    def _organisation(self, element: Element | None) -> dict[str, Any] | None:
        if element is None:
            return None
        address = next(iter(_of(element, "address")), None)
        country = self._said(address, "country") if address is not None else None
        return {"name": self._said(element, "name"), "address": {"country": country}}

    def _licences(self, element: Element | None) -> list[dict[str, Any]] | None:
        if element is None:
            return None
        found: list[dict[str, Any]] = []
        for each in element:
            kind = _xml.local(each) if _xml.namespace(each) == _xml.namespace(element) else ""
            concluded = {"acknowledgement": each.get("acknowledgement")} if kind else {}
            if kind == "expression":
                found.append({"expression": self._text(each) or "", **concluded})
            elif kind == "expression-detailed":
                found.append({"expression": each.get("expression") or "", **concluded})
            elif kind == "license":
                found.append({"license": {**self._licence(each), **concluded}})
        return found

    def _licence(self, element: Element) -> dict[str, Any]:
        said: dict[str, Any] = {name: self._said(element, name) for name in ("id", "name", "url")}
        text = next(iter(_of(element, "text")), None)
        if text is not None:
            said["text"] = {"content": self._text(text) or "", "encoding": text.get("encoding")}
        return said

    def _hashes(self, element: Element | None) -> list[dict[str, str]] | None:
        if element is None:
            return None
        return [{"alg": each.get("alg") or "", "content": self._text(each) or ""} for each in _of(element, "hash")]

    def _pedigree(self, element: Element | None) -> dict[str, Any] | None:
        if element is None:
            return None
        names = ("name", "group", "version", "purl")
        made_from = [
            {name: said for name in names if (said := self._said(each, name)) is not None}
            for each in _inside(element, "ancestors", "component")
        ]
        return {"ancestors": made_from}

    def _evidence(self, element: Element | None) -> dict[str, Any] | None:
        if element is None:
            return None
        licences = self._licences(next(iter(_of(element, "licenses")), None))
        return {} if licences is None else {"licenses": licences}

    def _flows(self, element: Element | None) -> list[dict[str, str]]:
        """Read kinds of data: `classification` until 1.4, inside `dataflow` since 1.5."""
        kinds = [*_of(element, "classification"), *_inside(element, "dataflow", "classification")]
        return [{"classification": self._text(each) or "", "flow": each.get("flow") or ""} for each in kinds]


_FLAWS = "vulnerabilities"


def _raw(value: object) -> Raw:
    return NOTHING if value is None or value == [] else Raw(msgspec.json.encode(value))


def _of(element: Element | None, name: str) -> list[Element]:
    """Return the children of this name, in the namespace of their parent."""
    if element is None:
        return []
    space = _xml.namespace(element)
    return [each for each in element if _xml.local(each) == name and _xml.namespace(each) == space]


def _inside(element: Element | None, holder: str, name: str) -> list[Element]:
    return [each for group in _of(element, holder) for each in _of(group, name)]


def _is_part(element: Element) -> bool:
    """Tell whether a component below the subject is a part of it, and not something it was made from."""
    if _xml.local(element) != "component":
        return False
    holders: Iterator[str] = (_xml.local(each) for each in element.iterancestors())
    for name in holders:
        if name == "metadata":
            return True
        if name not in ("component", "components"):
            return False
    return False


def _truth(text: str | None) -> bool | str | None:
    """Read a truth value of XML; another text is left for the types to refuse."""
    return {"true": True, "1": True, "false": False, "0": False}.get(text or "", text)
