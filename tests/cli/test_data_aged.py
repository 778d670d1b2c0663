# SPDX-License-Identifier: EUPL-1.2
"""Data past its shelf life: every report says so, by name and day, and an audit can refuse to rest on it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli._here import sovaudit
from tests.knowledge import _publishers as publishers

KEV_DAY = "2026-01-05"
FRESH, AGED = "2026-02-04", "2026-02-05"
"""30 days after the catalogue's, its shelf life, and one more."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "kev.json").write_bytes(publishers.kev(1, 2, day=KEV_DAY))
    assert sovaudit("data", "import", tmp_path / "kev.json", "--data", tmp_path / "store").code == 0
    return tmp_path / "store"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "applications.csv").write_text("id,name,kind\na,A,proprietary\n", encoding="utf-8")
    return tmp_path / "city"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("tr", "p"):
            self.rows.append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1] += data


def reports(city: Path, store: Path, day: str, folder: Path) -> dict[str, list[str]]:
    """Audit, and return what each report says of the catalogue in one paragraph, row or object."""
    folder.mkdir()
    outputs = [folder / f"audit.{suffix}" for suffix in ("json", "html", "xlsx")]
    options = [part for path in outputs for part in ("-o", path)]
    done = sovaudit("audit", city, "--data", store, "--as-of", day, *options)
    assert done.code == 0, done.err
    page = _Text()
    page.feed(outputs[1].read_text(encoding="utf-8"))
    book = CalamineWorkbook.from_path(str(outputs[2]))
    sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    rows = [" ".join(map(str, row)) for sheet in sheets for row in sheet]
    known = json.loads(outputs[0].read_bytes())["knowledge"]
    terminal = sovaudit("audit", city, "--data", store, "--as-of", day, "-f", "table").out
    return {
        "json": [json.dumps(each) for each in known if each["name"] == "kev"],
        "html": [row for row in page.rows if re.search(r"\bkev\b", row)],
        "xlsx": [row for row in rows if re.search(r"\bkev\b", row)],
        "terminal": [line for line in terminal.splitlines() if re.search(r"\bkev\b", line)],
    }


def test_every_report_names_what_is_past_its_shelf_life(city, store, tmp_path):
    fresh = reports(city, store, FRESH, tmp_path / "fresh")
    aged = reports(city, store, AGED, tmp_path / "aged")
    assert json.loads(fresh["json"][0])["aged"] is False
    assert json.loads(aged["json"][0])["aged"] is True
    for name in ("html", "xlsx", "terminal"):
        assert not [line for line in fresh[name] if re.search("aged|past", line)], name
        assert [line for line in aged[name] if re.search("aged|past", line)], (name, aged[name])


def test_data_status_marks_it(store):
    for day, marked in ((FRESH, False), (AGED, True)):
        out = sovaudit("data", "status", "--data", store, "--as-of", day).out
        (line,) = (line for line in out.splitlines() if line.startswith("kev "))
        assert ("aged" in line) is marked
        assert KEV_DAY in line


def test_too_old_ends_with_4_names_the_oldest_first_and_writes_the_report(city, store, tmp_path):
    """Of what ages, sovaudit ships sets that are older than the catalogue: the oldest of all is named first."""
    known = json.loads(sovaudit("data", "status", "-f", "json", "--data", store).out)["data"]
    ages = sorted((each["as_of"], each["name"]) for each in known if each["shelf_days"])
    day, name = ages[0]
    path = tmp_path / "audit.json"
    done = sovaudit("audit", city, "--data", store, "--as-of", AGED, "--max-data-age", 5, "-o", path)
    assert done.code == 4
    assert f"data older than 5 days: {name} ({day})" in done.err
    assert json.loads(path.read_bytes())["knowledge"]
    assert sovaudit("audit", city, "--data", store, "--as-of", AGED, "--max-data-age", 100_000).code == 0
