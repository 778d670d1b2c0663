# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph impact`: for people, for programs, and on paper."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sovaudit.cli import _graph_impact
from sovaudit.cli._graph_sheet import escaped
from tests.cli._here import Done, sovaudit
from tests.cli._stopping_city import REGISTERS, city

HINT = "  → "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return city(tmp_path)


def lose(folder: Path, *nodes: str, form: str = "table", language: str = "en", options: tuple[str, ...] = ()) -> Done:
    lost = [word for node in nodes for word in ("--lose", node)]
    return sovaudit("graph", "impact", folder, *lost, "-f", form, *options, language=language)


def document(done: Done) -> dict[str, Any]:
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def section(text: str, title: str) -> list[str]:
    """Return the rows of one table."""
    _before, _title, rest = text.partition(f"\n\n{title}")
    return rest.partition("\n\n")[0].splitlines()[3:]


def test_the_json_keeps_the_contract(folder):
    found = document(lose(folder, "hosting:salle", form="json"))
    assert found["lost"] == ["hosting:salle"]
    assert found["stopped"] == [
        "application:ann1",
        "application:rh",
        "application:sms",
        "service:crise",
        "service:paie",
    ]
    assert (found["degraded"], found["exposed"], found["why_left_out"]) == ([], [], 0)
    assert found["why"]["service:crise"] == ["hosting:salle", "application:ann1", "application:sms", "service:crise"]
    assert found["hops"] == {node: len(way) - 1 for node, way in found["why"].items()}
    assert found["via"] == {node: way[-2] for node, way in found["why"].items()}
    assert [(each["node"], each["dmia_hours"], each["contact"], each["hop"]) for each in found["services"]] == [
        ("service:crise", 1.5, "astreinte@ville.example", 3),
        ("service:paie", 24.0, "paie@ville.example", 2),
    ]
    assert found["unknown"] == {"services_relying_on_nothing": 1, "applications_without_hosting": 2}


def test_what_is_not_known_of_a_service_is_told_as_such_and_last(folder):
    found = document(lose(folder, "filiale", "salle", form="json"))
    assert [each["node"] for each in found["services"]] == ["service:crise", "service:paie", "service:ecole"]
    assert found["services"][-1]["dmia_hours"] == {"unknown": "absent", "detail": ""}
    last = section(lose(folder, "filiale", "salle").out, "Stopped: 3 services")[-1]
    assert re.split(r"  +", last) == ["unknown", "2", "École (service:ecole)", "unknown", "unknown", "2", "Scolaire"]


def test_the_order_of_what_is_lost_does_not_matter(folder):
    one, other = (lose(folder, *nodes, form="json") for nodes in (("salle", "country:US"), ("US", "hosting:salle")))
    assert one == other


def test_the_table_goes_by_dmia_and_says_through_whom_and_which_alternatives_failed_too(folder):
    done = lose(folder, "salle")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[:2] == ["If Salle serveurs (hosting:salle) stops", "Stopped: 2 services, 3 applications"]
    services = section(done.out, "Stopped: 2 services")
    assert services[0].startswith("1.5 h   4 (vital)")
    assert services[0].endswith("Envoi de SMS; alternatives that")
    assert services[1].strip() == "fail, too: Logiciel RH"
    assert services[-1].startswith("24 h    4 (vital)")
    applications = [re.split(r"  +", each) for each in section(done.out, "Stopped: 3 applications")]
    assert applications == [
        ["1", "Annuaire un (application:ann1)", "Salle serveurs"],
        ["1", "Logiciel RH (application:rh)", "Salle serveurs"],
        ["2", "Envoi de SMS (application:sms)", "Annuaire un"],
    ]
    assert "- 1 service for which no register says what it relies on: it cannot be said to be safe" in done.out


def test_it_speaks_french(folder):
    done = lose(folder, "salle", language="fr")
    assert done.out.startswith(
        "Si Salle serveurs (hosting:salle) s’arrête\nS’arrêtent\u00a0: 2 services, 3 applications\n"
    )
    assert "1,5\u00a0h   4 (vitale)" in done.out


def test_the_whole_group_is_lost_with_a_subsidiary(folder):
    alone, whole = (document(lose(folder, "filiale", form="json", options=options)) for options in ((), ("--group",)))
    assert (alone["lost"], whole["lost"]) == (["organisation:filiale"], ["organisation:filiale", "organisation:groupe"])
    assert alone["stopped"] == whole["stopped"] == ["application:sco", "service:ecole"]
    assert alone["degraded"] == ["application:rh", "service:paie"]  # crise has another way that is whole
    done = lose(folder, "salle", options=("--group",))
    assert done.err == "--group changes nothing: no organisation is among what is lost\n"


