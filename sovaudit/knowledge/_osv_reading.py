# SPDX-License-Identifier: EUPL-1.2
"""The stored parts of OSV: each is opened, read-only, for one question, and closed after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

import msgspec

from sovaudit.knowledge._databases import blob, reading, text
from sovaudit.knowledge._osv_ranges import Entry
from sovaudit.knowledge._osv_stored import SCHEMA, Advisory
from sovaudit.knowledge._snapshots import Snapshot

_CHUNK = 500
_WANTED = """
select affected.package, affected.advisory, affected.body, advisory.body
from affected join advisory on advisory.number = affected.advisory
where affected.package in ({}) order by affected.package, affected.rowid
"""


class Part:
    """A stored part: every question may raise `StoreError`, when the file is damaged."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Keep where it lies."""
        self.snapshot = snapshot

    def covers(self) -> tuple[str, ...]:
        """Return the ecosystems of which it has every advisory."""
        with self._opened() as base:
            rows = base.execute("select value from about where name = 'covers'").fetchall()
            return tuple(filter(None, "\n".join(text(each) for (each,) in rows).split("\n")))

    def advisories(self, wanted: list[str]) -> Iterator[tuple[str, Advisory, tuple[Entry, ...]]]:
        """Yield what it says of packages: key, and one advisory with all its entries of that package."""
        known: dict[int, Advisory] = {}
        rows: dict[tuple[str, int], list[Entry]] = {}
        with self._opened() as base:
            for name, number, body, about in _in_batches(base, _WANTED, wanted):
                if number not in known:
                    known[number] = msgspec.json.decode(blob(about), type=Advisory)
                rows.setdefault((name, number), []).append(msgspec.json.decode(blob(body), type=Entry))
        for (name, number), entries in rows.items():
            yield name, known[number], tuple(entries)

    def withdrawn(self, ids: list[str]) -> Iterator[tuple[str, str]]:
        """Yield those advisories that it says to be withdrawn, and when that was written."""
        with self._opened() as base:
            query = "select id, modified from withdrawn where id in ({})"
            for each, modified in _in_batches(base, query, ids):
                yield each, text(modified)

    def _opened(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open it for reading; see `_databases.reading`."""
        if self.snapshot.path is None:
            raise ValueError(self.snapshot.name)
        return reading(self.snapshot.path, SCHEMA)


def _in_batches(base: sqlite3.Connection, query: str, wanted: list[str]) -> Iterator[Any]:
    """Ask for many keys, some hundred at a time."""
    keys = iter(wanted)
    while batch := list(islice(keys, _CHUNK)):
        yield from base.execute(query.format(",".join("?" * len(batch))), batch)
