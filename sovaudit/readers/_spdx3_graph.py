# SPDX-License-Identifier: EUPL-1.2
"""The elements of an SPDX 3 document by class and by id, and what its relationships say of its packages."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from sovaudit.language import _
from sovaudit.limits import flag, limits
from sovaudit.model import Composition
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._spdx3_names import (
    COLLECTIONS,
    DEPENDENCIES,
    LICENCES,
    NOASSERTION,
    PACKAGES,
    PEDIGREE,
    STATUSES,
    individual,
    plain,
)
from sovaudit.readers._spdx3_types import LOST, Element, Places, several

DOCUMENT = "SPDXRef-DOCUMENT"
COMPLETENESS = {"complete": "complete", "incomplete": "incomplete", "noassertion": "unknown"}
_WHOLE = frozenset(("dependson", "contains"))
"""Relationships whose completeness says that nothing else is needed; a complete list of links is only that."""


class Graph:
    """Elements in classes.

    Attributes:
        packages: numbers of the elements that are packages, in document order; their positions are entry numbers.
        entries: id -> entry number of the first package that has it.
        collections, relationships: numbers of elements.
        by_id: id -> element and place; the first one that has the id.
    """

    def __init__(self, elements: list[Element], places: Places, said: Grouped) -> None:
        """Sort the elements of a document."""
        self.elements = elements
        self.places = places
        self.by_id: dict[str, tuple[Element, str]] = {}
        self.packages: list[int] = []
        self.collections: list[int] = []
        self.relationships: list[int] = []
        self.kinds: Counter[str] = Counter()
        for number, element in enumerate(elements):
            if element is LOST:
                continue
            kind = plain(element.type or element.at_type or "")
            self._sort(kind, number, element, said)
            self._name(number, element, said)
        self.entries = {elements[n].id or "": at for at, n in reversed(list(enumerate(self.packages)))}
        self.entries.pop("", None)
        self.own = {elements[n].id or "": n for n in reversed(self.collections)}
        self.own.pop("", None)
        if self.own and DOCUMENT not in self.by_id:  # how sbom-tool calls its document, whatever its spdxId
            first = self.collections[0]
            self.own[DOCUMENT] = first
            self.by_id[DOCUMENT] = (elements[first], places(first))

    def _name(self, number: int, element: Element, said: Grouped) -> None:
        """Enter an element under each of its ids; the first one that has an id keeps it."""
        for ref in (element.spdxId, element.at_id):
            if not ref:
                continue
            if ref not in self.by_id:
                self.by_id[ref] = (element, self.places(number))
            elif (
                self.by_id[ref][0] is not element and number not in self.packages[-1:]
            ):  # of packages, `_edges` says it
                text = _("reference used twice: {ref}")
                hint = _("what the first one says is taken")
                said.say(f"{self.places(number)}/spdxId", text, hint, ref=ref[:200])

    def _sort(self, kind: str, number: int, element: Element, said: Grouped) -> None:
        if kind.endswith("relationship"):
            self.relationships.append(number)
        elif kind in PACKAGES:
            self.packages.append(number)
        elif kind in COLLECTIONS:
            self.collections.append(number)
        elif not kind:
            said.say(self.places(number), _("an element that does not say what it is: not read"))
        self.kinds[kind] += 1

    def entry_place(self, entry: int) -> str:
        """Return the place of an entry."""
        return self.places(self.packages[entry])


class Related(Struct):
    """What the relationships of a document say.

    Args:
        needs: reference -> references of what it needs, both known.
        lost: distinct (from, to) of dependencies one end of which nothing defines.
        licences: entry number -> (kind of statement, reference of the licence, place).
        ancestors: entry number -> references of what it was made from.
        artefacts: entry number -> references of files that are its distribution.
        statements: (status, vulnerability, products, element number).
        compositions: per word on completeness, the entries it is said of and the place where it is first said.
    """

    needs: dict[str, list[str]] = {}
    lost: set[tuple[str, str]] = set()
    licences: dict[int, list[tuple[str, str, str]]] = {}
    ancestors: dict[int, list[str]] = {}
    artefacts: dict[int, list[str]] = {}
    statements: list[tuple[str, str, list[str], int]] = []
    compositions: dict[str, tuple[dict[int, None], str]] = {}

    def composed(self) -> tuple[Composition, ...]:
        """Return what is said of completeness: « complete » only of what nothing else is said to be incomplete."""
        open_ended = {each for word, (said, _p) in self.compositions.items() if word != "complete" for each in said}
        found = []
        for word, (entries, place) in self.compositions.items():
            kept = tuple(each for each in entries if word != "complete" or each not in open_ended)
            if kept:
                found.append(Composition(word, kept, place))
        return tuple(found)


class Relations:
    """Reads the relationships of one graph."""

    def __init__(self, graph: Graph, imported: frozenset[str], said: Grouped) -> None:
        """Take the graph and the ids of what it says is in other documents."""
        self._graph = graph
        self._imported = imported
        self._said = said
        self._unmapped: Counter[str] = Counter()
        self._external = 0
        self.found = Related()

    def read(self) -> Related:
        """Read every relationship, then the root elements of the document and its collections."""
        for number in self._graph.relationships:
            self._one(number, self._graph.elements[number])
        for number in self._graph.collections:
            element = self._graph.elements[number]
            for target in several(element.rootElement):
                if target not in self._graph.own:
                    self._edge(element.id or "", target, f"{self._graph.places(number)}/rootElement")
        if self._unmapped:
            kinds = ", ".join(f"{kind[:60]} ({count})" for kind, count in sorted(self._unmapped.items())[:50])
            self._said.say("/@graph", _("relationships that are no dependencies: {kinds}"), kinds=kinds)
        if self._external:
            text = _("{count} relationships lead to another document")
            self._said.say("/@graph", text, _("add that document to the inventory"), count=self._external)
        return self.found

    def _one(self, number: int, element: Element) -> None:
        kind = plain(element.relationshipType or "")
        first, second = several(element.from_), several(element.to)
        if not first or (not second and element.to is None):
            text = _("a relationship without « {name} »")
            self._said.say(self._graph.places(number), text, name="to" if first else "from")
            return
        if len(first) * len(second) > limits().rows:
            text = _("a relationship of {count} pairs, past the limit « rows »: not read")
            self._said.say(self._graph.places(number), text, flag("rows"), count=len(first) * len(second))
            return
        if kind in DEPENDENCIES or (kind == "describes" and any(each in self._graph.own for each in first)):
            self._dependency(number, kind, first, second, element.completeness)
        elif kind in LICENCES:
            self._licence(LICENCES[kind], first, second, number)
        elif kind in STATUSES:
            for ref in second if kind == "hasassociatedvulnerability" else first:
                products = first if kind == "hasassociatedvulnerability" else second
                self.found.statements.append((STATUSES[kind], ref, products, number))
        elif kind in PEDIGREE:
            pairs = [(a, b) if kind == "descendantof" else (b, a) for a in first for b in second]
            self._attach(self.found.ancestors, pairs)
        elif kind == "hasdistributionartifact":
            self._attach(self.found.artefacts, [(a, b) for a in first for b in second])
        else:
            self._unmapped[element.relationshipType or _("no type")] += 1

    def _attach(self, to: dict[int, list[str]], pairs: list[tuple[str, str]]) -> None:
        for ref, other in pairs:
            entry = self._graph.entries.get(ref)
            if entry is not None:
                to.setdefault(entry, []).append(other)

    def _licence(self, kind: str, first: list[str], second: list[str], number: int) -> None:
        for ref in first:
            entry = self._graph.entries.get(ref)
            if entry is not None:
                place = self._graph.places(number)
                self.found.licences.setdefault(entry, []).extend((kind, each, place) for each in second)
            elif ref not in self._graph.by_id and ref not in self._imported:
                self._said.say(
                    f"{self._graph.places(number)}/from", _("licence of something undefined: {ref}"), ref=ref[:200]
                )

    def _dependency(
        self, number: int, kind: str, first: list[str], second: list[str], completeness: str | None
    ) -> None:
        place = self._graph.places(number)
        targets = [each for each in second if not individual(each)]
        for ref in first:
            for index, target in enumerate(second):
                if not individual(target):
                    self._edge(ref, target, f"{place}/to/{index}", f"{place}/from")
        stated = COMPLETENESS.get((completeness or "").lower().replace("_", ""))
        if any(individual(each) == NOASSERTION for each in second):
            stated = "unknown"
        if stated is None or kind == "describes":
            return
        apart = targets and not any(self._is_component(each) for each in targets)
        if apart or (stated == "complete" and kind not in _WHOLE):
            return  # a statement on files, or on one kind of link
        said, _where = self.found.compositions.setdefault(stated, ({}, place))
        said.update((self._graph.entries[each], None) for each in first if each in self._graph.entries)

    def _is_component(self, ref: str) -> bool:
        return ref in self._graph.entries or ref not in self._graph.by_id

    def _edge(self, ref: str, target: str, place: str, place_from: str = "") -> None:
        """Keep one dependency, or say why it leads nowhere."""
        graph = self._graph
        missing = [each for each in (ref, target) if each not in graph.by_id and each]
        if missing and all(each in self._imported for each in missing):
            self._external += 1
        elif missing:
            self.found.lost.add((ref, target))
            hint = _("the edge is counted but leads nowhere: ask for a complete file")
            where = place if missing[-1] == target else place_from
            self._said.say(where, _("dependency on an undefined reference: {ref}"), hint, ref=missing[-1][:200])
        elif target in graph.entries and (ref in graph.entries or ref in graph.own):
            self.found.needs.setdefault(ref, []).append(target)
