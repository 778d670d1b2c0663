# SPDX-License-Identifier: EUPL-1.2
"""A policy by its name or its folder; its hash."""

from __future__ import annotations

import hashlib

import pytest

from sovaudit.errors import PolicyError
from sovaudit.policy import available, load, load_all
from tests.policy._doubles import HEAD, ROOT, doubles, rule_text


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "policy.yaml").write_bytes(HEAD)
    (tmp_path / "rules.yaml").write_text(rule_text("licence.recognised"), encoding="utf-8")
    (tmp_path / "notes.md").write_text("not a rule", encoding="utf-8")
    return tmp_path


def test_a_policy_of_the_house_by_its_name():
    assert "axe6" in available()
    assert load("axe6", doubles()).name == "axe6"


def test_the_same_policy_by_its_folder_is_the_same():
    assert load(str(ROOT / "policies" / "axe6"), doubles()).sha256 == load("axe6", doubles()).sha256


def test_the_hash_is_that_of_the_yaml_files_in_the_order_of_their_names(folder):
    expected = hashlib.sha256(HEAD + (folder / "rules.yaml").read_bytes()).hexdigest()
    assert load(str(folder), doubles()).sha256 == expected
    (folder / "notes.md").write_text("changed", encoding="utf-8")
    assert load(str(folder), doubles()).sha256 == expected
    (folder / "policy.yaml").write_bytes(HEAD.replace(b"0.5", b"0.6"))
    assert load(str(folder), doubles()).sha256 != expected


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(PolicyError) as caught:
        load("axe7", doubles())
    assert "axe6" in caught.value.hint


def test_a_folder_without_a_head(tmp_path):
    with pytest.raises(PolicyError, match=r"policy\.yaml"):
        load(str(tmp_path), doubles())


def test_a_policy_named_twice_is_loaded_once(folder):
    assert len(load_all([str(folder), str(folder)], doubles())) == 1


def test_one_rule_in_two_policies_is_refused(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    for file in ("policy.yaml", "rules.yaml"):
        (other / file).write_bytes((folder / file).read_bytes())
    with pytest.raises(PolicyError) as caught:
        load_all([str(folder), str(other)], doubles())
    assert caught.value.where == f"{other}/rules.yaml:1"
    assert str(folder) in caught.value.hint
