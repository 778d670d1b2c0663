# SPDX-License-Identifier: EUPL-1.2
"""The bills of materials that the city keeps in another format than their generator's: original -> kept file.

The original lies in `sboms/` beside this file, compressed; one that the city itself keeps compressed lies there only.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import to_cyclonedx_xml
import to_spdx3
import to_spdx_tags
import yaml
from products import HERE, Plan, Product

ORIGINALS = HERE / "sboms"
CATEGORIES = {"PACKAGE_MANAGER": "PACKAGE-MANAGER"}
"""What a generator writes -> what SPDX 2.3 says."""


def _as_yaml(document: dict[str, Any]) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


WRITERS: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    ".cdx.xml": ("XML", to_cyclonedx_xml.convert),
    ".spdx.yaml": ("YAML", _as_yaml),
    ".spdx3.json": ("SPDX 3.0.1, JSON-LD", to_spdx3.convert),
    ".spdx": ("tag-value", to_spdx_tags.convert),
}
"""End of the name of the kept file -> how its format is called, what writes it."""


def form(product: Product) -> str:
    """Say in which format a file is kept, where it is not the generator's."""
    if product.kept.endswith(".gz"):
        return "gzip"
    return next((name for end, (name, _write) in WRITERS.items() if product.kept.endswith(end)), "")


def original(product: Product, boms: Path) -> bytes:
    """Return the file as the generator wrote it and `postprocess` left it."""
    if not product.kept:
        return (boms / product.file).read_bytes()
    return gzip.decompress(_packed(product, boms).read_bytes())


def keep(product: Product, boms: Path, text: str) -> None:
    """Keep a generator's file as the original of what the city keeps."""
    path = _packed(product, boms) if product.kept else boms / product.file
    path.parent.mkdir(parents=True, exist_ok=True)
    if not product.kept:
        path.write_text(text, encoding="utf-8")
    elif not path.exists() or gzip.decompress(path.read_bytes()) != text.encode():  # versions of zlib pack otherwise
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def convert(plan: Plan, boms: Path) -> None:
    """Write every file that is kept in another format."""
    for product in plan.products:
        for end, (_name, write) in WRITERS.items():
            if product.kept.endswith(end):
                document = mended(json.loads(original(product, boms)))
                (boms / product.kept).write_text(write(document), encoding="utf-8")


def mended(document: dict[str, Any]) -> dict[str, Any]:
    """Spell the categories of external references as SPDX 2.3 does; JSON readers forgive, other syntaxes do not."""
    for package in document.get("packages", ()):
        for each in package.get("externalRefs", ()):
            each["referenceCategory"] = CATEGORIES.get(each["referenceCategory"], each["referenceCategory"])
    return document


def _packed(product: Product, boms: Path) -> Path:
    return boms / product.kept if product.kept.endswith(".gz") else ORIGINALS / f"{product.file}.gz"
