# SPDX-License-Identifier: EUPL-1.2
"""What files state beside components is carried over, resolved, and nothing of it is lost."""

from __future__ import annotations

import pytest

from sovaudit.graph import operational_edges
from sovaudit.identity.stated import absent_links, compositions, online, statements
from sovaudit.model import (
    ROOT,
    Application,
    Composition,
    FileRead,
    Inventory,
    Link,
    OnlineService,
    Organisation,
    Source,
    Statement,
)
from tests.identity._inventories import inventory_of


def read(path: str = "a.json", **fields: object) -> FileRead:
    return FileRead(path, "", 0, **fields)  # type: ignore[arg-type]


def component(file: int, entry: int) -> int:
    """Two files of two entries each, all different components."""
    return file * 2 + entry


IDS = ["pkg:npm/a@1", "pkg:npm/b@1", "pkg:npm/c@1", "?/d@1"]


def test_a_statement_names_components_by_id():
    said = Statement(
        "CVE-2026-0001", entries=(1, ROOT), products=("pkg:NPM/c@1", "pkg:npm/zz@9", "Acme 3"), place="/v/0"
    )
    (found,) = statements([read(), read("b.json", statements=(said,))], IDS, component)
    assert found.products == ("b.json", "?/d@1", "pkg:npm/c@1", "pkg:npm/zz@9", "Acme 3")
    assert (found.entries, found.source) == ((), Source("b.json", "/v/0"))


def test_the_same_service_in_two_files_is_one_with_all_its_callers():
    one = OnlineService("s1", "Carte", provider="Géo SA", endpoints=("https://b",), dependants=(ROOT,), place="/s/0")
    other = OnlineService("x", "carte ", provider="GÉO SA", endpoints=("https://a",), dependants=(1,), needs=("y",))
    third = OnlineService("y", "Carte", provider="Autre", dependants=(0,))
    found = online(
        [read(online=(one,), described=b"\0\0\0\0"), read("b.json", online=(other, third), described=b"\0\0\0\0")],
        [["sig"], []],
        component,
    )
    assert [(each.id, each.endpoints, each.needs) for each in found.services] == [
        ("carte", ("https://a", "https://b"), ("carte-2",)),
        ("carte-2", (), ()),
    ]
    assert found.services[0].source == Source("a.json", "/s/0")
    assert found.applications == ((0, "sig"),)
    assert found.components == ((0, 3), (1, 2))


def test_services_of_a_file_without_components_are_called_by_its_application():
    found = online([read(online=(OnlineService("s", "Paiement"),))], [["portail"]], component)
    assert found.applications == ((0, "portail"),)


def test_a_call_and_its_provider_are_edges_of_the_graph():
    base: Inventory = inventory_of(Application("sig"), Organisation("geo", name="Géo SA"))
    services = (
        OnlineService("carte", "Carte", provider="géo sa", provider_country="FR"),
        OnlineService("fond", "Fond", provider="Nuage & Cie"),
    )
    import msgspec

    found = msgspec.structs.replace(base, online=services, online_application=((0, "sig"),))
    edges = {(each.dependant, each.dependency, each.kind) for each in operational_edges(found)}
    assert edges == {
        ("application:sig", "online:carte", "relies_on"),
        ("online:carte", "organisation:geo", "operated_by"),
        ("organisation:geo", "country:FR", "under_law_of"),
        ("online:fond", "organisation:nuage-cie", "operated_by"),
    }


@pytest.mark.parametrize(
    ("link", "present"),
    [
        ("urn:uuid:1", True),
        ("urn:cdx:1/1#ref", True),
        ("urn:cdx:2/1#ref", False),
        ("https://example.org/doc#SPDXRef-a", True),
        ("https://example.org/other", False),
    ],
)
def test_a_document_referred_to_is_looked_for(link, present):
    issues = list(absent_links(read(links=(Link(link, "/x"),)), {"urn:uuid:1", "https://example.org/doc"}))
    assert [each.place for each in issues] == ([] if present else ["/x"])


def test_many_absent_documents_are_counted():
    links = tuple(Link(f"urn:uuid:{number}", "/x") for number in range(50))
    issues = list(absent_links(read(links=links), set()))
    assert len(issues) == 21
    assert "30 more" in issues[-1].message


def test_what_a_file_says_of_its_completeness_is_counted():
    said = (Composition("incomplete", (0, 1)), Composition("complete"), Composition("incomplete", (2,)))
    assert compositions(read(compositions=said)) == {"complete": 0, "incomplete": 3}
