# SPDX-License-Identifier: EUPL-1.2
"""Registers in .xlsx and .ods workbooks: the same rows as in CSV, whatever the program that saved them."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from sovaudit.errors import InputError
from sovaudit.model import ABSENT, Contract, Descriptions, Register, Service, Unknown
from sovaudit.readers import Reader, register_csv, register_workbook
from tests.readers._reading import said

READER: Reader = register_workbook

SERVICES: list[list[str | int]] = [["id", "nom", "criticité"], ["etat-civil", "État civil", 4], [12, "Paie", 3]]


def xlsx(**sheets):
    """Write a workbook: sheet name -> rows."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
    book.close()
    return buffer.getvalue()


def ods(**sheets):
    """Write a minimal OpenDocument spreadsheet by hand."""

    def cell(value):
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        text = f"<text:p>{escape(value)}</text:p>"
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'

    def row(cells):
        return f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>"

    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{oasis}:office:1.0" xmlns:table="{oasis}:table:1.0"'
        f' xmlns:text="{oasis}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{oasis}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def read(data: bytes) -> Register:
    assert READER.recognises(data, "nothing.csv")
    found = READER.read(data, "registres", Descriptions())
    assert isinstance(found, Register)
    return found


@pytest.fixture(params=[xlsx, ods], ids=["xlsx", "ods"])
def book(request):
    return request.param


def test_a_sheet_is_a_register_by_its_name(book):
    found = read(book(Services=SERVICES, Contrats=[["id", "objet"], ["c1", "Support"]]))
    assert [(type(each), each.id) for each in found.records if isinstance(each, Service | Contract)] == [
        (Service, "etat-civil"),
        (Service, "12"),  # a number that is an id has no decimal point
        (Contract, "c1"),
    ]
    assert (found.rows, found.issues) == (3, ())


def test_cells_are_addressed_by_their_sheet(book):
    found = read(book(Services=[*SERVICES, ["x", None, "haute"]]))
    assert [each.place for each in found.issues] == ["Services!C4"]
    assert found.records[-1].origin.source("name").place == "Services!B4"
    assert isinstance(found.records[-1], Service)
    assert found.records[-1].name == ABSENT


def test_a_sheet_is_a_register_by_its_headers(book):
    rows = [["id", "titulaire", "cpv", "montant", "objet"], ["c1", "acme", "48000000", 12000.5, "Support"]]
    found = read(book(Feuil1=rows))
    (contract,) = found.records
    assert isinstance(contract, Contract)
    assert (contract.holder, contract.amount_eur, contract.subject) == ("acme", 12000.5, "Support")


def test_dates_and_numbers(book):
    rows = [["id", "fin", "notification", "offres reçues", "cpv"], [2026, date(2026, 12, 31), "1/2/2026", 3, 48000000]]
    (contract,) = read(book(contrats=rows)).records
    assert isinstance(contract, Contract)
    assert contract.id == "2026"
    assert (contract.end, contract.notified) == (date(2026, 12, 31), date(2026, 2, 1))
    assert (contract.bids_received, contract.cpv) == (3, "48000000")


def test_a_time_of_day_is_dropped_from_a_date():
    rows = [["id", "fin"], ["a", datetime(2026, 12, 31, 18, 30)]]
    (contract,) = read(xlsx(contrats=rows)).records
    assert isinstance(contract, Contract)
    assert contract.end == date(2026, 12, 31)


def test_blank_rows_and_rows_above_the_header(book):
    found = read(book(services=[[None, None], *SERVICES[:1], [None, " "], *SERVICES[1:]]))
    assert [each.origin.row for each in found.records] == [4, 5]
    assert found.rows == 2


def test_a_sheet_that_is_no_register_is_named(book):
    found = read(book(Services=SERVICES, Notes=[["Bonjour"], ["monde"]], Vide=[]))
    assert said(found.issues) == [("Notes", "sheet that is no register: it is not read")]
    assert len(found.records) == 2


