# SPDX-License-Identifier: EUPL-1.2
"""npm packages -> what `npm sbom` or `cyclonedx-npm` says of the lock file that npm resolves for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from products import Product, run

TRIES = 3


@dataclass(frozen=True)
class Npm:
    """The tools of this registry: the folder whose node_modules holds npm and cyclonedx-npm at pinned versions."""

    tools: Path
    folder: Path

    def bom(self, product: Product) -> str:
        """Return the bill of materials of a product, as its generator writes it; nothing is installed."""
        home = self.folder / f"deploiement-{product.file.partition('.')[0]}"
        home.mkdir()
        subject = {"name": home.name, "version": product.version.removeprefix("v"), "private": True}
        (home / "package.json").write_text(json.dumps(subject), encoding="utf-8")
        self._lock(product, home)
        if product.generator == "npm":
            return run([*self._npm(), "sbom", "--package-lock-only", "--sbom-format", product.format], folder=home)
        tool = self.tools / "node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js"
        options = ["--package-lock-only", "--ignore-npm-errors", "--output-reproducible", "--sv", "1.6", "-o", "-"]
        return run(["node", tool, *options], folder=home, env={"npm_execpath": str(self._npm()[1])})

    def _npm(self) -> list[str | Path]:
        return ["node", self.tools / "node_modules/npm/bin/npm-cli.js"]

    def _lock(self, product: Product, home: Path) -> None:
        """Resolve without installing; a registry that stumbles is asked again."""
        options = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"]
        for last in (*[False] * (TRIES - 1), True):
            try:
                run([*self._npm(), "install", *options, "--before", product.date, *product.packages], folder=home)
                return
            except RuntimeError:
                if last:
                    raise
