# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2 YAML: the members of the JSON form, every scalar a text; places are lines.

Aliases, tags, merge keys and keys used twice are refused by `_yaml.py`.

Source: https://spdx.github.io/spdx-spec/v2.3/ (clause 6: formats)
"""

from __future__ import annotations

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import _yaml
from sovaudit.readers._spdx_bom import Reading, bom
from sovaudit.readers._spdx_document import from_plain
from sovaudit.readers._spdx_lines import has_line

NAME = "spdx-yaml"
_OTHERS = (b"<", b"[")
_HEAD = 4096


def recognises(data: bytes, name: str) -> bool:
    """Tell whether a line begins with `spdxVersion:`, or lines with `SPDXID:` and `packages:`."""
    start = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in _OTHERS:
        return False
    if start[:1] == b"{":  # flow style; with quotes around its names it is JSON
        return b"spdxVersion:" in data[:_HEAD] or b"SPDXID:" in data[:_HEAD]
    if has_line(data, (b"spdxVersion",)):
        return True
    return has_line(data, (b"SPDXID",)) and has_line(data, (b"packages", b"files"))


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every package and every relationship that is a dependency.

    Raises:
        InputError: not YAML, no mapping, or what `_yaml.load` refuses.
    """
    loaded = _yaml.load(data, path)
    if not isinstance(loaded.value, dict):
        raise InputError(_("the YAML is not a mapping"), path, _("check that this is the whole file"))
    reading = Reading(path, where=loaded.line)
    return bom(from_plain(loaded.value, reading.lost), reading, descriptions)
