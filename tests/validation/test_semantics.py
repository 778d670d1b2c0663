# SPDX-License-Identifier: EUPL-1.2
"""What schemas do not see is seen, with its place and level, and leaves a file valid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity.purls import canonical
from sovaudit.language import _
from sovaudit.validation import semantics
from sovaudit.validation.outcome import SAID
from sovaudit.validation.outline import Outline
from tests.validation._documents import (
    TAG_VALUE,
    check,
    component,
    cyclonedx,
    kinds,
    node,
    package,
    places,
    spdx,
    spdx3,
    xml,
)


def purl_of(locator: str) -> dict[str, object]:
    """An SPDX package with a package URL."""
    reference = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": locator}
    return package(externalRefs=[reference])


def needs(first: str, kind: str, second: str) -> dict[str, str]:
    """An SPDX 2 relationship."""
    return {"spdxElementId": first, "relationshipType": kind, "relatedSpdxElement": second}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (cyclonedx(component(purl="pkg:npm/%61%2Fb@1.0")), ("warning", "purl", "/components/0/purl")),
        (cyclonedx(component(), component("b", **{"bom-ref": "a"})), ("error", "duplicate", "/components/1/bom-ref")),
        (
            cyclonedx(component(), services=[{"bom-ref": "a", "name": "s"}]),
            ("error", "duplicate", "/services/0/bom-ref"),
        ),
        (
            cyclonedx(component(), dependencies=[{"ref": "a", "dependsOn": ["ghost"]}]),
            ("error", "reference", "/dependencies/0/dependsOn/0"),
        ),
        (cyclonedx(dependencies=[{"ref": "ghost"}]), ("error", "reference", "/dependencies/0/ref")),
        (
            cyclonedx(compositions=[{"aggregate": "complete", "assemblies": ["ghost"]}]),
            ("error", "reference", "/compositions/0/assemblies/0"),
        ),
        (
            cyclonedx(vulnerabilities=[{"affects": [{"ref": "ghost"}]}]),
            ("error", "reference", "/vulnerabilities/0/affects/0/ref"),
        ),
        (
            cyclonedx(component(), dependencies=[{"ref": "a", "dependsOn": ["a"]}]),
            ("information", "cycle", "/dependencies/0"),
        ),
        (
            cyclonedx(component(licenses=[{"expression": "MIT AND ("}])),
            ("error", "licence", "/components/0/licenses/0/expression"),
        ),
        (
            cyclonedx(component(licenses=[{"expression": "MIT OR Banana-1.0"}])),
            ("warning", "licence", "/components/0/licenses/0/expression"),
        ),
        (spdx(purl_of("nothing")), ("error", "purl", "/packages/0/externalRefs/0/referenceLocator")),
        (spdx(package(), package()), ("error", "duplicate", "/packages/1/SPDXID")),
        (
            spdx(package(), relationships=[needs("SPDXRef-a", "DEPENDS_ON", "SPDXRef-ghost")]),
            ("error", "reference", "/relationships/0/relatedSpdxElement"),
        ),
        (
            spdx(package(), relationships=[needs("SPDXRef-a", "DEPENDS_ON", "DocumentRef-x:SPDXRef-b")]),
            ("error", "reference", "/relationships/0/relatedSpdxElement"),
        ),
        (spdx(documentDescribes=["SPDXRef-ghost"]), ("error", "reference", "/documentDescribes/0")),
        (spdx(package(licenseConcluded="MIT AND (")), ("error", "licence", "/packages/0/licenseConcluded")),
        (
            spdx(creationInfo={"created": "2026-01-02", "creators": ["Tool: x"]}),
            ("error", "date", "/creationInfo/created"),
        ),
        (
            spdx(creationInfo={"created": "2026-01-02T03:04:05Z", "creators": ["Jeanne"]}),
            ("error", "creator", "/creationInfo/creators/0"),
        ),
        (spdx3(node("Person", "urn:x:author", name="Jeanne")), ("error", "duplicate", "/@graph/2")),
        (
            spdx3(
                node(
                    "Relationship",
                    "urn:x:r",
                    relationshipType="dependsOn",
                    **{"from": "urn:x:author", "to": ["urn:x:g"]},
                )
            ),
            ("error", "reference", "/@graph/2/to/0"),
        ),
        (
            xml('<components>\n<component type="library"><name>a</name><purl>nothing</purl></component></components>'),
            ("error", "purl", _("line {line}").format(line=3)),
        ),
        (
            xml('<dependencies>\n<dependency ref="ghost"/></dependencies>'),
            ("error", "reference", _("line {line}").format(line=3)),
        ),
        (
            TAG_VALUE.replace(b"DESCRIBES SPDXRef-a", b"DESCRIBES SPDXRef-b"),
            ("error", "reference", _("line {line}").format(line=19)),
        ),
    ],
)
def test_it_is_said_and_the_file_stays_valid(document, expected):
    found = check(document)
    assert expected in kinds(found)
    assert found.valid


def test_a_wrong_package_url_in_cyclonedx_json_is_an_error():
    """The schema says in words that it must be valid, and has no keyword for it."""
    found = check(cyclonedx(component(purl="nothing"), component("b", purl="pkg:npm/b@1")))
    assert places(found) == ["/components/0/purl"]
    assert found.remarks == ()


@pytest.mark.parametrize(
    "document",
    [
        cyclonedx(
            component(
                purl="pkg:npm/%40acme/a@1.0", licenses=[{"expression": "(MIT OR LicenseRef-acme) AND GPL-2.0-or-later"}]
            ),
            component("b", components=[component("c")]),
            metadata={"component": component("root")},
            dependencies=[{"ref": "root", "dependsOn": ["a", "c"]}, {"ref": "a", "dependsOn": ["b"]}, {"ref": "b"}],
            vulnerabilities=[{"affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x"}]}],
        ),
        spdx(
            package(licenseConcluded="NOASSERTION", licenseDeclared="NONE"),
            purl_of("pkg:deb/debian/libc6@2.36-9%2Bdeb12u1?arch=amd64") | {"SPDXID": "SPDXRef-b"},
            relationships=[
                needs("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-a"),
                needs("SPDXRef-a", "DEPENDS_ON", "SPDXRef-b"),
                needs("SPDXRef-b", "DEPENDENCY_OF", "SPDXRef-a"),
                needs("SPDXRef-b", "DEPENDS_ON", "NONE"),
            ],
        ),
        spdx3(node("software_Package", "urn:x:p", name="p")),
        TAG_VALUE,
    ],
)
def test_nothing_is_said_of_what_is_right(document):
    found = check(document)
    assert (found.errors, found.remarks) == ((), ())


def test_of_many_alike_the_first_are_said_and_the_rest_counted():
    document = cyclonedx(dependencies=[{"ref": f"ghost-{number}"} for number in range(SAID + 30)])
    remarks = check(document).remarks
    assert len(remarks) == SAID + 1
    assert "30" in remarks[-1].message


@given(st.from_regex(semantics._SOUND, fullmatch=True))
def test_what_passes_for_sound_unparsed_is_sound(purl):
    assert canonical(purl) or not semantics.is_sound(purl)


_edges = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


def reached(start: str, needed: dict[str, list[str]]) -> set[str]:
    """Everything that a node needs, itself only when it does."""
    found: set[str] = set()
    waiting = list(needed.get(start, ()))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += needed.get(each, ())
    return found


@given(_edges)
def test_a_cycle_is_all_that_need_one_another(edges):
    needed: dict[str, list[str]] = {}
    for first, second in edges:
        needed.setdefault(str(first), []).append(str(second))
    below = {each: reached(each, needed) for each in needed}
    expected = {
        frozenset(other for other in below[each] if each in below.get(other, ()))
        for each in below
        if each in below[each]
    }
    rings = [frozenset(ring) for ring in semantics._rings(needed)]
    assert set(rings) == expected
    assert len(rings) == len(expected)


def test_a_chain_of_a_hundred_thousand_ends():
    edges = [(str(number), str(number + 1), "/") for number in range(100_000)]
    assert semantics.remarks(Outline(edges=edges)) == []


@pytest.mark.parametrize(
    "expression", ["()", "AND", "(" * 5000 + "MIT" + ")" * 5000, "MIT " * 20_000, "", "/", "MIT,ISC"]
)
def test_odd_expressions_are_answered(expression):
    found = check(cyclonedx(component(licenses=[{"expression": expression}])))
    assert all(each.kind == "licence" for each in found.remarks)
