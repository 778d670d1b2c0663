# SPDX-License-Identifier: EUPL-1.2
"""The command line: the only room that opens user files, asks the clock, prints and exits.

| exit | means |
| --- | --- |
| 0 | done; nothing at or above the gate |
| 1 | findings at or above `--fail-on` |
| 2 | usage, configuration, policy or unreadable input |
| 3 | nothing to assess |
| 4 | cannot conclude: `--max-unknown` exceeded |
| 70 | internal error, a defect of ours |
| 130 | interrupted |
"""

from __future__ import annotations

import gettext
import os
import signal
import sys

import click

from sovaudit.cli._errors import report_internal, report_ours, report_usage
from sovaudit.cli._group import ROOT
from sovaudit.errors import SovauditError
from sovaudit.language import speak

INTERNAL = 70
INTERRUPTED = 130


def main() -> None:
    """Run one command and exit with its code; nothing ends in a traceback unless `-vv` asks for it.

    The process ends at once: taking apart a million objects that nobody will use again costs a tenth of an audit.
    """
    code = run(sys.argv[1:])
    sys.stderr.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    speak(_language(arguments))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text stream of the interpreter
    verbose = sum(argument.count("v") for argument in arguments if argument.startswith("-v"))
    try:
        code = ROOT.main(arguments, prog_name="sovaudit", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else 1
    except click.ClickException as error:
        return report_usage(error)
    except SovauditError as error:
        return report_ours(error)
    except Exception as error:  # noqa: BLE001 -- the one place where a defect of ours is caught and owned
        report_internal(error, traceback=verbose > 1)
        return INTERNAL
    return code if isinstance(code, int) else 0


def _interrupted() -> int:
    click.echo(gettext.gettext("Aborted!"), err=True)
    return INTERRUPTED


def _language(arguments: list[str]) -> str:
    """Find the language before anything is said: `--lang`, `SOVAUDIT_LANG`, else French."""
    for number, argument in enumerate(arguments):
        if argument == "--lang":
            return "".join(arguments[number + 1 : number + 2]) or "fr"
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return os.environ.get("SOVAUDIT_LANG", "fr")
