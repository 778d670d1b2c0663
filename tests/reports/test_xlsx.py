# SPDX-License-Identifier: EUPL-1.2
"""The workbook as others read it: python-calamine, the XML inside, LibreOffice, and our own register reader."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.model import OUTCOMES, Answer, Descriptions, Finding, Register, Unknown
from sovaudit.readers import register_workbook
from sovaudit.reports import Report, xlsx
from sovaudit.reports._format import speaking, verdict
from sovaudit.reports._sheets import sheets
from sovaudit.reports._sheets_portfolio import users_of_components
from tests.reports._sample import sample_audit
from tests.reports._workbook import FRENCH, pages, parts, records

REPORT: Report = xlsx


def test_one_sheet_a_question_with_french_names() -> None:
    assert list(pages(xlsx.render(sample_audit()))) == FRENCH


def test_counts_are_those_of_the_totals() -> None:
    audit = sample_audit()
    found = pages(xlsx.render(audit))
    rows = {name: len(page) - 1 for name, page in found.items()}
    assert rows["Composants"] == audit.totals.components
    assert rows["Applications"] == audit.totals.applications
    assert rows["Constats"] == len(audit.findings)
    assert rows["À compléter"] == len(audit.questions)
    assert rows["Entrées"] == sum(audit.totals.files.values())
    assert rows["Problèmes"] == audit.totals.issues
    assert rows["Méthode"] == len(audit.rules)
    assert sum(row["Occurrences"] for row in records(found["Composants"])) == audit.totals.entries
    assert sum(row["Composants"] for row in records(found["Licences"])) == audit.totals.components
    listed = [row[1:3] for row in found["Lisez-moi"] if row[0] == "Feuilles"]
    assert listed == [[name, rows[name]] for name in FRENCH[1:]]


def test_summary_adds_up_and_says_what_is_not_assessed() -> None:
    audit = sample_audit()
    header, licensing, *others = pages(xlsx.render(audit))["Synthèse"]
    counts = audit.totals.outcomes["licensing"]
    assert licensing[2:9] == [
        counts["pass"], counts["fail"], counts["unknown"], counts["not_applicable"],
        sum(counts.values()), counts["pass"] + counts["fail"], counts["pass"] + counts["fail"] + counts["unknown"],
    ]  # fmt: skip
    assert licensing[9] == pytest.approx((counts["pass"] + counts["fail"]) / licensing[8])
    assert sum(licensing[10:15]) == counts["fail"]
    assert len(header) == len(licensing)
    assert len(others) == 4
    assert all(cell == "non évaluée" for row in others for cell in row[2:-1])


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    found = pages(xlsx.render(sample_audit()))
    ged = records(found["Applications"])[0]
    assert ged["Part libre des connus"] == pytest.approx(5 / 6)
    assert ged["Utilisateurs"] == 120
    assert [row[2] for row in found["Lisez-moi"] if row[1] == "À la date du"] == [date(2026, 11, 1)]
    assert found["Sources"][2][2] == date(2025, 7, 22)
    assert found["Sources"][1][2] == "2026.1"


def test_unknown_is_said_in_words_with_its_reason_never_blank_nor_zero() -> None:
    found = pages(xlsx.render(sample_audit()))
    silence = records(found["Applications"])[2]
    for header in ("Nom", "Éditeur", "Licence telle qu’écrite", "Expression SPDX", "Composants"):
        assert str(silence[header]).startswith("inconnu\u00a0: "), header
    rows = [row for row in records(found["Composants"]) if str(row["Expression SPDX"]).startswith("inconnu")]
    assert len(rows) == 4
    assert all(str(row["Licence libre reconnue"]).startswith("inconnu") for row in rows)


def test_a_verdict_is_symbol_word_and_colour() -> None:
    data = xlsx.render(sample_audit(language="en"))
    cells = {row[6] for row in pages(data)["Findings"][1:]}
    with speaking("en"):
        assert cells == {f"{word.symbol} {word.word}" for word in map(verdict, OUTCOMES)}
    styles = parts(data)["xl/styles.xml"]
    assert all(colour in styles for colour in ("FF7A2E0E", "FFD6E6F5", "lightUp"))


def test_components_name_their_applications() -> None:
    audit = sample_audit(hostile=False)
    rows = records(pages(xlsx.render(audit))["Composants"])
    shared = [row for row in rows if row["Applications"] == 2]
    assert [row["Applications (ids)"] for row in shared] == ["ged; plain id"] * 2
    assert {row["Applications"] for row in rows} == {1, 2}


@given(st.integers(1, 4), st.integers(1, 3), st.data())
def test_users_of_components_agree_with_brute_force(files: int, applications: int, data: st.DataObject) -> None:
    small = sample_audit()
    ints = st.lists(st.tuples(st.integers(0, 11), st.integers(0, files - 1)), max_size=20)
    occurrences = data.draw(ints)
    pairs = st.sets(st.tuples(st.integers(0, files - 1), st.integers(0, applications - 1)))
    claims = tuple(sorted(data.draw(pairs)))
    inventory = msgspec.structs.replace(
        small.inventory,
        files=small.inventory.files[:files],
        applications=small.inventory.applications[:applications],
        claims=claims,
        occurrence_component=np.array([component for component, _file in occurrences], dtype=np.int32),
        occurrence_file=np.array([file for _component, file in occurrences], dtype=np.int32),
    )
    starts, users = users_of_components(msgspec.structs.replace(small, inventory=inventory))
    for component in range(12):
        expected = {user for part, file in occurrences for at, user in claims if part == component and at == file}
        assert users[starts[component] : starts[component + 1]] == sorted(expected)


def test_frozen_filtered_named_and_ready_to_print() -> None:
    found = parts(xlsx.render(sample_audit()))
    for number in range(1, len(FRENCH) + 1):
        page = found[f"xl/worksheets/sheet{number}.xml"]
        assert 'xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"' in page
        assert "<autoFilter " in page
        assert 'orientation="landscape"' in page
        assert 'fitToHeight="0"' in page
        assert "&amp;P / &amp;N" in page
    names = found["xl/workbook.xml"]
    assert names.count("_xlnm.Print_Titles") == len(FRENCH)
    assert "'Composants'!$A$1:$N$13" in names.replace("Composants!", "'Composants'!")
    assert "sovaudit_components" in names


def test_no_header_is_given_twice() -> None:
    for sheet in sheets(sample_audit()):
        headers = [column.header for column in sheet.columns]
        assert len(set(headers)) == len(headers), sheet.key
        assert len({column.key for column in sheet.columns}) == len(headers), sheet.key
        assert all(len(row) == len(headers) for row in sheet.rows()), sheet.key
        assert len(sheet.name) <= 25


def test_only_yellow_cells_can_be_filled_in_and_the_day_is_checked() -> None:
    page = parts(xlsx.render(sample_audit()))[f"xl/worksheets/sheet{FRENCH.index('À compléter') + 1}.xml"]
    assert "<sheetProtection " in page
    assert 'type="date"' in page
    assert re.search('type="date"[^>]*sqref="K2:K3"', page)
    assert re.search(r'<col min="13" max="14" [^>]*hidden="1"', page)


def test_filled_answers_are_read_back_as_a_register() -> None:
    from xlsxwriter import Workbook

    rows = pages(xlsx.render(sample_audit(hostile=False)))["À compléter"]
    answers = dict(
        zip(("Réponse", "Source", "Date", "Par"), ("MIT", "courriel", date(2026, 11, 20), "DSI"), strict=True)
    )
    filled = io.BytesIO()
    with Workbook(filled, {"in_memory": True}) as book:
        page, day = book.add_worksheet("À compléter"), book.add_format({"num_format": "dd/mm/yyyy"})
        for position, header in enumerate(rows[0]):
            page.write_string(0, position, header)
            for number, row in enumerate(rows[1:], start=1):
                value = answers.get(str(header), row[position])
                page.write(number, position, value, day if isinstance(value, date) else None)
    read = register_workbook.read(filled.getvalue(), "retour.xlsx", Descriptions())
    assert isinstance(read, Register)
    expected = [(question.subject, question.measure) for question in sample_audit(hostile=False).questions]
    assert [(each.subject, each.measure) for each in read.records if isinstance(each, Answer)] == expected
    first = read.records[0]
    assert isinstance(first, Answer)
    assert (first.value, first.source, first.as_of, first.by) == ("MIT", "courriel", date(2026, 11, 20), "DSI")


def test_nothing_else_of_the_report_is_taken_for_a_register() -> None:
    read = register_workbook.read(xlsx.render(sample_audit(hostile=False)), "rapport.xlsx", Descriptions())
    assert isinstance(read, Register)
    assert all(isinstance(record, Answer) for record in read.records)
    assert all(record.value == Unknown("absent") for record in read.records if isinstance(record, Answer))


def test_an_audit_of_nothing_has_every_sheet() -> None:
    audit = sample_audit()
    nothing = np.array([], dtype=np.int32)
    inventory = msgspec.structs.replace(
        audit.inventory, files=(), applications=(), components=(), claims=(), issues=(),
        occurrence_component=nothing, occurrence_file=nothing,
    )  # fmt: skip
    empty = msgspec.structs.replace(
        audit, inventory=inventory, findings=(), questions=(), rules=(), licensing=(), scores=(),
        licences=(), licence_of=nothing, knowledge=(), policies=(),
    )  # fmt: skip
    assert list(pages(xlsx.render(empty))) == FRENCH


def test_renders_two_seconds_apart_are_equal() -> None:
    first = xlsx.render(sample_audit())
    time.sleep(2.1)
    assert xlsx.render(sample_audit()) == first


def test_many_components_are_written_whole() -> None:
    audit, count = sample_audit(hostile=False), 5_000
    part = audit.inventory.components[0]
    inventory = msgspec.structs.replace(
        audit.inventory,
        components=tuple(
            msgspec.structs.replace(part, id=f"pkg:npm/part-{number:05}@1", purl=f"pkg:npm/part-{number:05}@1")
            for number in range(count)
        ),
        occurrence_component=np.tile(np.arange(count, dtype=np.int32), 2),
        occurrence_file=np.repeat(np.array([2, 3], dtype=np.int32), count),
    )
    codes = np.zeros(count, dtype=np.int32)
    data = xlsx.render(msgspec.structs.replace(audit, inventory=inventory, licence_of=codes))
    rows = pages(data)["Composants"]
    assert len(rows) - 1 == count
    assert sum(int(row[-1]) for row in rows[1:]) == 2 * count


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc"
)
def test_libreoffice_opens_it_and_sees_the_same_rows(tmp_path: Path) -> None:
    data = xlsx.render(sample_audit())
    (tmp_path / "rapport.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "rapport.xlsx"),
    ]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    converted = pages((tmp_path / "rapport.ods").read_bytes())
    assert {name: len(page) for name, page in converted.items()} == {
        name: len(page) for name, page in pages(data).items()
    }
    assert converted["Composants"] == pages(data)["Composants"]


def test_a_finding_keeps_every_line_of_its_evidence() -> None:
    audit = sample_audit()
    finding: Finding = next(each for each in audit.findings if each.evidence)
    many = msgspec.structs.replace(finding, evidence=finding.evidence * 40)
    rows = records(pages(xlsx.render(msgspec.structs.replace(audit, findings=(many,))))["Constats"])
    assert str(rows[0]["Preuve"]).count("\n") == 39
    assert str(rows[0]["Fichier et endroit"]).count("\n") == 39
