# SPDX-License-Identifier: EUPL-1.2
"""What people corrected is in the workbook and in the document, beside what it replaces."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli._here import sovaudit
from tests.reports._workbook import pages, records

FACTS = """\
facts:
- {subject: application:ged, fact: users, value: "40", by: DSI, on: 2026-10-20, why: licences comptées}
- {subject: application:ged, fact: application.has_sbom, value: true, by: DSI, on: 2026-10-21, why: reçue sur papier}
"""


def test_both_values_stay_visible(tmp_path: Path) -> None:
    city, book, document = tmp_path / "city", tmp_path / "r.xlsx", tmp_path / "a.json"
    city.mkdir()
    (city / "applications.csv").write_text("id;name;users\nged;GED;12\n", encoding="utf-8")
    (city / "corrections.yaml").write_text(FACTS, encoding="utf-8")
    done = sovaudit("audit", city, "--as-of", "2026-11-23", "-o", book, "-o", document)
    assert done.code == 0, done.err
    rows = records(pages(book.read_bytes())["Corrections"])
    said = [(row["Corrected fact"], row["Value that counts"], row["Value replaced"], row["By"]) for row in rows]
    assert said == [("application.has_sbom", "true", "no", "DSI"), ("users", "40", "12", "DSI")]
    assert [row["Where the value replaced stands"] for row in rows] == ["", "applications.csv applications!C2"]
    written = json.loads(document.read_bytes())["inventory"]
    assert [(each["field"], each["value"], each["was"]) for each in written["corrected"]][1] == ("users", "40", 12)
    assert written["applications"][0]["users"] == 40


def test_without_corrections_there_is_no_sheet_of_them(tmp_path: Path) -> None:
    city, book = tmp_path / "city", tmp_path / "r.xlsx"
    city.mkdir()
    (city / "applications.csv").write_text("id;name\nged;GED\n", encoding="utf-8")
    assert sovaudit("audit", city, "-o", book).code == 0
    assert "Corrections" not in pages(book.read_bytes())
