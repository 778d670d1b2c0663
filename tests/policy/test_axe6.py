# SPDX-License-Identifier: EUPL-1.2
"""The city's own rules: its thresholds are parameters, and the cases see them."""

from __future__ import annotations

from sovaudit.measures import measures
from sovaudit.policy import load, read, try_cases
from tests.policy._doubles import ROOT, doubles


def test_a_changed_threshold_changes_an_outcome():
    """A case at the threshold fails once the city asks for more: the cases do see the parameters."""
    files = {f"axe6/{file.name}": file.read_bytes() for file in (ROOT / "policies" / "axe6").glob("*.yaml")}
    files["axe6/policy.yaml"] = files["axe6/policy.yaml"].replace(b"value: 0.8\n", b"value: 0.85\n")
    policy, errors = read(files, doubles())
    assert policy is not None, errors
    failed = {result.rule for result in try_cases(policy) if not result.passed}
    assert failed >= {"axe6.application.open_share", "axe6.portfolio.sbom"}


def test_no_threshold_is_laid_at_the_council_s_door():
    """The strategy gives a direction and no number: whoever reads a finding must see that the rule is a proposal."""
    titles = {law.title for rule in load("axe6", measures()).rules for law in rule.reference if law.status == "city"}
    assert titles
    assert all("à valider par la ville" in title for title in titles)


def test_the_data_act_binds_services_and_nothing_installed():
    """Regulation (EU) 2023/2854, chapter VI: data processing services. Elsewhere it is an analogy, and says so."""
    rules = [rule for rule in load("axe6", measures()).rules if any("2023/2854" in law.title for law in rule.reference)]
    of_services = {rule.id for rule in rules if rule.where in ("contract.cloud_service", 'application.kind == "saas"')}
    assert of_services
    for rule in rules:
        if rule.id not in of_services:
            assert all("par analogie" in law.title for law in rule.reference if "2023/2854" in law.title), rule.id
