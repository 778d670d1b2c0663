# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit inventory --review` and `--confirm`: from a list of doubts to `corrections.yaml`, and back."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from sovaudit.identity.corrections import read_corrections
from sovaudit.model.identities import Match
from sovaudit.reports._review import as_csv, as_xlsx
from tests.cli._here import Done, sovaudit

APPLICATIONS = """\
id;name;kind;publisher
agenda;Agenda des élus;proprietary;Acmé Informatique
courrier;=Courrier;proprietary;acme
"""
ORGANISATIONS = """\
id;name;country
acme;Acmé;FR
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "applications.csv").write_text(APPLICATIONS, encoding="utf-8")
    (folder / "organisations.csv").write_text(ORGANISATIONS, encoding="utf-8")
    return folder


def reviewed(city: Path, name: str = "review.csv") -> list[dict[str, str]]:
    sheet = city.parent / name
    done = sovaudit("inventory", city, "--review", "-o", sheet)
    assert (done.code, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig")), delimiter=";"))


def filled(city: Path, name: str = "review.csv", **cells: str) -> Path:
    """Fill the first row of a sheet."""
    rows = reviewed(city, name)
    rows[0].update(cells)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path = city.parent / name
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


YES = {"confirmed (yes or no)": "yes", "by": "DSI", "on": "24/11/2026", "why": "facture vue"}


def test_the_sheet_says_all_that_a_decision_needs(city):
    (row,) = reviewed(city)
    assert row == {
        "kind": "publisher",
        "name as found": "Acmé Informatique",
        "publisher as found": "",
        "occurrences": "1",
        "file and place": "applications.csv applications!D2",
        "candidate": "organisation:acme",
        "name of the candidate": "Acmé",
        "rule": "words in common",
        "score": row["score"],
        "confirmed (yes or no)": "",
        "by": "",
        "on": "",
        "why": "",
    }
    assert 0 < float(row["score"]) < 1


def test_a_confirmed_match_is_written_and_no_longer_asked(city):
    done = sovaudit("inventory", city, "--confirm", filled(city, **YES))
    assert (done.code, done.err) == (0, "")
    assert "1 answer taken over" in done.out
    path = city / "corrections.yaml"
    (entry,) = read_corrections(path.read_bytes(), "x").matches
    assert (entry.name, entry.publisher, entry.target, entry.holds) == (
        "",
        "Acmé Informatique",
        "organisation:acme",
        True,
    )
    assert (entry.by, entry.on, entry.why) == ("DSI", "2026-11-24", "facture vue")
    assert reviewed(city) == []
    before = path.read_bytes()
    assert sovaudit("inventory", city, "--confirm", city.parent / "again.csv").code == 2
    assert path.read_bytes() == before
    assert sorted(each.name for each in city.iterdir()) == ["applications.csv", "corrections.yaml", "organisations.csv"]


def test_a_refused_match_is_no_longer_asked_either(city):
    assert sovaudit("inventory", city, "--confirm", filled(city, **{**YES, "confirmed (yes or no)": "Non"})).code == 0
    (entry,) = read_corrections((city / "corrections.yaml").read_bytes(), "x").matches
    assert (entry.target, entry.holds) == ("organisation:acme", False)
    assert reviewed(city) == []


def test_blank_rows_are_counted_and_earlier_decisions_kept(city):
    (city / "corrections.yaml").write_text("matches:\n  - {name: Zèbre, is: nothing}\n", encoding="utf-8")
    done = sovaudit("inventory", city, "--confirm", filled(city))
    assert "0 answers taken over" in done.out
    assert "1 row left blank" in done.out
    assert [each.name for each in read_corrections((city / "corrections.yaml").read_bytes(), "x").matches] == ["Zèbre"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"confirmed (yes or no)": "ouii"}, "did you mean « oui »?"),
        ({"by": ""}, "who decided, or when, is missing"),
        ({"on": ""}, "who decided, or when, is missing"),
        ({"on": "32/13/2026"}, "a date was expected"),
        ({"candidate": "acme"}, "not the name of a thing: acme"),
    ],
)
def test_a_cell_that_cannot_be_understood_changes_nothing(city, cells, said):
    done = sovaudit("inventory", city, "--confirm", filled(city, **{**YES, **cells}))
    assert done.code == 2
    assert said in done.err
    assert "row 2" in done.err
    assert not (city / "corrections.yaml").exists()


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", "nom;confirmé\n"])
def test_another_sheet_is_refused(city, text):
    sheet = city.parent / "other.csv"
    sheet.write_text(text, encoding="utf-8")
    assert sovaudit("inventory", city, "--confirm", sheet).code == 2
    assert not (city / "corrections.yaml").exists()


def test_a_workbook_filled_in_a_spreadsheet_program(city):
    sheet = city.parent / "review.xlsx"
    assert sovaudit("inventory", city, "--review", "-o", sheet).code == 0
    header, row = CalamineWorkbook.from_path(str(sheet)).get_sheet_by_index(0).to_python()
    answers: dict[object, object] = {"on": date(2026, 11, 24)}
    answers |= {name: value for name, value in YES.items() if name != "on"}
    filled_in = [answers.get(name, cell) for name, cell in zip(header, row, strict=True)]
    with Workbook(str(sheet), {"default_date_format": "dd/mm/yyyy"}) as workbook:  # as if saved by another program
        page = workbook.add_worksheet("Feuille1")
        page.write_row(0, 0, header)
        page.write_row(1, 0, filled_in)
    assert sovaudit("inventory", city, "--confirm", sheet).code == 0
    (entry,) = read_corrections((city / "corrections.yaml").read_bytes(), "x").matches
    assert (entry.target, entry.on) == ("organisation:acme", "2026-11-24")


def test_a_sheet_in_the_other_language_is_read_as_well(city):
    sheet = city.parent / "revue.csv"
    assert sovaudit("inventory", city, "--review", "-o", sheet, language="fr").code == 0
    header, row = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig")), delimiter=";"))
    at = header.index("confirmé (oui ou non)")
    row[at : at + 4] = ["oui", "DSI", "24/11/2026", ""]
    sheet.write_text(";".join(header) + "\n" + ";".join(row) + "\n", encoding="utf-8")
    assert sovaudit("inventory", city, "--confirm", sheet).code == 0


def test_in_the_terminal_it_is_a_table(city):
    done = sovaudit("inventory", city, "--review")
    assert "organisation:acme" in done.out
    assert "1 match to confirm" in done.out


def text_of(done: Done) -> str:
    return done.out + done.err


def test_a_wrong_corrections_file_stops_with_its_line(city):
    (city / "corrections.yaml").write_text("matches:\n  - nam: x\n", encoding="utf-8")
    done = sovaudit("inventory", city, "--review")
    assert done.code == 2
    assert "line 2" in text_of(done)
    assert "did you mean « name »?" in text_of(done)


@pytest.mark.parametrize(
    "arguments", [["-o", "x.csv"], ["--review", "-o", "x.pdf"], ["--review", "--confirm", "applications.csv"]]
)
def test_options_that_do_not_go_together(city, arguments):
    assert sovaudit("inventory", ".", *arguments, cwd=city).code == 2


def test_one_folder_only(city):
    assert sovaudit("inventory", "applications.csv", "--review", cwd=city).code == 2


HOSTILE = Match("installed", "=cmd|' /C calc'!A0", "-1+1", "application:x", "@SUM(1)", "exact", 1.0, "uncertain")


def test_no_cell_is_a_formula_and_the_name_comes_back_whole():
    text = as_csv([HOSTILE]).decode("utf-8-sig")
    _header, row = csv.reader(io.StringIO(text), delimiter=";")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert row[1] == "'" + HOSTILE.name
    workbook = as_xlsx([HOSTILE])
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()[1]
    assert cells[1:3] == [HOSTILE.name, HOSTILE.publisher]


def test_the_same_matches_give_the_same_bytes():
    assert as_csv([HOSTILE]) == as_csv([HOSTILE])
    assert as_xlsx([HOSTILE]) == as_xlsx([HOSTILE])


FACT = "facts:\n- {subject: organisation:acme, fact: country, value: DE, by: DSI, on: 2026-11-24, why: vu}\n"


def test_a_confirmed_match_keeps_corrected_facts(city):
    (city / "corrections.yaml").write_text(FACT, encoding="utf-8")
    assert sovaudit("inventory", city, "--confirm", filled(city, **YES)).code == 0
    kept = read_corrections((city / "corrections.yaml").read_bytes(), "x")
    assert [(each.subject, each.fact, each.value) for each in kept.facts] == [("organisation:acme", "country", "DE")]
    assert len(kept.matches) == 1
    done = sovaudit("inventory", city, "-f", "json")
    assert [each["country"] for each in json.loads(done.out)["inventory"]["organisations"]] == ["DE"]


@pytest.mark.parametrize(("old", "new"), [("country", "contry"), ("country", "application.has_sbm")])
def test_a_correction_of_no_fact_stops_with_its_line(city, old, new):
    (city / "corrections.yaml").write_text(FACT.replace(old, new), encoding="utf-8")
    done = sovaudit("inventory", city)
    assert done.code == 2
    assert "line 2" in done.err
    assert "did you mean" in done.err
