# SPDX-License-Identifier: EUPL-1.2
"""Continuity in every report: rankings, pairs, promises, waves; names of a hostile register stay names."""

from __future__ import annotations

import json
from datetime import date

import lxml.html
import pytest

from sovaudit.audit import audit
from sovaudit.model import Application, Audit, Dependency, Hosting, Organisation, Origin, Record, Service
from sovaudit.reports import json as document
from sovaudit.reports._sheets import sheets
from tests.identity._inventories import inventory_of
from tests.reports._page import page_of

DAY = date(2026, 11, 23)
ROW = Origin("registres.csv", "registres", 2)
HOSTILE = 'Salle "<img src=x onerror=alert(1)>" & Cie'


def made(*records: Record) -> Audit:
    return audit(inventory_of(*records), (), DAY)


@pytest.fixture(scope="module")
def whole() -> Audit:
    return made(
        Service("vote", name="Vote", criticality=4, dmia_hours=2.0, origin=ROW),
        Service("fete", name="Fêtes", criticality=1, origin=ROW),
        Service("parc", name="Parcs", criticality=2, origin=ROW),
        Application("urne", name="Urne", services=("vote",), rto_hours=4.0, origin=ROW),
        Application("bal", name="Bal", services=("fete",), hosting="salle", publisher="absente", origin=ROW),
        Hosting("salle", name=HOSTILE, provider="acme", country="FR", origin=ROW),
        Hosting("reserve", name="Réserve", country="DE", origin=ROW),
        Organisation("acme", name="Acme", parent="gros", origin=ROW),
        Organisation("gros", name="Gros Groupe", origin=ROW),
        Dependency("urne", "hosting:salle", "runs_on", "sites", origin=ROW),
        Dependency("urne", "hosting:reserve", "runs_on", "sites", origin=ROW),
    )


@pytest.fixture(scope="module")
def page(whole):
    return page_of(whole, "continuite")


def rows(page: lxml.html.HtmlElement, caption: str) -> list[list[str]]:
    table = page.get_element_by_id(caption).getparent()
    assert table is not None
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iterfind("tbody/tr")]


def test_outages_and_control_are_ranked_apart_and_what_is_hostile_is_text(page):
    # salle stops fete alone (bal); with reserve it stops vote.
    outages = rows(page, "c-spof")
    assert [(row[1], row[3], row[4], row[5]) for row in outages] == [
        ("Urne", "Vote", "1", "1"),
        ("Bal", "Fêtes", "1", "0"),
        (HOSTILE, "Fêtes", "1", "0"),
        ("Acme", "Fêtes", "1", "0"),
    ]
    assert [row[1] for row in rows(page, "c-controls")] == ["France (FR)", "Gros Groupe"]
    assert page.find(".//img") is None


def test_pairs_promises_waves_and_what_is_not_known(page):
    pairs = {frozenset(row[:2]): row[2] for row in rows(page, "c-pairs")}
    assert pairs[frozenset((HOSTILE, "Réserve"))] == "Vote"
    conflicts = rows(page, "c-conflicts")
    assert conflicts[0][0] == "Vote"
    assert conflicts[0][2] == "Urne"
    assert [row[0] for row in rows(page, "c-waves")] == ["1", "2"]
    text = " ".join(page.text_content().split())
    assert "Parcs" in text  # no register says what it relies on
    assert "absente" in text  # used and defined nowhere


def test_the_workbook_has_a_row_for_each(whole):
    found = {each.key: list(each.rows()) for each in sheets(whole) if each.key in ("spof", "conflicts", "restart")}
    assert [row[0] for row in found["spof"] if row[3] is None] == [each.node for each in whole.continuity.spof]
    assert ("hosting:reserve", "hosting:salle") in {(row[0], row[3]) for row in found["spof"]}
    assert len(found["conflicts"]) == len(whole.continuity.conflicts)
    assert {row[0]: row[3] for row in found["restart"]} == {
        "application:urne": 2,
        "application:bal": 2,
        "hosting:salle": 1,
        "hosting:reserve": 1,
    }


def test_the_document_has_all_of_it(whole):
    found = json.loads(document.render(whole))["continuity"]
    assert {each["node"] for each in found["spof"]} >= {"application:urne", "hosting:salle", "country:FR"}
    assert found["undefined"] == ["organisation:absente"]
    assert found["recovery"][0] == ["hosting:reserve", "hosting:salle"]


def test_without_a_service_the_reports_say_nothing_of_it():
    found = made(Application("seule", name="Seule", origin=ROW))
    assert found.continuity is None
    assert json.loads(document.render(found))["continuity"] is None
    assert not {"spof", "conflicts", "restart"} & {each.key for each in sheets(found)}
