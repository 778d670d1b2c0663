# SPDX-License-Identifier: EUPL-1.2
"""The policy `eu-csf` over a small city: who is judged, and what stands beside the outcomes."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from sovaudit.audit import audit
from sovaudit.measures import measures
from sovaudit.model import Answer, Application, City, Hosting, Inventory, Organisation, Record
from sovaudit.policy import load
from tests.identity._inventories import inventory_of

DAY = date(2026, 11, 23)


def city(*records: Record) -> Inventory:
    own = (Organisation("ville", "Ville-Fictive", siren="000000018"), Organisation("nuage", "Nuage Fictif"))
    return replace(inventory_of(*own, *records), city=City("Ville-Fictive", "000000018"))


def test_who_is_judged_and_how():
    """Of the offer one answer is known: sov3-so1 no. 1 allows SEAL 1 at most, which is below 2 whatever comes."""
    inventory = city(
        Hosting("offre", provider="nuage"),
        Hosting("vide", provider="nuage"),
        Hosting("salle", provider="ville"),
        Application("courriel", kind="saas"),
        Application("paie", kind="proprietary"),
        Answer("hosting:offre", "csf.2026-06.sov3-so1", "1"),
        Answer("application:courriel", "csf.2026-06.sov3-so1", "0"),
        Answer("application:paie", "csf.2026-06.sov3-so1", "0"),
    )
    done = audit(inventory, [load("eu-csf", measures())], DAY)
    outcomes = {(each.rule.removeprefix("eu-csf."), each.subject): each.outcome for each in done.findings}
    seals = {subject: outcome for (rule, subject), outcome in outcomes.items() if rule == "hosting.seal"}
    assert seals == {"hosting:offre": "fail", "hosting:vide": "unknown", "hosting:salle": "not_applicable"}
    assert outcomes["hosting.sov3", "hosting:offre"] == "unknown"  # SEAL 0 or 1: four answers are missing
    assert outcomes["hosting.sov3", "hosting:vide"] == "not_applicable"
    assert outcomes["application.seal", "application:courriel"] == "fail"
    assert outcomes["application.seal", "application:paie"] == "not_applicable"
    assert outcomes["application.analogy", "application:paie"] == "fail"
    assert outcomes["application.analogy", "application:courriel"] == "not_applicable"
    shown = {(each.subject, each.seal) for each in done.scores}
    assert ("application:courriel", 0) in shown
    assert ("application:paie", None) in shown
    assert ("hosting:offre", None) in shown
    assert {each.measure for each in done.questions if each.subject == "hosting:vide"} == {"hosting.csf_2026_seal"}
    assert done.inventory.issues == inventory.issues
