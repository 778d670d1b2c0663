# SPDX-License-Identifier: EUPL-1.2
"""SQLite files that an import made, as they are made and as they are read: nothing in them runs.

A bundle can bring a file that is whole by its sha256 and yet was never made by us. So a file is read only when it says
that it is ours (application id, version) and holds our tables and nothing else: no view, no trigger, no virtual table;
and what it holds is asked for by its type. Damage is found by SQLite as it reads (`cell_size_check`), or before, at an
import (`check`).

Source: https://www.sqlite.org/security.html, "Untrusted SQLite Database Files".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec

from sovaudit.errors import StoreError
from sovaudit.knowledge._store import mending
from sovaudit.language import _
from sovaudit.limits import MIB

APPLICATION = 0x50F7A0D1
"""By which a SQLite file says whose it is: any number that no other program has."""
VERSION = 1
LARGEST = 64 * MIB
"""Bytes of one value; an advisory is far smaller."""


def prepare(base: sqlite3.Connection, schema: str) -> None:
    """Make the tables of a new file, which is thrown away when it does not become whole: no journal.

    Args:
        base: a connection to a file that is not there yet.
        schema: statements.
    """
    base.execute("pragma journal_mode = off")
    base.execute("pragma synchronous = off")
    base.execute(f"pragma application_id = {APPLICATION}")
    base.execute(f"pragma user_version = {VERSION}")
    base.executescript(schema)


@contextmanager
def reading(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """Open a file for reading alone: no lock, no journal, nothing written beside it.

    Args:
        path: the file.
        schema: the statements that made its tables and indexes; nothing else may be in it.

    Raises:
        StoreError: it is damaged or none of ours, now or at any question.
    """
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as base:
            base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
            for pragma in ("trusted_schema = off", "cell_size_check = on", "query_only = on", "mmap_size = 0"):
                base.execute(f"pragma {pragma}")
            _ours(base, schema)
            yield base
    except (sqlite3.Error, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        text = _("imported data is damaged: {reason}").format(reason=str(error)[:200])
        raise StoreError(text, str(path), mending()) from None


def check(path: Path, schema: str) -> None:
    """Read a file whole, as SQLite knows to check it.

    Raises:
        StoreError: it is damaged or none of ours.
    """
    with reading(path, schema) as base:
        found = [str(said) for (said,) in base.execute("pragma quick_check(1)")]
        if found != ["ok"]:
            raise sqlite3.DatabaseError(found[0] if found else "quick_check")


def text(value: object) -> str:
    """Return a value of a text column.

    Raises:
        sqlite3.DataError: it is none.
    """
    if not isinstance(value, str):
        raise sqlite3.DataError(_("a value of another type than its column"))
    return value


def blob(value: object) -> bytes:
    """Return a value of a blob column.

    Raises:
        sqlite3.DataError: it is none.
    """
    if not isinstance(value, bytes):
        raise sqlite3.DataError(_("a value of another type than its column"))
    return value


def _ours(base: sqlite3.Connection, schema: str) -> None:
    """Refuse what we did not make.

    Raises:
        sqlite3.DatabaseError: it is of another program, of another version, or holds more or less than our tables.
    """
    (application,), (version,) = (
        base.execute(f"pragma {name}").fetchone() for name in ("application_id", "user_version")
    )
    if (application, version) != (APPLICATION, VERSION):
        raise sqlite3.DatabaseError(_("not made by this version of sovaudit"))
    found = sorted(str(sql) for (sql,) in base.execute("select sql from sqlite_schema"))
    if found != sorted(_statements(schema)):
        raise sqlite3.DatabaseError(_("not the tables that sovaudit makes"))


def _statements(schema: str) -> Iterator[str]:
    """Yield statements as SQLite keeps them: without the semicolon, the first words in capitals."""
    for each in schema.split(";"):
        if each.strip():
            verb, kind, rest = each.split(None, 2)
            yield f"{verb.upper()} {kind.upper()} {rest.strip()}"
