# SPDX-License-Identifier: EUPL-1.2
"""Limits are explicit, can be raised from the command line and from `inventory.toml`, and say how when they are met."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovaudit.errors import UsageError
from sovaudit.limits import Limits, past, raised, stated
from tests.cli._here import program as sovaudit

DEEP = (
    '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","x":' + "[" * 40 + "]" * 40
)
DEEP += "}]}"


def statuses(*arguments: str | Path) -> dict[str, str]:
    done = sovaudit("--lang", "en", "inventory", "-f", "json", *arguments)
    return {each["path"]: each["status"] for each in json.loads(done.out)["inputs"]}


def test_a_limit_is_raised_by_name():
    assert raised(Limits(), ["depth=500", "rows=7"]) == Limits(depth=500, rows=7)
    assert stated({"text": 5}) == Limits(text=5)


@pytest.mark.parametrize(
    ("wanted", "advised"), [("dept=5", "depth"), ("depth=many", "--limit depth=1000"), ("depth", "")]
)
def test_what_is_no_limit_or_no_number_is_refused(wanted, advised):
    with pytest.raises(UsageError) as error:
        raised(Limits(), [wanted])
    assert advised in error.value.hint


def test_a_limit_that_is_met_is_named_with_its_flag():
    error = past("rows", "1000001 rows", "a.csv", 1_000_001)
    assert "rows" in error.message
    assert "1000000" in error.message
    assert "--limit rows=1000001" in error.hint


def test_the_command_line_changes_what_is_read(tmp_path):
    (tmp_path / "deep.json").write_text(DEEP)
    assert statuses(tmp_path) == {"deep.json": "read"}
    assert statuses(tmp_path, "--limit", "depth=20") == {"deep.json": "rejected"}


def test_so_does_the_inventory_and_the_command_line_wins(tmp_path):
    (tmp_path / "deep.json").write_text(DEEP)
    (tmp_path / "inventory.toml").write_text('city = "Exempleville"\n[limits]\ndepth = 20\n')
    assert statuses(tmp_path) == {"deep.json": "rejected"}
    assert statuses(tmp_path, "--limit", "depth=100") == {"deep.json": "read"}


@pytest.mark.parametrize(("written", "said"), [("dept = 3", "dept"), ("depth = -1", "-1"), ('depth = "x"', "depth")])
def test_wrong_limits_in_the_inventory_stop(tmp_path, written, said):
    (tmp_path / "deep.json").write_text(DEEP)
    (tmp_path / "inventory.toml").write_text(f"[limits]\n{written}\n")
    done = sovaudit("--lang", "en", "inventory", tmp_path)
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_command_lists_every_limit_with_its_value(language):
    listed = sovaudit("--lang", language, "limits", "--limit", "depth=9").out.splitlines()
    rows = {line.split()[0]: line.split()[1] for line in listed[2 : 2 + len(Limits.__struct_fields__)]}
    assert rows == {name: str(getattr(Limits(depth=9), name)) for name in Limits.__struct_fields__}
    assert json.loads(sovaudit("limits", "-f", "json").out)["depth"] == Limits().depth
