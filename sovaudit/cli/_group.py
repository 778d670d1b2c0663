# SPDX-License-Identifier: EUPL-1.2
"""The root command: its subcommands are the modules of this room, imported when they are asked for."""

from __future__ import annotations

import importlib
import os
import pkgutil
from functools import cache

import click

import sovaudit.cli
from sovaudit import __version__
from sovaudit.language import LANGUAGES, _

LEVELS = ("auto", "always", "never")


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep a common option wherever it stands on the command line; the innermost wins."""
    shared = ctx.ensure_object(dict)
    if value or param.name not in shared:
        shared[param.name] = value
    if param.name == "color" and value == "always":
        ctx.color = True
    elif param.name == "color" and (value == "never" or os.environ.get("NO_COLOR")):
        ctx.color = False


def _common(*, hidden: bool) -> list[click.Option]:
    """Make the options that every command takes."""
    made = [
        (["--lang"], {"type": click.Choice(LANGUAGES), "help": _("Language of texts and reports.")}),
        (["-q", "--quiet"], {"is_flag": True, "help": _("Print results only.")}),
        (["-v", "--verbose"], {"count": True, "help": _("Say more; twice: tracebacks of internal errors.")}),
        (["--color"], {"type": click.Choice(LEVELS), "help": _("Use of colour.")}),
        (["--limit"], {"multiple": True, "metavar": "NAME=N", "help": _("Raise a limit of reading; see `limits`.")}),
        (["--progress"], {"type": click.Choice(["auto", "on", "off"]), "help": _("Progress bar on stderr.")}),
    ]
    return [
        click.Option(names, hidden=hidden, expose_value=False, callback=_remember, **settings)  # type: ignore[arg-type]
        for names, settings in made
    ]


class _Lazy(click.Group):
    """A group whose commands are found by the names of the room's modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return list(_names())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one command; None when there is no such module."""
        if name not in _names():
            return None
        command: click.Command = importlib.import_module(f"sovaudit.cli.{name}").COMMAND
        for leaf in command.commands.values() if isinstance(command, click.Group) else (command,):
            if "quiet" not in {param.name for param in leaf.params}:
                leaf.params.extend(_common(hidden=True))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; Click suggests one only among those that it holds, and it holds none of ours."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if hasattr(error, "possibilities"):
                import difflib

                error.possibilities = difflib.get_close_matches(args[0], _names())
            raise


@cache
def _names() -> tuple[str, ...]:
    modules = pkgutil.iter_modules(sovaudit.cli.__path__)
    return tuple(sorted(each.name for each in modules if not each.name.startswith("_")))


ROOT = _Lazy(
    "sovaudit",
    params=_common(hidden=False),
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "SOVAUDIT"},
    help=_("Audit the sovereignty of a city's software: licences, dependencies, evidence."),
)
click.version_option(__version__, "-V", "--version", message="sovaudit %(version)s", help=_("Print the version."))(ROOT)
