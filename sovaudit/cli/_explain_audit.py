# SPDX-License-Identifier: EUPL-1.2
"""What `sovaudit explain` reads in an audit that was written before: where it lies, its facts and values in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sovaudit.errors import UsageError
from sovaudit.language import _
from sovaudit.model import Source, Unknown

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
    from sovaudit.reports import _facts

    source = found.get("source") or {}
    place = _facts.place(Source(source.get("path", ""), source.get("place", "")))
    name = found.get("name", "")
    parts = [
        f"{_facts.name(name)} = {shown(found.get('value', ''), name)}",
        f"[{place}]" if place else "",
        f"({found['as_of']})" if found.get("as_of") else "",
        f"[{_('aged')}]" if found.get("aged") else "",
        f"– {found['note']}" if found.get("note") else "",
    ]
    return " ".join(filter(None, parts))


def shown(value: object, name: str) -> str:
    """Write a value of the audit document: an unknown one by its reason.

    Args:
        value: as the document has it.
        name: of the fact or the measure that it is a value of.
    """
    from sovaudit.reports import _facts

    if isinstance(value, Mapping):
        unknown = Unknown(str(value.get("unknown", "")), str(value.get("detail", "")))
        return _("unknown: {reason}").format(reason=_facts.value(name, unknown))
    if isinstance(value, list):
        return _facts.value(name, tuple(map(str, value)))
    return _facts.value(name, value) if isinstance(value, bool | int | float | str) else ""
