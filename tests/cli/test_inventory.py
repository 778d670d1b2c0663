# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit inventory`: what was read, file by file, and what is wrong with it."""

from __future__ import annotations

import gzip
import json
import shutil
from typing import Any

import jsonschema_rs
import pytest

from tests.cli._here import Done
from tests.cli._here import program as sovaudit
from tests.cli.test_main import CITY, HINT, assert_error

GUICHET, SIG, BORNE = (f"sboms/{name}" for name in ("guichet.cdx.json", "sig.spdx.json", "borne.cdx.json"))


def document(done: Done) -> dict[str, Any]:
    assert done.err == ""
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_its_members_and_its_schema():
    found = document(sovaudit("inventory", CITY, "-f", "json"))
    assert list(found) == ["sovaudit", "inputs", "inventory"]
    schema = json.loads(sovaudit("schema", "audit").out)
    assert list(jsonschema_rs.Draft202012Validator(schema).iter_errors(found)) == []


def test_it_is_the_same_inventory_as_in_an_audit():
    found = document(sovaudit("inventory", CITY, "-f", "json"))
    audit = json.loads(sovaudit("audit", CITY, "-f", "json").out)
    assert {name: audit[name] for name in found} == found


@pytest.mark.parametrize("write", [str, lambda path: f"./{path}", lambda path: str(CITY / path)], ids=["", "./", "/"])
def test_a_path_is_echoed_as_given(write):
    given = [write(path) for path in (SIG, GUICHET)]
    found = document(sovaudit("inventory", *given, "-f", "json", cwd=CITY))
    assert sorted(each["path"] for each in found["inputs"]) == sorted(given)
    assert {each["path"]: each["components"] for each in found["inputs"]} == dict.fromkeys(given, 4)


def test_a_file_named_twice_is_read_once():
    assert len(document(sovaudit("inventory", SIG, SIG, "-f", "json", cwd=CITY))["inputs"]) == 1


def test_one_bad_file_does_not_hide_the_others():
    done = sovaudit("inventory", "nowhere.json", SIG, "notes.txt", ".", "-f", "json", cwd=CITY)
    assert done.code == 0
    found = {each["path"]: each for each in document(done)["inputs"]}
    assert {path: each["status"] for path, each in found.items()} == {
        "nowhere.json": "rejected",
        "notes.txt": "rejected",
        ".": "rejected",
        SIG: "read",
    }
    for path, each in found.items():
        if each["status"] == "rejected":
            (issue,) = each["issues"]
            assert issue["message"], path
            assert issue["hint"], path


def test_strict_is_2_and_still_says_everything():
    done = sovaudit("inventory", CITY, "--strict", "-f", "json")
    assert done.code == 2
    assert done.out == sovaudit("inventory", CITY, "-f", "json").out
    assert sovaudit("inventory", SIG, "--strict", cwd=CITY).code == 0


def test_nothing_but_rejected_files_is_3():
    done = sovaudit("inventory", CITY / "notes.txt")
    assert done.code == 3
    assert "notes.txt" in done.out
    assert sovaudit("inventory", CITY / "notes.txt", "--strict").code == 2


def test_an_empty_folder_is_3(tmp_path):
    assert str(tmp_path) in assert_error(sovaudit("inventory", tmp_path), 3)


def test_hidden_files_settings_and_reports_are_no_input(tmp_path):
    shutil.copytree(CITY, tmp_path, dirs_exist_ok=True)
    for name in (".hidden.json", ".git/config.json", "rapport/audit.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    found, before = (document(sovaudit("inventory", folder, "-f", "json")) for folder in (tmp_path, CITY))
    assert found == before
    assert "inventory.toml" not in {each["path"] for each in found["inputs"]}


def test_no_file_of_the_folder_is_passed_over():
    """Every other file is either read or named with what is wrong."""
    found = document(sovaudit("inventory", CITY, "-f", "json"))
    files = {path.relative_to(CITY).as_posix() for path in CITY.rglob("*") if path.is_file()}
    assert {each["path"] for each in found["inputs"]} == files - {"inventory.toml"}
    for each in found["inputs"]:
        assert each["bytes"] == (CITY / each["path"]).stat().st_size


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_names_every_file_and_the_place_of_every_issue(language):
    done = sovaudit("--lang", language, "inventory", CITY)
    assert done.code == 0
    said = done.out
    for each in document(sovaudit("inventory", CITY, "-f", "json", "--lang", language))["inputs"]:
        assert each["path"] in said
        assert all(issue["message"] in said and issue["hint"] in said for issue in each["issues"])
    assert "applications!G5" in said, "the cell that names a hosting that no register defines"
    assert "dependencies!B3" in said
    assert sum(line.startswith(HINT) for line in said.splitlines()) == 4


def test_many_issues_of_one_file_are_counted_not_listed(tmp_path):
    lines = ["id;nom;criticité", *(f"s{n};Service {n};beaucoup" for n in range(50))]
    (tmp_path / "services.csv").write_text("\n".join(lines), encoding="utf-8")
    said = sovaudit("inventory", tmp_path).out
    assert "services!C21" in said
    assert "services!C22" not in said, "the 21st"
    assert "30 de plus" in said
    found = document(sovaudit("inventory", tmp_path, "-f", "json"))
    assert len(found["inputs"][0]["issues"]) == 50, "the document holds them all"


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "out.cdx.json").symlink_to(CITY / GUICHET)
    done = sovaudit("inventory", tmp_path, "-f", "json")
    assert done.code == 3
    assert document(done)["inputs"][0]["status"] == "rejected"


def test_what_is_compressed_is_read_or_refused(tmp_path):
    (tmp_path / "a.cdx.json.gz").write_bytes(gzip.compress((CITY / GUICHET).read_bytes()))
    (read,) = document(sovaudit("inventory", tmp_path, "-f", "json"))["inputs"]
    assert read["components"] == 4 or (read["status"] == "rejected" and read["issues"])
