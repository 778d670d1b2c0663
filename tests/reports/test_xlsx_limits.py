# SPDX-License-Identifier: EUPL-1.2
"""What inputs may say and a workbook cannot hold or must not obey: hostile texts, long ones, too many rows."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.model import Audit, Issue
from sovaudit.reports import _xlsx_book, xlsx
from sovaudit.reports._sheets_inputs import Limits
from sovaudit.reports._xlsx_text import CELL, fitting
from tests.reports._sample import FORMULA, LONG, SCRIPT, sample_audit
from tests.reports._workbook import FRENCH, pages, parts, records

ATTACKS = [
    FORMULA,
    SCRIPT,
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "{=1+1}",
    "https://evil.example/",
    "external:\\\\host\\share",
    "internal:'Lisez-moi'!A1",
    "mailto:a@evil.example",
    "<r><t>x</t></r></is></c><c r='Z9'><f>1+1</f></c><c t='inlineStr'><is><r></r>",
    "_x0041_",
    "</t></is></c>",
    "nul\x00esc\x1b[31m\x85\ufffe\uffff\ud800",
]


def inert(data: bytes) -> bool:
    """Tell that there is no formula, no link and nothing outside the file."""
    found = parts(data)
    sheet_xml = "".join(text for name, text in found.items() if name.startswith("xl/worksheets/"))
    return (
        not re.search(r"<f[ >/]", sheet_xml)
        and "<hyperlink" not in sheet_xml
        and "mergeCell" not in sheet_xml
        and not any("TargetMode" in text or "externalLink" in name for name, text in found.items())
        and not any("vba" in name for name in found)
    )


def with_name(audit: Audit, text: str) -> Audit:
    """Put a text into every place of an audit where an input may have put it."""
    replace = msgspec.structs.replace
    old = audit.inventory
    finding = next(each for each in audit.findings if each.evidence)
    inventory = replace(
        old,
        city=replace(old.city, name=text, note=text),
        components=(replace(old.components[0], name=text, version=text, supplier=text), *old.components[1:]),
        applications=(replace(old.applications[0], name=text, licence=text, owner=text), *old.applications[1:]),
        files=(replace(old.files[0], path=text, issues=(Issue(text, text, text),)), *old.files[1:]),
    )
    return replace(
        audit,
        inventory=inventory,
        findings=(replace(finding, reason=text, subject=text, remedy=text), *audit.findings),
        questions=tuple(replace(question, question=text, who=text) for question in audit.questions),
        licences=(replace(audit.licences[0], statement=text), *audit.licences[1:]),
    )


def test_the_workbook_has_no_formula_no_link_nothing_merged() -> None:
    assert inert(xlsx.render(sample_audit()))


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_only_text(attack: str) -> None:
    data = xlsx.render(with_name(sample_audit(hostile=False), attack))
    assert inert(data)
    found = pages(data)
    assert records(found["Composants"])[0]["Nom"] == fitting(attack, Limits())
    plain = pages(xlsx.render(with_name(sample_audit(hostile=False), "plain")))
    assert {name: len(page) for name, page in found.items()} == {name: len(page) for name, page in plain.items()}


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_text_keeps_the_workbook_readable_and_inert(text: str) -> None:
    data = xlsx.render(with_name(sample_audit(hostile=False), text))
    assert inert(data)
    assert list(pages(data)) == FRENCH


def test_what_a_cell_cannot_hold_is_shown_and_counted() -> None:
    limits = Limits()
    assert fitting("a\x00b\x1bc\ud800d\u202ee\ufffe", limits) == r"a\x00b\x1bc\ud800d\u202ee\ufffe"
    assert fitting("Été « libre » – 東京\nligne\tdeux", limits) == "Été « libre » – 東京\nligne\tdeux"
    assert (limits.replaced, limits.cut) == (1, 0)


@pytest.mark.parametrize("text", [LONG, "é" * 40_000, "😀" * 20_000])
def test_long_texts_are_cut_visibly_and_counted(text: str) -> None:
    limits = Limits()
    cut = fitting(text, limits)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL
    assert cut.endswith("audit.json]")
    assert str(len(text)) in cut[-80:]
    assert text.startswith(cut[: CELL // 2 - 100])
    assert limits.cut == 1
    assert fitting("x" * CELL, Limits()) == "x" * CELL


def test_readme_counts_what_was_cut() -> None:
    found = pages(xlsx.render(sample_audit()))
    counted = {row[1]: row[2] for row in found["Lisez-moi"] if row[0] == "Limites du format"}
    assert counted["Textes coupés"] == 1
    assert counted["Textes dont des caractères ont été rendus visibles"] > 0
    assert any(str(row["Fournisseur"]).endswith("audit.json]") for row in records(found["Composants"]))


def test_too_many_rows_go_on_a_second_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_book, "ROWS", 6)
    audit = sample_audit()
    found = pages(xlsx.render(audit))
    assert [len(found[name]) for name in ("Composants", "Composants (2)", "Composants (3)")] == [6, 6, 3]
    assert found["Composants"][0] == found["Composants (2)"][0]
    ids = [row[0] for name in ("Composants", "Composants (2)", "Composants (3)") for row in found[name][1:]]
    assert ids == [fitting(component.id, Limits()) for component in audit.inventory.components]
    assert ["Feuilles", "Composants (3)", 2] in [row[:3] for row in found["Lisez-moi"]]
    assert [row[2] for row in found["Lisez-moi"] if row[1] == "Feuilles continuées sur une autre"] == [3]


def test_numbers_that_a_cell_cannot_hold_are_text() -> None:
    audit = sample_audit()
    first = audit.inventory.applications[0]
    for users, shown in ((2**53, 2**53), (10**400, str(10**400)), (float("inf"), "inf")):
        application = msgspec.structs.replace(first, users=users)
        inventory = msgspec.structs.replace(
            audit.inventory, applications=(application, *audit.inventory.applications[1:])
        )
        found = pages(xlsx.render(msgspec.structs.replace(audit, inventory=inventory)))
        assert records(found["Applications"])[0]["Utilisateurs"] == shown
