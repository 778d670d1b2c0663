# SPDX-License-Identifier: EUPL-1.2
"""Known vulnerabilities of packages: advisories in OSV format. Only by import: no package registry carries the data.

A part is one archive, `osv.PyPI` (the `all.zip` of an ecosystem) or `osv.all` (that of all), or `osv.files`: all the
files of one record each that one import brought. A part tells of which ecosystems it has every advisory:
for another, silence proves nothing.
Withdrawn records are not kept.

Source: https://google.github.io/osv.dev/data/ ; licences differ by publisher, mostly CC-BY-4.0 (Ubuntu CC-BY-SA-4.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sovaudit.knowledge._importing import ZIP, Converted, Published, plain_head
from sovaudit.knowledge._osv_ecosystems import Package, package
from sovaudit.knowledge._osv_ranges import Entry, affects, fixed_after
from sovaudit.knowledge._osv_stored import ID, SCHEMA, Advisory
from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.language import _
from sovaudit.model import Provenance

if TYPE_CHECKING:
    from sovaudit.knowledge._osv_reading import Part

__all__ = ["Advisories", "Advisory", "Affected", "Entry", "Package", "advisories", "affects", "fixed_after", "package"]

NAME = "osv"
SHELF_DAYS = 30
HREF = "https://osv.dev"
LICENCE = "CC-BY-4.0, CC0-1.0, CC-BY-SA-4.0 and others: each publisher's own"
PUBLISHED = (
    Published(
        "osv.*",
        "OSV advisories of an ecosystem (ECOSYSTEM/all.zip), or a folder of single ones",
        "https://google.github.io/osv.dev/data/",
    ),
)
_MEMBER = re.compile(rb"(?:.*/)?[A-Za-z][A-Za-z0-9_]*-[A-Za-z0-9_.:~-]+\.json", re.IGNORECASE)
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]:,]', re.DOTALL)
_MEMBERS = frozenset(
    b'"%s"' % each
    for each in (
        b"schema_version id modified published withdrawn aliases related upstream summary details severity affected"
        b" references credits database_specific"
    ).split()
)
"""The members of a record by the schema; all but two may be absent."""
_USE = {b'"affected"', b'"withdrawn"'}
"""Without either, a record says nothing of any package."""


class Affected(Struct, frozen=True):
    """One advisory about one package, and the part that it stands in."""

    advisory: Advisory
    entries: tuple[Entry, ...]
    snapshot: Snapshot


class Advisories:
    """The advisories of the library.

    Args:
        parts: the imported files.
    """

    def __init__(self, parts: tuple[Part, ...]) -> None:
        """Read what each part covers."""
        self._parts = parts
        self._covered: dict[str, Snapshot] = {}
        for part in parts:
            for ecosystem in part.covers():
                known = self._covered.get(ecosystem)
                if known is None or known.provenance.as_of < part.snapshot.provenance.as_of:
                    self._covered[ecosystem] = part.snapshot

    def __bool__(self) -> bool:
        """Tell whether anything was imported."""
        return bool(self._parts)

    @property
    def covered(self) -> Mapping[str, Snapshot]:
        """Return the ecosystems of which every advisory is here, each with the newest part that has them."""
        return self._covered

    def look_up(self, keys: Iterable[str]) -> dict[str, tuple[Affected, ...]]:
        """Return the advisories about packages, sorted by id; packages of which there are none are left out.

        An advisory that stands in several parts counts as the newest has it, and not at all when that withdrew it.

        Args:
            keys: of the packages (`Package.key`), as many as there are: they are asked for in batches.

        Raises:
            StoreError: a part is damaged.
        """
        wanted = sorted(set(keys))
        found: dict[str, dict[str, Affected]] = {}
        for part in self._parts:
            for name, advisory, entries in part.advisories(wanted):
                one = Affected(advisory, entries, part.snapshot)
                other = found.setdefault(name, {}).setdefault(advisory.id, one)
                if other.advisory.modified < advisory.modified:
                    found[name][advisory.id] = one
        gone = self._withdrawn({each for of in found.values() for each in of})
        remaining = {
            name: tuple(one for each, one in sorted(of.items()) if one.advisory.modified > gone.get(each, ""))
            for name, of in found.items()
        }
        return {name: of for name, of in remaining.items() if of}

    def _withdrawn(self, ids: set[str]) -> dict[str, str]:
        """Return the advisories that some part says to be withdrawn, and when that was written."""
        found: dict[str, str] = {}
        for part in self._parts:
            for each, modified in part.withdrawn(sorted(ids)):
                found[each] = max(modified, found.get(each, ""))
        return found


def advisories(library: Library) -> Advisories:
    """Return the advisories of the library."""
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Advisories:
    if not snapshots:
        return Advisories(())
    from sovaudit.knowledge._osv_reading import Part

    return Advisories(tuple(map(Part, snapshots)))


def recognises(head: bytes, name: str) -> bool:
    """Tell whether a file begins like an archive of OSV records, or like one record."""
    if head.startswith(ZIP):
        length = int.from_bytes(head[26:28], "little")
        return bool(_MEMBER.fullmatch(head[30 : 30 + length]))
    return _is_record(plain_head(head))


def _is_record(start: bytes) -> bool:
    """Tell whether a text begins as an OSV record does: all its members are of the schema, and its id is an advisory's.

    When the end is in sight, what every record of use has must be there too.
    """
    if not start.startswith(b"{"):
        return False
    members: dict[bytes, bytes] = {}
    depth, key, last = 0, b"", b""
    for token in _TOKEN.findall(start):
        if token in b"{[":
            depth += 1
        elif token in b"}]":
            depth -= 1
        elif depth == 1 and token == b":":
            key = last
            members[key] = b""
        elif depth == 1 and token == b",":
            key = b""
        elif depth == 1 and key:
            members[key] = token
        else:
            last = token
        if depth == 0:
            break
    if not members.keys() <= _MEMBERS or not ID.fullmatch(members.get(b'"id"', b"").decode("utf-8", "replace")[1:-1]):
        return False
    return b'"modified"' in members and not _USE.isdisjoint(members) if depth == 0 else len(members) > 1


def gathers(head: bytes) -> bool:
    """Tell whether a file becomes one data set with others of its kind: those of one record each do."""
    return not head.startswith(ZIP)


def convert(source: Path, target: Path) -> Converted:
    """Store the records of an archive.

    Raises:
        InputError: it is no such file, or goes past a limit.
    """
    return convert_all((source,), target)


def convert_all(sources: Sequence[Path], target: Path) -> Converted:
    """Store the records of one archive, or of files of one record each.

    Raises:
        InputError: there is no record in them, or one goes past a limit.
    """
    from sovaudit.knowledge._osv_import import store

    found = store(sources, target)
    if found.covers:
        note = _("every advisory of {ecosystems}; withdrawn and not kept: {count}").format(
            ecosystems=", ".join(found.covers), count=found.withdrawn
        )
    else:
        note = _("single advisories: they say nothing of other packages")
    title = f"OSV advisories, {found.name}"
    stated = Provenance(title, LICENCE, found.newest, HREF, SHELF_DAYS, note=note, records=found.advisories)
    return Converted(f"{NAME}.{found.name}", ".sqlite", stated, found.left_out)


def check(path: Path) -> None:
    """Read a stored file that others made, whole.

    Raises:
        StoreError: it is damaged, or not as an import makes it.
    """
    from sovaudit.knowledge import _databases

    _databases.check(path, SCHEMA)
