# SPDX-License-Identifier: EUPL-1.2
"""The page: one file, nothing loaded, nothing run that we did not write, the audit's own totals in it."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections import Counter
from typing import Any

import msgspec
import numpy as np
import pytest
from lxml import html as markup
from lxml.html import HtmlElement

from sovaudit import language
from sovaudit.model import DIMENSIONS, Audit, PolicyUsed
from sovaudit.reports import Report, html
from tests.reports._sample import FORMULA, LONG, REVERSED, SCRIPT, big_audit, sample_audit

REPORT: Report = html
LIMIT = 10_000_000
"""design.md section 11: bytes of the page for 416 applications and 50,000 components."""


def page(audit: Audit) -> HtmlElement:
    return markup.document_fromstring(html.render(audit))


def words(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", " ".join(element.itertext()).replace("\u202f", " ").replace("\u00a0", " ")).strip()


def embedded(data: bytes, name: str = "data") -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>'.encode(), data, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.fixture(scope="module")
def hostile() -> HtmlElement:
    return page(sample_audit())


@pytest.fixture(scope="module")
def big() -> tuple[Audit, bytes]:
    audit = big_audit()
    return audit, html.render(audit)


def test_every_page_has_one_title_and_every_menu_entry_a_page(hostile):
    sections = hostile.xpath("//section[contains(@class, 'page')]")
    named = ["synthese", "portefeuille", "licences", "a-completer", "composants", "entrees", "methode"]
    assert [each.get("id") for each in sections][: len(named)] == named
    assert len(sections) == len(named) + 3
    assert all(len(each.xpath(".//h1")) == 1 for each in sections)
    ids = hostile.xpath("//@id")
    assert len(ids) == len(set(ids))
    fragments = {each[1:] for each in hostile.xpath("//a/@href") if each.startswith("#")}
    assert fragments <= set(ids)


def test_headings_never_skip_a_level(hostile):
    for section in hostile.xpath("//section[contains(@class, 'page')]"):
        levels = [int(each.tag[1]) for each in section.xpath(".//h1|.//h2|.//h3|.//h4")]
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headers_in_a_region_one_can_focus(hostile):
    tables = hostile.xpath("//table")
    assert len(tables) > 15
    for table in tables:
        assert words(table.xpath("./caption")[0])
        assert all(each.get("scope") in ("col", "row") for each in table.xpath(".//th"))
        assert table.getparent().get("tabindex") == "0"
        assert table.getparent().get("aria-labelledby") == table.xpath("./caption")[0].get("id")
        width = len(table.xpath("./thead/tr/th"))
        assert {len(row) for row in table.xpath("./tbody/tr")} <= {width}


def test_nothing_is_loaded_and_nothing_runs_from_an_attribute(hostile):
    assert not hostile.xpath("//@src | //@srcset | //@style | //@data-src | //@action | //@background")
    assert not hostile.xpath(
        "//link | //img | //iframe | //object | //embed | //base | //form | //meta[@http-equiv='refresh']"
    )
    assert not [name for each in hostile.iter() for name in each.keys() if name.startswith("on")]  # noqa: SIM118
    style = hostile.xpath("//style")[0].text
    assert "@import" not in style
    assert {each[:5] for each in re.findall(r"url\(([^)]*)\)", style)} <= {"#hatc", "#dots"}


def test_addresses_are_web_addresses_or_places_in_the_page(hostile):
    addresses = hostile.xpath("//@href")
    assert {re.split("[:/]", each)[0] for each in addresses if not each.startswith("#")} == {"https"}
    assert "javascript trap" in words(hostile.get_element_by_id("licences"))


def test_the_policy_allows_exactly_the_one_style_and_the_one_script():
    data = html.render(sample_audit())
    policy = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]*)"', data)
    assert policy is not None
    stated = policy[1].decode().replace("&#39;", "'")
    scripts = re.findall(rb"<script>(.*?)</script>", data, re.DOTALL)
    styles = re.findall(rb"<style>(.*?)</style>", data, re.DOTALL)
    assert len(scripts) == len(styles) == 1

    def source(content: bytes) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode() + "'"

    assert stated == (
        f"default-src 'none'; style-src {source(styles[0])}; script-src {source(scripts[0])}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert b"\r" not in scripts[0]
    assert [tuple(each.items()) for each in page(sample_audit()).iter("script")] == [
        (("type", "application/json"), ("id", "texts")),
        (),
        (("type", "application/json"), ("id", "data")),
    ]


def census(root: HtmlElement) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter((str(each.tag), tuple(sorted(each.keys()))) for each in root.iter())


def test_hostile_names_make_the_very_elements_and_attributes_that_plain_ones_make(hostile):
    assert census(hostile) == census(page(sample_audit(hostile=False)))


def test_hostile_names_are_read_as_text(hostile):
    text = words(hostile)
    for part in (SCRIPT, FORMULA, REVERSED.replace("\u202e", "\\u202e"), "évil\\u202e id"):
        assert part in text
    data = html.render(sample_audit())
    assert LONG.encode() not in data
    assert "coupé\u00a0: 40\u202f014 caractères" in data.decode()
    hidden = re.findall(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", words(hostile.body)
    )
    assert [each for each in hidden if each not in "\u202f"] == []


@pytest.mark.parametrize(
    "text", ["nul\x00", "lone \ud800", "\u2028\u2029", "]]>-->", "{{ 7*7 }}{% raw %}", "\\u003c/script", "%(part)s %s"]
)
def test_any_name_survives_the_page(text):
    audit = sample_audit(hostile=False)
    applications = (
        msgspec.structs.replace(audit.inventory.applications[0], name=text),
        *audit.inventory.applications[1:],
    )
    components = tuple(msgspec.structs.replace(each, name=text) for each in audit.inventory.components)
    changed = msgspec.structs.replace(audit.inventory, applications=applications, components=components)
    data = html.render(msgspec.structs.replace(audit, inventory=changed))
    assert census(markup.document_fromstring(data)) == census(page(audit))
    assert len(embedded(data)["components"]["rest"]) == 12
    assert b"49" not in b"".join(re.findall(rb"<h1[^>]*>(.*?)</h1>", data))


def test_hidden_characters_are_shown_wherever_a_template_prints():
    policies = (PolicyUsed("demo\u202e", "1\x1b", "0", "titre\ud800\u200b"),)
    data = html.render(sample_audit(policies=policies)).decode()
    body = re.sub(r"<script.*?</script>", "", data, flags=re.DOTALL)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", body)
    assert "titre\\ud800\\u200b (1\\x1b)" in body


def test_it_speaks_the_audits_language_whatever_was_spoken_before():
    language.speak("en")
    try:
        french = html.render(sample_audit()).decode()
        assert language.spoken() == "en"
        english = html.render(sample_audit(language="en")).decode()
    finally:
        language.speak("fr")
    assert '<html lang="fr">' in french
    assert '<html lang="en">' in english
    assert "Non conforme" in french
    assert "Non-compliant" not in french
    assert "Non-compliant" in english
    assert "01/11/2026" in french
    assert "1 Nov 2026" in english
    assert embedded(french.encode(), "texts")["search"] == "Rechercher dans ce tableau\u00a0:"


def test_the_same_audit_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib; from sovaudit.reports import html; from tests.reports._sample import sample_audit; "
        "print(hashlib.sha256(html.render(sample_audit())).hexdigest(), end='')"
    )
    here = hashlib.sha256(html.render(sample_audit())).hexdigest()
    for seed in ("1", "2"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": "Pacific/Auckland",
            "LC_ALL": "C",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        assert subprocess.check_output([sys.executable, "-c", code], env=environment, text=True) == here


def test_the_summary_counts_what_the_audit_counts():
    audit = sample_audit()
    text = words(page(audit).get_element_by_id("synthese"))
    outcomes = audit.totals.outcomes["licensing"]
    known = outcomes["pass"] + outcomes["fail"]
    assert f"Réponses connues {known} sur {known + outcomes['unknown']}" in text
    assert "Fichiers lus en entier 2 sur 4 en partie : 1 ; rejetés : 1" in text
    # Counted by hand: six MIT and one GPL of twelve; one AGPL application of three; one blocking failure.
    assert "Composants sous licence libre 7 sur 12 licence inconnue : 4" in text
    assert "Applications sous licence libre 1 sur 3 licence inconnue : 1" in text
    assert "Applications avec un écart bloquant 1 sur 3" in text
    assert "Licences 9 3 5 1 71 % (12 sur 17)" in text


def test_what_a_policy_says_to_do_is_shown_whole():
    """Policies are the city's own texts: the longest remedy of ours has 407 characters."""
    audit = sample_audit(hostile=False)
    remedy = " ".join(f"étape {number}" for number in range(100)) + " et fin."
    findings = tuple(msgspec.structs.replace(each, remedy=remedy) for each in audit.findings)
    rules = tuple(msgspec.structs.replace(each, remedy=remedy) for each in audit.rules)
    found = page(msgspec.structs.replace(audit, findings=findings, rules=rules))
    for place in ("synthese", "licences"):
        assert remedy in words(found.get_element_by_id(place)), place
    application = next(each for each in found.xpath("//section/@id") if each.startswith("application-"))
    assert remedy in words(found.get_element_by_id(application))


