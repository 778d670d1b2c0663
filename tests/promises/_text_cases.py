# SPDX-License-Identifier: EUPL-1.2
"""Hostile files that are lines of text: SPDX tag-value, YAML, CSV."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from tests.promises._making import PUBLICCODE, REGISTER, YAML_HEAD, YAML_PACKAGES, Case, package_tags, tag_value

ROW = "a{};Guichet {};saas;1;Exemple\n"


def text_cases() -> Iterator[Case]:
    yield from _tag_value()
    yield from _yaml()
    yield from _csv()


def _tag_value() -> Iterator[Case]:
    two = package_tags("a"), package_tags("b")
    ghost = "PackageDescription: <text>\nPackageName: ghost\nSPDXID: SPDXRef-ghost\n"
    yield Case("tv-ghost-closed.spdx", tag_value(package_tags("a", ghost + "</text>\n"), two[1]), "accept|warn", 2)
    yield Case("tv-ghost-open.spdx", tag_value(package_tags("a", ghost), two[1]), "warn|reject", None, "line 9")
    nested = "PackageComment: <text>one <text>two</text> three</text>\n"
    yield Case("tv-text-in-text.spdx", tag_value(package_tags("a", nested), two[1]), "accept|warn", 2)
    yield Case(
        "tv-nul-in-id.spdx", tag_value(package_tags("a").replace("Ref-a", "Ref-a\0"), two[1]), "warn", 2, "line 7"
    )
    yield Case("tv-old-mac.spdx", tag_value(*two).replace(b"\n", b"\r"), "accept|warn", 2)
    yield Case("tv-no-colon.spdx", tag_value(package_tags("a", "PackageVersion 2\n"), two[1]), "warn", 2, "line 9")
    yield Case("tv-name-twice.spdx", tag_value(package_tags("a", "PackageVersion: 2\n"), two[1]), "warn|accept", 2)
    yield Case(
        "tv-id-missing.spdx", tag_value("\nPackageName: a\nPackageVersion: 1\n", two[1]), "accept|warn", 2, "line"
    )
    yield Case(
        "tv-other-separators.spdx",
        tag_value(package_tags("a", "PackageComment: x\x85PackageName: ghost\x0bPackageName: g\u2028PackageName: h\n")),
        "accept|warn",
        1,
    )
    yield Case(
        "tv-line-20-mb.spdx",
        tag_value(package_tags("a", "PackageComment: " + "x" * 20_000_000 + "\n"), two[1]),
        "accept|warn|reject",
        2,
    )
    yield Case(
        "tv-open-tags.spdx", tag_value(package_tags("a", "PackageComment: " + "<text>" * 200_000 + "\n")), "warn|reject"
    )
    many = "".join(f"Relationship: SPDXRef-a DEPENDS_ON SPDXRef-ghost{n}\n" for n in range(3000))
    yield Case("tv-3000-ghosts.spdx", tag_value(package_tags("a"), many), "warn", 1, "line")
    yield Case(
        "tv-ring.spdx",
        tag_value(
            *two,
            "".join(f"Relationship: SPDXRef-{one} DEPENDS_ON SPDXRef-{other}\n" for one, other in ("ab", "ba", "aa")),
        ),
        "accept|warn",
        2,
    )
    yield Case(
        "tv-same-id.spdx", tag_value(two[0], package_tags("b").replace("SPDXRef-b", "SPDXRef-a")), "warn", 2, "line"
    )
    yield Case("tv-version-9.spdx", tag_value(*two).replace(b"SPDX-2.3", b"SPDX-9.9"), "reject|warn")
    yield Case(
        "tv-not-utf-8.spdx",
        tag_value(package_tags("a", "PackageComment: @\n")).replace(b"@", b"\xff\xfe"),
        "warn|reject",
        1,
    )
    yield Case("tv-20000-packages.spdx", tag_value(*[package_tags(f"p{n}") for n in range(20_000)]), "accept", 20_000)
    yield Case("tv-only-head.spdx", tag_value(), "accept|warn|reject", 0)


def _yaml() -> Iterator[Case]:
    good = YAML_HEAD + YAML_PACKAGES
    laughs = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9 if n else ['ha'] * 9)}]\n" for n in range(9))
    quadratic = "x: &q " + "q" * 30_000 + "\ny: [" + ", ".join(["*q"] * 3000) + "]\n"
    tricks = {
        "laughs": laughs,
        "alias-quadratic": quadratic,
        "merge": "base: &b {name: z}\nmore:\n  <<: *b\n",
        "anchor-itself": "x: &x\n  y: *x\n",
        "tag-python": "x: !!python/object/apply:os.system ['touch /tmp/sovaudit-promises-pwned']\n",
        "tag-own": "x: !evil {a: b}\n",
        "tag-binary": "x: !!binary aGVsbG8=\n",
        "second": "---\nspdxVersion: SPDX-2.3\n",
        "directive": "...\n%TAG ! tag:evil,2026:\n---\nx: y\n",
        "deep": "x: " + "[" * 5000 + "]" * 5000 + "\n",
        "deep-block": "".join("  " * n + f"k{n}:\n" for n in range(400)),
        "twice": "name: other\n",
        "control": "x: a\x00b\n",
        "tab": "x:\n\t- y\n",
        "unclosed": 'x: "never closed\n',
    }
    for name, trick in tricks.items():
        expect = "warn|reject" if name == "tag-own" else "reject"
        yield Case(f"yaml-{name}.spdx.yaml", (good + trick).encode(), expect, said="line")
        yield Case(f"yaml-{name}.publiccode.yml", (PUBLICCODE + trick).encode(), expect, said="line")
    inside = YAML_PACKAGES + "    versionInfo: '1'\n    versionInfo: '2'\n"
    yield Case("yaml-twice-in-package.spdx.yaml", (YAML_HEAD + inside).encode(), "reject", said="versionInfo")
    norway = YAML_PACKAGES.replace("name: a", "name: no") + "    versionInfo: 1.10\n    licenseDeclared: NO\n"
    yield Case("yaml-norway.spdx.yaml", (YAML_HEAD + norway).encode(), "accept|warn", 1, never=('"False"', '"1.1"'))
    yield Case("yaml-keys-of-lists.spdx.yaml", (good + "? [a, b]\n: c\n").encode(), "reject|warn", 1)
    yield Case("yaml-packages-text.spdx.yaml", (YAML_HEAD + "packages: none\n").encode(), "reject|warn", 0)
    yield Case("yaml-utf-16.spdx.yaml", good.encode("utf-16"), "accept|reject", 1)
    yield Case("yaml-gzip.publiccode.yml", gzip.compress(PUBLICCODE.encode(), mtime=0), "accept|warn", 0)
    many = "".join(f"  - name: p{n}\n    SPDXID: SPDXRef-p{n}\n" for n in range(5000))
    yield Case("yaml-5000-packages.spdx.yaml", (YAML_HEAD + "packages:\n" + many).encode(), "accept", 5000)
    yield Case(
        "yaml-types.publiccode.yml",
        (PUBLICCODE + "categories: 7\ndependsOn: [x]\nlegal: none\nlocalisation: {availableLanguages: {}}\n").encode(),
        "warn|reject",
        0,
    )


def _csv() -> Iterator[Case]:
    rows = "".join(ROW.format(n, n) for n in range(3))
    good = REGISTER + rows
    yield Case("csv-nul-header.csv", ("\0" + good).encode(), "warn|reject")
    yield Case("csv-quote-in-middle.csv", (good + 'a9;"Guichet";x"y;1;Exemple\n').encode(), "accept|warn|reject", 4)
    yield Case("csv-quote-open-last.csv", (good + 'a9;Guichet;saas;1;"Exemple\n').encode(), "reject|warn", said="quote")
    yield Case("csv-quote-open-first.csv", ('"' + good).encode(), "reject|warn", said="quote")
    yield Case("csv-text-after-quote.csv", (good + 'a9;"Guichet"x;saas;1;Exemple\n').encode(), "reject|warn")
    yield Case("csv-row-long.csv", (good + "a9;Guichet;saas;1;Exemple;more;and more\n").encode(), "warn", 4, "row 5")
    yield Case("csv-row-short.csv", (good + "a9\n").encode(), "warn", 4, "row 5")
    yield Case("csv-header-twice.csv", good.replace("\n", ";version\n", 1).encode(), "reject|warn", said="version")
    yield Case("csv-id-twice.csv", (good + ROW.format(0, "other")).encode(), "warn", 4)
    yield Case("csv-id-case.csv", (good + ROW.replace("a", "A").format(0, "other")).encode(), "accept|warn", 4)
    yield Case(
        "csv-one-line-20-mb.csv", (REGISTER.strip() + ";" + "x;" * 10_000_000).encode(), "reject", said="columns"
    )
    yield Case("csv-cell-20-mb.csv", (good + "a9;" + "x" * 20_000_000 + ";saas;1;Exemple\n").encode(), "reject|warn", 4)
    yield Case(
        "csv-2000-columns.csv",
        (REGISTER.strip() + "".join(f";c{n}" for n in range(2000)) + "\n" + rows).encode(),
        "reject",
        said="columns",
    )
    yield Case("csv-separators-only.csv", (";" * 5000 + "\n").encode() * 50, "reject")
    yield Case("csv-blank-rows.csv", (good + "\n;;;;\n" * 200_000).encode(), "accept|warn", 3)
    yield Case("csv-quotes-only.csv", b'"' * 1_000_001, "reject")
    yield Case("csv-utf-16-be.csv", b"\xfe\xff" + good.encode("utf-16-be"), "accept|reject", 3)
    yield Case("csv-utf-16-no-mark.csv", good.encode("utf-16-le"), "accept|reject", 3)
    yield Case("csv-utf-7.csv", b"+AGEAYg-;nom;type;version\n1;2;3;4\n", "reject|warn")
    yield Case("csv-latin.csv", (good + "a9;Études;saas;1;Éxemple\n").encode("cp1252"), "accept|warn", 4)
    yield Case("csv-lone-cr.csv", good.replace("\n", "\r").encode(), "accept|warn", 3)
    yield Case(
        "csv-line-separators.csv", (good + "a9;Gui\u2028chet\x0b\x1c;saas;1;Exemple\n").encode(), "accept|warn", 4
    )
    yield Case(
        "csv-numbers.csv",
        (
            "id;nom;type;editeur;version;utilisateurs\n"
            + "".join(
                f"a{n};x;saas;e;1;{v}\n" for n, v in enumerate(["1e999", "-5", "NaN", "٣", "9" * 5000, "1_000", "0x10"])
            )
        ).encode(),
        "warn",
        7,
        never=(":Infinity", ":NaN"),
    )
    yield Case(
        "csv-formula.csv",
        (good + 'a9;"=HYPERLINK(""http://evil.invalid"",""x"")";saas;1;@SUM(1)\n').encode(),
        "accept|warn",
        4,
    )
    yield Case("csv-gzip.csv", gzip.compress(good.encode(), mtime=0), "accept|warn", 3)
    separators = good + "a9,Guichet,saas,1,Exemple\n"
    yield Case("csv-row-of-commas.csv", separators.encode(), "warn|reject", None, "row 5")
    yield Case("csv-sep-line.csv", ("sep=;\n" + good).encode(), "accept|warn", 3)
    yield Case("csv-header-only.csv", REGISTER.encode(), "accept|warn", 0)
    yield Case("csv-ids-blank.csv", (REGISTER + ";;;;x\n").encode() * 1, "warn|reject", None)
    glpi = '"Nom";"Éditeur";"Versions - Nom";"Nombre d\'installations";\n'
    yield Case("csv-glpi-unclosed.csv", (glpi + '"Outil";"Exemple";"1.2\n1.3;"12";\n').encode(), "reject|warn")
    yield Case(
        "csv-glpi-long-list.csv",
        (glpi + '"Outil";"Exemple";"' + "\n".join(str(n) for n in range(50_000)) + '";"12";\n').encode(),
        "accept|warn|reject",
    )
