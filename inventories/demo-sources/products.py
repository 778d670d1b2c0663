# SPDX-License-Identifier: EUPL-1.2
"""products.toml -> products: what each bill of materials of the demonstration city is made from."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Product:
    """One product and the file its bill of materials goes to.

    Args:
        packages: pinned names, in the registry's own notation.
        date: nothing published after this day is taken; empty where the registry only serves its present state.
        indent: spaces of the file's indentation; 0 writes it on one line.
        kept: name of the file that the city keeps, where that is the generator's file in another format.
    """

    file: str
    name: str
    version: str
    registry: str
    packages: tuple[str, ...]
    generator: str
    format: str
    indent: int
    suite: str = ""
    date: str = ""
    kept: str = ""

    @property
    def name_kept(self) -> str:
        """Return the name of the file in the city's inventory."""
        return self.kept or self.file


@dataclass(frozen=True)
class Plan:
    """Everything that products.toml says."""

    made: str
    timestamp: str
    generators: dict[str, str]
    products: tuple[Product, ...]


def load(path: Path = HERE / "products.toml") -> Plan:
    """Read the list of products."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    products = tuple(Product(**(row | {"packages": tuple(row["packages"])})) for row in raw["product"])
    return Plan(raw["made"], raw["timestamp"], raw["generators"], products)


def run(
    command: list[str | Path], folder: Path | None = None, feed: str | None = None, env: dict[str, str] | None = None
) -> str:
    """Run a program and return what it prints; its failure is ours, with its last words."""
    done = subprocess.run(
        [shutil.which(str(command[0])) or str(command[0]), *map(str, command[1:])],
        cwd=folder,
        input=feed,
        env=os.environ | {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"} | (env or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise RuntimeError(f"{command[0]} {command[1] if len(command) > 1 else ''}: {words}")
    return done.stdout