def test_a_waived_failure_is_not_to_be_decided_and_stays_in_view(hostile):
    first = hostile.get_element_by_id("synthese").xpath(".//ol[@class='decisions']/li")
    assert len(first) == 4
    assert "Code source fourni" not in words(first[0].getparent())
    assert "dérogation D-2026-01" in words(hostile.get_element_by_id("licences"))


def test_an_application_shows_its_share_with_both_denominators(hostile):
    text = words(hostile.get_element_by_id("application-ged"))
    # Eight components, by hand: five permissive or copyleft, one source-available, one unknown, one more permissive.
    ged = sample_audit().licensing[0]
    assert f"({ged.open_components} sur {ged.components})" in text
    assert f"({ged.open_components} sur {ged.known_components})" in text
    assert "registre.csv applications!A2" in text
    assert "État civil" in text


def test_what_no_rule_judges_is_never_good(hostile):
    portfolio = hostile.get_element_by_id("portefeuille")
    for row in portfolio.xpath(".//tbody/tr"):
        cells = row.xpath("./td[contains(@class, 'cell')]")
        assert len(cells) == len(DIMENSIONS)
        assert all("v-not_assessed" in cell.get("class") for cell in cells[1:])
    assert "Non évaluée dans cette version Juridiction, Verrouillage" in words(hostile.get_element_by_id("synthese"))


