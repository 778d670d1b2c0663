# SPDX-License-Identifier: EUPL-1.2
"""What pictures say: the words of a node and of an arrow, and what their legend explains.

No picture speaks by colour: a kind of node is a shape and a word, an effect is a line and a sentence, and what no
register defines is dashed and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from sovaudit.graph.described import Described, Values, Vertex
from sovaudit.language import _, ngettext, spoken

_KINDS: dict[str, Callable[[], str]] = {
    "service": lambda: _("public service"),
    "application": lambda: _("application"),
    "hosting": lambda: _("hosting"),
    "organisation": lambda: _("organisation"),
    "contract": lambda: _("contract"),
    "country": lambda: _("country"),
    "online": lambda: _("online service"),
    "component": lambda: _("component"),
}
KINDS = tuple(_KINDS)
"""Kinds of nodes, in the order of a legend."""
_WAYS: dict[str, Callable[[], str]] = {
    "authenticates_with": lambda: _("authenticates with"),
    "contains": lambda: _("contains"),
    "controlled_by": lambda: _("controlled by"),
    "depends_on": lambda: _("depends on"),
    "exchanges_with": lambda: _("exchanges data with"),
    "hosted_by": lambda: _("hosted by"),
    "maintained_by": lambda: _("maintained by"),
    "operated_by": lambda: _("operated by"),
    "relies_on": lambda: _("relies on"),
    "runs_on": lambda: _("runs on"),
    "supplied_by": lambda: _("supplied by"),
    "under_law_of": lambda: _("under the law of"),
}
_EFFECTS: dict[str, Callable[[], str]] = {
    "stop": lambda: _("A stops when B is lost"),
    "one_of": lambda: _("A stops when B is lost and the others of its group are, too"),
    "degrade": lambda: _("A is degraded when B is lost"),
    "expose": lambda: _("A is exposed by what is wrong with B, and goes on"),
}


def kind_word(kind: str) -> str:
    """Say a kind of node in the language in use; a kind that only a register knows as it stands."""
    return _KINDS[kind]() if kind in _KINDS else kind


def titles(graph: Described) -> list[str]:
    """Return what each node is called: its name, else its id; both where several of one kind have the name."""
    called = [str(each.values.get("name", "")) or each.id.partition(":")[2] for each in graph.nodes]
    times = Counter((each.values["kind"], name) for each, name in zip(graph.nodes, called, strict=True))
    return [
        f"{name} ({each.id.partition(':')[2]})" if times[each.values["kind"], name] > 1 else name
        for each, name in zip(graph.nodes, called, strict=True)
    ]


def under(node: Vertex) -> tuple[str, ...]:
    """Return the lines under the title: what it is, and what matters when it is lost; unknown is said."""
    values = node.values
    kind = str(values["kind"])
    if "undefined" in values:
        return _counted(values), _("defined nowhere")
    facts = ", ".join(_facts(kind, values)) if "count" not in values else ""
    return (_counted(values), facts) if facts else (_counted(values),)


def asked_for(graph: Described) -> str:
    """Return the id of the node that the picture is drawn around; empty when it is the whole."""
    return str(graph.values.get("around", ""))


def line(values: Values) -> str:
    """Return how an arrow is drawn: its effect, or `one_of` where it stops and has alternatives."""
    return "one_of" if values["effect"] == "stop" and "group" in values else str(values["effect"])


def over(values: Values) -> str:
    """Return the words on an arrow: its kind, and the name of its alternatives."""
    kind = str(values["kind"])
    word = _WAYS[kind]() if kind in _WAYS else kind.replace("_", " ")
    return _("{way} [one of: {group}]").format(way=word, group=values["group"]) if "group" in values else word


def legend(graph: Described) -> tuple[list[str], list[tuple[str, str]], bool]:
    """Return what a legend explains: kinds of nodes, lines with their sentence, whether a node is undefined."""
    kinds = {str(each.values["kind"]) for each in graph.nodes}
    lines = {line(each.values) for each in graph.arrows}
    ordered = [*(each for each in KINDS if each in kinds), *sorted(kinds.difference(KINDS))]
    said = [(each, word()) for each, word in _EFFECTS.items() if each in lines]
    return ordered, said, any("undefined" in each.values for each in graph.nodes)


def heading(graph: Described) -> str:
    """Say whose network it is, how large, and that a made-up city is made up."""
    nodes, arrows = len(graph.nodes), len(graph.arrows)
    parts = [str(graph.values["name"])] if "name" in graph.values else []
    if "fictitious" in graph.values:
        parts.append(_("made-up city"))
    if "around" in graph.values:
        parts.append(_("around {node}").format(node=graph.values["around"]))
    parts.append(ngettext("{count} node", "{count} nodes", nodes).format(count=nodes))
    parts.append(ngettext("{count} edge", "{count} edges", arrows).format(count=arrows))
    return " – ".join(parts)


def _counted(values: Values) -> str:
    word = kind_word(str(values["kind"]))
    return f"{values['count']} × {word}" if "count" in values else word


def _facts(kind: str, values: Values) -> Iterator[str]:
    if kind == "service":
        known = values.get("criticality")
        yield _("criticality {level}").format(level=known) if known else _("criticality unknown")
        yield _hours("DMIA", values.get("dmia_hours"))
    elif kind == "application":
        yield _hours("RTO", values.get("rto_hours"))


def _hours(what: str, hours: object) -> str:
    if not isinstance(hours, (int, float)):
        return _("{what} unknown").format(what=what)
    written = f"{hours:.10g}"
    return _("{what} {hours} h").format(what=what, hours=written.replace(".", ",") if spoken() == "fr" else written)
