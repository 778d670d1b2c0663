# SPDX-License-Identifier: EUPL-1.2
"""Files named on the command line -> an inventory, with a progress bar for long work."""

from __future__ import annotations

import gettext
import multiprocessing
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from sovaudit.cli._library import Known, lend
from sovaudit.errors import InputError, NothingToAssessError
from sovaudit.language import _, system_reason

if TYPE_CHECKING:
    from sovaudit.collect import Progress
    from sovaudit.identity._facts import FactCorrection
    from sovaudit.model import City, Inventory

BAR_FROM = 20 * 1024**2
"""Bytes of input below which no progress bar is worth its flicker."""


def gather(
    paths: Sequence[str],
    jobs: int | None,
    meanwhile: Callable[[City], None] = lambda _city: None,
    known: Known | None = None,
) -> Inventory:
    """Read one inventory folder, or files named one by one.

    Args:
        paths: one folder, or files.
        jobs: processes at most; None is one per core.
        meanwhile: work to do while other processes read, such as loading the policies that `inventory.toml` names.
        known: facts about the world, whose public catalogues fill what the inventory's files leave out.

    Raises:
        NothingToAssessError: there is no file.
    """
    from sovaudit.collect import find, name_one_by_one, read_all, read_city
    from sovaudit.identity import Unifier
    from sovaudit.model import City

    root = Path(paths[0])
    folder = len(paths) == 1 and _is_folder(root)
    city = read_city(root) if folder else City()
    limit(city)
    files = find(root) if folder else name_one_by_one(paths)
    if not files:
        hint = _("put bills of materials and registers into it")
        raise NothingToAssessError(_("no file to read"), str(root), hint)
    unifier = Unifier()
    with _interruptible(), _bar(sum(each.bytes for each in files)) as progress:
        for batch, registers in read_all(files, jobs or cores(), progress, lambda: meanwhile(city)):
            unifier.add(batch, registers)
    if known is not None:
        lend(known, unifier)
    inventory = unifier.inventory(city, known.issues if known else ())
    return _matched(inventory, root) if folder else inventory


def _matched(inventory: Inventory, root: Path) -> Inventory:
    """Put in force what `corrections.yaml` decides: values of facts, then matches of names with what else is known."""
    import msgspec

    from sovaudit.cli._review import corrections_of
    from sovaudit.identity.matching import contained, match

    corrections = corrections_of(root)
    if corrections.facts:
        inventory = _corrected(inventory, corrections.facts)
    found = match(inventory, corrections)
    applications, components = contained(inventory, found.matches)
    return msgspec.structs.replace(
        inventory,
        matches=found.matches,
        installed=tuple(zip(applications.tolist(), components.tolist(), strict=True)),
        issues=(*inventory.issues, *found.issues),
    )


def _corrected(inventory: Inventory, facts: Sequence[FactCorrection]) -> Inventory:
    """Put corrected values in the place of those of the registers.

    Raises:
        ConfigurationError: one corrects a measure that does not exist, or has a value of another type.
    """
    from sovaudit.identity.correcting import correct

    if any(each.is_measure for each in facts):
        from sovaudit.measures import measures
        from sovaudit.measures._corrected import check

        check(facts, measures())
    return correct(inventory, facts)


def limit(city: City) -> None:
    """Put in force the limits that `inventory.toml` changes, then those of `--limit`."""
    from sovaudit.limits import limit_by, raised, stated

    shared = click.get_current_context().ensure_object(dict)
    limit_by(raised(stated(city.limits), shared.get("limit") or ()))


def _is_folder(path: Path) -> bool:
    """Tell a folder from a file.

    Raises:
        InputError: it is neither.
    """
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        raise InputError(_("no such file or folder"), str(path), _("check the path")) from None
    except OSError as error:
        text = _("cannot be opened: {reason}").format(reason=system_reason(error))
        raise InputError(text, str(path), _("check the path")) from None


@contextmanager
def _interruptible() -> Iterator[None]:
    """Answer Ctrl-C at once while other processes read: end them, say so, exit.

    Not by an exception: the pool would wait for its processes, and for the rest of what a killed one was sending.
    """
    from sovaudit.cli import INTERRUPTED

    main = os.getpid()
    said = "\n" + gettext.gettext("Aborted!") + "\n"

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if os.getpid() == main:  # not a process forked from this one
            children = multiprocessing.active_children()
            for child in children:
                child.kill()
            for child in children:
                child.join(1)
            os.write(2, said.encode(sys.stderr.encoding, "replace"))
        os._exit(INTERRUPTED)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
