# SPDX-License-Identifier: EUPL-1.2
"""Known vulnerabilities of components and of applications: found, counted once, closed by VEX, unknown for a reason."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from sovaudit.knowledge import Library, Snapshot, epss
from sovaudit.measures import Case, Measure
from sovaudit.measures.dependency import (
    application_critical_vulnerabilities,
    application_exploited_vulnerabilities,
    application_vulnerability_coverage,
    application_vulnerable_components,
    component_epss,
    component_exploited_vulnerabilities,
    component_fixable_severity,
    component_severity,
    component_vulnerabilities,
    component_vulnerability_ids,
    portfolio_vulnerability_coverage,
)
from sovaudit.measures.dependency._matching import unnamed
from sovaudit.measures.dependency._vulnerabilities import vulnerabilities
from sovaudit.model import (
    ABSENT,
    Application,
    Component,
    Fact,
    Measured,
    Provenance,
    Source,
    Statement,
    Subject,
    Unknown,
)
from tests.identity._inventories import bom, inventory_of, named
from tests.knowledge._osv_files import advisory, library_of, packed

MEASURES: list[Measure] = [
    application_critical_vulnerabilities,
    application_exploited_vulnerabilities,
    application_vulnerability_coverage,
    application_vulnerable_components,
    component_epss,
    component_exploited_vulnerabilities,
    component_fixable_severity,
    component_severity,
    component_vulnerabilities,
    component_vulnerability_ids,
    portfolio_vulnerability_coverage,
]
DAY = date(2026, 11, 23)
LOG4SHELL, INVENTED, MILD = "CVE-2021-44228", "CVE-2099-1111", "CVE-2099-2222"
TEN = [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"}]  # 10.0, as GitHub rates Log4Shell
THREE = [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N"}]  # 3.1, FIRST's POODLE example
MENDED = [("introduced", "0"), ("fixed", "2.0")]
RECORDS = [
    advisory("GHSA-log4-log4-log4", "logger", MENDED, aliases=[LOG4SHELL], severity=TEN, summary="Lookups run code"),
    advisory("PYSEC-2099-1", "logger", MENDED, aliases=[LOG4SHELL]),
    advisory("PYSEC-2099-2", "mild", [("introduced", "1.0")], aliases=[MILD], severity=THREE),
    advisory("PYSEC-2099-3", "unrated", MENDED, aliases=[INVENTED]),
    {**advisory("PYSEC-2099-4", "clean", MENDED), "withdrawn": "2026-01-01T00:00:00Z"},
]
OLD, NEW, STRANGE = "pkg:pypi/logger@1.0", "pkg:pypi/logger@2.0", "pkg:pypi/logger@what"
CLEAN, ELSEWHERE, NOWHERE = "pkg:pypi/clean@1.0", "pkg:npm/left@1.0", "pkg:generic/thing@1.0"
MILD_ONE, UNRATED = "pkg:pypi/mild@1.5", "pkg:pypi/unrated@1.0"


def packaged(purl: str, **more) -> Component:
    return named(purl, id=purl, purl=purl, **more)


@pytest.fixture
def advised(tmp_path: Path) -> Library:
    """Return a library with the advisories of PyPI."""
    return library_of(tmp_path, packed(tmp_path / "all.zip", *RECORDS))


def city(holdings, statements=(), records=(), subjects=()):
    """Make applications a0, a1… that contain the components of these purls."""
    purls = sorted({purl for held in holdings for purl in held})
    files = [
        bom(
            f"{n}.json",
            [purls.index(purl) for purl in held],
            subject=dict(enumerate(subjects)).get(n, Subject(f"s{n}")),
        )
        for n, held in enumerate(holdings)
    ]
    applications = [Application(f"a{n}", sbom=(f"{n}.json",)) for n in range(len(holdings))]
    inventory = inventory_of(*applications, *records, files=files, components=[packaged(each) for each in purls])
    return msgspec.structs.replace(inventory, statements=tuple(statements))


def holding(*components: Component):
    """Make one application that contains these components."""
    return inventory_of(
        Application("a0", sbom=("0.json",)), files=[bom("0.json", range(len(components)))], components=components
    )


def measured(name: str, case: Case, subject: str = "") -> Measured:
    """Measure the component of a purl, or the application of an id."""
    kind = name.partition(".")[0]
    ids = [each.id for each in getattr(case.inventory, f"{kind}s", ())] or ["portfolio"]
    return case.known(name).of(ids.index(subject or ids[0]))


def case_of(inventory, library) -> Case:
    return Case(inventory, DAY, {}, {}, library)


@pytest.mark.parametrize(
    ("purl", "count", "severity", "fixable", "exploited"),
    [
        (OLD, 1, 10.0, 10.0, 1),  # two advisories, one flaw, in the KEV catalogue
        (NEW, 0, 0.0, 0.0, 0),
        (MILD_ONE, 1, 3.1, 0.0, 0),  # no version mends it
        ("pkg:pypi/mild@0.9", 0, 0.0, 0.0, 0),
        (UNRATED, 1, ABSENT, ABSENT, 0),  # nobody says how severe it is
        (CLEAN, 0, 0.0, 0.0, 0),  # the only advisory was withdrawn
        (STRANGE, *[Unknown("invalid", "what")] * 4),
        (ELSEWHERE, *[Unknown("no_data", "npm")] * 4),
        (NOWHERE, *[Unknown("no_advisories", "pkg:generic")] * 4),
    ],
)
def test_a_component_by_its_package_url(advised, purl, count, severity, fixable, exploited):
    case = case_of(city([[purl]]), advised)
    assert measured("component.vulnerabilities", case).value == count
    assert measured("component.severity", case).value == severity
    assert measured("component.fixable_severity", case).value == fixable
    assert measured("component.exploited_vulnerabilities", case).value == exploited


def test_evidence_names_the_advisories_their_day_and_the_versions_that_mend(advised):
    found = measured("component.vulnerabilities", case_of(city([[OLD]]), advised)).evidence
    listed, first, second, asked = found
    assert (listed.source, listed.value) == (Source("data:kev", LOG4SHELL), "2021-12-10")
    assert [each.value for each in (first, second)] == ["GHSA-log4-log4-log4", "PYSEC-2099-1"]
    assert {each.source.path for each in (first, second, asked)} == {"data:osv.PyPI"}
    assert "2.0" in first.note
    assert "10.0" in first.note
    assert {each.as_of for each in (first, second, asked)} == {date(2026, 11, 1)}


def test_what_deceives_the_eye_is_never_looked_up(advised):
    """A name with a Cyrillic letter has no package URL left (promise P7); nor does one that has none at all."""
    inventory = holding(named("l\u043egger", version="1.0"))
    value = measured("component.vulnerabilities", case_of(inventory, advised)).value
    assert isinstance(value, Unknown)
    assert value == unnamed()


def test_without_any_data_all_components_share_one_answer():
    inventory = city([[OLD, NEW, ELSEWHERE, NOWHERE]])
    case = case_of(inventory, Library({}))
    assert set(component_vulnerabilities.reads(case).tolist()) == {0}
    for name in ("vulnerabilities", "vulnerability_ids", "exploited_vulnerabilities", "severity", "epss"):
        assert {each.value for each in case.known(f"component.{name}").answers} == {Unknown("no_data")}
    for name in (
        "vulnerable_components",
        "exploited_vulnerabilities",
        "critical_vulnerabilities",
        "vulnerability_coverage",
    ):
        assert measured(f"application.{name}", case).value == Unknown("no_data")
    assert measured("portfolio.vulnerability_coverage", case).value == Unknown("no_data")
    assert vulnerabilities(case) == ()


def test_components_without_advisories_share_an_answer_by_ecosystem(advised):
    clean = [f"pkg:pypi/clean{n}@1" for n in range(20)] + [f"pkg:npm/left{n}@1" for n in range(20)]
    clean += [f"pkg:pypi/logger@{n}" for n in range(2, 20)]  # of which there are advisories, about other versions
    codes = component_vulnerabilities.reads(case_of(city([clean]), advised))
    assert len(np.unique(codes)) == 2


def test_a_record_imported_alone_is_found_and_proves_nothing_of_others(tmp_path):
    path = tmp_path / "GHSA-log4-log4-log4.json"
    path.write_text(json.dumps(RECORDS[0]))
    case = case_of(city([[OLD, NEW, CLEAN]]), library_of(tmp_path, path))
    assert measured("component.vulnerabilities", case, OLD).value == 1
    assert measured("component.vulnerabilities", case, NEW).value == Unknown("no_data", "PyPI")
    assert measured("component.vulnerabilities", case, CLEAN).value == Unknown("no_data", "PyPI")
    assert measured("application.vulnerable_components", case).value == 1


def test_distributions_need_their_release_and_their_source_package(tmp_path):
    path = packed(
        tmp_path / "all.zip",
        advisory(
            "DSA-1-1", "openssl", [("introduced", "0"), ("fixed", "3.0.11-1~deb12u2")], "Debian:12", upstream=[INVENTED]
        ),
        advisory("DSA-2-1", "openssl", [("introduced", "0"), ("fixed", "1.1.1w")], "Debian:11", upstream=[MILD]),
    )
    system = {
        "pkg:deb/debian/openssl@3.0.11-1~deb12u1?arch=source&distro=debian-12": 1,
        "pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=source&distro=debian-12": 0,
        "pkg:deb/debian/openssl@1.1.1n?arch=source&distro=debian-11": 1,
        "pkg:deb/debian/openssl@1.1.1n?arch=source": "absent",  # nobody knows which release
        "pkg:deb/debian/libssl3@3.0.11-1~deb12u1?arch=amd64&distro=debian-12": "absent",  # of which source?
    }
    built = packaged("pkg:deb/debian/libssl3t64@3.0.11-1~deb12u1?arch=amd64&distro=debian-12", built_from="openssl")
    inventory = holding(*map(packaged, system), built)
    case = case_of(inventory, library_of(tmp_path, path))
    for purl, expected in {**system, built.purl: 1}.items():
        value = measured("component.vulnerabilities", case, purl).value
        assert (value.unknown if isinstance(value, Unknown) else value) == expected, purl


def test_a_bulletin_stands_for_each_flaw_that_it_mends(tmp_path):
    """DSA-1 mends two flaws; Debian has a record of its own for one of them: two flaws in all, not three, not one."""
    mended = [("introduced", "0"), ("fixed", "2")]
    path = packed(
        tmp_path / "all.zip",
        advisory("DSA-1-1", "x", mended, "Debian:12", upstream=[INVENTED, MILD]),
        advisory(f"DEBIAN-{MILD}", "x", mended, "Debian:12", upstream=[MILD]),
    )
    inventory = holding(packaged("pkg:deb/debian/x@1?arch=source&distro=debian-12"))
    case = case_of(inventory, library_of(tmp_path, path))
    assert measured("component.vulnerability_ids", case).value == (INVENTED, MILD)
    assert {each.id: each.advisories for each in vulnerabilities(case)} == {
        INVENTED: ("DSA-1-1",),
        MILD: (f"DEBIAN-{MILD}", "DSA-1-1"),
    }


def said(status: str, *products: str, vulnerability: str = LOG4SHELL, path: str = "vex.json", **more) -> Statement:
    return Statement(vulnerability, products=products, status=status, source=Source(path, "/statements/0"), **more)


@pytest.mark.parametrize(
    ("statements", "remaining"),
    [
        ([], 1),
        ([said("not_affected", OLD, justification="code_not_reachable")], 0),
        ([said("fixed", OLD)], 0),
        ([said("not_affected", "pkg:pypi/logger")], 0),  # of every version
        ([said("not_affected", OLD, vulnerability="PYSEC-2099-1")], 0),  # another name of the same flaw
        ([said("not_affected", OLD, vulnerability="X-1", aliases=(LOG4SHELL,))], 0),
        ([said("affected", OLD)], 1),
        ([said("under_investigation", OLD)], 1),
        ([said("not_affected", NEW)], 1),  # of another version
        ([said("not_affected", OLD, vulnerability=MILD)], 1),  # of another flaw
        ([said("affected", OLD, as_of="2026-01-01"), said("not_affected", OLD, as_of="2026-02-01")], 0),
        ([said("not_affected", OLD, as_of="2026-01-01"), said("affected", OLD, as_of="2026-02-01")], 1),
        ([said("not_affected", OLD), said("affected", OLD)], 1),  # nobody knows which is newer
        ([said("not_affected", OLD, as_of="2026-01-01"), said("reported", OLD, as_of="2026-02-01")], 0),  # no analysis
    ],
)
def test_vex_statements_close_and_keep_open(advised, statements, remaining):
    case = case_of(city([[OLD]], statements), advised)
    assert measured("component.vulnerabilities", case).value == remaining
    assert measured("application.exploited_vulnerabilities", case).value == remaining
    (one,) = vulnerabilities(case)
    assert one.open is bool(remaining)
    assert one.ids[:1] == (LOG4SHELL,)


def test_a_closed_vulnerability_stays_in_sight_with_its_statement(advised):
    why = "vulnerable_code_not_present"
    case = case_of(city([[OLD]], [said("not_affected", OLD, justification=why)]), advised)
    (one,) = vulnerabilities(case)
    assert (one.open, one.status, one.justification, one.applications) == (False, "not_affected", why, ())
    assert one.source == Source("vex.json", "/statements/0")
    facts = measured("component.vulnerabilities", case).evidence
    assert [each.value for each in facts if each.source.path == "vex.json"] == [f"not_affected: {why}"]


def test_a_statement_in_a_bill_of_materials_closes_inside_its_application_alone(advised):
    case = case_of(city([[OLD], [OLD]], [said("not_affected", OLD, path="0.json")]), advised)
    assert measured("component.vulnerabilities", case).value == 1
    assert measured("application.exploited_vulnerabilities", case, "a0").value == 0
    assert measured("application.exploited_vulnerabilities", case, "a1").value == 1
    (one,) = vulnerabilities(case)
    assert one.applications == ("a1",)
    both = [said("not_affected", OLD, path="0.json"), said("fixed", OLD, path="1.json")]
    assert measured("component.vulnerabilities", case_of(city([[OLD], [OLD]], both), advised)).value == 0


@pytest.mark.parametrize(
    "statement",
    [
        said("not_affected", "pkg:generic/intranet@1", subcomponents=(OLD,)),  # that part of that product
        said("not_affected", "intranet@1", subcomponents=(OLD,)),
        said("not_affected", "pkg:generic/intranet@1"),  # that product and all in it
        said("not_affected", "a0"),
    ],
)
def test_a_statement_about_a_product_holds_for_what_it_contains(advised, statement):
    intranet = Subject("intranet", "1", "pkg:generic/intranet@1")
    inventory = city([[OLD], [OLD]], [statement], subjects=[intranet])
    case = case_of(inventory, advised)
    assert measured("application.vulnerable_components", case, "a0").value == 0
    assert measured("application.vulnerable_components", case, "a1").value == 1
    assert measured("component.vulnerabilities", case).value == 1


def test_a_part_of_a_product_that_is_not_here_is_not_ours(advised):
    elsewhere = said("not_affected", "pkg:generic/stranger@1", subcomponents=(OLD,))
    assert measured("component.vulnerabilities", case_of(city([[OLD]], [elsewhere]), advised)).value == 1


@pytest.mark.parametrize("status", ["affected", "under_investigation", "reported"])
def test_a_stated_vulnerability_counts_without_any_advisory(status):
    """Log4Shell is in the catalogue that is shipped; no OSV data is."""
    inventory = city([[ELSEWHERE, NOWHERE]], [said(status, ELSEWHERE), said(status, NOWHERE, vulnerability=INVENTED)])
    case = Case(inventory, DAY, {}, {})
    assert measured("component.vulnerability_ids", case, ELSEWHERE).value == (LOG4SHELL,)
    assert measured("component.exploited_vulnerabilities", case, ELSEWHERE).value == 1
    assert measured("component.vulnerabilities", case, NOWHERE).value == 1
    # One vulnerability is stated and not exploited; whether another is, nobody knows.
    assert measured("component.exploited_vulnerabilities", case, NOWHERE).value == Unknown("no_data")
    assert measured("application.exploited_vulnerabilities", case).value == 1
    assert measured("application.vulnerable_components", case).value == 2
    assert measured("application.vulnerability_coverage", case).value == Unknown("no_data")


def test_that_one_does_not_matter_says_nothing_of_others():
    case = Case(city([[ELSEWHERE]], [said("not_affected", ELSEWHERE)]), DAY, {}, {})
    assert measured("component.vulnerabilities", case).value == Unknown("no_data")


def test_a_vulnerability_of_the_product_itself(advised):
    intranet = Subject("intranet", "1", "pkg:generic/intranet@1")
    inventory = city([[CLEAN]], [said("affected", "pkg:generic/intranet@1")], subjects=[intranet])
    case = case_of(inventory, advised)
    assert measured("application.exploited_vulnerabilities", case).value == 1
    assert [each.subject for each in vulnerabilities(case)] == ["application:a0"]
    closed = [*inventory.statements, said("fixed", "a0", as_of="2026-11-01")]
    again = case_of(msgspec.structs.replace(inventory, statements=tuple(closed)), advised)
    assert measured("application.exploited_vulnerabilities", again).value == 0


@pytest.mark.parametrize(
    ("held", "vulnerable", "exploited", "critical", "coverage"),
    [
        ([OLD, CLEAN], 1, 1, 1, 1.0),
        ([NEW, CLEAN], 0, 0, 0, 1.0),
        ([OLD, ELSEWHERE], 1, 1, 1, 0.5),  # what is found decides
        ([NEW, ELSEWHERE], "unchecked", "unchecked", "unchecked", 0.5),
        ([MILD_ONE, STRANGE], 1, "unchecked", "unchecked", 0.5),
        ([UNRATED], 1, 0, "unchecked", 1.0),  # it could be critical
        ([ELSEWHERE], "no_data", "no_data", "no_data", "no_data"),
        ([NOWHERE, CLEAN, NEW], "unchecked", "unchecked", "unchecked", 2 / 3),
        ([], "no_sbom", "no_sbom", "no_sbom", "no_sbom"),
    ],
)
def test_an_application_in_three_values(advised, held, vulnerable, exploited, critical, coverage):
    case = case_of(city([held]), advised)
    names = ("vulnerable_components", "exploited_vulnerabilities", "critical_vulnerabilities", "vulnerability_coverage")
    values = [measured(f"application.{name}", case).value for name in names]
    assert [each.unknown if isinstance(each, Unknown) else each for each in values] == [
        *(vulnerable, exploited, critical, coverage),
    ]


def test_one_flaw_in_two_components_is_one_flaw_of_the_application(advised):
    case = case_of(city([[OLD, "pkg:pypi/logger@1.1"]]), advised)
    assert measured("application.exploited_vulnerabilities", case).value == 1
    assert measured("application.vulnerable_components", case).value == 2
    assert len(vulnerabilities(case)) == 2


def test_an_application_that_is_a_package_itself(advised):
    inventory = inventory_of(Application("ged", purl="pkg:pypi/logger", version="1.0"), Application("x", purl=NEW))
    case = case_of(inventory, advised)
    assert measured("application.exploited_vulnerabilities", case, "ged").value == 1
    assert measured("application.exploited_vulnerabilities", case, "x").value == 0
    assert measured("application.vulnerability_coverage", case, "x").value == 1.0


def test_a_product_known_by_its_cpe_alone_is_not_guessed_at(advised):
    cpe = "cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*"
    value = measured(
        "application.vulnerable_components", case_of(inventory_of(Application("x", cpe=cpe)), advised)
    ).value
    assert isinstance(value, Unknown)
    assert value.unknown == "unrecognised"
    assert cpe in value.detail


def test_the_share_of_the_portfolio_that_could_be_checked(advised):
    case = case_of(city([[OLD, CLEAN], [CLEAN, ELSEWHERE, NOWHERE]]), advised)
    assert measured("portfolio.vulnerability_coverage", case).value == 2 / 4
    assert measured("portfolio.vulnerability_coverage", case_of(inventory_of(), advised)).value == Unknown("no_sbom")


def test_epss_is_the_highest_probability_of_the_flaws(tmp_path):
    scores = tmp_path / "epss.csv"
    scores.write_text(
        f"#model_version:v2025,score_date:2026-11-20T00:00:00Z\ncve,epss,percentile\n{LOG4SHELL},0.94,0.99\n"
    )
    converted = epss.convert(scores, tmp_path / "epss.npy")
    imported = Snapshot("epss", converted.provenance, tmp_path / "epss.npy", imported=True)
    library = library_of(tmp_path, packed(tmp_path / "all.zip", *RECORDS), instead=[imported])
    case = case_of(city([[OLD, NEW, MILD_ONE]]), library)
    assert measured("component.epss", case, OLD).value == 0.94
    assert measured("component.epss", case, NEW).value == 0.0
    assert measured("component.epss", case, MILD_ONE).value == ABSENT


def test_of_several_names_of_one_flaw_the_first_day_in_the_catalogue_and_the_highest_probability_count(tmp_path):
    """One advisory under two CVE, both in the catalogue on two days and in EPSS with two probabilities."""
    catalogue = tmp_path / "kev.json"
    catalogue.write_text(
        json.dumps({"cves": {INVENTED: ["2099-03-01", "2099-04-01", False], MILD: ["2099-02-01", "2099-04-01", False]}})
    )
    kev = Snapshot("kev", Provenance("KEV", "CC0-1.0", date(2099, 3, 1)), catalogue, imported=True)
    scores = tmp_path / "epss.csv"
    rows = f"{INVENTED},0.25,0.5\n{MILD},0.125,0.25\n"
    scores.write_text(f"#model_version:v1,score_date:2099-03-01T00:00:00Z\ncve,epss,percentile\n{rows}")
    likely = Snapshot(
        "epss", epss.convert(scores, tmp_path / "epss.npy").provenance, tmp_path / "epss.npy", imported=True
    )
    both = packed(tmp_path / "all.zip", advisory("PYSEC-2099-9", "logger", MENDED, aliases=[INVENTED, MILD]))
    case = case_of(city([[OLD]]), library_of(tmp_path, both, instead=[kev, likely]))
    (one,) = vulnerabilities(case)
    assert {INVENTED, MILD} <= set(one.ids)
    assert (one.exploited, one.epss) == ("2099-02-01", 0.25)
    assert [(each.source.place, each.value) for each in one.evidence if each.name == "exploited"] == [
        (MILD, "2099-02-01")
    ]
    assert [(each.source.place, each.value) for each in one.evidence if each.name == "epss"] == [(INVENTED, 0.25)]


def test_the_gravest_come_first_and_the_closed_last(advised):
    held = [OLD, "pkg:pypi/logger@1.1", MILD_ONE, UNRATED]
    case = case_of(city([held], [said("fixed", "pkg:pypi/logger@1.1")]), advised)
    assert [(each.subject, each.open) for each in vulnerabilities(case)] == [
        (f"component:{OLD}", True),
        (f"component:{MILD_ONE}", True),
        (f"component:{UNRATED}", True),
        ("component:pkg:pypi/logger@1.1", False),
    ]


def test_without_epss_scores_all_vulnerable_components_share_one_answer(advised):
    case = case_of(city([[OLD, "pkg:pypi/logger@1.1", MILD_ONE, NEW]]), advised)
    assert len(np.unique(component_epss.reads(case))) == 2
    missing = Unknown("no_data", "EPSS")
    where = Fact("component.epss", missing, Source("data:epss"))
    assert measured("component.epss", case, OLD) == Measured(missing, (where,))
    assert measured("component.epss", case, NEW).value == 0.0


def test_components_without_package_url_share_one_answer_and_lower_the_coverage(advised):
    case = case_of(holding(named("one"), named("two"), packaged(CLEAN)), advised)
    assert len(np.unique(component_vulnerabilities.reads(case))) == 2
    assert measured("application.vulnerability_coverage", case).value == 1 / 3
    assert measured("application.vulnerability_coverage", case_of(holding(named("one")), advised)).value == 0.0


def test_the_author_of_a_statement_cannot_make_one_flaw_of_two(advised):
    """Its aliases close what they name where it holds; elsewhere the flaws stay two."""
    lie = said("not_affected", OLD, path="0.json", vulnerability=MILD, aliases=(LOG4SHELL, INVENTED))
    case = case_of(city([[OLD, MILD_ONE, UNRATED], [OLD, MILD_ONE, UNRATED]], [lie]), advised)
    assert measured("application.vulnerable_components", case, "a0").value == 2
    assert measured("application.vulnerable_components", case, "a1").value == 3
    assert len({each.id for each in vulnerabilities(case)}) == 3


def test_a_stated_flaw_is_one_by_all_its_names_and_a_statement_without_any_is_none():
    told = said("affected", ELSEWHERE, vulnerability="GHSA-log4-log4-log4", aliases=("cve-2021-44228",))
    nothing = said("affected", ELSEWHERE, vulnerability="")
    case = Case(city([[ELSEWHERE]], [told, nothing]), DAY, {}, {})
    (one,) = vulnerabilities(case)
    assert (one.id, one.ids) == (LOG4SHELL, (LOG4SHELL, "GHSA-log4-log4-log4"))
    assert one.exploited == "2021-12-10"
