# SPDX-License-Identifier: EUPL-1.2
"""Where imported data lies, and what an audit takes from it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from sovaudit.errors import InputError, StoreError
from sovaudit.language import _, ngettext, safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sovaudit.identity import Unifier
    from sovaudit.knowledge import Library
    from sovaudit.model import Audit, Issue, Register


class Known(NamedTuple):
    """Facts about the world, and what is wrong with those that were imported: the audit says it."""

    library: Library
    issues: list[Issue]


DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="SOVAUDIT_DATA",
    metavar="DIR",
    help=_("Folder of imported data; default: $SOVAUDIT_DATA, else sovaudit/ under $XDG_DATA_HOME."),
)


def folder_of(data: Path | None) -> Path:
    """Return the folder of imported data: the one named, else that of this person, which may not exist yet."""
    if data is not None:
        return data
    home = os.environ.get("XDG_DATA_HOME", "")
    base = Path(home) if home.startswith("/") else Path.home() / ".local" / "share"  # as the XDG specification asks
    return base / "sovaudit"


def known_of(data: Path | None) -> Known:
    """Return what sovaudit ships and what was imported, and what is wrong with that.

    Raises:
        StoreError: the folder that was named does not exist or is none of imported data.
    """
    from sovaudit.knowledge._store import open_library

    if data is not None and not os.path.lexists(data):
        hint = _("import data into it with « sovaudit data import », or check the path")
        raise StoreError(_("no such folder of imported data"), str(data), hint)
    doubts: list[Issue] = []
    return Known(open_library(folder_of(data), doubts), doubts)


def said_of(known: Known) -> list[str]:
    """Return a line for each thing that is wrong with imported data, for a terminal."""
    return [f"{safe(each.place)}: {safe(each.message)}; {safe(each.hint)}" for each in known.issues]


def lend(known: Known, unifier: Unifier) -> None:
    """Hand the public catalogues that were imported to what makes an inventory."""
    for name, register in catalogues_of(known.library, known.issues):
        unifier.lend(name, register)


def catalogues_of(library: Library, issues: list[Issue]) -> list[tuple[str, Register]]:
    """Read the public catalogues that were imported, as files of an inventory are read.

    Args:
        library: what was imported.
        issues: told what is wrong with them.
    """
    from sovaudit.knowledge.catalogues import NAME
    from sovaudit.model import Descriptions, Issue

    found = []
    for each in library.of(NAME):
        from sovaudit.readers import comptoir, sill

        name = f"data:{each.name}"
        try:
            data = each.read()
            reader = next((reader for reader in (sill, comptoir) if reader.recognises(data, name)), None)
            if reader is None:
                raise InputError(_("not in a format that is known"), name, _("import it again"))
            register = reader.read(data, name, Descriptions())
        except InputError as error:
            issues.append(Issue(error.where, error.message, error.hint))
        else:
            issues += (Issue(f"{name} {issue.place}".strip(), issue.message, issue.hint) for issue in register.issues)
            found.append((name, register))
    return found


def too_old(done: Audit, day: date, days: int | None) -> str:
    """Return the sentence that names the oldest data when some is older than allowed; nothing when none is.

    Data that does not age (a shelf life of 0, such as a list of licences) counts for nothing here.
    """
    if days is None:
        return ""
    aging = [each for each in done.knowledge if each.shelf_days]
    old = sorted((each.as_of, each.name) for each in aging if _age(each.as_of, day) > days)
    if not old:
        return ""
    text = ngettext(
        "cannot conclude: data older than {limit} day: {oldest}",
        "cannot conclude: data older than {limit} days: {oldest}",
        days,
    )
    return text.format(limit=days, oldest=_named(old))


def _named(old: Iterable[tuple[str, str]], shown: int = 5) -> str:
    names = [f"{name} ({as_of})" for as_of, name in old]
    return ", ".join(names[:shown]) + (" …" if len(names) > shown else "")


def _age(as_of: str, day: date) -> int:
    return (day - type(day).fromisoformat(as_of)).days
