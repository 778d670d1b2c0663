# SPDX-License-Identifier: EUPL-1.2
"""Products by package URL, CPE name and name; what their lifecycles say of components and applications."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sovaudit.knowledge import Library, Snapshot, shipped
from sovaudit.knowledge.lifecycles import NAME, OWN, Cycle, Product, written
from sovaudit.measures import Case, Measure
from sovaudit.measures.dependency import (
    application_end_of_life,
    application_extended_support,
    application_extended_support_bought,
    application_last_release,
    application_last_release_months,
    application_obsolescence_measures,
    application_supported,
    application_unsupported_components,
    application_version_distance,
    component_end_of_life,
    component_supported,
    component_version_distance,
)
from sovaudit.measures.dependency._lifecycle import index, parts_of
from sovaudit.measures.dependency._support import of_components
from sovaudit.measures.portfolio import portfolio_lifecycle_coverage, portfolio_unsupported_share
from sovaudit.model import Answer, Application, Component, Origin, Provenance, Subject, Unknown
from tests.identity._inventories import bom, inventory_of, named

ROOM: tuple[Measure, ...] = (
    application_end_of_life,
    application_extended_support,
    application_extended_support_bought,
    application_last_release,
    application_last_release_months,
    application_obsolescence_measures,
    application_supported,
    application_unsupported_components,
    application_version_distance,
    component_end_of_life,
    component_supported,
    component_version_distance,
    portfolio_lifecycle_coverage,
    portfolio_unsupported_share,
)
DAY = date(2026, 11, 23)
EMPTY = Library({})


def component(purl: str = "", name: str = "x", version: str = "", cpe: str = "") -> Component:
    if not purl:
        return named(name, version=version, cpe=cpe, id=f"{name}@{version}")
    return Component(purl, purl, name, version or parts_of(purl)[1], "library", "", "", (), (), cpe)


def case_of(*records, components=(), as_of=DAY, library=None, files=None) -> Case:
    held = files if files is not None else [bom("a.json", range(len(components)))] if components else []
    return Case(inventory_of(*records, files=held, components=components), as_of, {}, {}, library or shipped())


def of_component(measure: str, one: Component, **more):
    case = case_of(components=[one], **more)
    return case.known(f"component.{measure}").of(0)


def of_application(measure: str, *records, **more):
    return case_of(*records, **more).known(f"application.{measure}").of(0)


# --- the days below are those of endoflife.date on 2026-08-22, read in its data ---


@pytest.mark.parametrize(
    ("application", "end", "supported", "extended"),
    [
        ({"name": "PostgreSQL", "version": "16.4"}, "2028-11-09", True, False),
        ({"purl": "pkg:docker/library/postgres@16.4"}, "2028-11-09", True, False),
        ({"cpe": "cpe:2.3:a:postgresql:postgresql:16.4:*:*:*:*:*:*:*"}, "2028-11-09", True, False),
        ({"name": "Windows Server 2019 Standard"}, "2029-01-09", True, False),
        ({"name": "Microsoft Windows Server", "version": "2012 R2"}, "2023-10-10", False, False),  # ESU to 2026-10-13
        ({"name": "RHEL", "version": "7.9"}, "2024-06-30", False, True),  # paid until 2029-05-31
        ({"purl": "pkg:pypi/django@4.2.11"}, "2026-04-07", False, False),
        ({"name": "PHP", "version": "8.1"}, "2025-12-31", False, False),
        ({"name": "Microsoft Exchange Server 2019"}, "2025-10-14", False, False),
        ({"name": "Microsoft Office 2019"}, "2025-10-14", False, False),
        ({"name": "Microsoft Office Standard 2016", "version": "16.0.4266"}, "2025-10-14", False, False),
    ],
)
def test_ends_of_well_known_products(application, end, supported, extended):
    case = case_of(Application("a", **application))
    assert case.known("application.end_of_life").of(0).value == end
    assert case.known("application.supported").of(0).value is supported
    assert case.known("application.extended_support").of(0).value is extended


def test_the_last_day_of_support_is_a_day_of_support():
    end = date(2026, 4, 7)  # Django 4.2
    for days, supported in ((-1, True), (0, True), (1, False)):
        day = end + timedelta(days)
        one = component("pkg:pypi/django@4.2.11")
        assert of_component("supported", one, as_of=day).value is supported
        application = Application("a", purl="pkg:pypi/django@4.2.11")
        assert of_application("supported", application, as_of=day).value is supported


def test_the_last_day_of_an_extension_is_a_day_of_it():
    application = Application("a", name="RHEL", version="7.9")  # security 2024-06-30, paid 2029-05-31
    said = {
        day: of_application("extended_support", application, as_of=date.fromisoformat(day)).value
        for day in ("2024-06-30", "2024-07-01", "2029-05-31", "2029-06-01")
    }
    assert said == {"2024-06-30": False, "2024-07-01": True, "2029-05-31": True, "2029-06-01": False}


def test_paid_support_is_told_apart_in_the_evidence():
    (fact,) = [
        each
        for each in of_application("supported", Application("a", name="RHEL", version="7.9")).evidence
        if each.name == "end_of_life"
    ]
    assert fact.value == "2024-06-30"
    assert fact.source.path == "data:lifecycles"
    assert fact.source.place == "rhel 7"
    assert fact.as_of == date(2026, 8, 22)
    assert "2029-05-31" in fact.note
    assert not fact.aged


def test_a_fact_past_its_shelf_life_is_shown_as_aged():
    evidence = of_component("supported", component("pkg:pypi/django@4.2.11"), as_of=date(2027, 3, 1)).evidence
    assert all(fact.aged for fact in evidence)


@pytest.mark.parametrize(
    ("purl", "end"),
    [
        # Debian 12 mends its PostgreSQL 15 until 2028-06-30, LTS included, its publisher until 2027-11-11.
        ("pkg:deb/debian/postgresql-15@15.14-0%2Bdeb12u1?arch=amd64&distro=debian-12", "2028-06-30"),
        ("pkg:deb/debian/mariadb@10.5.29?distro=bullseye", "2026-08-31"),
        ("pkg:deb/debian/nginx@1.22.1-9%2Bdeb12u11", "2028-06-30"),
        ("pkg:deb/ubuntu/curl@7.81.0-1ubuntu0.22.04.3", "2027-04-01"),
        ("pkg:rpm/redhat/kernel@4.18.0-553.el8_10?arch=x86_64", "2029-05-31"),
        ("pkg:deb/ubuntu/php@8.1?distro=ubuntu-22.04", "2027-04-01"),
        ("pkg:rpm/redhat/httpd@2.4.37-47.el8?arch=x86_64&distro=rhel-8.6", "2029-05-31"),
        ("pkg:apk/alpine/busybox@1.36?distro=alpine-3.21.4", "2026-11-01"),
    ],
)
def test_a_package_of_a_distribution_is_judged_by_its_release(purl, end):
    assert of_component("end_of_life", component(purl)).value == end


def test_what_the_publisher_says_of_a_distribution_s_package_is_evidence_only():
    answer = of_component("supported", component("pkg:deb/debian/mariadb@10.5.29?distro=debian-13"))
    assert answer.value is True  # trixie: until 2030-06-30
    said = {fact.name: fact.value for fact in answer.evidence}
    assert said == {"end_of_life": "2030-06-30", "publisher_end_of_life": "2025-06-24"}  # MariaDB 10.5


def test_long_term_support_that_costs_nothing_is_support():
    application = Application(
        "a", name="Debian GNU/Linux 12 (bookworm)"
    )  # security team to 2026-07-11, LTS to 2028-06-30
    case = case_of(application)
    assert case.known("application.supported").of(0).value is True
    assert case.known("application.extended_support").of(0).value is False
    assert "2026-07-11" in case.known("application.end_of_life").of(0).evidence[-1].note
    over = case_of(application, as_of=date(2028, 7, 1))
    assert over.known("application.supported").of(0).value is False
    # Ubuntu sells its extension (ESM): 20.04 has security updates for all until 2025-05-31.
    assert of_application("supported", Application("a", name="Ubuntu 20.04")).value is False


def test_a_distribution_s_package_without_its_release_is_unknown_for_want_of_data():
    """One finding for all of them: nobody is asked thousands of times which Debian it was."""
    for purl in ("pkg:deb/debian/zlib1g@1.2", "pkg:deb/debian/mariadb@10.5.29"):
        value = of_component("supported", component(purl)).value
        assert isinstance(value, Unknown)
        assert value.unknown == "no_lifecycle"
        assert value.detail.startswith("Debian")


@pytest.mark.parametrize(
    "one",
    [
        component("pkg:gem/redis@7.2.4", "redis", cpe="cpe:2.3:a:redis:redis:7.2.4:*:*:*:*:*:*:*"),  # a client
        component("pkg:npm/postgresql@16.4.0", "postgresql"),
        component("pkg:pypi/libfoo@1.0", "libfoo"),
        component(name="Horizon", version="8.0"),  # more than one publisher sells one
        component(name="PostgreSQLite", version="16"),  # like it, and not it
        component(name="Solution Paie", version="7"),
        component(name="openssl", version="1.1.1k-6.el8_5"),  # a distribution's, which goes on mending it
        component("pkg:generic/java@17.0.5", "java", cpe="cpe:2.3:a:oracle:openjdk:17.0.5:*:*:*:*:*:*:*"),  # anybody's
    ],
    ids=lambda one: one.id,
)
def test_nobody_publishes_a_lifecycle_of_most_things(one):
    for measure in ("end_of_life", "supported", "version_distance"):
        assert of_component(measure, one).value == Unknown("no_lifecycle")


def test_without_lifecycles_it_is_the_data_that_is_missing():
    case = case_of(Application("a", name="PHP"), components=[component("pkg:pypi/django@4.2.11")], library=EMPTY)
    for name in ("component.supported", "application.supported", "application.version_distance"):
        assert case.known(name).of(0).value == Unknown("no_data")


def test_a_product_whose_version_is_not_known_names_its_releases():
    value = of_application("supported", Application("a", name="PHP")).value
    assert value == Unknown("absent", "PHP: 8.5, 8.4, 8.3, 8.2, 8.1, 8.0, …")
    value = of_application("supported", Application("a", name="PHP", version="99.1")).value
    assert value == Unknown("unrecognised", "PHP 99.1: 8.5, 8.4, 8.3, 8.2, 8.1, 8.0, …")


def test_releases_that_come_into_question_must_agree():
    application = Application("a", name="Windows 11", version="23H2")  # Pro to 2025-11-11, Enterprise to 2026-11-10
    assert of_application("supported", application, as_of=date(2025, 11, 11)).value is True
    value = of_application("supported", application, as_of=date(2025, 11, 12)).value
    assert value == Unknown("unrecognised", "Microsoft Windows: 11-23h2-e, 11-23h2-w")
    assert of_application("supported", application, as_of=date(2026, 11, 11)).value is False
    assert isinstance(of_application("end_of_life", application).value, Unknown)


def test_an_end_without_a_day_still_tells_whether_it_is_over():
    # Node.js 3: over, nobody says since when. Exchange Subscription Edition: no end announced.
    over, lasting = Application("a", name="Node.js", version="3.1"), Application("a", name="Exchange Server SE")
    assert of_application("supported", over).value is False
    assert of_application("supported", lasting).value is True
    for application in (over, lasting):
        value = of_application("end_of_life", application).value
        assert isinstance(value, Unknown)
        assert value.unknown == "absent"


def test_a_name_and_a_version_that_contradict_each_other_must_lead_to_one_answer():
    # PostgreSQL 9.6 and 12 have both ended, 16 has not.
    assert of_application("supported", Application("a", name="PostgreSQL 12", version="9.6.1")).value is False
    assert isinstance(of_application("supported", Application("a", name="PostgreSQL 16", version="9.6")).value, Unknown)


def test_a_version_is_taken_from_what_describes_the_application_where_the_register_is_silent():
    application = Application("a", name="Nextcloud", sbom=("a.json",))
    files = [bom("a.json", [], subject=Subject("Nextcloud", "29.0.1"))]
    answer = case_of(application, files=files).known("application.end_of_life").of(0)
    assert answer.value == "2025-04-30"
    assert ("version", "29.0.1", "a.json") in [(each.name, each.value, each.source.path) for each in answer.evidence]


@pytest.mark.parametrize(
    ("versions", "supported"),
    [
        (["8.4.1"], True),  # to 2028-12-31
        (["8.1.2", "7.4"], False),  # two machines, neither of them supported
        (["8.4.1", "8.1.2"], None),  # one is, one is not
    ],
)
def test_versions_that_are_installed_must_lead_to_one_answer(versions, supported):
    installed = [component(name=f"php {each}", version=each) for each in versions]
    inventory = inventory_of(
        Application("a", name="PHP"), components=installed, files=[bom("pc.json", range(len(installed)))]
    )
    pairs = tuple((0, number) for number in range(len(versions)))
    case = Case(replace(inventory, installed=pairs), DAY, {}, {})
    value = case.known("application.supported").of(0).value
    assert (None if isinstance(value, Unknown) else value) is supported


def test_a_version_of_any_length_is_shown_in_short():
    value = of_application("supported", Application("a", name="PHP", version="x" * 1_000_000)).value
    assert isinstance(value, Unknown)
    assert len(value.detail) < 500


def test_the_cells_by_which_a_product_was_found_are_evidence():
    origin = Origin("parc.csv", "applications", 2, (("name", "B"), ("version", "C")))
    evidence = of_application("supported", Application("a", name="PHP", version="8.1.2", origin=origin)).evidence
    assert [(each.name, each.source.place) for each in evidence[:2]] == [
        ("name", "applications!B2"),
        ("version", "applications!C2"),
    ]


def answered(measure: str, value: str) -> Answer:
    return Answer("a", measure, value, origin=Origin("answers.csv", "answers", 2, (("value", "C"),)))


def test_what_the_publisher_answers_is_judged_like_what_is_published():
    records = [Application("a", name="Solution Paie", version="7"), answered("application.end_of_life", "2026-11-23")]
    assert of_application("supported", *records).value is True
    assert of_application("supported", *records, as_of=date(2026, 11, 24)).value is False
    assert of_application("extended_support", *records).value is False
    assert isinstance(of_application("extended_support", *records, as_of=date(2026, 11, 24)).value, Unknown)


def test_rows_of_the_city_tell_what_nobody_publishes(tmp_path):
    cycle = Cycle("7", eol=date(2027, 6, 30), as_of=date(2026, 10, 1), source="courrier")
    own = tmp_path / "own.json"
    own.write_bytes(written((Product("horizon-exemple", "Horizon", cycles=(cycle,)),)))
    (theirs,) = shipped().of(NAME)
    mine = Snapshot(OWN, Provenance("own", "NOASSERTION", date(2026, 10, 1)), own, imported=True)
    library = Library({NAME: theirs, OWN: mine})
    answer = of_application("end_of_life", Application("a", name="Horizon", version="7.2"), library=library)
    assert answer.value == "2027-06-30"
    fact = answer.evidence[-1]
    assert (fact.source.path, fact.as_of) == ("data:lifecycles.city", date(2026, 10, 1))
    assert "courrier" in fact.note


@pytest.mark.parametrize(
    ("version", "day", "behind"),
    [
        ("16.4", DAY, 2),  # 17 and 18
        ("18.1", DAY, 0),
        ("16.4", date(2025, 9, 24), 1),  # the day before 18 came out
        ("9.6", DAY, 9),  # 10 to 18
    ],
)
def test_releases_behind(version, day, behind):
    assert (
        of_application("version_distance", Application("a", name="PostgreSQL", version=version), as_of=day).value
        == behind
    )
    one = component(f"pkg:generic/postgresql@{version}")
    assert of_component("version_distance", one, as_of=day).value == behind


@pytest.mark.parametrize(
    ("application", "behind"),
    [
        ({"name": "Windows 11", "version": "23H2 Pro"}, 3),  # 24H2, 25H2, 26H1, each for several editions
        ({"name": "SQL Server", "version": "2019"}, 2),  # 2022 and 2025; a service pack of 2016 came out later
        ({"name": "Exchange Server 2019"}, 1),  # Subscription Edition, which has no number
        ({"name": "Exchange Server SE"}, 0),
    ],
)
def test_releases_behind_where_their_names_are_no_plain_numbers(application, behind):
    assert of_application("version_distance", Application("a", **application)).value == behind


def test_the_newest_version_of_a_release():
    assert of_application("last_release", Application("a", name="PHP", version="8.1")).value == "2025-12-18"
    before = of_application("last_release", Application("a", name="PHP", version="8.1"), as_of=date(2025, 1, 1))
    assert isinstance(before.value, Unknown)  # what came later says nothing of that day


def test_months_since_the_newest_version():
    application = Application("a", name="PHP", version="8.1")  # 8.1.34 of 2025-12-18
    assert of_application("last_release_months", application).value == 11  # to 23 November: five days after the 18th
    assert of_application("last_release_months", application, as_of=date(2025, 12, 18)).value == 0
    records = [Application("a"), answered("application.last_release", "2026-12-01")]
    assert of_application("last_release_months", *records).value == Unknown("invalid", "2026-12-01")


def test_components_out_of_support_are_counted_and_the_unknown_ones_are_not_passed_over():
    supported, over = component("pkg:pypi/django@5.2.1"), component("pkg:pypi/django@4.2.1")
    unknown = component("pkg:pypi/libfoo@1.0")
    application = Application("a", sbom=("a.json",))

    def counted(*components: Component):
        return of_application("unsupported_components", application, components=components).value

    assert counted(supported) == 0
    assert counted(supported, over) == 1
    assert counted(over, unknown) == 1  # at least
    assert counted(supported, unknown) == Unknown("unchecked", "1 / 2")
    assert counted() == Unknown("no_sbom")


def test_shares_of_the_portfolio():
    records = [
        Application("a", name="PHP", version="8.1"),
        Application("b", name="PostgreSQL", version="16"),
        Application("c", name="Solution Paie"),
        Application("d", name="Solution Finances"),
    ]
    case = case_of(*records)
    assert case.known("portfolio.lifecycle_coverage").of(0).value == 0.5
    assert case.known("portfolio.unsupported_share").of(0).value == 0.5  # PHP, of the two that are known
    none = case_of(Application("c", name="Solution Paie"))
    assert none.known("portfolio.lifecycle_coverage").of(0).value == 0.0
    assert none.known("portfolio.unsupported_share").of(0).value == Unknown("unchecked", "0 / 1")


def test_what_no_file_tells_is_asked():
    case = case_of(Application("a"), answered("application.extended_support_bought", "oui"))
    assert case.known("application.extended_support_bought").of(0).value is True
    assert case.known("application.obsolescence_measures").of(0).value == Unknown("absent")


PURLS = ("pkg:pypi/django@", "pkg:npm/lib@", "pkg:generic/php@", "pkg:deb/debian/php@8?distro=debian-", "pkg:gem/x?a=")


@given(st.lists(st.tuples(st.sampled_from(PURLS), st.sampled_from(["4.2", "12", "8.1", "7", ""])), max_size=8))
def test_components_that_share_an_answer_have_that_answer_alone(drawn):
    purls = list(dict.fromkeys("".join(each) for each in drawn))
    ones = [component(each.rstrip("@=")) for each in purls]
    together = case_of(components=ones)
    column = together.known("component.supported")
    for position, each in enumerate(together.inventory.components):
        assert column.of(position) == of_component("supported", each)
    assert len(of_components(together).distinct) <= len(ones) + 1


def test_every_name_and_identifier_that_is_listed_leads_to_its_product():
    """Except names that are too general, and identifiers that two products have."""
    known = index(case_of())
    astray = []
    for name, (product, _snapshot) in known.products.items():
        for each in product.identifiers:
            if each.startswith("pkg:") and known.purls[parts_of(each)[0]] != name:
                astray.append(each)
        found = known.by_name(product.title, "")
        if found is not None and found.product.name != name:
            astray.append(product.title)
    assert astray == []
