# SPDX-License-Identifier: EUPL-1.2
"""How the commands of `sovaudit graph` name nodes, edges, hours and places for people; all safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sovaudit.cli._graph import Loaded
from sovaudit.graph import DEGRADE, STOP, Edge
from sovaudit.graph.exports import _drawing
from sovaudit.graph.network import effect_of
from sovaudit.language import _, ngettext, safe, spoken
from sovaudit.model import Source, Unknown
from sovaudit.reports import _format

LISTED = 5
"""Nodes that a sentence names; the rest is counted."""
ORDER = ("service", "application", "hosting", "organisation", "online", "country", "contract", "component")
"""Kinds of nodes, in the order in which they are told."""


class Names:
    """Names of nodes: as a register writes them, else their ids."""

    def __init__(self, loaded: Loaded) -> None:
        """Take the names of the registers, and of the online services that bills of materials describe."""
        self._titles = {f"online:{each.id}": each.name for each in loaded.inventory.online} | loaded.titles
        self._undefined = {loaded.network.nodes[each] for each in loaded.network.undefined}

    def name(self, node: str) -> str:
        """Return the name alone; of what has none, the id."""
        return safe(self._title(node) or (node.removeprefix("component:")))

    def label(self, node: str) -> str:
        """Return the name with the id; of what a register uses and none defines, the id and that."""
        if node in self._undefined:
            return _("{node} (defined nowhere)").format(node=safe(node))
        title = self._title(node)
        return f"{safe(title)} ({safe(node)})" if title else safe(node)

    def _title(self, node: str) -> str:
        kind, _colon, own = node.partition(":")
        if kind == "country" and len(own) == 2:
            from babel import Locale

            return Locale(spoken()).territories.get(own) or ""
        return self._titles.get(node, "")

    def labels(self, nodes: Sequence[str], shown: int = LISTED) -> str:
        """Return several labels, the rest counted."""
        text = ", ".join(self.label(each) for each in nodes[:shown])
        if len(nodes) <= shown:
            return text
        return f"{text} " + _("and {count} more").format(count=_format.number(len(nodes) - shown))


def kind_of(node: str) -> str:
    """Return the kind of a node, by its id."""
    return node.partition(":")[0]


def way(edge: Edge) -> str:
    """Say how the dependant needs the dependency."""
    return safe(_drawing.over({"kind": edge.kind, **({"group": edge.group} if edge.group else {})}))


def effect(edge: Edge) -> str:
    """Say what becomes of the dependant when the dependency is lost; with alternatives, when all of them are."""
    return {STOP: _("it stops"), DEGRADE: _("it degrades")}.get(effect_of(edge), _("it is exposed"))


def hours(value: float | Unknown) -> str:
    """Write a number of hours; « unknown » when the register does not say."""
    return _("unknown") if isinstance(value, Unknown) else _("{hours} h").format(hours=_format.number(value, 2))


def text(value: str | Unknown) -> str:
    """Write a cell of a register; « unknown » when it does not say."""
    return _("unknown") if isinstance(value, Unknown) else safe(value)


def place(source: Source) -> str:
    """Write where something stands: the file, and the cell or place in it."""
    return safe(f"{source.path} {source.place}".strip())


def counted(nodes: Iterable[str]) -> str:
    """Count nodes by kind: « 3 services, 12 applications »."""
    counts: dict[str, int] = {}
    for each in nodes:
        counts[kind_of(each)] = counts.get(kind_of(each), 0) + 1
    kinds = [*(each for each in ORDER if each in counts), *sorted(set(counts).difference(ORDER))]
    return ", ".join(_count(kind, counts[kind]) for kind in kinds)


def _count(kind: str, number: int) -> str:
    texts = {
        "service": ngettext("{count} service", "{count} services", number),
        "application": ngettext("{count} application", "{count} applications", number),
        "hosting": ngettext("{count} hosting", "{count} hostings", number),
        "organisation": ngettext("{count} organisation", "{count} organisations", number),
        "online": ngettext("{count} online service", "{count} online services", number),
        "country": ngettext("{count} country", "{count} countries", number),
        "contract": ngettext("{count} contract", "{count} contracts", number),
        "component": ngettext("{count} component", "{count} components", number),
    }
    return texts.get(kind, ngettext("{count} other thing", "{count} other things", number)).format(
        count=_format.number(number)
    )
