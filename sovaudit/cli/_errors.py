# SPDX-License-Identifier: EUPL-1.2
"""An error -> one line what and where, one line what to do, on stderr."""

from __future__ import annotations

import gettext
import os

import click

from sovaudit.errors import SovauditError
from sovaudit.language import _, safe, system_reason


def placed(place: str, message: str) -> str:
    """Write where something is and what it is, with the colon of the language in use."""
    return _("{label}: {value}").format(label=place, value=message) if place else message


def report_ours(error: SovauditError) -> int:
    """Print one of our errors and return its exit code."""
    message = placed(safe(error.where), safe(error.message))
    click.echo(_("error: {message}").format(message=message), err=True)
    for line in error.detail.splitlines():
        click.echo(f"  {safe(line)}", err=True)
    if error.hint:
        click.echo(f"  → {safe(error.hint)}", err=True)
    return error.exit_code


def report_usage(error: click.ClickException) -> int:
    """Print an error of the command line and return its exit code; a command without its subcommand gets its help."""
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        click.echo(error.format_message(), err=True)
        return error.exit_code
    message = " ".join(error.format_message().split())
    click.echo(_("error: {message}").format(message=safe(message)), err=True)
    context = getattr(error, "ctx", None)
    if context is not None:
        hint = _("see « {command} --help »").format(command=context.command_path)
        click.echo(f"  → {hint}", err=True)
    return error.exit_code


def report_full(error: OSError) -> int:
    """Say that there is no room to write standard output, and return the exit code."""
    hint = _("check that the folder exists, may be written and has room")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return report_ours(
        SovauditError(_("cannot be written: {reason}").format(reason=system_reason(error)), "stdout", hint)
    )


def report_interrupted() -> None:
    """Say that Ctrl-C was understood, in the words of Click."""
    click.echo(gettext.gettext("Aborted!"), err=True)


def report_internal(error: Exception, *, traceback: bool) -> None:
    """Print a defect of ours: what happened, and how to tell us."""
    if traceback:
        import traceback as tracebacks

        tracebacks.print_exception(error)
    kind = type(error).__name__
    click.echo(_("internal error: {kind}: {message}").format(kind=kind, message=safe(str(error))), err=True)
    hint = _("this is a defect of sovaudit; run again with -vv and send what it prints")
    click.echo(f"  → {hint}", err=True)
