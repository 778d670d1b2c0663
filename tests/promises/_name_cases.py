# SPDX-License-Identifier: EUPL-1.2
"""Well-formed files whose texts deceive: package URLs, addresses, names, licences, file names."""

from __future__ import annotations

from collections.abc import Iterator

from tests.promises._making import (
    Case,
    cdx,
    cdx_xml,
    component,
    component_xml,
    package,
    package3,
    package_tags,
    spdx,
    spdx3,
    tag_value,
)

LIVE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)//",
    "{{7*7}}${7*7}<%=7*7%>#{7*7}",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1+1",
    "-1+1",
    "\t=1+1",
    "::error file=a,line=1::pwned",
    "%s%n{0}{name}%(x)s",
    "[link=http://evil.invalid]x[/link][/foo]",
    "\x1b]8;;http://evil.invalid\x1b\\x\x1b[2J",
    "a\r\nb\n::set-output name=x::y",
    "`touch /tmp/sovaudit-promises-pwned`$(id)",
    "--><!-- ]]> <![CDATA[",
    "'; DROP TABLE components; --",
    "\u202egnp.exe",
    "a\u2028b\u2029c",
    "\ufdd0\ufffe\U000e0041",
)
"""Names that some program somewhere would act on."""
PURLS = {
    "tab": "pkg:pypi/req\tuests@1",
    "carriage": "pkg:pypi/requ\rests@1",
    "nul": "pkg:npm/lod\0ash@4",
    "slash": "pkg:npm/%40scope%2Fname@1",
    "slash-in-version": "pkg:npm/a@1%2F..%2F2",
    "not-utf-8": "pkg:pypi/a%ff@1",
    "dots": "pkg:golang/github.com/../evil/a@1",
    "bidi": "pkg:npm/\u202ea@1",
    "zero-width": "pkg:npm/lod\u200bash@4",
    "homoglyph": "pkg:pypi/r\u0435quests@2",
    "no-name": "pkg:npm/@1",
    "no-type": "pkg:/a@1",
    "other-scheme": "http://npm/a@1",
    "percent": "pkg:npm/a%zz@1",
}


def name_cases() -> Iterator[Case]:
    yield from _purls()
    yield from _names()
    yield from _licences()
    yield from _file_names()


def _purls() -> Iterator[Case]:
    for name, purl in PURLS.items():
        yield Case(f"purl-{name}.cdx.json", cdx([component("a", purl=purl)]), "warn|reject", 1, "/components/0")
        reference = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}
        yield Case(
            f"purl-{name}.spdx.json", spdx([package("a", externalRefs=[reference])]), "warn|reject", 1, "/packages/0"
        )
        element = package3("a", software_packageUrl=purl)
        yield Case(f"purl-{name}.spdx3.json", spdx3(element), "warn|reject", 1)
    qualifiers = "pkg:npm/a@1?" + "&".join(f"k{n}=v" for n in range(100_000))
    yield Case(
        "purl-100000-qualifiers.cdx.json", cdx([component("a", purl=qualifiers)]), "warn|reject", 1, "/components/0"
    )
    yield Case(
        "purl-segments.cdx.json", cdx([component("a", purl="pkg:golang/" + "a/" * 200_000 + "b@1")]), "warn|reject", 1
    )
    yield Case("purl-qualifier-twice.cdx.json", cdx([component("a", purl="pkg:npm/a@1?arch=x&arch=y")]), "warn", 1)
    yield Case(
        "purl-other-name.spdx.json",
        spdx(
            [
                package(
                    "left",
                    externalRefs=[
                        {
                            "referenceCategory": "PACKAGE-MANAGER",
                            "referenceType": "purl",
                            "referenceLocator": "pkg:npm/right@1",
                        }
                    ],
                )
            ]
        ),
        "warn",
        1,
    )


