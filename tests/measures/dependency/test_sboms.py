# SPDX-License-Identifier: EUPL-1.2
"""What bills of materials tell of themselves: completeness, age, depth, digests, what is unknown."""

from __future__ import annotations

from collections import deque
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.measures import Case, Measure
from sovaudit.measures.dependency import (
    application_dependency_depth,
    application_direct_dependencies,
    application_hash_conflicts,
    application_sbom_age_months,
    application_sbom_completeness,
    application_unknown_share,
    component_hash_conflict,
)
from sovaudit.measures.dependency._depth import reached
from sovaudit.measures.portfolio import portfolio_sbom_completeness
from sovaudit.model import ROOT, Application, Component, Declared, FileRead, Subject, Unknown
from tests.identity._inventories import bom, inventory_of, named

ROOM: tuple[Measure, ...] = (
    application_dependency_depth,
    application_direct_dependencies,
    application_hash_conflicts,
    application_sbom_age_months,
    application_sbom_completeness,
    application_unknown_share,
    component_hash_conflict,
    portfolio_sbom_completeness,
)
DAY = date(2026, 11, 23)


def case_of(files: list[FileRead], components: list[Component], *applications: Application) -> Case:
    records = applications or (Application("a", sbom=tuple(each.path for each in files)),)
    return Case(inventory_of(*records, files=files, components=components), DAY, {}, {})


def measured(name: str, files: list[FileRead], components: list[Component]):
    return case_of(files, components).known(f"application.{name}").of(0)


def known(name: str, **fields) -> Component:
    purl = f"pkg:npm/{name}@1"
    return named(name, **{"id": purl, "purl": purl, "version": "1", **fields})


def dated(created: str, path: str = "a.json") -> FileRead:
    file = bom(path, [0])
    file.created = created
    return file


def test_completeness_by_hand():
    components = [
        known("full", supplier="Exemple SA"),
        known("plain"),
        named("weak", version="2"),
        named("bare"),
    ]
    # full needs plain, the application needs full: weak and bare are named by nothing.
    file = bom("a.json", [0, 1, 2, 3], [(ROOT, 0), (0, 1)])
    file.created = "2026-01-01T00:00:00Z"
    answer = measured("sbom_completeness", [file], components)
    assert {fact.name: fact.value for fact in answer.evidence} == {
        "supplier_name": 1 / 4,
        "component_name": 1.0,
        "component_version": 3 / 4,
        "other_unique_identifiers": 2 / 4,
        "dependency_relationship": 2 / 4,
        "timestamp": 1.0,
    }
    assert answer.value == (1 / 4 + 1 + 3 / 4 + 2 / 4 + 2 / 4 + 1) / 6
    case = case_of([file], components)
    assert case.known("portfolio.sbom_completeness").of(0).value == answer.value


def test_a_time_is_counted_by_file():
    files = [dated("2026-01-01"), dated("", "b.json")]
    answer = measured("sbom_completeness", files, [known("x")])
    assert {fact.name: fact.value for fact in answer.evidence}["timestamp"] == 0.5


def test_no_bill_of_materials_is_no_zero():
    for name in ("sbom_completeness", "sbom_age_months", "dependency_depth", "unknown_share", "hash_conflicts"):
        assert measured(name, [], []).value == Unknown("no_sbom")
    assert case_of([], []).known("portfolio.sbom_completeness").of(0).value == Unknown("no_sbom")


@pytest.mark.parametrize(
    ("created", "months"),
    [
        ("2026-11-23T23:59:59Z", 0),
        ("2026-10-24", 0),  # one day short of a month
        ("2026-10-23T00:00:00+02:00", 1),
        ("2025-11-23", 12),
        ("2025-11-24", 11),
        ("2024-02-29", 32),
        ("", "absent"),
        ("last spring", "absent"),
        ("2026-11-24", "invalid"),  # made after the day of the audit
    ],
)
def test_age_in_whole_months(created, months):
    value = measured("sbom_age_months", [dated(created)], [known("x")]).value
    assert (value.unknown if isinstance(value, Unknown) else value) == months


