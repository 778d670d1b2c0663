# SPDX-License-Identifier: EUPL-1.2
"""Commands run in this process, in English: ten times faster than a process each."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import NamedTuple

from sovaudit.cli import run
from sovaudit.language import speak, spoken


class Done(NamedTuple):
    """What a run left."""

    code: int
    out: str
    err: str


def sovaudit(*arguments: object, cwd: Path | str = ".", language: str = "en") -> Done:
    """Run a command in a folder."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _stream in range(2))
    before = spoken()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.chdir(cwd):
        code = run(["--lang", language, *map(str, arguments)])
    speak(before)
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return Done(code, *said)