def _names() -> Iterator[Case]:
    parts = [component(f"live-{number}") | {"name": name} for number, name in enumerate(LIVE)]
    yield Case("names-live.cdx.json", cdx(parts), "warn", len(LIVE), "/components/")
    packages = [
        package(f"live-{number}") | {"name": name, "supplier": f"Organization: {name}"}
        for number, name in enumerate(LIVE)
    ]
    yield Case("names-live.spdx.json", spdx(packages), "warn", len(LIVE), "/packages/")
    deceits = {
        "homoglyph": "Micros\u043eft",
        "bidi": "abc\u202ecba",
        "zero-width": "Go\u200bogle",
        "tags": "Goo\U000e0067gle",
        "control": "Go\x08ogle",
    }
    for family, name in deceits.items():
        yield Case(
            f"unicode-{family}-supplier.cdx.json",
            cdx([component("a", supplier={"name": name})]),
            "warn",
            1,
            "/components/0",
        )
        yield Case(
            f"unicode-{family}-supplier.spdx.json",
            spdx([package("a", supplier=f"Organization: {name}")]),
            "warn",
            1,
            "/packages/0",
        )
        yield Case(f"unicode-{family}-name.spdx3.json", spdx3(package3("a") | {"name": name}), "warn", 1)
        yield Case(
            f"unicode-{family}-version.cdx.json", cdx([component("a", version=f"1.{name}")]), "warn", 1, "/components/0"
        )
        subject = {"component": component("x") | {"name": name}}
        yield Case(f"unicode-{family}-subject.cdx.json", cdx([component("a")], metadata=subject), "warn", 1)
        if family != "control":
            yield Case(f"unicode-{family}-name.spdx", tag_value(package_tags(name)), "warn", 1)
            yield Case(
                f"unicode-{family}-name.cdx.xml", cdx_xml(f"<components>{component_xml(name)}</components>"), "warn", 1
            )
    pairs = [
        component("1") | {"name": "caf\u00e9"},
        component("2") | {"name": "cafe\u0301"},
        component("3") | {"name": "\uff52equests"},
    ]
    yield Case("unicode-forms.cdx.json", cdx(pairs), "accept|warn", 3)
    yield Case(
        "url-javascript.spdx.json",
        spdx([package("a", homepage="JaVaScRiPt:alert(1)", downloadLocation="data:text/html,x")]),
        "warn",
        1,
    )


def _licences() -> Iterator[Case]:
    bad = {
        "or-3000": " OR ".join(["MIT"] * 3000),
        "nested-or-3000": "(MIT OR " * 3000 + "MIT" + ")" * 3000,
        "with-with": "GPL-2.0-only WITH WITH Classpath-exception-2.0",
        "operators": "AND OR WITH",
        "unbalanced": "MIT)) AND ((Apache-2.0",
        "plus": "MIT" + "+" * 10_000,
        "token-1-mb": "X" * 1_000_000,
        "script": "LicenseRef-<script>alert(1)</script>",
        "control": "MIT\x00 OR GPL-2.0-only",
        "homoglyph": "\u041cIT",
    }
    for name, text in bad.items():
        expect = "warn|accept" if name in ("or-3000", "nested-or-3000", "token-1-mb") else "warn|reject"
        stated = component("a", licenses=[{"expression": text}])
        yield Case(f"licence-{name}.cdx.json", cdx([stated, component("b")]), expect, 2, "/components/0")
        yield Case(
            f"licence-{name}.spdx.json",
            spdx([package("a", licenseDeclared=text), package("b")]),
            expect,
            2,
            "/packages/0",
        )
    both = component("a", licenses=[{"expression": "MIT"}, {"license": {"id": "MIT", "name": "x"}}])
    yield Case("licence-both.cdx.json", cdx([both]), "warn|accept", 1)
    yield Case(
        "licence-20000.cdx.json",
        cdx([component("a", licenses=[{"license": {"name": f"L{n}"}} for n in range(20_000)])]),
        "accept|warn",
        1,
    )


def _file_names() -> Iterator[Case]:
    data = cdx([component("a")])
    for name in (
        "name-<svg onload=alert(1)>.json",
        "name-line\n::error::x.json",
        "name-\x1b]0;x\x07.json",
        "name-%0a%2e%2e.json",
        "name-\udcff\udcfe.json",
        "name-=1+1.json",
        "name-\u202egpj.json",
        "name-" + "x" * 240 + ".json",
        "name-$(id);`id`.json",
        "name-{{7*7}}.json",
        "name---help.json",
        "name- .json",
    ):
        yield Case(name, data, "accept", 1)