def test_without_rules_nothing_is_assessed_and_nothing_is_green():
    audit = sample_audit()
    totals = msgspec.structs.replace(audit.totals, outcomes={}, failing={}, unknown=0)
    root = page(sample_audit(rules=(), findings=(), scores=(), questions=(), policies=(), totals=totals))
    assert not root.xpath("//td[contains(@class, 'v-pass')] | //rect[@class='v-pass']")
    assert not root.xpath("//section[@id='licences']")
    assert "Réponses connues 0 sur 0 –" in words(root.get_element_by_id("synthese"))


def test_an_empty_audit_has_a_page():
    arrays = ("occurrence_component", "occurrence_file", "occurrence_entry", "root_application", "root_dependency")
    tuples = ("files", "services", "applications", "components", "patterns", "places", "claims", "issues")
    nothing: dict[str, Any] = {name: np.empty(0, dtype=np.int32) for name in arrays} | dict.fromkeys(tuples, ())
    inventory = msgspec.structs.replace(sample_audit().inventory, **nothing)
    none_at_all: dict[str, Any] = dict.fromkeys(("licensing", "findings", "scores", "questions", "knowledge"), ())
    empty = sample_audit(inventory=inventory, licence_of=np.empty(0, dtype=np.int32), **none_at_all)
    assert "Synthèse" in words(page(empty))


def places(data: Any) -> list[list[int]]:
    return [np.cumsum(steps, dtype=int).tolist() for steps in data["contains"]]


def test_every_component_is_in_the_data_with_its_applications(big):
    audit, data = big
    found = embedded(data)
    columns = found["components"]
    ids = [columns["prefixes"][p] + rest for p, rest in zip(columns["prefix"], columns["rest"], strict=True)]
    assert ids == [component.id for component in audit.inventory.components]
    held = audit.inventory.occurrence_component.reshape(416, -1)
    assert places(found) == held.tolist()
    assert columns["licence"] == np.asarray(audit.licence_of).tolist()
    stored = Counter(f.outcome for f in audit.findings if f.subject.startswith("component:"))
    assert Counter(columns["outcome"]) == {"f": stored["fail"], "u": stored["unknown"], "-": 50_000 - stored.total()}


def test_the_page_of_a_big_city_is_small_enough_to_mail(big):
    audit, data = big
    assert len(audit.inventory.applications) == 416
    assert len(audit.inventory.components) == 50_000
    assert len(audit.inventory.occurrence_component) == 998_400
    assert len(audit.measured) == 120
    assert all(len(each.answers) == 416 for each in audit.measured)
    assert len(data) < LIMIT
