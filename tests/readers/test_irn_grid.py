# SPDX-License-Identifier: EUPL-1.2
"""A filled IRN grid gives ids and levels, and nothing of its text. The files are ours: they hold none of the index."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from sovaudit.errors import InputError
from sovaudit.model import ABSENT, Answer, Descriptions, Register, Unknown
from sovaudit.readers import Reader, irn_grid, sniff
from sovaudit.readers._irn_ids import criterion
from tests.readers._books import sheet_xml, xlsx
from tests.readers._reading import DATA

READER: Reader = irn_grid
FOLDER = DATA / "irn_grid"


def load(name: str) -> Register:
    data = (FOLDER / name).read_bytes()
    assert sniff(data, name) is READER
    found = READER.read(data, name, Descriptions())
    assert isinstance(found, Register)
    return found


def answers(register: Register) -> list[Answer]:
    return [each for each in register.records if isinstance(each, Answer)]


def told(register: Register) -> list[tuple[str, str, str | Unknown]]:
    return [(each.subject, each.measure, each.value) for each in answers(register)]


def test_a_row_for_each_asset():
    register = load("ok-a-row-per-asset.csv")
    assert told(register) == [
        ("paie", "irn.RES-1.1", "2"),
        ("paie", "irn.RES-1.2", "3"),
        ("hosting:salle-1", "irn.RES-4.1", "0"),
    ]
    assert [each.as_of for each in answers(register)] == [date(2026, 10, 15), date(2026, 10, 15), ABSENT]
    assert (register.rows, register.left_out, register.rejected) == (4, 1, 0)  # RES-1.10 waits for its level
    source = register.records[0].origin.source("value")
    assert (source.path, source.place) == ("ok-a-row-per-asset.csv", "ok-a-row-per-asset!C2")


def test_a_column_for_each_asset():
    """Numbers of rows are no levels: a column « N° » names no asset."""
    register = load("ok-a-column-per-asset.csv")
    assert told(register) == [
        ("paie", "irn.RES-1.1", "2"),
        ("ged", "irn.RES-1.1", "1"),
        ("ged", "irn.RES-1.2", "4"),
        ("paie", "irn.RES-8.1", "3"),
    ]
    assert register.records[2].origin.source("value").place == "ok-a-column-per-asset!E3"


def test_levels_of_nobody_are_the_organisations_and_that_is_said():
    register = load("ok-organisation.csv")
    assert told(register) == [("portfolio", "irn.RES-2.1", "1"), ("portfolio", "irn.RES-2.2", "4")]
    assert [each.place for each in register.issues] == ["ok-organisation!2"]


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_text_of_a_grid_is_kept(path):
    """Not in the records, not in what is said of them: only which columns were left."""
    kept = msgspec.json.encode(load(path.name)).decode()
    for text in ("inventé", "Vu avec", "à revoir", "maîtrise entièrement", "Intitulé"):
        assert text not in kept


def test_the_columns_that_are_not_kept_are_told():
    said = [each.message for each in load("ok-a-row-per-asset.csv").issues]
    assert len(said) == 1
    assert "B, F" in said[0]
    assert "CC BY-NC-ND 4.0" in said[0]


def test_a_text_in_the_place_of_a_level_is_refused():
    """A description of a level is a text of the index, and 12 is no level of one digit."""
    register = load("broken-text-for-a-level.csv")
    assert told(register) == [("paie", "irn.RES-1.3", "3")]
    assert [each.place for each in register.issues] == ["broken-text-for-a-level!B2", "broken-text-for-a-level!B3"]
    assert (register.rows, register.rejected) == (3, 2)


def test_a_grid_without_levels_says_so():
    register = load("broken-no-level.csv")
    assert register.records == ()
    assert [each.place for each in register.issues] == ["broken-no-level!2"]
    assert register.left_out == register.rows == 2


def test_a_sheet_of_a_workbook():
    def row(number, *cells):
        written = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        return f'<row r="{number}">{written}</row>'

    notes = sheet_xml(row(1, "Lisez-moi"))
    grid = sheet_xml(row(1, "Id", "Niveau", "Actif") + row(2, "RES-3.1", "2", "ged") + row(3, "RES-3.2", "3", "ged"))
    data = xlsx(notes, grid)
    assert sniff(data, "grille.xlsx") is READER
    register = READER.read(data, "grille.xlsx", Descriptions())
    assert isinstance(register, Register)
    assert told(register) == [("ged", "irn.RES-3.1", "2"), ("ged", "irn.RES-3.2", "3")]
    assert register.records[1].origin.source("value").place == "S2!B3"


def test_a_register_of_answers_is_no_grid():
    data = b"subject;measure;value\nportfolio;irn.RES-1.1;2\nportfolio;irn.RES-1.2;3\n"
    found = sniff(data, "answers.csv")
    assert found is not None
    assert found.NAME == "register-csv"


def test_a_table_without_ids_is_refused():
    with pytest.raises(InputError, match="IRN"):
        READER.read(b"a;b\n1;2\n", "grille.csv", Descriptions())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("RES-1.2", "RES-1.2"),
        (" res 1.02 ", "RES-1.2"),
        ("RES1-2", "RES-1.2"),
        ("RES-4.3.1", "RES-4.3.1"),
        ("RES-9.1", ""),
        ("RES-1", ""),
        ("RES-1.2 Texte", ""),
        ("CVE-1.2", ""),
    ],
)
def test_ids(written, name):
    assert criterion(written) == name
