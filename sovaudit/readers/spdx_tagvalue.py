# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 tag-value: `Tag: value` on a line, or `<text>` to `</text>` over several; places are lines.

A reader of our own, one pass over the lines: what stands inside a text is text, whatever it looks like (a package
named there is none), a text that never ends is said where it begins, and nothing after it is read.

Source: https://spdx.github.io/spdx-spec/v2.3/ (clauses 6 to 12)
"""

from __future__ import annotations

from sovaudit.language import _
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import _json
from sovaudit.readers._spdx_bom import Reading, bom
from sovaudit.readers._spdx_document import from_plain
from sovaudit.readers._spdx_lines import Lines, has_line
from sovaudit.readers._spdx_tags import Tags, pairs

NAME = "spdx-tagvalue"
_HEAD = 4096


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the first line that says something is `Tag: value`, and one begins with `SPDXVersion:`.

    A file without its version has lines that begin with `SPDXID:` and `PackageName:` or `FileName:`.
    """
    head = data[:_HEAD].removeprefix(_json.BOM).splitlines()
    first = next((line for line in map(bytes.strip, head) if line and not line.startswith(b"#")), b"Tag:")
    if not first.partition(b":")[0].rstrip().isalnum():
        return False
    if has_line(data, (b"SPDXVersion",)):
        return True
    return has_line(data, (b"SPDXID",)) and has_line(data, (b"PackageName", b"FileName"))


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every package and every relationship that is a dependency.

    Raises:
        InputError: a text is longer than the limit.
    """
    lines = Lines()
    reading = Reading(path, where=lines)
    tags = Tags(lines, reading)
    for line, tag, value in pairs(_decoded(data, reading), reading):
        tags.take(line, tag, value)
    return bom(from_plain(tags.document, reading.lost), reading, descriptions)


def _decoded(data: bytes, reading: Reading) -> str:
    """Decode; one accent must not cost a whole file, and a NUL is said."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _("line {line}").format(line=data.count(b"\n", 0, error.start) + 1)
        hint = _("save it as UTF-8 to be sure of its accents")
        reading.said.say(line, _("not UTF-8: read as Windows-1252"), hint)
        text = data.removeprefix(_json.BOM).decode("utf-8", "sovaudit-windows-1252")  # registered by `_json`
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = text.find("\0")
    if at >= 0:
        line = _("line {line}").format(line=text.count("\n", 0, at) + 1)
        message = _("{count} NUL characters, the first one here: a text was damaged or made to deceive")
        reading.said.say(line, message, _("ask its author for the file again"), count=text.count("\0"))
    return text
