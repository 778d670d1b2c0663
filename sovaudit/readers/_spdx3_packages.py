# SPDX-License-Identifier: EUPL-1.2
"""One package of SPDX 3 and all that its document says of it -> a description."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from sovaudit.language import _
from sovaudit.model import Declared, Description, Descriptions, Issue
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode_list
from sovaudit.readers._spdx import actor
from sovaudit.readers._spdx3_graph import Graph, Related
from sovaudit.readers._spdx3_licences import Licences
from sovaudit.readers._spdx3_names import individual, plain
from sovaudit.readers._spdx3_types import Element, ExternalIdentifier, Hash, several

T = TypeVar("T", ExternalIdentifier, Hash)
_identifiers = msgspec.json.Decoder(list[ExternalIdentifier] | None)
_hashes = msgspec.json.Decoder(list[Hash] | None)
_refs = msgspec.json.Decoder(list[str])
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TYPES = {"aipackage": "machine-learning-model", "datasetpackage": "data"}
"""Classes of packages that say what they are without a purpose."""
_ACTOR = re.compile(r"(?:Organization|Person|Tool):\s")
PURL = frozenset(("packageurl", "purl"))
CPE = ("cpe23", "cpe23type", "cpe22", "cpe22type")


class Packages:
    """Describes the packages of one document."""

    def __init__(self, graph: Graph, related: Related, licences: Licences, said: Grouped) -> None:
        """Take the document's elements and what its relationships say."""
        self._graph = graph
        self._related = related
        self._licences = licences
        self._said = said

    def describe(self, descriptions: Descriptions) -> list[int]:
        """Number the description of each package: one look-up when another package said the same.

        One with misfits is not remembered: it is understood again for the next package, so that each says its own.
        """
        found = []
        for entry, number in enumerate(self._graph.packages):
            element = self._graph.elements[number]
            place = self._graph.places(number)
            self._check(element, place)
            key = self._key(entry, element, place)
            known = descriptions.numbers.get(key)
            if known is None:
                misfits: list[Issue] = []
                known = descriptions.add(key, partial(_description, misfits=misfits))
                if misfits:
                    del descriptions.numbers[key]
                    for each in misfits:
                        kind = each.place.partition("/")[0]
                        self._said.add(Issue(f"{place}/{each.place}", each.message, each.hint), kind)
            found.append(known)
        return found

    def _check(self, element: Element, place: str) -> None:
        if not element.name:
            self._said.say(place, _("component without a name"))
        if not element.id:
            self._said.say(place, _("a package without an spdxId: nothing else in the document can speak of it"))

    def _key(self, entry: int, element: Element, place: str) -> tuple[Any, ...]:
        related = self._related
        licences: list[Declared] = []
        for kind, ref, where in related.licences.get(entry, ()):
            licences.extend(self._licences.declared(kind, ref, where))
        artefacts = (self._graph.by_id.get(ref) for ref in related.artefacts.get(entry, ()))
        digests = [self._raw(each[0].verifiedUsing, "Hash") for each in artefacts if each and each[0] is not element]
        return (
            "spdx3",
            element.name or "",
            element.software_packageVersion or element.packageVersion or "",
            element.software_packageUrl or element.packageUrl or "",
            element.software_primaryPurpose or element.primaryPurpose or "",
            plain(element.type or element.at_type or ""),
            self._agent(element.suppliedBy, place) or self._agent(element.originatedBy, place),
            self._raw(element.externalIdentifier, "ExternalIdentifier"),
            self._raw(element.externalIdentifiers, "ExternalIdentifier"),
            self._raw(element.verifiedUsing, "Hash"),
            tuple(digests),
            tuple(dict.fromkeys(licences)),
            tuple(dict.fromkeys(self._ancestor(ref) for ref in related.ancestors.get(entry, ()))),
        )

    def _agent(self, refs: str | list[str] | None, place: str) -> str:
        """Return the name of the first agent that has one."""
        for ref in several(refs):
            if individual(ref):
                continue
            element, _own = self._graph.by_id.get(ref, (None, ""))
            if element is None and _ACTOR.match(ref):
                return actor(ref)  # written as in SPDX 2
            if element is None:
                self._said.say(place, _("supplier that nothing in the document defines: {ref}"), ref=ref[:120])
            elif element.name and element.name not in ("NOASSERTION", "NONE"):
                return element.name
        return ""

    def _ancestor(self, ref: str) -> str:
        element, _own = self._graph.by_id.get(ref, (None, ""))
        if element is None:
            return ref
        return element.software_packageUrl or element.packageUrl or element.name or ref

    def _raw(self, raw: Raw, kind: str) -> bytes:
        """Return a list as it is written; one of references as a list of what they refer to, known or not."""
        written = bytes(raw)
        if not written or b"{" in written:
            return written
        try:
            refs = _refs.decode(written)
        except (msgspec.ValidationError, UnicodeDecodeError):
            return written
        found = (self._graph.by_id.get(ref) for ref in refs)
        wanted = (
            ("externalIdentifierType", "identifier") if kind == "ExternalIdentifier" else ("algorithm", "hashValue")
        )
        plainly = [{name: getattr(each[0], name) or "" for name in wanted} for each in found if each]
        return msgspec.json.encode(plainly)


def _description(key: tuple[Any, ...], misfits: list[Issue]) -> Description:
    _format, name, version, purl, purpose, kind, supplier, raw, raws, digests, others, licences, ancestors = key
    identifiers = decode_list(_identifiers, raw, ExternalIdentifier, "externalIdentifier", misfits)
    identifiers += decode_list(_identifiers, raws, ExternalIdentifier, "externalIdentifiers", misfits)
    stated = [(plain(each.externalIdentifierType), each.identifier) for each in identifiers if each.identifier]
    purls = dict.fromkeys([purl] if purl else [])
    purls.update((value, None) for said, value in stated if said in PURL or value.startswith("pkg:"))
    if len(purls) > 1:
        text = _("several package URLs: the first one is taken, {names} are not")
        misfits.append(Issue("externalIdentifier", text.format(names=", ".join(list(purls)[1:5]))))
    cpes = sorted((CPE.index(said), value) for said, value in stated if said in CPE)
    hashes: dict[str, None] = {}
    for written in (digests, *others):
        for each in decode_list(_hashes, written, Hash, "verifiedUsing", misfits):
            if each.hashValue and plain(each.type) != "packageverificationcode":
                hashes[f"{each.algorithm}:{each.hashValue.lower()}"] = None
    return Description(
        purl=next(iter(purls), ""),
        name=name,
        version=version,
        type=_WORDS.sub("-", purpose.rpartition("/")[2]).lower() or _TYPES.get(kind, "library"),
        supplier=supplier,
        supplier_country="",
        licences=licences,
        hashes=tuple(hashes),
        cpe=cpes[0][1] if cpes else "",
        swid=next((value for said, value in stated if said == "swid"), ""),
        ancestors=ancestors,
    )
