# SPDX-License-Identifier: EUPL-1.2
"""Read a file as `collect` does, and show what came out by names instead of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from sovaudit.model import ROOT, Bom, Description, Descriptions, Issue, Subject
from sovaudit.readers import Reader

DATA = Path(__file__).resolve().parent.parent / "data" / "readers"
SUBJECT = "<subject>"


class Seen(Struct):
    """What a bill of materials says, entry by entry."""

    entries: list[Description]
    places: list[str]
    edges: set[tuple[str, str]]
    edge_count: int
    issues: tuple[Issue, ...]
    partial: bool
    subject: Subject
    version: str

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.entries]

    @property
    def issue_places(self) -> list[str]:
        return [each.place for each in self.issues]


def see(reader: Reader, data: bytes, descriptions: Descriptions | None = None) -> Seen:
    """Read a bill of materials."""
    table = descriptions if descriptions is not None else Descriptions()
    bom = reader.read(data, "file.json", table)
    assert isinstance(bom, Bom)
    entries = [table.distinct[number] for number in bom.described]

    def name(number: int) -> str:
        return SUBJECT if number == ROOT else entries[number].name

    pairs = [(int(a), int(b)) for a, b in zip(bom.dependants, bom.dependencies, strict=True)]
    assert len(pairs) == len(set(pairs)), "edges are distinct"
    return Seen(
        entries=entries,
        places=[bom.places.get(number) or bom.pattern.format(number) for number in range(len(entries))],
        edges={(name(a), name(b)) for a, b in pairs},
        edge_count=bom.edge_count,
        issues=bom.issues,
        partial=bom.partial,
        subject=bom.subject,
        version=bom.version,
    )


def files(folder: str, prefix: str) -> list[str]:
    """List the test files of a reader."""
    return sorted(path.name for path in (DATA / folder).glob(f"{prefix}-*"))


def nested(opening: bytes, depth: int, closing: bytes) -> bytes:
    """Repeat a nesting."""
    return opening * depth + closing * depth


def said(issues: Sequence[Issue]) -> list[tuple[str, str]]:
    """Return the place and the message of each issue."""
    return [(each.place, each.message) for each in issues]