def test_no_more_than_fifteen_of_a_round_are_shown_and_the_rest_is_counted(tmp_path):
    many = "id;name;kind;publisher;hosting;services;owner;contracts\n"
    many += "".join(f"a{number:02};Application {number:02};custom;;salle;s{number:02};;\n" for number in range(20))
    services = "id;name;dmia_hours\n" + "".join(f"s{number:02};Service {number:02};{number}\n" for number in range(20))
    done = lose(city(tmp_path, applications=many, services=services, dependencies="", contracts=""), "salle")
    rows = section(done.out, "Stopped: 20 services")
    assert [each.partition(" ")[0] for each in rows[:-1]] == [str(number) for number in range(15)]
    assert rows[-1] == "hop 2: … and 5 more"
    assert section(done.out, "Stopped: 20 applications")[-1] == "hop 1: … and 5 more"


def test_a_table_of_many_rounds_ends_and_counts_the_rest(tmp_path):
    chain = "".join(f"application:c{number:03};application:c{number + 1:03};relies_on\n" for number in range(99))
    done = lose(city(tmp_path, dependencies=f"dependant;dependency;kind\n{chain}"), "application:c099")
    rows = section(done.out, "Stopped: 99 applications")
    assert len(rows) == 60 + 1
    assert rows[0].split()[:2] == ["1", "application:c098"]
    assert rows[-1] == "further hops: … and 39 more"


def test_a_country_stops_whom_it_rules(folder):
    done = lose(folder, "US")
    assert done.out.startswith("If United States (country:US) can no longer be counted on\n")
    assert "- 1 hosting whose country is not stated (register hostings, column country)" in done.out


@pytest.mark.parametrize("form", ["table", "json", "sheet"])
def test_an_unknown_node_is_refused_with_the_nearest_ones(folder, form):
    done = lose(folder, "hosting:sale", form=form)
    assert (done.code, done.out) == (2, "")
    message, hint = done.err.splitlines()
    assert "hosting:sale" in message
    assert hint.startswith(HINT)
    assert "hosting:salle" in hint


def test_without_services_it_still_answers_and_says_which_register_to_fill(tmp_path):
    plain = city(tmp_path, services="", dependencies="", applications=REGISTERS["applications"].replace("paie", ""))
    done = lose(plain.joinpath(), "salle", form="json")
    assert done.code == 0
    assert "application:rh" in json.loads(done.out)["stopped"]
    warning, hint = done.err.splitlines()
    assert warning == "no public service: what stops is told without them"
    assert "services.csv" in hint


def test_without_any_register_there_is_nothing_to_assess(tmp_path):
    (tmp_path / "app.cdx.json").write_text(
        '{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"type": "library", "name": "x"}]}'
    )
    done = lose(tmp_path, "component:x")
    assert (done.code, done.out) == (3, "")
    assert done.err.splitlines()[1].startswith(HINT)


BOM = """{"bomFormat": "CycloneDX", "specVersion": "1.5",
"metadata": {"component": {"type": "application", "name": "sco", "bom-ref": "sco"}},
"components": [{"type": "library", "name": "bas", "version": "1", "purl": "pkg:npm/bas@1", "bom-ref": "bas"},
{"type": "library", "name": "haut", "version": "2", "purl": "pkg:npm/haut@2", "bom-ref": "haut"}],
"dependencies": [{"ref": "sco", "dependsOn": ["haut"]}, {"ref": "haut", "dependsOn": ["bas"]}]}"""


def test_a_component_exposes_and_stops_nothing(tmp_path):
    registers = (
        REGISTERS["applications"].replace("contracts\n", "contracts;sbom\n").replace("ecole;;\n", "ecole;;;sco.json\n")
    )
    folder = city(tmp_path, applications=registers)
    (folder / "sco.json").write_text(BOM)
    found = document(lose(folder, "pkg:npm/bas@1", form="json"))
    assert (found["stopped"], found["degraded"]) == ([], [])
    assert found["exposed"] == ["application:sco", "component:pkg:npm/haut@2", "service:ecole"]
    done = lose(folder, "component:pkg:npm/bas@1")
    assert done.out.startswith("If component:pkg:npm/bas@1 is at fault\nA component stops nothing by itself.\n")
    assert "- 4 applications without a bill of materials" in done.out
    done = lose(folder, "pkg:npm/bas@2")
    assert done.code == 2
    assert "pkg:npm/bas@1" in done.err


