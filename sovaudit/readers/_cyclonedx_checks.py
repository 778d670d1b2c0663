# SPDX-License-Identifier: EUPL-1.2
"""Values of a CycloneDX document that are wrong and cost nothing, and what it refers to outside itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sovaudit.language import _
from sovaudit.model import Issue, Link
from sovaudit.readers._addresses import remark, runs
from sovaudit.readers._cyclonedx import Contents, Reference
from sovaudit.readers._edges import BOM_LINK
from sovaudit.readers._grouped import Grouped

_URN = re.compile(r"urn:uuid:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")
_REVISION = re.compile(r"[1-9][0-9]{0,17}")


def names(contents: Contents, issues: list[Issue]) -> tuple[str, ...]:
    """Return how other documents call this one: its serial number, and as a BOM-Link with its version.

    Source: https://cyclonedx.org/capabilities/bomlink/
    """
    revision = contents.revision
    if revision and not _REVISION.fullmatch(revision):
        text = _("the version of a document is a number from 1 on, not {version}")
        issues.append(Issue(contents.at["revision"], text.format(version=revision[:40])))
        revision = ""
    if not contents.serial:
        return ()
    found = _URN.fullmatch(contents.serial)
    if not found:
        text = _("the serial number of a document is « urn:uuid: » and a UUID, not {serial}")
        issues.append(Issue(contents.at["serial"], text.format(serial=contents.serial[:80])))
        return (contents.serial,)
    return (contents.serial, f"{BOM_LINK}{UUID(found.group(1))}/{revision or 1}")


def created(contents: Contents, issues: list[Issue]) -> str:
    """Return when the document says that it was made, as it writes it."""
    stated = contents.metadata.timestamp or ""
    if stated:
        try:
            datetime.fromisoformat(stated)
        except ValueError:
            text = _("not a day and time: {stated}").format(stated=stated[:40])
            issues.append(Issue(contents.at["timestamp"], text, _("write 2026-01-31T12:00:00Z")))
    return stated


def links(references: Iterable[Reference], missing: Iterable[str], place: str, said: Grouped) -> tuple[Link, ...]:
    """Return the other documents that this one refers to, and flag addresses that would run code.

    Args:
        references: external references; only those of type `bom`, and BOM-Links, are documents of our kind.
        missing: references of dependencies that the file does not define; BOM-Links among them are links.
        place: where those stand.
        said: receives what is flagged.
    """
    found: dict[Link, None] = {}
    for each in references:
        remark(each.url, each.place, said)
        if runs(each.url):
            continue
        if each.url.startswith(BOM_LINK) or each.type == "bom":
            found[Link(_document(each.url), each.place)] = None
    for ref in missing:
        if ref.startswith(BOM_LINK):
            found[Link(_document(ref), place)] = None
    return tuple(found)


def _document(url: str) -> str:
    """Return the document part of a BOM-Link, `urn:cdx:serial/version#ref`; another address as it is."""
    return url.partition("#")[0] if url.startswith(BOM_LINK) else url
