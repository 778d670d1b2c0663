# SPDX-License-Identifier: EUPL-1.2
"""The network in arrays says what its edges say."""

from __future__ import annotations

from sovaudit.graph import DEGRADE, EXPOSE, STOP, Edge, of_edges


def test_nodes_are_sorted_and_edges_point_at_them():
    edges = [
        Edge("service:b", "application:y", "relies_on"),
        Edge("application:y", "organisation:z", "supplied_by"),
        Edge("application:y", "component:c", "contains"),
    ]
    found = of_edges(edges, ["service:b", "application:y", "hosting:alone"])
    assert found.nodes == ("application:y", "component:c", "hosting:alone", "organisation:z", "service:b")
    ends = zip(found.dependant.tolist(), found.dependency.tolist(), strict=True)
    assert [(found.nodes[a], found.nodes[b]) for a, b in ends] == [(e.dependant, e.dependency) for e in sorted(edges)]
    assert found.effect.tolist() == [EXPOSE, DEGRADE, STOP]
    assert [found.nodes[each] for each in found.undefined] == ["organisation:z"]


def test_a_register_s_effect_stands_before_what_the_kind_implies():
    edges = [
        Edge("service:a", "application:x", "relies_on", effect="degrade"),
        Edge("service:a", "application:y", "exchanges_with", effect="stop"),
        Edge("service:a", "application:z", "feeds"),
    ]
    assert of_edges(edges).effect.tolist() == [DEGRADE, STOP, STOP]


def test_alternatives_are_the_edges_of_one_dependant_with_one_name_and_one_effect():
    edges = [
        Edge("application:a", "hosting:1", "hosted_by", "sites"),
        Edge("application:a", "hosting:2", "hosted_by", "sites"),
        Edge("application:a", "organisation:o", "maintained_by", "sites"),
        Edge("application:b", "hosting:1", "hosted_by", "sites"),
        Edge("application:b", "hosting:3", "hosted_by"),
    ]
    assert of_edges(edges).group.tolist() == [1, 1, 2, 3, 0]


def test_a_node_is_found_by_its_id_and_nothing_else():
    found = of_edges([Edge("service:a", "application:x", "relies_on")])
    assert [found.position(each) for each in ("application:x", "service:a", "service:", "zz", "")] == [
        0,
        1,
        None,
        None,
        None,
    ]
    assert of_edges([]).position("service:a") is None
    assert found.of_kind("service") == [1]
