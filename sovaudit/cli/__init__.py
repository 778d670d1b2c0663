# SPDX-License-Identifier: EUPL-1.2
"""The command line: the only room that opens user files, asks the clock, prints and exits.

| exit | means |
| --- | --- |
| 0 | done; nothing at or above the gate |
| 1 | findings at or above `--fail-on` |
| 2 | usage, configuration, policy or unreadable input |
| 3 | nothing to assess |
| 4 | cannot conclude: `--max-unknown` or `--max-data-age` exceeded |
| 70 | internal error, a defect of ours |
| 130 | interrupted |
"""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
from types import FrameType

INTERNAL = 70
INTERRUPTED = 130
CLOSED = 141
"""Whoever read our output has left (128 + SIGPIPE, as a shell says it)."""


def main() -> None:
    """Run one command and exit with its code; nothing ends in a traceback unless `-vv` asks for it.

    The process ends at once: taking apart a million objects that nobody will use again costs a tenth of an audit.
    """
    _open_streams()
    try:
        _answer_interrupts()
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    if "multiprocessing" in sys.modules:
        _end_children()
    sys.stderr.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    from sovaudit.language import speak

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads for algebra that nobody asks for
    speak(_language(arguments))
    # Imported here: Ctrl-C is already caught, and the texts of options are chosen as they are made.
    import click

    from sovaudit.cli._errors import report_full, report_internal, report_interrupted, report_ours, report_usage
    from sovaudit.cli._group import ROOT
    from sovaudit.errors import SovauditError

    try:
        code = ROOT.main(arguments, prog_name="sovaudit", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        report_interrupted()
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # Click makes the first into the second
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return CLOSED
    except click.ClickException as error:
        return report_usage(error)
    except SovauditError as error:
        return report_ours(error)
    except Exception as error:  # noqa: BLE001 -- the one place where a defect of ours is caught and owned
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return report_full(error)
        report_internal(error, traceback=_verbosity(arguments) > 1)
        return INTERNAL
    return code if isinstance(code, int) else 0


def _answer_interrupts() -> None:
    """Let a process forked from this one end without a word on Ctrl-C, which a terminal sends to all of them."""
    main = os.getpid()

    def answer(number: int, frame: FrameType | None) -> None:
        if os.getpid() != main:
            os._exit(INTERRUPTED)
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, answer)


def _end_children() -> None:
    """End what still works for a run that is over."""
    import multiprocessing

    for child in multiprocessing.active_children():
        child.kill()
        child.join(1)


def _open_streams() -> None:
    """Make both outputs writable whatever they are: closed (`>&-`), or of an encoding that lacks a character."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- for as long as we run
        getattr(sys, name).reconfigure(errors="replace")


def _verbosity(arguments: list[str]) -> int:
    """Count `-v`, before Click does and even when Click cannot."""
    short = sum(argument.count("v") for argument in arguments if re.fullmatch("-[qv]+", argument))
    return short + arguments.count("--verbose")


def _language(arguments: list[str]) -> str:
    """Find the language before anything is said: `--lang`, `SOVAUDIT_LANG`, else French."""
    for number, argument in enumerate(arguments):
        if argument == "--lang":
            return "".join(arguments[number + 1 : number + 2]) or "fr"
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return os.environ.get("SOVAUDIT_LANG", "fr")
