# SPDX-License-Identifier: EUPL-1.2
"""Mermaid, for pages written in Markdown.

A label is in quotes, and every character that Mermaid, its Markdown or HTML could read as a sign of theirs is written
as an entity (`#35;`): a quote ends a label, `%%{` begins settings, `style…:…#…;` loses its end, `1. ` begins a list.
Three things Mermaid reads after it has resolved the entities: a backslash with an n (a line break), two dollars (a
formula) and `fa:fa-` (an icon); a space without width parts them.

Source: https://mermaid.js.org/syntax/flowchart.html; its own limits: 500 edges and 50,000 characters (`maxEdges`,
`maxTextSize`). A hundred nodes are more than anybody reads.
"""

from __future__ import annotations

import re

from sovaudit.errors import UsageError
from sovaudit.graph.described import Described
from sovaudit.graph.exports import _drawing
from sovaudit.graph.exports._cleaning import NOT_DRAWN
from sovaudit.language import _

NAME = "mermaid"
SUFFIXES: tuple[str, ...] = (".mmd", ".mermaid")
CANNOT = NOT_DRAWN
NODES, EDGES, CHARACTERS = 100, 500, 50_000
"""The most that is written."""
_SHAPES = {
    "service": ("([", "])"),
    "application": ("[", "]"),
    "hosting": ("[(", ")]"),
    "organisation": ("{{", "}}"),
    "contract": ("[/", "/]"),
    "country": ("((", "))"),
    "online": (">", "]"),
    "component": ("[[", "]]"),
}
_OTHER = ("{", "}")
_LINES = {"stop": "==>", "one_of": "-->", "degrade": "-.->", "expose": "--o"}
_READ_AGAIN = re.compile(r"\\(?=n)|\$(?=\$)|(?<=fa):(?=fa-)|(?<=fa[bdklrs]):(?=fa-)")
_PARTED = "\u200b"
_PLAIN = frozenset(" ,()’«»–\u00a0\u202f")


def render(graph: Described) -> bytes:
    """Write the network, from left to right, and its legend.

    Raises:
        UsageError: there is too much of it to be read, or to be drawn by Mermaid.
    """
    kinds, explained, undefined = _drawing.legend(graph)
    _refuse(_("nodes"), len(graph.nodes), NODES)
    _refuse(_("edges"), len(graph.arrows) + len(explained), EDGES)
    lines = ["flowchart LR"]
    for number, (title, each) in enumerate(zip(_drawing.titles(graph), graph.nodes, strict=True)):
        text = "<br/>".join(map(_escaped, (title, *_drawing.under(each))))
        lines.append(f"  n{number}{_shaped(str(each.values['kind']), text)}")
    for arrow in graph.arrows:
        way = _way(_drawing.line(arrow.values), _drawing.over(arrow.values))
        lines.append(f"  n{arrow.dependant} {way} n{arrow.dependency}")
    lines += [f'  subgraph legend ["{_escaped(_drawing.heading(graph))}"]', "    direction TB"]
    lines += [f"    legend_{n}{_shaped(kind, _escaped(_drawing.kind_word(kind)))}" for n, kind in enumerate(kinds)]
    lines += [f'    {line}_a["A"] {_way(line, said)} {line}_b["B"]' for line, said in explained]
    if undefined:
        lines.append(f"    legend_undefined{_shaped('application', _escaped(_('defined nowhere')))}")
    lines.append("  end")
    if undefined:
        hollow = [f"n{number}" for number, each in enumerate(graph.nodes) if "undefined" in each.values]
        lines += [
            "  classDef hollow stroke-dasharray: 6 4",
            f"  class {','.join([*hollow, 'legend_undefined'])} hollow",
        ]
    asked = [number for number, each in enumerate(graph.nodes) if each.id == _drawing.asked_for(graph)]
    lines += [f"  style n{number} stroke-width: 4px" for number in asked]
    text = "\n".join(lines) + "\n"
    _refuse(_("characters"), len(text), CHARACTERS)
    return text.encode()


def _way(line: str, text: str) -> str:
    return f'{_LINES[line]}|"{_escaped(text)}"|'


def _shaped(kind: str, text: str) -> str:
    start, end = _SHAPES.get(kind, _OTHER)
    return f'{start}"{text}"{end}'


def _escaped(text: str) -> str:
    text = _READ_AGAIN.sub(lambda found: found[0] + _PARTED, text)
    return "".join(each if each.isalnum() or each in _PLAIN else f"#{ord(each)};" for each in text)


def _refuse(what: str, count: int, most: int) -> None:
    if count > most:
        hint = _("draw a part: --around NODE --hops 1; or like nodes as one: --collapse; or take -f dot")
        text = _("too much for Mermaid: {count} {what}, at most {most}")
        raise UsageError(text.format(count=count, what=what, most=most), hint=hint)
