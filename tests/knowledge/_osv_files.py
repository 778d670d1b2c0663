# SPDX-License-Identifier: EUPL-1.2
"""Small OSV records and archives, and the libraries that they are imported into."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sovaudit.knowledge import Library, Snapshot, osv, shipped

Record = dict[str, Any]


def advisory(
    name: str,
    package: str,
    events: Sequence[tuple[str, str]] = (("introduced", "0"),),
    ecosystem: str = "PyPI",
    modified: str = "2026-11-01T00:00:00Z",
    **more: Any,
) -> Record:
    """Make a record about one package."""
    ranges = [{"type": "ECOSYSTEM", "events": [dict([event]) for event in events]}]
    affected = [{"package": {"ecosystem": ecosystem, "name": package}, "ranges": ranges}]
    return {"id": name, "modified": modified, "affected": affected, **more}


def archive(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    """Write an archive; a name may be given twice."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return path


def packed(path: Path, *records: Record) -> Path:
    """Write records as their publisher's archive."""
    return archive(path, ((f"{each['id']}.json", json.dumps(each).encode()) for each in records))


def library_of(folder: Path, *sources: Path, instead: Iterable[Snapshot] = ()) -> Library:
    """Import files, and return what is shipped with them."""
    found = {each.name: each for each in (*shipped().snapshots(), *instead)}
    for number, source in enumerate(sources):
        target = folder / f"part{number}.sqlite"
        converted = osv.convert(source, target)
        found[converted.name] = Snapshot(converted.name, converted.provenance, target, imported=True)
    return Library(found)
