# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit validate`: one answer a file, in order, whatever the file; the exit code says whether all are valid."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from sovaudit.cli.validate import _ELEMENTS, COMMAND, SHOWN
from sovaudit.validation import PROFILES
from sovaudit.validation.completeness import score
from sovaudit.validation.outline import Outline
from tests.cli._here import program as sovaudit
from tests.validation._documents import component, cyclonedx, xml

VALID = json.dumps(cyclonedx(component())).encode()
INVALID = json.dumps(cyclonedx(component(type="banana"))).encode()


@pytest.fixture
def file(tmp_path: Path):
    """Write a file and return its path."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def answers(*arguments: str | Path, code: int) -> list[dict[str, Any]]:
    done = sovaudit("--lang", "en", "validate", "-f", "json", *arguments)
    assert (done.code, done.err) == (code, "")
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_every_file_has_its_answer_in_order(file):
    good, bad, other = file("good.json", VALID), file("bad.json", INVALID), file("c.xml", xml("", "1.4"))
    found = answers(good, bad, other, code=1)
    assert [each["path"] for each in found] == [str(good), str(bad), str(other)]
    assert [each["valid"] for each in found] == [True, False, True]
    assert [(each["format"], each["version"]) for each in found] == [
        ("cyclonedx-json", "1.6"),
        ("cyclonedx-json", "1.6"),
        ("cyclonedx-xml", "1.4"),
    ]
    (error,) = found[1]["errors"]
    assert error["place"] == "/components/0/type"
    assert "banana" in error["message"]
    assert found[0]["errors"] == found[0]["warnings"] == []
    assert found[0]["completeness"] is None


def test_the_exit_code_is_0_when_all_are_valid(file):
    assert [each["valid"] for each in answers(file("a.json", VALID), file("b.json", VALID), code=0)] == [True, True]


def test_what_is_remarked_does_not_change_the_exit_code(file):
    document = cyclonedx(component(), dependencies=[{"ref": "a", "dependsOn": ["ghost"]}])
    (found,) = answers(file("a.json", json.dumps(document).encode()), code=0)
    (remark,) = found["warnings"]
    assert (remark["level"], remark["kind"], remark["place"]) == ("error", "reference", "/dependencies/0/dependsOn/0")


@pytest.mark.parametrize("profile", PROFILES)
def test_completeness_is_scored_on_demand(file, profile):
    found = answers("--profile", profile, file("a.json", VALID), code=0)[0]["completeness"]
    assert (found["profile"], found["version"]) == (profile, PROFILES[profile][0])
    names = {each["element"]: each for each in found["elements"]}
    assert names["component_name"] == {
        "element": "component_name",
        "subject": "component",
        "level": "required",
        "have": 1,
        "of": 1,
        "share": 1.0,
    }
    required = [each for each in found["elements"] if each["level"] == "required"]
    assert found["overall"]["of"] == sum(each["of"] for each in required)


def test_every_profile_can_be_asked_for_and_every_element_has_a_name():
    (option,) = [each for each in COMMAND.params if each.name == "profile"]
    assert set(getattr(option.type, "choices", ())) == set(PROFILES)
    used = {each.element for profile in PROFILES for each in score(Outline(), profile).elements}
    assert used == set(_ELEMENTS)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY a 'b'>]><a>&a;</a>", id="DOCTYPE"),
        pytest.param(b'{"a":' + b"[" * 200_000, id="deep"),
        pytest.param(b"\xff\xfe\x00", id="bytes"),
        pytest.param(VALID[:-1] + b',"dependencies":[' + b"{}," * 300_000 + b"{}]}", id="many"),
    ],
)
def test_a_hostile_file_is_one_answer_and_harms_no_other(file, data):
    found = answers(file("evil", data), file("good.json", VALID), code=1)
    assert [each["valid"] for each in found] == [False, True]
    assert all(each["message"] for each in found[0]["errors"])


def test_a_file_that_is_none_is_one_answer(tmp_path, file):
    link = tmp_path / "link.json"
    link.symlink_to(file("good.json", VALID))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = answers(tmp_path / "absent.json", tmp_path, link, pipe, tmp_path / "good.json", code=1)
    assert [each["valid"] for each in found] == [False, False, False, False, True]
    assert all(each["errors"][0]["message"] for each in found[:4])


def test_a_limit_is_named_with_its_flag_and_can_be_raised(file):
    deep = b'{"bomFormat":"CycloneDX","specVersion":"1.6","x":' + b"[" * 150 + b"]" * 150 + b"}"
    path = file("deep.json", deep)
    (refused,) = answers(path, code=1)
    assert "--limit depth=" in refused["errors"][0]["hint"]
    (read,) = answers("--limit", "depth=200", path, code=1)
    assert read["errors"][0]["place"] == ""
    assert read["format"] == "cyclonedx-json"


@pytest.mark.skipif(sys.platform == "win32", reason="no processor time limit there")
def test_a_file_that_takes_too_long_is_ended_and_the_others_are_answered(file):
    many = [component(f"r{number}", version="1") for number in range(60_000)]
    slow = file("slow.json", json.dumps(cyclonedx(*many)).encode())
    options = ("--limit", "memory_mib=1", "--limit", "memory_times=1")
    found = answers(*options, slow, code=1)
    assert [each["valid"] for each in found] == [False]
    assert "--limit" in found[0]["errors"][0]["hint"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_shows_some_and_counts_the_rest(file, language):
    many = [component(f"r{number}", type="banana") for number in range(SHOWN + 7)]
    path = file("bad.json", json.dumps(cyclonedx(*many)).encode())
    done = sovaudit("--lang", language, "validate", "--profile", "ntia", path, file("good.json", VALID))
    said = done.out
    assert done.code == 1
    assert said.count("banana") == SHOWN
    assert f" {7} " in said
    assert f"{SHOWN + 7} / {SHOWN + 7}" in said


def test_the_same_bytes_twice_and_whatever_the_processes(file):
    paths = [file(f"{number}.json", VALID if number % 2 else INVALID) for number in range(6)]
    once = sovaudit("validate", "-f", "json", "--jobs", "1", *paths)
    again = sovaudit("validate", "-f", "json", "--jobs", "3", *paths)
    assert once == again
