# SPDX-License-Identifier: EUPL-1.2
"""`waivers.yaml`: read strictly, written so that it is read again, grown without losing a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import ConfigurationError
from sovaudit.language import LANGUAGES, speak, spoken
from sovaudit.model import Waiver
from sovaudit.policy.waivers import REASONS, added, read_waivers, waiver_id, written

ENTRY = """\
  - rule: axe6.licence.open
    subject: application:ged
    until: 2027-03-31
    owner: DSI
    decision: Délibération 2026-114
    reason: contract_running
    text: Le marché court jusqu’en mars.
"""
SHEET = "# décisions\nwaivers:\n" + ENTRY + "    compensating: Export mensuel\n    by: Le maire\n    on: 2026-10-01\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = spoken()
    speak("en")
    yield
    speak(before)


def read(text: str) -> tuple[Waiver, ...]:
    return read_waivers(text.encode(), "waivers.yaml").waivers


def test_an_entry_is_an_act():
    (found,) = read(SHEET)
    assert found == Waiver(
        id=waiver_id("axe6.licence.open", "application:ged", date(2027, 3, 31)),
        rule="axe6.licence.open",
        subject="application:ged",
        until=date(2027, 3, 31),
        owner="DSI",
        decision="Délibération 2026-114",
        reason="contract_running",
        text="Le marché court jusqu’en mars.",
        compensating="Export mensuel",
        by="Le maire",
        on=date(2026, 10, 1),
        line=3,
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "waivers:\n", "waivers: []\n"])
def test_an_empty_file_waives_nothing(text):
    assert read(text) == ()


def with_line(old: str, new: str) -> str:
    assert old in ENTRY
    return "waivers:\n" + ENTRY.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("waiver: []\n", "line 1", "did you mean « waivers »?"),
        ("- rule: a\n", "", "begin it with « waivers: »"),
        ("waivers: yes\n", "line 1", "a list was expected"),
        ("waivers:\n  - a\n", "line 2", "an entry with keys was expected"),
        (with_line("until", "untill"), "line 4", "did you mean « until »?"),
        (with_line("    until: 2027-03-31\n", ""), "line 2", "« until » is missing"),
        (with_line("    owner: DSI\n", ""), "line 2", "« owner » is missing"),
        (with_line("owner: DSI", 'owner: " "'), "line 5", "« owner » is missing"),
        (with_line("    decision: Délibération 2026-114\n", ""), "line 2", "« decision » is missing"),
        (with_line("    reason: contract_running\n", ""), "line 2", "« reason » is missing"),
        (with_line("    text: Le marché court jusqu’en mars.\n", ""), "line 2", "« text » is missing"),
        (with_line("2027-03-31", "31/03/2027"), "line 4", "not a day: 31/03/2027"),
        (with_line("2027-03-31", "2027-02-30"), "line 4", "not a day"),
        (with_line("2027-03-31", "jamais"), "line 4", "write it as 2026-12-31"),
        (with_line("    until", "    on: 2027-04-01\n    until"), "line 5", "ends before it was decided"),
        (with_line("application:ged", "aplication:ged"), "line 3", "did you mean « application »?"),
        (with_line("application:ged", "ged"), "line 3", "not the name of a thing: ged"),
        (with_line("application:ged", "'application:'"), "line 3", "not the name of a thing"),
        (with_line("application:ged", "portfolio:x"), "line 3", "not the name of a thing"),
        (with_line("application:ged", "component:pkg:npm"), "line 3", "not a package URL: pkg:npm"),
        (with_line("contract_running", "contract_runing"), "line 7", "did you mean « contract_running »?"),
        (with_line("contract_running", "jamais vu"), "line 7", "expected one of: risk_accepted"),
        (with_line("contract_running", "false_positive"), "line 7", "corrections.yaml"),
        (with_line("    until", "    id: a b\n    until"), "line 4", "not an id: a b"),
        ("waivers:\n" + ENTRY + ENTRY, "line 9", "given twice, the first time on line 2"),
        (with_line("owner: DSI", "owner: [DSI]"), "line 5", "no text"),
        ("waivers: &a\n  - *a\n", "line 2", "aliases"),
        ("waivers: [\n", "line", "YAML"),
    ],
)
def test_a_slip_of_the_pen_is_said_with_its_line(text, line, said):
    with pytest.raises(ConfigurationError) as caught:
        read(text)
    assert caught.value.where.startswith("waivers.yaml")
    assert line in caught.value.where
    assert said in f"{caught.value.message} {caught.value.hint} {caught.value.where}"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_a_reason_is_read_by_its_code_and_by_its_words(code, language):
    assert read(with_line("contract_running", REASONS[code][language].upper()))[0].reason == code
    assert read(with_line("contract_running", code))[0].reason == code


def test_a_package_url_is_read_in_the_form_that_findings_have():
    """PEP 503: case, dots and underscores do not tell PyPI names apart."""
    (found,) = read(with_line("application:ged", "component:pkg:PyPI/My_Package@1.0"))
    assert found.subject == "component:pkg:pypi/my-package@1.0"


letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])
texts = st.text(letters, min_size=1, max_size=20).map(str.strip).filter(bool)
awkward = st.sampled_from(["no", "null", "1.10", "2026-01-01", "a: b", "- x", "#x", "'", "true", "~", "[", "{a"])


@st.composite
def acts(draw: st.DrawFn) -> Waiver:
    rule, until = draw(texts | awkward), draw(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
    kind = draw(st.sampled_from(["application:a", "component:pkg:npm/a@1", "component:pkg:npm/a", "portfolio"]))
    owner, decision, text = draw(st.tuples(*[texts | awkward] * 3))
    reason, on = draw(st.sampled_from(sorted(REASONS))), draw(st.none() | st.just(date(2025, 12, 31)))
    compensating, by = draw(st.tuples(*[st.just("") | texts | awkward] * 2))
    name = waiver_id(rule, kind, until)
    return Waiver(name, rule, kind, until, owner, decision, reason, text, compensating, by, on)


several = st.lists(acts(), max_size=4, unique_by=lambda each: each.id)


def plain(waivers: tuple[Waiver, ...]) -> list[Waiver]:
    return [msgspec.structs.replace(each, line=0) for each in waivers]


@given(several)
def test_what_is_written_is_read_again(waivers):
    assert plain(read_waivers(written(waivers), "w").waivers) == waivers


@given(several, st.sampled_from(["", "# rien\n", "waivers:\n", "waivers: []\n", SHEET, SHEET.rstrip("\n")]))
def test_adding_keeps_what_is_there(waivers, text):
    data = text.encode()
    before = plain(read_waivers(data, "w").waivers)
    for each in waivers:
        data = added(data, "w", each)
    assert plain(read_waivers(data, "w").waivers) == before + waivers
    if text.startswith(SHEET.rstrip("\n")):
        assert data.decode().startswith(SHEET.rstrip("\n")), "comments and order are kept"


def test_the_same_waiver_twice_is_refused():
    (known,) = read(SHEET)
    with pytest.raises(ConfigurationError, match="there already") as caught:
        added(SHEET.encode(), "w", known)
    assert "another last day" in caught.value.hint


def test_a_renewed_waiver_is_another_one():
    days = [date(2027, 3, 31), date(2028, 3, 31)]
    assert len({waiver_id("r", "application:a", day) for day in days}) == 2
