# SPDX-License-Identifier: EUPL-1.2
"""The shelf: snapshots by name, the imported ones before the shipped ones, each read once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from sovaudit.errors import StoreError
from sovaudit.language import _, worded
from sovaudit.model import Fact, KnowledgeUsed, Provenance, Source, Unknown, Value

T = TypeVar("T")
DATA = Path(__file__).parent / "data"
SUFFIX = ".source.toml"


class Snapshot(Struct, frozen=True):
    """One dated data set, or one part of it.

    Args:
        name: `kev`; with its part, `osv.PyPI`.
        path: the file; None when it is read from an installed library.
        imported: false for what sovaudit ships.
    """

    name: str
    provenance: Provenance
    path: Path | None
    imported: bool = False

    def read(self) -> bytes:
        """Return the bytes of the file."""
        return self.path.read_bytes() if self.path else b""

    def fact(
        self, name: str, value: Value | Unknown, place: str, day: date, since: date | None = None, note: str = ""
    ) -> Fact:
        """Return one line of evidence out of this snapshot.

        Args:
            name: what it is a value of.
            value: the value.
            place: the record in the snapshot, such as its key.
            day: the day of the audit.
            since: the fact's own day; else that of the snapshot.
            note: what else a reader must know.
        """
        aged = self.provenance.aged(day, since)
        return Fact(name, value, Source(f"data:{self.name}", place), since or self.provenance.as_of, note, aged)


class Library:
    """The snapshots that one audit rests on.

    Args:
        snapshots: by name; two of one name are not possible: an imported one takes the place of the shipped one.
    """

    def __init__(self, snapshots: Mapping[str, Snapshot]) -> None:
        """Keep the snapshots; nothing is read before it is asked for."""
        self._snapshots = dict(sorted(snapshots.items()))
        self._read: dict[str, Any] = {}

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Return every snapshot, sorted by name."""
        return tuple(self._snapshots.values())

    def of(self, name: str) -> tuple[Snapshot, ...]:
        """Return the snapshots of one data set, its parts sorted; none when there is nothing."""
        return tuple(each for key, each in self._snapshots.items() if key == name or key.startswith(name + "."))

    def data(self, name: str, load: Callable[[tuple[Snapshot, ...]], T]) -> T:
        """Return the facts of a data set, read at the first question.

        Args:
            name: of the data set.
            load: makes the facts of its snapshots; handed an empty tuple when there are none.

        Raises:
            StoreError: what was imported is not in the form that is stored today, though it is what was stored.
        """
        if name not in self._read:
            try:
                self._read[name] = load(self.of(name))
            except (ValueError, LookupError, TypeError, EOFError, OSError) as error:
                imported = [each for each in self.of(name) if each.imported]
                if not imported:
                    raise
                where = ", ".join(str(each.path) for each in imported)
                hint = _("import it again with « sovaudit data import »")
                raise StoreError(
                    _("imported data that cannot be read: {name}").format(name=name), where, hint
                ) from error
        found: T = self._read[name]
        return found

    def used(self, day: date) -> tuple[KnowledgeUsed, ...]:
        """Return every data set as the reports name it, and whether it is past its shelf life on a day."""
        return tuple(
            KnowledgeUsed(
                name=each.name,
                as_of=each.provenance.as_of.isoformat(),
                source=f"{worded(each.provenance.title)} {each.provenance.href}".strip(),
                licence=worded(each.provenance.licence),
                sha256=each.provenance.sha256,
                imported=each.imported,
                shelf_days=each.provenance.shelf_days,
                aged=each.provenance.aged(day),
            )
            for each in self.snapshots()
        )


def provenance(data: bytes) -> Provenance:
    """Read a `.source.toml`.

    Raises:
        ValueError: it is not TOML, or a key is missing or of another type (`msgspec.ValidationError`).
    """
    return msgspec.convert(tomllib.loads(data.decode("utf-8")), Provenance)


@cache
def shipped() -> Library:
    """Return what sovaudit ships."""
    found = {}
    for path in sorted(DATA.glob("*" + SUFFIX)):
        stated = provenance(path.read_bytes())
        name = path.name.removesuffix(SUFFIX)
        found[name] = Snapshot(name, stated, DATA / stated.file if stated.file else None)
    return Library(found)