def test_a_sheet_for_each_service_that_stops_in_order_of_dmia(folder):
    sheets = lose(folder, "salle", form="sheet").out.split("\n\n---\n\n")
    assert [each.splitlines()[0] for each in sheets] == [
        "# Crisis sheet 1 of 2: Alerte (service:crise)",
        "# Crisis sheet 2 of 2: Paie (service:paie)",
    ]
    crisis, pay = sheets
    assert "- DMIA: 1.5 h\n- PRD: 1 h\n" in crisis
    assert (
        "3. Envoi de SMS (application:sms): authenticates with Annuaire un (dependencies.csv dependencies!B6)" in crisis
    )
    assert "- nothing: no alternative that a register states still works" in crisis
    assert "  - Contract: M-404 (defined nowhere: add it to the register contracts)" in crisis
    assert "  - Owner: not stated (to fill in: applications.csv applications!G5, column owner)" in crisis
    assert "- annuaires (alternatives of Logiciel RH): works: Annuaire deux (application:ann2)" in pay
    assert "  - Owner: Pôle RH\n  - Publisher: Filiale fictive (organisation:filiale)\n" in pay
    assert "  - Contract: M-1; holder: Filiale fictive (organisation:filiale); end: 31 Jan 2026 (ended)\n" in pay
    assert "  - Contract: M-2; holder: not stated (to fill in: contracts.csv contracts!C3, column holder)" in pay


def test_a_sheet_says_what_else_works_and_which_contracts_a_supplier_holds(folder):
    sheet = lose(folder, "filiale", form="sheet").out
    assert "- what else the service needs and works: Annuaire deux (application:ann2)" in sheet
    assert "- Filiale fictive (organisation:filiale)\n  - Contract: M-1; holder: Filiale fictive" in sheet
    sheet = lose(folder, "ville", form="sheet").out
    assert "- Ville fictive (organisation:ville)\n  - Contract: it holds none, as far as the registers say\n" in sheet


def test_a_sheet_names_the_cells_that_a_service_leaves_blank(folder):
    sheet = lose(folder, "filiale", form="sheet").out
    for column, cell in (("department", "C3"), ("contact", "G3"), ("dmia_hours", "E3"), ("prd_hours", "F3")):
        assert f"not stated (to fill in: services.csv services!{cell}, column {column})" in sheet


def test_no_sheet_without_a_service_that_stops(folder):
    out = lose(folder, "sms", form="sheet").out
    assert "No public service stops, as far as the registers say." in out
    assert not out.startswith("#")


HOSTILE = "1. \x1b[31m<b>*gras*</b> [lien](http://ville.example) `code` | a_b _c_ &amp; ~~x~~"


@pytest.mark.parametrize("form", ["table", "sheet"])
def test_what_a_register_writes_is_shown_as_it_is(tmp_path, form):
    services = (
        f'id;name;department;criticality;dmia_hours;prd_hours;contact\npaie;"{HOSTILE}";"{HOSTILE}";4;1;1;"{HOSTILE}"\n'
    )
    out = lose(city(tmp_path, services=services), "salle", form=form).out
    assert "\x1b" not in out
    if form == "sheet":
        line = next(each for each in out.splitlines() if each.startswith("- Contact: "))
        assert line == (
            r"- Contact: 1\. \\x1b\[31m\<b\>\*gras\*\</b\> \[lien\](http://ville.example) \`code\` \| a_b \_c\_"
            r" \&amp; \~\~x\~\~"
        )


@pytest.mark.parametrize(
    ("text", "written"), [("# a", r"\# a"), ("- a", r"\- a"), ("12) a", r"12\) a"), ("a-b", "a-b")]
)
def test_a_text_begins_no_heading_and_no_list(text, written):
    assert escaped(text) == written


def test_the_ways_of_a_long_chain_are_cut_and_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(_graph_impact, "WRITTEN", 9)
    found = document(lose(city(tmp_path), "salle", form="json"))
    assert sorted(found["why"]) == ["application:ann1", "application:rh", "application:sms"]
    assert found["why_left_out"] == 2
    assert len(found["via"]) == len(found["stopped"]) == 5
