# SPDX-License-Identifier: EUPL-1.2
"""The room of measures: each keeps the contract; each distinct thing is measured once; answers fill what is unknown."""

from __future__ import annotations

import inspect
from datetime import date
from pathlib import PurePath

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.language import LANGUAGES
from sovaudit.measures import SUBJECTS, TYPES, Case, Column, Measure, measure_all, measures, subjects, unheard_answers
from sovaudit.measures._answers import declared, measured
from sovaudit.measures.licensing import application_open_share, portfolio_component_licence_coverage
from sovaudit.model import Answer, Application, Declared, Fact, Inventory, Measured, Origin, Record, Service, Unknown
from tests.identity._inventories import bom, inventory_of, named

MEASURE: Measure = application_open_share
COVERAGE: Measure = portfolio_component_licence_coverage
DAY = date(2026, 11, 23)
EVERY = list(measures().values())
INNER = {bool: "bool", int: "int", float: "float", str: "string", tuple: "list"}


def case_of(inventory: Inventory) -> Case:
    return Case(inventory, DAY, {}, {})


def column(name: str, *records: Record, **parts) -> Column:
    return case_of(inventory_of(*records, **parts)).known(name)


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.NAME)
def test_a_measure_keeps_the_contract(measure):
    assert PurePath(measure.__file__).stem.replace("_", ".", measure.NAME.count(".")) == measure.NAME
    assert measure.SUBJECT in SUBJECTS
    assert measure.TYPE in TYPES
    assert isinstance(measure.UNIT, str)
    assert set(measure.TITLE) == set(LANGUAGES)
    assert all(measure.TITLE.values())
    assert measure.BASIS
    assert "\nSource:" in measure.__doc__
    assert measure.measure.__doc__
    assert list(inspect.signature(measure.measure).parameters) == ["position", "case"]


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.NAME)
def test_what_a_measure_may_have_besides(measure):
    assert set(getattr(measure, "QUESTION", measure.TITLE)) == set(LANGUAGES)
    for text in getattr(measure, "QUESTION", {}).values():
        assert "{subject}" in text
    asked = getattr(measure, "ASKED_AS", measure.NAME)
    assert measures()[asked].SUBJECT == measure.SUBJECT
    assert not hasattr(measures()[asked], "ASKED_AS") or asked == measure.NAME
    if hasattr(measure, "reads"):
        assert list(inspect.signature(measure.reads).parameters) == ["case"]
    if hasattr(measure, "rests_on"):
        assert list(inspect.signature(measure.rests_on).parameters) == ["position", "case"]
        assert asked == measure.NAME


LICENCES = ["MIT", "AGPL-3.0-only", "NOASSERTION", "Proprietary", "what is this", None]


def small_city(stated, held) -> Inventory:
    """Make components of these licences, and one application for each list of components."""
    components = [
        named(f"c{n}", licences=(Declared("expression", each),) if each else ()) for n, each in enumerate(stated)
    ]
    files = [bom(f"{n}.json", entries) for n, entries in enumerate(held)]
    records: list[Record] = [Application(f"a{n}", sbom=(f"{n}.json",), licence="MIT") for n in range(len(held))]
    return inventory_of(*records, Service("s"), files=files, components=components)


cities = st.lists(st.sampled_from(LICENCES), min_size=1, max_size=6).flatmap(
    lambda stated: st.tuples(
        st.just(stated), st.lists(st.lists(st.integers(0, len(stated) - 1), max_size=6), min_size=1, max_size=4)
    )
)


@settings(deadline=None)  # the first example reads all data sets
@given(cities)
def test_every_measure_answers_for_every_subject_in_its_type(city):
    inventory = small_city(*city)
    case = case_of(inventory)
    for measure in EVERY:
        found = case.known(measure.NAME)
        count = len(subjects(measure.SUBJECT, inventory))
        assert found.codes.shape == (count,)
        for position in range(count):
            answer = found.of(position)
            plain = measure.measure(position, case)
            assert answer.value == plain.value
            assert (
                answer.evidence[: len(plain.evidence)] == plain.evidence
            )  # where an unknown was looked for may follow
            if isinstance(answer.value, Unknown):
                assert answer.value.unknown
            else:
                assert INNER[type(answer.value)] == measure.TYPE


