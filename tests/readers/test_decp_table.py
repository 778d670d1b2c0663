# SPDX-License-Identifier: EUPL-1.2
"""Procurement data as tables: rows of one contract are one contract, and no register is mistaken for them."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import ABSENT, Contract, Descriptions, Organisation, Register, Unknown
from sovaudit.readers import Reader, decp_table, register_csv
from tests.readers._reading import DATA, said

READER: Reader = decp_table

FOLDER = DATA / "decp_table"
CITY = "99900000300015"
HEADER = "id,acheteur_id,titulaire_id,objet,codeCPV,montant,modification_id,dateNotification"


def read(data: bytes | str, path: str = "decp.csv") -> Register:
    content = data.encode() if isinstance(data, str) else data
    assert READER.recognises(content, path)
    found = READER.read(content, path, Descriptions())
    assert isinstance(found, Register)
    assert found.rows == len(contracts(found)) + found.left_out + found.merged + found.rejected
    return found


def file(name: str) -> Register:
    return read((FOLDER / name).read_bytes())


def contracts(found: Register) -> list[Contract]:
    return [each for each in found.records if isinstance(each, Contract)]


def test_the_consolidated_table():
    found = file("ok-consolidated.csv")
    assert (found.rows, found.left_out, found.merged) == (7, 1, 4)
    ours, theirs = contracts(found)
    assert (ours.id, theirs.id) == (f"{CITY}2024M01", "999000045000162024M01")
    assert (ours.amount_eur, ours.notified, ours.duration_months) == (120000.0, date(2024, 5, 15), 48.0), "as signed"
    assert (ours.holder, ours.co_holders) == ("999000011", ("999000029",))
    assert [(each.id, each.amount_eur, each.duration_months, each.holders) for each in ours.amendments] == [
        ("1", 130000.0, 48.0, ("999000011",)),
        ("2", 150000.0, 60.0, ("999000011", "999000029")),
    ]
    assert ours.bids_received == ABSENT
    assert ours.origin.source("amount_eur").place == "decp!J4"
    names = {each.id: each.name for each in found.records if isinstance(each, Organisation)}
    assert names == {"999000011": "EDITIONS FICTIVES", "999000029": "REVENTE FICTIVE"}


def test_a_later_state_alone_is_a_contract_that_was_amended():
    found = read(f"{HEADER}\nM1,{CITY},99900001100018,Logiciel,48000000,900,3,2025-01-01\n")
    (contract,) = contracts(found)
    assert contract.amount_eur == 900.0
    assert [each.id for each in contract.amendments] == ["3"]


def test_scdl():
    found = file("ok-scdl.csv")
    (contract,) = contracts(found)
    assert found.merged == 1
    assert (contract.id, contract.holder) == (f"{CITY}17M1", "999000011")
    assert [(each.notified, each.amount_eur, each.holders) for each in contract.amendments] == [
        (date(2017, 12, 7), 21000.0, ("999000029",))
    ]


def test_the_table_of_the_ministry():
    found = file("ok-data-economie.csv")
    (contract,) = contracts(found)
    assert (contract.amount_eur, contract.notified, contract.ceiling) == (70000.5, date(2024, 1, 15), True)
    assert contract.co_holders == ("999000029",)
    assert [(each.id, each.amount_eur) for each in contract.amendments] == [("1", 71000.0)]
    assert contract.bids_received == Unknown("invalid", "INX None")


def test_defects_have_the_address_of_their_cell():
    found = file("broken-cells.csv")
    assert (found.rows, found.rejected) == (4, 1)
    by_place = dict(said(found.issues))
    assert "cannot be understood" in by_place["decp!J2"]
    assert "cannot be understood" in by_place["decp!Q2"]
    assert "made a number of it" in by_place["decp!F2"]
    assert "0 bids" in by_place["decp!P2"]
    assert "without « id »" in by_place["decp!3"]
    assert "hardly one" in by_place["decp!J4"]
    first = contracts(found)[0]
    assert first.holder == "EDITIONS FICTIVES", "known by its name when its number is lost"
    assert contracts(found)[1].amount_eur == Unknown("conflict", "1.0 / 2.0")


def workbook(rows: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    notes = book.add_worksheet("Notes")
    notes.write(0, 0, "Extraction")
    sheet = book.add_worksheet("DECP")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def test_a_workbook_with_numbers_for_identifiers():
    rows: list[list[object]] = [["Extraction du 1er juin"], [], [*HEADER.split(",")]]
    rows.append(["M1", int(CITY), 99900001100018, "Logiciel", 48000000, 1250.5, 0, "2024-05-15"])
    found = read(workbook(rows), "decp.xlsx")
    (contract,) = contracts(found)
    assert (contract.id, contract.holder, contract.cpv) == (f"{CITY}M1", "999000011", "48000000")
    assert contract.origin.source("amount_eur").place == "DECP!F4"
    assert any(each.place == "Notes" for each in found.issues)


def test_a_missing_column_is_named():
    found = read(f"id;acheteur_id;titulaire_id;objet\nM1;{CITY};99900001100018;Logiciel\n")
    (issue,) = found.issues
    assert (issue.place, "codeCPV, procedure, dureeMois" in issue.message) == ("decp!1", True)


def test_columns_that_are_not_read_are_listed():
    assert ("decp", "donneesActuelles") in file("ok-consolidated.csv").columns


@pytest.mark.parametrize(
    "header",
    [
        "id;objet;titulaire;cpv;procédure;offres reçues;montant;date de notification;durée (mois);fin;applications",
        "id;subject;holder;cpv;procedure;bids_received;amount_eur;notified;duration_months",
        "id;nom;siren;pays",
        "produit;editeur;montant;licence;siret",
        "nomAttribuant;idAttribuant;dateConvention;nomBeneficiaire;idBeneficiaire;objet;montant",
        "",
    ],
)
def test_a_register_is_no_table_of_published_contracts(header):
    data = f"{header}\na;b;c;d;e;f;g\n".encode()
    assert not READER.recognises(data, "contracts.csv")
    with pytest.raises(InputError) as caught:
        READER.read(data, "contracts.csv", Descriptions())
    assert caught.value.where.startswith("contracts.csv")


def test_it_is_asked_before_the_registers():
    assert decp_table.RANK < register_csv.RANK


_cells = st.sampled_from(
    ["", "0", "1", "2", "M1", "Logiciel", "Toiture", "48000000", "45000000", "NC", CITY, "1,5", '"']
)


@given(rows=st.lists(st.lists(_cells, min_size=8, max_size=8).filter(any), max_size=8))
def test_every_row_is_counted_once(rows):
    text = io.StringIO()
    text.write(HEADER + "\n")
    for row in rows:
        text.write(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n")
    assert read(text.getvalue()).rows == len(rows)


@given(order=st.permutations(range(6)))
def test_the_order_of_the_rows_changes_no_contract(order):
    lines = (FOLDER / "ok-consolidated.csv").read_text(encoding="utf-8").splitlines()
    shuffled = [lines[0], *(lines[1 + number] for number in order)]

    def facts(found: Register) -> set[object]:
        return {
            (c.id, c.amount_eur, c.notified, frozenset((c.holder, *c.co_holders)), tuple(a.id for a in c.amendments))
            for c in contracts(found)
        }

    assert facts(read("\n".join(shuffled))) == facts(file("ok-consolidated.csv"))
