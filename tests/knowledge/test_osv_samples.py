# SPDX-License-Identifier: EUPL-1.2
"""Every version that real advisories call affected, or not, is judged so.

The advisories are samples of OSV and GitHub that lie beside the checkout; where they do not, nothing here runs. What is
right comes from the advisories themselves and, for PyPI, from a second evaluator below: PEP 440 order by `packaging`,
the spans between events read as the schema describes them, none of our code.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version as Release

from sovaudit.knowledge import osv
from sovaudit.knowledge._osv_records import record
from sovaudit.knowledge._versions import versions_of

UNPACK = Path(__file__).resolve().parents[2].parent / "shared" / "unpack"
Advisories = list[dict[str, Any]]
Version = cache(Release)


@pytest.fixture(scope="module")
def samples() -> Path:
    """Return the folder of the samples; skip where there are none."""
    if not UNPACK.exists():
        pytest.skip(f"the samples are absent: no {UNPACK}")
    return Path(subprocess.check_output([UNPACK, "samples"], text=True).strip())


@pytest.fixture(scope="module")
def pypi(samples: Path) -> Advisories:
    """Return the 198 advisories of PyPI; the withdrawn one is there too."""
    return [json.loads(path.read_bytes()) for path in sorted((samples / "osv" / "dump-PyPI").glob("*.json"))]


@pytest.fixture(scope="module")
def others(samples: Path) -> Advisories:
    """Return the advisories of other ecosystems: Maven twice, Go, Debian, Alpine, Ubuntu."""
    names = ("GHSA-838r-hvwh-24h8", "CVE-2022-27449", "DSA-3029-1", "UBUNTU-CVE-2025-38094", "GO-2023-1558")
    paths = [*(samples / "osv" / f"{name}.json" for name in names)]
    paths.append(samples / "github-advisory" / "GHSA-jfh8-c2jp-5v3q.json")
    return [json.loads(path.read_bytes()) for path in paths]


def judge_of(advisory: dict[str, Any], ecosystem: str) -> Callable[[str], bool | None]:
    """Return our own judgement: the record as it is imported, every entry of the ecosystem."""
    kept = record(json.dumps({**advisory, "withdrawn": None}).encode())
    entries = [entry for _key, entry in kept.entries if entry.ecosystem == ecosystem]
    versions = versions_of(ecosystem.partition(":")[0])

    def judge(version: str) -> bool | None:
        told = [osv.affects(entry, version, versions) for entry in entries]
        return True if True in told else None if None in told else False

    return judge


def packages(advisory: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for affected in advisory["affected"]:
        yield affected["package"]["ecosystem"], affected["package"]["name"], affected


def test_every_enumerated_version_is_affected(pypi, others):
    count = 0
    for advisory in [*pypi, *others]:
        for ecosystem, _name, affected in packages(advisory):
            judge = judge_of(advisory, ecosystem)
            for version in affected.get("versions") or ():
                assert judge(version) is True, (advisory["id"], ecosystem, version)
                count += 1
    print(f"enumerated versions: {count}")
    assert count > 10_000


def test_at_each_event_of_a_range_the_version_is_what_the_event_says(pypi, others):
    """A range's own versions: from `introduced` on affected, at `fixed` no more (unless another entry says so)."""
    count = 0
    for advisory in [*pypi, *others]:
        for ecosystem, _name, affected in packages(advisory):
            judge = judge_of(advisory, ecosystem)
            elsewhere = {each for *_named, other in packages(advisory) for each in other.get("versions") or ()}
            for version, expected in boundaries(affected):
                if version in elsewhere and not expected:
                    continue
                assert judge(version) is expected, (advisory["id"], ecosystem, version)
                count += 1
    print(f"versions at events: {count}")
    assert count > 300


