# SPDX-License-Identifier: EUPL-1.2
"""A module is the plugin: walk a room and hand over its modules.

The walk happens when asked, never at import. A module that fails to import is an error, never skipped.
Files that begin with an underscore are helpers, not plugins.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def discover(room: ModuleType) -> dict[str, ModuleType]:
    """Import every module of a room, its wings included, sorted by file name.

    Args:
        room: an imported package, such as `sovaudit.readers`.

    Returns:
        `NAME` of the module (its file name when it has none) -> module.
    """
    found: dict[str, ModuleType] = {}
    for path in sorted(_paths(room)):
        module = importlib.import_module(path)
        name = getattr(module, "NAME", path.rpartition(".")[2])
        if name in found:
            raise ImportError(f"{path} and {found[name].__name__} have the same NAME {name!r}")
        found[name] = module
    return found


def _paths(room: ModuleType) -> list[str]:
    """List the dotted paths of the modules below a package, helpers left out."""
    paths = []
    for info in pkgutil.walk_packages(room.__path__, room.__name__ + ".", onerror=_refuse):
        if not info.ispkg and not info.name.rpartition(".")[2].startswith("_"):
            paths.append(info.name)
    return paths


def _refuse(_name: str) -> None:
    """Let the failing import of a wing through, instead of passing the wing over in silence."""
    raise
