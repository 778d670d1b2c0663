# SPDX-License-Identifier: EUPL-1.2
"""`corrections.yaml`: what people decided, read strictly and written the same way each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import ConfigurationError
from sovaudit.identity.corrections import Correction, Corrections, read_corrections, updated, written

SHEET = """\
# decisions
matches:
  - name: "Adobe Acrobat Reader DC"
    publisher: "Adobe Systems Incorporated"
    is: application:acrobat
    by: Service études
    on: 2026-11-24
    why: vu avec le support
  - publisher: Acmé SAS
    is: organisation:acme
  - name: Agenda
    is: nothing
  - name: Concerto
    is_not: catalogue:sill:42
"""


def read(text: str) -> Corrections:
    return read_corrections(text.encode(), "corrections.yaml")


def test_each_entry_is_one_decision():
    adobe, acme, agenda, concerto = read(SHEET).matches
    assert adobe == Correction(
        "Adobe Acrobat Reader DC",
        "Adobe Systems Incorporated",
        "application:acrobat",
        True,
        "Service études",
        "2026-11-24",
        "vu avec le support",
        3,
    )
    assert (acme.name, acme.target, acme.line) == ("", "organisation:acme", 9)
    assert (agenda.target, agenda.holds) == ("nothing", True)
    assert (concerto.target, concerto.holds) == ("catalogue:sill:42", False)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "matches:\n", "matches: []\n"])
def test_an_empty_file_decides_nothing(text):
    assert read(text).matches == ()


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("matchs: []\n", "line 1", "did you mean « matches »?"),
        ("fact: []\n", "line 1", "did you mean « facts »?"),
        ("- name: a\n", "", "sections"),
        ("matches: yes\n", "line 1", "list"),
        ("matches:\n  - a\n", "line 2", "entry with keys"),
        ("matches:\n  - name: a\n    is: application:b\n    bye: c\n", "line 4", "unknown key: bye"),
        ("matches:\n  - name: a\n", "line 2", "either « is » or « is_not »"),
        ("matches:\n  - name: a\n    is: nothing\n    is_not: application:b\n", "line 2", "either"),
        ("matches:\n  - name: a\n    is: aplication:b\n", "line 3", "did you mean « application »?"),
        ("matches:\n  - name: a\n    is: b\n", "line 3", "not the name of a thing: b"),
        ("matches:\n  - name: a\n    is: 'application:'\n", "line 3", "not the name of a thing"),
        ("matches:\n  - name: a\n    is_not: nothing\n", "line 3", "not the name of a thing"),
        ("matches:\n  - is: application:b\n", "line 2", "a program, a publisher or both"),
        ("matches:\n  - name: a\n    is: application:b\n    on: 24/11/2026\n", "line 4", "not a day"),
        ("matches:\n  - name: a\n    is: application:b\n    on: 2026-02-30\n", "line 4", "not a day"),
        ("matches:\n  - name: [a]\n    is: application:b\n", "line 2", "no text"),
        ("matches:\n  - name: a\n    is: true\n", "line 3", "no text"),
        ("matches:\n  - name: a\n    name: b\n", "line 3", "used twice"),
        ("matches: &a\n  - *a\n", "line 2", "aliases"),
        ("matches: [\n", "line", "YAML"),
    ],
)
def test_a_slip_of_the_pen_is_said_with_its_line(text, where, said):
    with pytest.raises(ConfigurationError) as caught:
        read(text)
    assert caught.value.where.startswith("corrections.yaml")
    assert where in caught.value.where
    assert said in f"{caught.value.message} {caught.value.hint}"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
decisions = st.builds(
    Correction,
    texts,
    st.one_of(st.just(""), texts),
    st.sampled_from(["application:a", "application:b", "organisation:c", "component:pkg:npm/a@1", "catalogue:sill:1"]),
    st.booleans(),
    st.one_of(st.just(""), texts, st.sampled_from(["no", "null", "1.10", "2026-01-01", "a: b", "- x", "#x", "'"])),
    st.sampled_from(["", "2026-11-24"]),
    texts,
)


@given(st.lists(decisions, max_size=5))
def test_what_is_written_is_read_again(several):
    once = updated(Corrections(), several)
    again = read_corrections(written(once), "corrections.yaml")
    assert [(*each.key, each.holds, each.by, each.on, each.why) for each in again.matches] == [
        (*each.key, each.holds, each.by, each.on, each.why) for each in once.matches
    ]
    assert written(again) == written(once)
    assert written(updated(again, again.matches)) == written(once)


def test_a_later_decision_takes_the_place_of_an_earlier_one():
    first = Correction("Agenda 1.0", "Acme SAS", "application:a")
    later = Correction("AGENDA 2.0", "Acmé", "application:b", by="x")
    assert updated(Corrections((first,)), [later]).matches == (later,)
    no = Correction("Agenda", "Acme", "application:b", holds=False)
    assert updated(Corrections((first,)), [no]).matches == (no, first)
    assert updated(Corrections((no,)), [later]).matches == (later,)
    nothing = Correction("Agenda", "Acme", "nothing")
    assert updated(Corrections((first, no)), [nothing]).matches == (nothing,)
    assert updated(Corrections((nothing,)), [later]).matches == (later,)
