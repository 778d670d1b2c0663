# SPDX-License-Identifier: EUPL-1.2
"""The demonstration city shows every dimension with every outcome, each finding with the place that it rests on."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.cli._here import sovaudit

DEMO = Path(__file__).resolve().parents[2] / "inventories" / "demo"
DIMENSIONS = ("licensing", "jurisdiction", "lockin", "dependency")
OUTCOMES = ("pass", "fail", "unknown", "not_applicable")
POLICIES = ("axe6", "cloud-au-centre", "eu-csf", "recyf", "achat-libre")
OFFER = "hosting:nuage-meliande"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit the city as `make audit` does, and keep the document."""
    path = tmp_path_factory.mktemp("audit") / "audit.json"
    done = sovaudit("audit", DEMO, "-o", path)
    assert done.code == 0, done.err
    return path


@cache
def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def findings(path: Path, dimension: str, outcome: str) -> list[dict[str, Any]]:
    return [each for each in read(path)["findings"] if (each["dimension"], each["outcome"]) == (dimension, outcome)]


def measured(path: Path, name: str) -> Any:
    """Return what a measure says of the made-up offer."""
    column = next(each for each in read(path)["measured"] if each["name"] == name)
    subjects = [f"hosting:{each['id']}" for each in read(path)["inventory"]["hostings"]]
    return column["answers"][subjects.index(OFFER)]["value"]


def test_all_five_policies_judge_it(document: Path) -> None:
    assert tuple(each["name"] for each in read(document)["policy"]) == POLICIES
    judged = {each["rule"].partition(".")[0] for each in read(document)["findings"]}
    assert judged >= set(POLICIES)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_explain_shows_where_a_finding_comes_from(document: Path, dimension: str, outcome: str) -> None:
    """Of each dimension and outcome, the finding that comes first; its file is named as the evidence has it."""
    found = findings(document, dimension, outcome)
    assert found
    first = next(each for each in found if each["evidence"])
    done = sovaudit("explain", first["id"], "--audit", document)
    assert done.code == 0, done.err
    shown = " ".join(done.out.split())
    places = [each["source"] for each in first["evidence"]]
    assert any(each["path"] and each["path"] in shown and each["place"] in shown for each in places), done.out


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_says_yes_no_and_nobody_knows(document: Path, policy: str) -> None:
    found = {each["outcome"] for each in read(document)["findings"] if each["rule"].startswith(f"{policy}.")}
    assert found == set(OUTCOMES)


def test_every_verdict_rests_on_a_place(document: Path) -> None:
    bare = [
        (each["rule"], each["subject"])
        for each in read(document)["findings"]
        if each["outcome"] != "not_applicable" and not any(fact["source"]["path"] for fact in each["evidence"])
    ]
    assert bare == []


def test_the_made_up_offer_has_the_seal_of_june_2026_that_was_worked_out_by_hand(document: Path) -> None:
    """All 40 criteria in scope have their last answer (full points, SEAL 4) but five; the ladder is the calculator's.

    sov1-so8: 93.75 of 125, SEAL 2; sov3-so2: 150 of 200, SEAL 3; sov4-so2: 83.5 of 167, SEAL 3;
    sov6-so1: 150 of 200, SEAL 3; sov7-so1: 107.25 of 143, SEAL 3. So the SEAL is 2.
    Criteria in scope are worth 1000.03, 1002, 1000, 1002, 4*143, 4*200 and 1001 points; without SOV-8 the weights are
    20, 10, 10, 15, 10, 15, 15 = 95.
    """
    lost = 20 * 31.25 / 1000.03 + 10 * 50 / 1000 + 15 * 83.5 / 1002 + 15 * 50 / 800 + 15 * 35.75 / 1001
    assert measured(document, "hosting.csf_2026_seal") == 2
    assert measured(document, "hosting.csf_2026_score") == pytest.approx((95 - lost) / 95, abs=1e-6)
    assert measured(document, "hosting.csf_2026_coverage") == 1


def test_and_the_seal_of_v121(document: Path) -> None:
    """All 25 factors in scope are SEAL 3, but sov2-f1, sov3-f1 and sov7-f2, which are 4: the least is 3.

    Score: SOV-2 16/20, SOV-3 13/16, SOV-7 16/20, the four others 3/4, of the weights 15, 10, 10, 15, 20, 15, 10 = 95.
    """
    assert measured(document, "hosting.csf_v121_seal") == 3
    share = (10 * 0.8 + 10 * 0.8125 + 10 * 0.8 + (15 + 15 + 20 + 15) * 0.75) / 95
    assert measured(document, "hosting.csf_v121_score") == pytest.approx(share, abs=1e-6)


def test_an_unfinished_grid_has_no_seal_yet(document: Path) -> None:
    verdicts = {
        each["subject"]: each["outcome"] for each in read(document)["findings"] if each["rule"] == "eu-csf.hosting.seal"
    }
    assert verdicts[OFFER] == "pass"
    assert verdicts["hosting:gull-cloud-ue"] == "fail", "an answer of SEAL 1 bounds it below the 2 that is asked"
    assert verdicts["hosting:estuaire-sante"] == "unknown"


def test_only_fictitious_parties_are_said_to_have_answered(document: Path) -> None:
    """Grids, questionnaires and contacts state something about a supplier: none of a real one is made up."""
    families = ("csf.", "hosting.", "organisation.contact")
    names = {
        f"{kind[:-1]}:{each['id']}": str(each["name"])
        for kind in ("hostings", "organisations")
        for each in read(document)["inventory"][kind]
    }
    from tests.inventories.test_demo import register

    said = {row["subject"] for row in register("answers") if str(row["measure"]).startswith(families)}
    assert {each for each in said if "ficti" not in names[each]} == {"hosting:arpege-saas"}, "its country alone, dated"
