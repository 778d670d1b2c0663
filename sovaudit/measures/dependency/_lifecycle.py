# SPDX-License-Identifier: EUPL-1.2
"""A package URL, a CPE name or a name, and a version -> the product whose lifecycle is published, and its cycles.

Three keys, best first, each compared as a whole and never by likeness:

1. the package URL without version and qualifiers;
2. part, vendor and product of the CPE name;
3. the name, an alias or the label, without case, accents and punctuation; a release or an edition at its end is taken
   for a version (« Windows Server 2019 Standard »).

A package of a language's registry is looked up by its package URL alone: `pkg:gem/redis` is a client of Redis and no
server, although tools write the server's CPE name beside it.

**Long-term support that costs nothing is support**: a release of Debian lives until the end of Debian LTS; the day on
which the security team hands it over is shown beside it. Every other extension is taken for one that must be bought.

**A package of a distribution is maintained by its distribution**, which goes on mending a release that its publisher
has given up: PostgreSQL 13 in Debian 11 is judged by Debian 11, found by the `distro` of its package URL or by the mark
in its version (`+deb11u2`, `.el8`). What the publisher says is shown beside it, as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from sovaudit.identity._names import words_of
from sovaudit.identity.cpes import canonical_cpe
from sovaudit.knowledge import Library, Snapshot
from sovaudit.knowledge._tables import rows
from sovaudit.knowledge.lifecycles import Cycle, Product, lifecycles
from sovaudit.measures import Case
from sovaudit.measures.dependency._versions import LIMIT, Releases

ALIASES = "lifecycle_aliases"
ANY_MAKER = frozenset(("generic", "github", "gitlab", "bitbucket", "docker", "oci", "swid", "bitnami"))
"""Types of package URL that do not name a registry of libraries: CPE and name may be asked as well."""
PACKED = ("deb", "rpm", "apk")
"""Types of package URL of the packages of distributions."""
DISTRIBUTIONS: Mapping[str, str] = {
    **{"debian": "debian", "ubuntu": "ubuntu", "alpine": "alpine-linux", "redhat": "rhel", "rhel": "rhel"},
    **{"centos": "centos", "fedora": "fedora", "almalinux": "almalinux", "rocky": "rocky-linux"},
    **{"rocky-linux": "rocky-linux", "amzn": "amazon-linux", "amazonlinux": "amazon-linux", "ol": "oracle-linux"},
    **{"oracle": "oracle-linux", "oraclelinux": "oracle-linux", "opensuse": "opensuse", "opensuse-leap": "opensuse"},
    **{"sles": "sles", "suse": "sles", "mageia": "mageia"},
}
"""Namespace of a package, or name in `distro` -> the distribution's product."""
FREE = frozenset(("debian",))
"""Products whose extended support (`eoes`) is there for everybody: Debian LTS."""

_DISTRO = re.compile(r"[?&]distro=([^&#]+)")
_MARK = re.compile(r"[+~]deb(\d+)u\d|ubuntu0\.(\d\d\.\d\d)\b|\.(?:el|fc|amzn)(\d+)")
"""How versions of packages name the release that they were made for: 15.14-0+deb12u1, 4.18.0-553.el8_10."""
_PACKED = re.compile(_MARK.pattern + r"|^\d+:|\bmodule\+el\d")
_BETWEEN = re.compile(r"(?<=\d) (?=\d)")
_RELEASE = re.compile(r"v?\d[\d.]*[a-z]?\d?|r\d|sp\d|cu\d+|\d\dh\d|\d+[a-z]{1,2}")
_LABELLED = frozenset(
    (
        *("edition", "standard", "datacenter", "essentials", "enterprise", "entreprise", "professional"),
        *("professionnel", "pro", "famille", "home", "education", "ltsc", "lts", "esr", "se", "subscription"),
        *("express", "community", "x64", "bit", "bits"),
    )
)


class Found(Struct, frozen=True):
    """A product that something is one of, and the cycles it may be in.

    Args:
        key: by what it was found: the identifier, or the name.
        version: as written; empty when nobody says it.
        cycles: none when the version is not known, or is of no cycle that is listed.
        upstream: what a distribution's package is of, by its publisher.
    """

    product: Product
    snapshot: Snapshot
    key: str
    version: str
    cycles: tuple[Cycle, ...]
    upstream: Found | None = None


