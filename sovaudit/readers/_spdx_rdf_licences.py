# SPDX-License-Identifier: EUPL-1.2
"""Licences of an SPDX 2 graph -> SPDX expressions.

A licence is an address of the SPDX list, a node of its own (sets, exceptions, extracted texts) or a text. Nodes may be
shared and may even hold themselves: what is nested deeper than the limit or written longer than a text may be is left
out, and said.

Source: SPDX 2.3, annex C; https://spdx.org/rdf/terms/ (ConjunctiveLicenseSet, DisjunctiveLicenseSet,
WithExceptionOperator, OrLaterOperator)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sovaudit.language import _
from sovaudit.limits import flag, limits
from sovaudit.model import Issue
from sovaudit.readers._spdx_bom import Reading

if TYPE_CHECKING:
    from sovaudit.readers._spdx_triples import Graph, Node

_TIMES = 20
"""Texts of the longest length that all the expressions of a document may come to."""
_SETS = {"ConjunctiveLicenseSet": " AND ", "DisjunctiveLicenseSet": " OR "}


class Licences:
    """Writes licences as expressions, each node once."""

    def __init__(self, graph: Graph, name: Callable[[Node], str], reading: Reading) -> None:
        """Take the graph, and how it names its elements."""
        self._graph = graph
        self._name = name
        self._reading = reading
        self._written: dict[Node, str] = {}
        self._endless: set[Node] = set()
        self._left = _TIMES * limits().text
        self._kinds: dict[Node, str] = {}
        for kind in ("ExtractedLicensingInfo", *_SETS, "WithExceptionOperator", "OrLaterOperator"):
            self._kinds.update(dict.fromkeys(graph.typed.get(kind, ()), kind))

    def stated(self, node: Node, member: str, place: str) -> str | None:
        """Return the licence that a member of an element states; None when it does not."""
        values = [each for each in self._graph.every(node, member) if each.value.strip()]
        if not values:
            return None
        if len(values) > 1:
            self._reading.said.say(place, _("« {name} » is given twice: the first one counts"), name=member)
        try:
            if values[0] not in self._endless:
                return self._write(values[0], 0)
        except ValueError:
            self._endless.add(values[0])
        said = _("the licence sets are nested too deeply or without end: this licence is left out")
        self._reading.lost.append(Issue(f"{place}/{member}", said, flag("depth")))
        return None

    def _write(self, node: Node, depth: int) -> str:
        """Write one licence.

        Raises:
            ValueError: nested too deeply, or too long.
        """
        if node in self._written:
            return self._written[node]
        if depth > limits().depth:
            raise ValueError
        kind = self._kinds.get(node, "")
        if kind in _SETS:
            parts = [self._part(each, depth) for each in self._graph.every(node, "member")]
            written = _SETS[kind].join(parts)
        elif kind == "OrLaterOperator":
            written = "".join(self._part(each, depth) for each in self._graph.every(node, "member")[:1]) + "+"
        elif kind == "WithExceptionOperator":
            written = self._with_exception(node, depth)
        elif kind == "ExtractedLicensingInfo":
            stated = self._graph.first(node, "licenseId")
            written = stated.value if stated else self._name(node)
        else:
            written = self._simple(node)
        self._left -= len(written)
        if len(written) > limits().text or self._left < 0:
            raise ValueError
        self._written[node] = written
        return written

    def _part(self, node: Node, depth: int) -> str:
        """Write a licence inside another one."""
        written = self._write(node, depth + 1)
        return f"({written})" if self._kinds.get(node) in _SETS else written

    def _with_exception(self, node: Node, depth: int) -> str:
        held = self._graph.first(node, "member")
        exception = self._graph.first(node, "licenseException")
        stated = exception and (self._graph.first(exception, "licenseExceptionId") or exception)
        name = stated.value.rstrip("/").rpartition("/")[2] if stated else ""
        return f"{self._part(held, depth) if held else ''} WITH {name}"

    def _simple(self, node: Node) -> str:
        """Write an address of the SPDX list as its id, and another one as the element that it names."""
        if node.kind == '"':
            return node.value.strip()
        _list, found, name = node.value.partition("spdx.org/licenses/")
        return name if found else self._name(node)
