# SPDX-License-Identifier: EUPL-1.2
"""The house stands: imports go down, and a room hands over every one of its modules or says why not."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sovaudit.registry import discover

ROOT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"


def lint_imports(folder: Path) -> tuple[int, str]:
    """Run import-linter on the `sovaudit` of a folder: the current folder comes first on its path."""
    run = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house in which walls may be broken."""
    shutil.copytree(ROOT / "sovaudit", tmp_path / "sovaudit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_go_down():
    code, said = lint_imports(ROOT)
    assert code == 0, said


def test_a_faithful_copy_keeps_the_contract(house):
    """Else the tests below would fail for another reason than their planted import."""
    code, said = lint_imports(house)
    assert code == 0, said


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        pytest.param("model/astray.py", "import sovaudit.policy", "sovaudit.model.astray", id="up"),
        pytest.param("readers/astray.py", "import sovaudit.knowledge", "sovaudit.readers.astray", id="sideways"),
        pytest.param("utils.py", "", "sovaudit.utils", id="a room that no layer names"),
        pytest.param("registry.py", "import sovaudit.errors", "sovaudit.registry", id="the registry knows us"),
    ],
)
def test_a_planted_import_is_caught(house, file, line, complaint):
    with (house / "sovaudit" / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    code, said = lint_imports(house)
    assert code == 1, said
    assert complaint in said


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest):
    """Build a package of these files (path without suffix -> source) and import it."""
    built: list[str] = []

    def build(**files: str) -> ModuleType:
        name = f"room_{abs(hash(request.node.nodeid))}"
        built.append(name)
        for path, source in {"__init__": "", **files}.items():
            file = tmp_path / name / f"{path}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        return importlib.import_module(name)

    yield build
    for module in [m for m in sys.modules if m.partition(".")[0] in built]:
        del sys.modules[module]


def test_modules_come_sorted_wings_included(room):
    found = discover(room(zeta="", alpha="", **{"middle/__init__": "", "middle/gamma": "", "middle/beta": ""}))
    assert list(found) == ["alpha", "beta", "gamma", "zeta"]
    assert found["beta"].__name__.endswith(".middle.beta")


def test_a_module_is_known_by_its_name(room):
    assert list(discover(room(file_name="NAME = 'licence.class'"))) == ["licence.class"]


def test_helpers_are_not_plugins(room):
    assert list(discover(room(plugin="", _helper="raise AssertionError('imported')"))) == ["plugin"]


def test_nothing_is_imported_before_it_is_asked_for(room):
    package = room(plugin="")
    assert f"{package.__name__}.plugin" not in sys.modules
    discover(package)
    assert f"{package.__name__}.plugin" in sys.modules


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"whole": "", "broken": "import no_such_library"}, id="module"),
        pytest.param({"whole": "", "wing/__init__": "import no_such_library", "wing/plugin": ""}, id="wing"),
    ],
)
def test_a_failing_import_is_an_error(room, files):
    with pytest.raises(ImportError, match="no_such_library"):
        discover(room(**files))


def test_a_defect_in_a_module_is_not_hidden(room):
    with pytest.raises(ZeroDivisionError):
        discover(room(broken="1 / 0"))


def test_two_modules_of_one_name_are_refused(room):
    package = room(one="NAME = 'same'", other="NAME = 'same'")
    with pytest.raises(ImportError, match=r"\.other and .*\.one have the same NAME 'same'"):
        discover(package)


def test_make_alone_prints_its_targets():
    if shutil.which("make") is None:
        pytest.skip("make is absent")
    said = subprocess.check_output(["make"], cwd=ROOT, text=True, env={**os.environ, "MAKEFLAGS": ""})
    described = {line.split()[1] for line in said.splitlines() if line.startswith("make ")}
    phony = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY:"))
    assert described == set(phony.split()[1:]) - {"help"}


def test_a_snapshot_fails_until_it_is_rewritten(snapshot, monkeypatch, tmp_path):
    name = str(tmp_path / "page.html")
    monkeypatch.delenv("SNAPSHOTS", raising=False)
    with pytest.raises(AssertionError, match=r"no .*page\.html"):
        snapshot(name, "one\n")
    monkeypatch.setenv("SNAPSHOTS", "rewrite")
    snapshot(name, "one\n")
    monkeypatch.delenv("SNAPSHOTS")
    snapshot(name, "one\n")
    with pytest.raises(AssertionError, match="make snapshots"):
        snapshot(name, "another\n")
