# SPDX-License-Identifier: EUPL-1.2
"""The audit document keeps its schema, and says what was read."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import msgspec
import numpy as np
import pytest

from sovaudit.model import Audit
from sovaudit.reports import Report, pieces
from sovaudit.reports import json as document
from sovaudit.reports._document import ComponentRow, Document, schema
from tests.reports._sample import sample_audit
from tests.test_audit import audited, every_city

REPORT: Report = document


def decoded(made: Audit) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(document.render(made))
    return found


def errors(instance: object) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(schema(), validate_formats=True)
    return [f"{each.instance_path}: {each.message}" for each in validator.iter_errors(instance)][:5]


def test_the_schema_is_a_schema():
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema())


@every_city
def test_a_city_keeps_the_schema(folder):
    assert errors(decoded(audited(folder))) == []


def test_the_sample_with_everything_in_it_keeps_the_schema():
    assert errors(decoded(sample_audit())) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("inputs", 0, "status"), "lu"),
        (("inputs", 0, "components"), "4"),
        (("as_of",), "01/11/2026"),
        (("totals", "entries"), None),
        (("inventory", "components", 0, "licences", "class"), None),
        (("inventory", "dependencies", 0), ["a", "b"]),
        (("findings", 0, "evidence"), None),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_a_document_that_is_wrong_breaks_the_schema(path, value):
    """Else the tests above could not fail."""
    spoilt: Any = decoded(sample_audit())
    *way, last = path
    place = spoilt
    for step in way:
        place = place[step]
    place[last] = value
    assert errors(spoilt)


def test_the_members_are_those_of_the_design_in_order():
    """Design, section 6; `continuity` comes with its dimension."""
    names = list(decoded(sample_audit()))
    designed = ["sovaudit", "as_of", "policy", "knowledge", "inputs", "inventory", "findings", "scores", "totals"]
    assert [name for name in names if name in designed] == designed
    assert decoded(sample_audit())["sovaudit"] == "1"


@every_city
def test_pieces_are_the_whole(folder):
    made = audited(folder)
    assert b"".join(pieces(document, made)) == document.render(made)


def test_more_rows_than_one_piece_holds(monkeypatch):
    whole = document.render(sample_audit())
    for size in (1, 2, 3):
        monkeypatch.setattr(document, "BATCH", size)
        assert document.render(sample_audit()) == whole


@every_city
def test_counts_in_are_counts_out(folder):
    made = decoded(audited(folder))
    components = made["inventory"]["components"]
    entries = made["totals"]["entries"]
    assert sum(each["components"] - each["mentioned"] for each in made["inputs"]) == entries
    assert sum(each["occurrences"] for each in components) == entries
    assert len(components) == made["totals"]["components"]
    for kind in ("services", "applications", "organisations", "hostings", "contracts"):
        assert len(made["inventory"][kind]) == made["totals"][kind]
    issues = sum(len(each["issues"]) for each in made["inputs"]) + len(made["inventory"]["issues"])
    assert issues == made["totals"]["issues"]


@every_city
def test_every_end_of_an_edge_between_components_is_one(folder):
    inventory = decoded(audited(folder))["inventory"]
    known = {f"component:{each['id']}" for each in inventory["components"]}
    ends = {end for edge in inventory["dependencies"] for end in edge[:2] if end.startswith("component:")}
    assert ends <= known
    assert len({tuple(edge) for edge in inventory["dependencies"]}) == len(inventory["dependencies"])


@every_city
def test_an_application_named_by_a_component_exists(folder):
    inventory = decoded(audited(folder))["inventory"]
    known = {each["id"] for each in inventory["applications"]}
    assert {name for each in inventory["components"] for name in each["applications"]} <= known


@every_city
def test_a_finding_names_a_subject_and_a_rule_of_the_document(folder):
    made = decoded(audited(folder))
    subjects = {"portfolio"}
    for kind in ("service", "application", "organisation", "hosting", "contract", "component"):
        subjects |= {f"{kind}:{each['id']}" for each in made["inventory"][kind + "s"]}
    assert {each["subject"] for each in made["findings"]} <= subjects
    assert {each["rule"] for each in made["findings"]} <= {each["id"] for each in made["rules"]}
    assert {each["subject"] for each in made["scores"]} <= subjects


@every_city
def test_licences_that_are_shared_are_those_of_each_component(folder):
    """`licence_of` says which reading is whose; a component's declared statements are its own, not the first's."""
    made = audited(folder)
    rows = decoded(made)["inventory"]["components"]
    for each, row, code in zip(made.inventory.components, rows, made.licence_of.tolist(), strict=True):
        declared = [one.value for one in each.licences if one.kind in ("id", "name", "expression", "url", "text")]
        assert row["licences"]["declared"] == declared, row["id"]
        assert row["licences"]["class"] == made.licences[code].licence_class


def test_an_inventory_alone_has_its_three_members():
    made = sample_audit()
    written = document.render_inventory(made.inventory, made.licences, made.licence_of.tolist())
    assert list(msgspec.json.decode(written)) == ["sovaudit", "inputs", "inventory"]
    assert errors(msgspec.json.decode(written)) == []


def test_the_document_can_be_read_back_into_its_types():
    """Types that only write could drift from the schema that they make."""
    made = sample_audit()
    read = msgspec.json.decode(document.render(made), type=Document)
    assert len(read.inventory.components) == len(made.inventory.components)
    assert isinstance(read.inventory.components[0], ComponentRow)
    occurrences = np.bincount(made.inventory.occurrence_component, minlength=len(made.inventory.components))
    assert [each.occurrences for each in read.inventory.components] == occurrences.tolist()
    assert read.findings is not msgspec.UNSET
    assert len(read.findings) == len(made.findings)
