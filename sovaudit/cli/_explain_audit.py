# SPDX-License-Identifier: EUPL-1.2
"""What `sovaudit explain` reads in an audit that was written before: where it lies, its facts and values in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sovaudit.errors import UsageError
from sovaudit.language import _

Page = dict[str, Any]


def nearest(document: Path | None, inventory: Path | None) -> Path:
    """Return the audit document: the one that was named, else the nearest rapport/audit.json.

    Args:
        document: as it was named, if it was.
        inventory: the folder beside or in which `rapport` lies; None for the current folder.

    Raises:
        UsageError: there is none.
    """
    if document is not None:
        return document
    folders = [Path("rapport")] if inventory is None else [inventory / "rapport", inventory.parent / "rapport"]
    for folder in folders:
        if (folder / "audit.json").is_file():
            return folder / "audit.json"
    where = ", ".join(str(folder / "audit.json") for folder in folders)
    hint = _("run `sovaudit audit` first, or name the document with --audit FILE")
    raise UsageError(_("a finding is explained from an audit, and there is none"), where, hint)


def told(document: Path, page_of: Callable[[Mapping[str, Any]], Page]) -> Page:
    """Read an audit document and make a page of it.

    Raises:
        UsageError: it is no audit document.
    """
    try:
        return page_of(msgspec.json.decode(document.read_bytes()))
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        hint = _("`sovaudit audit -o audit.json` writes one")
        raise UsageError(_("this is not an audit document"), str(document), hint) from error


def fact(found: Mapping[str, Any]) -> str:
    """Write a line of evidence: name, value, where it was read, of which day, whether it has aged, its note."""
    source = found.get("source") or {}
    place = " ".join(filter(None, (source.get("path", ""), source.get("place", "")))) if source else ""
    parts = [
        f"{found.get('name', '')} = {shown(found.get('value', ''))}",
        f"[{place}]" if place else "",
        f"({found['as_of']})" if found.get("as_of") else "",
        f"[{_('aged')}]" if found.get("aged") else "",
        f"– {found['note']}" if found.get("note") else "",
    ]
    return " ".join(filter(None, parts))


def shown(value: object) -> str:
    """Write a value of the audit document: an unknown one by its reason."""
    if isinstance(value, Mapping):
        detail = value.get("detail", "")
        return f"{value.get('unknown', '')} ({detail})" if detail else str(value.get("unknown", ""))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
