# SPDX-License-Identifier: EUPL-1.2
"""Groups of files -> what a function makes of each, in processes that may die of it.

Whatever a process does, one file is lost and no other: it writes down which file it begins, and what it had of its
group is done again by another one. Ours and no library's, because it must begin at once and end at once: pebble's
threads share the interpreter with whatever the caller does meanwhile (measured: 0.14 s of an audit of 1.8 s), and the
pool of the standard library loses every group when one process dies.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from msgspec import Struct

from sovaudit.collect.confining import defect, ended, no_core, release
from sovaudit.collect.finding import Found
from sovaudit.language import speak, spoken
from sovaudit.limits import MIB, Limits, limit_by, limits
from sovaudit.model import Issue

Begin = Callable[[int], None]
Group = tuple[Found, ...]
T = TypeVar("T")
Work = Callable[[Group, Begin], T]
"""Told a group, and whom to tell the position of each file in it before the file is touched."""


class Done(Struct, Generic[T]):
    """What was made of a group."""

    group: Group
    value: T


class Lost(Struct):
    """A file that ended the process that had it, or that a defect of ours could not bear."""

    found: Found
    why: Issue


def spread(
    work: Work[T], groups: Sequence[Group], jobs: int, meanwhile: Callable[[], None] = lambda: None
) -> Iterator[Done[T] | Lost]:
    """Have groups done by several processes; each file is in one `Done`, or is `Lost`, in any order.

    Args:
        work: a function of a module, what it returns can be pickled.
        groups: none is empty.
        jobs: how many processes at most.
        meanwhile: work for this process to do while the others begin.

    Raises:
        ImportError: our own installation is broken: no file is to blame.
    """
    board = _Board(groups, jobs)
    live = [_Process(work, board, slot) for slot in range(min(jobs, len(groups)))]
    try:
        meanwhile()
        while live:
            ready = wait([each.answers for each in live])
            for process in [each for each in live if each.answers in ready]:
                answer = process.receive()
                if isinstance(answer, Lost | Done):
                    yield answer
                if isinstance(answer, Done):
                    continue
                live.remove(process)
                rest = process.rest(answer)
                if rest:
                    live.append(_Process(work, board, process.slot, rest))
                elif board.left():
                    live.append(_Process(work, board, process.slot))
    finally:
        for process in live:
            process.kill()


class _Board:
    """What the processes share: the number of the next group, and where each of them is."""

    def __init__(self, groups: Sequence[Group], jobs: int) -> None:
        self.groups = tuple(groups)
        self.next = _context.Value("i", 0)
        self.at = _context.RawArray("i", [0] * (2 * jobs))

    def take(self) -> int:
        """Return the number of a group that nobody has; the number of groups when there is none."""
        with self.next.get_lock():
            number = min(self.next.value, len(self.groups))
            self.next.value = number + 1
            return int(number)

    def left(self) -> bool:
        """Tell whether there is a group that nobody has."""
        return bool(self.next.value < len(self.groups))


class _Process:
    """A process, seen by the one that started it."""

    def __init__(self, work: Work[Any], board: _Board, slot: int, first: Group = ()) -> None:
        self.slot = slot
        self._board = board
        self._first = first
        self.answers, theirs = _context.Pipe(duplex=False)
        ends = theirs, self.answers if _FORKS else None
        terms = spoken(), limits(), os.getpid()
        self._process = _context.Process(target=_serve, args=(work, board, slot, first, ends, terms), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is seen here

    def receive(self) -> Done[Any] | Lost | None:
        """Return an answer; None when the process has come to its end and had nothing."""
        try:
            number, value, failed = self.answers.recv()
        except (EOFError, OSError):
            self._process.join()
            self.answers.close()
            code = self._process.exitcode or 0
            if code == 0 or self._board.at[2 * self.slot] == IDLE:
                return None
            found = self._reached()
            return Lost(found, ended(code, found.bytes))
        if failed is None:
            return Done(self._group(number), value)
        self.kill()
        if isinstance(failed, ImportError):
            raise failed
        return Lost(self._reached(), defect(failed))

    def rest(self, answer: Lost | None) -> Group:
        """Return what of the group was not lost and must be done again."""
        if answer is None:
            return ()
        group, position = self._place()
        return (*group[:position], *group[position + 1 :])

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.answers.close()

    def _reached(self) -> Found:
        group, position = self._place()
        return group[position]

    def _place(self) -> tuple[Group, int]:
        number, position = self._board.at[2 * self.slot : 2 * self.slot + 2]
        return self._group(number), position

    def _group(self, number: int) -> Group:
        return self._first if number < 0 else self._board.groups[number]


AGAIN, IDLE = -1, -2
"""Number of the group that a process is given at its start; what the board says of one that has no group."""


def _serve(
    work: Work[Any],
    board: _Board,
    slot: int,
    first: Group,
    ends: tuple[Connection, Connection | None],
    terms: tuple[str, Limits, int],
) -> None:
    """Do groups until there are none; what happens to this process is the business of the one that started it."""
    answers, copied = ends
    if copied is not None:
        copied.close()  # else nothing would tell that nobody listens any more
    _settle_in(*terms)
    number = AGAIN if first else board.take()
    while number < len(board.groups):
        board.at[2 * slot], board.at[2 * slot + 1] = number, 0

        def begin(position: int) -> None:
            board.at[2 * slot + 1] = position

        failed = value = None
        try:
            value = work(first if number == AGAIN else board.groups[number], begin)
        except Exception as error:  # noqa: BLE001 -- handed to the other process, which says whose file it was
            failed = error if isinstance(error, ImportError) else RuntimeError(f"{type(error).__name__}: {error}")
        release()
        answers.send((number, value, failed))
        if failed is not None:
            break  # the board still says where; another process goes on
        board.at[2 * slot] = IDLE
        number = board.take()
    answers.close()
    os._exit(0)  # taking apart what is in memory would cost more than the work


def _settle_in(language: str, allowed: Limits, starter: int) -> None:
    """Prepare a process for files of unknown origin; it does not outlive the one that started it."""
    import gc

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us decides when to stop
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a native library cries as it dies is said in an Issue
    no_core()
    if _FORKS:
        _arrange(starter)
    gc.disable()
    speak(language)
    limit_by(allowed)


def _arrange(starter: int) -> None:
    """Ask Linux to end this process with its starter, and the C library to keep memory for the next file.

    The latter is 3 % of an audit's time.
    """
    import ctypes

    library = ctypes.CDLL(None)
    library.prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != starter:  # it ended before we asked
        os._exit(1)
    mallopt = getattr(library, "mallopt", None)  # glibc has it, musl does not
    if mallopt is not None:
        mallopt(_TRIM_THRESHOLD, _KEPT)
        mallopt(_MMAP_THRESHOLD, _MAPPED)


_FORKS = sys.platform == "linux"
_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG: prctl(2)."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT, _MAPPED = 512 * MIB, 32 * MIB
"""Bytes at the top of the heap that are kept; size from which a block is no part of it (glibc's own maximum)."""
_context: Any = multiprocessing.get_context("fork" if _FORKS else None)
