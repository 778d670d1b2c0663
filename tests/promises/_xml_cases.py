# SPDX-License-Identifier: EUPL-1.2
"""Hostile files in XML: document types, depth, encodings, RDF."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from tests.promises._making import (
    CDX_NS,
    GLPI_HEAD,
    GLPI_TAIL,
    Case,
    cdx_xml,
    component_xml,
    decp_xml,
    glpi_xml,
    package_rdf,
    spdx_rdf,
    spdx_xml,
)

LINE = "root:x:0:0:invented-line-of-a-password-file"
"""What stands in the file that external entities name."""


def xml_cases(lure: Path) -> Iterator[Case]:
    """Make the cases.

    Args:
        lure: a file that holds `LINE`, which no reader may open.
    """
    yield from _document_types(lure)
    yield from _shapes()
    yield from _encodings()
    yield from _rdf()


def bomb(root: str, levels: int = 7) -> str:
    """Billion laughs: every entity is ten of the one before."""
    entities = "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' if level else '<!ENTITY e0 "ha">' for level in range(levels)
    )
    return f"<!DOCTYPE {root} [{entities}]>\n"


def _document_types(lure: Path) -> Iterator[Case]:
    heads = {
        "bomb": (bomb, "&e6;"),
        "external": (lambda root: f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{lure}">]>\n', "&x;"),
        "public": (lambda root: f'<!DOCTYPE {root} PUBLIC "-//X//EN" "file://{lure}">\n', "a"),
        "parameter": (lambda root: f'<!DOCTYPE {root} [<!ENTITY % p SYSTEM "file://{lure}"> %p;]>\n', "a"),
        "quadratic": (lambda root: f'<!DOCTYPE {root} [<!ENTITY q "{"q" * 30_000}">]>\n', "&q;" * 3000),
        "empty": (lambda root: f"<!DOCTYPE {root}>\n", "a"),
        "late": (lambda root: f"<!-- {'x' * 70_000} -->\n" + bomb(root), "&e6;"),
    }
    for family, (head, text) in heads.items():
        forms = {
            "cdx.xml": cdx_xml(f"<components>{component_xml(text)}</components>", head("bom")),
            "spdx.xml": spdx_xml(
                f"<packages><name>{text}</name><SPDXID>SPDXRef-a</SPDXID></packages>", head("Document")
            ),
            "rdf": spdx_rdf(package_rdf("a", f"<versionInfo>{text}</versionInfo>"), head("rdf:RDF")),
            "glpi.xml": glpi_xml(f"<SOFTWARES><NAME>{text}</NAME></SOFTWARES>\n", head("REQUEST")),
            "decp.xml": decp_xml(text, head("marches")),
        }
        for suffix, data in forms.items():
            yield Case(f"xml-dtd-{family}.{suffix}", data, "reject", said="DOCTYPE", never=(LINE, "hahaha"))
            if family == "external":
                wide = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
                yield Case(f"xml-dtd-{family}-utf-16.{suffix}", wide, "reject", said="DOCTYPE", never=(LINE,))
                packed = gzip.compress(data, mtime=0)
                yield Case(f"xml-dtd-{family}-gzip.{suffix}", packed, "reject", said="DOCTYPE", never=(LINE,))
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file://{lure}" parse="text"/>'
    inside = spdx_xml(f"<packages><name>{include}</name><SPDXID>SPDXRef-a</SPDXID></packages>")
    yield Case("xml-xinclude.spdx.xml", inside, "warn|reject", never=(LINE,))
    style = f'<?xml-stylesheet type="text/xsl" href="file://{lure}"?>\n'
    yield Case(
        "xml-stylesheet.cdx.xml",
        cdx_xml(f"<components>{component_xml('a')}</components>", style),
        "accept",
        1,
        never=(LINE,),
    )


def _shapes() -> Iterator[Case]:
    nested = "".join(f'<component type="library"><name>n{n}</name><components>' for n in range(5000))
    closed = "</components></component>" * 5000
    yield Case(
        "xml-depth-components.cdx.xml",
        cdx_xml(f"<components>{nested}{closed}</components>"),
        "reject",
        said="xml_depth",
    )
    yield Case("xml-depth-unknown.spdx.xml", spdx_xml("<x>" * 100_000 + "</x>" * 100_000), "reject", said="xml_depth")
    yield Case("xml-depth.glpi.xml", glpi_xml("<A>" * 3000 + "</A>" * 3000), "reject", said="xml_depth")
    attributes = " ".join(f'a{n}="{n}"' for n in range(20_000))
    data = cdx_xml(f"<components>{component_xml('a')}</components>", root=" " + attributes)
    yield Case("xml-20000-attributes.cdx.xml", data, "accept|warn|reject", 1)
    twice = cdx_xml('<components><component type="library" type="file"><name>a</name></component></components>')
    yield Case("xml-attribute-twice.cdx.xml", twice, "reject")
    yield Case("xml-two-roots.cdx.xml", cdx_xml("") + cdx_xml(""), "reject")
    yield Case(
        "xml-name-twice.cdx.xml",
        cdx_xml(f"<components>{component_xml('a', '<name>b</name>')}</components>"),
        "warn|reject",
        1,
    )
    yield Case(
        "xml-components-twice.cdx.xml", cdx_xml(f"<components>{component_xml('a')}</components>" * 2), "warn|reject"
    )
    foreign = '<x:component xmlns:x="urn:evil" type="library"><x:name>ghost</x:name></x:component>'
    yield Case(
        "xml-foreign-component.cdx.xml",
        cdx_xml(f"<components>{component_xml('a')}{foreign}</components>"),
        "accept|warn",
        1,
    )
    yield Case("xml-namespace-9.cdx.xml", cdx_xml("").replace(b"bom/1.6", b"bom/9.9"), "reject", said="9.9")
    cut = cdx_xml(f"<components>{component_xml('a') * 50}")[:-600]
    yield Case("xml-cut.cdx.xml", cut, "reject", said="line")
    cdata = "<![CDATA[</name><evil/>]]>"
    yield Case(
        "xml-cdata-break-out.cdx.xml",
        cdx_xml(f"<components>{component_xml('a', f'<description>{cdata}</description>')}</components>"),
        "accept|warn",
        1,
    )
    many = "".join(component_xml(f"c{n}") for n in range(20_000))
    yield Case("xml-20000-components.cdx.xml", cdx_xml(f"<components>{many}</components>"), "accept", 20_000)
    yield Case(
        "xml-comment-5-mb.glpi.xml",
        glpi_xml(f"<!--{'x' * 5_000_000}-->\n<SOFTWARES><NAME>a</NAME></SOFTWARES>"),
        "accept|warn|reject",
        2,
    )
    loops = (
        '<dependencies><dependency ref="a"><dependency ref="a"/><dependency ref="ghost"/></dependency></dependencies>'
    )
    yield Case(
        "xml-self-and-ghost.cdx.xml",
        cdx_xml(f"<components>{component_xml('a')}</components>{loops}"),
        "warn",
        1,
        "ghost",
    )
    yield Case("xml-only-head.cdx.xml", b'<?xml version="1.0"?>', "reject")
    empty = "<SOFTWARES></SOFTWARES><SOFTWARES><VERSION>1</VERSION></SOFTWARES>"
    yield Case("xml-nameless.glpi.xml", glpi_xml(empty), "warn", 1)


def _encodings() -> Iterator[Case]:
    inside = f"<components>{component_xml('été')}</components>"
    good = cdx_xml(inside)
    yield Case("xml-utf-16-be.cdx.xml", _declared(good, "UTF-16").encode("utf-16-be"), "accept|reject", 1)
    yield Case("xml-utf-32.cdx.xml", _declared(good, "UTF-32").encode("utf-32"), "accept|reject", 1)
    yield Case("xml-latin-1-declared.cdx.xml", _declared(good, "ISO-8859-1").encode("latin-1"), "accept|reject", 1)
    yield Case(
        "xml-says-utf-8-is-latin-1.spdx.xml", spdx_xml("<comment>é</comment>").decode().encode("latin-1"), "reject|warn"
    )
    yield Case("xml-utf-7.glpi.xml", _declared(glpi_xml(""), "UTF-7").encode("utf-7"), "reject")
    yield Case("xml-ebcdic.cdx.xml", _declared(good, "IBM037").encode("cp037", "replace"), "reject")
    yield Case("xml-no-such-encoding.cdx.xml", _declared(good, "x-evil").encode(), "reject")
    yield Case("xml-utf-16-said-not-so.cdx.xml", _declared(good, "UTF-16").encode(), "reject|warn|accept", 1)
    yield Case("xml-nul.cdx.xml", good.replace("été".encode(), b"a\x00b"), "reject")
    yield Case("xml-character-zero.cdx.xml", good.replace("été".encode(), b"a&#0;b"), "reject")
    yield Case("xml-undefined-entity.decp.xml", decp_xml("&evil;"), "reject")
    mixed = f'<?xml version="1.0"?><b:bom xmlns:b="{CDX_NS}" xmlns="urn:evil"><components/></b:bom>'
    yield Case("xml-mixed-namespace.cdx.xml", mixed.encode(), "accept|warn|reject", 0)
    yield Case(
        "xml-glpi-latin-1.xml",
        (GLPI_HEAD + "<SOFTWARES><NAME>é</NAME></SOFTWARES>" + GLPI_TAIL).encode("latin-1"),
        "reject|warn",
    )


def _declared(data: bytes, encoding: str) -> str:
    return data.decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')


def _rdf() -> Iterator[Case]:
    inner = "<relationship><Relationship><relatedSpdxElement><Package>" * 500
    outer = "</Package></relatedSpdxElement></Relationship></relationship>" * 500
    yield Case("rdf-depth.rdf", spdx_rdf(package_rdf("a", inner + outer)), "reject", said="xml_depth")
    sets = "<licenseDeclared><ConjunctiveLicenseSet>" + "<member><DisjunctiveLicenseSet>" * 110
    ends = "</DisjunctiveLicenseSet></member>" * 110 + "</ConjunctiveLicenseSet></licenseDeclared>"
    yield Case("rdf-licence-nested.rdf", spdx_rdf(package_rdf("a", sets + ends)), "warn|accept", 1)
    ring = (
        '<licenseDeclared><ConjunctiveLicenseSet rdf:nodeID="l1"><member rdf:nodeID="l2"/><member rdf:nodeID="l1"/>'
        "</ConjunctiveLicenseSet></licenseDeclared>"
    )
    other = '<DisjunctiveLicenseSet rdf:nodeID="l2"><member rdf:nodeID="l1"/></DisjunctiveLicenseSet>'
    yield Case("rdf-licence-ring.rdf", spdx_rdf(package_rdf("a", ring) + other), "warn", 1)
    levels = "".join(
        f'<ConjunctiveLicenseSet rdf:nodeID="m{n}"><member rdf:nodeID="m{n + 1}"/><member rdf:nodeID="m{n + 1}"/>'
        f'<member><DisjunctiveLicenseSet><member rdf:nodeID="m{n + 1}"/></DisjunctiveLicenseSet></member>'
        "</ConjunctiveLicenseSet>"
        for n in range(60)
    )
    bomb_of_licences = spdx_rdf(package_rdf("a", '<licenseDeclared rdf:nodeID="m0"/>') + levels)
    yield Case("rdf-licence-bomb.rdf", bomb_of_licences, "warn|accept", 1)
    twice = package_rdf("a", "<name>b</name>")
    yield Case("rdf-two-names.rdf", spdx_rdf(twice), "warn|reject", 1)
    yield Case("rdf-unknown-prefix.rdf", spdx_rdf("<evil:Package/>"), "reject")
    literal = '<comment rdf:parseType="Literal"><b>x</b></comment>'
    yield Case("rdf-literal.rdf", spdx_rdf(package_rdf("a", literal)), "accept|warn", 1)
    base = spdx_rdf(package_rdf("a")).replace(b"xmlns:rdfs=", b'xml:base="file:///etc/passwd" xmlns:rdfs=')
    yield Case("rdf-base.rdf", base, "accept|warn|reject", 1)
