# SPDX-License-Identifier: EUPL-1.2
"""What stops when one node is lost, for all nodes at once: held against failing each in turn, and counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.graph import _consequences, _near, ordering
from sovaudit.graph.failing import Failing, bits, bits_of, failing

Edges = Sequence[tuple[int, int, int]]
"""Dependant, dependency, number of a group (0: required)."""


def known(count: int, edges: Edges) -> Failing:
    columns = np.array(list(edges), dtype=np.int32).reshape(-1, 3).T
    return failing(count, *columns)


def stops(count: int, edges: Edges) -> list[set[int]]:
    """Return for each node all that stops when it is lost."""
    return [set(bits(row)) for row in known(count, edges).stops({node: 1 << node for node in range(count)})]


def fail(edges: Edges, lost: int) -> set[int]:
    """Fail one node by the letter of the definition."""
    down = {lost}
    while True:
        groups: dict[int, tuple[int, list[bool]]] = {}
        for dependant, dependency, group in edges:
            if group:
                groups.setdefault(group, (dependant, []))[1].append(dependency in down)
        more = {dependant for dependant, dependency, group in edges if not group and dependency in down}
        more |= {dependant for dependant, members in groups.values() if all(members)}
        if more <= down:
            return down
        down |= more


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    """Draw any few nodes: loops, cycles, groups of one to four, of members twice, of the owner itself."""
    count = draw(st.integers(1, 9))
    node = st.integers(0, count - 1)
    edges = [(*ends, 0) for ends in draw(st.lists(st.tuples(node, node), max_size=9))]
    groups = draw(st.lists(st.tuples(node, st.lists(node, min_size=1, max_size=4)), max_size=6))
    edges += [(owner, member, number) for number, (owner, members) in enumerate(groups, 1) for member in members]
    return count, draw(st.permutations(edges))


WAYS: dict[str, dict[tuple[ModuleType, str], int]] = {
    "walked": {(_consequences, "NEAR"): 0},
    "walked in small blocks": {
        (_consequences, "NEAR"): 0,
        (_consequences, "BUDGET"): 0,
        (_consequences, "NARROWEST"): 1,
    },
    "compared": {(_consequences, "NEAR"): 1000},
    "some compared": {(_consequences, "NEAR"): 3},
    "compared, one node at a time": {(_near, "CHUNK"): 0},
    "compared, as far as there is room": {(_near, "POOL"): 3},
    "compared, the lowest only": {(_near, "DEEPEST"): 2},
    "compared, ordered level by level": {(ordering, "FEW"): 0},
}
"""How the consequences of groups are found in networks of other sizes and shapes."""


@pytest.fixture(params=list(WAYS))
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Find the consequences of groups in each of the ways."""
    for (module, name), number in WAYS[request.param].items():
        monkeypatch.setattr(module, name, number)


@pytest.mark.usefixtures("way")
def test_what_stops_is_what_failing_each_node_stops():
    @settings(max_examples=150, deadline=None)
    @given(networks())
    def check(network: tuple[int, list[tuple[int, int, int]]]) -> None:
        count, edges = network
        assert stops(count, edges) == [fail(edges, node) for node in range(count)]

    check()


