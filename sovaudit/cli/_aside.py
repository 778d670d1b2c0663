# SPDX-License-Identifier: EUPL-1.2
"""Work done in a process of its own while this one goes on with something else.

Half of the time of writing `audit.json` is the inventory, on which no rule has a say: another core writes it while this
one judges. Where processes cannot be forked, and when the other one fails, the work is done here instead.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import IO

CHUNK = 1 << 22

Work = Callable[[], Iterator[bytes]]


def aside(work: Work) -> Work:
    """Begin some work elsewhere; the function returned waits for it and gives its pieces.

    Args:
        work: yields bytes; may be called a second time, here, when the other process failed.
    """
    if sys.platform != "linux":
        return work
    stream = tempfile.TemporaryFile()  # noqa: SIM115 -- open until its pieces were given
    process = multiprocessing.get_context("fork").Process(target=_fill, args=(stream, work), daemon=True)
    process.start()

    def given() -> Iterator[bytes]:
        process.join()
        if process.exitcode != 0:
            stream.close()
            yield from work()
            return
        with stream:
            stream.seek(0)
            while chunk := stream.read(CHUNK):
                yield chunk

    return given


def _fill(stream: IO[bytes], work: Work) -> None:
    """Write the pieces and end at once: nothing of this process is needed again."""
    for piece in work():
        stream.write(piece)
    stream.flush()
    os._exit(0)
