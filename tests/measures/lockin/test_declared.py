# SPDX-License-Identifier: EUPL-1.2
"""What people tell: every word of every vocabulary, days and never, and what is no value of its measure."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.measures import Measure, measures, unheard_answers
from sovaudit.measures._answers import taken, understood, word_of
from sovaudit.measures.lockin import (
    application_customised,
    application_exit_plan,
    application_exit_time_months,
    application_export_complete,
    application_export_format_status,
    application_export_test_months,
    application_export_tested,
    application_licence_change_months,
    application_licence_changed,
    application_modification_rights,
    application_open_api,
    application_reversibility,
    application_skilled_agents,
    application_source_access,
    application_transition_days,
    application_vendor_pushed_updates,
    contract_switching_charges,
    contract_tacit_renewal,
)
from sovaudit.measures.lockin._words import EXIT_PLAN, REVERSIBILITY, SOURCE_ACCESS
from sovaudit.model import Application, Unknown
from sovaudit.readers._columns import folded
from tests.identity._inventories import inventory_of
from tests.measures.lockin._cities import answer, case_of, contract, reason, value

MEASURES: list[Measure] = [
    application_customised,
    application_exit_plan,
    application_exit_time_months,
    application_export_complete,
    application_export_format_status,
    application_export_test_months,
    application_export_tested,
    application_licence_change_months,
    application_licence_changed,
    application_modification_rights,
    application_open_api,
    application_reversibility,
    application_skilled_agents,
    application_source_access,
    application_transition_days,
    application_vendor_pushed_updates,
    contract_switching_charges,
    contract_tacit_renewal,
]
WITH_VOCABULARY = [each for each in measures().values() if hasattr(each, "VALUES")]
EVERY_WORD = [
    (measure, word, canonical)
    for measure in WITH_VOCABULARY
    for canonical, words in measure.VALUES.items()
    for word in (canonical, *words)
]


@pytest.mark.parametrize(("measure", "word", "canonical"), EVERY_WORD, ids=lambda each: getattr(each, "NAME", each))
def test_every_word_means_its_value_whatever_its_case_and_accents(measure, word, canonical):
    expected = {"true": True, "false": False}.get(canonical, canonical) if measure.TYPE == "bool" else canonical
    expected = int(canonical) if measure.TYPE == "int" else expected
    for written in (word, word.upper(), f"  {word}.", folded(word).replace("_", " ")):
        assert understood(written.strip(), measure) == expected


@pytest.mark.parametrize("measure", WITH_VOCABULARY, ids=lambda measure: measure.NAME)
def test_no_word_means_two_things(measure):
    meanings: dict[str, str] = {}
    for canonical, several in measure.VALUES.items():
        for word in (canonical, *several):
            assert meanings.setdefault(folded(word), canonical) == canonical


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("oui, clause du CCAP", "clause"),
        ("oui, plan annexé", "plan"),
        ("Oui (article 12)", "clause"),
        ("non : à négocier", "none"),
        ("sans objet", "not_applicable"),
        ("non communiqué", None),
        ("oui-dire", None),
        ("NC", None),
        ("", None),
        (",", None),
        ("oui, " + "x" * 100_000, "clause"),
        ("oui" * 100_000, None),
    ],
)
def test_a_remark_after_a_word_changes_nothing_and_other_words_are_not_guessed(written, meant):
    assert word_of(written, REVERSIBILITY) == meant


@pytest.mark.parametrize(
    ("measure", "written", "meant"),
    [
        (application_export_complete, "non", False),
        (application_export_complete, "oui", True),
        (application_export_complete, "partiel", False),
        (application_export_tested, "jamais", "never"),
        (application_export_tested, "2026-06-24", "2026-06-24"),
        (application_export_tested, "bientôt", None),
        (application_export_tested, "2026-13-01", None),
        (application_skilled_agents, "aucun", 0),
        (application_skilled_agents, "3", 3),
        (application_skilled_agents, "trois", None),
        (application_exit_plan, "costed", "costed"),
        (application_exit_plan, "chiffré", "costed"),
        (application_exit_plan, "en cours", None),
        (contract_switching_charges, "0", "none"),
        (contract_switching_charges, "coût réel", "cost"),
        (application_exit_time_months, "14", 14.0),
        (application_exit_time_months, "1,5", 1.5),
    ],
)
def test_answers_are_taken_by_the_vocabulary_and_then_by_the_type(measure, written, meant):
    found = taken(answer("x", measure.NAME, written), measure).value
    assert found == (Unknown("invalid", written) if meant is None else meant)


def test_an_answer_that_is_no_value_is_said_with_the_nearest_word():
    records = [
        answer("ged", "application.exit_plan", "chifré"),
        answer("ged", "application.exit_plan", "zzz"),
        answer("ged", "application.skilled_agents", "trois"),
        answer("ged", "application.exit_time_months", "bientôt"),
        answer("ged", "application.exit_plan", "testé"),
    ]
    near, far, number, months = unheard_answers(inventory_of(Application("ged"), *records))
    assert near.place == "answers.csv answers!C2"
    assert "chifré" in near.message
    assert "chiffré" in near.hint
    assert all(each in far.hint for each in EXIT_PLAN)
    assert "application.exit_time_months" in months.hint
    assert "trois" in number.message


def test_never_tested_has_no_months():
    case = case_of(Application("a"), answer("a", "application.export_tested", "jamais"))
    assert value(case, "application.export_tested") == "never"
    assert reason(case, "application.export_test_months") == "absent"


def test_months_since_a_test_and_since_a_change_of_licence():
    """24 June to 23 November 2026: 152 days, a month being 365.25 / 12 days."""
    records = [
        answer("a", "application.export_tested", "2026-06-24"),
        answer("a", "application.licence_changed", "2024-03-20"),
    ]
    case = case_of(Application("a"), Application("b"), *records)
    assert value(case, "application.export_test_months") == pytest.approx(152 / (365.25 / 12))
    days = (date(2026, 11, 23) - date(2024, 3, 20)).days
    assert value(case, "application.licence_change_months") == pytest.approx(days / (365.25 / 12))
    assert reason(case, "application.export_test_months", 1) == "absent"


def clausal(column: str, *written: str | None, **fields):
    """Make an application and a running contract for each text of a clause."""
    return [
        contract(
            f"c{number}", "2025-01-01", "2027-12-31", applications=("a",), **({column: each} if each else {}), **fields
        )
        for number, each in enumerate(written)
    ]


@pytest.mark.parametrize(
    ("written", "told", "found"),
    [
        (["aucun"], None, "none"),
        (["aucun", "rédigé"], None, "written"),
        (["testé", None], None, "tested"),  # nothing is better: the silent one cannot change it
        (["rédigé", None], None, "unchecked"),
        ([None, None], None, "absent"),
        ([], None, "absent"),
        (["sans objet"], None, "not_applicable"),
        (["sans objet", "rédigé"], None, "written"),
        (["aucun"], "chiffré", "costed"),  # the city's own plan
        ([None], "testé", "tested"),
        ([], "none", "none"),
        (["à l'étude"], None, "unrecognised"),
    ],
)
def test_an_exit_plan_is_the_best_that_is_told(written, told, found):
    answers = [answer("a", "application.exit_plan", told)] if told else []
    case = case_of(Application("a"), *clausal("exit_plan", *written), *answers)
    known = value(case, "application.exit_plan")
    assert (known.unknown if isinstance(known, Unknown) else known) == found


def test_contracts_that_are_over_do_not_speak_while_another_runs():
    over = contract("old", "2020-01-01", "2024-12-31", applications=("a",), exit_plan="testé")
    case = case_of(Application("a"), over, *clausal("exit_plan", "aucun"))
    assert value(case, "application.exit_plan") == "none"
    assert value(case_of(Application("a"), over), "application.exit_plan") == "tested"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (["oui"], "clause"),
        (["oui, plan annexé", "oui"], "clause"),
        (["oui, plan annexé"], "plan"),
        (["oui", "non"], "none"),
        (["non", None], "none"),  # one without decides
        (["oui", None], "unchecked"),
        (["sans objet", "oui"], "clause"),
        (["sans objet"], "not_applicable"),
        ([], "absent"),
    ],
)
def test_reversibility_is_the_weakest_clause(written, found):
    known = value(case_of(Application("a"), *clausal("reversibility", *written)), "application.reversibility")
    assert (known.unknown if isinstance(known, Unknown) else known) == found


def test_source_code_is_public_under_an_open_licence_else_as_told():
    records = [
        Application("libre", licence="EUPL-1.2"),
        Application("a", licence="Propriétaire"),
        *clausal("source_access", "séquestre"),
    ]
    case = case_of(*records)
    assert [value(case, "application.source_access", n) for n in (0, 1)] == ["public", "escrow"]
    assert value(case, "application.modification_rights") == "open_licence"
    assert reason(case, "application.modification_rights", 1) == "absent"
    case = case_of(*records, answer("a", "application.source_access", "public"))
    assert value(case, "application.source_access", 1) == "public"
    assert set(SOURCE_ACCESS) == {*application_source_access.ORDER, "not_applicable"}


@pytest.mark.parametrize(
    ("formats", "status"),
    [
        (("ODT", "ods"), "recommended"),
        (("ODT", "DOCX"), "observed"),
        (("CSV", "ODT", "XLSX"), "published"),
        ((".csv", "PDF/A"), "published"),
        (("DWG", "PDF"), "proprietary"),
        (("DWG", "boule de cristal"), "proprietary"),  # decides all the same
        (("CSV", "boule de cristal"), "unchecked"),
        (("boule de cristal",), "unrecognised"),
        ((), "absent"),
    ],
)
def test_the_weakest_export_format_counts(formats, status):
    """RGI v2.0: OpenDocument recommended, Office Open XML under observation; CSV is RFC 4180; DWG is not published."""
    case = case_of(Application("a"), contract("c", applications=("a",), export_formats=formats))
    known = value(case, "application.export_format_status")
    assert (known.unknown if isinstance(known, Unknown) else known) == status


@pytest.mark.parametrize(
    ("formats", "status"), [(("DWG", "PDF"), "unchecked"), (("DWG",), "proprietary"), (("ODT", "ODS"), "recommended")]
)
def test_formats_of_a_contract_for_two_applications_are_laid_at_no_one_s_door(formats, status):
    """A drawing tool and a PDF editor bought together: nobody said that the PDF editor writes DWG."""
    case = case_of(Application("a"), Application("b"), contract("c", applications=("a", "b"), export_formats=formats))
    known = value(case, "application.export_format_status")
    assert (known.unknown if isinstance(known, Unknown) else known) == status
