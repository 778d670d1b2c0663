# SPDX-License-Identifier: EUPL-1.2
"""Licence statements of an SPDX 2 document: as written, with what its own `LicenseRef-…` stand for.

Absent, NOASSERTION and NONE stay apart. What a statement means is not decided here; only one that is no SPDX
expression is said, because a validator will refuse the file for it.

Source: SPDX 2.3, clause 10 (other licensing information), annex D (expressions).
"""

from __future__ import annotations

import functools
import re

import msgspec

from sovaudit.model import Declared, Issue
from sovaudit.readers._json import decode_list
from sovaudit.readers._spdx_document import Document, Extracted

TEXT = 2000
"""Characters kept of a licence text that has no name."""
_decoder = msgspec.json.Decoder(list[Extracted] | None)
_REFERENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_TOKEN = re.compile(r"[()]|[^\s()]+")
_ID = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9.-]+\+?")
_UNNAMED = frozenset(("", "NOASSERTION", "NONE"))
_JOINS = frozenset(("AND", "OR", "WITH"))


def declared(stated: str | None, concluded: str | None) -> tuple[Declared, ...]:
    """Return what is declared, then what is concluded, as stated."""
    found = (("expression", stated), ("concluded", concluded))
    return tuple(Declared(kind, value) for kind, value in found if value is not None)


def definitions(document: Document, issues: list[Issue]) -> dict[str, str]:
    """Return what each `LicenseRef-…` of the document stands for: its name, else the beginning of its text."""
    if len(document.hasExtractedLicensingInfos) <= len(b"null"):
        return {}
    found: dict[str, str] = {}
    misfits: list[Issue] = []
    raw = document.hasExtractedLicensingInfos
    for each in decode_list(_decoder, raw, Extracted, "/hasExtractedLicensingInfos", misfits):
        name = (each.name or "").strip()
        text = (each.extractedText or "").strip()
        told = text[:TEXT] if name in _UNNAMED or name == each.licenseId else name
        if each.licenseId and told not in _UNNAMED:
            found.setdefault(each.licenseId, told)
    issues.extend(misfits)
    return found


def references(stated: str | None, concluded: str | None, defined: dict[str, str]) -> tuple[Declared, ...]:
    """Return what the document says of each `LicenseRef-…` in two statements, in the order of their use."""
    used = dict.fromkeys(each for text in (stated, concluded) if text for each in _REFERENCE.findall(text))
    return tuple(Declared("reference", f"{each}={defined[each]}") for each in used if each in defined)


@functools.lru_cache(maxsize=4096)
def well_formed(statement: str | None) -> bool:
    """Tell whether a statement keeps the grammar of SPDX expressions, whether or not anyone knows its licences.

    >>> well_formed("(MIT OR Apache-2.0) AND LicenseRef-x"), well_formed("MIT AND ("), well_formed("Apache License")
    (True, False, False)
    """
    opened = 0
    after: str = "("
    for word in _TOKEN.findall(statement or "NONE"):
        kind = word if word in "()" else word.upper() if word.upper() in _JOINS else "id"
        begins = kind in ("(", "id")
        if begins == (after in ("id", ")")) or (kind == "(" and after == "WITH") or (kind == "WITH" and after == ")"):
            return False
        if kind == "id" and not _ID.fullmatch(word):
            return False
        opened += (kind == "(") - (kind == ")")
        if opened < 0:
            return False
        after = kind
    return opened == 0 and after in ("id", ")")
