# SPDX-License-Identifier: EUPL-1.2
"""The nouns: frozen, comparable, and telling where they were read."""

from __future__ import annotations

import msgspec
import pytest

from sovaudit import model
from sovaudit.model import Application, Component, Description, Descriptions, Origin, Source, Unknown

MUTABLE = {"Bom", "FileRead", "Batch", "Register"}
"""What is handed from one worker to the next is filled step by step."""
NOUNS = [
    noun
    for name in model.__all__
    if isinstance(noun := getattr(model, name), type) and issubclass(noun, msgspec.Struct) and name not in MUTABLE
]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_noun_is_frozen_and_has_a_docstring(noun):
    assert noun.__struct_config__.frozen
    assert noun.__doc__


ORIGIN = Origin("r.xlsx", "applications", 17, (("id", "A"), ("licence", "K")))


@pytest.mark.parametrize(
    ("origin", "field", "source"),
    [
        (ORIGIN, "licence", Source("r.xlsx", "applications!K17")),
        (ORIGIN, "id", Source("r.xlsx", "applications!A17")),
        (ORIGIN, "hosting", Source("r.xlsx", "applications!17")),  # no such column: the row
        (Origin("x"), "id", Source("x")),
    ],
)
def test_an_origin_is_addressed_as_in_a_spreadsheet(origin, field, source):
    assert origin.source(field) == source


def test_what_no_register_says_is_absent_with_its_reason():
    assert Application("ged").licence == Unknown("absent")
    assert Application("ged").services == ()


def test_a_component_without_a_package_url_is_weak():
    assert Component("?/a@?", "", "a", "", "", "", "", (), ()).weak
    assert not Component("pkg:npm/a@1", "pkg:npm/a@1", "a", "", "", "", "", (), ()).weak


def describe(name: str) -> Description:
    return Description("", name.strip(), "", "", "", "", (), ())


def test_two_keys_that_say_the_same_are_one_description():
    table = Descriptions()
    assert [table.add(key, describe) for key in ("a", "b", " a")] == [0, 1, 0]
    assert [each.name for each in table.distinct] == ["a", "b"]
    assert table.numbers == {"a": 0, "b": 1, " a": 0}
