# SPDX-License-Identifier: EUPL-1.2
"""How much rests on one: by hand, against brute force, and against the measures that add up the same money."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sovaudit.continuity._concentrated import covering
from sovaudit.continuity.concentration import ROLES, Concentration, Row, concentration
from sovaudit.graph import network
from sovaudit.measures import Case, measures
from sovaudit.model import Amendment, Application, City, Contract, Dependency, Hosting, Organisation, Record, Service
from tests.identity._inventories import inventory_of

DAY = date(2026, 11, 1)
MEASURE = measures()["portfolio.spend_concentration"]


def by(way: str, *records: Record, day: date | None = None, siren: str = "") -> Concentration:
    inventory = replace(inventory_of(*records), city=City(siren=siren))
    return concentration(network(inventory), inventory, way, day)


def row(found: Concentration, key: str) -> Row:
    return next(each for each in found.rows if each.key == key)


CITY: tuple[Record, ...] = (
    Service("etat-civil", criticality=4),
    Service("eau", criticality=4),
    Service("sport", criticality=1),
    Service("archives"),
    Organisation("alpha", name="Alpha SA", parent="large", ultimate_country="FR", country="FR"),
    Organisation("beta", parent="large", ultimate_country="US"),
    Organisation("large", name="Fonds du Large", ultimate_country="US"),
    Organisation("gamma", country="DE"),
    Hosting("salle", provider="gamma", country="FR"),
    Hosting("nuage", provider="beta", country="IE"),
    Hosting("cave"),
    Application("actes", publisher="alpha", hosting="salle", services=("etat-civil",)),
    Application("eaux", publisher="beta", hosting="nuage", services=("eau", "archives")),
    Application("base", publisher="gamma", hosting="cave"),
    Application("terrain", hosting="salle", services=("sport",)),
    Dependency("actes", "base", "runs_on"),
    Contract("m1", holder="alpha", applications=("actes",), amount_eur=300.0),
    Contract("m2", holder="gamma", applications=("base",), amount_eur=100.0),
    Contract("m3", holder="gamma", applications=("eaux",)),
    Contract("m4", applications=("eaux",), amount_eur=50.0),
    Contract("m5", holder="beta", amount_eur=9000.0, ceiling=True),
)


def test_controllers_by_hand():
    """Publishers: alpha, beta (Fonds du Large), gamma, one unknown; providers: gamma twice, beta, one unknown."""
    found = by("controller", *CITY)
    large, gamma = row(found, "organisation:large"), row(found, "organisation:gamma")
    assert [each.key for each in found.rows] == ["organisation:large", "organisation:gamma"]
    assert (large.name, large.stated, gamma.stated) == ("Fonds du Large", True, False)
    assert (large.applications, large.roles) == (("actes", "eaux"), {"provider": 1, "publisher": 2})
    assert (gamma.applications, gamma.roles) == (("actes", "base", "terrain"), {"provider": 2, "publisher": 1})
    assert large.services == ("archives", "eau", "etat-civil")
    assert gamma.services == ("etat-civil", "sport")
    assert large.services_by == {4: 2, 3: 0, 2: 0, 1: 0, 0: 1}
    assert found.services_by == {4: 2, 3: 0, 2: 0, 1: 1, 0: 1}
    assert (found.unknown.applications, found.unknown.roles) == (("base", "terrain"), {"provider": 1, "publisher": 1})
    # six known mentions, three each: a half squared twice
    assert (found.known, found.mentions) == (6, 8)
    assert found.hhi == pytest.approx(5000)
    # publishers 2 and 1 of 3; providers 1 and 2 of 3: (4 + 1) / 9
    assert list(found.hhi_by_role) == ["publisher", "provider"]
    for index, known, mentions in found.hhi_by_role.values():
        assert (known, mentions) == (3, 4)
        assert index == pytest.approx(50_000 / 9)
    assert (found.half, found.most) == (1, 1)


def test_services_through_other_applications_are_told_apart():
    """Nobody uses the base itself; etat-civil does through actes."""
    publisher = by("controller", *CITY, Application("outil", publisher="delta"), Dependency("actes", "outil"))
    delta = row(publisher, "organisation:delta")
    assert (delta.services, delta.through) == ((), ("etat-civil",))
    assert (delta.services_by[4], delta.through_by[4]) == (0, 1)


def test_money_by_hand():
    """Known: 300 of Fonds du Large, 100 of gamma; one contract without amount, one without holder, one ceiling."""
    found = by("controller", *CITY)
    large, gamma = row(found, "organisation:large"), row(found, "organisation:gamma")
    assert (large.spend_eur, large.contracts, large.unknown_contracts) == (300.0, 1, 0)
    assert (gamma.spend_eur, gamma.contracts, gamma.unknown_contracts) == (100.0, 1, 1)
    assert found.unknown.unknown_contracts == 1
    money = found.money
    assert (money.total_eur, money.known_eur, money.together_eur) == (400.0, 400.0, 0)
    assert (money.unknown_contracts, money.ceilings, money.ceilings_eur) == (2, 1, 9000.0)
    assert money.hhi == pytest.approx(10_000 * (0.75**2 + 0.25**2))


def test_providers_by_hand():
    found = by("provider", *CITY)
    assert {each.key: each.applications for each in found.rows} == {
        "organisation:gamma": ("actes", "terrain"),
        "organisation:beta": ("eaux",),
    }
    assert found.unknown.applications == ("base",)
    assert (found.known, found.mentions) == (3, 4)
    assert found.hhi == pytest.approx(10_000 * 5 / 9)
    assert row(found, "organisation:gamma").spend_eur == 100.0


def test_countries_by_hand():
    """Alpha says FR, its parent US: in conflict, so unknown. Gamma says where it sits, not who controls it."""
    found = by("country", *CITY)
    assert {each.key: (each.applications, each.roles) for each in found.rows} == {
        "country:US": (("eaux",), {"provider": 1, "publisher": 1}),
        "country:FR": (("actes", "terrain"), {"place": 2}),
        "country:IE": (("eaux",), {"place": 1}),
    }
    assert found.unknown.applications == ("actes", "base", "terrain")
    assert found.unknown.roles == {"place": 1, "provider": 3, "publisher": 3}
    assert (found.known, found.mentions) == (5, 12)
    assert found.hhi == pytest.approx(10_000 * (4 + 4 + 1) / 25)
    assert (found.money.total_eur, found.money.known_eur, found.unknown.spend_eur) == (400.0, 0, 400.0)
    assert found.money.hhi is None


def test_holders_by_hand():
    found = by("holder", *CITY)
    assert {each.key: each.applications for each in found.rows} == {
        "organisation:alpha": ("actes",),
        "organisation:gamma": ("eaux", "base"),
    }
    # eaux has a contract of nobody known, terrain none
    assert found.unknown.applications == ("eaux", "terrain")
    assert (found.known, found.mentions) == (3, 5)


def test_what_is_held_together_is_in_no_row_and_an_own_share_of_the_index():
    contract = Contract("m", holder="a", co_holders=("b",), amount_eur=300.0, applications=("x",))
    alone = Contract("n", holder="a", amount_eur=100.0)
    found = by("holder", Application("x"), contract, alone)
    assert {each.key: (each.applications, each.spend_eur) for each in found.rows} == {
        "organisation:a": (("x",), 100.0),
        "organisation:b": (("x",), 0),
    }
    assert found.money.together_eur == 300.0
    assert found.money.hhi == pytest.approx(6250)
    group = by("controller", contract, alone, Organisation("a", parent="g"), Organisation("b", parent="g"))
    assert row(group, "organisation:g").spend_eur == 400.0
    assert group.money.together_eur == 0


def test_a_circle_of_parents_is_one_row_and_is_said():
    rows = [Organisation("b", name="Bêta", parent="c"), Organisation("c", parent="b"), Organisation("a", parent="c")]
    found = by("controller", Application("x", publisher="a"), Application("y", publisher="b"), *rows)
    (only,) = found.rows
    assert (only.key, only.applications, only.ends, only.circle) == ("organisation:b", ("x", "y"), ("Bêta", "c"), True)


def test_the_city_itself_covers_nothing():
    records: list[Record] = [
        *(Service(name, criticality=4) for name in "abcd"),
        Organisation("mairie", siren="217300011"),
        Hosting("salle", provider="mairie"),
        Hosting("nuage", provider="acme"),
        Application("x", hosting="salle", services=("a", "b", "c")),
        Application("y", hosting="nuage", services=("d",)),
    ]
    found = by("provider", *records, siren="217300011")
    assert [each.own for each in found.rows] == [True, False]
    assert (found.half, found.most) == (None, None)
    other = by("provider", *records)
    assert (other.half, other.most) == (1, 2)


def test_a_hosting_on_two_sites_counts_both_providers_once_each():
    records: list[Record] = [
        Hosting("a", provider="p"),
        Hosting("b", provider="q"),
        Hosting("c", provider="p"),
        Application("x"),
        *(Dependency("x", f"hosting:{name}", "hosted_by", alternatives="sites") for name in "abc"),
    ]
    found = by("provider", *records)
    assert {each.key: each.applications for each in found.rows} == {
        "organisation:p": ("x",),
        "organisation:q": ("x",),
    }
    assert (found.known, found.mentions, found.unknown.applications) == (2, 2, ())


def test_a_name_means_the_record_that_has_it():
    found = by("controller", Application("x", publisher="Alpha SA"), Organisation("alpha", name="ALPHA SA"))
    assert [each.key for each in found.rows] == ["organisation:alpha"]


def test_nothing_at_all_is_no_error():
    for way in ROLES:
        found = by(way)
        assert (found.rows, found.hhi, found.half, found.mentions, found.money.hhi) == ((), None, None, 0, None)


@given(
    st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["", "h", "i"])), max_size=8),
    st.lists(st.sampled_from(["", "d", "e"]), min_size=3, max_size=3),
)
def test_controllers_agree_with_brute_force(applications, parents):
    """Who supplies and who hosts is random; so is who owns a, b and c. h is provided by a, i by nobody known."""
    owner = {name: parent or name for name, parent in zip("abc", parents, strict=True)}
    records: list[Record] = [
        *(
            Organisation(name, **({"parent": parent} if parent else {}))
            for name, parent in zip("abc", parents, strict=True)
        ),
        Hosting("h", provider="a"),
        Hosting("i"),
        *(
            Application(
                f"x{n}", **({"publisher": publisher} if publisher else {}), **({"hosting": hosting} if hosting else {})
            )
            for n, (publisher, hosting) in enumerate(applications)
        ),
    ]
    found = by("controller", *records)
    known = Counter[str]()
    holding: dict[str, set[str]] = {}
    for number, (publisher, hosting) in enumerate(applications):
        for each in (publisher, "a" if hosting == "h" else ""):
            key = f"organisation:{owner[each]}" if each else ""
            known[key] += 1
            holding.setdefault(key, set()).add(f"x{number}")
    unknown = known.pop("", 0)
    total = known.total()
    assert (found.known, found.mentions) == (total, total + unknown)
    assert {each.key: set(each.applications) for each in found.rows} | (
        {"": set(found.unknown.applications)} if unknown else {}
    ) == holding
    if total:
        assert found.hhi == pytest.approx(sum((count / total) ** 2 for count in known.values()) * 10_000)
    else:
        assert found.hhi is None


@given(st.lists(st.sets(st.sampled_from("abcdef")), max_size=5), st.integers(0, 6), st.sampled_from([0.5, 0.8]))
def test_what_covers_is_enough_and_hardly_more_than_needed(shares, more, part):
    """The greedy cover is never below the least one, reaches the part when that can be, and says so when it cannot."""
    total = len(set().union(*shares)) + more
    count = covering([sorted(each) for each in shares], total, part)
    least = next(
        (
            size
            for size in range(1, len(shares) + 1)
            if any(
                len(set().union(*some)) >= part * total and set().union(*some) for some in combinations(shares, size)
            )
        ),
        None,
    )
    assert (count is None) == (least is None)
    if count is not None and least is not None:
        assert least <= count <= least + 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "a", "b", "c"]),
            st.sampled_from([None, 1.0, 50.0, 1e11]),
            st.sampled_from([None, date(2017, 1, 1), date(2024, 1, 1), date(2027, 1, 1)]),
            st.booleans(),
            st.sampled_from([None, 20.0, 70.0]),
        ),
        max_size=8,
    )
)
def test_the_money_is_that_of_the_measure(rows):
    """The measure of lock-in and this table speak of one sum, holder group by holder group."""
    records: list[Record] = [Organisation("a", parent="b")]
    for number, (holder, amount, day, ceiling, changed) in enumerate(rows):
        fields: dict[str, Any] = {"ceiling": ceiling}
        fields |= {"holder": holder} if holder else {}
        fields |= {"amount_eur": amount} if amount else {}
        fields |= {"notified": day} if day else {}
        fields |= {"amendments": (Amendment("1", date(2025, 1, 1), changed),)} if changed else {}
        records.append(Contract(f"m{number}", **fields))
    inventory = inventory_of(*records)
    found = concentration(network(inventory), inventory, "controller", DAY)
    measured = Case(inventory, DAY, {}, {}).known(MEASURE.NAME).of(0)
    facts = {each.name: each.value for each in measured.evidence}
    assert found.money.total_eur == pytest.approx(facts["total_eur"])
    assert found.money.unknown_contracts == facts["unknown_contracts"]
    assert found.money.ceilings_eur == pytest.approx(facts["ceilings_eur"])
    if isinstance(measured.value, float):
        assert found.money.hhi == pytest.approx(measured.value * 10_000)
    else:
        assert found.money.hhi is None
