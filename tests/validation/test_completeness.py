# SPDX-License-Identifier: EUPL-1.2
"""Completeness counts what a file states, and never what it says that nobody knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.validation import PROFILES, Completeness
from tests.validation._documents import TAG_VALUE, check, component, cyclonedx, node, package, spdx, spdx3, xml


def scored(document: object, profile: str) -> Completeness:
    """Score a document by a profile."""
    found = check(document, profile).completeness  # type: ignore[arg-type]
    assert found is not None
    return found


def have(document: object, profile: str) -> dict[str, int]:
    """Return how many have each element."""
    return {each.element: each.have for each in scored(document, profile).elements}


FULL = component(
    "a",
    purl="pkg:npm/a@1.0",
    supplier={"name": "Valdor SARL"},
    manufacturer={"name": "Valdor SARL", "contact": [{"email": "si@valdor.example"}]},
    licenses=[
        {"license": {"id": "MIT", "acknowledgement": "declared"}},
        {"license": {"id": "ISC", "acknowledgement": "concluded"}},
    ],
    properties=[
        {"name": "bsi:component:filename", "value": "a.tgz"},
        {"name": "bsi:component:executable", "value": "non-executable"},
        {"name": "bsi:component:archive", "value": "archive"},
        {"name": "bsi:component:structured", "value": "structured"},
        {"name": "bsi:component:effectiveLicence", "value": "MIT"},
    ],
    externalReferences=[
        {"type": "distribution", "url": "https://x.example/a", "hashes": [{"alg": "SHA-512", "content": "a" * 128}]},
        {
            "type": "source-distribution",
            "url": "https://x.example/s",
            "hashes": [{"alg": "SHA-512", "content": "a" * 128}],
        },
        {"type": "rfc-9116", "url": "https://x.example/.well-known/security.txt"},
    ],
)
FULL_DOCUMENT = cyclonedx(
    FULL,
    component("bare", version=""),
    serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    metadata={
        "timestamp": "2026-01-02T03:04:05Z",
        "component": component("root"),
        "manufacturer": {"name": "Ville de Valdormois", "url": ["https://valdormois.example"]},
    },
    dependencies=[{"ref": "root", "dependsOn": ["a"]}, {"ref": "a"}],
    compositions=[{"aggregate": "complete", "dependencies": ["a"]}],
)


@pytest.mark.parametrize("profile", PROFILES)
def test_one_of_two_components_has_everything(profile):
    found = scored(FULL_DOCUMENT, profile)
    assert check(FULL_DOCUMENT).valid
    assert {each.element for each in found.elements if each.subject == "document" and each.have != 1} == set()
    components = {each.element: (each.have, each.of) for each in found.elements if each.subject == "component"}
    assert components.pop("component_name") == (2, 2)
    assert set(components.values()) == {(1, 2)}
    assert found.overall == (
        sum(each.have for each in found.elements if each.level == "required"),
        sum(each.of for each in found.elements if each.level == "required"),
    )


def test_the_elements_are_those_of_the_standards():
    """NTIA 2021, section III; TR-03183-2 2.1.0, 5.2.1 and 5.2.2, with section 4 and the mark of completeness."""
    assert [each.element for each in scored(cyclonedx(), "ntia").elements] == [
        "supplier_name",
        "component_name",
        "component_version",
        "other_unique_identifiers",
        "dependency_relationship",
        "author_of_sbom_data",
        "timestamp",
    ]
    required = [each.element for each in scored(cyclonedx(), "bsi").elements if each.level == "required"]
    assert len(required) == 2 + 10 + 2
    assert [each.level for each in scored(cyclonedx(), "bsi").elements].count("additional") == 5
    assert [each.level for each in scored(cyclonedx(), "bsi").elements].count("optional") == 3


@pytest.mark.parametrize("word", ["NOASSERTION", "unknown", "", " ", "N/A", "none"])
def test_a_word_for_nobody_knows_never_counts(word):
    stated = have(cyclonedx(component(version=word, publisher=word, cpe=word)), "ntia")
    assert (stated["component_version"], stated["supplier_name"], stated["other_unique_identifiers"]) == (0, 0, 0)
    stated = have(spdx(package(versionInfo=word, supplier=word, licenseConcluded=word)), "ntia")
    assert (stated["component_version"], stated["supplier_name"]) == (0, 0)


def test_a_document_without_components_has_no_share():
    found = scored(cyclonedx(), "ntia")
    assert [each.share for each in found.elements if each.subject == "component"] == [None] * 5
    assert found.overall == (0, 2)


def test_nested_components_count_and_are_related_to_what_contains_them():
    found = have(
        cyclonedx(component(components=[component("b", components=[{"type": "library", "name": "c"}])])), "ntia"
    )
    assert found["component_name"] == 3
    assert found["dependency_relationship"] == 2


def test_spdx_2():
    stated = scored(TAG_VALUE, "ntia")
    by_name = {each.element: (each.have, each.of) for each in stated.elements}
    assert by_name == {
        "supplier_name": (0, 1),
        "component_name": (1, 1),
        "component_version": (1, 1),
        "other_unique_identifiers": (1, 1),
        "dependency_relationship": (1, 1),
        "author_of_sbom_data": (1, 1),
        "timestamp": (1, 1),
    }
    bsi = have(TAG_VALUE, "bsi")
    assert (bsi["hash_sha512"], bsi["distribution_licences"], bsi["sbom_creator"], bsi["format_version"]) == (
        1,
        1,
        1,
        0,
    )


def test_spdx_3():
    address = {"type": "ExternalIdentifier", "externalIdentifierType": "email", "identifier": "si@valdor.example"}
    document = spdx3(
        node("SpdxDocument", "urn:x:d", name="d", rootElement=["urn:x:p"]),
        node("Organization", "urn:x:o", name="Valdor SARL", externalIdentifier=[address]),
        node(
            "software_Package",
            "urn:x:p",
            name="p",
            software_packageVersion="1.0",
            software_packageUrl="pkg:npm/p@1.0",
            suppliedBy="urn:x:o",
            originatedBy=["urn:x:o"],
        ),
        node("software_Package", "urn:x:q", name="q"),
        node(
            "software_File",
            "urn:x:f",
            name="p.tgz",
            software_additionalPurpose=["archive", "container"],
            verifiedUsing=[{"type": "Hash", "algorithm": "sha512", "hashValue": "ab"}],
        ),
        node("simplelicensing_LicenseExpression", "urn:x:l", simplelicensing_licenseExpression="MIT"),
        link("urn:x:1", "urn:x:p", "hasDistributionArtifact", "urn:x:f"),
        link("urn:x:2", "urn:x:p", "hasConcludedLicense", "urn:x:l"),
        link("urn:x:3", "urn:x:p", "dependsOn", "urn:x:q", completeness="complete"),
    )
    found = check(document, "bsi")
    assert (found.errors, found.remarks) == ((), ())
    stated = have(document, "bsi")
    one: tuple[str, ...] = (
        "component_creator",
        "component_version",
        "filename",
        "dependencies",
        "dependencies_completeness",
    )
    one += ("distribution_licences", "hash_sha512", "executable_property", "structured_property", "format_version")
    assert {name: stated[name] for name in one} == dict.fromkeys(one, 1)
    assert stated["component_name"] == 2
    assert stated["sbom_creator"] == 0
    assert have(document, "ntia")["dependency_relationship"] == 2


def link(name: str, first: str, kind: str, second: str, **more: str) -> dict[str, object]:
    """An SPDX 3 relationship."""
    return node("Relationship", name, relationshipType=kind, **{"from": first, "to": [second]}, **more)


def test_xml_scores_as_json():
    inside = """<components><component type="library" bom-ref="a"><supplier><name>Valdor</name></supplier>
<name>a</name><version>1.0</version><purl>pkg:npm/a@1.0</purl></component></components>
<dependencies><dependency ref="a"/></dependencies>"""
    same = cyclonedx(
        component(purl="pkg:npm/a@1.0", supplier={"name": "Valdor"}),
        dependencies=[{"ref": "a"}],
    )
    assert have(xml(inside), "ntia") == have(same, "ntia")


@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={"version": st.sampled_from(["1", "unknown"]), "purl": st.just("pkg:npm/a@1")}
        ),
        max_size=6,
    )
)
def test_counts_lie_between_none_and_all(members):
    components = [{"type": "library", "name": "a", **each} for each in members]
    found = scored(cyclonedx(*components), "ntia")
    by_name = {each.element: each for each in found.elements}
    assert by_name["component_version"].have == sum(each.get("version") == "1" for each in members)
    assert by_name["other_unique_identifiers"].have == sum("purl" in each for each in members)
    assert all(0 <= each.have <= each.of for each in found.elements)
