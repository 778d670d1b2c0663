# SPDX-License-Identifier: EUPL-1.2
"""The page in a real browser, from a file: one page at a time, tables that search, no request, nothing hostile run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as markup
from lxml.html import HtmlElement

from sovaudit.reports import html
from tests.reports._browser import CHROMIUM, Browser
from tests.reports._sample import sample_audit
from tests.reports._sample_measured import measured_audit
from tests.reports._sample_stated import CPE, stated_audit

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "rapport.html"
    path.write_bytes(html.render(sample_audit()))
    return path


def opened(browser: Browser, path: Path, fragment: str) -> tuple[HtmlElement, str]:
    with browser.page(f"{path.as_uri()}#{fragment}") as page:
        return markup.document_fromstring(page.markup), page.console


NOISY = """<!DOCTYPE html>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'">
<img src="https://exemple.invalid/a.png">
<script>setTimeout(function () { console.log("said late"); throw new Error("thrown"); }, 2500);</script>"""


def test_a_console_that_is_spoken_to_is_heard(tmp_path, browser):
    """Else a silent one would show nothing."""
    path = tmp_path / "noisy.html"
    path.write_text(NOISY, encoding="utf-8")
    _root, console = opened(browser, path, "")
    assert all(each in console for each in ("said late", "thrown", "violates the following Content Security Policy"))


def test_it_opens_on_the_summary_and_says_nothing_on_the_console(browser, report):
    root, console = opened(browser, report, "")
    assert console == ""
    assert root.xpath("//section[contains(@class, 'current')]/@id") == ["synthese"]
    assert root.xpath("//nav//a[@aria-current='page']/@href") == ["#synthese"]
    assert root.xpath("//*[@id='failure']/@hidden") == [""]


def test_components_are_searched_with_the_kept_widget_and_hostile_names_stay_text(browser, report):
    root, console = opened(browser, report, "composants")
    section = root.get_element_by_id("composants")
    assert console == ""
    assert "current" in section.get("class")
    assert len(section.xpath(".//table[contains(@class, 'dataTable')]/tbody/tr")) == 12
    assert section.xpath(".//input[@type='search']")
    assert section.xpath(".//*[@role='status']")
    assert "<img src=x onerror=alert(1)>" in section.text_content()
    assert not root.xpath("//img | //*[@onerror]")


def test_a_rule_opens_the_page_that_holds_it(browser, report):
    found = re.search(r'<article class="card" id="([^"]+)"', report.read_text(encoding="utf-8"))
    assert found is not None
    root, _console = opened(browser, report, found[1])
    assert root.xpath("//section[contains(@class, 'current')]/@id") == ["licences"]


def test_an_application_lists_its_own_components(browser, report):
    root, console = opened(browser, report, "application-ged")
    section = root.get_element_by_id("application-ged")
    assert console == ""
    assert len(section.xpath(".//table[contains(@class, 'dataTable')]/tbody/tr")) == 8


def test_data_that_cannot_be_read_is_said_not_shown_as_an_empty_page(tmp_path, browser, report):
    broken = tmp_path / "broken.html"
    broken.write_bytes(re.sub(rb'(id="data">)\{', rb"\1oops{", report.read_bytes()))
    root, _console = opened(browser, broken, "composants")
    assert root.xpath("//*[@id='failure']/@hidden") == []
    assert "brick-a" in root.get_element_by_id("composants").text_content()


CLICK = b"""<script>document.addEventListener("DOMContentLoaded", function () {
  for (const each of document.querySelectorAll(".current button[aria-expanded]")) each.click();
});</script></body>"""


def test_the_details_of_a_component_say_what_few_have(tmp_path, browser, report):
    """The page's policy forbids our click: it is taken out of this copy."""
    path = tmp_path / "stated.html"
    page = html.render(stated_audit())
    path.write_bytes(re.sub(rb"<meta http-equiv[^>]*>", b"", page).replace(b"</body>", CLICK))
    root, console = opened(browser, path, "composants")
    assert console == ""
    details = {str(each.text_content()) for each in root.xpath("//td[@class='child']//dl")}
    assert len(details) == 14
    brick = next(each for each in details if "pkg:npm/brick-a@1.0.0" in each)
    for part in (CPE, "Modifié à partir depkg:npm/origine@1", "BSD-3-Clause (trouvée dans les fichiers", "swid <"):
        assert part in brick
    office = next(each for each in details if "Bureautique Exemple" in each)
    assert "Inventaires de postes qui le listent3" in office
    assert "partie d’aucune application" in office


