# SPDX-License-Identifier: EUPL-1.2
"""The same product described by two tools is one application, and what they disagree on is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sovaudit.collect import find, read_all
from sovaudit.identity import Unifier
from sovaudit.identity.claims import product_keys
from sovaudit.model import City, Inventory, Subject


def cyclonedx(subject: dict[str, Any], names: str) -> str:
    """Write a bill of materials with one component for each letter."""
    components = [{"type": "library", "name": name, "version": "1", "purl": f"pkg:npm/{name}@1"} for name in names]
    said = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}
    return json.dumps({**said, "metadata": {"component": {"type": "application", **subject}}})


def spdx(name: str, version: str, names: str) -> str:
    """Write an SPDX document that describes one package made of others."""
    root = {"SPDXID": "SPDXRef-root", "name": name, "versionInfo": version, "downloadLocation": "NONE"}
    packages: list[dict[str, Any]] = [root]
    for each in names:
        purl = {"referenceType": "purl", "referenceLocator": f"pkg:npm/{each}@1"}
        packages.append({"SPDXID": f"SPDXRef-{each}", "name": each, "versionInfo": "1", "externalRefs": [purl]})
    document = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": packages}
    return json.dumps({**document, "documentDescribes": ["SPDXRef-root"]})


def unified(root: Path) -> Inventory:
    unifier = Unifier()
    for batch, registers in read_all(find(root), 1, lambda _bytes: None):
        unifier.add(batch, registers)
    return unifier.inventory(City())


def test_two_tools_of_two_formats_describe_one_product(tmp_path):
    (tmp_path / "a.cdx.json").write_text(cyclonedx({"name": "Guichet", "version": "2.1"}, "abc"))
    (tmp_path / "b.spdx.json").write_text(spdx("guichet", "2.1", "bcde"))
    found = unified(tmp_path)
    (application,) = found.applications
    assert (application.id, application.sbom) == ("guichet", ("a.cdx.json", "b.spdx.json"))
    (issue,) = [each for each in found.issues if "two files" in each.message]
    assert "2 components in both, 1 only in a.cdx.json, 3 only in b.spdx.json" in issue.message, "b, c | a | d, e, root"
    ids = {each.id for each in found.components}
    assert {f"pkg:npm/{name}@1" for name in "abcde"} <= ids, "one component, one node"
    assert found.occurrence_component.size == 3 + 5, "entries in, entries out"


def test_two_descriptions_that_agree_are_not_remarked(tmp_path):
    purl = {"name": "x", "purl": "pkg:generic/guichet@2"}
    (tmp_path / "a.json").write_text(cyclonedx(purl, "ab"))
    (tmp_path / "b.json").write_text(cyclonedx({**purl, "name": "y"}, "ba"))
    found = unified(tmp_path)
    assert len(found.applications) == 1
    assert not any("two files" in each.message for each in found.issues)


@pytest.mark.parametrize("subject", [{"name": "app"}, {"name": "app", "version": "2"}])
def test_a_name_alone_or_another_version_is_another_product(tmp_path, subject):
    (tmp_path / "a.json").write_text(
        cyclonedx({"name": "app"} | ({"version": "1"} if "version" in subject else {}), "ab")
    )
    (tmp_path / "b.json").write_text(cyclonedx(subject, "ab"))
    assert [each.id for each in unified(tmp_path).applications] == ["app", "app-2"]


def test_files_that_an_application_claims_are_compared_too(tmp_path):
    (tmp_path / "a.json").write_text(cyclonedx({"name": "Guichet", "version": "2"}, "a"))
    (tmp_path / "b.json").write_text(cyclonedx({"name": "guichet ", "version": "2"}, "b"))
    (tmp_path / "applications.csv").write_text('id;sbom\nportail;"a.json;b.json"\n')
    found = unified(tmp_path)
    assert [each.id for each in found.applications] == ["portail"]
    assert any("0 components in both" in each.message for each in found.issues)


def test_a_subject_is_known_by_its_purl_then_by_name_and_version():
    found = product_keys(Subject("Été App", "1", "pkg:NPM/App@1?repository_url=x"))
    assert found == (("purl", "pkg:npm/app@1"), ("name", "été app@1"))
    assert product_keys(Subject("", "1")) == ()
