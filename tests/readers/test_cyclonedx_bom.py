# SPDX-License-Identifier: EUPL-1.2
"""What a CycloneDX document says beside its components, the same in both syntaxes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.model import ROOT, Bom, Composition, Declared, Description, Descriptions, Link, Subject
from sovaudit.readers import Reader, cyclonedx_json, cyclonedx_xml
from tests.readers._cyclonedx_writing import xml

SERIAL = "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"
SYNTAXES = ["json", "xml"]


def document(**members: Any) -> dict[str, Any]:
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", **members}


def lib(name: str, **members: Any) -> dict[str, Any]:
    return {"type": "library", "name": name, "bom-ref": name, **members}


def read(plain: dict[str, Any], syntax: str) -> tuple[Bom, list[Description]]:
    """Read a document in one of its syntaxes."""
    table = Descriptions()
    reader: Reader = cyclonedx_json if syntax == "json" else cyclonedx_xml
    data = json.dumps(plain).encode() if syntax == "json" else xml(plain)
    assert reader.recognises(data, "")
    bom = reader.read(data, "f", table)
    assert isinstance(bom, Bom)
    return bom, [table.distinct[number] for number in bom.described]


def edges(bom: Bom) -> set[tuple[int, int]]:
    return {(int(a), int(b)) for a, b in zip(bom.dependants, bom.dependencies, strict=True)}


both = pytest.mark.parametrize("syntax", SYNTAXES)

SAAS = document(
    metadata={"component": lib("portail")},
    components=[lib("client")],
    services=[
        {
            "bom-ref": "pay",
            "name": "Paiement",
            "group": "org.exemple",
            "version": "2",
            "provider": {"name": "Payeur SA", "address": {"country": "fr"}},
            "endpoints": ["https://pay.exemple.org/v1"],
            "authenticated": True,
            "x-trust-boundary": False,
            "data": [{"flow": "outbound", "classification": "PII"}],
            "services": [{"bom-ref": "bank", "name": "Banque"}],
        },
        {"bom-ref": "mail", "name": "Courriel"},
        {"bom-ref": "alone", "name": "Statistiques"},
    ],
    dependencies=[
        {"ref": "portail", "dependsOn": ["client", "mail"]},
        {"ref": "client", "dependsOn": ["pay"]},
        {"ref": "pay", "dependsOn": ["mail", "client"]},
    ],
)


@both
def test_services_are_no_components_and_who_calls_them_is_known(syntax):
    bom, entries = read(SAAS, syntax)
    assert [each.name for each in entries] == ["client"]
    assert edges(bom) == {(ROOT, 0)}
    assert bom.edge_count == 5
    pay, bank, mail, alone = bom.online
    assert (pay.id, pay.name, pay.version) == ("pay", "org.exemple/Paiement", "2")
    assert (pay.provider, pay.provider_country) == ("Payeur SA", "FR")
    assert pay.endpoints == ("https://pay.exemple.org/v1",)
    assert (pay.authenticated, pay.crosses_boundary, pay.data) == ("yes", "no", ("outbound PII",))
    assert (mail.authenticated, mail.crosses_boundary) == ("", "")
    assert (pay.dependants, pay.needs) == ((0,), ("bank", "mail"))
    assert (bank.dependants, bank.needs) == ((), ())
    assert mail.dependants == (ROOT,)
    assert alone.dependants == (ROOT,), "nothing else calls it: the subject does"
    assert [each.message for each in bom.issues] == [
        "services that need components of the file, which is not followed: 1"
    ]
    assert not bom.partial


@both
def test_a_reference_of_a_component_and_of_a_service_is_the_component_s(syntax):
    plain = document(
        components=[lib("a"), lib("b")],
        services=[{"bom-ref": "b", "name": "service"}],
        dependencies=[{"ref": "a", "dependsOn": ["b"]}],
    )
    bom, entries = read(plain, syntax)
    assert edges(bom) == {(0, 1)}
    assert len(entries) == 2
    assert bom.online[0].id != "b"
    assert ["something else" in each.message for each in bom.issues] == [True]


@both
def test_the_subject_keeps_its_edges_when_an_entry_has_its_reference(syntax):
    plain = document(
        metadata={"component": lib("app")},
        components=[lib("app"), lib("a")],
        dependencies=[{"ref": "app", "dependsOn": ["a"]}],
    )
    bom, entries = read(plain, syntax)
    assert edges(bom) == {(ROOT, 1)}
    assert [each.name for each in entries] == ["app", "a"]
    assert ["subject, used again" in each.message for each in bom.issues] == [True]


@both
def test_the_subject_is_described(syntax):
    root = lib("app", group="ville", version="3", purl="pkg:generic/app@3", cpe="cpe:2.3:a:v:app:3", licenses=MIT)
    metadata = {"component": root, "supplier": {"name": "Éditeur", "address": {"country": "BE"}}}
    bom, _entries = read(document(metadata={**metadata, "timestamp": "2026-01-31T12:00:00Z"}), syntax)
    assert bom.subject == Subject(
        "ville/app", "3", "pkg:generic/app@3", "library", "Éditeur", "BE", (Declared("id", "MIT"),), "cpe:2.3:a:v:app:3"
    )
    assert bom.created == "2026-01-31T12:00:00Z"


MIT = [{"license": {"id": "MIT"}}]


@both
def test_what_few_files_say_of_a_component(syntax):
    fork = lib(
        "fork",
        cpe="cpe:2.3:a:x:fork:1",
        swid={"tagId": "tag-1"},
        author="Anne",
        licenses=MIT,
        evidence={"licenses": [{"license": {"id": "BSD-3-Clause"}}]},
        pedigree={
            "ancestors": [
                {"type": "library", "name": "a", "purl": "pkg:npm/a@1"},
                {"type": "library", "group": "g", "name": "b", "version": "2"},
            ]
        },
    )
    _bom, (found, other, plain) = read(document(components=[fork, lib("x", authors=[{"name": "B"}]), lib("y")]), syntax)
    assert found.licences == (Declared("id", "MIT"), Declared("evidence", "BSD-3-Clause"))
    assert (found.cpe, found.swid, found.ancestors) == ("cpe:2.3:a:x:fork:1", "tag-1", ("pkg:npm/a@1", "g/b@2"))
    assert (found.supplier, other.supplier) == ("Anne", "B")
    assert (plain.cpe, plain.swid, plain.ancestors, plain.supplier) == ("", "", (), "")


@both
@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("exploitable", "affected"),
        ("resolved", "fixed"),
        ("resolved_with_pedigree", "fixed"),
        ("in_triage", "under_investigation"),
        ("false_positive", "not_affected"),
        ("not_affected", "not_affected"),
        (None, "reported"),
    ],
)
def test_statements(syntax, state, status):
    flaw: dict[str, Any] = {
        "id": "CVE-2026-1",
        "references": [{"id": "GHSA-x"}, {"id": "CVE-2026-1"}],
        "recommendation": "update",
        "advisories": [{"url": "https://avis.exemple.org/1"}],
        "updated": "2026-02-01",
        "affects": [{"ref": each} for each in ("b", "app", f"urn:cdx:{SERIAL[9:]}/1#z", "pkg:npm/z@1", "ghost")],
    }
    if state:
        flaw["analysis"] = {"state": state, "justification": "code_not_reachable", "detail": "seen"}
    plain = document(
        metadata={"component": lib("app")}, components=[lib("a"), lib("b")], vulnerabilities=[flaw, {"id": ""}]
    )
    bom, _entries = read(plain, syntax)
    (found,) = bom.statements
    assert (found.vulnerability, found.aliases, found.status) == ("CVE-2026-1", ("GHSA-x",), status)
    assert found.entries == (1, ROOT)
    assert found.products == (f"urn:cdx:{SERIAL[9:]}/1#z", "pkg:npm/z@1", "ghost")
    assert found.justification == ("code_not_reachable" if state else "")
    assert found.detail == "\n".join([*(["seen"] if state else []), "update", "https://avis.exemple.org/1"])
    assert found.as_of == "2026-02-01"
    assert [each.message.partition(":")[0] for each in bom.issues] == [
        "speaks of a reference that the file does not define",
        "a vulnerability without any id",
    ]
    assert bom.partial, "one vulnerability could not be kept"


@both
def test_incompleteness_is_said_and_not_read_as_nothing(syntax):
    plain = document(
        metadata={"component": lib("app")},
        components=[lib("a"), lib("b")],
        services=[{"bom-ref": "s", "name": "s"}],
        compositions=[
            {"aggregate": "complete", "assemblies": ["a"]},
            {"aggregate": "incomplete", "assemblies": ["app"], "dependencies": ["b"]},
            {"aggregate": "unknown"},
            {"aggregate": "incomplete", "assemblies": ["s"]},
        ],
    )
    bom, _entries = read(plain, syntax)
    assert [(each.aggregate, each.entries) for each in bom.compositions] == [
        ("complete", (0,)),
        ("incomplete", (ROOT, 1)),
        ("unknown", ()),
    ]
    assert isinstance(bom.compositions[0], Composition)
    assert sum("not known to be complete" in each.message for each in bom.issues) == 3


@both
def test_names_and_links(syntax):
    other = "urn:cdx:11111111-2222-4333-8444-555555555555/2"
    plain = document(
        serialNumber=SERIAL,
        version=7,
        components=[lib("a", externalReferences=[{"type": "bom", "url": f"{other}#x"}])],
        externalReferences=[
            {"type": "bom", "url": "https://exemple.org/bom.json"},
            {"type": "website", "url": "java\tscript:alert(1)"},
            {"type": "website", "url": "https://exemple.org"},
        ],
        dependencies=[{"ref": "a", "dependsOn": [f"{other}#y"]}],
    )
    bom, _entries = read(plain, syntax)
    assert bom.names == (SERIAL, f"urn:cdx:{SERIAL[9:]}/7")
    assert {each.name for each in bom.links} == {other, "https://exemple.org/bom.json"}
    assert isinstance(bom.links[0], Link)
    assert ["browser would run" in each.message for each in bom.issues] == [True]
    assert "alert" not in bom.issues[0].message
    assert bom.edge_count == 1


@both
@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (document(serialNumber="urn:uuid:no"), "serial number"),
        (document(serialNumber=SERIAL, version="x"), "number from 1 on"),
        (document(serialNumber=SERIAL, version=0), "number from 1 on"),
        (document(metadata={"timestamp": "2026-02-30T00:00:00Z"}), "not a day and time"),
        (document(components=[lib("a", type="banana")]), "type that the format does not have"),
        (document(components=[lib("a", licenses=[{"expression": "MIT AND ("}])]), "parentheses"),
        (document(components=[lib("a", licenses=[{"license": {"id": "<b>"}}])]), "licence identifier"),
        (document(metadata={"component": lib("a", type="banana")}), "type that the format does not have"),
    ],
)
def test_a_wrong_value_is_said_and_costs_nothing(syntax, plain, said):
    bom, entries = read(plain, syntax)
    assert [said in each.message for each in bom.issues] == [True]
    assert len(entries) == len(plain.get("components", ()))
    assert not bom.partial


@both
@pytest.mark.parametrize(
    ("name", "purl"),
    [
        ("@babel/core", "pkg:npm/%40babel/core@7.1.0"),
        ("Newtonsoft.Json", "pkg:nuget/newtonsoft.json@13"),
        ("python3-requests", "pkg:pypi/requests@2"),
        ("spring-core", "pkg:maven/org.springframework/spring-core@6?type=jar"),
        ("org.springframework:spring-core", "pkg:maven/org.springframework/spring-core@6"),
        ("OpenSSL Library", "pkg:deb/debian/libssl3@3.0.1?upstream=openssl"),
        ("golang.org/x/net", "pkg:golang/golang.org/x/net@v0.1"),
        ("x", "pkg:npm/"),
    ],
)
def test_names_that_are_spelt_otherwise_are_no_contradiction(syntax, name, purl):
    bom, _entries = read(document(components=[lib(name, purl=purl)]), syntax)
    assert bom.issues == ()


@both
def test_entries_that_nothing_tells_apart_are_all_kept_and_flagged(syntax):
    same = {"type": "library", "name": "a", "version": "1"}
    bom, entries = read(document(components=[same, same, same, {**same, "version": "2"}]), syntax)
    assert len(entries) == 4
    assert ["just the same" in each.message for each in bom.issues] == [True, True]


@both
def test_a_component_that_says_nothing_is_left_out_and_places_stay_right(syntax):
    plain = document(components=[{"type": "library"}, lib("a"), {"type": "file"}, lib("b", type="banana")])
    bom, entries = read(plain, syntax)
    assert [each.name for each in entries] == ["a", "b"]
    assert bom.partial
    last = [each.place for each in bom.issues if "banana" in each.message]
    assert last == [f"{bom.places[1]}/type" if syntax == "json" else f"{bom.places[1]}, type"]
    if syntax == "json":
        assert [bom.places[0], bom.places[1]] == ["/components/1", "/components/3"]


def test_very_many_empty_components_are_counted_in_few_issues():
    bom, entries = read(document(components=[{}] * 50_000), "json")
    assert entries == []
    assert len(bom.issues) == 21
    assert "49980" in bom.issues[-1].message


@pytest.mark.parametrize("name", ["components", "services", "vulnerabilities", "compositions"])
@pytest.mark.parametrize("wrong", [None, 3, "x", {}, [3], [None], [[]], [{"name": 3, "id": 3, "data": 3}]])
def test_wrong_types_in_lists_are_said(name, wrong):
    if name == "components" and not isinstance(wrong, list | None):
        return
    bom, _entries = read(document(**{name: wrong}), "json")
    assert bool(bom.issues) == (wrong is not None)


refs = st.sampled_from("abcdefs")
texts = st.text("abé<&\"' ", min_size=1, max_size=6).map(str.strip).filter(bool)
licences = st.lists(
    st.builds(lambda id: {"license": {"id": id}}, texts)
    | st.builds(lambda text: {"expression": text}, texts)
    | st.builds(lambda name: {"license": {"name": name, "acknowledgement": "concluded"}}, texts),
    min_size=1,
    max_size=2,
)
organisations = st.fixed_dictionaries(
    {}, optional={"name": texts, "address": st.builds(lambda c: {"country": c}, texts)}
)
leaf = st.fixed_dictionaries(
    {"type": st.sampled_from(["library", "banana"])},
    optional={
        **dict.fromkeys(("name", "version", "group", "publisher", "author", "cpe", "purl"), texts),
        "bom-ref": refs,
        "supplier": organisations,
        "manufacturer": organisations,
        "licenses": licences,
        "evidence": st.builds(lambda each: {"licenses": each}, licences),
        "hashes": st.just([{"alg": "MD5", "content": "AB"}]),
        "swid": st.builds(lambda tag: {"tagId": tag}, texts),
        "authors": st.lists(st.builds(lambda name: {"name": name}, texts), min_size=1, max_size=2),
    },
)
components = st.recursive(
    leaf,
    lambda inner: st.builds(
        lambda each, held, made_from: {**each, "components": held, "pedigree": {"ancestors": made_from}},
        leaf,
        st.lists(inner, max_size=3),
        st.lists(leaf, max_size=2),
    ),
    max_leaves=6,
)
services = st.fixed_dictionaries(
    {"name": texts},
    optional={
        "bom-ref": refs,
        "provider": organisations,
        "authenticated": st.booleans(),
        "x-trust-boundary": st.booleans(),
        "endpoints": st.lists(texts, min_size=1, max_size=2),
        "data": st.just([{"flow": "inbound", "classification": "PII"}]),
        "services": st.lists(
            st.fixed_dictionaries({"name": texts}, optional={"bom-ref": refs}), min_size=1, max_size=2
        ),
    },
)
flaws = st.fixed_dictionaries(
    {"id": texts},
    optional={
        "affects": st.lists(st.builds(lambda ref: {"ref": ref}, refs), min_size=1, max_size=3),
        "analysis": st.builds(lambda state: {"state": state}, st.sampled_from(["resolved", "odd"])),
        "recommendation": texts,
    },
)
documents = st.fixed_dictionaries(
    {"bomFormat": st.just("CycloneDX"), "specVersion": st.just("1.6")},
    optional={
        "serialNumber": st.sampled_from([SERIAL, "urn:uuid:x"]),
        "version": st.integers(-1, 3),
        "metadata": st.fixed_dictionaries({}, optional={"component": components, "supplier": organisations}),
        "components": st.lists(components, max_size=4),
        "services": st.lists(services, max_size=3),
        "dependencies": st.lists(
            st.builds(lambda ref, needed: {"ref": ref, "dependsOn": needed}, refs, st.lists(refs, max_size=4)),
            max_size=4,
        ),
        "vulnerabilities": st.lists(flaws, max_size=2),
        "compositions": st.lists(
            st.fixed_dictionaries(
                {"aggregate": st.sampled_from(["complete", "incomplete"])},
                optional={"assemblies": st.lists(refs, max_size=2)},
            ),
            max_size=2,
        ),
    },
)


@settings(max_examples=50)  # making one takes ten times longer than reading it
@given(documents, st.sampled_from(["", "b:"]))
def test_json_and_xml_of_the_same_document_are_the_same_bill_of_materials(plain, prefix):
    table = Descriptions()
    one = cyclonedx_json.read(json.dumps(plain).encode(), "f", table)
    two = cyclonedx_xml.read(xml(plain, prefix), "f", table)
    assert isinstance(one, Bom)
    assert isinstance(two, Bom)
    assert list(one.described) == list(two.described), "equal descriptions have one number"
    assert edges(one) == edges(two)
    for name in ("subject", "version", "edge_count", "names", "created", "partial"):
        assert getattr(one, name) == getattr(two, name), name
    counted = [each.message for each in two.issues if "mentioned outside" not in each.message]
    assert [each.message for each in one.issues] == counted, "XML counts what it mentions as well"
    for name in ("online", "statements", "compositions"):
        pairs = zip(getattr(one, name), getattr(two, name), strict=True)
        assert all(_bare(left) == _bare(right) for left, right in pairs), name


def _bare(stated: Any) -> dict[str, Any]:
    """Return what is stated without its place, and without ids that are places."""
    return {name: getattr(stated, name) for name in stated.__struct_fields__ if name not in ("place", "id", "needs")}
