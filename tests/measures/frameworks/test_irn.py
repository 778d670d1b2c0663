# SPDX-License-Identifier: EUPL-1.2
"""Levels of the IRN by criterion and by pillar; they are listed and counted, never added up."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.measures import Case, Measure, unheard_answers
from sovaudit.measures.frameworks import application_irn_levels, portfolio_irn_pillars
from sovaudit.model import Answer, Application, Hosting, Origin, Record, Unknown
from tests.identity._inventories import inventory_of

MEASURE: Measure = application_irn_levels
PILLARS: Measure = portfolio_irn_pillars
DAY = date(2026, 11, 23)
COLUMNS = (("subject", "A"), ("measure", "B"), ("value", "C"))


def rows(*told: tuple[str, str, str]) -> list[Record]:
    return [
        Answer(subject, measure, value, origin=Origin("answers.csv", "answers", number, COLUMNS))
        for number, (subject, measure, value) in enumerate(told, start=2)
    ]


def case_of(*records: Record) -> Case:
    return Case(inventory_of(Application("paie"), Application("ged"), Hosting("salle"), *records), DAY, {}, {})


GRID = rows(
    ("paie", "irn.RES-1.10", "3"),
    ("application:paie", "irn.res-1.9", "2"),
    ("hosting:salle", "irn.RES-2.1", "2"),
    ("portfolio", "irn.RES-1.1", "2"),
)


def test_levels_of_an_application_in_their_order():
    column = case_of(*GRID).known("application.irn_levels")
    assert column.of(0).value == ("RES-1.9 = 2", "RES-1.10 = 3")
    assert [fact.source.place for fact in column.of(0).evidence] == ["answers!C3", "answers!C2"]
    assert column.of(1).value == Unknown("absent")


def test_levels_of_everything_by_pillar():
    """Three levels in pillar 1 (two at 2, one at 3), one in pillar 2; no mean, no sum."""
    case = case_of(*GRID)
    lines = case.known("portfolio.irn_pillars").of(0).value
    assert lines == (
        "RES-1\N{NO-BREAK SPACE}: 3 niveaux (niveau 2\N{NO-BREAK SPACE}: 2, niveau 3\N{NO-BREAK SPACE}: 1)",
        "RES-2\N{NO-BREAK SPACE}: 1 niveau (niveau 2\N{NO-BREAK SPACE}: 1)",
    )
    assert case_of().known("portfolio.irn_pillars").of(0).value == Unknown("absent")
    assert list(unheard_answers(case.inventory)) == []


@pytest.mark.parametrize(
    ("row", "place"),
    [
        pytest.param(("paie", "irn.RES-9.1", "2"), "B2", id="no such pillar"),
        pytest.param(("paie", "irn.RES-1", "2"), "B2", id="a pillar is no criterion"),
        pytest.param(("paie", "irn.RES-1.1", "maîtrisé"), "C2", id="no number"),
        pytest.param(("paie", "irn.RES-1.1", "10"), "C2", id="no level"),
        pytest.param(("component:x", "irn.RES-1.1", "1"), "A2", id="no asset"),
    ],
)
def test_a_row_that_says_nothing_is_reported_with_its_cell(row, place):
    case = case_of(*rows(row))
    issues = list(unheard_answers(case.inventory))
    assert [each.place for each in issues] == [f"answers.csv answers!{place}"]
    assert case.known("portfolio.irn_pillars").of(0).value == Unknown("absent")


def test_a_second_level_counts_and_is_reported():
    case = case_of(*rows(("paie", "irn.RES-1.1", "1"), ("application:paie", "irn.RES-1.1", "3")))
    (issue,) = unheard_answers(case.inventory)
    assert issue.place == "answers.csv answers!C3"
    assert "answers!C2" in issue.message
    assert case.known("application.irn_levels").of(0).value == ("RES-1.1 = 3",)
