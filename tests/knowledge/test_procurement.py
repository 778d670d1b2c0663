# SPDX-License-Identifier: EUPL-1.2
"""National figures of competition: found by CPV code and by product, each with its source; nothing without them."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.knowledge import Library, shipped
from sovaudit.knowledge.procurement import baselines
from sovaudit.model import Unknown

DAY = date(2026, 11, 23)
SHIPPED = baselines(shipped())


def told(facts):
    return [(each.name, each.source.place, each.value) for each in facts]


def test_the_figures_are_those_of_the_study():
    """68.2 and 26.0 % for CPV 48, 56.1 and 29.5 % for CPV 72, as the project's note on the study has them."""
    assert told(SHIPPED.divisions("single_bid", DAY)) == [
        ("national_single_bid_share", "48", 0.682),
        ("national_single_bid_share", "72", 0.561),
    ]
    assert told(SHIPPED.divisions("without_competition", DAY)) == [
        ("national_without_competition_share", "48", 0.26),
        ("national_without_competition_share", "72", 0.295),
    ]
    assert all(0 <= each <= 1 for row in SHIPPED.rows for each in (row.single_bid, row.without_competition) if each)


@pytest.mark.parametrize(
    ("cpv", "places"),
    [("48450000", ["48"]), ("72267100", ["72"]), ("30200000", []), ("", []), (Unknown("absent"), [])],
)
def test_a_code_has_the_figures_of_its_division(cpv, places):
    assert [place for _name, place, _value in told(SHIPPED.facts(cpv, "single_bid", DAY))] == places


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("IODAS", 1.0),
        ("Civil Net RH", 0.867),
        ("civil net rh 7", 0.867),
        ("HR Access", 0.818),
        ("Orphée (bibliothèques)", 0.875),
        ("Orphéon", None),  # another word
        ("Civil Net", None),
        ("", None),
    ],
)
def test_a_product_is_found_by_the_words_its_name_begins_with(name, share):
    assert [each.value for each in SHIPPED.product(name, "single_bid", DAY)] == ([] if share is None else [share])


def test_a_figure_says_what_it_is_of_and_how_sure_it_is():
    (fact,) = SHIPPED.product("IODAS", "without_competition", DAY)
    assert (fact.source.path, fact.source.place, fact.value) == ("data:procurement", "IODAS", 0.795)
    assert "365" in fact.note
    assert "121" in fact.note
    assert fact.as_of == DAY
    assert not fact.aged
    (later,) = SHIPPED.product("IODAS", "without_competition", date(2029, 1, 1))
    assert later.aged  # past two years


def test_without_the_data_set_there_are_none():
    nothing = baselines(Library({}))
    assert nothing.facts("48000000", "single_bid", DAY) == nothing.divisions("single_bid", DAY) == ()
    assert nothing.product("IODAS", "single_bid", DAY) == ()
