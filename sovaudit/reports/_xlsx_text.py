# SPDX-License-Identifier: EUPL-1.2
r"""Text that a cell of an .xlsx file can hold, and that hides nothing: what it cannot hold is shown as `\x..`.

XlsxWriter 3.3.1 leaves a cell empty when its text is too long, loses the workbook on a lone surrogate, and takes a text
that begins with `<r>` and ends with `</r>` for its own mark-up: it writes it as it is into the file's XML.
"""

from __future__ import annotations

import re

from sovaudit.language import _
from sovaudit.reports._sheets_inputs import Limits

CELL = 32_767
"""The longest text of a cell, in UTF-16 units."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and line feed
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"  # writing direction, invisible, line separators
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)


def _shown(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def fitting(text: str, limits: Limits) -> str:
    """Return the text as a cell can hold it, and count what had to be changed."""
    if not (text.isascii() and text.isprintable()) and _HIDDEN.search(text):
        limits.replaced += 1
        text = _HIDDEN.sub(_shown, text)
    if text.startswith("<r>") and text.endswith("</r>"):
        limits.replaced += 1
        text = "\\x3c" + text[1:]
    if len(text) > CELL // 2 and _units(text) > CELL:
        limits.cut += 1
        text = _cut(text)
    return text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    """Cut a text and say so at its end: how long it was, and where the whole is."""
    mark = _(" … [cut: {length} characters; the whole is in audit.json]").format(length=len(text))
    kept = text.encode("utf-16-le")[: 2 * (CELL - _units(mark))].decode("utf-16-le", "ignore")
    return kept + mark


def printable(text: str) -> str:
    """Return a text for a page header or a property: on one line, short, nothing hidden."""
    return " ".join(fitting(text, Limits()).split())[:100]
