# SPDX-License-Identifier: EUPL-1.2
"""Ids of one flaw are joined, whatever way leads from one to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sovaudit.measures.dependency._flaws import Flaws, flaws_of, name

IDS = [f"ID-{n}" for n in range(8)]


@given(st.lists(st.lists(st.sampled_from(IDS), min_size=1, max_size=4), max_size=8))
def test_joined_ids_are_the_connected_ones(groups):
    """Compare with growing each id's set until nothing is added."""
    reach = {each: {each} for each in IDS}
    changed = True
    while changed:
        changed = False
        for group in groups:
            together = set().union(*(reach[each] for each in group))
            for each in together:
                if not together <= reach[each]:
                    reach[each] |= together
                    changed = True
    flaws = Flaws()
    for group in groups:
        flaws.join(group)
    for one in IDS:
        assert {other for other in IDS if flaws.root(other) == flaws.root(one)} == reach[one]
    members = flaws.members()
    for one in IDS:
        assert set(members.get(flaws.root(one), (one,))) == reach[one]


def test_a_copy_is_the_flaw_and_a_bulletin_stands_for_several():
    assert flaws_of("UBUNTU-CVE-2026-1", (), ("CVE-2026-1",)) == (("UBUNTU-CVE-2026-1", "CVE-2026-1"), False)
    assert flaws_of("DSA-1-1", (), ("CVE-2026-1", "CVE-2026-2")) == (("CVE-2026-1", "CVE-2026-2"), True)


def test_a_flaw_is_called_by_the_best_known_of_its_ids():
    assert name(["PYSEC-2026-1", "GHSA-aaaa-bbbb-cccc", "CVE-2026-1"]) == "CVE-2026-1"
    assert name(["PYSEC-2026-1", "GHSA-aaaa-bbbb-cccc"]) == "GHSA-aaaa-bbbb-cccc"
    assert name(["PYSEC-2026-2", "MAL-2026-1"]) == "MAL-2026-1"
