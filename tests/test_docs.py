# SPDX-License-Identifier: EUPL-1.2
"""README, `--help`, exit codes and the readers' columns say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from sovaudit import cli
from sovaudit.cli._group import ROOT as PROGRAM
from sovaudit.measures import Measure, measures, wing
from sovaudit.policy import available, load_all
from sovaudit.readers._columns import SHEETS, VOCABULARIES, Field, folded
from sovaudit.readers._columns import headers as columns
from sovaudit.reports import names
from sovaudit.reports._format import speaking, subject_kind
from sovaudit.reports._measured import WINGS, wing_word
from tests.cli.test_main import environment

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOLDS = {
    "text": "texte",
    "words": "liste",
    "number": "nombre",
    "whole": "nombre entier",
    "day": "jour (`2026-12-31` ou `31/12/2026`)",
    "country": "pays, code à deux lettres",
    "criticality": "1 à 4 (4 : vital)",
}


def section(title: str) -> str:
    """Return the text of a section of README, up to the next title of its level or a higher one."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,6}} |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README has no section {title!r}"
    return found[2]


def commands(group: click.Group = PROGRAM, *path: str) -> list[tuple[tuple[str, ...], click.Command]]:
    """List every command with the words that call it."""
    context = click.Context(group)
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, *path, name)
    return found


COMMANDS = dict(commands())
every_command = pytest.mark.parametrize("words", [(), *COMMANDS], ids=lambda words: " ".join(words) or "sovaudit")
ASK = """
import contextlib, io, json, sys
from sovaudit.cli import run

said = []
for arguments in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    said.append((code, out.getvalue(), err.getvalue()))
json.dump(said, sys.stdout)
"""


@cache
def pages(*before: str, option: str = "--help") -> dict[tuple[str, ...], tuple[int, str, str]]:
    """Ask for the help of every command, in one process: that speaks one language.

    Returns:
        By the words of the command: exit code, output, complaints.
    """
    asked = [[*before, *words, option] for words in [(), *COMMANDS]]
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(
        command, input=json.dumps(asked), env=environment(), capture_output=True, text=True, check=True
    )
    return {words: tuple(said) for words, said in zip([(), *COMMANDS], json.loads(done.stdout), strict=True)}


def page(words: tuple[str, ...], *before: str, option: str = "--help") -> str:
    """Return the help of a command, which is all that it says."""
    code, out, err = pages(*before, option=option)[words]
    assert (code, err) == (0, "")
    return out


@every_command
@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_lists_every_option(words, language):
    said = page(words, "--lang", language)
    for option in (COMMANDS[words] if words else PROGRAM).params:
        if isinstance(option, click.Option) and not option.hidden:
            assert re.search(rf"^ .*{re.escape(option.opts[-1])}\b", said, re.MULTILINE), option
            assert option.help, option


@every_command
def test_help_is_in_both_languages(words):
    french, english = (page(words, "--lang", language) for language in ("fr", "en"))
    common = {line.strip() for line in french.splitlines()} & {line.strip() for line in english.splitlines()}
    assert {line for line in common if " " in line and not line.startswith("-")} == set()
    assert page(words, option="-h") == french


@every_command
def test_help_has_french_colons(words):
    assert re.findall(r"^\w+:.*$", page(words), re.MULTILINE) == []


def test_help_lists_every_command():
    for words in COMMANDS:
        assert words[-1] in page(words[:-1])


def codes(text: str) -> dict[int, str]:
    """Read the rows of a table of exit codes."""
    return {int(code): meaning for code, meaning in re.findall(r"^\| (\d+) \| (.+?) \|$", text, re.MULTILINE)}


def test_exit_codes_are_those_of_the_program():
    assert cli.__doc__ is not None
    ours, told = codes(cli.__doc__), codes(section("Codes de sortie"))
    assert set(ours) == {0, 1, 2, 3, 4, 70, 130}
    assert told.keys() == ours.keys()
    for code, meaning in ours.items():
        for option in re.findall(r"--[a-z-]+", meaning):
            assert option in told[code], (code, option)


def holds(field: Field) -> str:
    """Say in French what the cells of a column hold."""
    if field.holds in VOCABULARIES:
        return ", ".join(f"`{word}`" for word in VOCABULARIES[field.holds])
    return HOLDS[field.holds]


def tables() -> str:
    """Write the tables of register headers as they stand in README, between `<!-- registres -->` and its end."""
    written = []
    for sheet in SHEETS:
        others = ", ".join(f"« {name} »" for name in sheet.names)
        written += [f"**{sheet.name}** (feuille ou fichier ; aussi {others})", ""]
        written += ["| colonne | aussi lue sous | contient |", "| --- | --- | --- |", *rows(sheet.name), ""]
    for name, title in (("kind", "kind"), ("sensitivity", "data_sensitivity"), ("effect", "effect")):
        values = (f"`{value}` ({', '.join(also)})" for value, also in VOCABULARIES[name].items())
        written.append(f"- `{title}` : {' ; '.join(values)}.")
    return "\n".join(written)


def rows(register: str) -> list[str]:
    """Write a row for each column of a register; required ones are in bold."""
    sheet = next(each for each in SHEETS if each.name == register)
    return [
        f"| {'**' if field.name in sheet.required else ''}`{field.name}`{'**' if field.name in sheet.required else ''} "
        f"| {', '.join(header.replace('|', chr(92) + '|') for header in field.headers)} | {holds(field)} |"
        for field in sheet.fields
    ]


