# SPDX-License-Identifier: EUPL-1.2
"""GraphML, GEXF and node-link JSON, read back by networkx: the same nodes, edges and attributes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings

from sovaudit.graph.described import Described
from sovaudit.graph.exports import Export, cleaned, export, gexf, graphml
from sovaudit.graph.exports import json as node_link
from tests.graph.exports._graphs import RECORDS, called, drawn, names, xml_text

EXPORTS: tuple[Export, ...] = (graphml, gexf, node_link)
Edges = list[tuple[str, str, dict[str, Any]]]
APART = ("id", "label")
"""What GraphML and GEXF add to edges and nodes."""


def read(form: Export, content: bytes | dict[str, bytes]) -> nx.MultiDiGraph[str]:
    assert isinstance(content, bytes)
    found: Any
    if form.NAME == "graphml":
        found = nx.read_graphml(io.BytesIO(content), edge_key_type=str, force_multigraph=True)
    elif form.NAME == "gexf":
        found = nx.read_gexf(io.BytesIO(content))
    else:
        found = nx.node_link_graph(json.loads(content), edges="edges")
    return nx.MultiDiGraph(found)


def nodes_of(found: nx.MultiDiGraph[str]) -> dict[str, dict[str, Any]]:
    return {name: {k: v for k, v in values.items() if k not in APART} for name, values in found.nodes(data=True)}


def edges_of(found: nx.MultiDiGraph[str]) -> Edges:
    plain = ((a, b, {k: v for k, v in values.items() if k not in APART}) for a, b, values in found.edges(data=True))
    return in_order(plain)


def in_order(edges: Iterable[tuple[str, str, dict[str, Any]]]) -> Edges:
    return sorted(edges, key=lambda each: (*each[:2], str(each[2]["kind"])))


def expected_edges(graph: Described) -> Edges:
    name = [each.id for each in graph.nodes]
    return in_order((name[each.dependant], name[each.dependency], each.values) for each in graph.arrows)


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.NAME)
@pytest.mark.parametrize("components", [False, True])
def test_networkx_reads_the_same_nodes_edges_and_attributes(form, components):
    graph = drawn(components)
    found = read(form, form.render(graph))
    assert found.is_directed()
    assert nodes_of(found) == {each.id: each.values for each in graph.nodes}
    assert edges_of(found) == expected_edges(graph)
    types = {type(value) for values in nodes_of(found).values() for value in values.values()}
    assert types >= {str, int, float, bool}, "numbers come back as numbers"


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.NAME)
@settings(deadline=None)
@given(names)
def test_any_name_comes_back_or_is_replaced_and_said(form, found_names):
    graph = called(found_names)
    clean, touched = cleaned(graph, form.CANNOT)
    found = read(form, form.render(clean))
    keep = without_surrogates if form.NAME == "json" else xml_text
    expected = sorted(keep(str(each.values["name"])) for each in graph.nodes)
    assert sorted(str(values["name"]) for values in nodes_of(found).values()) == expected
    assert set(touched) == {each.id for each in graph.nodes if keep(each.id) != each.id}
    assert sorted(values["group"] for _a, _b, values in edges_of(found)) == sorted(
        keep(str(each.values["group"])) for each in graph.arrows
    )


def without_surrogates(text: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.NAME)
def test_the_order_of_the_registers_changes_no_byte(form):
    assert form.render(drawn(True)) == form.render(drawn(True, RECORDS[::-1]))


def test_ids_are_unique_in_graphml_and_gexf():
    for form in (graphml, gexf):
        root = ElementTree.fromstring(form.render(drawn(True)))
        for tag in ("node", "edge", "key", "attribute"):
            found = [each.get("id") for each in root.iter() if each.tag.rpartition("}")[2] == tag]
            assert len(found) == len(set(found))


def test_gexf_holds_no_clock_and_no_version(monkeypatch):
    content = gexf.render(drawn())
    assert b"lastmodified" not in content
    assert date.today().isoformat().encode() not in content
    assert nx.__version__.encode() not in content


def test_every_format_is_a_module_with_its_name():
    from sovaudit.cli.graph import EXPORTS as offered
    from sovaudit.graph.exports import NAMES

    assert offered == NAMES
    assert [export(name).NAME for name in NAMES] == list(NAMES)
    suffixes = [suffix for name in NAMES for suffix in export(name).SUFFIXES]
    assert len(suffixes) == len(set(suffixes))
