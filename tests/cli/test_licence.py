# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit licence`: one answer a statement, in order, whatever the statement."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli._here import program as sovaudit
from tests.cli.test_main import assert_error

# SPDX-License-List 3.x (MIT, SSPL-1.0 not OSI), DINUM list (MIT, EUPL-1.2), by hand.
KNOWN = {
    "MIT": ("MIT", "permissive", True),
    "GPL-3.0-only": ("GPL-3.0-only", "strong_copyleft", True),
    "SSPL-1.0": ("SSPL-1.0", "source_available", False),
    "EUPL-1.2": ("EUPL-1.2", None, True),
}


def answers(*arguments: str, given: bytes = b"") -> list[dict[str, Any]]:
    done = sovaudit("licence", "-f", "json", *arguments, given=given)
    assert (done.code, done.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_what_is_known_comes_in_order():
    for one, (expression, licence_class, recognised) in zip(answers(*KNOWN), KNOWN.values(), strict=True):
        assert one["expression"] == expression
        assert licence_class in (None, one["class"])
        assert one["recognised"] is recognised


def test_a_line_an_answer_blank_ones_included():
    lines = ["MIT", "", "no such licence whatever", "  ", "MIT", ""]
    found = answers("-", given="".join(f"{line}\n" for line in lines).encode())
    assert [one["statement"] for one in found] == lines
    assert [one["expression"] for one in found] == ["MIT", None, None, None, "MIT", None]
    assert [one["unknown"] for one in found] == [None, "absent", "unrecognised", "absent", None, "absent"]
    assert [one["recognised"] for one in found] == [True, None, None, None, True, None]


@pytest.mark.parametrize(("given", "count"), [(b"", 0), (b"\n", 1), (b"MIT", 1), (b"MIT\n", 1), (b"\n\n", 2)])
def test_how_many_lines_there_are(given, count):
    assert len(answers("-", given=given)) == count


def test_lines_as_windows_writes_them():
    found = answers("-", given="\N{BYTE ORDER MARK}MIT\r\n\r\nISC\r\n".encode())
    assert [one["statement"] for one in found] == ["MIT", "", "ISC"]


def test_bytes_that_are_no_text():
    assert len(answers("-", given=b"\xff\xfe\nMIT\n\x00\n")) == 3


def test_the_same_from_arguments_and_from_lines():
    statements = [*KNOWN, "GPL 3 ou ultérieure", "BSD", "?"]
    assert answers(*statements) == answers("-", given="\n".join(statements).encode())


@pytest.mark.parametrize(("language", "yes", "no"), [("fr", "oui", "non"), ("en", "yes", "no")])
def test_the_table_is_for_people(language, yes, no):
    said = sovaudit("--lang", language, "licence", "MIT", "SSPL-1.0").out.splitlines()
    assert yes in next(line for line in said if line.startswith("MIT")).split()
    assert no in next(line for line in said if line.startswith("SSPL")).split()


def test_a_statement_cannot_drive_the_terminal():
    said = sovaudit("licence", "\x1b]0;owned\x07 MIT \u202e").out
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_no_statement():
    assert_error(sovaudit("licence"), 2)
