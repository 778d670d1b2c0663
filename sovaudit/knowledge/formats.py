# SPDX-License-Identifier: EUPL-1.2
"""Formats of files and protocols of exchange: their status in the RGI, and whether anybody may implement them.

    recommended   the RGI v2.0 recommends it
    observed      the RGI v2.0 has it under observation
    published     its specification may be read and implemented by anybody; what the RGI says of it was not looked up
    proprietary   its specification is not published

A format that the table does not have is unknown, never proprietary.

Source: RGI v2.0 (arrêté of 20 April 2016); loi n° 2004-575 art. 4 (open standard); `formats.source.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.knowledge._tables import rows

NAME = "formats"
STATUSES = ("recommended", "observed", "published", "proprietary")
"""From the status that binds least to that which binds most."""


class Format(Struct, frozen=True):
    """One row.

    Args:
        kind: format or protocol.
        status: one of STATUSES.
        basis: who publishes its specification.
    """

    name: str
    kind: str
    status: str
    basis: str


class Formats(Struct, frozen=True):
    """Every row by each name it goes by; empty when the data set is not there."""

    known: Mapping[str, Format]
    snapshot: Snapshot | None

    def look_up(self, written: str) -> Format | None:
        """Return the format or protocol that a text names; None when the table does not have it.

        Case, punctuation and a dot before an extension do not count.
        """
        return self.known.get(_key(written))


def formats(library: Library) -> Formats:
    """Return the table."""
    return library.data(NAME, _load)


def _key(written: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", written[:100].lower())


def _load(snapshots: tuple[Snapshot, ...]) -> Formats:
    known: dict[str, Format] = {}
    for row in rows(snapshots):
        each = Format(row["name"], row["kind"], row["status"], row["basis"])
        for name in (each.name, *row["aliases"].split(";")):
            known.setdefault(_key(name), each)
    known.pop("", None)
    return Formats(known, next(iter(snapshots), None))
