# SPDX-License-Identifier: EUPL-1.2
"""Numbers, days and words as people read them; texts of inputs made inert."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.model import OUTCOMES, SEVERITIES, Unknown
from sovaudit.reports import _format, html
from sovaudit.reports._html_charts import Row, stacked
from sovaudit.reports._html_safe import embedded, finalised, href, shown, slug, visible


def test_french_numbers_and_days():
    with _format.speaking("fr"):
        assert _format.number(1234567.84) == "1\u202f234\u202f567,8"
        assert _format.number(1234567) == "1\u202f234\u202f567"
        assert _format.day(date(2026, 9, 1)) == "01/09/2026"
        assert _format.day("2026-09-01") == "01/09/2026"
        assert _format.day("") == "inconnu"
        assert _format.share(5, 8) == "62\u00a0%"
        assert _format.size(1_234_567) == "1,2\u00a0Mo"
        assert _format.ratio(1, 1200) == "1 sur 1\u202f200"


def test_english_numbers_and_days():
    with _format.speaking("en"):
        assert _format.number(1234567.84) == "1,234,567.8"
        assert _format.day(date(2026, 9, 1)) == "1 Sept 2026"
        assert _format.size(12) == "12 B"


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_all_or_nothing_only_when_it_is(part, more):
    whole = part + more
    with _format.speaking("en"):
        assert _format.share(part, whole) != "100%"
        assert (_format.share(part, whole) == "0%") == (part == 0)
        assert _format.share(whole, whole) == "100%"


def test_values_of_facts_are_said_in_words():
    with _format.speaking("fr"):
        assert _format.value(Unknown("noassertion", "x")) == "la source déclare ne pas savoir (NOASSERTION) (x)"
        assert _format.value(True) == "oui"
        assert _format.value(()) == "–"
        assert _format.value(("a", "b")) == "a ; b"


def test_verdicts_differ_by_symbol_and_by_word():
    values = (*OUTCOMES, _format.NOT_ASSESSED)
    for language in ("fr", "en"):
        with _format.speaking(language):
            shown_as = [_format.verdict(outcome) for outcome in values]
            assert len({each.symbol for each in shown_as}) == len({each.word for each in shown_as}) == len(values)
            assert len({_format.severity(name).symbol for name in SEVERITIES}) == len(SEVERITIES)


UNLINKED = (
    *("javascript:alert(1)", "JaVaScRiPt:x", "vbscript:x", "data:text/html,x", "file:///x", "ht\ttps://a.fr"),
    *(" https://a.fr", "https://a.fr/\n", "https://a.fr/\u202e", "https:", "https:///x", "https://["),
    *("http://user@a.fr/", "//a.fr", "/etc", "mailto:", ""),
)


@pytest.mark.parametrize("address", UNLINKED)
def test_addresses_that_are_not_linked(address):
    assert href(address) == ""


@pytest.mark.parametrize("address", ["https://www.legifrance.gouv.fr/a?b=c#d", "http://a.fr", "mailto:dsi@exemple.fr"])
def test_addresses_that_are_linked(address):
    assert href(address) == address


@given(st.text())
def test_embedded_data_closes_no_element_and_reads_back(text):
    import json

    written = str(embedded([text]))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == [text]


@given(st.text(max_size=50))
def test_what_is_shown_is_visible_and_stays_so(text):
    once = visible(text)
    assert visible(once) == once
    once.encode("utf-8")


def test_a_long_text_is_cut_visibly():
    with _format.speaking("en"):
        assert shown("x" * 301) == "x" * 300 + "… [cut: 301 characters, the whole text is in audit.json]"
        assert shown("x" * 300) == "x" * 300


@given(st.lists(st.text(max_size=20), unique=True, max_size=30))
def test_fragments_are_plain_and_tell_ids_apart(ids):
    fragments = [slug(each) for each in ids]
    assert len(set(fragments)) == len(ids)
    assert all(each and set(each) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for each in fragments)


def test_a_template_cannot_print_a_bare_truth_value():
    with pytest.raises(TypeError):
        finalised(None)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_a_bar_is_as_wide_as_its_whole(counts):
    chart = stacked([Row(f"k{n}", "", "", count) for n, count in enumerate(counts)], 0)
    assert chart.total == sum(counts)
    if chart.total:
        assert sum(float(part.width) for part in chart.segments) == pytest.approx(100, abs=0.05)
        assert len(chart.segments) == sum(count > 0 for count in counts)


def test_an_unknown_bundle_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Elsewhere:
        def locate_file(self, name: str) -> Path:
            return tmp_path / Path(name).name

    (tmp_path / "dt_bundle.js").write_text("console.log(1)", encoding="utf-8")
    html._script.cache_clear()
    monkeypatch.setattr(html, "distribution", lambda _name: Elsewhere())
    with pytest.raises(RuntimeError, match="itables"):
        html._script()
