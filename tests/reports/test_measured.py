# SPDX-License-Identifier: EUPL-1.2
"""Measures, waivers and vulnerabilities in every report: whatever they are called, with denominators and evidence."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup
from lxml.html import HtmlElement

from sovaudit.model import Answer, Audit, Descriptions, Measured, MeasuredColumn, Register, RuleUsed, Unknown
from sovaudit.readers import register_workbook
from sovaudit.reports import html, json, table, xlsx
from sovaudit.reports._format import speaking
from sovaudit.reports._measured import aged, answered, figure, readers, subjects, tables
from tests.reports._sample import sample_audit
from tests.reports._sample_inventory import SCRIPT
from tests.reports._sample_measured import CHAIN_RULE, column, measured_audit
from tests.reports._workbook import FRENCH, pages, parts, records
from tests.reports.test_html import census, embedded, words
from tests.reports.test_json import decoded, errors


def html_page(audit: Audit) -> HtmlElement:
    return markup.document_fromstring(html.render(audit))


NEW_PAGES = ["juridiction", "verrouillage", "dependances", "referentiels", "derogations"]
NEW_SHEETS = [
    "Juridiction", "Verrouillage", "Dépendances", "Référentiels", "Marchés (signaux)", "Hébergements (mesures)",
    "Organisations (mesures)", "Vulnérabilités", "Dérogations", "Mesures",
]  # fmt: skip


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    return markup.document_fromstring(html.render(measured_audit()))


@pytest.fixture(scope="module")
def book() -> dict[str, list[list[Any]]]:
    return pages(xlsx.render(measured_audit(hostile=False)))


def rows(page: HtmlElement, caption: str) -> list[list[str]]:
    """Read the rows of the table with a caption, cell by cell."""
    found = page.get_element_by_id(caption).getparent()
    return [[words(cell) for cell in row] for row in found.xpath("./tbody/tr")]


def test_every_dimension_that_is_measured_has_a_page_and_those_without_rules_are_not_judged(page):
    menu = [each[1:] for each in page.xpath("//nav[contains(@class, 'menu')]//a/@href")]
    assert [each for each in menu if each in NEW_PAGES] == NEW_PAGES
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in page.xpath("//a/@href") if each.startswith("#")} <= set(ids)
    # Measured by three columns, judged by no rule.
    lockin = page.get_element_by_id("verrouillage")
    assert "Non évaluée" in words(lockin)
    assert not lockin.xpath(".//article")
    none = markup.document_fromstring(html.render(sample_audit()))
    assert not [each for each in NEW_PAGES if none.xpath("//*[@id=$id]", id=each)]


def test_a_figure_says_how_many_are_known_of_how_many_what_they_are_and_why_not(page):
    country, exposed, links = rows(page, "c-f-jurisdiction-application")
    assert country[1] == "2 sur 3"
    assert "France (FR) : 1 ; États-Unis (US) : 1" in country[2]
    assert "1 repose sur une donnée périmée" in country[2]
    assert country[3] == "aucune source ne le dit : 1"
    assert country[5] == "aucune règle : affichée"
    assert exposed[5] == f"Règle {CHAIN_RULE}"
    assert "aucune source ne le dit : 1 ; une partie n’a pas pu être contrôlée : 1" in exposed[3]
    assert "aucune : 1" in links[2], "an empty list is known, and is not nothing"


def test_numbers_have_their_span_and_days_and_shares_are_written_as_such(page):
    months, cost = rows(page, "c-f-lockin-application")
    assert months[2] == "de 12 mois à 36 mois ; médiane : 12 mois"
    assert cost[2] == "1 234,5 €"
    end, known = rows(page, "c-f-dependency-application")
    assert end[2] == "31/12/2026"
    assert known[2] == "de 0 % à 50 % ; médiane : 0 %"
    assert rows(page, "c-f-lockin-portfolio")[0][2].startswith("62,5 %")


def test_every_answer_stands_in_the_table_and_unknown_is_said_in_words(page):
    found = {row[0]: row[1:] for row in rows(page, "c-a-jurisdiction-application")}
    assert found["Courrier d’Exemple"] == ["États-Unis (US) périmé", "oui périmé", f"{SCRIPT}, b"]
    assert found["silence"] == ["inconnu : aucune source ne le dit"] * 3
    assert found[SCRIPT][1].startswith("inconnu : une partie n’a pas pu être contrôlée (2 of 3")


def test_a_measure_of_which_nothing_is_known_has_no_column_and_is_named(page):
    audit = measured_audit()
    silent = column("application.silent", "lockin", "application", "int", "", *(Measured(Unknown("absent")),) * 3)
    more = msgspec.structs.replace(audit, measured=(*audit.measured, silent))
    root = html_page(more)
    assert len(rows(root, "c-a-lockin-application")[0]) == 1 + 2
    assert len(rows(root, "c-f-lockin-application")) == 3
    assert "Sans colonne, car aucune réponse n’est connue : Titre de application.silent." in words(
        root.get_element_by_id("verrouillage")
    )


def test_where_a_value_comes_from_is_in_the_data_with_file_place_day_note_and_age():
    data = embedded(html.render(measured_audit(hostile=False)))["measured"]
    texts = data["texts"]
    names = [texts[name] for _title, _wing, name in data["measures"]]
    columns = dict(data["kinds"]["application"]["columns"])
    answer = data["answers"][columns[names.index("application.chain.country")][0]]
    assert texts[answer[0]] == "États-Unis (US)"
    assert answer[1] == 0
    padded = [data["facts"][fact] + [0] * (7 - len(data["facts"][fact])) for fact in answer[2:]]
    facts = [[*(texts[number] for number in fact[:6]), fact[6]] for fact in padded]
    assert facts == [
        ["hébergement", "nuage-ex", "registre.csv", "applications!H2", "", "", 0],
        ["exposure", "tier 2", "données countries", "US", "15/01/2025", "plain note", 1],
    ]
    unknown = data["answers"][columns[names.index("application.chain.exposed")][1]]
    assert unknown[1] == 1


def test_no_answer_is_lost_between_the_audit_and_the_data():
    audit = measured_audit(hostile=False)
    data = embedded(html.render(audit))["measured"]
    told = {data["texts"][name]: None for _title, _wing, name in data["measures"]}
    assert list(told) == [each.name for one in tables(audit) for each in one.columns]
    for kind in data["kinds"].values():
        assert all(len(codes) == len(kind["names"]) for _number, codes in kind["columns"])


def test_hostile_values_and_waivers_make_the_very_elements_that_plain_ones_make(page):
    assert census(page) == census(markup.document_fromstring(html.render(measured_audit(hostile=False))))
    assert SCRIPT in words(page.get_element_by_id("juridiction"))


def test_headings_never_skip_a_level_and_tables_can_be_read(page):
    for section in page.xpath("//section[contains(@class, 'page')]"):
        levels = [int(each.tag[1]) for each in section.xpath(".//h1|.//h2|.//h3")]
        assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    for each in page.xpath("//table"):
        width = len(each.xpath("./thead/tr/th"))
        assert {len(row) for row in each.xpath("./tbody/tr")} <= {width}


def test_the_summary_shows_every_dimension_that_is_judged_and_the_oldest_day(page):
    text = words(page.get_element_by_id("synthese"))
    assert "Juridiction 0 1 2 0 33 % (1 sur 3)" in text
    assert "Risque des dépendances 1 0 11 0 8 % (1 sur 12)" in text
    assert "Non évaluée dans cette version Verrouillage, Continuité" in text
    assert "15/01/2025" in text
    assert "1 jeu de données est périmé : countries (15/01/2025)" in text


def test_a_finding_that_stands_for_many_says_for_how_many(page, book):
    card = page.get_element_by_id("regle-demo-component-supported-" + page_slug(page, "demo-component-supported"))
    assert "pour 11 composants" in words(card)
    assert words(card.xpath(".//caption")[0]).startswith("Non conformes ou inconnus : les 11 premiers sur 11")
    row = next(row for row in records(book["Constats"]) if row["Règle"] == "demo.component.supported")
    assert row["Vaut pour"] == 11


def page_slug(page: HtmlElement, start: str) -> str:
    found = next(each for each in page.xpath("//article/@id") if each.startswith(f"regle-{start}"))
    return str(found).removeprefix(f"regle-{start}-")


def test_waivers_are_listed_the_expired_first_and_findings_point_at_theirs(page, book):
    found = rows(page, "c-derogations")
    assert [row[0] for row in found] == ["D-2024-09", "D-2023-02", "D-2026-01"]
    assert [row[1] for row in found] == ["expirée", "aucune politique utilisée n’a sa règle", "en vigueur"]
    assert "risque accepté" in found[0][5]
    links = page.xpath("//section[@id='licences']//a[contains(., 'D-2026-01')]/@href")
    assert [each[1:] for each in links] == [page.xpath("//tr[@id]/th[. = 'D-2026-01']/../@id")[0]]
    sheet = records(book["Dérogations"])
    assert (sheet[0]["Dérogation"], sheet[0]["Jusqu’au"]) == ("D-2024-09", date(2025, 12, 31))


def test_the_method_says_of_each_data_set_whose_it_is_and_whether_it_has_aged(page, book):
    found = {row[0]: row for row in rows(page, "c-donnees")}
    assert "périmé : plus de 365 jours" in found["countries"][1]
    assert found["countries"][4] == "livré avec sovaudit"
    assert found["lifecycles"][4] == "importé par la collectivité"
    sheet = {row["Nom"]: row for row in records(book["Sources"])}
    # From 15 January 2025 to 1 November 2026: 365 days, and 290 more.
    assert sheet["countries"]["Âge (jours)"] == 655
    assert "périmé" in sheet["countries"]["Périmé"]
    assert sheet["lifecycles"]["Périmé"] == ""


def test_the_seal_stands_beside_the_verdicts_of_the_application_that_has_one(page):
    audit = measured_audit()
    scores = tuple(
        msgspec.structs.replace(each, seal=2) if each.subject == "application:ged" and each.dimension == "jurisdiction"
        else each
        for each in audit.scores
    )  # fmt: skip
    text = words(html_page(msgspec.structs.replace(audit, scores=scores)).get_element_by_id("application-ged"))
    assert "Juridiction ✕ Non conforme Non conforme : 1 Inconnu : 2 SEAL 2" in text
    assert "SEAL" not in words(page.get_element_by_id("application-ged"))


def test_vulnerabilities_are_counted_open_and_closed_and_listed(page, book):
    counts = {row[0]: row[1] for row in rows(page, "c-comptes")}
    assert list(counts.values()) == ["2", "1", "1", "1", "1"]
    exploited, unstated, closed = rows(page, "c-failles")
    assert exploited[2:6] == ["9,8 (critique)", "depuis le 30/09/2026", "97 %", "1.0.1 2.0.0"]
    assert unstated[2:6] == ["non dit", "non recensée", "non dit", "aucune version indiquée"]
    assert closed[2] == "élevée, d’après un mot seul"
    assert closed[6].startswith("close : produit non touché : le composant est absent")
    sheet = records(book["Vulnérabilités"])
    assert [row["Ouverte"] for row in sheet] == ["oui", "oui", "non"]
    assert sheet[0]["Score CVSS"] == 9.8
    assert sheet[0]["Exploitée depuis (KEV)"] == date(2026, 9, 30)


def test_sheets_have_one_row_a_subject_and_one_column_a_measure(book):
    assert [each for each in book if each not in FRENCH and each != "Marchés"] == NEW_SHEETS
    first, second, third = records(book["Juridiction"])
    assert first["Titre de application.chain.country"] == "États-Unis (US)"
    assert third["Titre de application.chain.country"] == "inconnu : aucune source ne le dit".replace(" :", "\u00a0:")
    assert "une partie" in second["Titre de application.chain.exposed"]
    cells = records(book["Verrouillage"])[0]
    assert cells["Titre de application.exit.months (mois)"] == 12
    assert cells["Titre de application.exit.cost"] == 1234.5
    assert records(book["Marchés (signaux)"])[0]["Titre de contract.end"] == date(2027, 3, 1)
    assert records(book["Dépendances"])[0]["Titre de application.support.known"] == 0.5


def test_the_header_of_a_measure_has_its_basis_as_a_note_and_the_index_says_who_judges():
    data = xlsx.render(measured_audit(hostile=False))
    notes = "".join(text for name, text in parts(data).items() if name.startswith("xl/comments"))
    assert "application.chain.country" in notes
    assert "Loi d’exemple, art. 25" in notes
    found = {row["Mesure (identifiant)"]: row for row in records(pages(data)["Mesures"])}
    assert found["application.chain.exposed"]["Règles qui la lisent"] == CHAIN_RULE
    assert found["application.chain.exposed"]["Réponses connues"] == 1
    assert found["hosting.seal"]["Part de réponses connues"] == 0


def test_no_sheet_of_measures_is_taken_for_a_register():
    read = register_workbook.read(xlsx.render(measured_audit(hostile=False)), "rapport.xlsx", Descriptions())
    assert isinstance(read, Register)
    assert all(isinstance(record, Answer) for record in read.records)


def test_the_workbook_and_the_page_are_the_same_bytes_each_time():
    assert xlsx.render(measured_audit()) == xlsx.render(measured_audit())
    assert html.render(measured_audit()) == html.render(measured_audit())


def test_the_document_has_every_answer_or_why_there_is_none():
    audit = measured_audit()
    made = decoded(audit)
    assert errors(made) == []
    assert [each["name"] for each in made["measured"]] == [each.name for each in audit.measured]
    exposed = next(each for each in made["measured"] if each["name"] == "application.chain.exposed")
    known, parted, absent = exposed["answers"]
    assert (known["subject"], known["value"], "unknown" in known) == ("application:ged", True, False)
    assert known["evidence"][0]["aged"] is True
    assert parted["value"] is None
    assert parted["unknown"] == {"reason": "unchecked", "detail": "2 of 3 parts"}
    assert absent == {"subject": "application:silence", "value": None, "unknown": {"reason": "absent", "detail": ""}}
    assert made["oldest"] == "2025-01-15"
    assert [each["waiver"]["id"] for each in made["waivers"]] == ["D-2026-01", "D-2024-09", "D-2023-02"]
    assert [each["id"] for each in made["vulnerabilities"]] == [each.id for each in audit.vulnerabilities]
    assert [each["count"] for each in made["findings"] if each["count"] > 1] == [11]
    assert b"".join(json.pieces(audit)) == json.render(audit)


def test_the_terminal_says_how_old_the_data_is_and_counts_waivers():
    text = table.render(measured_audit(hostile=False)).decode()
    assert "Donnée utilisée la plus ancienne : 15/01/2025 (655 jours)" in text
    assert "Attention : données périmées : countries (15/01/2025)" in text
    assert re.search(r"^Juridiction +0 +1 +2 +0 +3 +1 sur 3 \(33 %\)$", text, re.MULTILINE)
    assert "Dérogations : expirée : 1" in text
    none = table.render(sample_audit()).decode()
    assert "Donnée utilisée la plus ancienne : aucune donnée datée" in none
    assert "Dérogations" not in none


def rule(identity: str, require: str, where: str = "") -> RuleUsed:
    return RuleUsed(identity, "", "lockin", "application", "minor", require, where, "unknown", "", (), {})


@pytest.mark.parametrize(
    ("require", "expected"),
    [
        ("a.b.c == 1", {"a.b.c"}),
        ("!a.b", {"a.b"}),
        ("a.b.exists(x, x in a.list)", {"a.b", "a.list"}),
        ("size(a.list) > parameter.most && a.b_more", {"a.list", "a.b_more"}),
        ("x.a.b || a.bc", set()),
    ],
)
def test_a_rule_reads_the_measures_that_its_conditions_name_whole(require, expected):
    names = ("a.b", "a.b.c", "a.list", "a.b_more")
    columns = [column(name, "lockin", "application", "int", "") for name in names]
    assert set(readers([rule("r", require), rule("s", "true", require)], columns)) == expected
    assert all(ids == ("r", "s") for ids in readers([rule("r", require), rule("s", "true", require)], columns).values())


values = st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text())
answers = st.builds(Measured, st.one_of(values, st.builds(Unknown, st.text(max_size=9)), st.tuples(st.text())))


@given(st.lists(answers, min_size=1), st.sampled_from(["bool", "string", "list"]), st.sampled_from(["", "x", "0..4"]))
def test_figures_count_every_answer_once(given_answers, kind, unit):
    one = MeasuredColumn("a.b", "application", "lockin", kind, unit, "", "", tuple(given_answers))
    with speaking("fr"):
        found = figure(one, {})
        assert all(isinstance(answered(one, each), str) for each in given_answers)
    assert found.known == sum(not isinstance(each.value, Unknown) for each in given_answers)
    assert found.total == len(given_answers)
    assert found.aged == sum(map(aged, given_answers))
    assert bool(found.reasons) == (found.known < found.total)


def test_a_subject_without_a_name_goes_by_its_id():
    inventory = measured_audit().inventory
    assert [each.name for each in subjects(inventory, "application")][2] == "silence"
    assert [each.id for each in subjects(inventory, "contract")] == ["m-1"]


def test_a_code_is_said_in_the_words_that_people_write_for_it():
    """`application.reversibility` has the words; « oui » would say nothing of which."""
    one = MeasuredColumn("application.reversibility", "application", "lockin", "string", "", "", "", ())
    with speaking("fr"):
        assert [answered(one, Measured(code)) for code in ("none", "plan", "clause", "not_applicable")] == [
            "aucun",
            "oui, plan annexé",
            "prévue",
            "sans objet",
        ]
        assert answered(one, Measured("a text of somebody")) == "a text of somebody"
    with speaking("en"):
        assert answered(one, Measured("not_applicable")) == "not applicable"
