# SPDX-License-Identifier: EUPL-1.2
"""Facts about the world, from dated snapshots. One file per data set; `data/` holds what is shipped and its sources.

A data set is a module of this room: `NAME`, and a function of a `Library` that returns its facts, typed, read once:

    def countries(library: Library) -> Countries:
        return library.data(NAME, _load)

`Library` hands over the snapshots of a data set: those that an administrator imported, else the shipped one. A data set
may be in several parts (`osv.PyPI`, `osv.npm`). Nothing here says good or bad, asks the clock or opens a socket.
"""

from sovaudit.knowledge._snapshots import DATA, Library, Snapshot, provenance, shipped

__all__ = ["DATA", "Library", "Snapshot", "provenance", "shipped"]
