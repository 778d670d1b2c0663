# SPDX-License-Identifier: EUPL-1.2
"""Files named on the command line -> an inventory, with a progress bar for long work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sovaudit.errors import InputError, NothingToAssessError
from sovaudit.language import _

if TYPE_CHECKING:
    from sovaudit.collect import Progress
    from sovaudit.model import City, Inventory

BAR_FROM = 20 * 1024**2
"""Bytes of input below which no progress bar is worth its flicker."""


def gather(paths: Sequence[str], jobs: int | None, meanwhile: Callable[[City], None] = lambda _city: None) -> Inventory:
    """Read one inventory folder, or files named one by one.

    Args:
        paths: one folder, or files.
        jobs: processes at most; None is one per core.
        meanwhile: work to do while other processes read, such as loading the policies that `inventory.toml` names.

    Raises:
        NothingToAssessError: there is no file.
    """
    from sovaudit.collect import find, name_one_by_one, read_all, read_city
    from sovaudit.identity import Unifier
    from sovaudit.model import City

    root = Path(paths[0])
    folder = len(paths) == 1 and root.is_dir()
    if len(paths) == 1 and not root.exists():
        raise InputError(_("no such file or folder"), str(root), _("check the path"))
    city = read_city(root) if folder else City()
    files = find(root) if folder else name_one_by_one(paths)
    if not files:
        hint = _("put bills of materials and registers into it")
        raise NothingToAssessError(_("no file to read"), str(root), hint)
    unifier = Unifier()
    with _bar(sum(each.bytes for each in files)) as progress:
        for batch, registers in read_all(files, jobs or cores(), progress, lambda: meanwhile(city)):
            unifier.add(batch, registers)
    return unifier.inventory(city)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    """Show how many bytes were read, on stderr, when someone is looking."""
    context = click.get_current_context()
    shared = context.ensure_object(dict)
    wish = shared.get("progress") or "auto"
    watched = sys.stderr.isatty() and "CI" not in os.environ and not shared.get("quiet") and total > BAR_FROM
    if not (wish == "on" or (wish == "auto" and watched)):
        yield lambda _done: None
        return
    with click.progressbar(length=total, label=_("Reading"), file=sys.stderr, show_pos=False) as bar:
        yield bar.update
