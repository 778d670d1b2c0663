# SPDX-License-Identifier: EUPL-1.2
"""Debian packages -> what `debsbom` says of a system that holds them and nothing else.

Nothing is installed: apt computes what the packages need, its metadata make up the `dpkg` status of an imaginary
system, and each package lends its copyright file, from which debsbom reads the licences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from products import Product, run

ARCHITECTURE = "amd64"


@dataclass(frozen=True)
class Debian:
    """The tools of this registry: a debsbom, and a folder that keeps apt's lists and packages between products."""

    debsbom: Path
    folder: Path
    timestamp: str

    def bom(self, product: Product, serial: str) -> str:
        """Return the bill of materials of a product, as debsbom writes it."""
        apt = self._apt(product.suite)
        needed = _needed(apt, product)
        root = self.folder / f"root-{product.file}"
        self._status(apt, needed, root)
        self._copyrights(apt, needed, root)
        short = {"cyclonedx": "cdx", "spdx": "spdx"}[product.format]
        options: list[str | Path] = ["-r", root, "-t", short, "--distro-arch", ARCHITECTURE, "--with-licenses"]
        options += [
            "--distro-name",
            product.file.partition(".")[0],
            "--distro-version",
            product.version,
            "--timestamp",
            self.timestamp,
        ]
        if short == "cdx":
            options += ["--cdx-schema-version", "1.6", "--cdx-serialnumber", serial]
        else:
            options += ["--spdx-namespace", f"urn:uuid:{serial}"]
        return run([self.debsbom, "generate", *options, "-o", "-"])

    def _apt(self, suite: str) -> list[str]:
        """Return apt options under which only this suite exists and no package is installed."""
        home = self.folder / f"apt-{suite}"
        options = [f"Dir::State={home}/state", f"Dir::Cache={home}/cache", f"Dir::State::status={home}/status"]
        options += [f"Dir::Etc::sourcelist={home}/sources.list", "Dir::Etc::sourceparts=-", "Debug::NoLocking=true"]
        options += [f"APT::Architecture={ARCHITECTURE}", "APT::Sandbox::User=root", "Acquire::Languages=none"]
        flags = [word for option in options for word in ("-o", option)]
        if not home.exists():
            for name in ("state/lists/partial", "cache/archives/partial"):
                (home / name).mkdir(parents=True)
            (home / "status").touch()
            (home / "sources.list").write_text("".join(_sources(suite)), encoding="utf-8")
            run(["apt-get", "update", *flags])
        return flags

    def _status(self, apt: list[str], needed: list[str], root: Path) -> None:
        """Write the status file of a system on which exactly these packages are installed."""
        stanzas = run(["apt-cache", "show", *apt, *needed]).strip().split("\n\n")
        lines = (stanza.replace("\n", "\nStatus: install ok installed\n", 1) for stanza in stanzas)
        (root / "var/lib/dpkg").mkdir(parents=True)
        (root / "var/lib/dpkg/status").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        (root / "var/lib/dpkg/arch").write_text(f"{ARCHITECTURE}\n", encoding="utf-8")

    def _copyrights(self, apt: list[str], needed: list[str], root: Path) -> None:
        """Take the copyright file out of every package; nothing else of it is kept."""
        store = self.folder / "packages"
        store.mkdir(exist_ok=True)
        missing = [name for name in needed if not _kept(store, name)]
        if missing:
            run(["apt-get", "download", *apt, *missing], folder=store)
        for name in needed:
            unpacked = f"dpkg-deb --fsys-tarfile '{_kept(store, name)}' | tar -x -C '{root}' --wildcards"
            run(["sh", "-c", f"{unpacked} './usr/share/doc/*/copyright' 2>/dev/null || true"])


def _kept(store: Path, pinned: str) -> Path | None:
    """Return the file of a name=version that was downloaded before."""
    name, _, version = pinned.partition("=")
    return next(store.glob(f"{name}_{version.replace(':', '%3a')}_*.deb"), None)


def _sources(suite: str) -> list[str]:
    """Return apt's source lines for a suite, from the mirrors this machine already uses."""
    seen = run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(ORIGIN)"]).split("\n")
    sites = {
        (site, name) for site, name, origin in (line.split(" ") for line in set(seen) if line) if origin == "Debian"
    }
    own = {name.partition("-")[0] for _, name in sites}
    return sorted(f"deb {site} {suite}{name.removeprefix(next(iter(own)))} main\n" for site, name in sites)


def _needed(apt: list[str], product: Product) -> list[str]:
    """Return name=version of everything that apt would install for a product on an empty system."""
    plan = run(["apt-get", "-s", "install", "--no-install-recommends", *apt, *product.packages])
    return sorted(f"{name}={version}" for name, version in re.findall(r"^Inst (\S+) \((\S+) ", plan, re.M))
