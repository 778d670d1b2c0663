# SPDX-License-Identifier: EUPL-1.2
"""The official schemas are there, whole, and say what they forbid, with its place and in words."""

from __future__ import annotations

import pytest

from sovaudit.language import _
from sovaudit.validation import Validation, schemas
from sovaudit.validation.json_schema import SLICE
from sovaudit.validation.outcome import LISTED
from tests.validation._documents import (
    TAG_VALUE,
    check,
    component,
    cyclonedx,
    node,
    package,
    places,
    spdx,
    spdx3,
    xml,
)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(cyclonedx(component(), component("b")), id="CycloneDX JSON"),
        pytest.param(spdx(package(), package("b")), id="SPDX 2.3 JSON"),
        pytest.param(spdx3(node("software_Package", "urn:x:p", name="p")), id="SPDX 3"),
        pytest.param(xml('<components><component type="library"><name>a</name></component></components>'), id="XML"),
        pytest.param(TAG_VALUE, id="tag-value"),
        pytest.param(TAG_VALUE.replace(b"\n", b"\r\n"), id="CRLF"),
    ],
)
def test_what_keeps_its_schema_is_valid(document):
    found = check(document)
    assert (found.valid, found.errors) == (True, ())


def test_every_version_has_its_schema():
    known = {form: schemas.versions(form) for form in ("cyclonedx-json", "spdx-json", "spdx3-jsonld")}
    assert known["cyclonedx-json"] == ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
    assert known["spdx-json"] == ("2.2", "2.3")
    for form, versions in known.items():
        assert all(schemas.json_validator(form, version) for version in versions), form
    assert all(schemas.xml_schema(version) for version in ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"))
    assert schemas.json_validator("cyclonedx-json", "9.9") is None
    assert schemas.xml_schema("../etc") is None


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_licences_are_held_to_the_spdx_list_in_every_version(version):
    """So the schemas that the schemas refer to are there, without a network."""
    document = cyclonedx(component(licenses=[{"license": {"id": "Not-A-Licence"}}]), specVersion=version)
    assert places(check(document)) == ["/components/0/licenses/0/license/id"]


@pytest.mark.parametrize(
    ("document", "place", "named"),
    [
        (cyclonedx({"type": "library"}), "/components/0", "name"),
        (cyclonedx(component(type="banana")), "/components/0/type", "banana"),
        (cyclonedx(component(odd=1)), "/components/0", "odd"),
        (cyclonedx(component(version=1.1)), "/components/0/version", "1.1"),
        (cyclonedx(serialNumber="urn:uuid:1"), "/serialNumber", "urn:uuid:1"),
        (cyclonedx(metadata={"timestamp": "2026-01-02"}), "/metadata/timestamp", "date-time"),
        (cyclonedx(component(), component()), "/components", ""),
        (cyclonedx(component(licenses=[{"license": {}}])), "/components/0/licenses/0/license", ""),
        (cyclonedx(component(**{"a/b~c": 1})), "/components/0", "a/b~c"),
        (spdx({"SPDXID": "SPDXRef-a", "name": "a"}), "/packages/0", "downloadLocation"),
        (spdx(package(filesAnalyzed="false")), "/packages/0/filesAnalyzed", "false"),
        (spdx(creationInfo={"created": "2026-01-02T03:04:05Z", "creators": []}), "/creationInfo/creators", "1"),
        (spdx3(node("software_Package", "urn:x:p", name=3)), "/@graph/2/name", "3"),
        (spdx3(node("Banana", "urn:x:p")), "/@graph/2", ""),
        (spdx3({"type": "software_Package", "spdxId": "urn:x:p"}), "/@graph/2", "creationInfo"),
    ],
)
def test_a_defect_has_its_pointer_and_names_what_is_wrong(document, place, named):
    found = check(document)
    assert place in places(found)
    assert any(named in each.message for each in found.errors if each.place == place)


@pytest.mark.parametrize(
    ("inside", "line", "named"),
    [
        ('<components><component type="banana"><name>a</name></component></components>', 2, "banana"),
        ('<components>\n<component type="library">\n</component>\n</components>', 4, "name"),
        ("<components>\n<banana/>\n</components>", 3, "banana"),
        ('<metadata><properties><property name="a" odd="1">b</property></properties></metadata>', 2, "odd"),
        ("<metadata>\n<timestamp>2026-01-02</timestamp></metadata>", 3, "2026-01-02"),
        (
            '<components>\n<component type="library" bom-ref="r"><name>a</name></component>\n'
            '<component type="library" bom-ref="r"><name>b</name></component></components>',
            4,
            "r",
        ),
        ('<components><component type="library"><name>a<b/></name></component></components>', 2, "name"),
    ],
)
def test_a_defect_of_xml_has_its_line(inside, line, named):
    found = check(xml(inside))
    place = _("line {line}").format(line=line)
    assert place in places(found)
    assert any(named in each.message for each in found.errors if each.place == place)


def test_lines_of_xml_are_true_in_a_long_document():
    many = "\n".join('<component type="library"><name>a</name></component>' for _number in range(66_000))
    found = check(xml(f'<components>\n{many}\n<component type="banana"><name>b</name></component></components>'))
    assert places(found) == [_("line {line}").format(line=66_003)]


def test_an_empty_address_is_let_through_as_in_xml():
    assert check(cyclonedx(metadata={"authors": [{"name": "Jeanne", "email": ""}]})).valid
    assert not check(cyclonedx(metadata={"authors": [{"name": "Jeanne", "email": "jeanne"}]})).valid


@pytest.mark.parametrize(
    ("document", "version"),
    [
        (cyclonedx(specVersion="9.9"), "9.9"),
        (spdx(spdxVersion="SPDX-2.1"), "2.1"),
        (xml("", "12"), "12"),
        (TAG_VALUE.replace(b"SPDX-2.3", b"SPDX-9.9"), "9.9"),
    ],
)
def test_a_version_without_a_schema_is_not_valid_and_says_so(document, version):
    found = check(document)
    assert found.version == version
    assert any(version in each.message for each in found.errors)


class TestLongDocuments:
    """Lists are held to the schema slice by slice: nothing is lost, nothing is said of the wrong element."""

    def broken(self, *numbers: int, count: int = 5 * SLICE) -> Validation:
        components = [component(f"r{number}") for number in range(count)]
        for number in numbers:
            components[number]["type"] = "banana"
        return check(cyclonedx(*components))

    @pytest.mark.parametrize("numbers", [(0,), (SLICE - 1, SLICE), (1, 2 * SLICE + 3, 5 * SLICE - 1)])
    def test_each_defect_once_at_its_own_place(self, numbers):
        assert places(self.broken(*numbers)) == [f"/components/{number}/type" for number in numbers]

    def test_a_rule_about_the_whole_list_holds_across_slices(self):
        components = [component(f"r{number}") for number in range(3 * SLICE)]
        assert places(check(cyclonedx(*components, components[0]))) == ["/components"]

    def test_other_members_are_held_too(self):
        components = [component(f"r{number}") for number in range(2 * SLICE)]
        assert places(check(cyclonedx(*components, serialNumber="no"))) == ["/serialNumber"]

    def test_a_long_graph_is_held_slice_by_slice(self):
        nodes = [node("software_Package", f"urn:x:{number}", name="p") for number in range(2 * SLICE)]
        assert check(spdx3(*nodes)).valid
        nodes[-1]["name"] = 3
        assert places(check(spdx3(*nodes))) == [f"/@graph/{2 * SLICE + 1}/name"]

    def test_the_search_ends_and_says_so(self):
        found = self.broken(*range(LISTED + 500), count=LISTED + 500)
        assert len(found.errors) == LISTED + 1
        assert str(LISTED) in found.errors[-1].message

    def test_a_document_too_heavy_for_all_of_it_still_says_what_is_wrong(self):
        heavy = component("a", components=[{} for _number in range(250_000)])
        found = check(cyclonedx(heavy))
        assert not found.valid
        assert 0 < len(found.errors) <= LISTED + 1
