# SPDX-License-Identifier: EUPL-1.2
"""CSV for Archi, read by a strict reader that keeps the rules of Archi's own importer."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given, settings

from sovaudit.graph.described import Described
from sovaudit.graph.exports import Export, archi_csv, archimate, cleaned
from sovaudit.graph.exports._elements import text_of
from tests.graph.exports._graphs import HOSTILE, RECORDS, called, drawn, names
from tests.graph.exports._relations import ALLOWED, COLUMNS
from tests.graph.exports.test_archimate import read as read_exchange

FORMAT: Export = archi_csv
Values = dict[str, str]


def table(content: bytes, header: list[str]) -> list[list[str]]:
    """Read one file as Archi does with commons-csv: UTF-8, commas, every row as long as the header."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == header
    assert {len(row) for row in rows} == {len(header)}
    assert not any(re.search(r"[\r\n\t]", cell) for row in rows for cell in row), "Archi would make blanks of them"
    return rows[1:]


class Importer:
    """CSVImporter.java: elements, then relations between what is there, then properties of what is there."""

    def __init__(self, files: bytes | dict[str, bytes]) -> None:
        assert isinstance(files, dict)
        assert sorted(files) == ["elements.csv", "properties.csv", "relations.csv"]
        self.elements: dict[str, tuple[str, str]] = {}
        self.relations: dict[str, tuple[str, str, str]] = {}
        self.properties: dict[str, Values] = {}
        for own, kind, name, _text in table(files["elements.csv"], ["ID", "Type", "Name", "Documentation"]):
            self.check(own)
            assert kind in COLUMNS
            self.elements[own] = (kind, name)
        header = ["ID", "Type", "Name", "Documentation", "Source", "Target"]
        for own, kind, _name, _text, source, target in table(files["relations.csv"], header):
            self.check(own)
            ends = self.elements[source][0], self.elements[target][0]
            assert kind.endswith("Relationship")
            assert (ends[0], kind.removesuffix("Relationship"), ends[1]) in ALLOWED
            self.relations[own] = (kind.removesuffix("Relationship"), source, target)
        for own, key, value in table(files["properties.csv"], ["ID", "Key", "Value"]):
            assert own in self.elements or own in self.relations
            assert key not in self.properties.setdefault(own, {}), "the second would replace the first"
            assert key == "Directed" or not "Directed".endswith(key), "Archi would take it for « Directed »"
            self.properties[own][key] = value

    def check(self, own: str) -> None:
        assert re.fullmatch(r"[a-zA-Z0-9_-]+", own), "older versions of Archi do not take a dot"
        assert own not in self.elements
        assert own not in self.relations


def test_archi_takes_the_set_and_has_the_network():
    graph = drawn(True)
    found = Importer(archi_csv.render(graph))
    assert sorted(values["node"] for own, values in found.properties.items() if own in found.elements) == [
        each.id for each in graph.nodes
    ]
    name = [each.id for each in graph.nodes]
    back = []
    for own, (kind, source, target) in found.relations.items():
        ends = (source, target) if kind == "Association" else (target, source)
        assert (found.properties[own].get("Directed") == "true") == (kind == "Association")
        back.append((*(found.properties[end]["node"] for end in ends), found.properties[own]["kind"]))
    assert sorted(back) == sorted(
        (name[each.dependant], name[each.dependency], str(each.values["kind"])) for each in graph.arrows
    )


def test_numbers_and_truth_are_written_whole():
    found = Importer(archi_csv.render(drawn()))
    by_node = {values["node"]: values for own, values in found.properties.items() if own in found.elements}
    assert by_node["contract:m1"]["amount_eur"] == "1234567.89"
    assert by_node["service:paie"]["dmia_hours"] == "24"
    assert by_node["hosting:perdue"]["undefined"] == "true"
    assert [text_of(each) for each in (12345678.0, 0.5, 1e15, 7, False, "7.0")] == [
        "12345678", "0.5", "1000000000000000", "7", "false", "7.0",
    ]  # fmt: skip


def test_both_archimate_exports_say_the_same():
    graph = drawn(True)
    files, model = Importer(archi_csv.render(graph)), read_exchange(archimate.render(graph))
    node = {own: values["node"] for own, values in files.properties.items() if own in files.elements}
    assert {node[own]: each for own, each in files.elements.items()} == {
        name: each[:2] for name, each in model.elements.items()
    }
    assert sorted((node[a], kind, node[b]) for kind, a, b in files.relations.values()) == sorted(
        each[:3] for each in model.relations
    )


def check(found_names: tuple[str, ...] | list[str]) -> None:
    graph, touched = cleaned(called(found_names), archi_csv.CANNOT)
    found = Importer(archi_csv.render(graph))
    by_node = {values["node"]: values for own, values in found.properties.items() if own in found.elements}
    assert {name: values["owner"] for name, values in by_node.items()} == {
        each.id: each.values["owner"] for each in graph.nodes
    }
    if not touched:
        assert {values["owner"] for values in by_node.values()} == set(found_names)


def test_hostile_names_are_cells():
    check(HOSTILE)


@settings(deadline=None)
@given(names)
def test_any_name_is_a_cell(found_names):
    check(found_names)


def test_the_order_of_the_registers_changes_no_byte():
    assert archi_csv.render(drawn(True)) == archi_csv.render(drawn(True, RECORDS[::-1]))


def test_an_empty_network_is_three_headers():
    assert Importer(archi_csv.render(Described((), ()))).elements == {}
