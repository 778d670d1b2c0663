# SPDX-License-Identifier: EUPL-1.2
"""Texts without what a format cannot carry: a blank for a tab or a line break, « � » for any other such character."""

from __future__ import annotations

import re

from sovaudit.graph.described import Arrow, Described, Values, Vertex

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f"
_BREAKS = "\t\n\r"
_NEVER = "\ud800-\udfff\ufffe\uffff"
_TURNING = "\u202a-\u202e\u2066-\u2069"
SURROGATES = re.compile("[\ud800-\udfff]")
"""Half a character: no encoding of Unicode writes it."""
NOT_XML = re.compile(f"[{_CONTROLS}{_NEVER}]")
"""What XML 1.0 (production 2, Char) has no way to write."""
NOT_IN_LINE = re.compile(f"[{_CONTROLS}{_NEVER}{_BREAKS}]")
"""What does not belong in a cell or a name of one line."""
NOT_DRAWN = re.compile(f"[{_CONTROLS}\x7f-\x9f{_NEVER}{_BREAKS}\u2028\u2029{_TURNING}]")
"""What has no place in a picture: nothing to see, or it turns the text beside it around."""


def cleaned(graph: Described, cannot: re.Pattern[str]) -> tuple[Described, tuple[str, ...]]:
    """Replace what a format cannot carry in every text of a network.

    Ids that become the same get a number, so that nodes stay apart.

    Returns:
        The network, and the ids of the nodes with something replaced in themselves or in an arrow of theirs, sorted.
    """
    touched: set[int] = set()
    nodes = []
    taken = {each.id for each in graph.nodes if not cannot.search(each.id)}
    for number, each in enumerate(graph.nodes):
        values = _values(each.values, cannot)
        name = each.id
        if cannot.search(name):
            name = _free(_text(name, cannot), taken)
            taken.add(name)
        if values is not each.values or name != each.id:
            touched.add(number)
        nodes.append(Vertex(name, values))
    arrows = []
    for arrow in graph.arrows:
        values = _values(arrow.values, cannot)
        if values is not arrow.values:
            touched.add(arrow.dependant)
        arrows.append(Arrow(arrow.dependant, arrow.dependency, values))
    done = Described(tuple(nodes), tuple(arrows), _values(graph.values, cannot))
    return done, tuple(graph.nodes[number].id for number in sorted(touched))


def _text(text: str, cannot: re.Pattern[str]) -> str:
    return cannot.sub(lambda found: " " if found[0] in _BREAKS else "\ufffd", text)


def _values(values: Values, cannot: re.Pattern[str]) -> Values:
    """Return the values themselves where nothing is to be replaced."""
    if not any(isinstance(value, str) and cannot.search(value) for value in values.values()):
        return values
    return {name: _text(value, cannot) if isinstance(value, str) else value for name, value in values.items()}


def _free(name: str, taken: set[str]) -> str:
    number = 2
    wanted = name
    while wanted in taken:
        wanted = f"{name}~{number}"
        number += 1
    return wanted
