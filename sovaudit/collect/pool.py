# SPDX-License-Identifier: EUPL-1.2
"""Files -> what was read of them.

A process interns what files say of components in a table of its own and sends each distinct description once, with
integer columns per file; the caller unifies. Files are handed out in groups, large files first, so that the cores end
together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

import msgspec

from sovaudit.collect.finding import Found
from sovaudit.collect.opening import open_input
from sovaudit.collect.processes import Begin, Group, Lost, spread
from sovaudit.collect.reading import Worker
from sovaudit.errors import InputError
from sovaudit.model import Batch, FileRead, Issue, Register

_GROUPS_PER_WORKER = 12
"""So many that the last ones end together, and few enough that sending them costs nothing."""

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
    for number, answer in enumerate(spread(_read, _groups(files, jobs), jobs, meanwhile), start=1):
        if isinstance(answer, Lost):
            yield _rejected(answer.found, answer.why, -number)
            progress(answer.found.bytes)
        else:
            encoded, registers = answer.value
            yield _batch.decode(encoded), registers
            progress(sum(each.bytes for each in answer.group))


def _rejected(found: Found, why: Issue, number: int) -> Read:
    """Reject a file that ended the process that read it, or that a defect of ours could not bear."""
    try:
        digest = hashlib.sha256(open_input(found)).hexdigest()
    except InputError:
        digest = ""
    read = FileRead(found.path, digest, found.bytes, status="rejected", issues=(why,))
    return Batch(number, 0, [], [read]), []


def _groups(files: Sequence[Found], jobs: int) -> list[Group]:
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


def _read(group: Group, begin: Begin) -> tuple[bytes, list[tuple[str, Register]]]:
    """Read a group in a process that remembers what it has sent."""
    global _worker
    _worker = _worker or Worker()
    batch, registers = _worker.read(group, begin)
    return msgspec.msgpack.encode(batch), registers
