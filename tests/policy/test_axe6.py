# SPDX-License-Identifier: EUPL-1.2
"""The city's own rules: its thresholds are parameters, and the cases see them."""

from __future__ import annotations

from sovaudit.policy import read, try_cases
from tests.policy._doubles import ROOT, doubles


def test_a_changed_threshold_changes_an_outcome():
    """A case at the threshold fails once the city asks for more: the cases do see the parameters."""
    files = {f"axe6/{file.name}": file.read_bytes() for file in (ROOT / "policies" / "axe6").glob("*.yaml")}
    files["axe6/policy.yaml"] = files["axe6/policy.yaml"].replace(b"value: 0.8\n", b"value: 0.85\n")
    policy, errors = read(files, doubles())
    assert policy is not None, errors
    failed = {result.rule for result in try_cases(policy) if not result.passed}
    assert failed >= {"axe6.application.open_share", "axe6.portfolio.sbom"}