def test_a_workbook_without_any_register_is_refused(book):
    with pytest.raises(InputError, match="no sheet that is a register"):
        read(book(Notes=[["Bonjour"]]))


def test_of_our_own_report_only_the_answers_are_read(book):
    answers = [["sujet", "mesure", "valeur"], ["application:ged", "application.kind", "saas"]]
    found = read(book(**{"Lisez-moi": [["x"]], "Services": SERVICES, "Réponses": answers}))
    assert [type(each).__name__ for each in found.records] == ["Answer"]
    assert found.issues[0].message.startswith("a report of sovaudit")


def test_the_same_table_says_the_same_in_every_format():
    rows = [[str(cell) for cell in row] for row in SERVICES]
    text = "".join(";".join(row) + "\n" for row in rows).encode()
    told = register_csv.read(text, "Services.csv", Descriptions())
    assert isinstance(told, Register)
    for data in (xlsx(Services=SERVICES), ods(Services=SERVICES)):
        assert [plain(each) for each in read(data).records] == [plain(each) for each in told.records]


def plain(record):
    return {field: getattr(record, field) for field in record.__struct_fields__ if field != "origin"}


def test_a_zip_that_is_no_workbook_is_nobodys():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("notes.txt", "id;nom\n")
    assert not READER.recognises(buffer.getvalue(), "services.xlsx")


def test_a_text_document_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(InputError, match="not readable as a workbook"):
        read(buffer.getvalue())


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_workbook_is_read_or_refused(book, seed):
    sound = book(Services=SERVICES)
    chance = random.Random(seed)
    for _attempt in range(60):
        data = bytearray(sound)
        for _byte in range(chance.choice((1, 3, 30))):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        whole = bytes(data[: chance.randrange(4, len(data))] if chance.random() < 0.3 else data)
        found = read_or_refuse(whole)
        if isinstance(found, InputError):
            assert (found.where.partition(":")[0], bool(found.hint)) == ("registres", True)


def read_or_refuse(data: bytes) -> object:
    try:
        return READER.read(data, "registres", Descriptions())
    except InputError as error:
        return error


def test_a_cell_that_holds_true_is_text():
    (service,) = read(xlsx(services=[["id", "nom", "criticité"], ["a", True, 5]])).records
    assert isinstance(service, Service)
    assert service.name == "True"
    assert service.criticality == Unknown("invalid", "5")


def test_a_sheet_whose_name_is_nearly_a_registers_gets_a_suggestion(book):
    found = read(book(Services=SERVICES, Aplications=[["id", "nom"], ["a", "A"]]))
    assert said(found.issues) == [("Aplications", "sheet that is no register: it is not read")]
    assert "did you mean « applications »?" in found.issues[0].hint


def test_a_sheet_without_header_is_said_and_the_others_read(book):
    found = read(book(Services=SERVICES, Contrats=[["12", "x"], ["13", "y"]]))
    assert len(found.records) == 2
    assert said(found.issues) == [("Contrats!1", "no header row of a register among the first rows")]
    with pytest.raises(InputError, match="no header row"):
        read(book(Contrats=[["12", "x"]]))


def test_titles_stand_above_the_header(book):
    found = read(book(Services=[["Services de la ville fictive"], [None], ["au", 2026], *SERVICES]))
    assert [each.origin.row for each in found.records] == [5, 6]
    assert said(found.issues) == [("Services!3", "rows above the header, not read: 3")]


def test_a_cell_that_is_unknown_is_said_once():
    rows = [["id", "nom", "criticité"], ["a", "A", None]]
    data = xlsx(services=rows)
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</row></sheetData>", b'<c r="C2"><f>A9</f></c></row></sheetData>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    found = read(out.getvalue())
    (service,) = found.records
    assert isinstance(service, Service)
    assert service.criticality == Unknown("invalid")
    assert said(found.issues) == [("services!C2", "a formula without a stored value")]
