# SPDX-License-Identifier: EUPL-1.2
"""One contract: when it ends, how it was awarded, how its price moved, what its clauses say."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.continuity.spending import years_before
from sovaudit.measures import Measure
from sovaudit.measures.lockin import (
    contract_cloud_service,
    contract_end,
    contract_notice_months,
    contract_price_drift,
    contract_remaining_months,
    contract_reversibility,
    contract_single_bid,
    contract_without_competition,
)
from sovaudit.measures.lockin._contracts import last_day
from sovaudit.model import Amendment, Application, Contract, Origin, Unknown
from tests.measures.lockin._cities import DAY, ORIGIN, case_of, contract, reason, value

MEASURES: list[Measure] = [
    contract_cloud_service,
    contract_end,
    contract_notice_months,
    contract_price_drift,
    contract_remaining_months,
    contract_reversibility,
    contract_single_bid,
    contract_without_competition,
]
DECP = Origin("marches.json", place="/marches/marche/0")


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2017-03-20", 60, "2022-03-19"),
        ("2024-01-31", 1, "2024-02-28"),  # the month has no 31st: it would run until the 29th, less a day
        ("2024-02-29", 12, "2025-02-27"),
        ("2024-01-01", 12, "2024-12-31"),
        ("2024-01-01", 1.5, "2024-02-15"),  # half a month: 15 days
    ],
)
def test_a_term_ends_on_the_day_before_its_anniversary(first, months, last):
    assert last_day(date.fromisoformat(first), months) == date.fromisoformat(last)
    case = case_of(contract("c", first, duration_months=float(months)))
    assert value(case, "contract.end") == last


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 480))
def test_a_term_is_as_long_as_its_months(first, months):
    last = last_day(first, months) + timedelta(days=1)
    assert (last.year - first.year) * 12 + last.month - first.month == months
    assert last.day == min(first.day, monthrange(last.year, last.month)[1])


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 20))
def test_years_before_a_day_it_is_the_same_day(today, years):
    found = years_before(today, years)
    assert (found.year, found.month) == (today.year - years, today.month)
    assert found.day == today.day or (today.month, today.day, found.day) == (2, 29, 28)


def test_a_stated_end_is_better_than_a_computed_one():
    case = case_of(contract("c", "2024-01-01", "2026-06-30", duration_months=60.0))
    assert value(case, "contract.end") == "2026-06-30"
    assert case.known("contract.end").of(0).evidence[0].source.place == "contracts!J2"


def test_the_last_modification_that_states_a_duration_counts():
    amendments = (
        Amendment("2", date(2025, 9, 1), duration_months=48.0),
        Amendment("1", date(2025, 1, 1), duration_months=42.0),
        Amendment("3", date(2026, 1, 1), amount_eur=5000.0),
    )
    case = case_of(Contract("c", notified=date(2023, 1, 1), duration_months=36.0, amendments=amendments, origin=DECP))
    assert value(case, "contract.end") == "2026-12-31"  # four years
    evidence = case.known("contract.end").of(0).evidence[1]
    assert (evidence.value, evidence.as_of, evidence.source.place) == (
        48.0,
        date(2025, 9, 1),
        DECP.place + " modification 2",
    )


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (contract("c", "2024-01-01"), "absent"),
        (contract("c", duration_months=12.0), "absent"),
        (contract("c", "2024-01-01", duration_months=Unknown("conflict", "12 / 24")), "conflict"),
        (contract("c", "2024-01-01", duration_months=1e9), "invalid"),
    ],
)
def test_an_end_that_nothing_tells_is_unknown(record, why):
    case = case_of(record)
    assert reason(case, "contract.end") == reason(case, "contract.remaining_months") == why


@pytest.mark.parametrize(("last", "days"), [("2026-11-23", 0), ("2027-11-23", 365), ("2026-10-24", -30)])
def test_months_are_left_until_the_end_and_negative_after_it(last, days):
    case = case_of(contract("c", last=last))
    assert value(case, "contract.remaining_months") == pytest.approx(days / (365.25 / 12))


@pytest.mark.parametrize(
    ("procedure", "without"),
    [
        ("Marché passé sans publicité ni mise en concurrence préalable", True),
        ("Marché négocié sans publicité ni mise en concurrence préalable", True),
        ("gré à gré", True),
        ("Procédure négociée sans mise en concurrence", True),
        ("Procédure adaptée", False),
        ("Marché à procédure adaptée", False),
        ("MAPA", False),
        ("PA", False),
        ("AOO", False),
        ("Appel d'offres ouvert", False),
        ("Appel d’offres restreint", False),
        ("Procédure avec négociation", False),
        ("Procédure concurrentielle avec négociation", False),
        ("Procédure négociée avec mise en concurrence préalable", False),
        ("Procédure négociée avec publicité préalable", False),
        ("Dialogue compétitif", False),
        ("Concours", False),
        ("Procédure non négociée ouverte", False),
        ("Marché sans publicité avec mise en concurrence", None),
        ("Marché négocié", None),
        ("carte achat", None),
    ],
)
def test_a_procedure_says_whether_there_was_competition(procedure, without):
    found = value(case_of(contract("c", procedure=procedure)), "contract.without_competition")
    assert found == (Unknown("unrecognised", procedure) if without is None else without)


@pytest.mark.parametrize(
    ("bids", "single"),
    [(1, True), (2, False), (0, Unknown("invalid", "0")), (Unknown("absent", "NC"), Unknown("absent", "NC"))],
)
def test_bids_that_say_nothing_are_unknown(bids, single):
    assert value(case_of(contract("c", bids_received=bids)), "contract.single_bid") == single


def test_national_figures_stand_beside_a_contract_of_their_division():
    """The study: CPV 48, 68.2 % single bid; CPV 72, 29.5 % without competition; maintenance, about 94 %."""
    software = contract("a", cpv="48450000", bids_received=3, procedure="Procédure adaptée")
    upkeep = contract("b", cpv="72267100", bids_received=1, procedure="Procédure adaptée")
    paper = contract("c", cpv="30197600", bids_received=1, procedure="Procédure adaptée")
    case = case_of(software, upkeep, paper)

    def beside(name: str, position: int) -> list[tuple[str, object]]:
        facts = case.known(name).of(position).evidence
        return [(each.name, each.value) for each in facts if each.source.path == "data:procurement"]

    assert beside("contract.single_bid", 0) == [("national_single_bid_share", 0.682)]
    assert beside("contract.without_competition", 1) == [
        ("national_without_effective_competition_share", 0.94),
        ("national_without_competition_share", 0.295),
    ]
    assert beside("contract.single_bid", 2) == []


def drifting(*amounts: float, first: float | Unknown = 100_000.0, path: str = "marches.json") -> Contract:
    amendments = tuple(
        Amendment(str(number), date(2025, number, 1), amount_eur=each) for number, each in enumerate(amounts, start=1)
    )
    return Contract("c", amount_eur=first, amendments=amendments, origin=Origin(path, place="/0"))


@pytest.mark.parametrize(
    ("amounts", "drift"),
    [
        ((118_500.0,), 0.185),
        ((110_000.0, 130_000.0), 0.3),  # increases of 10,000 and 20,000 add up to 30 % of the first amount
        ((110_000.0, 95_000.0), -0.05),
        ((100_000.0,), 0.0),
        ((), 0.0),
    ],
)
def test_the_increases_of_modifications_add_up(amounts, drift):
    case = case_of(drifting(*amounts), published=["marches.json"])
    assert value(case, "contract.price_drift") == pytest.approx(drift)
    increases = [after - before for before, after in zip((100_000.0, *amounts), amounts, strict=False)]
    assert value(case, "contract.price_drift") == pytest.approx(sum(increases) / 100_000.0)


def test_modifications_count_in_the_order_of_their_days():
    late, early = Amendment("1", date(2026, 1, 1), 120_000.0), Amendment("2", date(2025, 1, 1), 150_000.0)
    case = case_of(Contract("c", amount_eur=100_000.0, amendments=(late, early), origin=DECP))
    assert value(case, "contract.price_drift") == pytest.approx(0.2)


def test_an_amount_that_may_be_a_difference_is_not_guessed():
    """The example of the format itself modifies 575,000 € to 123,457.87 €: a cut by four fifths, or that much more?"""
    case = case_of(drifting(123_457.87, first=575_000.0), published=["marches.json"])
    assert reason(case, "contract.price_drift") == "conflict"


@pytest.mark.parametrize(
    ("record", "published", "why"),
    [
        (drifting(path="registres.csv"), [], "absent"),  # a register has no modifications
        (drifting(first=Unknown("absent")), ["marches.json"], "absent"),
        (drifting(first=0.0), ["marches.json"], "absent"),
        (
            Contract("c", amount_eur=1000.0, amendments=(Amendment("1", duration_months=24.0),), origin=DECP),
            ["marches.json"],
            "absent",
        ),
    ],
)
def test_a_drift_that_nothing_tells_is_unknown(record, published, why):
    assert reason(case_of(record, published=published), "contract.price_drift") == why


def test_a_drift_beyond_numbers_is_none():
    assert reason(case_of(drifting(1e308, first=1e-308)), "contract.price_drift") == "invalid"


def test_a_ceiling_can_drift_too():
    record = Contract("c", amount_eur=100.0, ceiling=True, amendments=(Amendment("1", DAY, 150.0),), origin=DECP)
    assert value(case_of(record), "contract.price_drift") == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("cpv", "kinds", "cloud"),
    [
        ("72415000", (), True),  # hosting of sites
        ("72317000", ("proprietary",), True),  # storage
        ("48450000", ("proprietary", "saas"), True),
        ("48450000", ("proprietary", "custom"), False),
        ("48450000", ("proprietary", None), "unchecked"),
        ("48450000", ("saas", None), True),
        ("48450000", (), "absent"),
    ],
)
def test_an_online_service_is_told_by_its_applications_or_its_code(cpv, kinds, cloud):
    applications = [
        Application(f"a{number}", **({"kind": kind} if kind else {}), contracts=("c",))
        for number, kind in enumerate(kinds)
    ]
    found = value(case_of(contract("c", cpv=cpv), *applications), "contract.cloud_service")
    assert (found.unknown if isinstance(found, Unknown) else found) == cloud


def test_notice_is_what_the_register_states():
    case = case_of(contract("a", notice_months=2.0), contract("b"))
    assert value(case, "contract.notice_months") == 2.0
    assert value(case, "contract.notice_months", 1) == Unknown("absent")
    assert case.known("contract.notice_months").of(0).evidence[0].source == ORIGIN.source("notice_months")


def test_a_clause_that_is_not_understood_is_unknown_with_its_words():
    case = case_of(
        contract("a", reversibility="à voir avec l'éditeur"), contract("b", reversibility="Oui, plan annexé")
    )
    assert value(case, "contract.reversibility") == Unknown("unrecognised", "à voir avec l'éditeur")
    assert value(case, "contract.reversibility", 1) == "plan"
