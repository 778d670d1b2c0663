# SPDX-License-Identifier: EUPL-1.2
"""Mermaid, read back by a strict parser of the part of the flowchart grammar that is written.

The parser takes nothing else: no directive, no comment, no click, no HTML but line breaks, no text outside quotes. What
Mermaid 11 itself does after its grammar (entities, Markdown, icons, formulas) was tried with it in a browser; the
parser keeps the rules that came out of that.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from sovaudit.errors import UsageError
from sovaudit.graph.described import Arrow, Described, Vertex
from sovaudit.graph.exports import Export, cleaned, mermaid
from tests.graph.exports._graphs import HOSTILE, RECORDS, called, drawn, names

FORMAT: Export = mermaid
ID = r"[a-z][a-z0-9_]*"
TEXT = r'"((?:[^"<>&#\\`%;{}\[\]|$@*_~:\n]|#\d+;|<br/>)*)"'
SHAPES = {
    ("([", "])"),
    ("[", "]"),
    ("[(", ")]"),
    ("{{", "}}"),
    ("[/", "/]"),
    ("((", "))"),
    (">", "]"),
    ("[[", "]]"),
    ("{", "}"),
}
LINES = {"==>": "stop", "-->": "one_of", "-.->": "degrade", "--o": "expose"}
NODE = re.compile(rf"\s+({ID})([\[({{>/]+){TEXT}([\])}}/]+)")
EDGE = re.compile(rf'\s+({ID})(?:\["A"\])? (==>|-->|-\.->|--o)\|{TEXT}\| ({ID})(?:\["B"\])?')


class Chart(NamedTuple):
    nodes: dict[str, tuple[tuple[str, str], list[str]]]
    edges: list[tuple[str, str, str, str]]
    legend: dict[str, tuple[tuple[str, str], list[str]]]
    explained: dict[str, str]
    title: str
    hollow: set[str]


def spoken(label: str) -> list[str]:
    """Return the lines that Mermaid shows of a label: entities resolved after its own grammar was through."""
    shown = [html.unescape(re.sub(r"#(\d+);", r"&#\1;", line)) for line in label.split("<br/>")]
    for line in shown:
        read_again = re.search(r"\\n|\$\$|fa[bdklrs]?:fa-", line)
        assert read_again is None, f"Mermaid makes something else of {line!r}"
    return [line.replace("\u200b", "") for line in shown]


def parsed(content: bytes | dict[str, bytes]) -> Chart:
    assert isinstance(content, bytes)
    first, *lines = content.decode().splitlines()
    assert first == "flowchart LR"
    chart = Chart({}, [], {}, {}, "", set())
    inside = False
    for line in lines:
        assert not re.search(r"style.*:\S*#.*;|classDef.*:\S*#.*;", line), "Mermaid takes the last semicolon away"
        if title := re.fullmatch(rf"  subgraph legend \[{TEXT}\]", line):
            inside = True
            chart = chart._replace(title=" ".join(spoken(title[1])))
        elif line == "  end":
            inside = False
        elif line == "    direction TB" and inside:
            continue
        elif node := NODE.fullmatch(line):
            name, start, label, end = node.groups()
            assert (start, end) in SHAPES
            target = chart.legend if inside else chart.nodes
            assert name not in target
            target[name] = ((start, end), spoken(label))
        elif edge := EDGE.fullmatch(line):
            a, arrow, label, b = edge.groups()
            said = " ".join(spoken(label))
            if inside:
                chart.explained[LINES[arrow]] = said
            else:
                chart.edges.append((a, b, LINES[arrow], said))
        elif members := re.fullmatch(rf"  class ({ID}(?:,{ID})*) hollow", line):
            chart.hollow.update(members[1].split(","))
        else:
            assert line == "  classDef hollow stroke-dasharray: 6 4" or re.fullmatch(
                r"  style n\d+ stroke-width: 4px", line
            )
    assert not inside
    assert {end for edge in chart.edges for end in edge[:2]} <= set(chart.nodes)
    return chart


def test_the_chart_has_every_node_and_edge_of_the_network():
    graph = drawn(True)
    chart = parsed(mermaid.render(graph))
    assert list(chart.nodes) == [f"n{number}" for number in range(len(graph.nodes))]
    assert [(a, b) for a, b, _line, _said in chart.edges] == [
        (f"n{each.dependant}", f"n{each.dependency}") for each in graph.arrows
    ]
    by_id = dict(zip((each.id for each in graph.nodes), chart.nodes.values(), strict=True))
    assert by_id["service:paie"] == (("([", "])"), ["Paie", "public service", "criticality 4, DMIA 24 h"])
    assert by_id["hosting:perdue"] == (("[(", ")]"), ["perdue", "hosting", "defined nowhere"])
    place = {each.id: f"n{number}" for number, each in enumerate(graph.nodes)}
    assert chart.hollow == {place["hosting:perdue"], place["organisation:ville"], "legend_undefined"}
    lines = {(a, b): (line, said) for a, b, line, said in chart.edges}
    directory = lines[place["application:rh"], place["application:annuaire-1"]]
    assert directory == ("one_of", "authenticates with [one of: annuaires]")
    assert lines[place["application:rh"], place["component:?/libx@?"]] == ("expose", "contains")


def test_the_legend_explains_each_shape_and_line():
    graph = drawn(True)
    chart = parsed(mermaid.render(graph))
    kinds = {str(each.values["kind"]) for each in graph.nodes}
    assert len({shape for shape, _label in chart.legend.values()}) == len(kinds), "a shape for each kind"
    assert {shape for shape, _label in chart.nodes.values()} <= {shape for shape, _label in chart.legend.values()}
    assert set(chart.explained) == {line for _a, _b, line, _said in chart.edges}


def shown(text: str) -> str:
    return text.replace("\u200b", "")


def check(found_names: tuple[str, ...] | list[str]) -> None:
    graph, _touched = cleaned(called(found_names), mermaid.CANNOT)
    chart = parsed(mermaid.render(graph))
    titles = [label[0] for _shape, label in chart.nodes.values()]
    assert [label[1:] for _shape, label in chart.nodes.values()] == [["application", "RTO unknown"]] * len(graph.nodes)
    for title, node in zip(titles, graph.nodes, strict=True):
        name, own = str(node.values["name"]), node.id.removeprefix("application:")
        twins = sum(each.values["name"] == name for each in graph.nodes) > 1
        assert title == shown(f"{name} ({own})" if twins else name)
    groups = [said for _a, _b, _line, said in chart.edges]
    assert groups == [shown(f"relies on [one of: {each.values['group']}]") for each in graph.arrows]
    assert chart.title.startswith(shown(str(graph.values["name"])) + " – ")


def test_hostile_names_are_words_and_nothing_else():
    check(HOSTILE)


@settings(deadline=None)
@given(names)
def test_any_name_is_words_and_nothing_else(found_names):
    check(found_names)


def many(nodes: int, edges: int, name: str = "x") -> Described:
    vertices = [Vertex(f"application:{n:03}", {"kind": "application", "name": name}) for n in range(nodes)]
    arrows = [Arrow(n // nodes % nodes, n % nodes, {"kind": f"k{n}", "effect": "stop"}) for n in range(edges)]
    return Described(tuple(vertices), tuple(arrows))


def test_more_than_a_hundred_nodes_are_refused_with_advice():
    assert len(parsed(mermaid.render(many(100, 0))).nodes) == 100
    with pytest.raises(UsageError, match="101 nodes, at most 100") as caught:
        mermaid.render(many(101, 0))
    assert "--around NODE" in caught.value.hint
    assert "--collapse" in caught.value.hint


def test_more_than_mermaid_draws_is_refused():
    assert len(parsed(mermaid.render(many(30, 499))).edges) == 499, "and one in the legend: Mermaid draws 500"
    with pytest.raises(UsageError, match="501 edges, at most 500"):
        mermaid.render(many(30, 500))
    with pytest.raises(UsageError, match="characters, at most 50000"):
        mermaid.render(many(90, 0, "x" * 600))


def test_the_order_of_the_registers_changes_no_byte():
    assert mermaid.render(drawn(True)) == mermaid.render(drawn(True, RECORDS[::-1]))


def test_the_node_asked_for_is_marked():
    graph = drawn()
    graph.values["around"] = graph.nodes[3].id
    assert b"\n  style n3 stroke-width: 4px\n" in mermaid.render(graph)
