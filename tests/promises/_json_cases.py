# SPDX-License-Identifier: EUPL-1.2
"""Hostile files in JSON: syntax, encodings, depth, numbers, duplicate members, types, references, size."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zlib
from collections.abc import Iterator

from tests.promises._making import (
    SECRET,
    Case,
    cdx,
    cdx_text,
    component,
    dumped,
    package,
    package3,
    related,
    spdx,
    spdx3,
)

A = '{"type": "library", "bom-ref": "a", "name": "a", "version": "1"}'
FILLER = [component(f"filler-{number}") for number in range(4000)]
"""Enough to make a file larger than what the strict reader looks at first."""


def json_cases() -> Iterator[Case]:
    yield from _syntax()
    yield from _encoding()
    yield from _depth()
    yield from _numbers()
    yield from _twice()
    yield from _types()
    yield from _references()
    yield from _size()


def _syntax() -> Iterator[Case]:
    whole = cdx([component("a"), component("b")])
    yield Case("syntax-comma-in-object.cdx.json", whole.replace(b'"version": 1,', b'"version": 1,,'), "reject")
    yield Case("syntax-comment-at-end.cdx.json", whole + b"\n// made by hand", "reject")
    yield Case("syntax-two-documents.cdx.json", whole + b"\n" + whole, "reject")
    yield Case("syntax-nul-after.spdx.json", spdx([package("a")]) + b"\x00\x00", "reject")
    yield Case("syntax-single-quotes.cdx.json", whole.replace(b'"', b"'"), "reject")
    yield Case("syntax-cut.spdx3.json", spdx3(package3("a"))[:-20], "reject")
    yield Case("syntax-only-blanks.spdx.json", b" \r\n\t" * 500, "reject")
    yield Case("syntax-blanks-first.cdx.json", b"\n" * 3000 + whole, "accept", 2)
    yield Case("syntax-bare-name.cdx.json", whole.replace(b'"components"', b"components"), "reject")
    yield Case("syntax-html-in-json.cdx.json", b"<!-- --><HTML><p>" + whole, "reject")
    yield Case("syntax-control-in-text.cdx.json", cdx_text(A.replace('"a", "v', '"a\x01", "v')), "reject|warn")
    yield Case("syntax-escape-unknown.cdx.json", cdx_text(A.replace('"1"', '"\\x31"')), "reject")
    yield Case("syntax-list-of-documents.cdx.json", b"[" + whole + b"]", "reject")


def _encoding() -> Iterator[Case]:
    whole = cdx([component("été"), component("b")])
    text = whole.decode()
    yield Case("encoding-utf-16-be.cdx.json", b"\xfe\xff" + text.encode("utf-16-be"), "accept|reject", 2)
    yield Case("encoding-utf-16-le-no-mark.cdx.json", text.encode("utf-16-le"), "accept|reject", 2)
    yield Case("encoding-utf-32.spdx.json", spdx([package("a")]).decode().encode("utf-32"), "accept|reject", 1)
    yield Case("encoding-utf-16-odd.cdx.json", text.encode("utf-16")[:-1], "reject")
    yield Case("encoding-utf-16-surrogate.cdx.json", text.encode("utf-16") + b"\x00\xd8", "reject")
    yield Case(
        "encoding-overlong-key.spdx.json", spdx([package("a")]).replace(b'"name"', b'"n\xc1\xa1me"', 2), "reject"
    )
    surrogate = b"\xed\xa0\x80"  # a surrogate in the form of UTF-8 (CESU), which UTF-8 forbids
    yield Case("encoding-cesu.spdx.json", spdx([package("abc")]).replace(b"abc", surrogate), "reject")
    yield Case("encoding-beyond.cdx.json", cdx([component("abc")]).replace(b"abc", b"\xf5\x80\x80\x80"), "reject|warn")
    half = spdx([package("a", supplier="Organization: \\ud800", comment="x")]).replace(b"\\\\ud8", b"\\ud8")
    yield Case("encoding-half-in-supplier.spdx.json", half, "warn|reject", 1, "half")
    yield Case("encoding-gzip.cdx.json", gzip.compress(whole, mtime=0), "accept", 2)
    yield Case("encoding-bzip2-of-gzip.json", bz2.compress(gzip.compress(whole, mtime=0)), "accept", 2)
    yield Case("encoding-xz-cut.json", lzma.compress(whole)[:-9], "reject")
    yield Case("encoding-gzip-tail.json", gzip.compress(whole, mtime=0) + b"tail of no gzip", "reject|warn|accept")
    layers = whole
    for _layer in range(12):
        layers = gzip.compress(layers, mtime=0)
    yield Case("encoding-gzip-12-layers.json", layers, "reject")
    bomb = b'{"bomFormat": "CycloneDX", "x": "' + b"a" * 60_000_000 + b'"}'
    yield Case("encoding-gzip-bomb-named.csv", gzip.compress(bomb, mtime=0), "reject", said="ratio")
    yield Case("encoding-zlib-bomb.ocs", zlib.compress(b"<REQUEST>" + b" " * 60_000_000), "reject", said="ratio")


def _depth() -> Iterator[Case]:
    deep = "[" * 100_000 + "]" * 100_000
    objects = '{"a":' * 20_000 + "1" + "}" * 20_000
    yield Case("depth-in-package.spdx.json", spdx([package("a", x="@")]).replace(b'"@"', deep.encode()), "reject")
    yield Case("depth-objects-root.cdx.json", cdx(x="@").replace(b'"@"', objects.encode()), "reject")
    yield Case("depth-3.spdx3.json", spdx3(package3("a", x="@")).replace(b'"@"', objects.encode()), "reject")
    yield Case("depth-unclosed.cdx.json", cdx_text("").replace(b"[]", b"[" * 1_000_000), "reject")
    large = cdx([*FILLER, component("a", evidence="@")]).replace(b'"@"', deep.encode())
    yield Case("depth-in-large.cdx.json", large, "reject")
    yield Case(
        "depth-openvex.json", b'{"@context": "https://openvex.dev/ns/v0.2.0", "statements": ' + b"[" * 200_000, "reject"
    )
    yield Case("depth-decp.json", b'{"marches": [{"id": "1", "x": ' + objects.encode() + b"}]}", "reject")
    nested = component("leaf")
    for number in range(40):
        nested = component(f"n{number}", components=[nested])
    yield Case("depth-40-components.cdx.json", cdx([nested]), "accept", 41)
    for number in range(300):
        nested = component(f"m{number}", components=[nested])
    yield Case("depth-341-components.cdx.json", cdx([nested]), "reject")
    services: dict[str, object] = {"name": "leaf", "bom-ref": "leaf"}
    for number in range(200):
        services = {"name": f"s{number}", "bom-ref": f"s{number}", "services": [services]}
    yield Case("depth-200-services.cdx.json", cdx([component("a")], services=[services]), "reject|warn", 1)


def _numbers() -> Iterator[Case]:
    digits = "9" * 5000
    yield Case("numbers-5000-digits.cdx.json", cdx_text(A, f', "x": {digits}'), "reject|warn|accept", 1)
    yield Case("numbers-5000-digit-version.cdx.json", cdx([component("a", version=digits)]), "warn|accept", 1)
    bom = cdx([component("a")]).replace(b'"version": 1,', f'"version": {digits},'.encode())
    yield Case("numbers-5000-digit-bom.cdx.json", bom, "warn|reject", 1, "version")
    for name, value in (("nan", "NaN"), ("minus-infinity", "-Infinity"), ("huge", "-1e999")):
        inside = A[:-1] + f', "evidence": {{"identity": [{{"confidence": {value}}}]}}}}'
        yield Case(f"numbers-{name}.cdx.json", cdx_text(inside), "reject|warn", 1)
    large = spdx([*[package(f"p{n}") for n in range(4000)], package("a", x="@")])
    yield Case("numbers-nan-in-large.spdx.json", large.replace(b'"@"', b"NaN"), "reject|warn")
    exponent = b'"marches": [{"id": "1", "objet": "x", "montant": 1e99999999}]'
    yield Case("numbers-exponent.decp.json", b"{" + exponent + b"}", "reject|warn")
    yield Case("numbers-leading-zero.cdx.json", cdx_text(A, ', "x": 007'), "reject")
    yield Case(
        "numbers-minus-zero.cdx.json", cdx_text(A).replace(b'"version": 1,', b'"version": -0,'), "warn|reject", 1
    )


def _twice() -> Iterator[Case]:
    inside = package("a", externalRefs=[{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "@"}])
    twice = b'"purl", "referenceLocator": "pkg:npm/a@1", "referenceLocator": "pkg:npm/b@1"'
    yield Case("twice-locator.spdx.json", spdx([inside]).replace(b'"@"', twice), "reject", said="twice")
    yield Case("twice-dependencies.cdx.json", cdx_text(A, ', "dependencies": [], "dependencies": []'), "reject")
    yield Case("twice-escaped.spdx.json", spdx([package("a", x="@")]).replace(b'"x"', b'"SP\\u0044XID"'), "reject")
    yield Case("twice-packages.spdx.json", spdx([package("a")])[:-1] + b', "packages": []}', "reject", said="packages")
    statement = (
        b'"vulnerability": {"name": "CVE-2026-1", "name": "CVE-2026-2"}, "status": "fixed", "status": "affected"'
    )
    vex = b'{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:v", "statements": [{' + statement + b"}]}"
    yield Case("twice.openvex.json", vex, "reject")
    contract = b'{"marches": [{"id": "1", "objet": "x", "montant": 1, "montant": 1000000}]}'
    yield Case("twice-amount.decp.json", contract, "reject")
    element = spdx3(package3("a", x="@")).replace(b'"x": "@"', b'"spdxId": "urn:b"')
    yield Case("twice-id.spdx3.json", element, "reject")
    many = ", ".join(f'"k{n}": 1' for n in range(15_000))
    yield Case("twice-in-unknown.cdx.json", cdx_text(A, f', "x": {{{many}, "k7": 2}}'), "reject", said="/x/k7")
    last = {
        "name": '"na\\u006de": "z"',
        "purl": '"purl": "pkg:npm/z@1", "purl": "pkg:npm/y@1"',
        "version": '"version": "2"',
    }
    for member, fragment in last.items():
        large = cdx([*FILLER, component("a", x="@")]).replace(b'"x": "@"', fragment.encode())
        yield Case(f"twice-{member}-in-large.cdx.json", large, "reject", said=member)
    licence = component("a", licenses=[{"license": {"x": "@"}}])
    large = cdx([*FILLER, licence]).replace(b'"x": "@"', b'"id": "MIT", "id": "GPL-3.0-only"')
    yield Case("twice-licence-in-large.cdx.json", large, "reject", said="id")
    edges = cdx(FILLER, dependencies=[{"ref": "filler-1", "x": "@"}])
    edges = edges.replace(b'"x": "@"', b'"dependsOn": ["filler-2"], "dependsOn": ["filler-3"]')
    yield Case("twice-depends-on-in-large.cdx.json", edges, "reject", said="dependsOn")
    yield Case("twice-components-in-large.cdx.json", cdx(FILLER)[:-1] + b', "components": []}', "reject")
    packages = [package(f"p{n}") for n in range(4000)]
    large = spdx([*packages, package("a", x="@")]).replace(b'"x": "@"', b'"versionInfo": "1", "versionInfo": "2"')
    yield Case("twice-version-in-large.spdx.json", large, "reject", said="versionInfo")


def _types() -> Iterator[Case]:
    wrong: list[object] = [None, True, 7, "text", [], [[]], {"name": {}}, {"name": ["a"], "version": "1"}]
    yield Case("types-components.cdx.json", cdx([component("a"), *wrong]), "warn", said="/components/")
    yield Case("types-packages.spdx.json", spdx([package("a"), *wrong[:6]]), "warn", 1, "/packages/")
    yield Case("types-dependencies.cdx.json", cdx([component("a")], dependencies={"ref": "a"}), "warn|reject", 1)
    yield Case("types-licences.cdx.json", cdx([component("a", licenses="MIT")]), "warn", 1, "/components/0/licenses")
    yield Case("types-name-object.spdx.json", spdx([package("a") | {"name": {"x": 1}}]), "warn", None, "/packages/0")
    yield Case("types-metadata-text.cdx.json", cdx([component("a")], metadata="none"), "warn|reject", 1, "metadata")
    yield Case("types-spdx-4.spdx.json", spdx([package("a")]).replace(b"SPDX-2.3", b"SPDX-4.0"), "reject")
    yield Case("types-spec-number.cdx.json", cdx([component("a")]).replace(b'"1.6"', b"1.6"), "warn|reject", 1)
    yield Case(
        "types-graph-object.spdx3.json", spdx3().replace(b'"@graph": [', b'"@graph": {"x": [') + b"}", "reject|warn"
    )
    relations = [None, 7, "DEPENDS_ON", {}, related("SPDXRef-a", "DEPENDS_ON", "SPDXRef-ghost")]
    yield Case(
        "types-relationships.spdx.json", spdx([package("a")], relationships=relations), "warn", 1, "/relationships/"
    )
    yield Case("types-marches.decp.json", dumped({"marches": {"marche": {"id": 1}}}), "reject|warn")
    yield Case(
        "types-timestamp.spdx.json", spdx([package("a")], creationInfo={"created": "31/12/26"}), "warn", 1, "created"
    )
    yield Case(
        "types-version-list.cdx.json", cdx([component("a", version=["1", "2"])]), "warn", 1, "/components/0/version"
    )


def _references() -> Iterator[Case]:
    same = [component("a"), component("b") | {"bom-ref": "a"}]
    yield Case("refs-same-twice.cdx.json", cdx(same), "warn", 2, "/components/1")
    yield Case(
        "refs-same-package.spdx.json",
        spdx([package("a"), package("b") | {"SPDXID": "SPDXRef-a"}]),
        "warn",
        2,
        "/packages/1",
    )
    service = [{"name": "s", "bom-ref": "a"}]
    yield Case(
        "refs-subject.cdx.json",
        cdx([component("a")], metadata={"component": component("x") | {"bom-ref": "a"}}),
        "warn|accept",
        1,
    )
    yield Case("refs-service.cdx.json", cdx([component("a")], services=service), "warn", None, "/services/0")
    ghosts = [{"ref": "a", "dependsOn": [f"ghost-{n}" for n in range(5000)]}, {"ref": "phantom", "dependsOn": ["a"]}]
    yield Case("refs-5000-ghosts.cdx.json", cdx([component("a")], dependencies=ghosts), "warn", 1, "/dependencies")
    yield Case(
        "refs-self-100000.cdx.json",
        cdx([component("a")], dependencies=[{"ref": "a", "dependsOn": ["a"] * 100_000}]),
        "warn|accept",
        1,
    )
    twins = [{"ref": "a", "dependsOn": ["b"]}, {"ref": "a", "dependsOn": ["a"]}] * 500
    yield Case(
        "graph-ref-repeated.cdx.json", cdx([component("a"), component("b")], dependencies=twins), "warn|accept", 2
    )
    ring = [{"ref": f"filler-{n}", "dependsOn": [f"filler-{(n + 1) % 4000}"]} for n in range(4000)]
    yield Case("graph-ring-4000.cdx.json", cdx(FILLER, dependencies=ring), "accept", 4000)
    contains = [related("SPDXRef-a", "CONTAINS", "SPDXRef-b"), related("SPDXRef-b", "CONTAINS", "SPDXRef-a")]
    yield Case("graph-contains-ring.spdx.json", spdx([package("a"), package("b")], relationships=contains), "accept", 2)
    described = [
        related("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-DOCUMENT"),
        related("SPDXRef-DOCUMENT", "DEPENDS_ON", "SPDXRef-DOCUMENT"),
    ]
    yield Case("graph-document-itself.spdx.json", spdx([package("a")], relationships=described), "accept|warn", 1)
    loop = {
        "type": "Relationship",
        "spdxId": "urn:r",
        "creationInfo": "_:c",
        "from": "urn:a",
        "relationshipType": "dependsOn",
    }
    yield Case("graph-self.spdx3.json", spdx3(package3("a"), loop | {"to": ["urn:a", "urn:a", "urn:ghost"]}), "warn", 1)
    licences = {"type": "expandedlicensing_ConjunctiveLicenseSet", "creationInfo": "_:c", "spdxId": "urn:l"}
    itself = licences | {"expandedlicensing_member": ["urn:l", "urn:l"]}
    declared = loop | {"relationshipType": "hasDeclaredLicense", "to": ["urn:l"]}
    yield Case("graph-licence-of-itself.spdx3.json", spdx3(package3("a"), itself, declared), "warn|accept", 1)


def _size() -> Iterator[Case]:
    yield Case("size-text-1-mb.cdx.json", cdx([component("a", description="d" * 1_100_000)]), "accept|warn|reject", 1)
    yield Case("size-name-1-mb.cdx.json", cdx([component("n" * 1_100_000)]), "warn|reject|accept", 1)
    yield Case("size-version-200-kb.spdx.json", spdx([package("a", versionInfo="1." * 100_000)]), "warn|accept", 1)
    strange = {"x" * 40_000: 1, SECRET * 3: [0] * 50_000}
    yield Case("size-unknown-members.cdx.json", cdx([component("a")], extra=strange), "accept|warn", 1, never=(SECRET,))
    hashes = [{"alg": "SHA-256", "content": "ab" * 32}] * 20_000
    yield Case("size-20000-hashes.cdx.json", cdx([component("a", hashes=hashes)]), "accept|warn", 1)
    yield Case("size-same-component-20000.cdx.json", cdx([component("a")] * 20_000), "warn", 20_000)
    sources = [json.loads(spdx([package("a")]))] * 3
    yield Case(
        "size-in-toto.json",
        dumped({"_type": "https://in-toto.io/Statement/v1", "predicateType": "x", "predicate": sources}),
        "reject|warn",
    )
