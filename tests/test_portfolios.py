# SPDX-License-Identifier: EUPL-1.2
"""Real files that belong together, as one city would have them: audited whole, counted as their index counts them."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from sovaudit.audit import audit
from sovaudit.collect import find, read_all
from sovaudit.identity import Unifier
from sovaudit.measures import measures
from sovaudit.model import City
from sovaudit.policy import load_all

PORTFOLIOS = ("P01", "P05", "P07", "P09")
BOMS = ("cyclonedx-", "spdx-", "spdx3-")


@pytest.fixture(scope="module")
def index(corpus: Path) -> dict[str, dict[str, str]]:
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["path"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


@pytest.mark.parametrize("portfolio", PORTFOLIOS)
def test_a_portfolio_is_audited_end_to_end(corpus, index, portfolio, tmp_path):
    (listed,) = (corpus / "portfolios").glob(f"{portfolio}-*.txt")
    paths = {path.replace("/.", "/_"): path for path in listed.read_text().split() if path in index}
    assert len(paths) > 5
    for name, path in paths.items():
        target = tmp_path / name  # hidden folders are no part of an inventory
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(corpus / path, target)
    unifier = Unifier()
    for batch, registers in read_all(find(tmp_path), 2, lambda _bytes: None):
        unifier.add(batch, registers)
    inventory = unifier.inventory(City())
    found = {each.path: each for each in inventory.files}
    assert found.keys() == set(paths)
    wrong: list[tuple[object, ...]] = []
    for name, path in paths.items():
        row, each = index[path], found[name]
        is_bom = row["format"].startswith(BOMS)
        if (
            is_bom
            and row["expected"] == "valid"
            and (each.status == "rejected" or each.components != int(row["components"]))
        ):
            wrong.append((path, each.status, each.components, row["components"], each.issues[:2]))
        if is_bom and row["expected"] == "valid" and each.format != row["format"]:
            wrong.append((path, each.format, row["format"]))
        if each.status == "rejected" and not each.issues:
            wrong.append((path, "rejected without a word"))
    assert wrong == []
    done = audit(inventory, load_all(("axe6",), measures()), date(2026, 11, 1))
    kept = sum(each.components - each.mentioned for each in inventory.files)
    assert done.totals.entries == kept == inventory.occurrence_component.size
    for outcomes in done.totals.outcomes.values():
        assert sum(outcomes.values()) > 0
