# SPDX-License-Identifier: EUPL-1.2
"""All contracts together: shares, concentration and ends, against brute force and by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.measures import Measure
from sovaudit.measures.lockin import (
    portfolio_contracts_ending_together,
    portfolio_largest_holder_share,
    portfolio_single_bid_share,
    portfolio_spend_concentration,
    portfolio_without_competition_share,
)
from sovaudit.model import Amendment, Organisation, Unknown
from tests.measures.lockin._cities import case_of, contract, reason, value

MEASURES: list[Measure] = [
    portfolio_contracts_ending_together,
    portfolio_largest_holder_share,
    portfolio_single_bid_share,
    portfolio_spend_concentration,
    portfolio_without_competition_share,
]
HHI, LARGEST = "portfolio.spend_concentration", "portfolio.largest_holder_share"
TOGETHER = "portfolio.contracts_ending_together"
WITHOUT, WITH = "Marché passé sans publicité ni mise en concurrence préalable", "Procédure adaptée"


def spent(name: str, holder: str, amount: object, first: str = "2024-01-01", **fields):
    return contract(name, first, holder=holder, amount_eur=amount, **fields)


def facts(case, name):
    return {each.name: each.value for each in case.known(name).of(0).evidence}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 1000)), max_size=10))
def test_concentration_agrees_with_brute_force(rows):
    case = case_of(*(spent(f"c{number}", holder, float(amount)) for number, (holder, amount) in enumerate(rows)))
    total = sum(amount for _holder, amount in rows)
    shares = [sum(amount for one, amount in rows if one == holder) / total for holder in {one for one, _amount in rows}]
    if not rows:
        assert reason(case, HHI) == reason(case, LARGEST) == "absent"
        return
    assert value(case, HHI) == pytest.approx(sum(share * share for share in shares))
    assert value(case, LARGEST) == pytest.approx(max(shares))
    assert 1 / len(shares) - 1e-9 <= value(case, HHI) <= 1 + 1e-9
    assert facts(case, HHI)["total_eur"] == total


def test_a_group_counts_as_one_holder_and_so_does_a_siren_under_two_ids():
    """Four equal contracts: a and b have one SIREN, c is owned by a, d stands alone: shares of 3/4 and 1/4."""
    records = [spent(each, each, 100.0) for each in "abcd"]
    organisations = [
        Organisation("a", siren="552081317"),
        Organisation("b", siren="55208131700010"),
        Organisation("c", parent="A"),
        Organisation("d", siren="732829320"),
    ]
    case = case_of(*records, *organisations)
    assert value(case, HHI) == pytest.approx(0.75**2 + 0.25**2)
    assert value(case, LARGEST) == pytest.approx(0.75)


def test_parents_in_a_circle_are_one_group():
    organisations = [Organisation("a", parent="b"), Organisation("b", parent="a")]
    assert value(case_of(spent("x", "a", 1.0), spent("y", "b", 1.0), *organisations), HHI) == 1.0


def test_what_is_held_together_goes_to_neither_alone():
    """300 € of a and b together, 100 € of a: two holders, 3/4 and 1/4, whoever gets what."""
    case = case_of(spent("x", "a", 300.0, co_holders=("b",)), spent("y", "a", 100.0))
    assert value(case, LARGEST) == 0.75
    assert value(case, HHI) == pytest.approx(0.625)


def test_ceilings_are_told_apart_and_never_spending():
    case = case_of(spent("x", "a", 100.0), spent("y", "b", 100.0), spent("z", "a", 9_000_000.0, ceiling=True))
    assert value(case, HHI) == 0.5
    assert facts(case, HHI)["ceilings_eur"] == 9_000_000.0


def test_what_is_not_known_or_long_ago_is_left_out_and_counted():
    absent = Unknown("absent")
    case = case_of(
        spent("x", "a", 100.0),
        spent("old", "b", 500.0, "2018-11-23"),
        spent("silent", "b", absent),
        spent("undated", "b", 500.0, ""),
        contract("nobody", "2024-01-01", amount_eur=500.0),
    )
    assert value(case, LARGEST) == 1.0
    assert facts(case, LARGEST)["unknown_contracts"] == 3


def test_a_modified_amount_takes_the_place_of_the_first():
    """a is raised from 100 to 300 €: 3/4; an amount that may be a difference changes nothing."""
    raised = spent("x", "a", 100.0, amendments=(Amendment("1", date(2025, 1, 1), 300.0),))
    case = case_of(raised, spent("y", "b", 100.0))
    assert value(case, LARGEST) == 0.75
    doubtful = spent("x", "a", 100.0, amendments=(Amendment("1", date(2025, 1, 1), 20.0),))
    assert value(case_of(doubtful, spent("y", "b", 100.0)), LARGEST) == 0.5


@given(st.lists(st.tuples(st.sampled_from([None, 0, 1, 2, 5]), st.sampled_from([None, WITH, WITHOUT])), max_size=8))
def test_shares_of_purchases_agree_with_brute_force(rows):
    records = [
        contract(
            f"c{number}",
            "2024-01-01",
            **({} if bids is None else {"bids_received": bids}),
            **({} if procedure is None else {"procedure": procedure}),
        )
        for number, (bids, procedure) in enumerate(rows)
    ]
    case = case_of(*records)
    counted = [bids == 1 for bids, _procedure in rows if bids]
    told = [procedure == WITHOUT for _bids, procedure in rows if procedure]
    for name, known in (("single_bid", counted), ("without_competition", told)):
        found = value(case, f"portfolio.{name}_share")
        assert found == (sum(known) / len(known) if known else Unknown("absent"))
        shown = facts(case, f"portfolio.{name}_share")
        assert (shown[name], shown["known_contracts"], shown["contracts"]) == (sum(known), len(known), len(rows))


def test_the_national_shares_stand_beside_the_city_s():
    case = case_of(contract("c", "2024-01-01", bids_received=1))
    told = [
        each for each in case.known("portfolio.single_bid_share").of(0).evidence if each.name.startswith("national")
    ]
    assert [(each.source.place, each.value) for each in told] == [("48", 0.682), ("72", 0.561)]


BUYER = "21170300400015"


def framework(name: str, holder: str, **fields):
    return contract(
        BUYER + name, "2024-04-22", holder=holder, buyer=BUYER[:9], subject="Développements", ceiling=True, **fields
    )


def test_the_records_of_one_framework_agreement_are_one_purchase():
    """One agreement in two records, a holder each, and a contract under it; beside them one other contract."""
    under = contract(BUYER + "S1", "2025-01-01", buyer=BUYER[:9], framework="F1", bids_received=1, procedure=WITH)
    frame = [framework("F1", "a", procedure=WITHOUT), framework("F1#2", "b", procedure=WITHOUT)]
    other = contract("other", "2024-01-01", procedure=WITH)
    case = case_of(under, *frame, other)
    assert value(case, "portfolio.without_competition_share") == 0.5  # the agreement's own procedure comes first
    assert value(case, "portfolio.single_bid_share") == 1.0  # the agreement states none: the contract under it does


def test_agreements_of_other_buyers_days_or_subjects_are_others():
    day = contract("x", "2024-04-23", buyer=BUYER[:9], subject="Développements", ceiling=True, procedure=WITH)
    subject = contract("y", "2024-04-22", buyer=BUYER[:9], subject="Matériels", ceiling=True, procedure=WITH)
    buyer = contract("z", "2024-04-22", buyer="732829320", subject="Développements", ceiling=True, procedure=WITH)
    case = case_of(
        framework("F1", "a", procedure=WITHOUT), framework("F2", "b", procedure=WITHOUT), day, subject, buyer
    )
    assert value(case, "portfolio.without_competition_share") == 0.25


@given(st.lists(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=12))
def test_contracts_ending_in_one_quarter_agree_with_brute_force(ends):
    case = case_of(*(contract(f"c{number}", last=last.isoformat()) for number, last in enumerate(ends)))
    quarters = Counter((last.year, (last.month - 1) // 3) for last in ends if last >= date(2026, 11, 23))
    assert value(case, TOGETHER) == (max(quarters.values(), default=0) if ends else Unknown("absent"))


def test_the_fullest_quarter_is_named_with_its_contracts():
    ends = ["2027-03-31", "2027-04-01", "2027-06-30", "2026-06-30"]
    case = case_of(*(contract(f"c{number}", last=last) for number, last in enumerate(ends)), contract("open"))
    found = case.known(TOGETHER).of(0)
    assert found.value == 2
    assert [(each.value, each.note) for each in found.evidence] == [
        ("2027-Q2", ""),
        (1, ""),
        ("2027-04-01", "c1"),
        ("2027-06-30", "c2"),
    ]


def test_ends_that_nobody_knows_are_no_zero():
    assert reason(case_of(contract("a"), contract("b")), TOGETHER) == "absent"


def test_a_contract_that_ends_on_the_day_of_the_audit_has_not_ended():
    assert value(case_of(contract("a", last="2026-11-23"), contract("b", last="2026-11-22")), TOGETHER) == 1


def test_an_amount_that_no_contract_can_have_is_left_out():
    case = case_of(spent("x", "a", 100.0), spent("y", "b", 1e308), spent("z", "b", 9.9e307))
    assert value(case, HHI) == value(case, LARGEST) == 1.0
    assert facts(case, HHI)["unknown_contracts"] == 2
