# SPDX-License-Identifier: EUPL-1.2
"""What binds the State is never said to bind a city; the limits of SecNumCloud are those of its text."""

from __future__ import annotations

import pytest

from sovaudit.measures import measures
from sovaudit.policy import load

POLICY = load("cloud-au-centre", measures())
LAWS = [(law.title, law.status) for rule in POLICY.rules for law in rule.reference]


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("6282-SG", "doctrine"),  # circulars bind the State's own services
        ("5 février 2026", "doctrine"),
        ("SREN), art. 31", "in_force"),  # for the State: the title must say so
        ("Proposition de loi n° 8", "proposal"),
        ("CADA", "proposal"),
        ("SecNumCloud 3.2", "doctrine"),
        ("HDS v2.0", "in_force"),
    ],
)
def test_the_status_of_each_text(title, status):
    found = {each for name, each in LAWS if title in name}
    assert found == {status}


def test_a_law_that_is_the_state_s_says_so():
    for title, _status in LAWS:
        if "SREN), art. 31" in title or "6282-SG" in title or "5 février 2026" in title:
            assert "État" in title


def test_no_rule_is_about_the_city_s_own_rooms():
    assert all("operated_by_city" in rule.where for rule in POLICY.rules)


def test_the_limits_of_capital_are_those_of_19_6_b():
    assert POLICY.parameters["non_eu_capital_share_maximum"].value == 0.24
    assert POLICY.parameters["non_eu_capital_total_maximum"].value == 0.39
