# SPDX-License-Identifier: EUPL-1.2
"""Work done in a process of its own while this one goes on with something else.

Half of the time of writing `audit.json` is the inventory, on which no rule has a say: another core writes it while this
one judges. Where processes cannot be forked, and when the other one fails, the work is done here instead.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import IO

AT_ONCE = 1 << 28
"""Bytes that the kernel is asked to copy at a time."""
Piece = bytes | IO[bytes]
"""Bytes, or an open file of them, to be read from its start."""
Work = Callable[[], Iterator[bytes]]
Given = Callable[[], Iterator[Piece]]


def aside(work: Work) -> Given:
    """Begin some work elsewhere; the function returned waits for it and gives its pieces, or the file that has them.

    Args:
        work: yields bytes; may be called a second time, here, when the other process failed.
    """
    if sys.platform != "linux":
        return work
    import multiprocessing
    import tempfile

    stream = tempfile.TemporaryFile()  # noqa: SIM115 -- open until its pieces were given
    process = multiprocessing.get_context("fork").Process(target=_fill, args=(stream, work), daemon=True)
    process.start()

    def given() -> Iterator[Piece]:
        process.join()
        if process.exitcode != 0:
            stream.close()
            yield from work()
        else:
            yield stream

    return given


def put(stream: IO[bytes], piece: Piece) -> None:
    """Write a piece; a file is copied by the kernel where it can, at a tenth of the cost, and closed.

    Raises:
        OSError: it cannot be written.
    """
    if isinstance(piece, bytes):
        stream.write(piece)
        return
    with piece:
        stream.flush()
        piece.seek(0)
        try:
            while os.copy_file_range(piece.fileno(), stream.fileno(), AT_ONCE):
                pass
        except (AttributeError, OSError):  # another system, or two file systems that do not go together
            import shutil

            piece.seek(os.lseek(piece.fileno(), 0, os.SEEK_CUR))
            shutil.copyfileobj(piece, stream)


def put_all(stream: IO[bytes], pieces: Iterable[Piece]) -> None:
    """Write pieces by a thread of its own, while the next ones are made here.

    Raises:
        OSError: one cannot be written; what follows it is not.
    """
    waiting: SimpleQueue[Piece | None] = SimpleQueue()
    failed: list[BaseException] = []

    def write() -> None:
        while (piece := waiting.get()) is not None:
            try:
                if not failed:
                    put(stream, piece)
            except BaseException as error:  # noqa: BLE001 -- raised again by who waits for this thread
                failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for piece in pieces:
            waiting.put(piece)
    finally:
        waiting.put(None)
        writer.join()
    if failed:
        raise failed[0]


def _fill(stream: IO[bytes], work: Work) -> None:
    """Write the pieces and end at once: nothing of this process is needed again."""
    for piece in work():
        stream.write(piece)
    stream.flush()
    os._exit(0)