@pytest.mark.usefixtures("way")
def test_spare_counts_the_groups_whose_owner_goes_on():
    @settings(max_examples=100, deadline=None)
    @given(networks())
    def check(network: tuple[int, list[tuple[int, int, int]]]) -> None:
        count, edges = network
        members = {(owner, member, group) for owner, member, group in edges if group}
        down = [fail(edges, node) for node in range(count)]
        expected = [
            sum(member == node and owner not in down[node] for owner, member, _g in members) for node in range(count)
        ]
        assert known(count, edges).spare.tolist() == expected

    check()


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("edges", "lost", "expected"),
    [
        pytest.param([(0, 1, 1), (0, 2, 1)], 1, {1}, id="one of two alternatives stops nothing"),
        pytest.param([(0, 1, 1), (0, 2, 1), (1, 3, 0), (2, 3, 0)], 3, {0, 1, 2, 3}, id="what both need stops both"),
        pytest.param([(0, 1, 1)], 1, {0, 1}, id="a group of one is no alternative"),
        pytest.param([(0, 1, 1), (0, 1, 1)], 1, {0, 1}, id="the same member twice is one"),
        pytest.param([(0, 1, 1), (0, 2, 1), (0, 1, 0)], 1, {0, 1}, id="required and an alternative: required"),
        pytest.param([(0, 1, 1), (0, 0, 1)], 1, {1}, id="among its own alternatives it never fails first"),
        pytest.param([(0, 0, 1)], 1, {1}, id="nor alone"),
        pytest.param([(0, 1, 1), (0, 2, 1), (0, 3, 1), (1, 4, 0), (2, 4, 0)], 4, {1, 2, 4}, id="the third holds"),
        pytest.param([(0, 1, 0), (1, 0, 0)], 1, {0, 1}, id="two that need each other"),
        pytest.param([(0, 1, 1), (0, 2, 1), (1, 0, 0), (2, 1, 0)], 1, {0, 1, 2}, id="a cycle through a group"),
        pytest.param([(0, 1, 1), (0, 2, 1), (1, 0, 0), (2, 3, 0)], 2, {2}, id="a cycle does not fail by itself"),
        pytest.param(
            [(0, 1, 1), (0, 2, 1), (1, 3, 2), (1, 4, 2), (2, 3, 3), (2, 4, 3), (3, 4, 0)],
            4,
            {0, 1, 2, 3, 4},
            id="a group above groups",
        ),
    ],
)
def test_alternatives_by_hand(edges, lost, expected):
    assert stops(5, edges)[lost] == expected


SIZE = 100_000
LAST = SIZE - 1
ROW = np.arange(LAST)
PAIRS = np.stack((ROW[:-1] + 1, ROW[:-1] + 2), axis=1).ravel()
REQUIRED = np.zeros(LAST, dtype=int)
ALL = {0, 1, LAST}


@pytest.mark.parametrize(
    ("dependant", "dependency", "group", "expected"),
    [
        pytest.param(ROW, ROW + 1, REQUIRED, [{0}, {0, 1}, ALL], id="a chain"),
        pytest.param(ROW + 1, ROW, REQUIRED, [ALL, {1, LAST}, {LAST}], id="a chain numbered from below"),
        pytest.param(np.r_[ROW, LAST], np.r_[ROW + 1, 0], np.r_[REQUIRED, 0], [ALL] * 3, id="a ring"),
        pytest.param(np.r_[ROW, ROW + 1], np.r_[ROW + 1, ROW], np.r_[REQUIRED, REQUIRED], [ALL] * 3, id="both ways"),
        pytest.param(
            np.r_[np.repeat(ROW[:-1], 2), LAST - 1],
            np.r_[PAIRS, LAST],
            np.r_[np.repeat(ROW[:-1] + 1, 2), 0],
            [{0}, {1}, ALL],
            id="each needs one of the next two, the last but one the last",
        ),
    ],
)
def test_a_hundred_thousand_in_a_row_end(dependant, dependency, group, expected):
    """Nothing here may recurse, or take time in proportion to the square of the nodes."""
    rows = failing(SIZE, dependant, dependency, group).stops({node: 1 << node for node in (0, 1)} | {LAST: 1 << 2})
    watched = (0, 1, LAST)
    assert [{watched[bit] for bit in bits(rows[node])} for node in watched] == expected


@pytest.mark.parametrize("number", [0, 1, 0b1010, (1 << 300) - 1, 1 << 64 | 1])
def test_bits_are_positions_of_ones(number):
    expected = [place for place, digit in enumerate(reversed(f"{number:b}")) if digit == "1"]
    assert bits(number) == expected
    assert list(bits_of([number, 0, number], range(301))) == [tuple(expected), (), tuple(expected)]