def boundaries(affected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for each in affected.get("ranges") or ():
        if each["type"] != "GIT":
            for event in each["events"]:
                (kind, version), *_more = event.items()
                if version != "0":
                    yield version, kind != "fixed"


def second_opinion(affected: dict[str, Any], version: str) -> bool:
    """Say the same in another way: spans [introduced, fixed) in PEP 440 order, or the list."""
    here = Version(version)
    if any(Version(each) == here for each in affected.get("versions") or () if readable(each)):
        return True
    for each in affected.get("ranges") or ():
        if each["type"] == "GIT":
            continue
        starts = [event["introduced"] for event in each["events"] if "introduced" in event]
        ends = [Version(event["fixed"]) for event in each["events"] if "fixed" in event]
        for start in starts:
            low = Version("0.dev0") if start == "0" else Version(start)
            high = min((end for end in ends if end > low), default=None)
            if low <= here and (high is None or here < high):
                return True
    return False


def readable(version: str) -> bool:
    try:
        Version(version)
    except ValueError:
        return False
    return True


def test_every_version_of_a_package_is_judged_alike_by_a_second_evaluator(pypi):
    """Each version that any advisory of a package mentions, against each advisory of that package."""
    mentioned: dict[str, set[str]] = {}
    of: dict[str, Advisories] = {}
    for advisory in pypi:
        for _ecosystem, name, affected in packages(advisory):
            known = mentioned.setdefault(name, set())
            known.update(affected.get("versions") or (), (version for version, _told in boundaries(affected)))
            of.setdefault(name, []).append(advisory)
    affected_count = unaffected_count = 0
    for name, advisories in of.items():
        for advisory in advisories:
            judge = judge_of(advisory, "PyPI")
            for version in filter(readable, mentioned[name]):
                expected = any(
                    second_opinion(each, version) for _eco, named, each in packages(advisory) if named == name
                )
                assert judge(version) is expected, (advisory["id"], name, version)
                affected_count += expected
                unaffected_count += not expected
    print(f"second opinion: {affected_count} affected, {unaffected_count} unaffected")
    assert affected_count > 10_000
    assert unaffected_count > 10_000


@pytest.mark.parametrize(
    ("which", "ecosystem", "affected", "unaffected"),
    [
        # Log4Shell as GitHub tells it: mended in 2.15.0, 2.12.2 and 2.3.1 (three entries of one package).
        ("GHSA-jfh8-c2jp-5v3q", "Maven", ["2.0-beta9", "2.3", "2.12.1", "2.13.0", "2.14.1"], ["2.3.1", "2.3.2"]),
        ("GHSA-jfh8-c2jp-5v3q", "Maven", ["2.4", "2.8.2", "2.15.0-rc1"], ["2.12.2", "2.15.0", "2.17.1", "2.12.4"]),
        ("GHSA-838r-hvwh-24h8", "Maven", ["1.0", "2.4", "2.5-SNAPSHOT"], ["2.5", "2.5.0", "2.6"]),
        ("GO-2023-1558", "Go", ["v1.0.0", "1.0.0", "v0.0.0-20200101000000-abcdefabcdef"], ["v1.1.0", "v1.1.1"]),
        # Debian policy 5.6.12: wheezy2 before wheezy3, a longer revision after it, 1.6 after 1.2.
        ("DSA-3029-1", "Debian:7", ["1.2.1-2.2+wheezy2", "1.2.1-2.2", "0.7"], ["1.2.1-2.2+wheezy3", "1.6.2-1"]),
        ("CVE-2022-27449", "Alpine:v3.16", ["10.6.7-r0", "10.6.7-r9"], ["10.6.8-r0", "10.10.1-r0"]),
        ("CVE-2022-27449", "Alpine:v3.12", ["10.4.24-r0"], ["10.4.25-r0", "10.5.1-r0"]),
        # "introduced 0" and nothing else: every version, even one that nobody can read.
        ("UBUNTU-CVE-2025-38094", "Ubuntu:Pro:14.04:LTS", ["3.13.0-24.46", "not a version"], []),
    ],
)
def test_versions_around_the_events(others, which, ecosystem, affected, unaffected):
    (advisory,) = (each for each in others if each["id"] == which)
    judge = judge_of(advisory, ecosystem)
    assert [judge(each) for each in affected] == [True] * len(affected)
    assert [judge(each) for each in unaffected] == [False] * len(unaffected)


def test_the_archive_is_imported_whole_but_for_what_was_withdrawn(samples, pypi, tmp_path):
    converted = osv.convert(samples / "osv" / "PyPI-all.subset.zip", tmp_path / "new.sqlite")
    withdrawn = [each["id"] for each in pypi if each.get("withdrawn")]
    assert withdrawn  # else the next line would prove nothing
    assert converted.provenance.records == len(pypi) - len(withdrawn)
    assert converted.name == "osv.PyPI"
    assert not converted.left_out
    assert converted.provenance.as_of.isoformat() == max(each["modified"] for each in pypi)[:10]
