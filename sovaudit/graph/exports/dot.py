# SPDX-License-Identifier: EUPL-1.2
r"""DOT, for Graphviz: `dot -Tsvg`.

In a quoted label Graphviz reads backslash sequences and HTML entities: both are written so that it gives the text back.
Labels are never HTML-like: those are in angle brackets, and ours are in quotes.

Source: https://graphviz.org/doc/info/lang.html, https://graphviz.org/docs/attr-types/escString/
"""

from __future__ import annotations

import textwrap

from sovaudit.graph.described import Described, Vertex
from sovaudit.graph.exports import _drawing
from sovaudit.graph.exports._cleaning import NOT_DRAWN
from sovaudit.language import _

NAME = "dot"
SUFFIXES: tuple[str, ...] = (".dot", ".gv")
CANNOT = NOT_DRAWN
WIDTH = 28
"""Characters of a line of a label; a longer word stays whole."""
_SHAPES = {
    "service": "ellipse",
    "application": "box",
    "hosting": "box3d",
    "organisation": "house",
    "contract": "note",
    "country": "hexagon",
    "online": "cds",
    "component": "component",
}
_OTHER = "octagon"
_LINES = {
    "stop": 'style="solid", arrowhead="normal"',
    "one_of": 'style="solid", arrowhead="onormal"',
    "degrade": 'style="dashed", arrowhead="vee"',
    "expose": 'style="dotted", arrowhead="odot"',
}
_DASHED = ', style="dashed"'
_HEAD = """\
digraph sovaudit {{
  graph [charset="UTF-8", rankdir="LR", label={title}, labelloc="t", fontname="Helvetica,Arial,sans-serif"];
  node [fontname="Helvetica,Arial,sans-serif", fontsize="11", margin="0.15,0.08"];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize="9"];
"""


def render(graph: Described) -> bytes:
    """Write the network, what needs on the left and what is needed on the right, and its legend."""
    lines = [_HEAD.format(title=_label(_drawing.heading(graph)))]
    names = [_quoted(each.id) for each in graph.nodes]
    for name, title, each in zip(names, _drawing.titles(graph), graph.nodes, strict=True):
        twice = ', peripheries="2"' if each.id == _drawing.asked_for(graph) else ""
        lines.append(f"  {name} [{_node(title, each)}{twice}];\n")
    for arrow in graph.arrows:
        told = _label(*_wrapped(_drawing.over(arrow.values)))
        place = " ".join(str(arrow.values[name]) for name in ("file", "place") if name in arrow.values)
        tooltip = f", tooltip={_label(place)}" if place else ""
        line = _LINES[_drawing.line(arrow.values)]
        lines.append(f"  {names[arrow.dependant]} -> {names[arrow.dependency]} [label={told}, {line}{tooltip}];\n")
    lines += _legend(graph)
    lines.append("}\n")
    return "".join(lines).encode()


def _node(title: str, node: Vertex) -> str:
    kind = str(node.values["kind"])
    dashed = _DASHED if "undefined" in node.values else ""
    label = _label(*_wrapped(title), *_drawing.under(node))
    return f'label={label}, shape="{_SHAPES.get(kind, _OTHER)}"{dashed}, tooltip={_label(node.id)}'


def _legend(graph: Described) -> list[str]:
    kinds, drawn, undefined = _drawing.legend(graph)
    if not kinds:
        return []
    lines = [f'  subgraph "cluster_legend" {{\n    label={_label(_("Legend"))}; style="solid";\n']
    for number, kind in enumerate(kinds):
        shape = _SHAPES.get(kind, _OTHER)
        lines.append(f'    "legend:{number}" [label={_label(_drawing.kind_word(kind))}, shape="{shape}"];\n')
    if undefined:
        lines.append(f'    "legend:undefined" [label={_label(_("defined nowhere"))}, shape="box"{_DASHED}];\n')
    for line, said in drawn:
        a, b = f'"legend:{line}:A"', f'"legend:{line}:B"'
        lines.append(f'    {a} [label="A", shape="plaintext"]; {b} [label="B", shape="plaintext"];\n')
        lines.append(f"    {a} -> {b} [label={_label(*_wrapped(said))}, {_LINES[line]}];\n")
    return [*lines, "  }\n"]


def _wrapped(text: str) -> list[str]:
    """Break a text at blanks into lines; nothing else of it changes."""
    return textwrap.wrap(
        text, WIDTH, break_long_words=False, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False
    ) or [text]


def _label(*lines: str) -> str:
    return '"' + r"\n".join(_escaped(each.replace("&", "&amp;")) for each in lines) + '"'


def _quoted(name: str) -> str:
    return f'"{_escaped(name)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
