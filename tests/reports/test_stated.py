# SPDX-License-Identifier: EUPL-1.2
"""What files state beside components, on the page and in the workbook: shown where it is, never as good news."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup
from lxml.html import HtmlElement

from sovaudit.model import STATUSES, Component, Contract, Declared, Descriptions, Register, Unknown, Vulnerability
from sovaudit.readers import register_workbook
from sovaudit.reports import _format, _words, html, table, xlsx
from sovaudit.reports._html_data import short_cpe
from sovaudit.reports._sheets import sheets
from sovaudit.reports._stated import STATUS_ORDER, Stated
from tests.reports._page import page_of
from tests.reports._sample import SCRIPT, sample_audit
from tests.reports._sample_stated import CPE, stated_audit
from tests.reports._workbook import FRENCH, pages, records
from tests.reports.test_html import census, embedded, words

BESIDE = {
    "services-en-ligne": "Services en ligne appelés",
    "vulnerabilites": "Vulnérabilités déclarées",
    "postes": "Logiciels installés",
    "marches": "Marchés",
}
"""Page -> sheet."""


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    return markup.document_fromstring(html.render(stated_audit()))


@pytest.fixture(scope="module")
def book() -> dict[str, list[list[Any]]]:
    return pages(xlsx.render(stated_audit(hostile=False)))


def rows(page: HtmlElement, fragment: str, table: int = -1) -> list[str]:
    found = page.get_element_by_id(fragment).xpath(".//table")[table].xpath("./tbody/tr")
    return [words(row) for row in found]


def test_pages_and_sheets_are_there_only_when_there_is_something_to_show(page, book) -> None:
    ids = page.xpath("//section[contains(@class, 'page')]/@id")
    menu = page.xpath("//nav[contains(@class, 'menu')]//a/@href")
    assert [each for each in ids if each in BESIDE] == list(BESIDE)
    assert [each for each in menu if each[1:] in BESIDE] == [f"#{each}" for each in BESIDE]
    assert [each for each in book if each not in FRENCH] == list(BESIDE.values())
    none = markup.document_fromstring(html.render(sample_audit()))
    assert not [each for each in BESIDE if none.xpath("//*[@id=$id]", id=each)]
    assert list(pages(xlsx.render(sample_audit()))) == FRENCH


def test_the_first_sheet_counts_what_there_is_none_of_and_says_what_nought_is_not() -> None:
    found = {row[1]: row[2:] for row in pages(xlsx.render(sample_audit()))["Lisez-moi"]}
    for name in ("Services en ligne appelés", "Vulnérabilités déclarées", "Logiciels installés"):
        assert found[name][0] == 0
    assert "aucune déclarée ne veut pas dire aucune" in found["Vulnérabilités déclarées"][1]


def test_hostile_texts_make_the_very_elements_that_plain_ones_make(page) -> None:
    assert census(page) == census(markup.document_fromstring(html.render(stated_audit(hostile=False))))
    assert SCRIPT in words(page.get_element_by_id("services-en-ligne"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in page.xpath("//a/@href") if each.startswith("#")} <= set(ids)


def test_a_file_says_when_it_was_made_and_silence_is_no_completeness(page, book) -> None:
    text = dict(zip(("registre", "broken", "ged", "two", "a", "b", "parc"), rows(page, "entrees", 0), strict=True))
    assert "30/10/2026 incomplète, pour tout le fichier" in text["a"], "the day where it was written"
    assert "incomplète pour 12 éléments" in text["b"]
    assert text["b"].index("incomplète pour") < text["b"].index("complète pour 1 élément")
    for silent in ("ged", "two", "parc"):
        assert "non dit non dit" in text[silent]
    assert "non dit –" in text["registre"], "a register has no completeness to declare"
    assert "non dit" not in text["broken"], "what was rejected had no say"
    made = {row["Fichier"]: (row["Établi le"], row["Complétude déclarée"]) for row in records(book["Entrées"])}
    assert made["z-postes/a.json"] == (date(2026, 10, 30), "incomplète, pour tout le fichier")
    assert made["z-postes/b.json"][0] == "plain"
    assert made["sbom/ged.cdx.json"] == ("? non dit", "? non dit")


@given(st.text())
def test_any_text_may_stand_for_a_day(text) -> None:
    with _format.speaking("fr"):
        assert _words.moment(text)


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day) -> None:
    assert _words.day_written(day.isoformat()) == day
    assert _words.day_written(f"{day.isoformat()}T23:59:59.1234567-11:00") == day


def test_an_address_is_text_without_its_credentials(page, book) -> None:
    section = page.get_element_by_id("services-en-ligne")
    assert all(each.startswith("#") for each in section.xpath(".//@href"))
    for text in (words(section), str(book["Services en ligne appelés"])):
        assert "https://courriel.exemple/api?token=***" in text
        assert "hunter2" not in text


def test_who_calls_a_service_is_said_and_what_nobody_says_is_not_no(page) -> None:
    mail, maps, archive = rows(page, "services-en-ligne")
    assert "Nuage Exemple États-Unis (US) oui non PII (envoyé)" in mail
    assert "Courrier d’Exemple" in mail
    assert "composants : brick-" in maps
    assert "services : Courriel" in archive
    assert maps.count("non dit") == 6


def test_an_application_calls_by_itself_by_its_components_and_by_other_services(page) -> None:
    ged = words(page.get_element_by_id("application-ged"))
    assert "par elle-même Nuage Exemple" in ged
    assert "Cartes par son composant" in ged
    assert "Archive par l’intermédiaire du service Courriel" in ged
    # Component 7 is in both applications by the sample; the third one has no component.
    stated = Stated(stated_audit().inventory)
    assert {n: [(each.service, each.way) for each in calls] for n, calls in stated.calls.items()} == {
        0: [(0, "direct"), (1, "component"), (2, "service")],
        1: [(1, "component")],
    }
    assert "Services en ligne qu" not in words(page.get_element_by_id("application-silence"))


def test_services_that_call_each_other_in_a_circle_end() -> None:
    audit = stated_audit()
    mail, maps, archive = audit.inventory.online
    circle = (mail, maps, msgspec.structs.replace(archive, needs=("courriel", "archive")))
    stated = Stated(msgspec.structs.replace(audit.inventory, online=circle))
    assert [each.service for each in stated.calls[0]] == [0, 1, 2]


def test_statements_on_vulnerabilities_are_the_words_of_whoever_wrote_them(page, book) -> None:
    section = page.get_element_by_id("vulnerabilites")
    assert "Ce sont les mots de qui a écrit le fichier" in words(section)
    assert not section.xpath(".//*[contains(@class, 'badge')]"), "no verdict, nothing that looks like one"
    found = rows(page, "vulnerabilites")
    status = ("produit touché", "en cours d’analyse", "signalée, sans analyse", "corrigée", "produit non touché")
    assert [word in row for word, row in zip(status, found, strict=True)] == [True] * 5
    assert "et 1 autre" in found[0], "three products of four"
    assert "le composant est absent (component_not_present) 01/10/2026" in found[4]
    assert rows(page, "vulnerabilites", 0) == [f"{word} 1" for word in status]
    sheet = records(book["Vulnérabilités déclarées"])
    assert [row["Statut déclaré"] for row in sheet] == list(status)
    assert sheet[0]["Produits"] == "plain\nb\nc\nd"


def test_what_statements_close_and_no_advisory_names_is_said_where_the_vulnerabilities_are() -> None:
    """Not affected: 0001; fixed: 0004. A list that has one of them, under whatever id, tells it itself."""
    audit = stated_audit(hostile=False)
    said = "vulnérabilités closes par des déclarations ne sont pas dans cette liste"
    section = page_of(audit, "vulnerabilites")
    assert f"2 {said}, car aucun avis disponible ne les cite : CVE-2026-0001, CVE-2026-0004." in words(section)
    listed = Vulnerability("component:a", "GHSA-x", ("CVE-2026-0001", "GHSA-x"), open=False)
    one = msgspec.structs.replace(audit, vulnerabilities=(listed,))
    section = page_of(one, "vulnerabilites")
    assert "1 vulnérabilité close par une déclaration n’est pas dans cette liste" in words(section)
    none = msgspec.structs.replace(audit, inventory=msgspec.structs.replace(audit.inventory, statements=()))
    assert said not in html.render(none).decode()


def test_every_status_has_its_place() -> None:
    assert sorted(STATUS_ORDER) == sorted(STATUSES)


def test_programs_on_machines_are_counted_by_file_and_part_of_no_application(page, book) -> None:
    office, other = rows(page, "postes")
    assert "Bureautique Exemple 7.6 Maison Exemple 2 1 Courrier d’Exemple (Application : confirmé)" in office
    assert " 2 0 Catalogue" in other, "listed twice by one machine"
    assert "non confirmé" in other
    text = words(page.get_element_by_id("postes"))
    assert "sovaudit inventory DOSSIER --review" in text
    assert "2 inventaires de poste ont été lus. 1 liste de parc a été lue" in text
    assert "2 d’entre eux ont été trouvés sur des postes seulement" in words(page.get_element_by_id("composants"))
    sheet = records(book["Logiciels installés"])
    assert [(row["Postes (fichiers)"], row["Listes de parc"]) for row in sheet] == [(2, 1), (2, 0)]
    assert sheet[0]["Rapproché de (certain ou confirmé)"] == "Courrier d’Exemple (application:ged, confirmé)"
    assert sheet[1]["Rapproché de (certain ou confirmé)"] == ""
    assert "non confirmé" in str(sheet[1]["Rapprochements possibles, non confirmés"])
    listed = {row["Nom"]: row for row in records(book["Composants"])}
    assert listed["Bureautique Exemple"]["Applications"] == 0
    assert listed["Bureautique Exemple"]["Inventaires de postes qui le listent"] == 3


def test_an_application_found_on_machines_does_not_contain_itself(page) -> None:
    ged = words(page.get_element_by_id("application-ged"))
    assert "Trouvée comme (non compté parmi ses composants) : Bureautique Exemple 7.6" in ged
    held = embedded(html.render(stated_audit()))["contains"]
    assert max(max(steps) for steps in held if steps) < 12, "positions 12 and 13 are the programs"


def test_a_catalogue_is_not_the_citys(page, book) -> None:
    assert "2 logiciels : des noms à comparer" in words(page.get_element_by_id("entrees"))
    assert "Brique Publique" not in words(page)
    for name in ("Applications", "Composants", "Logiciels installés"):
        assert "Brique Publique" not in str(book[name])
    assert len(records(book["Applications"])) == 3


def test_no_amount_can_be_read_as_spent(page, book) -> None:
    first, second, third = rows(page, "marches")
    assert "90 000 € montant maximum, pas dépensé" in first
    assert "la ville (SIREN 000000000)" in first
    assert "avec (groupement) : autre, </script>" in first
    assert "modification 1, notifiée le 01/02/2026 : porte le montant à 120 000,5 €" in first
    assert "Maison Exemple" in first
    assert "relève de l’accord-cadre 2024-a : son montant est compris" in second
    assert "10 000 € montant convenu, pas ce qui a été payé" in second
    assert "un autre acheteur (SIREN 111111111)" in second
    assert "en aucun cas ce qui a été dépensé" in third
    sheet = records(book["Marchés"])
    assert [row["Montant (€), pas ce qui a été dépensé"] for row in sheet] == [90_000, 10_000, 5]
    assert sheet[0]["Co-titulaires (le montant vaut pour tous ensemble)"] == "autre\nplain"


def test_an_unknown_amount_is_no_amount() -> None:
    with _format.speaking("fr"):
        assert _words.amount_nature(Contract("x", ceiling=True)) == ""
        assert _words.amount(Unknown("absent")) == "aucune source ne le dit"


def test_a_component_keeps_its_other_names_and_statements(page, book) -> None:
    data = embedded(html.render(stated_audit(hostile=False)))["components"]
    assert {name: data["texts"][code] for name in ("swid", "ancestors", "beside") for code in [data[name]["3"]]} == {
        "swid": "swid plain",
        "ancestors": "pkg:npm/origine@1 plain",
        "beside": "BSD-3-Clause (trouvée dans les fichiers, non déclarée); LicenseRef-1 = plain",
    }
    assert data["machines"] == {"12": 3, "13": 2}
    assert data["cpe"] == {"3": "a:maison:~:@"}
    row = records(book["Composants"])[3]
    assert row["CPE"] == CPE
    assert row["Modifié à partir de"] == "pkg:npm/origine@1 plain"
    assert "non déclarée" in str(row["Autres mentions de licence"])
    assert "modifié à partir de pkg:npm/origine@1" in words(page.get_element_by_id("application-ged"))


def test_what_few_components_have_takes_no_place_where_none_has_it() -> None:
    rows = pages(xlsx.render(sample_audit()))["Composants"]
    assert rows[0][-1] == "Occurrences", "the columns of what few have come after it"
    data = embedded(html.render(sample_audit()))["components"]
    assert not {"cpe", "swid", "ancestors", "beside", "machines", "texts"} & set(data)


def test_a_statement_that_the_reading_shows_is_not_said_twice() -> None:
    found = Declared("evidence", "MIT")
    with _format.speaking("en"):
        shown = "MIT (found in the files, not declared)"
        assert _words.beside((found,), shown) == []
        assert _words.beside((Declared("id", "MIT"), found), "MIT") == [shown]
        assert _words.beside((Declared("concluded", "NOASSERTION"), Declared("evidence", "")), "") == []
        assert _words.beside((Declared("concluded", "MIT"),), "Apache-2.0; MIT") == []


PART = st.text(st.sampled_from("ab1.~@*=-\\"), max_size=4)


@given(PART, PART, st.lists(PART, min_size=10, max_size=12))
def test_a_short_cpe_reads_back(name, version, rest) -> None:
    cpe = ":".join(("cpe", "2.3", "a", *(rest[:10] if len(rest) == 10 else [*rest[:1], name, version, *rest[1:8]])))
    component = Component("x", "", name, version, "", "", "", (), (), cpe=cpe)
    assert _long(short_cpe(component), name, version) == cpe


def _long(short: str, name: str, version: str) -> str:
    """Read it as the page's script does."""
    if short.startswith("="):
        return short[1:]
    full = "cpe:2.3:" + ":".join({"~": name, "@": version}.get(part, part) for part in short.split(":"))
    return full + ":*" * (13 - len(full.split(":")))


