# SPDX-License-Identifier: EUPL-1.2
"""Who may touch the store: one importer at a time, any number of readers, and nobody waits for a reader.

Two files, locked by the system and so freed when their holder dies, however it dies:

* `lock` is held by the one who imports, who writes into it who it is;
* `in-use` is shared by all who read. Whoever imports removes old files only when nobody reads: else the next one does.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sovaudit.errors import StoreError
from sovaudit.language import _, system_reason

if sys.platform != "win32":  # which has no such locks: whoever imports must be alone there
    import fcntl

LOCK, IN_USE = "lock", "in-use"
PATIENCE = 30
"""Seconds to wait for another import."""
_STEP = 0.1


def open_private(path: Path, flags: int) -> int:
    """Open a file of ours, made with mode 0600, never through a link."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)


@contextmanager
def importing(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one who imports into a folder.

    Args:
        folder: the store.
        patience: seconds to wait for another one.

    Raises:
        StoreError: the folder may not be written, or another one is still at work.
    """
    path = folder / LOCK
    try:
        handle = open_private(path, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        text = _("cannot be written: {reason}").format(reason=system_reason(error))
        raise StoreError(text, str(path), _("choose another folder with --data, or ask who owns it")) from None
    try:
        if not _waited(handle, path, patience):
            holder = os.read(handle, 200).decode("utf-8", "replace").strip()
            text = _("another import is at work: {holder}").format(holder=holder or "?")
            raise StoreError(text, str(path), _("try again when it is done"))
        import socket

        with suppress(OSError):  # a courtesy: a full disk is found out where it matters
            os.ftruncate(handle, 0)
            os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
        with suppress(OSError):
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _waited(handle: int, path: Path, patience: float) -> bool:
    """Wait for the lock; tell whether it was had in time."""
    try:
        for _attempt in range(max(1, round(patience / _STEP))):
            if _taken(handle, shared=False):
                return True
            time.sleep(_STEP)
    except OSError as error:
        text = _("cannot be locked: {reason}").format(reason=system_reason(error))
        raise StoreError(text, str(path), _("put the folder on a disk of this computer, with --data")) from None
    return False


def read_from(folder: Path) -> int | None:
    """Keep what lies in a folder from being removed, for as long as the handle returned stays open.

    Returns:
        None where that is not possible, such as in a folder that does not exist yet.
    """
    try:
        handle = open_private(folder / IN_USE, os.O_RDONLY)
    except OSError:
        return None
    with suppress(OSError):
        for _attempt in range(round(1 / _STEP)):  # an importer holds it for the time of a few unlinks
            if _taken(handle, shared=True):
                break
            time.sleep(_STEP)
    return handle


@contextmanager
def unread(folder: Path) -> Iterator[bool]:
    """Tell whether nobody reads from a folder; nobody begins to before this ends."""
    handle = open_private(folder / IN_USE, os.O_RDWR | os.O_CREAT)
    alone = False
    try:
        with suppress(OSError):
            alone = _taken(handle, shared=False)
        yield alone
    finally:
        os.close(handle)


def _taken(handle: int, *, shared: bool) -> bool:
    """Take a lock when that needs no waiting."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
