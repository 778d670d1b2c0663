# SPDX-License-Identifier: EUPL-1.2
"""Files -> what was read of them, by processes that may die of it.

A process interns what files say of components in a table of its own and sends each distinct description once, with
integer columns per file; the caller unifies. Files are handed out in groups, large files first, so that the cores end
together. A file that ends its process is one rejected file: the others of its group are read again.
"""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing import sharedctypes
from typing import Any

import msgspec

from sovaudit.collect.confining import defect, ended, no_core
from sovaudit.collect.finding import Found
from sovaudit.collect.opening import open_input
from sovaudit.collect.reading import Worker
from sovaudit.language import speak, spoken
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import Batch, FileRead, Issue, Register

_GROUPS_PER_WORKER = 4
_NONE = -1

Progress = Callable[[int], None]
Read = tuple[Batch, list[tuple[str, Register]]]


def read_all(
    files: Sequence[Found], jobs: int, progress: Progress, meanwhile: Callable[[], None] = lambda: None
) -> Iterator[Read]:
    """Read files in any order, each exactly once.

    Args:
        files: what to read.
        jobs: how many processes at most.
        progress: told how many bytes were done, as they are done.
        meanwhile: work for this process to do while the others read.
    """
    from pebble import ProcessExpired, ProcessPool

    if not files:
        meanwhile()
        return
    groups = _groups(files, jobs)
    reached = sharedctypes.RawArray("i", [_NONE] * (len(groups) + len(files)))
    workers = min(jobs, len(groups))
    with ProcessPool(workers, initializer=_start, initargs=(spoken(), limits(), reached)) as pool:
        pending: dict[Future[Any], tuple[int, tuple[Found, ...]]] = {}
        for slot, group in enumerate(groups):
            pending[pool.schedule(_work, (group, slot))] = slot, group
        meanwhile()
        slots = iter(range(len(groups), len(reached)))
        while pending:
            for done in wait(pending, return_when=FIRST_COMPLETED).done:
                slot, group = pending.pop(done)
                error = done.exception()
                if error is None:
                    encoded, registers = done.result()
                    yield _batch.decode(encoded), registers
                    progress(sum(each.bytes for each in group))
                    continue
                if isinstance(error, ImportError):  # our own installation is broken: no file is to blame
                    raise error
                position = max(reached[slot], 0)
                lost = group[position]
                yield _lost(
                    lost,
                    ended(error.exitcode, lost.bytes) if isinstance(error, ProcessExpired) else defect(error),
                    slot,
                )
                progress(group[position].bytes)
                rest = (*group[:position], *group[position + 1 :])
                if rest:
                    again = next(slots)
                    pending[pool.schedule(_work, (rest, again))] = again, rest


def _lost(found: Found, why: Issue, slot: int) -> Read:
    """Reject a file that ended the process that read it, or that a defect of ours could not bear."""
    from sovaudit.errors import InputError

    try:
        digest = hashlib.sha256(open_input(found)).hexdigest()
    except InputError:
        digest = ""
    read = FileRead(found.path, digest, found.bytes, status="rejected", issues=(why,))
    return Batch(-1 - slot, 0, [], [read]), []


def _groups(files: Sequence[Found], jobs: int) -> list[tuple[Found, ...]]:
    """Share files out in groups of like size, the largest files first."""
    groups: list[list[Found]] = [[] for _number in range(min(jobs * _GROUPS_PER_WORKER, len(files)))]
    sizes = [0] * len(groups)
    for each in sorted(files, key=lambda each: (-each.bytes, each.path)):
        lightest = sizes.index(min(sizes))
        groups[lightest].append(each)
        sizes[lightest] += each.bytes + 1
    return [tuple(group) for group in groups if group]


_batch = msgspec.msgpack.Decoder(Batch)
_worker: Worker | None = None
_reached: Any = None


def _start(language: str, allowed: Limits, reached: Any) -> None:  # noqa: ANN401 -- ctypes makes the type as it goes
    """Prepare a worker process."""
    import gc

    global _worker, _reached
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us decides when to stop
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a native library cries as it dies is said in an Issue
    no_core()
    gc.disable()
    speak(language)
    limit_by(allowed)
    _worker, _reached = Worker(), reached


def _work(group: tuple[Found, ...], slot: int) -> tuple[bytes, list[tuple[str, Register]]]:
    """Read a group, telling in its slot which file is being read."""
    from sovaudit.collect.confining import release

    assert _worker is not None, "the pool's initializer ran"  # noqa: S101

    def begin(position: int) -> None:
        _reached[slot] = position

    batch, registers = _worker.read(group, begin)
    release()
    return msgspec.msgpack.encode(batch), registers
