# SPDX-License-Identifier: EUPL-1.2
"""What a city installs is whole: the wheel alone, away from the checkout, audits with the policies it carries."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (ROOT / ".ci" / "requirements.txt", ROOT / ".ci" / "requirements-dev.txt")
LIBRARY = {"type": "library", "name": "left-pad", "version": "1.3.0", "purl": "pkg:npm/left-pad@1.3.0"}
DATABASE = {"type": "application", "name": "mongodb", "version": "7.0.0", "purl": "pkg:generic/mongodb@7.0.0"}
SBOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "metadata": {"component": {"type": "application", "name": "guichet", "version": "1.0", "bom-ref": "guichet"}},
    "components": [
        {**LIBRARY, "bom-ref": "a", "licenses": [{"license": {"id": "MIT"}}]},
        {**DATABASE, "bom-ref": "b", "licenses": [{"license": {"id": "SSPL-1.0"}}]},
    ],
    "dependencies": [{"ref": "guichet", "dependsOn": ["a", "b"]}],
}


class Installation(NamedTuple):
    """A wheel in an environment of its own."""

    wheel: Path
    folder: Path
    bin: Path

    def run(self, *command: str) -> str:
        """Run a command of the environment where the checkout cannot be imported; return what it prints."""
        env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        run = subprocess.run(
            [self.bin / command[0], *command[1:]], cwd=self.folder, env=env, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Build the wheel and install it beside the tested dependencies, the editable install left out."""
    folder = tmp_path_factory.mktemp("away")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (wheel,) = folder.glob("sovaudit-*.whl")
    environment = folder / "env"
    venv.create(environment, symlinks=True)
    places = sysconfig.get_paths(scheme="venv", vars={"base": str(environment), "platbase": str(environment)})
    python = Path(places["scripts"]) / "python"
    # What a .pth file names is put on the path; the .pth files in there, such as the editable install, are not read.
    (Path(places["purelib"]) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-deps", "--no-index"]
    # --force-reinstall would uninstall the checkout's own entry; --ignore-installed leaves it alone.
    subprocess.run([*pip, "--ignore-installed", str(wheel)], check=True)
    return Installation(wheel, folder, Path(places["scripts"]))


@pytest.fixture
def inventory(installed: Installation) -> Path:
    """A city of one application with one component under a licence that is not open."""
    folder = installed.folder / "ville"
    folder.mkdir(exist_ok=True)
    (folder / "guichet.cdx.json").write_text(json.dumps(SBOM), encoding="utf-8")
    return folder


def test_what_is_imported_comes_from_the_wheel(installed):
    place = installed.run("python", "-c", "import sovaudit; print(sovaudit.__file__)").strip()
    assert Path(place).is_relative_to(installed.folder / "env")


def test_the_checkout_itself_is_left_alone(installed):
    ask = [sys.executable, "-c", "import sovaudit; print(sovaudit.__file__)"]
    place = subprocess.check_output(ask, text=True, cwd=installed.folder)
    assert Path(place.strip()) == ROOT / "sovaudit" / "__init__.py"


def test_the_wheel_holds_the_package_and_nothing_else(installed):
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"sovaudit"}
    carried = {path.relative_to(ROOT).as_posix() for path in (ROOT / "policies").rglob("*.yaml")}
    assert carried
    assert {f"sovaudit/{name}" for name in carried} <= set(names)
    data = [p for p in (ROOT / "sovaudit").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT).as_posix() for p in data} <= set(names)


def test_the_wheel_says_its_licence(installed):
    with zipfile.ZipFile(installed.wheel) as wheel:
        (path,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        assert "License-Expression: EUPL-1.2" in wheel.read(path).decode().splitlines()


def test_the_installed_program_lists_the_policies_it_carries(installed):
    assert "axe6" in installed.run("sovaudit", "policy", "list")


def test_the_installed_program_audits_by_axe6(installed, inventory):
    installed.run("sovaudit", "audit", str(inventory), "--as-of", "2026-11-01", "-o", "out/audit.json")
    audit = json.loads((installed.folder / "out" / "audit.json").read_text(encoding="utf-8"))
    assert [policy["name"] for policy in audit["policy"]] == ["axe6"]
    assert [i["components"] for i in audit["inputs"] if i["status"] == "read"] == [2]
    failed = {finding["subject"] for finding in audit["findings"] if finding["outcome"] == "fail"}
    assert any("mongodb" in subject for subject in failed)
    assert not any("left-pad" in subject for subject in failed)


def pins(lock: Path) -> dict[str, str]:
    """Read the version of every package of a lock file."""
    lines = [line.removesuffix("\\") for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
    return {canonicalize_name(r.name): str(r.specifier).removeprefix("==") for r in map(Requirement, lines)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_lock_pins_what_the_project_asks_for(lock):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    if lock.name == "requirements-dev.txt":
        asked += project["dependency-groups"]["dev"]
    pinned = pins(lock)
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), f"make lock: {requirement}"


def test_the_locks_agree():
    """Else `make audit` and `make test` would pull each other's versions out of one .venv."""
    runtime, dev = map(pins, LOCKS)
    assert runtime.items() <= dev.items()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_lock_names_no_host_and_hashes_everything(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    for package in re.split(r"\n(?=\w)", text.partition("\n#    make lock\n")[2]):
        assert "--hash=sha256:" in package, package.splitlines()[0]
