# SPDX-License-Identifier: EUPL-1.2
"""What a data set says of a publisher's file that it turned into a snapshot."""

from __future__ import annotations

from msgspec import Struct

from sovaudit.model import Provenance


class Converted(Struct, frozen=True):
    """A snapshot that was made of a publisher's own file.

    Args:
        name: of the data set, with its part where it has several: `kev`, `osv.PyPI`.
        suffix: of the stored file: `.json`, `.sqlite`.
        provenance: as the file itself tells it; `file`, `sha256` and `origin` are filled by the store.
        left_out: records that could not be kept, as (place, why): counted in, told to the person who imports.
    """

    name: str
    suffix: str
    provenance: Provenance
    left_out: tuple[tuple[str, str], ...] = ()
