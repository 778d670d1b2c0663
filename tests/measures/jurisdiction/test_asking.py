# SPDX-License-Identifier: EUPL-1.2
"""What is asked where a chain is not known: each unknown link, once for all the applications that share it."""

from __future__ import annotations

import pytest

from sovaudit.measures import Measure, measures
from sovaudit.measures.jurisdiction import application_exposed, hosting_control_in_eu, portfolio_exposed_share
from sovaudit.model import Application, Finding, Hosting, Organisation
from sovaudit.policy.questions import questions
from tests.measures.jurisdiction._cities import answered, case_of

EXPOSED: Measure = application_exposed
CONTROL: Measure = hosting_control_in_eu
SHARE: Measure = portfolio_exposed_share
pytestmark = pytest.mark.usefixtures("english")

KNOWN = ("contracting_country", "contracting_ultimate_country", "support_country", "subcontractor_countries")


def city():
    """Two applications of one publisher on one hosting, of which everything else is known."""
    told = [
        answered(f"application:{name}", f"application.{each}", "FR")
        for name in "ab"
        for each in (*KNOWN, "online_countries")
    ]
    return case_of(
        Organisation("editeur", name="Éditeur Fictif", country="FR"),
        Hosting("nuage", provider="editeur"),
        Application("a", publisher="editeur", hosting="nuage"),
        Application("b", publisher="editeur", hosting="nuage"),
        *told,
    )


def finding(subject: str, *unknown: str) -> Finding:
    return Finding(
        id=subject, rule="r", dimension="jurisdiction", subject=subject, outcome="unknown", severity="major",
        reason="", unknown=unknown, evidence=(), remedy="", reference=(),
    )  # fmt: skip


def test_a_link_that_applications_share_is_asked_once():
    found = [finding(f"application:{name}", "application.exposed") for name in "ab"]
    asked = {(each.measure, each.subject): each.count for each in questions(found, city())}
    assert asked == {
        ("organisation.ultimate_country", "organisation:editeur"): 2,
        ("hosting.country", "hosting:nuage"): 2,
    }


def test_what_is_known_is_not_asked():
    case = city()
    assert measures()["hosting.seat_in_eu"].rests_on(0, case) == []  # type: ignore[attr-defined]
    assert measures()["hosting.control_in_eu"].rests_on(0, case) == [  # type: ignore[attr-defined]
        ("organisation.ultimate_country", 0)
    ]


def test_what_no_record_holds_is_asked_of_the_application():
    case = case_of(Application("a", publisher="Personne Fictive"))
    asked = measures()["application.exposed"].rests_on(0, case)  # type: ignore[attr-defined]
    assert {name for name, _position in asked} == {
        "application.publisher_country",
        "application.publisher_ultimate_country",
        "application.hosting_country",
        "application.hosting_provider_country",
        "application.hosting_provider_ultimate_country",
        *(f"application.{each}" for each in KNOWN),
        "application.online_countries",
    }


def test_of_the_portfolio_nothing_is_asked_that_its_applications_do_not_ask():
    assert questions([finding("portfolio", "portfolio.exposed_share")], city()) == ()
