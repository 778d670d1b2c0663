# SPDX-License-Identifier: EUPL-1.2
"""Office Open XML: the parts beside the sheets -> which styles are dates, the shared texts, the list of sheets.

Source: ISO/IEC 29500-1:2016 (SpreadsheetML) and 29500-2 (packages).
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from msgspec import Struct

from sovaudit.readers._expat import Enough, local, parse

DATE, TIME = "date", "time"
_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), DATE),
    **dict.fromkeys((*range(18, 22), *range(32, 36), *range(45, 48)), TIME),
}
"""Built-in number formats that show a day or a time (18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x(0009|000[Aa]|000[Dd]|005[Ff])_")


class Part(Struct):
    """A sheet as the workbook lists it: its name, where it lies in the archive, whether it is shown."""

    name: str
    member: str
    hidden: bool


def kind_of(code: str) -> str:
    """Tell whether a number format shows a day, a time, or (empty) a number.

    >>> kind_of('dd/mm/yyyy'), kind_of('[h]:mm'), kind_of('# ##0,00 "jours"')
    ('date', 'time', '')
    """
    shown = _LITERAL.sub("", code.lower())
    if "general" in shown:
        return ""
    if "d" in shown or "y" in shown:
        return DATE
    if "h" in shown or "s" in shown:
        return TIME
    return DATE if "m" in shown else ""


def styles(xml: bytes, where: str) -> list[str]:
    """Return, per cell style, what its number format shows: `date`, `time` or nothing."""
    codes: dict[str, str] = {}
    found: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = local(name)
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = kind_of(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            shown = attributes.get("numFmtId", "0")
            built_in = _BUILT_IN.get(int(shown), "") if shown.isascii() and shown.isdigit() and len(shown) < 9 else ""
            found.append(codes.get(shown, built_in))

    def end(name: str) -> None:
        nonlocal inside
        if local(name) == "cellXfs":
            inside = False

    parse(xml, where, start, end)
    return found


def shared_texts(xml: bytes, where: str, at_most: int = 0, *, cut: bool = False) -> list[str]:
    """Return the shared texts; what is only a reading aid (phonetic runs) is no part of them.

    Args:
        at_most: texts after which the rest is left; 0 for all.
        cut: the part is the head of a longer one.
    """
    found: list[str] = []
    parts: list[str] = []
    heard: list[str] = []
    aside = False
    text = phonetic = item = ""

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal aside, text, phonetic, item
        if not item:
            prefix, colon, _name = name.rpartition(":")
            text, phonetic, item = (prefix + colon + each for each in ("t", "rPh", "si"))
        if name == text:
            heard.clear()
        elif name == phonetic:
            aside = True

    def end(name: str) -> None:
        nonlocal aside
        if name == text and not aside:
            parts.extend(heard)
        elif name == phonetic:
            aside = False
        elif name == item:
            found.append(plain("".join(parts)))
            parts.clear()
            if len(found) == at_most:
                raise Enough

    parse(xml, where, start, end, heard.append, cut=cut)
    return found


def plain(text: str) -> str:
    """Undo the escapes by which a workbook stores line ends and tabs (`_x000D_`)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x00" in text else text


def targets(xml: bytes, where: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return relationship id -> (last word of its type, member it leads to), those within the archive only.

    Args:
        folder: folder of the part that has the relationships.
    """
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", ""))
            member = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], member)

    parse(xml, where, start)
    return found


def parts(xml: bytes, where: str, leads: dict[str, tuple[str, str]]) -> tuple[list[Part], bool]:
    """Return the sheets in their order, and whether days are counted from 1904."""
    found: list[Part] = []
    from_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904
        tag = local(name)
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif tag == "sheet":
            ref = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, member = leads.get(ref, ("", ""))
            if kind != "chartsheet":
                found.append(Part(attributes.get("name", ""), member, attributes.get("state", "visible") != "visible"))

    parse(xml, where, start)
    return found, from_1904