def test_a_filled_report_gives_no_contract_and_no_application() -> None:
    read = register_workbook.read(xlsx.render(stated_audit(hostile=False)), "rapport.xlsx", Descriptions())
    assert isinstance(read, Register)
    assert {type(each).__name__ for each in read.records} <= {"Answer"}


def test_no_header_is_given_twice_and_every_row_is_whole() -> None:
    for sheet in sheets(stated_audit()):
        headers = [column.header for column in sheet.columns]
        assert len(set(headers)) == len(headers), sheet.key
        assert all(len(row) == len(headers) for row in sheet.rows()), sheet.key
        assert len(sheet.name) <= 25


def test_the_terminal_counts_them_and_says_what_they_are_not() -> None:
    text = table.render(stated_audit()).decode()
    assert "Déclarations sur des vulnérabilités (VEX) : 5" in text
    assert "Services en ligne appelés : 3" in text
    assert "Rapprochements de noms non confirmés : 2 (sovaudit inventory DOSSIER --review)" in text
    none = table.render(msgspec.structs.replace(sample_audit())).decode()
    assert "VEX" not in none
    assert "--review" not in none


def test_english_says_the_same() -> None:
    english = markup.document_fromstring(html.render(msgspec.structs.replace(stated_audit(), language="en")))
    text = words(english)
    for said in (
        "maximum amount, not spent",
        "incomplete for 12 elements",
        "reported, without analysis",
        "United States",
    ):
        assert said in text
    assert "non dit" not in text


def test_what_the_page_leaves_out_is_counted_and_in_the_workbook() -> None:
    audit = stated_audit(hostile=False)
    many = tuple(msgspec.structs.replace(audit.inventory.statements[0], vulnerability=f"CVE-{n}") for n in range(600))
    audit = msgspec.structs.replace(audit, inventory=msgspec.structs.replace(audit.inventory, statements=many))
    page: HtmlElement = markup.document_fromstring(html.render(audit))
    section = page.get_element_by_id("vulnerabilites")
    assert len(rows(page, "vulnerabilites")) == 500
    assert "Affichés : 500 sur 600" in words(section)
    assert "Déclarations (sur 600)" in words(section)
    assert len(records(pages(xlsx.render(audit))["Vulnérabilités déclarées"])) == 600
