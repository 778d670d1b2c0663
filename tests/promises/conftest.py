# SPDX-License-Identifier: EUPL-1.2
"""One inventory of hostile files, made and read once for all the tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.promises._book_cases import book_cases
from tests.promises._json_cases import json_cases
from tests.promises._making import Case, cdx, component, package, spdx
from tests.promises._name_cases import name_cases
from tests.promises._running import Run, inputs, sovaudit, write
from tests.promises._secret_cases import secret_cases
from tests.promises._text_cases import text_cases
from tests.promises._xml_cases import LINE, xml_cases

CONTROLS = (
    Case("control.cdx.json", cdx([component("a"), component("b")]), "accept", 2),
    Case("zz-control.spdx.json", spdx([package("a"), package("b"), package("c")]), "accept", 3),
)
"""Harmless files among the hostile ones, the first and the last of their kind."""


class Hostile(NamedTuple):
    """The inventory of hostile files and what became of it.

    Args:
        folder: where they lie.
        document: what `inventory -f json` says.
        found: what it says of each file, by the path that it shows.
        aside: hints of Issues that say nothing of a file's own content: the harmless files have them too.
    """

    cases: tuple[Case, ...]
    folder: Path
    run: Run
    document: dict[str, Any]
    found: dict[str, dict[str, Any]]
    aside: frozenset[str]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Return the whole inventory, read by `sovaudit inventory FOLDER -f json`."""
    root = tmp_path_factory.mktemp("promises")
    lure = root / "lure"
    lure.write_text(LINE, encoding="utf-8")
    cases = (
        *json_cases(),
        *xml_cases(lure),
        *text_cases(),
        *book_cases(lure),
        *name_cases(),
        *secret_cases(),
        *CONTROLS,
    )
    folder = root / "inventory"
    folder.mkdir()
    write(folder, cases)
    run = sovaudit("inventory", folder, "-f", "json", "--jobs", "2", folder=root)
    document = json.loads(run.out)
    found = inputs(document)
    aside = frozenset(issue["hint"] for each in CONTROLS for issue in found[each.name]["issues"])
    return Hostile(cases, folder, run, document, found, aside)
