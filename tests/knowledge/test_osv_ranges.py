# SPDX-License-Identifier: EUPL-1.2
"""Ranges of an advisory, against a count through whole numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.knowledge._osv_ranges import Entry, affects, fixed_after
from sovaudit.knowledge._versions import versions_of

NUMBERS = versions_of("Hackage")  # versions that are whole numbers
PYPI = versions_of("PyPI")
LAST = 30


@st.composite
def spans(draw):
    """Draw a range as its publisher thinks of it: spans that do not touch, each ended in one of three ways."""
    cuts = draw(st.lists(st.integers(0, LAST), unique=True, min_size=1, max_size=8).map(sorted))
    events: list[tuple[str, str]] = []
    affected: set[int] = set()
    for start, end in zip(cuts[::2], [*cuts[1::2], None], strict=False):
        events.append(("introduced", str(start)))
        if end is None:
            affected.update(range(start, LAST + 1))
        elif draw(st.booleans()):
            events.append(("fixed", str(end)))
            affected.update(range(start, end))
        else:
            events.append(("last_affected", str(end)))
            affected.update(range(start, end + 1))
    limits = draw(st.lists(st.integers(0, LAST), max_size=2))
    if limits:
        affected = {each for each in affected if each < max(limits)}
        events += [("limit", str(each)) for each in limits]
    return tuple(draw(st.permutations(events))), affected


@given(st.lists(spans(), min_size=1, max_size=3), st.sets(st.integers(0, LAST), max_size=3))
def test_ranges_and_enumeration_are_what_counting_says(drawn, enumerated):
    entry = Entry("Hackage", tuple(events for events, _affected in drawn), tuple(map(str, enumerated)))
    expected = set(enumerated).union(*(affected for _events, affected in drawn))
    assert {n for n in range(LAST + 1) if affects(entry, str(n), NUMBERS)} == expected


@given(spans(), st.integers(0, LAST))
def test_the_next_fixed_version_is_not_affected_and_the_nearest(drawn, number):
    events, affected = drawn
    entry = Entry("Hackage", (events,))
    fixed = fixed_after(entry, str(number), NUMBERS)
    later = [int(version) for kind, version in events if kind == "fixed" and int(version) > number]
    assert fixed == ((str(min(later)),) if number in affected and later else ())


@pytest.mark.parametrize(
    ("events", "affected", "unaffected"),
    [
        # "0" is before everything, pre-releases of 0 included.
        ([("introduced", "0"), ("fixed", "1.0")], ["0.dev1", "0a1", "0", "0.9"], ["1.0", "1.0.0", "2"]),
        # One version alone: last_affected ends after it.
        ([("introduced", "1.0"), ("last_affected", "1.0")], ["1.0", "1.0.0"], ["0.9", "1.0.post1", "1.1"]),
        # Two ranges that touch.
        ([("introduced", "0"), ("fixed", "1"), ("introduced", "1"), ("fixed", "2")], ["0.5", "1", "1.5"], ["2"]),
        # A limit that is none.
        ([("introduced", "1"), ("limit", "*")], ["1", "99"], ["0.9"]),
        ([("introduced", "1"), ("limit", "2"), ("limit", "3")], ["1", "2", "2.9"], ["3"]),
        ([("introduced", "2"), ("fixed", "2")], [], ["1", "2", "3"]),
    ],
)
def test_events_at_the_edges(events, affected, unaffected):
    entry = Entry("PyPI", (tuple(events),))
    assert [affects(entry, each, PYPI) for each in affected] == [True] * len(affected)
    assert [affects(entry, each, PYPI) for each in unaffected] == [False] * len(unaffected)


def test_what_cannot_be_compared_is_not_guessed():
    entry = Entry("PyPI", ((("introduced", "0"), ("fixed", "1.0")),), ("weird-1",))
    assert affects(entry, "what", PYPI) is None
    assert affects(entry, "weird-1", PYPI) is True  # enumerated, letter by letter
    assert affects(Entry("PyPI", ((("introduced", "0"), ("fixed", "garbage!")),)), "0.5", PYPI) is None
    assert affects(Entry("PyPI", ((("introduced", "0"),),)), "what", PYPI) is True  # every version
    assert affects(Entry("PyPI", (), ("1.0",)), "what", PYPI) is False
    assert affects(Entry("ConanCenter", (), ("1.0",)), "1.0", versions_of("ConanCenter")) is True


def test_one_range_that_decides_is_enough():
    entry = Entry("PyPI", ((("introduced", "0"), ("fixed", "garbage!")), (("introduced", "1"), ("fixed", "2"))))
    assert affects(entry, "1.5", PYPI) is True
    assert affects(entry, "2.5", PYPI) is None