@given(cities)
def test_shares_of_open_components_agree_with_brute_force(city):
    stated, held = city
    case = case_of(small_city(stated, held))
    known = {"MIT": True, "AGPL-3.0-only": True, "Proprietary": False}  # OSI recognises the first two
    for application, entries in enumerate(held):
        told = [known[stated[n]] for n in set(entries) if stated[n] in known]
        share = case.known("application.open_share").of(application)
        coverage = case.known("application.licence_coverage").of(application)
        if not entries:
            assert share.value == coverage.value == Unknown("no_sbom")
            continue
        assert coverage.value == len(told) / len(set(entries))
        assert share.value == (sum(told) / len(told) if told else Unknown("unrecognised"))
        counts = {fact.name: fact.value for fact in share.evidence}
        assert counts == {
            "open_components": sum(told),
            "known_components": len(told),
            "components": len(set(entries)),
        }
    described = {n for entries in held for n in entries}
    everything = [stated[n] in known for n in described]
    whole = case.known("portfolio.component_licence_coverage").of(0)
    assert whole.value == (sum(everything) / len(everything) if everything else Unknown("no_sbom"))


def test_a_measure_that_reads_one_thing_is_asked_once_for_each_distinct_one():
    asked = []

    class Counting:
        NAME, SUBJECT, TYPE, UNIT, TITLE, BASIS = "x", "application", "int", "", {"fr": "x", "en": "x"}, "none"

        def reads(self, case):
            return np.array([5, 7, 5, 5], dtype=np.int32)

        def measure(self, position: int, case: Case) -> Measured:
            asked.append(position)
            return Measured(position)

    records: list[Record] = [Application(name) for name in "abcd"]
    found = measure_all(Counting(), case_of(inventory_of(*records)))
    assert asked == [0, 1]
    assert [found.of(n).value for n in range(4)] == [0, 1, 0, 0]


ORIGIN = Origin("answers.csv", "answers", 2, (("subject", "A"), ("measure", "B"), ("value", "C")))


def answered(subject: str, measure: str, value: str, **more) -> Answer:
    return Answer(subject, measure, value, origin=ORIGIN, **more)


def test_an_answer_is_taken_for_what_is_unknown_with_its_cell_and_its_day():
    given_ = answered("ged", "application.kind", "saas", as_of=date(2026, 1, 2), by="Achats")
    answer = column("application.kind", Application("ged"), given_).of(0)
    assert answer.value == "saas"
    assert answer.evidence == (Fact("answer", "saas (Achats)", ORIGIN.source("value"), date(2026, 1, 2)),)


def test_an_answer_never_overrides_what_is_known():
    records: list[Record] = [Application("ged", kind="custom"), answered("ged", "application.kind", "saas")]
    assert column("application.kind", *records).of(0).value == "custom"


def test_an_answer_speaks_for_its_own_subject_only():
    records: list[Record] = [Application("a"), Application("b"), answered("application:b", "application.kind", "saas")]
    found = column("application.kind", *records)
    assert [found.of(n).value for n in (0, 1)] == [Unknown("absent"), "saas"]


def test_the_last_answer_counts_and_a_blank_one_is_none():
    records: list[Record] = [
        Application("ged"),
        answered("ged", "application.kind", "saas"),
        answered("ged", "application.kind", "custom"),
        Answer("ged", "application.kind"),
    ]
    assert column("application.kind", *records).of(0).value == "custom"
    assert set(declared(inventory_of(*records))) == {"application.kind"}


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("bool", "Oui", True),
        ("bool", "non", False),
        ("bool", "TRUE", True),
        ("bool", "peut-être", None),
        ("int", " 12 ", 12),
        ("int", "1,5", None),
        ("float", "0,5", 0.5),
        ("float", "50 %", 0.5),
        ("float", "nan", None),
        ("float", "inf", None),
        ("float", "beaucoup", None),
        ("date", "2026-12-31", "2026-12-31"),
        ("date", "2026-02-30", None),
        ("list", "a; b ;;c", ("a", "b", "c")),
        ("string", " saas ", "saas"),
    ],
)
def test_an_answer_is_of_the_type_of_its_measure_or_invalid(kind, written, value):
    found = measured(answered("ged", "x", written), kind).value
    assert found == (Unknown("invalid", written) if value is None else value)
    assert type(found) is (Unknown if value is None else type(value))


def test_answers_to_no_measure_are_said_once_a_measure_with_the_nearest():
    records: list[Record] = [answered(each, "aplication.kind", "saas") for each in ("ged", "paie")]
    near, far = unheard_answers(
        inventory_of(*records, answered("ged", "zzz", "1"), answered("ged", "application.kind", "saas"))
    )
    assert near.place == "answers.csv answers!B2"
    assert "application.kind" in near.hint
    assert "2" in near.message
    assert "zzz" in far.message


def test_an_answer_about_another_kind_of_thing_is_said():
    (issue,) = unheard_answers(inventory_of(answered("organisation:x", "application.kind", "saas")))
    assert issue.place == "answers.csv answers!A2"
    assert "application.kind" in issue.message
    assert issue.hint == "application:…"
