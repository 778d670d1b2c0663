# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit questions`: a workbook goes out, is filled by another program, and the next audit knows."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli._here import Done, sovaudit
from tests.reports._workbook import pages, parts, records

POLICY = """\
name: essai
version: "1"
title: {fr: Essai, en: Trial}
description: {fr: Essai, en: Trial}
"""
RULE = """\
- id: essai.{name}
  title: {{fr: Essai, en: Trial}}
  dimension: dependency
  subject: application
  require: {require}
  severity: major
  on_unknown: unknown
  reference: [{{title: Décision, status: city, as_of: 2026-11-23}}]
  remedy: {{fr: Demander, en: Ask}}
"""
APPLICATIONS = """\
id;name;kind;owner;publisher
ged;GED;;DSI;Acmé
paie;=Paie;;RH;Acmé
"""
RULES = {
    "kind": "application.kind != 'saas'",
    "criticality": "application.criticality < 3",
    "expression": "application.licence.expression != 'MIT'",
}


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder, policy = tmp_path / "city", tmp_path / "policy"
    folder.mkdir()
    policy.mkdir()
    (folder / "applications.csv").write_text(APPLICATIONS, encoding="utf-8")
    (folder / "inventory.toml").write_text('city = "Essai"\nas_of = 2026-11-23\n', encoding="utf-8")
    (policy / "policy.yaml").write_text(POLICY, encoding="utf-8")
    rules = "".join(RULE.format(name=name, require=require) for name, require in RULES.items())
    (policy / "rules.yaml").write_text(rules, encoding="utf-8")
    return folder


def run(city: Path, *arguments: object, language: str = "fr") -> Done:
    return sovaudit(*arguments, "--policy", city.parent / "policy", language=language)


def made(city: Path, name: str, *more: object, language: str = "fr") -> Path:
    path = city.parent / name
    done = run(city, "questions", city, "-o", path, *more, language=language)
    assert done.code == 0, done.err
    return path


def outcomes(city: Path) -> dict[tuple[str, str], str]:
    done = run(city, "audit", city, "-f", "json")
    assert done.code == 0, done.err
    return {(each["rule"], each["subject"]): each["outcome"] for each in json.loads(done.out)["findings"]}


ANSWERS = {"application.kind": "SaaS", "application.criticality": "4", "application.licence.expression": "MIT"}
"""Each makes its rule fail, so that no outcome but `fail` tells that it was read."""


def filled(workbook: bytes, answers: Mapping[str, str]) -> bytes:
    """Type into the yellow cells as a spreadsheet program does: the cell keeps its style, and gets an inline text."""
    rows = pages(workbook)["À compléter"]
    header, measure = rows[0], rows[0].index("measure")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                page = text.decode()
                for number, row in enumerate(rows[1:], start=2):
                    values: dict[str, str | int] = {"Réponse": answers[row[measure]], "Source": "courriel"}
                    values |= {"Date": 46349, "Par": "A. Essai"}
                    for title, value in values.items():
                        page = typed(page, f"{'ABCDEFGHIJKLMN'[header.index(title)]}{number}", value)
                text = page.encode()
            target.writestr(name, text)
    return out.getvalue()


def typed(page: str, address: str, value: str | int) -> str:
    cell = re.search(rf'<c r="{address}" (s="\d+")/>', page)
    assert cell is not None, address
    text = f'<c r="{address}" {cell[1]} t="inlineStr"><is><t>{value}</t></is></c>'
    return page.replace(cell[0], f'<c r="{address}" {cell[1]}><v>{value}</v></c>' if isinstance(value, int) else text)


def test_there_is_a_question_for_each_unknown_and_who_can_answer(city):
    found = json.loads(run(city, "questions", city, "-f", "json").out)
    assert sorted((each["subject"], each["measure"], each["who"]) for each in found) == [
        ("application:ged", "application.criticality", "DSI"),
        ("application:ged", "application.kind", "DSI"),
        ("application:ged", "application.licence.expression", "Acmé"),
        ("application:paie", "application.criticality", "RH"),
        ("application:paie", "application.kind", "RH"),
        ("application:paie", "application.licence.expression", "Acmé"),
    ]
    table = run(city, "questions", city).out
    assert "6 questions" in table
    assert re.search(r"Acmé +2", table)


