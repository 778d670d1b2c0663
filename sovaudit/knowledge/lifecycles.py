# SPDX-License-Identifier: EUPL-1.2
"""Until when publishers support which release of their products: endoflife.date's database, and the city's own rows.

A product has release cycles (PostgreSQL 16, Windows Server 2019), a cycle its days: end of active support, end of
security support (`eol`), end of extended support, which is usually paid (`eoes`). An end is a day, or true (over, day
not published), or false (not over, no day announced), or nothing (not tracked). **A day of end is the last day of
support**: endoflife.date itself counts a cycle as ended when today is later than that day.

Two files can be imported, each under its own name, so that neither puts the other out of use:

- endoflife.date's `/api/v1/products/full` (JSON): takes the place of the shipped copy. `isEol`, `isMaintained` and the
  like were worked out on the day that their site was built: they are read only where there is no day beside them.
- a table of the city's own (CSV, `,` or `;`), for what endoflife.date does not have, such as French business software;
  one row a cycle. A product with the name of one of theirs takes its place.

| column | |
| --- | --- |
| product | mandatory: a name of ours for it; rows of one product belong together |
| cycle | mandatory: the release, as its versions begin: `5`, `2.4` |
| end_of_life | mandatory: the last day of support (2027-06-30), `yes` when it is over, `no` when no end is announced |
| as_of | mandatory: the day on which somebody looked that up |
| label | how people call it |
| aliases, identifiers | other names; package URLs without version, CPE names; separated by a vertical bar |
| released, extended_until | day of the first version; end of paid support |
| latest, latest_on | newest version of the cycle and its day |
| source | where it was read: an address, a letter |

Source: https://endoflife.date (MIT), API version 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from sovaudit.knowledge import Library, Snapshot
from sovaudit.knowledge._importing import Converted, Published

NAME = "lifecycles"
HREF = "https://endoflife.date/api/v1/products/full"
OWN, SINGLE = "lifecycles.city", "lifecycles.api"
"""Names of the snapshots that hold the city's own rows, and products that were asked for one by one."""
PUBLISHED = (
    Published(NAME, "endoflife.date: products/full, or a folder of products/NAME, JSON", HREF),
    Published(OWN, "The city's own table of lifecycles, CSV: product, cycle, end_of_life, as_of…", ""),
)

End: TypeAlias = date | bool | None
"""A day, or true (over), or false (not over, no day announced), or None (not tracked)."""


class Cycle(Struct, frozen=True, gc=False, omit_defaults=True):
    """One release cycle of a product.

    Args:
        cycle: its name: what its versions begin with, as a rule.
        label: how people call it, where that is something else (`2022 'Dallas'`).
        codename: `Bookworm`.
        released: the day of its first release.
        eoas, eol, eoes: end of active support, of security support, of (paid) extended support.
        latest: its newest version, and the day of that one (`latest_on`).
        as_of, source: when and where this row was looked up, for rows of the city.
    """

    cycle: str
    label: str = ""
    codename: str = ""
    released: date | None = None
    eoas: End = None
    eol: End = None
    eoes: End = None
    latest: str = ""
    latest_on: date | None = None
    as_of: date | None = None
    source: str = ""


class Product(Struct, frozen=True, omit_defaults=True):
    """A product and its cycles, newest first.

    Args:
        identifiers: package URLs without version, CPE names that end with the product.
    """

    name: str
    label: str = ""
    category: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    cycles: tuple[Cycle, ...] = ()

    @property
    def title(self) -> str:
        """Return how people call it."""
        return self.label or self.name


class Stored(Struct, frozen=True):
    """A snapshot's file."""

    products: tuple[Product, ...]


class Lifecycles(Struct, frozen=True):
    """All products by name, each with the snapshot that it is of; empty when there is no snapshot."""

    products: Mapping[str, tuple[Product, Snapshot]]


def lifecycles(library: Library) -> Lifecycles:
    """Return what is known of lifecycles.

    The city's own rows stand before those of endoflife.date, and of these what was asked for last.
    """
    return library.data(NAME, _load)


def _load(snapshots: tuple[Snapshot, ...]) -> Lifecycles:
    found = {}
    for each in sorted(snapshots, key=lambda one: (one.name == OWN, one.provenance.as_of, one.name)):
        for product in msgspec.json.decode(each.read(), type=Stored).products:
            found[product.name] = (product, each)
    return Lifecycles(found)


def recognises(head: bytes, name: str) -> bool:
    """Tell whether a file is an answer of endoflife.date's API, or a table of lifecycles."""
    from sovaudit.knowledge import _lifecycle_files

    return _lifecycle_files.is_api(head) or _lifecycle_files.is_table(head)


def gathers(head: bytes) -> bool:
    """Tell whether a file holds one product, and becomes one data set with others of its kind."""
    from sovaudit.knowledge import _lifecycle_files

    return _lifecycle_files.is_product(head)


def convert(source: Path, target: Path) -> Converted:
    """Read `/products/full` or a table, and write a snapshot.

    Raises:
        InputError: it is neither, or not whole.
    """
    return convert_all((source,), target)


def convert_all(sources: Sequence[Path], target: Path) -> Converted:
    """Read one file, or answers that hold one product each, and write a snapshot.

    Raises:
        InputError: it is neither, or not whole.
    """
    from sovaudit.knowledge import _lifecycle_files

    products, converted = _lifecycle_files.read_all(sources)
    target.write_bytes(written(products))
    return converted


def written(products: tuple[Product, ...]) -> bytes:
    """Return the file of a snapshot: a line a product, so that two of them can be compared by eye."""
    lines = b",\n".join(msgspec.json.encode(each) for each in products)
    return b'{"products": [\n' + lines + b"\n]}\n"