class Index(Struct, frozen=True):
    """Products by their keys.

    Args:
        purls: package URL without version and qualifiers -> product.
        cpes: `a:postgresql:postgresql` -> product, and the release that this name alone tells.
        names: words in one piece -> the same; None for a name that is too general to tell a product by.
        codenames: of all cycles: what may follow a name.
        releases: product -> its cycles, sorted at the first question.
    """

    products: Mapping[str, tuple[Product, Snapshot]]
    purls: Mapping[str, str]
    cpes: Mapping[str, tuple[str, str]]
    names: Mapping[str, tuple[str, str] | None]
    codenames: frozenset[str]
    releases: dict[str, Releases]

    def by_purl(self, purl: str, version: str) -> Found | None:
        """Look up a package by its canonical package URL; the version beside it counts only where it has none."""
        bare, own = parts_of(purl)
        kind, _slash, rest = bare.removeprefix("pkg:").partition("/")
        product = self.purls.get(bare)
        found = self._found(product, bare, own or version) if product else None
        if kind not in PACKED:
            return found
        distro = distro_of(purl)
        distribution, release = _distribution(distro, rest.partition("/")[0])
        if distribution not in self.products:
            return found
        held = self._found(distribution, f"distro={distro}" if "distro=" in purl else bare, release)
        return Found(held.product, held.snapshot, held.key, held.version, held.cycles, found)

    def by_cpe(self, cpe: str, version: str) -> Found | None:
        """Look up a product by its CPE name."""
        if not cpe:
            return None
        fields = re.split(r"(?<!\\):", canonical_cpe(cpe))
        key = ":".join(fields[2:5])
        product, release = self.cpes.get(key, ("", ""))
        if product not in self.products:
            return None
        return self._found(product, f"cpe:{key}", version if fields[5] in ("*", "-") else fields[5], release)

    def by_name(self, name: str, version: str) -> Found | None:
        """Look up a product by its name; what follows the name, if it looks like a release, is one."""
        words = list(words_of(name))
        for end in range(len(words), 0, -1):
            known = self.names.get("".join(words[:end]), ("", ""))
            if known is None:
                return None
            product, release = known
            if product:
                return self._found(product, name, version, release or _BETWEEN.sub(".", " ".join(words[end:])))
            if not (_RELEASE.fullmatch(words[end - 1]) or words[end - 1] in _LABELLED | self.codenames):
                return None
        return None

    def _found(self, product: str, key: str, version: str, release: str = "") -> Found:
        """Find the cycles of a version; what the key says of the release narrows them, or widens them if it differs."""
        known, snapshot = self.products[product]
        if product not in self.releases:
            self.releases[product] = Releases(known)
        cycles = self.releases[product].of(version)
        told = self.releases[product].of(release) if release else ()
        both = tuple(each for each in cycles if each in told)
        return Found(known, snapshot, key, (version or release)[:LIMIT], both or (*cycles, *told))


def index(case: Case) -> Index:
    """Return the products by their keys, sorted once for all audits that rest on the same data."""
    library = case.library
    return library.data("lifecycles by key", lambda _none: _index(library))


def parts_of(purl: str) -> tuple[str, str]:
    """Take a canonical package URL apart: without version and qualifiers, and its version.

    >>> parts_of("pkg:npm/%40angular/core@17.0.0?a=b")
    ('pkg:npm/%40angular/core', '17.0.0')
    """
    bare, _at, rest = purl.partition("@")
    if "?" in bare or "#" in bare:
        return bare.partition("?")[0].partition("#")[0], ""
    version = rest.partition("?")[0].partition("#")[0]
    return bare, unquote(version) if "%" in version else version


def distro_of(purl: str) -> str:
    """Return what a distribution's package says of the release it is for, in `distro` or in its version.

    >>> distro_of("pkg:deb/debian/a@1?distro=debian-12"), distro_of("pkg:rpm/redhat/a@1-2.el8_10?arch=noarch")
    ('debian-12', '8')
    """
    said = _DISTRO.search(purl)
    if said:
        return said[1]
    mark = _MARK.search(parts_of(purl)[1])
    return next(filter(None, mark.groups())) if mark else ""


def packed(version: str) -> bool:
    """Tell whether a version is that of a distribution's package, by the mark of a release or by an epoch.

    >>> packed("1.1.1k-6.el8_5"), packed("1:3.6.2-6"), packed("16.4")
    (True, True, False)
    """
    return _PACKED.search(version) is not None


def _distribution(distro: str, namespace: str) -> tuple[str, str]:
    """Return the product and the release that `distro` names: `debian-12`, `bookworm`, `rhel-8.6`."""
    name, _dash, release = distro.rpartition("-")
    if name in DISTRIBUTIONS:
        return DISTRIBUTIONS[name], release
    return DISTRIBUTIONS.get(namespace, ""), distro


def _index(library: Library) -> Index:
    products = {name: (_freely(each), held) for name, (each, held) in lifecycles(library).products.items()}
    purls: dict[str, str] = {}
    cpes: dict[str, tuple[str, str]] = {}
    names: dict[str, tuple[str, str] | None] = {}
    for name, (product, _snapshot) in products.items():
        for each in product.identifiers:
            if each.startswith("pkg:"):
                purls.setdefault(parts_of(each)[0], name)
            elif each.startswith("cpe:"):
                fields = each.lower().removeprefix("cpe:2.3:").removeprefix("cpe:/").split(":")
                cpes.setdefault(":".join(fields[:3]), (name, ""))
        for text in _called(product):
            names.setdefault("".join(words_of(text)), (name, ""))
    for row in rows(library.of(ALIASES)):
        product_name = row["product"]
        if row["key"].startswith("cpe:"):
            key = row["key"].removeprefix("cpe:")
            cpes[key] = cpes.get(key, (product_name, row["cycle"])) if product_name else ("", "")
        elif not product_name:
            names[row["key"]] = None
        else:
            names.setdefault(row["key"], (product_name, row["cycle"]))
    for product, snapshot in products.values():
        if snapshot.imported and snapshot.name != snapshot.name.partition(".")[0]:  # what the city calls so, is so
            names.update({"".join(words_of(each)): (product.name, "") for each in _called(product)})
    names.pop("", None)
    known = {key: each for key, each in names.items() if each is None or each[0] in products}
    cycles = (cycle for product, _snapshot in products.values() for cycle in product.cycles)
    codenames = frozenset("".join(words_of(cycle.codename.partition(" ")[0])) for cycle in cycles if cycle.codename)
    return Index(products, purls, cpes, known, codenames, {})


def _freely(product: Product) -> Product:
    """Let the cycles of a product live as long as support costs nothing; `eoas` keeps the day before that."""
    if product.name not in FREE:
        return product
    cycles = tuple(
        replace(each, eoas=each.eol, eol=each.eoes, eoes=None) if isinstance(each.eoes, date) else each
        for each in product.cycles
    )
    return replace(product, cycles=cycles)


def _called(product: Product) -> tuple[str, ...]:
    return (product.name, product.label, *product.aliases)
