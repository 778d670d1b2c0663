# SPDX-License-Identifier: EUPL-1.2
"""Rebuild the demonstration inventory: its bills of materials, what is made of them, made-up evidence, ORIGINES.md.

    python inventories/demo-sources/build.py [--only FILE...] [--evidence]

Bills of materials need the registries of Debian, PyPI and npm (apt, python 3.11 and node on the machine). A product
that its registry no longer serves at the pinned version keeps the file it has, is named at the end, and the exit code
is 1. All the rest (`--evidence`) needs no network and takes a second: bills of materials in other formats, machines,
contracts, statements, the workbook. The other files of inventories/demo are written by hand there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import conversions
import machines
import origins
import procurement
import stated
import workbook
from from_debian import Debian
from from_npm import Npm
from from_pypi import PYTHON, Pypi
from postprocess import clean
from products import HERE, Plan, Product, load, run

DEMO = HERE.parent / "demo"
BOMS = DEMO / "sboms"


def main() -> int:
    """Rebuild what is asked for; everything, unless told otherwise."""
    parser = argparse.ArgumentParser(description="Rebuild the demonstration inventory.")
    parser.add_argument("--only", nargs="+", default=[], metavar="FILE", help="these bills of materials")
    parser.add_argument("--evidence", action="store_true", help="no bill of materials anew: nothing from the network")
    asked = parser.parse_args()
    plan = load()
    unknown = set(asked.only) - {name for product in plan.products for name in (product.file, product.kept)}
    if unknown:
        parser.error(f"not in products.toml: {', '.join(sorted(unknown))}")
    named = [each for each in plan.products if not asked.only or {each.file, each.kept}.intersection(asked.only)]
    wanted = [] if asked.evidence else named
    failed = build(plan, wanted)
    write_evidence(plan)
    origins.write(plan, BOMS, HERE / "ORIGINES.md", PYTHON)
    for name in failed:
        print(f"kept as it was: {name}", file=sys.stderr)
    return 1 if failed else 0


def write_evidence(plan: Plan) -> None:
    """Write all that needs no network."""
    city = tomllib.loads((DEMO / "inventory.toml").read_text(encoding="utf-8"))
    conversions.convert(plan, BOMS)
    machines.write(HERE / "evidence" / "machines.toml", BOMS, DEMO / "postes")
    procurement.write(HERE / "evidence" / "decp.csv", city["siren"], DEMO / "marches" / "decp-ville-fictive.json")
    stated.write(DEMO, plan.timestamp)
    workbook.write(HERE / "registers", DEMO / "registres.xlsx")


def build(plan: Plan, wanted: list[Product]) -> list[str]:
    """Write the bills of materials of these products; return the files that could not be made anew."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="demo-inventory-") as place:
        makers = _tools(plan, Path(place), {product.registry for product in wanted})
        for product in wanted:
            print(f"{product.file} ...", file=sys.stderr)
            serial = str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sovaudit:demo:{product.file}:{product.version}"))
            try:
                text = makers[product.registry](product, serial)
            except RuntimeError as error:
                print(error, file=sys.stderr)
                failed.append(product.file)
                continue
            conversions.keep(product, BOMS, clean(text, product, plan.timestamp, serial))
    return failed


def _tools(plan: Plan, place: Path, registries: set[str]) -> dict[str, Callable[[Product, str], str]]:
    """Install the generators that these registries need; return what makes a bill of materials, by registry."""
    pins, programs = plan.generators, place / "venv" / "bin"
    for name in ("debian", "pypi", "npm"):
        (place / name).mkdir()
    if registries & {"debian", "pypi"}:
        wheels = [f"debsbom[spdx]=={pins['debsbom']}", f"cyclonedx-bom=={pins['cyclonedx-bom']}", f"uv=={pins['uv']}"]
        run([sys.executable, "-m", "venv", place / "venv"])
        run([programs / "pip", "install", "--quiet", *wheels])
    if "npm" in registries:
        modules = [f"{name}@{pins[name]}" for name in ("npm", "@cyclonedx/cyclonedx-npm")]
        run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", place, *modules])
    debian = Debian(programs / "debsbom", place / "debian", plan.timestamp)
    epoch = int(datetime.fromisoformat(plan.timestamp).timestamp())
    pypi = Pypi(programs / "uv", programs / "cyclonedx-py", place / "pypi", epoch)
    npm = Npm(place, place / "npm")
    return {
        "debian": debian.bom,
        "pypi": lambda product, _: pypi.bom(product),
        "npm": lambda product, _: npm.bom(product),
    }


if __name__ == "__main__":
    sys.exit(main())
