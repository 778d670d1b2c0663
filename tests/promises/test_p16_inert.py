# SPDX-License-Identifier: EUPL-1.2
"""P16, P17, P19, P24: an audit of hostile files is written whole, inert, without a secret, and the same twice."""

from __future__ import annotations

import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.promises._making import SECRET, Case
from tests.promises._name_cases import LIVE
from tests.promises._running import Run, shown, sovaudit, write

LARGEST = 25_000
"""Larger files are read by the tests of the readers; here they would make the reports slow to read back."""
ALIKE = ("purl-", "unicode-", "licence-")
"""Families that say one thing in several syntaxes, of which a report knows nothing: one of each is enough here."""
FORMS = ("html", "xlsx", "json")


@pytest.fixture(scope="module")
def audited(hostile, tmp_path_factory) -> tuple[Path, Run, list[Case]]:
    """The reports of an audit of the hostile files, by two processes."""
    root = tmp_path_factory.mktemp("audited")
    stems = {case.name.partition(".")[0]: case.name for case in reversed(hostile.cases) if case.name.startswith(ALIKE)}
    small = [
        case
        for case in hostile.cases
        if len(case.data) <= LARGEST and stems.get(case.name.partition(".")[0], case.name) == case.name
    ]
    (root / "city").mkdir()
    write(root / "city", small)
    outputs = [argument for form in FORMS for argument in ("-o", root / f"two.{form}")]
    run = sovaudit("audit", root / "city", "--as-of", "2026-11-01", "--jobs", "2", *outputs, folder=root / "city")
    return root, run, small


def test_every_report_is_written(audited):
    root, run, _small = audited
    assert run.code in (0, 1), run.err[-2000:]
    assert b"Traceback" not in run.err + run.out
    assert {path.name for path in root.glob("two.*")} == {f"two.{form}" for form in FORMS}


def test_two_runs_are_the_same_bytes_whatever_the_number_of_processes(audited):
    root, _run, _small = audited
    outputs = [argument for form in FORMS for argument in ("-o", root / f"one.{form}")]
    sovaudit("audit", root / "city", "--as-of", "2026-11-01", "--jobs", "1", "-q", *outputs, folder=root / "city")
    assert {
        form: (root / f"one.{form}").read_bytes() == (root / f"two.{form}").read_bytes() for form in FORMS
    } == dict.fromkeys(FORMS, True)


def test_no_secret_is_told(audited):
    root, run, _small = audited
    inside = {form: (root / f"two.{form}").read_bytes() for form in ("html", "json")}
    with zipfile.ZipFile(root / "two.xlsx") as book:
        inside |= {name: book.read(name) for name in book.namelist()}
    inside["terminal"] = run.out + run.err
    assert [name for name, data in inside.items() if SECRET.encode() in data] == []


def test_the_terminal_is_not_moved(audited):
    _root, run, _small = audited
    text = (run.out + run.err).decode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", text)
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_json_has_the_exact_texts(audited):
    root, _run, small = audited
    document = json.loads((root / "two.json").read_bytes())
    names = {each["name"] for each in document["inventory"]["components"]}
    lost = [name for name in LIVE if name not in names]
    assert lost == []
    assert {each["path"] for each in document["inputs"]} == {shown(case.name) for case in small}


class _Page(HTMLParser):
    """Gathers what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag in ("iframe", "object", "embed", "base", "form", "link", "applet"):
            self.live.append(tag)
        for name, value in attrs:
            said = (value or "").strip().lower()
            if name.startswith("on") or said.startswith(("javascript:", "vbscript:")):
                self.live.append(f"{tag} {name}={value}")
            if name in ("src", "href", "action", "data") and not said.startswith(
                ("#", "data:image/", "https://", "mailto:")
            ):
                self.live.append(f"{tag} {name}={value}")
            if name in ("src", "href") and "evil.invalid" in said:
                self.live.append(f"{tag} {name}={value}")


def test_html_has_no_live_markup_of_ours_to_their_names(audited, hostile, tmp_path):
    root, _run, _small = audited
    (tmp_path / "city").mkdir()
    write(tmp_path / "city", [case for case in hostile.cases if case.name.startswith(("control", "zz-"))])
    plain = tmp_path / "plain.html"
    sovaudit("audit", tmp_path / "city", "--as-of", "2026-11-01", "-q", "-o", plain, folder=tmp_path / "city")
    pages = [_Page(), _Page()]
    for page, path in zip(pages, (root / "two.html", plain), strict=True):
        page.feed(path.read_text(encoding="utf-8"))
    assert pages[0].live == []
    assert pages[0].scripts == pages[1].scripts, "as many scripts as the report of harmless files has"


def test_xlsx_opens_and_has_neither_formulas_nor_links(audited):
    calamine = pytest.importorskip("python_calamine")
    root, _run, _small = audited
    book = calamine.CalamineWorkbook.from_path(str(root / "two.xlsx"))
    texts = {cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert "=cmd|' /C calc'!A0" in texts
    with zipfile.ZipFile(root / "two.xlsx") as archive:
        for member in archive.namelist():
            data = archive.read(member)
            assert b"<f>" not in data, member
            assert b"evil.invalid" not in data or not member.endswith(".rels"), member
            assert b'TargetMode="External"' not in data or b"evil" not in data, member