@pytest.mark.parametrize("fragment", ["services-en-ligne", "vulnerabilites", "postes", "marches"])
def test_the_pages_beside_components_open(tmp_path, browser, fragment):
    path = tmp_path / "stated.html"
    path.write_bytes(html.render(stated_audit()))
    root, console = opened(browser, path, fragment)
    assert console == ""
    assert root.xpath("//section[contains(@class, 'current')]/@id") == [fragment]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("measured") / "rapport.html"
    path.write_bytes(html.render(measured_audit()))
    return path


def proofs(root: HtmlElement, fragment: str) -> list[str]:
    """Read the rows of where values come from, as the script has drawn them."""
    found = root.get_element_by_id(fragment).xpath(".//table[contains(@class, 'proofs')]/tbody/tr")
    return [" ".join(str(row.text_content()).split()) for row in found]


def test_an_application_says_where_each_of_its_values_comes_from(browser, measured):
    root, console = opened(browser, measured, "application-ged")
    assert console == ""
    rows = proofs(root, "application-ged")
    assert len(rows) == 9, "nine measures of applications, whatever their dimension"
    country = next(row for row in rows if "application.chain.country" in row)
    assert "États-Unis (US)" in country
    assert "hébergement : nuage-ex – registre.csv applications!H2" in country
    assert "exposure : tier 2 – données countries US (15/01/2025) périmé =cmd" in country
    assert any("aucun fichier : calculée ou absente" in row for row in rows)


@pytest.mark.parametrize("fragment", ["juridiction", "verrouillage", "dependances", "referentiels", "derogations"])
def test_the_pages_of_dimensions_open_and_say_where_values_of_others_come_from(browser, measured, fragment):
    root, console = opened(browser, measured, fragment)
    assert console == ""
    assert root.xpath("//section[contains(@class, 'current')]/@id") == [fragment]
    counts = {"juridiction": 2, "verrouillage": 3, "dependances": 0, "referentiels": 1, "derogations": 0}
    assert len(proofs(root, fragment)) == counts[fragment]
    assert not root.xpath("//img | //*[@onerror]")


WIDTH = b"""<script>addEventListener("load", function () {
  setTimeout(function () {
    for (const each of document.querySelectorAll(".filters select")) each.add(new Option("x".repeat(90)));
    parent.postMessage([innerWidth, document.documentElement.scrollWidth], "*");
  }, 300);
});</script></body>"""
FRAME = """<script>addEventListener("message", function (event) { document.title = event.data.join(" "); });</script>
<iframe width="400" height="900" src="narrow.html#{}"></iframe>"""


@pytest.mark.parametrize(
    "fragment",
    ["synthese", "juridiction", "composants", "portefeuille", "vulnerabilites", "derogations", "application-ged"],
)
def test_no_page_is_wider_than_a_narrow_screen(tmp_path, browser, measured, fragment):
    """WCAG 1.4.10: only tables scroll sideways, however long a name there is to choose.

    The page's policy forbids our script: it is taken out of this copy.
    """
    path = tmp_path / "narrow.html"
    path.write_bytes(re.sub(rb"<meta http-equiv[^>]*>", b"", measured.read_bytes()).replace(b"</body>", WIDTH))
    frame = tmp_path / "frame.html"  # a window of this browser is never narrower than 500
    frame.write_text(FRAME.replace("{}", fragment), encoding="utf-8")
    with browser.page(frame.as_uri()) as page:
        found = re.search(r"<title>(\d+) (\d+)</title>", page.markup)
    assert found is not None
    assert int(found[1]) == 400
    assert int(found[2]) <= 400


@pytest.mark.parametrize("width", [320, 1280])
def test_a_picture_can_be_taken(browser, report, width):
    with browser.page(report.as_uri() + "#portefeuille", width, 2000) as page:
        picture = page.picture()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000


def test_it_prints_on_paper(browser, report):
    with browser.page(report.as_uri() + "#synthese") as page:
        assert page.paper().startswith(b"%PDF")
