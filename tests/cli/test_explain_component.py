# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain component:…`: each source file, what it says, what was merged and what they disagree on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli._here import sovaudit
from tests.knowledge import _publishers as publishers

TOOL = "pkg:pypi/zope-interface@5.0"


def bom(*components: dict[str, Any]) -> str:
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components)}
    return json.dumps(document)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    one = {
        "name": "zope.interface",
        "version": "5.0",
        "type": "library",
        "purl": "pkg:pypi/zope.interface@5.0?file_name=z.whl",
        "hashes": [{"alg": "SHA-256", "content": "aa" * 32}],
    }
    other = {**one, "purl": "pkg:pypi/Zope_Interface@5.0", "type": "framework"}
    other["hashes"] = [{"alg": "SHA-256", "content": "bb" * 32}]
    (tmp_path / "one.cdx.json").write_text(bom({"name": "first", "type": "library"}, one), encoding="utf-8")
    (tmp_path / "two.cdx.json").write_text(bom(other), encoding="utf-8")
    (tmp_path / "three.cdx.json").write_text(bom({"name": "rien\x1b[31m", "type": "library"}), encoding="utf-8")
    register = "id;name;services;sbom\nportail;Portail;accueil;one.cdx.json\n"
    (tmp_path / "applications.csv").write_text(register, encoding="utf-8")
    (tmp_path / "services.csv").write_text("id;name;department;criticality\naccueil;Accueil;x;2\n", encoding="utf-8")
    return tmp_path


def page(city: Path, name: str) -> dict[str, Any]:
    done = sovaudit("explain", name, city, "-f", "json")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.mark.parametrize(
    "name", [f"component:{TOOL}", TOOL, "pkg:PyPI/Zope_Interface@5.0", "pkg:pypi/zope.interface@5.0?file_name=x"]
)
def test_a_component_is_found_in_any_spelling_and_each_file_is_shown(city, name):
    found = page(city, name)
    assert found["component"] == TOOL
    assert set(found["sources"]) == {"one.cdx.json", "two.cdx.json"}
    assert found["sources"]["one.cdx.json"]["place"] == "/components/1"
    assert found["sources"]["one.cdx.json"]["type"] == "library"
    assert found["sources"]["two.cdx.json"]["place"] == "/components/0"
    assert found["sources"]["two.cdx.json"]["type"] == "framework"


def test_what_they_disagree_on_and_who_holds_it(city):
    found = page(city, TOOL)
    assert found["disagreements"] == {
        "type": {"framework": "two.cdx.json", "library": "one.cdx.json"},
        "SHA-256": {"aa" * 32: "one.cdx.json", "bb" * 32: "two.cdx.json"},
    }
    assert len(found["merged"]) == 1
    assert "package URL" in found["merged"][0]
    assert "portail (Portail)" in found["applications"]
    assert found["services"] == ["accueil (Accueil)"]


def test_nothing_hidden_reaches_the_terminal(city):
    done = sovaudit("explain", "component:?/rien%1B[31m@?", city)
    named = sovaudit("explain", "component:?/rien%1B%5B31m@?", city)
    assert done.code == 2
    assert named.code == 0
    assert "\x1b" not in done.out + done.err + named.out + named.err
    assert "rien\\x1b[31m" in named.out


def test_another_version_is_suggested(city):
    done = sovaudit("explain", "pkg:pypi/zope.interface", city)
    assert done.code == 2
    assert f"did you mean « {TOOL} »?" in done.err


def test_without_an_inventory_the_folder_one_is_in(city):
    assert sovaudit("explain", TOOL, cwd=city).code == 0


def test_imported_data_is_taken_as_by_an_audit(city, tmp_path_factory):
    store = tmp_path_factory.mktemp("imported") / "store"
    absent = sovaudit("explain", TOOL, city, "--data", store)
    assert absent.code == 2
    assert str(store) in absent.err
    source = store.parent / "kev.json"
    source.write_bytes(publishers.kev(1))
    assert sovaudit("data", "import", source, "--data", store).code == 0
    whole = sovaudit("explain", TOOL, city, "--data", store)
    assert (whole.code, whole.err) == (0, "")
    for path in store.glob("kev-*"):
        path.write_bytes(b"")
    damaged = sovaudit("explain", TOOL, city, "--data", store)
    assert (damaged.code, damaged.out) == (0, whole.out)
    assert "data:kev" in damaged.err
