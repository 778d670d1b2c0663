# SPDX-License-Identifier: EUPL-1.2
"""The demonstration city has a waiver of each state that calls for a hand, and one in force; none is of real people."""

from __future__ import annotations

import json
from pathlib import Path

from sovaudit.policy.waivers import read_waivers
from tests.cli._here import sovaudit

DEMO = Path(__file__).resolve().parents[2] / "inventories" / "demo"


def test_waivers_are_decided_by_nobody_that_exists() -> None:
    waivers = read_waivers((DEMO / "waivers.yaml").read_bytes(), "waivers.yaml").waivers
    assert all("ville fictive" in each.by for each in waivers)
    assert all(each.decision and each.owner for each in waivers)


def test_each_state_is_shown() -> None:
    done = sovaudit("waiver", "list", DEMO, "-f", "json", "--policy", "axe6")
    assert done.code == 0, done.err
    assert sorted(each["state"] for each in json.loads(done.out)) == ["active", "expired", "expiring", "unused"]
