# SPDX-License-Identifier: EUPL-1.2
"""Whole runs on imported advisories: what cannot be told is said with its reason, and VEX statements count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli._here import sovaudit
from tests.knowledge._osv_files import advisory, packed

Page = dict[str, Any]
DAY = "2026-11-20"
RULE = "axe6.vulnerability.critical"
FLAWED, CLEAN = "pkg:pypi/flawed@1.0", "pkg:pypi/clean@1.0"
GRAVE = [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with every advisory of PyPI and of Debian: one each."""
    mended = [("introduced", "0"), ("fixed", "2.0")]
    flaw = advisory("PYSEC-2026-1", "flawed", mended, aliases=["CVE-2026-0001"], severity=GRAVE)
    other = advisory("DSA-1-1", "openssl", [("introduced", "0"), ("fixed", "3.0.2-1")], ecosystem="Debian:12")
    archives = packed(tmp_path / "pypi.zip", flaw), packed(tmp_path / "debian.zip", other)
    done = sovaudit("data", "import", *archives, "--data", tmp_path / "store")
    assert done.code == 0, done.err
    return tmp_path / "store"


def city(folder: Path, *purls: str) -> Path:
    """Write an inventory: one application with these packages."""
    folder.mkdir(exist_ok=True)
    components = [{"type": "library", "name": "x", "version": "1", "purl": purl, "bom-ref": purl} for purl in purls]
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}
    (folder / "app.cdx.json").write_text(json.dumps(document), encoding="utf-8")
    (folder / "applications.csv").write_text("id,name,kind,sbom\napp,App,proprietary,app.cdx.json\n", encoding="utf-8")
    return folder


def audited(folder: Path, store: Path) -> Page:
    done = sovaudit("audit", folder, "-f", "json", "--as-of", DAY, "--data", store)
    assert done.code == 0, done.err
    page: Page = json.loads(done.out)
    return page


def outcomes(page: Page, rule: str = RULE) -> dict[str, tuple[str, str]]:
    """Return outcome and reason by subject."""
    return {each["subject"]: (each["outcome"], each["reason"]) for each in page["findings"] if each["rule"] == rule}


@pytest.mark.parametrize(
    ("purl", "subject", "why"),
    [
        # OSV has no ecosystem for them: as nobody could answer for the one or the other, all share a finding
        ("pkg:generic/x@1", "portfolio", "nobody publishes advisories on packages of this kind: pkg:generic"),
        ("pkg:unheardof/x@1", "portfolio", "nobody publishes advisories on packages of this kind: pkg:unheardof"),
        # no version by PEP 440: it is neither before 2.0 nor after
        ("pkg:pypi/flawed@not%21a%40version", "component:{purl}", "not!a@version"),
        ("pkg:pypi/flawed", "component:{purl}", "no version"),
        # DSA-1-1 is about Debian 12: another release has other versions
        ("pkg:deb/debian/openssl@3.0.1-1", "component:{purl}", "release of the distribution"),
        # nothing of npm was imported
        ("pkg:npm/left-pad@1.3.0", "portfolio", "no data set was imported that could tell: npm"),
    ],
)
def test_what_cannot_be_told_is_unknown_with_its_reason_and_not_guessed(tmp_path, store, purl, subject, why):
    page = audited(city(tmp_path / "city", CLEAN, purl), store)
    for rule in (RULE, "axe6.vulnerability.exploited"):
        found = outcomes(page, rule)
        assert list(found) == [subject.format(purl=purl)]
        ((outcome, reason),) = found.values()
        assert outcome == "unknown"
        assert why in reason
    ((outcome, reason),) = outcomes(page, "axe6.vulnerability.coverage").values()
    assert (outcome, "50%" in reason) == ("fail", True), reason  # it is counted: one of two was checked


def test_what_can_be_told_is_judged(tmp_path, store):
    page = audited(city(tmp_path / "city", CLEAN, FLAWED, "pkg:pypi/flawed@2.0"), store)
    assert {subject: outcome for subject, (outcome, _reason) in outcomes(page).items()} == {
        f"component:{FLAWED}": "fail"
    }
    debian = "pkg:deb/debian/openssl@3.0.1-1?distro=debian-12"
    page = audited(city(tmp_path / "city", debian), store)
    assert [each["id"] for each in page["vulnerabilities"]] == ["DSA-1-1"]


def test_thousands_of_packages_of_which_nobody_publishes_anything_share_one_finding(tmp_path, store):
    few, many = (
        audited(city(tmp_path / "city", CLEAN, *(f"pkg:generic/x{n}@1" for n in range(count))), store)
        for count in (1, 2_000)
    )
    for rule in (RULE, "axe6.vulnerability.exploited"):
        assert [each["subject"] for each in few["findings"] if each["rule"] == rule] == ["portfolio"]
        (shared,) = (each for each in many["findings"] if each["rule"] == rule)
        assert (shared["subject"], shared["count"]) == ("portfolio", 2_000)
    asked = [each for each in many["questions"] if each["reason"] == "no_advisories"]
    assert asked
    assert {each["subject"] for each in asked} == {"portfolio"}


def vex(folder: Path, status: str, purl: str, flaw: str = "CVE-2026-0001") -> None:
    """Write an OpenVEX statement."""
    statement = {"vulnerability": {"name": flaw}, "products": [{"@id": purl}], "status": status}
    if status == "not_affected":
        statement["justification"] = "vulnerable_code_not_in_execute_path"
    document = {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": "https://example.org/vex/1",
        "author": "Fictive Publisher",
        "timestamp": "2026-11-10T00:00:00Z",
        "version": 1,
        "statements": [statement],
    }
    (folder / "statement.openvex.json").write_text(json.dumps(document), encoding="utf-8")


def test_not_affected_closes_what_advisories_say_and_keeps_it_in_sight(tmp_path, store):
    folder = city(tmp_path / "city", CLEAN, FLAWED)
    assert outcomes(audited(folder, store))[f"component:{FLAWED}"][0] == "fail"
    vex(folder, "not_affected", FLAWED)
    page = audited(folder, store)
    assert outcomes(page) == {}
    (one,) = page["vulnerabilities"]
    assert (one["subject"], one["open"]) == (f"component:{FLAWED}", False)
    assert "CVE-2026-0001" in json.dumps(one)


def test_affected_adds_what_no_advisory_says(tmp_path, store):
    folder = city(tmp_path / "city", CLEAN, FLAWED)
    assert [each["subject"] for each in audited(folder, store)["vulnerabilities"]] == [f"component:{FLAWED}"]
    vex(folder, "affected", CLEAN, "CVE-2026-0002")
    page = audited(folder, store)
    assert {each["subject"]: each["open"] for each in page["vulnerabilities"]} == {
        f"component:{FLAWED}": True,
        f"component:{CLEAN}": True,
    }
    # how grave it is nobody says: with CVE-2026-0001 closed, the application may have a critical one or not
    vex(city(folder, CLEAN), "affected", CLEAN, "CVE-2026-0002")
    assert [
        one for one, _why in outcomes(audited(folder, store), "axe6.vulnerability.application_critical").values()
    ] == ["unknown"]


def test_a_statement_about_another_flaw_closes_nothing(tmp_path, store):
    folder = city(tmp_path / "city", FLAWED)
    vex(folder, "not_affected", FLAWED, "CVE-2026-0002")
    assert outcomes(audited(folder, store))[f"component:{FLAWED}"][0] == "fail"
