# SPDX-License-Identifier: EUPL-1.2
"""Where facts about the world come from."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Provenance(Struct, frozen=True):
    """What a `.source.toml` says of a snapshot.

    Args:
        title: of the data set, as its publisher calls it.
        href: where it is published.
        licence: SPDX id, else the licence's name.
        as_of: the day of which it speaks.
        shelf_days: days for which its facts are believed; 0 when they do not age.
        file: the snapshot beside it; empty when it is read from an installed library.
        sha256: of that file.
        note: who made it from what, and what was not checked.
        records: how many records it holds; 0 when nobody counted.
        origin: name and sha256 of the publisher's own file that it was imported from; empty for what sovaudit ships.
    """

    title: str
    licence: str
    as_of: date
    href: str = ""
    shelf_days: int = 0
    file: str = ""
    sha256: str = ""
    note: str = ""
    records: int = 0
    origin: str = ""

    def aged(self, day: date, since: date | None = None) -> bool:
        """Tell whether a fact of this data set is past its shelf life on a day.

        Args:
            day: the day of the audit.
            since: the fact's own day, when it has one; else that of the data set.
        """
        return self.shelf_days > 0 and (day - (since or self.as_of)).days > self.shelf_days
