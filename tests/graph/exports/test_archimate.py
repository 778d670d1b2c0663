# SPDX-License-Identifier: EUPL-1.2
"""ArchiMate exchange file: its rules as a schema, the specification's table of relations, the network read back."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from lxml import etree

from sovaudit.graph.described import Described
from sovaudit.graph.exports import Export, archimate, cleaned
from sovaudit.graph.exports._elements import relation_of
from tests.graph.exports._graphs import HOSTILE, RECORDS, called, drawn, names, xml_text
from tests.graph.exports._relations import ALLOWED, COLUMNS

FORMAT: Export = archimate
SPACE = "{http://www.opengroup.org/xsd/archimate/3.0/}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
SCHEMA = etree.XMLSchema(file=str(Path(__file__).with_name("archimate.xsd")))


class Model(NamedTuple):
    name: str
    elements: dict[str, tuple[str, str, dict[str, object]]]
    relations: list[tuple[str, str, str, dict[str, object]]]


def read(content: bytes | dict[str, bytes]) -> Model:
    """Read a model as a tool would: elements by node id, relations between node ids, values by their declared type."""
    assert isinstance(content, bytes)
    root = etree.fromstring(content)
    SCHEMA.assertValid(root)
    makers = {
        "string": str,
        "number": lambda text: float(text),
        "boolean": lambda text: {"true": True, "false": False}[text],
    }
    definitions = {
        each.get("identifier"): (each.findtext(SPACE + "name"), makers[str(each.get("type"))])
        for each in root.iter(SPACE + "propertyDefinition")
    }
    elements, by_id = {}, {}
    for each in root.iter(SPACE + "element"):
        values = values_of(each, definitions)
        by_id[each.get("identifier")] = (str(values.pop("node")), str(each.get(TYPE)))
        elements[by_id[each.get("identifier")][0]] = (str(each.get(TYPE)), str(each.findtext(SPACE + "name")), values)
    relations = []
    for each in root.iter(SPACE + "relationship"):
        (source, source_type), (target, target_type) = by_id[each.get("source")], by_id[each.get("target")]
        kind = str(each.get(TYPE))
        assert (source_type, kind, target_type) in ALLOWED
        assert (each.get("isDirected") == "true") == (kind == "Association")
        relations.append((source, kind, target, values_of(each, definitions)))
    return Model(str(root.findtext(SPACE + "name")), elements, relations)


def values_of(element, definitions) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in element.iterfind(f"{SPACE}properties/{SPACE}property"):
        name, maker = definitions[each.get("propertyDefinitionRef")]
        assert name not in found
        found[name] = maker(each.findtext(SPACE + "value"))
    return found


def arrows(graph: Described) -> list[tuple[str, str, str]]:
    name = [each.id for each in graph.nodes]
    return sorted((name[each.dependant], name[each.dependency], str(each.values["kind"])) for each in graph.arrows)


def test_every_node_is_an_element_and_every_edge_a_relation_with_its_values():
    graph = drawn(True)
    found = read(archimate.render(graph))
    assert {name: values for name, (_type, _name, values) in found.elements.items()} == {
        each.id: {name: value for name, value in each.values.items() if name != "name"} for each in graph.nodes
    }
    assert found.elements["application:rh"][:2] == ("ApplicationComponent", "RH « A&B »")
    assert found.elements["hosting:perdue"][1:] == ("perdue", {"kind": "hosting", "undefined": True})
    back = [
        (*((source, target) if kind == "Association" else (target, source)), str(values["kind"]))
        for source, kind, target, values in found.relations
    ]
    assert sorted(back) == arrows(graph)


def test_what_each_kind_becomes():
    found = read(archimate.render(drawn(True)))
    types = {name: kind for name, (kind, _name, _values) in found.elements.items()}
    assert {name: types[name] for name in ("service:paie", "hosting:salle", "organisation:ville", "country:FR")} == {
        "service:paie": "BusinessService",
        "hosting:salle": "Node",
        "organisation:ville": "BusinessActor",
        "country:FR": "Location",
    }
    assert types["contract:m1"] == "Contract"
    assert (types["component:?/libx@?"], types["component:?/noyau@?"]) == ("Artifact", "SystemSoftware")
    relations = {(source, kind, target) for source, kind, target, _values in found.relations}
    assert relations >= {
        ("application:rh", "Serving", "service:paie"),
        ("hosting:salle", "Serving", "application:rh"),
        ("organisation:groupe", "Aggregation", "organisation:editeur"),
        ("hosting:salle", "Association", "country:FR"),
        ("application:annuaire-2", "Flow", "application:annuaire-1"),
        ("component:?/libx@?", "Realization", "application:rh"),
        ("component:?/noyau@?", "Serving", "application:rh"),
        ("component:?/libx@?", "Association", "component:?/liby@?"),
    }


KINDS = (
    "relies_on", "authenticates_with", "runs_on", "hosted_by", "operated_by", "controlled_by", "under_law_of",
    "supplied_by", "maintained_by", "exchanges_with", "contains", "depends_on", "what a register writes",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_any_edge_between_any_two_elements_is_a_relation_that_the_specification_allows(kind):
    for dependant, dependency in itertools.product(COLUMNS, COLUMNS):
        relation, reverse = relation_of(kind, dependant, dependency)
        ends = (dependency, dependant) if reverse else (dependant, dependency)
        assert (ends[0], relation, ends[1]) in ALLOWED, (kind, dependant, dependency)
        assert reverse == (relation != "Association")


def check(found_names: tuple[str, ...] | list[str]) -> None:
    graph = called(found_names)
    clean, _touched = cleaned(graph, archimate.CANNOT)
    found = read(archimate.render(clean))
    assert sorted(str(values["owner"]) for _type, _name, values in found.elements.values()) == sorted(
        xml_text(str(each.values["name"])) for each in graph.nodes
    )
    for node in clean.nodes:
        assert found.elements[node.id][1] == node.values["name"]
    assert found.name == clean.values["name"]


def test_hostile_names_are_text():
    check(HOSTILE)


@settings(deadline=None)
@given(names)
def test_any_name_comes_back_or_is_replaced(found_names):
    check(found_names)


def test_the_order_of_the_registers_changes_no_byte():
    assert archimate.render(drawn(True)) == archimate.render(drawn(True, RECORDS[::-1]))


def test_an_empty_network_has_no_empty_list():
    assert read(archimate.render(Described((), ()))) == Model("sovaudit", {}, [])
