# SPDX-License-Identifier: EUPL-1.2
"""Mercator's exports as tables: columns named as in its API, references separated by commas."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from sovaudit.errors import InputError
from sovaudit.model import Application, Dependency, Descriptions, Hosting, Organisation, Register, Service, Source
from sovaudit.readers import Reader, mercator_table
from tests.readers._reading import DATA, files, said

READER: Reader = mercator_table

FOLDER = DATA / "mercator_table"


def read(data: bytes, path: str) -> Register:
    found = READER.read(data, path, Descriptions())
    assert isinstance(found, Register)
    return found


def load(name: str) -> Register:
    return read((FOLDER / name).read_bytes(), name.removeprefix("ok-").removeprefix("broken-"))


def of(register: Register, noun: type) -> list[Any]:
    return [each for each in register.records if type(each) is noun]


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("name", files("mercator_table", "ok"))
def test_a_sound_file_is_recognised(name):
    assert READER.recognises((FOLDER / name).read_bytes(), name)
    assert load(name).rejected == 0


def test_applications():
    register = load("ok-applications.csv")
    one, two = of(register, Application)
    assert (one.id, one.rto_hours, one.users, one.kind) == ("mercator-application-1", 4, 350, "proprietary")
    assert one.services == ("mercator-process-11", "mercator-process-12")
    assert one.origin.source("rto_hours") == Source("applications.csv", "applications!K2")
    assert one.origin.source("publisher") == Source("applications.csv", "applications!F2")
    assert two.name == "Messagerie"
    assert {each.dependency for each in of(register, Dependency)} == {
        "hosting:mercator-database-1",
        "hosting:mercator-logical-server-2",
        "hosting:mercator-logical-server-3",
    }


def test_an_id_alone_asks_for_deletion():
    register = load("ok-applications.csv")
    assert (register.rows, register.left_out) == (3, 1)
    assert any("deleted" in each.message for each in register.issues)


def test_entities():
    one, _two = of(load("ok-entities.csv"), Organisation)
    assert (one.parent, one.roles) == ("mercator-entity-6", ("Supplier", "external"))


def test_cells_that_cannot_be_understood_have_their_address():
    register = load("broken-cells.csv")
    assert (register.rows, register.rejected) == (2, 1)
    assert {
        ("cells!F2", "« demain » is no number of minutes"),
        ("cells!H2", "« oui » refers to no object: a number was expected"),
        ("cells!3", "an object without id or name: it is left out"),
    } <= set(said(register.issues))


def test_a_workbook_with_a_sheet_for_each_kind():
    data = workbook(
        {
            "Applications": [["id", "name", "application_block_id", "rto", "processes"], [1, "Paie", 2, 1440, "11,12"]],
            "processes": [["id", "name", "owner", "macroprocess_id"], [11, "Payer", "Direction exemple", None]],
            "notes": [["sujet", "texte"], ["a", "b"]],
        }
    )
    assert READER.recognises(data, "carto.xlsx")
    register = read(data, "carto.xlsx")
    assert [each.id for each in (*of(register, Application), *of(register, Service))] == [
        "mercator-application-1",
        "mercator-process-11",
    ]
    (one,) = of(register, Application)
    assert one.rto_hours == 24
    assert one.origin.source("rto_hours") == Source("carto.xlsx", "Applications!D2")
    assert ("notes", "a sheet that is no export of Mercator: it is not used") in said(register.issues)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("id;nom;type;éditeur;rto\na;b;saas;c;4\n", "applications.csv"),
        ("id,name,kind,publisher,rto_hours\na,b,saas,c,4\n", "applications.csv"),
        ("id,name\n1,a\n", "services.csv"),
        ("name,id,application_block_id\na,1,2\n", "x.csv"),
        ("", "processes.csv"),
    ],
)
def test_registers_of_ours_are_not_recognised(text, name):
    assert not READER.recognises(text.encode(), name)


def test_a_workbook_of_registers_is_not_recognised():
    data = workbook({"applications": [["id", "nom", "éditeur"], ["paie", "Paie", "x"]]})
    assert not READER.recognises(data, "registres.xlsx")


def test_another_table_is_refused():
    with pytest.raises(InputError) as caught:
        read(b"a,b\n1,2\n", "x.csv")
    assert caught.value.hint


def test_the_file_name_tells_a_kind_that_its_columns_do_not():
    data = b"id,name,type,description\n1,web,docker,x\n"
    assert READER.recognises(data, "containers.csv")
    assert not READER.recognises(data, "stock.csv")
    assert [each.id for each in of(read(data, "containers.csv"), Hosting)] == ["mercator-container-1"]
