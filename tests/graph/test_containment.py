# SPDX-License-Identifier: EUPL-1.2
"""Which application contains which component: both directions agree with brute force."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.graph import Containment, contained
from sovaudit.model import Application
from tests.identity._inventories import bom, inventory_of, named

pairs = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 7)))


def containment(found: set[tuple[int, int]]) -> Containment:
    columns = np.array(sorted(found), dtype=np.int32).reshape(-1, 2)
    return Containment(columns[:, 0], columns[:, 1])


@given(pairs)
def test_the_components_of_an_application(found):
    table = containment(found)
    for application in range(7):
        assert table.of(application).tolist() == sorted(c for a, c in found if a == application)


@given(pairs, st.integers(8, 10))
def test_the_applications_of_every_component(found, count):
    expected = [sorted(a for a, c in found if c == component) for component in range(count)]
    assert list(containment(found).by_component(count)) == expected


def test_an_inventory_hands_over_what_its_files_hold():
    records = [Application("x", sbom=("1.json", "2.json")), Application("y", sbom=("2.json",))]
    files = [bom("1.json", [0, 1, 0]), bom("2.json", [1, 2])]
    inventory = inventory_of(*records, files=files, components=[named(name) for name in "cab"])
    table = contained(inventory)
    assert [inventory.components[n].name for n in table.of(0)] == ["a", "b", "c"]
    assert [inventory.components[n].name for n in table.of(1)] == ["a", "b"]
    assert list(table.by_component(3)) == [[0, 1], [0, 1], [0]]


def test_nothing_contains_nothing():
    table = contained(inventory_of())
    assert table.of(0).tolist() == []
    assert list(table.by_component(0)) == []
