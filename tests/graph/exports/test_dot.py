# SPDX-License-Identifier: EUPL-1.2
"""DOT, read back by Graphviz: what it draws is what the network says."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings

from sovaudit.graph.described import Described
from sovaudit.graph.exports import Export, cleaned, dot
from sovaudit.language import speak
from tests.graph.exports._graphs import HOSTILE, RECORDS, called, drawn, names

FORMAT: Export = dot
pytestmark = pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz: apt-get install graphviz")


class Drawing:
    """What Graphviz makes of a document: nodes and edges with their attributes and the lines of text that it draws."""

    def __init__(self, content: bytes | dict[str, bytes]) -> None:
        assert isinstance(content, bytes)
        done = subprocess.run(["dot", "-Tjson"], input=content, capture_output=True, check=True, timeout=60)
        assert done.stderr == b"", "Graphviz has nothing to say against it"
        document = json.loads(done.stdout)
        objects = {each["_gvid"]: each for each in document.get("objects", ())}
        ours = {
            n: each for n, each in objects.items() if "nodes" not in each and not each["name"].startswith("legend:")
        }
        self.nodes = {each["name"]: each for each in ours.values()}
        self.edges = [
            (objects[each["tail"]]["name"], objects[each["head"]]["name"], each)
            for each in document.get("edges", ())
            if each["tail"] in ours
        ]
        self.legend = [each for n, each in objects.items() if n not in ours]
        self.title = " ".join(text(document))


def text(drawn_: dict[str, Any]) -> list[str]:
    return [each["text"] for each in drawn_.get("_ldraw_", ()) if each["op"] == "T"]


def test_graphviz_finds_every_node_and_edge():
    graph = drawn(True)
    found = Drawing(dot.render(graph))
    assert set(found.nodes) == {each.id for each in graph.nodes}
    ends = [(graph.nodes[each.dependant].id, graph.nodes[each.dependency].id) for each in graph.arrows]
    assert sorted((a, b) for a, b, _values in found.edges) == sorted(ends)


def test_shapes_words_and_lines_speak_without_colour():
    found = Drawing(dot.render(drawn(True)))
    assert text(found.nodes["service:paie"]) == ["Paie", "public service", "criticality 4, DMIA 24 h"]
    assert text(found.nodes["service:musee"]) == ["Musée", "public service", "criticality unknown, DMIA unknown"]
    assert text(found.nodes["application:rh"]) == ["RH « A&B »", "application", "RTO 4.5 h"]
    lost = found.nodes["hosting:perdue"]
    assert (text(lost), lost["style"]) == (["perdue", "hosting", "defined nowhere"], "dashed")
    shapes = {name.partition(":")[0]: node["shape"] for name, node in found.nodes.items()}
    assert len(set(shapes.values())) == len(shapes) == 7, "a shape for each kind: no online service here"
    styles = {(a, b): (edge["style"], edge["arrowhead"], " ".join(text(edge))) for a, b, edge in found.edges}
    assert styles["service:paie", "application:rh"] == ("solid", "normal", "relies on")
    directory = styles["application:rh", "application:annuaire-1"]
    assert directory == ("solid", "onormal", "authenticates with [one of: annuaires]")
    assert styles["service:musee", "hosting:perdue"] == ("dashed", "vee", "runs on")
    assert styles["application:rh", "component:?/libx@?"] == ("dotted", "odot", "contains")
    assert {each.get("color") or each.get("fillcolor") for each in found.nodes.values()} == {None}


def test_the_legend_explains_what_is_drawn_and_nothing_else():
    said = [" ".join(text(each)) for each in Drawing(dot.render(drawn())).legend]
    assert {"Legend", "public service", "application", "hosting", "organisation", "contract", "country"} <= set(said)
    assert "defined nowhere" in said
    assert "component" not in said


def test_the_title_says_that_a_made_up_city_is_made_up():
    graph = drawn()
    graph.values.update(name='Ville "A&B"', fictitious=True, around="service:paie", hops=1)
    found = Drawing(dot.render(graph))
    assert (
        found.title
        == f'Ville "A&B" – made-up city – around service:paie – {len(graph.nodes)} nodes – {len(graph.arrows)} edges'
    )
    assert [name for name, node in found.nodes.items() if node.get("peripheries") == "2"] == ["service:paie"]


def test_the_words_are_those_of_the_language():
    speak("fr")
    assert text(Drawing(dot.render(drawn())).nodes["application:rh"]) == ["RH « A&B »", "application", "RTO 4,5\u00a0h"]


def check(found_names: tuple[str, ...] | list[str]) -> None:
    """Look whether Graphviz draws each name, or the name with what was replaced, and knows the node by its id."""
    graph, _touched = cleaned(called(found_names), dot.CANNOT)
    found = Drawing(dot.render(graph))
    assert len(found.nodes) == len(graph.nodes)
    for node in graph.nodes:
        escaped = node.id.replace("\\", "\\\\")  # Graphviz keeps the backslashes of a name as they are written
        lines = text(found.nodes[escaped])
        assert lines[-2:] == ["application", "RTO unknown"]
        name, own = str(node.values["name"]), node.id.removeprefix("application:")
        twins = sum(each.values["name"] == name for each in graph.nodes) > 1
        assert blank(" ".join(lines[:-2])) == blank(f"{name} ({own})" if twins else name)
    groups = [blank(" ".join(text(edge))) for _a, _b, edge in found.edges]
    expected = [blank(f"relies on [one of: {arrow.values['group']}]") for arrow in graph.arrows]
    assert sorted(groups) == sorted(expected)


def blank(text_: str) -> str:
    """Leave out blanks: lines are broken at them."""
    return text_.replace(" ", "")


def test_hostile_names_are_drawn():
    check(HOSTILE)


@settings(max_examples=20, deadline=None)
@given(names)
def test_any_name_is_drawn(found_names):
    check(found_names)


def test_what_no_picture_shows_is_replaced():
    graph, touched = cleaned(called(["a\x00b\u202ec\nd"]), dot.CANNOT)
    assert graph.nodes[0].values["name"] == "a\ufffdb\ufffdc d"
    assert touched == ("application:a\x00b\u202ec\nd",)


def test_the_order_of_the_registers_changes_no_byte():
    assert dot.render(drawn(True)) == dot.render(drawn(True, RECORDS[::-1]))


def test_an_empty_network_is_a_document():
    assert Drawing(dot.render(Described((), ()))).nodes == {}
