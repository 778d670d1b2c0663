# SPDX-License-Identifier: EUPL-1.2
"""The rules of each type of package URL that packageurl-python 0.17 leaves to its caller.

Identity is what a package *is*; where it lies, and what a tool adds for itself, is left out of it.

- Kept for every type: `arch`, `distro`; kept for a type: what `QUALIFIERS` lists.
- Left out: `repository_url`, `download_url`, `vcs_url`, `file_name`, `checksum` and every qualifier that the type does
  not define: `package-id` and `upstream` of syft, `repository_id` of Red Hat, `type=module` of cdxgen for Go...
- A container image without a digest (`oci`, `docker`) keeps `repository_url`: its name is only the last part of the
  repository's, so that two registries' `app:1.0` would be one. With a digest, `tag` and `repository_url` add nothing.
- A type that the specification does not know keeps all but `LOCATING`: nobody can tell what identifies there.
- A value that is the default is left out: `type=jar`, `platform=ruby`.
- The epoch: in the version of a deb (`1:2.4`), in the qualifier of an rpm, 0 being none: trivy and syft differ.
- `distro` without the name of the distribution (`3.20.3`, older trivy) gets that of the namespace.
- The version of a Go module begins with `v`: GitHub's export leaves it out.

Source: https://github.com/package-url/purl-spec, types/*-definition.json (2026-03); Maven, “Default artifact handlers”
(`ejb`, `maven-plugin` have the extension jar; `bundle` is packed as one); PEP 503 (names of PyPI); Debian policy 5.6.12
(epoch); go.dev/ref/mod, “Versions”.
"""

from __future__ import annotations

import re

EVERYWHERE = frozenset({"arch", "distro"})
LOCATING = frozenset(
    {
        *("repository_url", "download_url", "vcs_url", "file_name", "filename", "checksum"),
        *("package-id", "upstream"),
    }
)
QUALIFIERS: dict[str, frozenset[str]] = {
    "conan": frozenset(
        {
            *("user", "channel", "rrev", "prev"),
            *("os", "build_type", "compiler", "compiler.version", "compiler.runtime", "shared"),
        }
    ),
    "conda": frozenset({"build", "channel", "subdir", "type"}),
    "docker": frozenset({"os", "variant"}),
    "gem": frozenset({"platform"}),
    "julia": frozenset({"uuid"}),
    "maven": frozenset({"type", "classifier"}),
    "mlflow": frozenset({"model_uuid", "run_id"}),
    "oci": frozenset({"os", "variant"}),
    "otp": frozenset({"platform"}),
    "rpm": frozenset({"epoch"}),
    "swid": frozenset({"tag_id", "tag_version", "patch", "tag_creator_regid"}),
    "vscode-extension": frozenset({"platform"}),
    "yocto": frozenset({"layer_version"}),
}
"""Type -> qualifiers that identify, beside those kept for every type."""
KNOWN = frozenset(QUALIFIERS) | frozenset(
    {
        *("alpm", "apk", "bazel", "bitbucket", "bitnami", "brew", "cargo", "chrome-extension", "cocoapods", "composer"),
        *("cpan", "cran", "deb", "generic", "git", "github", "gitlab", "golang", "hackage", "hex", "huggingface"),
        *("luarocks", "npm", "nuget", "opam", "pub", "pypi", "qpkg", "swift", "vcpkg"),
    }
)
"""Types that the specification defines, and `gitlab`."""
DEFAULTS = {
    ("maven", "type"): frozenset({"jar", "bundle", "ejb", "maven-plugin"}),
    ("gem", "platform"): frozenset({"ruby"}),
    ("rpm", "epoch"): frozenset({"0"}),
    ("vscode-extension", "platform"): frozenset({"universal"}),
}
IMAGES = frozenset({"docker", "oci"})
LOWER_NAMESPACE = frozenset({"deb", "golang", "npm", "rpm", "vscode-extension"})
LOWER_NAME = frozenset({"deb", "golang", "otp", "vscode-extension"})
LOWER_VERSION = frozenset({"pypi", "vscode-extension"})
"""Types whose parts are not case-sensitive, beside those that packageurl-python knows."""

_RUNS = re.compile(r"[-_.]+")
_EPOCH = re.compile(r"(\d+):(.+)")
_PLAIN_SEMVER = re.compile(r"\d+\.\d+\.\d+(?:[-+].*)?")
_DIGEST = re.compile(r"sha\d+:[0-9a-f]{32,}", re.IGNORECASE)


def normal_parts(kind: str, namespace: str, name: str, version: str) -> tuple[str, str, str]:
    """Write the parts of a package URL by the rules of its type.

    >>> normal_parts("pypi", "", "zope.interface", "5.0RC1")
    ('', 'zope-interface', '5.0rc1')
    """
    if kind in LOWER_NAMESPACE:
        namespace = namespace.lower()
    if kind in LOWER_NAME:
        name = name.lower()
    if kind in LOWER_VERSION:
        version = version.lower()
    if kind == "pypi":
        name = _RUNS.sub("-", name)
    if kind == "golang" and namespace and _PLAIN_SEMVER.fullmatch(version):
        version = f"v{version}"
    return namespace, name, version


def normal_epoch(kind: str, version: str, qualifiers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Put the epoch of a distribution's package where its type wants it.

    >>> normal_epoch("deb", "2.4", {"epoch": "1"}), normal_epoch("rpm", "1:2.4", {})
    (('1:2.4', {}), ('2.4', {'epoch': '1'}))
    """
    stated = _EPOCH.fullmatch(version)
    if kind == "deb":
        rest = {key: value for key, value in qualifiers.items() if key != "epoch"}
        epoch = qualifiers.get("epoch", "")
        return (f"{epoch}:{version}" if epoch.isdecimal() and int(epoch) and version and not stated else version), rest
    if kind == "rpm" and stated and qualifiers.get("epoch", stated[1]) == stated[1]:
        return stated[2], {**qualifiers, "epoch": stated[1]}
    return version, qualifiers


def identifying(kind: str, namespace: str, version: str, qualifiers: dict[str, str]) -> dict[str, str]:
    """Return the qualifiers that say which package it is.

    >>> identifying("maven", "org.acme", "1", {"type": "jar", "classifier": "sources", "repository_url": "x.org"})
    {'classifier': 'sources'}
    """
    kept = QUALIFIERS.get(kind, frozenset()) | EVERYWHERE if kind in KNOWN else qualifiers.keys() - LOCATING
    if kind in IMAGES and not _DIGEST.fullmatch(version):
        kept = kept | {"tag", "repository_url"}
    found = {
        key: value
        for key, value in qualifiers.items()
        if key in kept and value not in DEFAULTS.get((kind, key), frozenset())
    }
    if kind in ("apk", "deb", "rpm") and namespace and found.get("distro", "")[:1].isdigit():
        found["distro"] = f"{namespace}-{found['distro']}"
    return found
