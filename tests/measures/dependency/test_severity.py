# SPDX-License-Identifier: EUPL-1.2
"""Scores are those that FIRST publishes for its own examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.measures.dependency._severity import BANDS, Severity, base_score, severity

# FIRST, “CVSS v3.1 Examples” and “CVSS v4.0 Examples” (first.org/cvss); CVSS v2 Complete Guide, section 3.3.
EXAMPLES = [
    ("CVSS_V2", "AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8),  # CVE-2002-0392, Apache
    ("CVSS_V2", "AV:N/AC:L/Au:N/C:C/I:C/A:C", 10.0),  # CVE-2003-0818, Microsoft ASN.1
    ("CVSS_V2", "AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2),  # CVE-2003-0062, NOD32
    ("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4),  # CVE-2013-0375, MySQL
    ("CVSS_V3", "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1),  # CVE-2014-3566, POODLE
    ("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5),  # CVE-2014-0160, Heartbleed
    ("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),  # CVE-2014-6271, Shellshock
    ("CVSS_V3", "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),  # CVE-2013-1937, phpMyAdmin
    ("CVSS_V4", "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3),  # CVE-2022-41741, nginx
    ("CVSS_V4", "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7),  # CVE-2020-3549, Cisco
    ("CVSS_V4", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10.0),  # CVE-2021-44228, Log4Shell
]


@pytest.mark.parametrize(("version", "vector", "score"), EXAMPLES, ids=lambda each: str(each)[-24:])
def test_the_examples_of_first(version, vector, score):
    assert base_score(version, vector) == score


def test_the_newest_version_of_cvss_counts_and_of_one_version_the_highest():
    v2, v3, v4 = (next(each for each in EXAMPLES if each[0] == f"CVSS_V{n}") for n in (2, 3, 4))
    assert severity([v2[:2], v3[:2], v4[:2]]) == Severity(7.3, v4[1], "CVSS_V4")
    assert severity([v2[:2], v3[:2]]) == Severity(6.4, v3[1], "CVSS_V3")
    heartbleed = EXAMPLES[5]
    assert severity([v3[:2], heartbleed[:2]]) == Severity(7.5, heartbleed[1], "CVSS_V3")


def test_a_word_stands_for_the_lowest_score_of_its_band_and_is_shown_as_the_word():
    # CVSS v3.1, section 5: low 0.1-3.9, medium 4.0-6.9, high 7.0-8.9, critical 9.0-10.0.
    assert severity([], ["CRITICAL".lower()]) == Severity(9.0, "", "critical")
    assert severity([("Ubuntu", "medium")]) == Severity(4.0, "", "medium")
    assert severity([("CVSS_V3", "CVSS:3.1/AV:N")], ["moderate"]) == Severity(4.0, "", "moderate")
    poodle = EXAMPLES[4]
    assert severity([poodle[:2]], ["critical"]) == Severity(3.1, poodle[1], "CVSS_V3")
    assert severity([], ["low", "high"]) == Severity(7.0, "", "high")
    assert severity([], ["urgent"]) is None
    assert severity([]) is None
    assert max(BANDS.values()) == 9.0


@given(
    st.sampled_from(["CVSS_V2", "CVSS_V3", "CVSS_V4", "CVSS_V5"]),
    st.text(max_size=80) | st.text("CVSS:34.01/AVNLPHRUISX", max_size=80),
)
def test_any_text_is_a_score_or_none(version, vector):
    found = base_score(version, vector)
    assert found is None or 0 <= found <= 10
