# SPDX-License-Identifier: EUPL-1.2
"""P8: cycles, loops and references to nothing end, are listed, and lose no entry: held against counting by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.collect.finding import Found
from sovaudit.collect.reading import SAID_AT_MOST, Worker
from sovaudit.model import FileRead
from tests.promises._documents import GRAPHS
from tests.promises._running import sovaudit

NODES = [f"n{number}" for number in range(7)]
GHOSTS = [f"ghost{number}" for number in range(3)]


@pytest.fixture(autouse=True)
def unconfined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process without limits set by the operating system: they would last."""
    monkeypatch.setattr("sovaudit.collect.reading.confine", lambda _size: None)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphs") / "file"


def read(place: Path, data: bytes) -> tuple[FileRead, list[str]]:
    """Return what was read, and the names of its entries in their order."""
    place.write_bytes(data)
    batch, _registers = Worker().read([Found(place.name, str(place), len(data))])
    found = batch.files[0]
    return found, [batch.components[number].name for number in np.frombuffer(found.described, "<i4").tolist()]


def edges_of(found: FileRead, names: list[str]) -> set[tuple[str, str]]:
    ends = (np.frombuffer(found.dependants, "<i4").tolist(), np.frombuffer(found.dependencies, "<i4").tolist())
    return {(names[one], names[other]) for one, other in zip(*ends, strict=True) if one >= 0 and other >= 0}


ENDS = st.sampled_from(NODES + GHOSTS)


@pytest.mark.parametrize("name", GRAPHS)
@settings(max_examples=40, deadline=None)
@given(edges=st.lists(st.tuples(ENDS, ENDS), max_size=15))
def test_edges_are_those_between_what_exists(place, name, edges):
    found, names = read(place, GRAPHS[name](NODES, edges))
    assert sorted(names) == NODES, found.issues
    assert edges_of(found, names) == {(a, b) for a, b in edges if a in NODES and b in NODES}


@pytest.mark.parametrize("name", GRAPHS)
@settings(max_examples=40, deadline=None)
@given(edges=st.lists(st.tuples(ENDS, ENDS), max_size=SAID_AT_MOST, unique=True))
def test_what_leads_nowhere_is_named(place, name, edges):
    found, _names = read(place, GRAPHS[name](NODES, edges))
    said = " ".join(issue.message for issue in found.issues)
    nowhere = [edge for edge in edges if not {*edge}.isdisjoint(GHOSTS)]
    assert [edge for edge in nowhere if not any(end in said for end in edge if end in GHOSTS)] == []


@pytest.mark.parametrize("name", GRAPHS)
def test_a_loop_loses_nothing(place, name):
    found, names = read(place, GRAPHS[name](NODES, [("n1", "n1"), ("n1", "n2")]))
    assert sorted(names) == NODES
    assert edges_of(found, names) == {("n1", "n1"), ("n1", "n2")}


AUDITED = "cyclonedx-json"


@pytest.mark.parametrize("name", GRAPHS)
def test_a_ring_of_everything_is_read_and_audited_in_time(place, name, tmp_path):
    """2000 entries in a ring, each bound to 20 more: paths without number, edges 42 000; a quarter where only read."""
    count = 2000 if name == AUDITED else 500
    names = [f"c{number}" for number in range(count)]
    edges = [(names[at], names[(at * 7 + step * step) % count]) for at in range(count) for step in range(20)]
    edges += [(names[at], names[(at + 1) % count]) for at in range(count)]
    found, read_names = read(place, GRAPHS[name](names, edges))
    assert len(read_names) == count
    assert len(edges_of(found, read_names)) == len(set(edges))
    if name == AUDITED:
        report = tmp_path / "audit.json"
        run = sovaudit("audit", place.parent, "-q", "-o", report, folder=tmp_path)
        assert run.code == 0, run.err
        assert run.seconds < 15
        assert len(json.loads(report.read_bytes())["inventory"]["components"]) == count
