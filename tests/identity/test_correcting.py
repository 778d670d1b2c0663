# SPDX-License-Identifier: EUPL-1.2
"""Facts that people correct: read as strictly as a register's cells, applied so that both values stay visible."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import ConfigurationError
from sovaudit.identity._facts import FactCorrection
from sovaudit.identity.correcting import correct
from sovaudit.identity.corrections import Correction, Corrections, read_corrections, updated, written
from sovaudit.measures import Case, measures
from sovaudit.measures._corrected import check
from sovaudit.model import ABSENT, Application, Contract, Hosting, Inventory, Organisation, Origin, Source, Unknown
from tests.identity._inventories import bom, inventory_of, named

ENTRY = """\
  - subject: organisation:acme
    fact: country
    value: us
    by: Service achats
    on: 2026-10-20
    why: siège vu au registre du commerce
"""
ORIGIN = Origin("organisations.csv", "organisations", 4, (("id", "A"), ("country", "C")))


@cache
def city() -> Inventory:
    """Make the city when the first test asks: its issues are in the language of the tests."""
    return inventory_of(
        Organisation("acme", name="Acmé", country="FR", origin=ORIGIN),
        Organisation("zed", name="Zed"),
        Application("ged", publisher="acme", hosting="nulle-part", users=3),
        Application("paie", hosting="nulle-part"),
        Hosting("salle"),
        Contract("m1", end=date(2027, 1, 1)),
    )


def facts(text: str) -> tuple[FactCorrection, ...]:
    return read_corrections(text.encode(), "corrections.yaml").facts


def fact(**changes: str) -> tuple[FactCorrection, ...]:
    """Read the one correction above with some of its keys changed."""
    text = ENTRY
    for key, value in changes.items():
        old = next(line for line in ENTRY.splitlines() if f" {key}:" in line)
        text = text.replace(old, f"{old.partition(':')[0]}: {value}")
    return facts("facts:\n" + text)


def test_a_correction_takes_the_place_of_the_value_and_keeps_what_was():
    done = correct(city(), fact())
    assert [each.country for each in done.organisations] == ["US", ABSENT]
    (kept,) = done.corrected
    assert (kept.subject, kept.field, kept.value, kept.was) == ("organisation:acme", "country", "us", "FR")
    assert (kept.by, kept.on, kept.why) == ("Service achats", date(2026, 10, 20), "siège vu au registre du commerce")
    assert kept.source == Source("corrections.yaml", "line 2")
    assert kept.before == Source("organisations.csv", "organisations!C4")
    assert done.issues == city().issues
    new, old = Case(done, date(2026, 11, 23)).cells("organisation", 0, "country")
    assert (new.value, new.source.place, old.value, old.source.place) == ("US", "line 2", "FR", "organisations!C4")
    assert "Service achats" in new.note


def test_no_correction_is_no_change():
    assert msgspec.structs.asdict(correct(city(), ())) == msgspec.structs.asdict(city())


def test_a_correction_of_something_gone_is_an_issue_and_no_crash():
    done = correct(city(), fact(subject="organisation:acmee"))
    assert done.organisations == city().organisations
    assert done.corrected == ()
    issue = done.issues[-1]
    assert issue.place == "corrections.yaml line 2"
    assert "organisation:acmee" in issue.message
    assert issue.hint == "did you mean « organisation:acme »?"


def test_a_correction_that_changes_nothing_says_so():
    done = correct(city(), fact(value="fr"))
    assert done.corrected == ()
    assert "says what the data say now" in done.issues[-1].message
    assert "no longer needed" in done.issues[-1].hint


@pytest.mark.parametrize(
    ("subject", "column", "value", "expected"),
    [
        ("application:ged", "users", "1 200", 1200),
        ("application:ged", "services", "a; b", ("a", "b")),
        ("application:ged", "kind", "logiciel libre", "open_source"),
        ("application:paie", "rto_hours", "4,5", 4.5),
        ("contract:m1", "end", "31/12/2027", date(2027, 12, 31)),
        ("organisation:acme", "siren", "732 829 320 00074", "732829320"),
    ],
)
def test_a_value_is_read_as_the_register_reads_it(subject, column, value, expected):
    done = correct(city(), fact(subject=subject, fact=column, value=f'"{value}"'))
    kind, _colon, name = subject.partition(":")
    record = next(each for each in getattr(done, f"{kind}s") if each.id == name)
    assert getattr(record, column) == expected
    assert done.corrected[0].value == value


def test_a_day_that_was_replaced_is_kept_as_text():
    done = correct(city(), fact(subject="contract:m1", fact="end", value="2028-01-01"))
    assert done.corrected[0].was == "2027-01-01"


def test_an_id_that_is_corrected_is_no_longer_said_to_be_undefined():
    """Both applications name a hosting that no register defines; one of them is put right."""
    assert [each.message for each in city().issues if "nulle-part" in each.message] == [
        "hosting used in 2 places and never defined: nulle-part"
    ]
    done = correct(city(), fact(subject="application:ged", fact="hosting", value="salle"))
    said = [each.message for each in done.issues if "nulle-part" in each.message]
    assert said == ["hosting used and never defined: nulle-part"]
    done = correct(city(), fact(subject="application:ged", fact="hosting", value="sale"))
    issue = done.issues[-1]
    assert (issue.place, issue.hint) == ("corrections.yaml line 2", "did you mean « hosting:salle »?")


@pytest.mark.parametrize(
    ("changes", "line", "said"),
    [
        ({"subject": "organization:acme"}, "line 2", "did you mean « organisation »?"),
        ({"subject": "acme"}, "line 2", "not the name of a thing: acme"),
        ({"fact": "contry"}, "line 3", "did you mean « country »?"),
        ({"fact": "id"}, "line 3", "cannot be corrected from outside"),
        ({"subject": "application:ged", "fact": "sbom"}, "line 3", "cannot be corrected from outside"),
        ({"subject": "portfolio"}, "line 3", "a measure has a dot in its name"),
        ({"value": "France"}, "line 4", "a country code of two letters was expected"),
        ({"fact": "siren", "value": '"123456789"'}, "line 4", "check digit"),
        ({"value": ""}, "line 4", "no text"),
        ({"value": '" "'}, "line 4", "« value » is missing"),
        ({"value": "[a, b]"}, "line 4", "no text"),
        ({"by": '""'}, "line 5", "« by » is missing"),
        ({"on": "20/10/2026"}, "line 6", "not a day"),
        ({"why": '""'}, "line 7", "« why » is missing"),
    ],
)
def test_a_slip_of_the_pen_is_said_with_its_line(changes, line, said):
    with pytest.raises(ConfigurationError) as caught:
        fact(**changes)
    assert caught.value.where.endswith(line)
    assert said in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize("key", ["subject", "fact", "value", "by", "on", "why"])
def test_every_key_is_needed(key):
    text = "".join(line for line in ENTRY.splitlines(keepends=True) if f" {key}:" not in line)
    if key == "subject":
        text = "  - " + text.lstrip()
    with pytest.raises(ConfigurationError, match=f"« {key} » is missing"):
        facts("facts:\n" + text)


def test_two_corrections_of_one_fact_are_refused():
    with pytest.raises(ConfigurationError, match="two corrections of « country », the first on line 2"):
        facts("facts:\n" + ENTRY + ENTRY)


MEASURE = {"subject": "application:ged", "fact": "application.has_sbom", "value": "true"}


def test_a_measure_is_corrected_by_its_name():
    found = fact(**MEASURE)
    check(found, measures())
    done = correct(city(), found)
    column = Case(done, date(2026, 11, 23)).known("application.has_sbom")
    assert [answer.value for answer in map(column.of, range(2))] == [True, False]
    new, old = column.of(0).evidence[:2]
    assert (new.value, new.source.path, old.value) == (True, "corrections.yaml", False)
    assert done.corrected[0].was == ABSENT


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fact": "application.has_sbm"}, "did you mean « application.has_sbom »?"),
        ({"subject": "organisation:acme"}, "of another kind of thing: application"),
        ({"value": "peut-être"}, "yes or no was expected"),
        ({"fact": "application.open_share", "value": "beaucoup"}, "a number was expected"),
        ({"fact": "application.kind", "value": "beaucoup"}, "expected one of: saas"),
    ],
)
def test_a_measure_that_cannot_be_corrected_so_is_refused(changes, said):
    with pytest.raises(ConfigurationError) as caught:
        check(fact(**(MEASURE | changes)), measures())
    assert caught.value.where == "corrections.yaml: line 3"
    assert said in f"{caught.value.message} {caught.value.hint}"


def test_a_component_is_corrected_by_its_package_url():
    component = named("a", id="pkg:pypi/my-package@1", purl="pkg:pypi/my-package@1", version="1")
    found_in = inventory_of(Application("ged"), files=[bom("a.json", [0])], components=[component])
    (found,) = fact(subject="component:pkg:PyPI/My_Package@1", fact="licence.class", value="permissive")
    assert found.subject == "component:pkg:pypi/my-package@1"
    column = Case(correct(found_in, [found]), date(2026, 11, 23)).known("licence.class")
    assert column.of(0).value == "permissive"
    assert isinstance(Case(found_in, date(2026, 11, 23)).known("licence.class").of(0).value, Unknown)


values = st.fixed_dictionaries(
    {
        "users": st.integers(0, 99).map(str),
        "owner": st.sampled_from(["DSI", "no", "1.10", "a: b", "#x"]),
        "kind": st.sampled_from(["saas", "libre"]),
    }
)


@given(values, st.permutations(["users", "owner", "kind"]))
def test_corrections_commute_and_are_written_so_that_they_are_read_again(chosen, order):
    value = {"users": "1", "owner": "x", "kind": "saas"}
    read = [fact(subject="application:ged", fact=name, value=f'"{value[name]}"')[0] for name in order]
    several = [msgspec.structs.replace(one, value=chosen[one.fact]) for one in read]
    data = written(Corrections((), "c", tuple(several)))
    again = read_corrections(data, "c")
    assert sorted((each.fact, each.value) for each in again.facts) == sorted(chosen.items())
    assert written(again) == data
    forwards, backwards = correct(city(), again.facts), correct(city(), again.facts[::-1])
    assert forwards.applications == backwards.applications
    assert forwards.corrected == backwards.corrected


def test_a_confirmed_match_keeps_the_facts():
    known = read_corrections(("facts:\n" + ENTRY).encode(), "corrections.yaml")
    done = updated(known, [Correction("Agenda", "", "application:a")])
    again = read_corrections(written(done), "corrections.yaml")
    assert [each.target for each in again.matches] == ["application:a"]
    assert [each.written() for each in again.facts] == [each.written() for each in known.facts]


def test_the_inventory_that_is_corrected_stays_what_it_was():
    before: Inventory = city()
    correct(before, fact())
    assert not any(isinstance(each.country, str) and each.country == "US" for each in before.organisations)
    assert isinstance(before.organisations[1].country, Unknown)