def test_a_workbook_comes_back_filled_and_the_audit_knows(city):
    assert set(outcomes(city).values()) == {"unknown"}
    workbook = made(city, "q.xlsx").read_bytes()
    (city / "retour.xlsx").write_bytes(filled(workbook, ANSWERS))
    assert set(outcomes(city).values()) == {"fail"}
    done = json.loads(run(city, "audit", city, "-f", "json").out)
    (read,) = (each for each in done["inputs"] if each["path"] == "retour.xlsx")
    assert read["status"] == "read"
    assert read["rows"] == 6
    assert [issue["message"] for issue in read["issues"]] == [
        "un rapport de sovaudit\N{NO-BREAK SPACE}: seule sa feuille de réponses est lue"
    ]
    fact = next(each for each in done["findings"] if each["rule"] == "essai.kind")["evidence"][0]
    assert fact["source"]["path"] == "retour.xlsx"
    assert fact["source"]["place"].startswith("À compléter!")
    assert fact["as_of"] == "2026-11-23", "46349 days after 30 December 1899"
    assert "A. Essai" in str(fact["value"])


def test_what_is_left_blank_stays_unknown(city):
    shutil.copy(made(city, "q.xlsx"), city / "vide.xlsx")
    assert set(outcomes(city).values()) == {"unknown"}


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc"
)
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_what_libreoffice_saves_is_read_as_well(city, suffix):
    source, target = city.parent / "rempli.xlsx", city.parent / "retour"
    source.write_bytes(filled(made(city, "q.xlsx").read_bytes(), ANSWERS))
    profile = f"-env:UserInstallation={(city.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    shutil.copy(target / f"rempli.{suffix}", city)
    assert set(outcomes(city).values()) == {"fail"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_csv_comes_back_filled_under_any_name(city, language):
    path = made(city, "q.csv", language=language)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    value, measure = (rows[0].index(each) for each in ({"fr": "Réponse", "en": "Value"}[language], "measure"))
    for row in rows[1:]:
        row[value] = ANSWERS[row[measure]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    (city / "reponses de Acmé.csv").write_text(out.getvalue(), encoding="utf-8")
    assert set(outcomes(city).values()) == {"fail"}
    done = json.loads(run(city, "audit", city, "-f", "json").out)
    (read,) = (each for each in done["inputs"] if each["path"].startswith("reponses"))
    assert not [each for each in read["issues"] if "colonne" in each["message"]], "its own columns are no surprise"


def test_only_what_one_supplier_can_answer(city):
    rows = records(pages(made(city, "q.xlsx", "--for", "acmé").read_bytes())["À compléter"])
    assert [(row["subject"], row["Qui peut répondre"]) for row in rows] == [
        ("application:ged", "Acmé"),
        ("application:paie", "Acmé"),
    ]
    first = pages((city.parent / "q.xlsx").read_bytes())["Lisez-moi"]
    assert "Acmé" in first[2][1]
    done = run(city, "questions", city, "--for", "Acmee", language="en")
    assert done.code == 2
    assert "did you mean Acmé?" in done.err


def test_yellow_cells_alone_are_open_and_a_vocabulary_is_a_list(city):
    page = parts(made(city, "q.xlsx").read_bytes())["xl/worksheets/sheet2.xml"]
    assert re.search(r"<sheetProtection [^>]*sheet=\"1\"", page)
    assert "password" not in page
    lists = re.findall(r'<dataValidation type="list"[^>]*sqref="([^"]+)"><formula1>"([^"]+)"', page)
    rows = pages((city.parent / "q.xlsx").read_bytes())["À compléter"]
    kinds = [n for n, row in enumerate(rows, start=1) if row[rows[0].index("measure")] == "application.kind"]
    assert [address for address, _list in lists] == [f"I{kinds[0]}:I{kinds[-1]}"]
    assert lists[0][1].split(",")[:2] == ["SaaS", "propriétaire"]
    assert re.search(r'<dataValidation type="date"', page)


def test_the_first_sheet_says_how_to_answer(city):
    first = [row[1] for row in pages(made(city, "q.xlsx").read_bytes())["Lisez-moi"]]
    said = " ".join(map(str, first))
    assert "Essai pose ces questions" in said
    assert "cellules jaunes de la feuille «\N{NO-BREAK SPACE}À compléter\N{NO-BREAK SPACE}»" in said
    assert "23/11/2026" in said


def test_no_cell_is_a_formula(city):
    text = made(city, "q.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "<f>" not in parts(made(city, "q.xlsx").read_bytes())["xl/worksheets/sheet2.xml"]


def test_the_same_questions_give_the_same_bytes(city):
    assert made(city, "a.xlsx").read_bytes() == made(city, "b.xlsx").read_bytes()
    assert made(city, "a.csv").read_bytes() == made(city, "b.csv").read_bytes()


def test_another_format_is_refused_before_anything_is_read(city):
    done = run(city, "questions", city, "-o", "x.pdf", language="en")
    assert done.code == 2
    assert "known formats: xlsx, csv" in done.err
