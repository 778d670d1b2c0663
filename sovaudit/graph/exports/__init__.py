# SPDX-License-Identifier: EUPL-1.2
"""A described network -> bytes that another tool reads. One file per format.

The texts come from files of which nothing is known: each format has one function that writes a text so that its reader
gets it back. What a format cannot carry at all is replaced before (`cleaned`), and the caller is told of which nodes.
"""

from __future__ import annotations

import importlib
import re
from typing import Protocol

from sovaudit.graph.described import Described
from sovaudit.graph.exports._cleaning import cleaned

__all__ = ["NAMES", "Export", "Files", "cleaned", "export"]
NAMES = ("graphml", "gexf", "dot", "mermaid", "json", "archimate", "archi-csv")
Files = dict[str, bytes]


class Export(Protocol):
    """The contract of a module in this room.

    `SUFFIXES` are the file extensions it answers to, none for a folder of files; `CANNOT` finds the characters that the
    format cannot carry.
    """

    NAME: str
    SUFFIXES: tuple[str, ...]
    CANNOT: re.Pattern[str]

    def render(self, graph: Described) -> bytes | Files:
        """Write the network; the same network gives the same bytes.

        Args:
            graph: with no text that holds what the format cannot carry.

        Returns:
            The document, or the documents of a folder by their names.
        """


def export(name: str) -> Export:
    """Return a format by one of NAMES."""
    return importlib.import_module(f"sovaudit.graph.exports.{name.replace('-', '_')}")
