# SPDX-License-Identifier: EUPL-1.2
"""GLPI's JSON inventory as types, and how one that does not fit them is read, object by object.

Source: https://github.com/glpi-project/inventory_format (inventory.schema.json).
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from sovaudit.language import _
from sovaudit.model import Issue
from sovaudit.readers._json import salvage


class Software(Struct, gc=False):
    name: str | None = None
    version: str | None = None
    publisher: str | None = None
    manufacturer: str | None = None
    guid: str | None = None
    arch: str | None = None
    origin: str | None = field(name="from", default=None)


class OperatingSystem(Struct, gc=False):
    name: str | None = None
    full_name: str | None = None
    version: str | None = None


class Named(Struct, gc=False):
    name: str | None = None


class Logged(Struct, gc=False):
    logdate: str | None = None


LOST = Software()
"""Stands in a list for what was no object, so that the places of the others stay right."""
LISTS = ("softwares", "databases_services", "firmwares")
_SINGLE: dict[str, Any] = {
    "accesslog": Logged,
    "hardware": Named,
    "network_device": Named,
    "operatingsystem": OperatingSystem,
}


class Content(Struct):
    softwares: list[Software] | None = None
    databases_services: list[Software] | None = None
    firmwares: list[Software] | None = None
    operatingsystem: OperatingSystem | None = None
    hardware: Named | None = None
    network_device: Named | None = None
    accesslog: Logged | None = None


class Document(Struct):
    deviceid: str = ""
    content: Content | None = None
    partial: bool | None = None


def leniently(document: dict[str, Any], issues: list[Issue]) -> Document:
    """Read what fits."""
    plain = {name: document[name] for name in ("deviceid", "partial") if name in document}
    read = salvage(plain, Document, "", issues) or Document()
    content = document.get("content")
    if not isinstance(content, dict):
        issues.append(Issue("/content", _("an object was expected")))
        return read
    parts: dict[str, Any] = {
        name: salvage(content[name], kind, f"/content/{name}", issues)
        for name, kind in _SINGLE.items()
        if content.get(name) is not None
    }
    lists: dict[str, Any] = {name: _list(content.get(name), f"/content/{name}", issues) for name in LISTS}
    read.content = Content(**parts, **lists)
    return read


def _list(value: object, pointer: str, issues: list[Issue]) -> list[Software]:
    if value is None:
        return []
    if not isinstance(value, list):
        issues.append(Issue(pointer, _("a list was expected")))
        return []
    return [salvage(each, Software, f"{pointer}/{number}", issues) or LOST for number, each in enumerate(value)]
