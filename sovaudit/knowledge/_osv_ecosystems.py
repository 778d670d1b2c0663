# SPDX-License-Identifier: EUPL-1.2
"""Package URL -> the ecosystem, the name and the release under which OSV knows a package.

Names are compared as the ecosystem compares them: PEP 503 for PyPI; without regard to case where the ecosystem has
none, and for Go, whose package URLs are lower case. Packages of distributions are known by their source package and by
the release: without the release every version ever mended would look vulnerable, so that nothing is told.

Source: google/osv.dev, osv/purl_helpers.py (types and namespaces); OSV schema 1.7, `affected[].package`; package-url,
types/*-definition.json; names that syft and trivy write in `distro`; releases of Debian and Ubuntu.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from msgspec import Struct

BY_TYPE = {
    "bitnami": "Bitnami",
    "cargo": "crates.io",
    "composer": "Packagist",
    "conan": "ConanCenter",
    "cran": "CRAN",
    "gem": "RubyGems",
    "github-actions": "GitHub Actions",
    "githubactions": "GitHub Actions",
    "golang": "Go",
    "gradle": "Maven",
    "hackage": "Hackage",
    "hex": "Hex",
    "julia": "Julia",
    "maven": "Maven",
    "npm": "npm",
    "nuget": "NuGet",
    "opam": "opam",
    "pub": "Pub",
    "pypi": "PyPI",
    "swift": "SwiftURL",
}
BY_NAMESPACE = {
    ("apk", "alpine"): "Alpine",
    ("apk", "chainguard"): "Chainguard",
    ("apk", "minimos"): "MinimOS",
    ("apk", "wolfi"): "Wolfi",
    ("deb", "debian"): "Debian",
    ("deb", "ubuntu"): "Ubuntu",
    ("rpm", "almalinux"): "AlmaLinux",
    ("rpm", "azurelinux"): "Azure Linux",
    ("rpm", "mageia"): "Mageia",
    ("rpm", "openeuler"): "openEuler",
    ("rpm", "opensuse"): "openSUSE",
    ("rpm", "photon"): "Photon OS",
    ("rpm", "redhat"): "Red Hat",
    ("rpm", "rhel"): "Red Hat",
    ("rpm", "rocky"): "Rocky Linux",
    ("rpm", "rocky-linux"): "Rocky Linux",
    ("rpm", "rockylinux"): "Rocky Linux",
    ("rpm", "sles"): "SUSE",
    ("rpm", "suse"): "SUSE",
}
"""Type and namespace -> ecosystem, for distributions."""
ROLLING = frozenset(("Chainguard", "MinimOS", "Wolfi"))
"""Distributions that have one release only."""
SOURCES = frozenset(BY_NAMESPACE.values()) - {"Red Hat", "Chainguard", "MinimOS", "Wolfi"}
"""Distributions whose advisories name source packages."""
FOLDED = frozenset(
    (
        *("Bitnami", "GitHub Actions", "Go", "Hex", "npm", "NuGet"),
        *("Packagist", "Pub", "PyPI", "SwiftURL", "VSCode", *BY_NAMESPACE.values()),
    )
)
"""Ecosystems whose names are compared without regard to case."""
CODENAMES = {
    **{"wheezy": "7", "jessie": "8", "stretch": "9", "buster": "10", "bullseye": "11", "bookworm": "12"},
    **{"trixie": "13", "forky": "14"},
    **{"trusty": "14.04", "xenial": "16.04", "bionic": "18.04", "focal": "20.04", "jammy": "22.04", "noble": "24.04"},
}
"""Names of releases of Debian and Ubuntu -> number."""

_RUNS = re.compile(r"[-_.]+")
_RELEASE = re.compile(r"v?(\d+)(?:\.(\d+))?")
_SOURCE_RPM = re.compile(r"(.+)-([^-]+-[^-]+?)(?:\.(?:no)?src\.rpm)?")


class Package(Struct, frozen=True):
    """Where to look for a package.

    Args:
        ecosystem: without its release.
        name: as `folded` writes it.
        version: with the epoch, where the type has one; empty when the package URL has none.
        release: pattern of the part of an affected ecosystem after the colon; empty when the ecosystem has no releases.
        lacking: what is missing to look it up: `release`, or nothing.
        source: false when advisories name source packages, and only the binary package is known.
    """

    ecosystem: str
    name: str
    version: str
    release: str = ""
    lacking: str = ""
    source: bool = True

    @property
    def key(self) -> str:
        """Return the key under which the affected entries of the package are kept."""
        return f"{self.ecosystem}:{self.name}"


def key(ecosystem: str, name: str) -> str:
    """Return the key of a package.

    >>> key("PyPI", "Zope.Interface"), key("Maven", "org.acme:Tool"), key("Debian:12", "nginx")
    ('PyPI:zope-interface', 'Maven:org.acme:Tool', 'Debian:nginx')
    """
    base = ecosystem.partition(":")[0]
    return f"{base}:{_folded(base, name)}"


def _folded(base: str, name: str) -> str:
    if base == "PyPI":
        plain = not ("_" in name or "." in name or "--" in name)
        return (name if plain else _RUNS.sub("-", name)).lower()
    if base == "SwiftURL":
        name = name.removeprefix("https://").removesuffix(".git")
    return name.lower() if base in FOLDED else name


def package(purl: str, built_from: str = "") -> Package | None:
    """Return where to look for what a canonical package URL names; None when OSV has no such ecosystem.

    Args:
        purl: canonical, as `identity` writes it.
        built_from: the source package, as `upstream` of a package URL says it: `openssl`, `gcc-12@12.2.0-14`,
            `bash-5.1.8-6.el9.src.rpm`.

    >>> package("pkg:maven/org.acme/tool@1.0").key, package("pkg:deb/debian/nginx@1.22?distro=debian-12").release
    ('Maven:org.acme:tool', '12')
    """
    path, _question, rest = purl.partition("#")[0].removeprefix("pkg:").partition("?")
    path, _at, version = path.partition("@")
    kind, _slash, named = path.partition("/")
    namespace, _slash, name = named.rpartition("/")
    if "%" in purl:
        namespace, name, version = unquote(namespace), unquote(name), unquote(version)
    ecosystem = BY_TYPE.get(kind)
    if ecosystem is not None:
        joint = ":" if ecosystem == "Maven" else "/"
        full = f"{namespace}{joint}{name}" if namespace else name
        return Package(ecosystem, _folded(ecosystem, full), version)
    ecosystem = BY_NAMESPACE.get((kind, namespace))
    if ecosystem is None:
        return None
    qualifiers = dict(pair.split("=", 1) for pair in rest.split("&") if "=" in pair)
    return _of_distribution(ecosystem, name, version, qualifiers, built_from)


def _of_distribution(ecosystem: str, name: str, version: str, qualifiers: dict[str, str], built_from: str) -> Package:
    """Return where to look for a package of a distribution."""
    if qualifiers.get("epoch", "").isdecimal() and ":" not in version and version:
        version = f"{qualifiers['epoch']}:{version}"
    source = ecosystem not in SOURCES or qualifiers.get("arch") in ("source", "src")
    if built_from and ecosystem in SOURCES:
        name, version, source = *_source(built_from, version, ecosystem), True
    release = "" if ecosystem in ROLLING else _release(ecosystem, unquote(qualifiers.get("distro", "")), version)
    lacking = "" if release or ecosystem in ROLLING else "release"
    return Package(ecosystem, _folded(ecosystem, name), version, release, lacking, source)


def _source(built_from: str, version: str, ecosystem: str) -> tuple[str, str]:
    """Return the name and the version of a source package; the version of the binary when it has none of its own."""
    name, _at, own = built_from.partition("@")
    if own:
        return name, own
    found = _SOURCE_RPM.fullmatch(built_from) if built_from.endswith("src.rpm") else None
    if found is None:
        return name, version
    epoch = f"{version.partition(':')[0]}:" if ":" in version else ""
    return found[1], f"{epoch}{found[2]}"


def _release(ecosystem: str, distro: str, version: str) -> str:
    """Return the pattern of a release as OSV writes it; empty when the package URL does not tell one."""
    words = distro.lower()
    if ecosystem == "openSUSE" and "tumbleweed" in words:
        return "Tumbleweed"
    named = words.rpartition("-")[2]
    found = _RELEASE.match(CODENAMES.get(named, named))
    if found is None:
        return ""
    major, minor = found[1], found[2] or ""
    both = rf"{major}\.{minor}" if minor else major
    if ecosystem == "Ubuntu":
        return (r"(?:Pro:)?" if "esm" in version else "") + both + r"(?::LTS)?"
    if ecosystem == "Alpine":
        return "v" + both
    if ecosystem == "Red Hat":
        return rf"enterprise_linux:{major}(?:::.*)?"
    if ecosystem == "SUSE":
        return rf".*\b{major}" + (rf" SP{minor}" if minor and minor != "0" else "") + r"(?:-LTSS)?"
    if ecosystem == "openSUSE":
        return "Leap " + both
    if ecosystem == "openEuler":
        return both + r"(?:-.*)?"
    return both if ecosystem == "Photon OS" else major
