# SPDX-License-Identifier: EUPL-1.2
"""CycloneDX XML 1.0 to 1.7, read as a stream: a component is let go as soon as it is understood.

The version is in the namespace. 1.0 and 1.1 have no metadata; 1.1 has its dependencies in an extension. A `<component>`
that stands elsewhere than in the list (a pedigree, the tools that made the file) is no part of the software: it is
counted as mentioned.

Source: https://cyclonedx.org/docs/1.7/xml/ and https://cyclonedx.org/ext/dependency-graph/
"""

from __future__ import annotations

from typing import Any

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue
from sovaudit.readers import _cyclonedx_sections as sections
from sovaudit.readers import _xml
from sovaudit.readers._cyclonedx import Contents, Metadata, Places, check_version
from sovaudit.readers._cyclonedx_bom import bom
from sovaudit.readers._cyclonedx_elements import Kept
from sovaudit.readers._xml import Element, line_of, local, looks_like_xml, namespace, root_of

NAME = "cyclonedx-xml"
SPACE = "http://cyclonedx.org/schema/bom/"
GRAPH = "http://cyclonedx.org/schema/ext/dependency-graph/1.0"
HIDDEN = 64 * 1024
"""Bytes in which a namespace of CycloneDX is looked for where the root cannot be told."""
_SIGNED = "http://www.w3.org/2000/09/xmldsig#"
_WANTED = frozenset(
    ("metadata", "component", "service", "dependency", "vulnerability", "composition", "reference", "Signature")
)
_SECTION = {
    "component": "components",
    "service": "services",
    "dependency": "dependencies",
    "vulnerability": "vulnerabilities",
    "composition": "compositions",
    "reference": "externalReferences",
}
"""What stands in which child of the root."""
_REFERENCE = "externalReferences"


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the root is called `bom`, in whatever namespace, or a document type hides a root that may be.

    A wrong namespace and a document type are then refused by name.
    """
    if not looks_like_xml(data):
        return False
    root = root_of(data)[1]
    return root == "bom" or (not root and SPACE.encode() in data[:HIDDEN])


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every component entry, nested ones included, every dependency, service and statement.

    Raises:
        InputError: not XML, or not in the namespace of CycloneDX.
    """
    reading: _Reading | None = None
    seen = 0
    for element in _xml.stream(data, path, _WANTED, root=True):
        if reading is None:
            reading = _Reading(path, element.getroottree().getroot())
        seen += _is_component(element)
        reading.take(element)
    assert reading is not None, "the root is always given"  # noqa: S101
    made = bom(reading.contents(), descriptions, reading.kept.issues)
    made.mentioned = seen - len(reading.kept.entries)
    if made.mentioned:
        text = _(
            "components mentioned outside the list of components (pedigree, tools, parts of the subject…): {count}"
        )
        hint = _("they are counted among the entries of the file, not among what it is made of")
        made.issues = (*made.issues, Issue("", text.format(count=made.mentioned), hint))
    return made


def _is_component(element: Element) -> bool:
    """Tell whether an element is a component of the format, wherever it stands, the document's subject apart."""
    holder = element.getparent()
    subject = holder is not None and local(holder) == "metadata"
    return local(element) == "component" and namespace(element).startswith(SPACE) and not subject


def _version_of(root: Element, path: str, issues: list[Issue]) -> str:
    """Return the version, which the namespace ends in.

    Raises:
        InputError: another namespace, or a version that is not known.
    """
    space = namespace(root)
    if not space.startswith(SPACE):
        text = _("the namespace is not that of CycloneDX: {space}").format(space=space[:80] or _("none"))
        hint = _('a bill of materials in XML has xmlns="{space}1.6" or another version').format(space=SPACE)
        raise InputError(text, f"{path}: {line_of(root)}", hint)
    version = space.removeprefix(SPACE)
    check_version(version, line_of(root), path, issues)
    return version


class _Reading:
    """Sorts the elements of one document as they come."""

    def __init__(self, path: str, root: Element) -> None:
        self.kept = Kept(path)
        self._version = _version_of(root, path, self.kept.issues)
        self._root = root
        self._space = namespace(root)
        self._metadata = Metadata()
        self._at: dict[str, str] = {}
        self._plain: dict[str, list[Any]] = {"services": [], "vulnerabilities": [], "compositions": []}

    def take(self, element: Element) -> None:
        """Take an element if it stands where the format has it; elements inside others are taken with those."""
        name, holder = local(element), element.getparent()
        if holder is None:
            return
        above = holder.getparent()
        if above is None:
            self._take_single(element, name)
        elif above.getparent() is None and _SECTION.get(name) == local(holder):
            if name == "dependency" and namespace(element) in (self._space, GRAPH):
                self.kept.dependency(element)
                self._at.setdefault("dependencies", line_of(holder))
            elif namespace(element) == self._space:
                self._take_part(element, name)

    def contents(self) -> Contents:
        """Bring the parts together."""
        kept, root = self.kept, self._root
        before = len(kept.issues)
        places = dict.fromkeys(_AT, line_of(root))
        made = Contents(
            version=self._version,
            entries=kept.entries,
            places=Places("", kept.places, ", "),
            metadata=self._metadata,
            at={**places, **self._at},
            dependencies=kept.dependencies,
            serial=(root.get("serialNumber") or "").strip(),
            revision=(root.get("version") or "").strip(),
            services=sections.services(self._plain["services"], kept.issues),
            vulnerabilities=sections.vulnerabilities(self._plain["vulnerabilities"], kept.issues),
            compositions=sections.compositions(self._plain["compositions"], kept.issues),
            references=kept.references,
        )
        made.lost = kept.lost or len(kept.issues) > before
        return made

    def _take_single(self, element: Element, name: str) -> None:
        """Take what stands directly in the root."""
        if name == "Signature" and namespace(element) == _SIGNED:
            hint = _("who made the file is not proved by it")
            text = _("the file has a signature, which was not verified")
            self.kept.issues.append(Issue(line_of(element), text, hint))
        elif name == "metadata" and namespace(element) == self._space:
            self._metadata = self.kept.metadata(element)
            self._refer(element)
            self._at["metadata"] = self._at["timestamp"] = line_of(element)
            subject = next((each for each in element if local(each) == "component"), element)
            self._at["subject"] = self._at["parts"] = line_of(subject)

    def _take_part(self, element: Element, name: str) -> None:
        """Take an element of one of the lists."""
        kept = self.kept
        if name == "component":
            kept.entry(element)
        elif name == "service":
            self._plain["services"].append(kept.service(element))
        elif name == "vulnerability":
            self._plain["vulnerabilities"].append(kept.vulnerability(element))
        elif name == "composition":
            self._plain["compositions"].append(kept.composition(element))
        if name == "reference":
            kept.refer([element])
        else:
            self._refer(element)

    def _refer(self, element: Element) -> None:
        """Take the external references of an element and of what it holds."""
        held = (each for each in element.iter() if local(each) == "reference")
        self.kept.refer([each for each in held if local(each.getparent()) == _REFERENCE])


_AT = ("metadata", "timestamp", "subject", "parts", "serial", "revision", "dependencies")
