# SPDX-License-Identifier: EUPL-1.2
"""Bytes -> Bom, Register or Statements. One file per input format.

A reader recognises a file by its content, reads it whole, and reports what is wrong with it; it raises `InputError`
only when nothing can be read. It opens nothing itself and keeps no state but the `Descriptions` it is handed.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

import sovaudit.readers
from sovaudit.model import Bom, Descriptions, Register, Statements
from sovaudit.registry import discover


class Reader(Protocol):
    """The contract of a module in this room."""

    NAME: str

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether the content is in this reader's format; `name` only breaks ties (CSV registers)."""

    def read(self, data: bytes, path: str, descriptions: Descriptions) -> Bom | Register | Statements:
        """Read the whole file.

        Args:
            data: the content.
            path: how to name the file in what is said of it.
            descriptions: where a bill of materials interns what it says of its components.

        Raises:
            InputError: nothing of the file can be read.
        """


@cache
def readers() -> tuple[Reader, ...]:
    """Return every reader, bills of materials before registers, else in the order of their names."""
    found = discover(sovaudit.readers)
    ranked = sorted(found.values(), key=lambda module: (getattr(module, "RANK", 0), module.__name__))
    return tuple(ranked)


def sniff(data: bytes, name: str) -> Reader | None:
    """Return the reader that recognises the content, or None."""
    return next((reader for reader in readers() if reader.recognises(data, name)), None)
