# SPDX-License-Identifier: EUPL-1.2
"""Networks to be exported: a small city, and names that nobody would write."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from sovaudit.graph import network
from sovaudit.graph.described import Arrow, Described, Vertex, described
from sovaudit.model import (
    Application,
    Contract,
    Dependency,
    Hosting,
    Inventory,
    Organisation,
    Origin,
    Record,
    Service,
)
from tests.identity._inventories import bom, inventory_of, named

HERE = Origin("registres.csv", "registres", 2, (("dependency", "B"),))
RECORDS: tuple[Record, ...] = (
    Service("paie", "Paie", "Ressources", 4, 24.0, 4.0, "personne@example.org"),
    Service("musee", "Musée"),
    Application(
        "rh", "RH « A&B »", "custom", "editeur", "1.0", hosting="salle", services=("paie",), rto_hours=4.5, users=12,
        sbom=("rh.json",),
    ),
    Application("annuaire-1", "Annuaire", rto_hours=2.0),
    Application("annuaire-2", "Annuaire de secours"),
    Organisation("editeur", "Éditeur fictif", "FR", "groupe", "US", roles=("éditeur", "hébergeur")),
    Organisation("groupe", "Groupe fictif", "US"),
    Hosting("salle", "Salle", "ville", country="FR"),
    Contract("m1", "Maintenance", "editeur", applications=("rh",), amount_eur=1234567.89),
    Dependency("rh", "annuaire-1", "authenticates_with", "annuaires", origin=HERE),
    Dependency("rh", "annuaire-2", "authenticates_with", "annuaires", origin=HERE),
    Dependency("service:musee", "hosting:perdue", "runs_on", effect="degrade", origin=HERE),
    Dependency("annuaire-1", "annuaire-2", "exchanges_with", origin=HERE),
)  # fmt: skip
FILES = (bom("rh.json", (0, 1, 2), ((0, 1), (1, 2))),)
COMPONENTS = (named("noyau", type="operating-system"), named("libx", version="1"), named("liby", version="2"))


def city(records: Sequence[Record] = RECORDS) -> Inventory:
    return inventory_of(*records, files=FILES, components=COMPONENTS)


def drawn(components: bool = False, records: Sequence[Record] = RECORDS) -> Described:
    inventory = city(records)
    return described(network(inventory), inventory, components)


HOSTILE = (
    'a"b', 'a"]; click n0 "javascript:alert(1)"', "<b>x</b><script>alert(1)</script>", '%%{init: {"theme": "dark"}}%%',
    "style a: #fff; x", "classDef z: #1;", "1. Paie", "- liste", "`code`", "end", "subgraph", r"antislash \n \N \G \\",
    "fin\\", '\\"', "&amp; &lt; &#35; #35; #quot;", "a|b|c", "[x](y)", r"$$\frac{1}{2}$$", "漢字 🙂 été", "a --> b",
    "fa:fa-car x", "{{x}}", "@{shape: x}", "---", "x;y", "]]>", "<!-- x -->", "<![CDATA[", "=1+1", "@x", "a\tb", "a\nb",
    "a\r\nb", "\x00", "\x1b[31m", "\ufffe", "\ud800", "facture\u202efdp.exe", "\u200b", "a,b", 'a"",""b', "'", "a;b",
    " x ", "\u2028", "\x85", "-", "0", "None", "true", "nan",
)  # fmt: skip
texts = st.text(st.characters(exclude_categories=()), min_size=1, max_size=8) | st.sampled_from(HOSTILE)
names = st.lists(texts, min_size=1, max_size=6)


def called(found: Sequence[str]) -> Described:
    """Make a chain of applications with these names, which are their ids, too, and the groups of the arrows."""
    nodes = sorted({f"application:{name}": name for name in found}.items())
    vertices = [Vertex(node, {"kind": "application", "name": name, "owner": name}) for node, name in nodes]
    arrows = [
        Arrow(n, n + 1, {"kind": "relies_on", "effect": "stop", "group": nodes[n][1], "file": nodes[n][1]})
        for n in range(len(nodes) - 1)
    ]
    return Described(tuple(vertices), tuple(arrows), {"name": nodes[0][1]})


def in_xml(char: str) -> bool:
    """Tell whether XML 1.0 has a character (production 2, by its ranges)."""
    code = ord(char)
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def xml_text(text: str) -> str:
    return "".join(char if in_xml(char) else "\N{REPLACEMENT CHARACTER}" for char in text)
