# SPDX-License-Identifier: EUPL-1.2
"""SPDX 2.0 to 2.3 JSON.

What counts as a component and what becomes an edge is said in `_spdx_bom.py` and `_spdx.py`, for all five syntaxes.

Source: https://spdx.github.io/spdx-spec/v2.3/
"""

from __future__ import annotations

import msgspec

from sovaudit.model import Bom, Descriptions
from sovaudit.readers._json import decode, has_member, looks_like_object
from sovaudit.readers._json_strict import said_once
from sovaudit.readers._spdx_bom import Reading, bom
from sovaudit.readers._spdx_document import Document, from_plain, place_before_2020

NAME = "spdx-json"
_document = msgspec.json.Decoder(Document)


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the JSON object has a `spdxVersion`, or failing that packages with SPDX ids."""
    if not looks_like_object(data):
        return False
    return has_member(data, b"spdxVersion") or (has_member(data, b"SPDXID") and has_member(data, b"packages"))


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read every package and every relationship that is a dependency; places are JSON pointers."""
    reading = Reading(path)
    document = decode(_document, data, path, from_plain, reading.lost, proof=said_once)
    if document.Document and not document.spdxVersion:
        document = from_plain({"Document": msgspec.json.decode(document.Document)}, reading.lost)
        reading.where = lambda pointer: f"/Document{place_before_2020(pointer)}"
    return bom(document, reading, descriptions)
