# SPDX-License-Identifier: EUPL-1.2
"""Where each part of an SPDX 2 document stands in a file that has lines: JSON pointer -> line."""

from __future__ import annotations

from collections.abc import Collection

from sovaudit.language import _


class Lines:
    """Remembers lines, and finds that of a part or of what holds it."""

    def __init__(self) -> None:
        """Start with none."""
        self.of: dict[str, int] = {}

    def __call__(self, pointer: str) -> str:
        """Return the place as a person writes it."""
        while pointer not in self.of and pointer:
            pointer = pointer.rpartition("/")[0]
        return _("line {line}").format(line=self.of.get(pointer, 1))


def has_line(data: bytes, names: Collection[bytes]) -> bool:
    """Tell whether a line begins with one of these names and a colon, with or without quotes."""
    return any(_begins(data, written) for name in names for written in (name, b'"' + name + b'"', b"'" + name + b"'"))


def _begins(data: bytes, name: bytes) -> bool:
    at = data.find(name)
    while at >= 0:
        before = data[max(0, at - 1) : at]
        if before in (b"", b"\n", b"\r", b"\xbf") and data[at + len(name) : at + len(name) + 80].lstrip()[:1] == b":":
            return True
        at = data.find(name, at + 1)
    return False
