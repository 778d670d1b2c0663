# SPDX-License-Identifier: EUPL-1.2
"""Who holds an application's contracts, for how long, and how often without competition: timelines drawn by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.measures import Measure
from sovaudit.measures.lockin import application_incumbency_years, application_share_without_competition
from sovaudit.model import Application, Organisation, Unknown
from tests.measures.lockin._cities import DAY, case_of, contract, reason, value

MEASURES: list[Measure] = [application_incumbency_years, application_share_without_competition]
NAME = "application.incumbency_years"
APP = Application("paie", name="Paie")


def years(first: str, last: str = DAY.isoformat()) -> float:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days / 365.25


def held(name: str, first: str, last: str, holder: object = "alpha", **fields):
    return contract(name, first, last, holder=holder, applications=("paie",), **fields)


TIMELINES = {
    #            2015    2017    2019    2021    2023    2025    2027
    "one contract": (
        [held("c", "2024-01-01", "2027-12-31")],
        years("2024-01-01"),
    ),
    "end to end: one chain": (
        [
            held("a", "2016-01-01", "2019-12-31"),
            held("b", "2020-01-01", "2023-12-31"),
            held("c", "2024-01-01", "2027-12-31"),
        ],
        years("2016-01-01"),
    ),
    "overlap: counted once": (
        [held("a", "2018-01-01", "2024-12-31"), held("b", "2022-01-01", "2027-12-31")],
        years("2018-01-01"),
    ),
    "two run today: from the first": (
        [held("a", "2021-01-01", "2027-12-31"), held("b", "2025-01-01", "2028-12-31")],
        years("2021-01-01"),
    ),
    "a gap of five months: the chain holds": (
        [held("a", "2018-01-01", "2021-12-31"), held("b", "2022-06-01", "2027-12-31")],
        years("2018-01-01"),
    ),
    "183 days between, half a year: the chain holds": (
        [held("a", "2018-01-01", "2021-12-31"), held("b", "2022-07-03", "2027-12-31")],
        years("2018-01-01"),
    ),
    "one day more: a new chain": (
        [held("a", "2018-01-01", "2021-12-31"), held("b", "2022-07-04", "2027-12-31")],
        years("2022-07-04"),
    ),
    "a gap of eight months: a new chain": (
        [held("a", "2018-01-01", "2021-12-31"), held("b", "2022-09-01", "2027-12-31")],
        years("2022-09-01"),
    ),
    "a gap further back ends the chain there": (
        [
            held("z", "2010-01-01", "2013-12-31"),
            held("a", "2018-01-01", "2021-12-31"),
            held("b", "2022-01-01", "2027-12-31"),
        ],
        years("2018-01-01"),
    ),
    "another holder before: only the new one's years": (
        [held("a", "2016-01-01", "2021-12-31", "beta"), held("b", "2022-01-01", "2027-12-31")],
        years("2022-01-01"),
    ),
    "back after another holder: a new chain": (
        [
            held("a", "2014-01-01", "2017-12-31"),
            held("b", "2018-01-01", "2021-12-31", "beta"),
            held("c", "2022-01-01", "2027-12-31"),
        ],
        years("2022-01-01"),
    ),
    "two holders today: the longest counts": (
        [held("a", "2020-01-01", "2027-12-31"), held("b", "2024-01-01", "2027-12-31", "beta")],
        years("2020-01-01"),
    ),
    "over: until the end of the last": (
        [held("a", "2018-01-01", "2021-12-31"), held("b", "2022-01-01", "2025-12-31")],
        years("2018-01-01", "2025-12-31"),
    ),
    "held together with another: it goes on": (
        [held("a", "2018-01-01", "2021-12-31", "beta", co_holders=("alpha",)), held("b", "2022-01-01", "2027-12-31")],
        years("2018-01-01"),
    ),
    "the last day is a day in force: both count": (
        [held("a", "2020-01-01", "2026-11-23"), held("b", "2026-11-01", "2027-12-31", "beta")],
        years("2020-01-01"),
    ),
    "not begun yet: not in place": (
        [held("a", "2022-01-01", "2026-12-31"), held("b", "2026-12-15", "2030-12-31", "beta")],
        years("2022-01-01"),
    ),
}


@pytest.mark.parametrize("timeline", TIMELINES)
def test_years_of_the_holder_in_place(timeline):
    contracts, expected = TIMELINES[timeline]
    for order in (contracts, contracts[::-1]):
        case = case_of(APP, Organisation("alpha"), Organisation("beta"), *order)
        assert value(case, NAME) == pytest.approx(expected)


def test_the_same_siren_under_two_ids_is_one_holder():
    """A SIRET counts by its first nine digits, the SIREN."""
    contracts = [held("a", "2018-01-01", "2021-12-31", "alpha"), held("b", "2022-01-01", "2027-12-31", "alpha-ouest")]
    same = [Organisation("alpha", siren="552081317"), Organisation("alpha-ouest", siren="552 081 317 00010")]
    assert value(case_of(APP, *contracts, *same), NAME) == pytest.approx(years("2018-01-01"))
    two = [Organisation("alpha", siren="552081317"), Organisation("alpha-ouest", siren="732829320")]
    assert value(case_of(APP, *contracts, *two), NAME) == pytest.approx(years("2022-01-01"))


def test_a_parent_is_another_legal_entity():
    contracts = [held("a", "2018-01-01", "2021-12-31", "alpha"), held("b", "2022-01-01", "2027-12-31", "filiale")]
    group = [Organisation("alpha"), Organisation("filiale", parent="alpha")]
    assert value(case_of(APP, *contracts, *group), NAME) == pytest.approx(years("2022-01-01"))


@pytest.mark.parametrize(
    ("contracts", "why"),
    [
        ([], "absent"),
        ([held("a", "2030-01-01", "2031-12-31")], "absent"),  # nothing in place yet
        ([held("a", "", "2027-12-31")], "unchecked"),
        ([held("a", "2022-01-01", "2027-12-31", Unknown("absent"))], "unchecked"),
        ([held("a", "2020-01-01", "")], "unchecked"),  # still in force?
        ([held("a", "2016-01-01", ""), held("b", "2022-01-01", "2027-12-31")], "unchecked"),  # did it run until 2021?
        ([held("a", "2020-01-01", "2025-12-31"), held("b", "2025-01-01", "")], "unchecked"),
    ],
)
def test_a_day_or_holder_that_could_change_the_answer_leaves_it_unknown(contracts, why):
    assert reason(case_of(APP, Organisation("alpha"), *contracts), NAME) == why


def test_an_end_that_could_change_nothing_is_not_needed():
    contracts = [held("a", "2020-01-01", "2027-12-31"), held("b", "2022-01-01", "")]
    assert value(case_of(APP, Organisation("alpha"), *contracts), NAME) == pytest.approx(years("2020-01-01"))


def test_the_evidence_says_that_a_holder_resells():
    reseller = Organisation("alpha", roles=("Revendeur",))
    case = case_of(APP, reseller, held("a", "2022-01-01", "2027-12-31"))
    assert (
        "revendeur" in case.known(NAME).of(0).evidence[0].note or "reseller" in case.known(NAME).of(0).evidence[0].note
    )


WITHOUT, WITH = "Marché passé sans publicité ni mise en concurrence préalable", "Procédure adaptée"
SHARE = "application.share_without_competition"


def shown(case):
    return [(each.name, each.value) for each in case.known(SHARE).of(0).evidence]


@given(st.lists(st.tuples(st.integers(2012, 2026), st.booleans()), max_size=8))
def test_the_share_without_competition_agrees_with_brute_force(rows):
    contracts = [
        held(f"c{number}", f"{year}-06-01", f"{year}-12-31", procedure=WITHOUT if without else WITH)
        for number, (year, without) in enumerate(rows)
    ]
    recent = [without for year, without in rows if year >= 2019]  # after 23 November 2018
    case = case_of(APP, *contracts)
    if len(recent) < 2:
        assert reason(case, SHARE) == ("too_few" if recent else "absent")
    else:
        assert value(case, SHARE) == sum(recent) / len(recent)
    if recent:
        assert shown(case)[:2] == [("without_competition", sum(recent)), ("contracts", len(recent))]


@pytest.mark.parametrize("procedure", [WITHOUT, WITH, Unknown("absent")])
def test_a_share_of_one_contract_says_nothing_and_how_many_there_are_is_said(procedure):
    case = case_of(APP, held("c", "2024-01-01", "2027-01-01", procedure=procedure))
    found = value(case, SHARE)
    assert found.unknown == "too_few"
    assert found.detail in ("1 contract over eight years", "1 marché sur huit ans")
    assert ("contracts", 1) in shown(case)
    assert "procedure" in [name for name, _value in shown(case)]


def test_the_records_of_one_agreement_are_one_contract():
    lots = [held(name, "2024-01-01", "2027-01-01", procedure=WITHOUT, framework="f", buyer="s") for name in "ab"]
    assert reason(case_of(APP, *lots), SHARE) == "too_few"
    assert value(case_of(APP, *lots, held("c", "2020-01-01", "2023-12-31", procedure=WITH)), SHARE) == 0.5


def test_eight_years_are_counted_to_the_day():
    beside = held("b", "2024-01-01", "2025-01-01", procedure=WITH)
    on, after = (held("c", day, "2020-01-01", procedure=WITHOUT) for day in ("2018-11-23", "2018-11-24"))
    assert reason(case_of(APP, beside, on), SHARE) == "too_few"
    assert value(case_of(APP, beside, after), SHARE) == 0.5


def test_one_procedure_that_nobody_knows_leaves_the_share_unknown():
    known, silent = held("a", "2024-01-01", "2025-01-01", procedure=WITH), held("b", "2024-01-01", "2025-01-01")
    assert reason(case_of(APP, known, silent), SHARE) == "unchecked"
    undated = contract("c", procedure=WITH, applications=("paie",))
    assert reason(case_of(APP, known, undated), SHARE) == "unchecked"


def test_the_national_share_stands_beside_it():
    """The study gives 57.3 % for Orphée, 26.0 % for CPV 48, 29.5 % for CPV 72, and 94 % for the maintenance of it."""
    assert _national(Application("orphee", name="Orphée (bibliothèques)"), cpv="48000000") == [0.573]
    assert _national(APP, cpv="48000000") == [0.26]
    assert _national(APP, cpv="72267000") == [0.94, 0.295]
    assert _national(APP) == [0.26, 0.295]
    assert shown(case_of(APP)) == []


def _national(application, **fields):
    rows = [
        contract(name, "2024-01-01", "2027-01-01", procedure=WITH, applications=(application.id,), **fields)
        for name in ("c", "d")
    ]
    return [each for name, each in shown(case_of(application, *rows)) if name.startswith("national_")]
