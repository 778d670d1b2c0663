# SPDX-License-Identifier: EUPL-1.2
"""P5: what could not be understood is unknown, with its reason; never zero, never blank, never good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli._here import sovaudit
from tests.promises._making import cdx, component, dumped

BLANKS = ("", "NaN", "\u221e")
"""What publishers write where there is nothing."""
UNREADABLE = (*BLANKS, "beaucoup", "1e999", "-5", "99999-99-99")
NOTHING = {"absent", "invalid"}


def _unknowns(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "unknown" in value and "detail" in value:
            yield value
        for each in value.values():
            yield from _unknowns(each)
    elif isinstance(value, list):
        for each in value:
            yield from _unknowns(each)


@pytest.mark.parametrize("written", UNREADABLE)
def test_an_amount_that_cannot_be_read_is_unknown(tmp_path, written):
    folder = tmp_path / "city"
    folder.mkdir()
    contract = {"id": "M1", "objet": "Logiciel", "montant": written, "dureeMois": written, "dateNotification": written}
    (folder / "marches.json").write_bytes(dumped({"marches": [contract]}))
    run = sovaudit("inventory", folder, "-f", "json")
    found = json.loads(run.out)["inventory"]["contracts"][0]
    for field in ("amount_eur", "notified", "duration_months"):
        assert found[field]["unknown"] in NOTHING, field
        assert found[field]["detail"] == written, "what stands there is kept, also when it means « nothing »"
    issues = {each["place"].rpartition("/")[2] for each in json.loads(run.out)["inputs"][0]["issues"]}
    assert written in BLANKS or {"montant", "dureeMois", "dateNotification"} <= issues


def test_every_unknown_has_a_reason(tmp_path):
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "a.cdx.json").write_bytes(cdx([component("a"), component("b", licenses=[{"expression": "MIT AND ("}])]))
    (folder / "apps.csv").write_text("id;nom;type;version;editeur\na;Guichet;n'importe quoi;;\n", encoding="utf-8")
    report = tmp_path / "audit.json"
    run = sovaudit("audit", folder, "-q", "-o", report)
    assert run.code == 0, run.err
    found = list(_unknowns(json.loads(report.read_bytes())))
    assert len(found) > 10
    assert [each for each in found if not each["unknown"]] == []
    assert [each for each in found if each["unknown"] == "invalid" and not each["detail"]] == []


def test_a_licence_that_is_not_understood_is_not_good(tmp_path):
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "a.cdx.json").write_bytes(cdx([component("a", licenses=[{"expression": "MIT AND ("}])]))
    run = sovaudit("inventory", folder, "-f", "json")
    licences = json.loads(run.out)["inventory"]["components"][0]["licences"]
    assert licences["class"] == "unknown"
    assert licences["unknown"]


def test_a_strict_run_ends_otherwise_when_a_file_is_refused(tmp_path):
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "a.cdx.json").write_bytes(cdx([component("a")]))
    (folder / "b.cdx.json").write_bytes(b"{")
    assert sovaudit("inventory", folder).code == 0
    assert sovaudit("inventory", folder, "--strict").code == 2
    (folder / "a.cdx.json").unlink()
    assert sovaudit("inventory", folder).code == 3
