# SPDX-License-Identifier: EUPL-1.2
"""Public catalogues of free software, kept as they are published: the SILL of the State, the *Comptoir du Libre*.

What is stored is the publisher's own file: the readers that take such a file in an inventory read it here too, so that
an inventory need not hold one. Only by import.

Source: https://code.gouv.fr/sill (Licence Ouverte 2.0); https://comptoir-du-libre.org (ADULLACT; licence not stated).
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from sovaudit.knowledge._importing import UNDATED, Converted, Published, content, day_of, decoded, plain_head, refused
from sovaudit.knowledge._snapshots import Library, Snapshot
from sovaudit.language import _
from sovaudit.model import Provenance

NAME = "catalogues"
SILL, COMPTOIR = f"{NAME}.sill", f"{NAME}.comptoir"
SHELF_DAYS = 365
PUBLISHED = (
    Published(SILL, "SILL, catalogi.json", "https://code.gouv.fr/sill/"),
    Published(COMPTOIR, "Comptoir du Libre, export JSON", "https://comptoir-du-libre.org/"),
)
_OF_2022 = (b'"i"', b'"l"', b'"st"', b'"v-"')
_SILL = (
    b'"isLibreSoftware"',
    b'"isStillInObservation"',
    b'"referencedSinceTime"',
    b'"isPresentInSupportContract"',
    b'"isFromFrenchPublicService"',
    b'"doRespectRgaa"',
    b'"similarSoftwares"',
    b'"applicationCategories"',
    b'"addedTime"',
)


def catalogues(library: Library) -> tuple[Snapshot, ...]:
    """Return the catalogues of the library; who reads them knows their formats."""
    return library.of(NAME)


def recognises(head: bytes, name: str) -> bool:
    """Tell whether a file begins as one of the two does: a list of software, or an export with its date and count."""
    start = plain_head(head)
    if start.startswith(b"{"):
        return b'"date_of_export"' in start and b'"number_of_software"' in start
    if not start.startswith(b"[") or not start[1:].lstrip().startswith(b"{"):
        return False
    return all(mark in start for mark in _OF_2022) or sum(mark in start for mark in _SILL) > 1


class _Export(Struct):
    softwares: list[msgspec.Raw]
    date_of_export: str = ""
    number_of_software: int | None = None


def convert(source: Path, target: Path) -> Converted:
    """Keep the file as it is, unpacked, when it is whole.

    Raises:
        InputError: it is not JSON, lists nothing, or less than it announces.
    """
    data = content(source)
    if data.lstrip().startswith(b"["):
        count = len(decoded(list[dict[str, msgspec.Raw]], data, source))
        stated = Provenance("SILL", "etalab-2.0", UNDATED, PUBLISHED[0].href, SHELF_DAYS, records=count)
        name = SILL
    else:
        export = decoded(_Export, data, source)
        count = len(export.softwares)
        if export.number_of_software not in (None, count):
            text = _("{found} entries where {stated} are announced")
            raise refused(source, text.format(found=count, stated=export.number_of_software))
        day = day_of(export.date_of_export)
        stated = Provenance("Comptoir du Libre", "NOASSERTION", day, PUBLISHED[1].href, SHELF_DAYS, records=count)
        name = COMPTOIR
    if not count:
        raise refused(source, _("no software in it"))
    target.write_bytes(data)
    return Converted(name, ".json", stated)
