# SPDX-License-Identifier: EUPL-1.2
"""P4: what goes in is what is kept and what is rejected, and each rejected record is listed with its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.collect.finding import Found
from sovaudit.collect.reading import SAID_AT_MOST, Worker
from sovaudit.model import FileRead, Register
from tests.promises._documents import GRAPHS, NO_NAMELESS, machine_xml
from tests.promises._making import cdx, spdx


@pytest.fixture(autouse=True)
def unconfined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process without limits set by the operating system: they would last."""
    monkeypatch.setattr("sovaudit.collect.reading.confine", lambda _size: None)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("counted") / "file"


def read(place: Path, data: bytes) -> tuple[FileRead, Register | None]:
    place.write_bytes(data)
    batch, registers = Worker().read([Found(place.name, str(place), len(data))])
    return batch.files[0], registers[0][1] if registers else None


def kept(found: FileRead) -> int:
    return len(found.described) // 4


ENTRIES = st.lists(st.one_of(st.just(None), st.integers(0, 10**6).map(lambda n: f"n{n}")), max_size=40)


@pytest.mark.parametrize("name", GRAPHS)
@settings(max_examples=25, deadline=None)
@given(entries=ENTRIES)
def test_entries_in_are_entries_kept_and_entries_listed(place, name, entries):
    entries = [f"{each}-{at}" if each else None for at, each in enumerate(entries)]
    if name in NO_NAMELESS:
        entries = [each for each in entries if each]
    found, _register = read(place, GRAPHS[name](entries, ()))
    if not entries and found.status == "rejected":
        return
    empty = [at for at, each in enumerate(entries) if each is None]
    assert found.format == name, found.issues
    assert kept(found) in (len(entries) - len(empty), len(entries)), "an empty one is left out or kept, and said"
    assert (found.status == "partial") == bool(empty)
    if name.endswith("json"):
        said = {issue.place for issue in found.issues}
        listed = {each for each in empty if any(re.match(rf"/(components|packages)/{each}\b", where) for where in said)}
        assert len(listed) >= min(len(empty), SAID_AT_MOST)
    elif empty:
        assert len(found.issues) >= min(len(empty), SAID_AT_MOST)


NO_ENTRIES: st.SearchStrategy[object] = st.sampled_from([None, True, 7, 1.5, "text", [], {}, [[]], [{"name": "ghost"}]])


@settings(max_examples=60, deadline=None)
@given(listed=st.lists(st.one_of(NO_ENTRIES, st.just({"name": "x"})), min_size=1, max_size=SAID_AT_MOST))
@pytest.mark.parametrize("name", ["components", "packages"])
def test_what_is_no_entry_is_listed_by_its_own_place(place, name, listed):
    """In lists short enough that nothing is counted together."""
    numbered = [
        {**each, "bom-ref": f"r{at}", "SPDXID": f"SPDXRef-{at}", "type": "library"}
        if isinstance(each, dict) and each
        else each
        for at, each in enumerate(listed)
    ]
    found, _register = read(place, (cdx if name == "components" else spdx)(numbered))
    entries = [at for at, each in enumerate(numbered) if isinstance(each, dict) and each]
    others = {at for at in range(len(numbered)) if at not in entries}
    empty = numbered.count({})
    assert kept(found) in (len(entries), len(entries) + empty)
    said = {int(where[1]) for issue in found.issues if (where := re.match(rf"/{name}/(\d+)\b", issue.place))}
    assert others <= said


@settings(max_examples=25, deadline=None)
@given(entries=ENTRIES)
def test_programs_of_a_machine(place, entries):
    found, _register = read(place, machine_xml(entries))
    named = [each for each in entries if each]
    system = 1
    assert kept(found) == len(named) + system
    empty = len(entries) - len(named)
    assert len(found.issues) >= min(empty, SAID_AT_MOST)


CELLS = st.sampled_from(["", " ", "a", "b1", "é", "x;y", 'q"q', "line\nbreak", "=1+1", "0", "ÿ"])


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=25))
def test_rows_of_a_table(place, rows):
    rows = [[f"{row[0].strip() and at}{row[0].strip()}", *row[1:]] for at, row in enumerate(rows)]
    written = "\r\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    found, register = read(place, ("id;nom;type;version;editeur\r\n" + written + "\r\n").encode())
    blank = sum(not any(cell.strip() for cell in row) for row in rows)
    assert register is not None, found.issues
    assert register.rows == len(rows) - blank
    lost = register.rows - len(register.records) - register.merged - register.left_out
    assert lost >= 0
    assert sum("!" in issue.place or "row" in issue.place for issue in found.issues) >= min(lost, SAID_AT_MOST)
    assert (found.status == "partial") == bool(lost or register.rejected)


@settings(max_examples=60, deadline=None)
@given(listed=st.lists(st.one_of(NO_ENTRIES, st.integers(1, 10**6)), min_size=1, max_size=SAID_AT_MOST))
def test_contracts(place, listed):
    """A contract has an identifier; what is no object is no contract."""
    contracts = [
        {"id": f"{at}-{each}", "objet": "x", "montant": each} if isinstance(each, int) and each > 10 else each
        for at, each in enumerate(listed)
    ]
    contracts.append({"id": "last", "objet": "x", "montant": 5})
    found, register = read(place, json.dumps({"marches": contracts}).encode())
    whole = sum(isinstance(each, dict) and bool(each) for each in contracts)
    assert register is not None, found.issues
    assert register.rows == len(contracts)
    assert len(register.records) == whole
    said = {int(where[1]) for issue in found.issues if (where := re.match(r"/marches/(\d+)\b", issue.place))}
    assert {at for at, each in enumerate(contracts) if not (isinstance(each, dict) and each)} <= said


def test_repeated_complaints_are_counted_not_lost(place):
    """Of 1000 empty entries the first are listed one by one, and the rest by their number."""
    found, _register = read(place, cdx([{}] * 1000))
    assert kept(found) == 0
    assert len(found.issues) <= SAID_AT_MOST + 5
    said = " ".join(issue.message for issue in found.issues)
    assert str(1000 - SAID_AT_MOST) in said or "1000" in said