def measures_table() -> str:
    """Write the tables of measures as they stand in README, between `<!-- mesures -->` and its end."""
    known = measures()
    read: dict[str, set[str]] = {}
    for each in load_all(tuple(available()), known):
        for rule in each.rules:
            for reading in rule.reads:
                read.setdefault(reading.name, set()).add(rule.id)
    written = []
    with speaking("fr"):
        for place in WINGS:
            rows = [measure_row(each, read.get(name, set())) for name, each in known.items() if wing(each) == place]
            if rows:
                title = f"**{wing_word(place)}** ({len(rows)} mesures)"
                head = (
                    "| mesure | de quoi | ce qu’elle dit | fondement publié | règles |\n| --- | --- | --- | --- | --- |"
                )
                written += [title, "", head, *sorted(rows), ""]
    return "\n".join(written).rstrip("\n")


def measure_row(measure: Measure, rules: set[str]) -> str:
    """Write the row of a measure; one that no rule reads is shown in reports, and says so."""
    used = ", ".join(f"`{rule}`" for rule in sorted(rules)) or "affichée"
    cells = (f"`{measure.NAME}`", subject_kind(measure.SUBJECT).lower(), measure.TITLE["fr"], measure.BASIS, used)
    return f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in cells)} |"


WRITTEN = {"registres": tables, "mesures": measures_table}
"""Marker in README -> what writes the tables between it and its end; `make docs` does."""


def test_readme_lists_every_measure_with_its_basis_and_its_rules():
    between = re.search(r"<!-- mesures -->\n\n(.*?)\n\n<!-- /mesures -->", README, re.DOTALL)
    assert between is not None
    told, true = between[1].splitlines(), measures_table().splitlines()
    assert [row for row in told if row not in true] == [], "no longer true: make docs"
    assert [row for row in true if row not in told] == [], "missing: make docs"
    assert told == true, "in another order: make docs"


def test_a_row_of_a_measure_keeps_its_table():
    """A title may hold the sign that ends a cell; a measure without a rule says so."""
    made = SimpleNamespace(NAME="a.b", SUBJECT="portfolio", TITLE={"fr": "un | deux\nlignes"}, BASIS="Loi")
    assert measure_row(made, set()) == "| `a.b` | portefeuille | un \\| deux lignes | Loi | affichée |"
    assert measure_row(made, {"z.y", "a.c"}).endswith("| `a.c`, `z.y` |")


@pytest.mark.parametrize("register", [sheet.name for sheet in SHEETS])
def test_readme_lists_every_column_with_its_headers(register):
    told = section("Registres").splitlines()
    assert [row for row in rows(register) if row not in told] == [], "paste what tests.test_docs.tables() returns"


def test_readme_lists_no_column_that_is_not_read():
    told = set(re.findall(r"^\| (?:\*\*)?`(\w+)`", section("Registres"), re.MULTILINE))
    assert told == {field.name for sheet in SHEETS for field in sheet.fields}


def test_readme_lists_every_word_of_every_vocabulary():
    told = section("Registres")
    for values in VOCABULARIES.values():
        for value, also in values.items():
            assert f"`{value}` ({', '.join(also)})" in told


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_header_in_the_table_is_read_as_it_says(sheet):
    """Unless the same word is another column's own name, or an earlier column's header."""
    read = columns(sheet.name)
    for field in sheet.fields:
        assert read[folded(field.name)].name == field.name
        for header in field.headers:
            first = next(each for each in sheet.fields if folded(header) in map(folded, (each.name, *each.headers)))
            assert read[folded(header)].name in (field.name, first.name, header)


def called() -> list[tuple[str, ...]]:
    """List the commands that README calls: after `sovaudit` in code, and in its list of commands."""
    code = re.findall(r"`([^`\n]+)`", README) + re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    words = [tuple(call.split()) for text in code for call in re.findall(r"sovaudit ((?:[a-z]+ ?)+)", text)]
    listed = re.findall(r"^  ([a-z]+)", section("Commandes"), re.MULTILINE)
    return [*words, *((word,) for word in listed)]


def test_every_command_that_readme_names_exists():
    assert len(called()) > 8
    for words in called():
        assert words[:1] in COMMANDS, words
        if isinstance(COMMANDS[words[:1]], click.Group) and len(words) > 1:
            assert words[:2] in COMMANDS, words


def test_readme_names_every_command():
    assert {words[:1] for words in called()} >= {words for words in COMMANDS if len(words) == 1}
    for words in COMMANDS:
        if len(words) == 2:
            assert re.search(rf"^  {words[0]} .*\b{words[1]}\b", section("Commandes"), re.MULTILINE), words


def test_readme_names_the_options_of_audit():
    told = set(re.findall(r"^\| `(--?[a-z-]+)", section("Commandes"), re.MULTILINE))
    options = [option for option in COMMANDS["audit",].params if isinstance(option, click.Option) and not option.hidden]
    assert told <= {name for option in options for name in option.opts}
    assert [option.opts for option in options if not told & set(option.opts)] == []


def test_readme_names_formats_that_exist():
    (cell,) = re.findall(r"^\| `-o FICHIER` \|.*\((.*?)\)", README, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", cell)) == set(names()) - {"table"}


def test_readme_names_targets_of_make_that_exist():
    targets = set(re.findall(r"^([a-z-]+):.*?## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)) | set(re.findall(r"`make ([a-z-]+)`", README))
    assert {"audit", "test"} <= told <= targets


def test_what_readme_points_at_is_there():
    """Links to files, and the first answer that it promises."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_what_readme_points_at_is_published():
    """A file that git does not know is on this machine only."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard", target]
        assert subprocess.check_output(ask, cwd=ROOT), target
