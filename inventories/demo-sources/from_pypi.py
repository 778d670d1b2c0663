# SPDX-License-Identifier: EUPL-1.2
"""Python packages -> what `cyclonedx-py environment` says of a virtual environment that holds them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from products import Product, run

PYTHON = "3.11"


@dataclass(frozen=True)
class Pypi:
    """The tools of this registry: a uv that resolves as of a day, and a cyclonedx-py that describes the result."""

    uv: Path
    cyclonedx: Path
    folder: Path
    epoch: int

    def bom(self, product: Product) -> str:
        """Return the bill of materials of a product, as cyclonedx-py writes it."""
        home = self.folder / product.file
        interpreter = home / "bin" / "python"
        run([self.uv, "venv", "--quiet", "--python", PYTHON, home])
        day = ["--exclude-newer", product.date]
        run([self.uv, "pip", "install", "--quiet", "--python", interpreter, *day, *product.packages])
        subject = home / "pyproject.toml"
        subject.write_text(_subject(product), encoding="utf-8")
        options: list[str | Path] = ["--pyproject", subject, "--output-reproducible", "--sv", "1.6", "-o", "-"]
        return run([self.cyclonedx, "environment", *options, interpreter], env={"SOURCE_DATE_EPOCH": str(self.epoch)})


def _subject(product: Product) -> str:
    """Return the pyproject.toml that names the deployment as the subject of its bill of materials."""
    lines = ["[project]", f"name = {json.dumps('deploiement-' + product.file.partition('.')[0])}"]
    lines += [
        f"version = {json.dumps(product.version)}",
        f"description = {json.dumps('Déploiement de ' + product.name)}",
    ]
    return "\n".join([*lines, f"dependencies = {json.dumps(list(product.packages))}", ""])