def test_the_oldest_file_is_the_age():
    files = [dated("2026-11-01", "a.json"), dated("2025-11-01", "b.json")]
    assert measured("sbom_age_months", files, [known("x")]).value == 12


def test_one_missing_thing_is_enough_to_be_badly_known():
    licence = (Declared("expression", "MIT"),)
    components = [
        known("full", supplier="Exemple SA", licences=licence),
        known("no-supplier", licences=licence),
        known("no-licence", supplier="Exemple SA"),
        named("nothing"),
    ]
    answer = measured("unknown_share", [bom("a.json", range(4))], components)
    assert answer.value == 3 / 4
    assert {fact.name: fact.value for fact in answer.evidence} == {
        "without_licence": 2,
        "without_version": 1,
        "without_supplier": 2,
        "components": 4,
    }


graphs = st.integers(1, 7).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(st.tuples(st.integers(ROOT, count - 1), st.integers(0, count - 1)), max_size=20, unique=True),
    )
)


@given(graphs)
def test_depth_agrees_with_brute_force(graph):
    count, edges = graph
    edges = [(needing, needed) for needing, needed in edges if needing != needed]
    case = case_of([bom("a.json", range(count), edges)], [known(f"c{n}") for n in range(count)])
    steps = {ROOT: 0}
    waiting = deque([ROOT])
    while waiting:
        at = waiting.popleft()
        for needing, needed in edges:
            if needing == at and needed not in steps:
                steps[needed] = steps[at] + 1
                waiting.append(needed)
    depth = max(steps.values())
    assert case.known("application.dependency_depth").of(0).value == (depth or Unknown("absent"))
    direct = sum(step == 1 for step in steps.values())
    assert case.known("application.direct_dependencies").of(0).value == (direct or Unknown("absent"))
    found = reached(0, case)
    assert found.levels == tuple(sum(step == level for step in steps.values()) for level in range(1, depth + 1))
    assert found.apart == count - (len(steps) - 1)


def test_the_way_through_another_application_is_no_way():
    # Both hold b; a needs b needs c in the first file, b alone is all that the second application has.
    components = [known("a"), known("b"), known("c")]
    files = [
        bom("first.json", [0, 1, 2], [(ROOT, 0), (0, 1), (1, 2)], subject=Subject("first")),
        bom("second.json", [1], [(ROOT, 0)], subject=Subject("second")),
    ]
    applications = (Application("one", sbom=("first.json",)), Application("two", sbom=("second.json",)))
    column = case_of(files, components, *applications).known("application.dependency_depth")
    assert [column.of(n).value for n in range(2)] == [3, 1]


def test_contradictory_digests():
    one, other = known("x", hashes=("SHA-256:aa",)), known("x", hashes=("SHA256:BB",))
    both = known("y", hashes=("SHA-256:aa", "SHA-256:bb"))
    part = known("y", hashes=("SHA-256:bb",))
    silent = known("z")
    files = [bom("a.json", [0, 2, 4]), bom("b.json", [1, 3])]
    case = case_of(files, [one, other, both, part, silent])
    column = case.known("component.hash_conflict")
    said = {each.name: column.of(n).value for n, each in enumerate(case.inventory.components)}
    assert said == {"x": True, "y": False, "z": Unknown("absent")}
    (fact,) = next(each.evidence for each in column.answers if each.value is True)
    assert (fact.name, fact.value) == ("SHA-256", ("aa", "bb"))
    answer = case.known("application.hash_conflicts").of(0)
    assert answer.value == 1
    assert [each.value for each in answer.evidence if each.name == "contradictory"] == ["pkg:npm/x@1"]


def test_digests_that_nobody_gives_cannot_be_compared():
    assert measured("hash_conflicts", [bom("a.json", [0])], [known("x")]).value == Unknown("absent")


def test_a_file_without_its_day_keeps_what_it_says():
    (fact,) = measured("sbom_age_months", [dated("last spring")], [known("x")]).evidence
    assert (fact.value, fact.source.path) == ("last spring", "a.json")
