# SPDX-License-Identifier: EUPL-1.2
"""Which files there are to read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from sovaudit.model import City

OUTPUT = "rapport"
OURS = ("inventory.toml", "corrections.yaml", "waivers.yaml")
"""What the city writes beside its data: read by those who use it."""


def read_city(root: Path) -> City:
    """Read `inventory.toml`; without one nothing is known of the city.

    Raises:
        ConfigurationError: the file cannot be understood.
    """
    from sovaudit.readers._settings import read_settings

    path = root / "inventory.toml"
    return read_settings(path.read_bytes(), str(path)) if path.is_file() else City()


class Found(Struct, frozen=True):
    """One file to read: `path` names it in what is said, `location` opens it."""

    path: str
    location: str
    bytes: int


def find(root: Path) -> tuple[Found, ...]:
    """List the files of an inventory folder, sorted; hidden ones, ours (`OURS`) and `rapport/` are left out.

    A linked folder and one that may not be opened are listed too, so that reading them reports them.
    """
    found = []
    closed: list[OSError] = []
    ours = {root / name for name in OURS}
    for folder, folders, names in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if Path(folder) == root and OUTPUT in folders:
            folders.remove(OUTPUT)
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*names, *links):
            location = Path(folder, name)
            if not name.startswith(".") and location not in ours:
                found.append(_found(location.relative_to(root).as_posix(), location))
    locations = [Path(os.fsdecode(error.filename)) for error in closed]
    found += [_found(location.relative_to(root).as_posix(), location) for location in locations]
    return tuple(sorted(found, key=lambda each: each.path))


def name_one_by_one(paths: Sequence[str]) -> tuple[Found, ...]:
    """List files that are named one by one; the path is echoed as given, a repeated one read once."""
    return tuple(_found(path, Path(path)) for path in dict.fromkeys(paths))


def _found(path: str, location: Path) -> Found:
    readable = os.fsencode(path).decode("utf-8", "backslashreplace")
    try:
        size = location.lstat().st_size
    except OSError:
        size = 0
    return Found(readable, str(location), size)
