# SPDX-License-Identifier: EUPL-1.2
"""GLPI's inventory format in JSON, as GLPI Agent and FusionInventory write it: the software of one machine.

Entries, in this order: `softwares`, `databases_services`, `firmwares`, `operatingsystem`.

Source: https://github.com/glpi-project/inventory_format (inventory.schema.json).
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sovaudit.model import Bom, Descriptions, Issue
from sovaudit.readers._glpi import LISTS, LOST, Content, Document, OperatingSystem, leniently
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._inventory_agents import Found, Machine, bom_of, say_all
from sovaudit.readers._json import decode, has_member, looks_like_object

NAME = "glpi-json"
_SECTIONS = (b"softwares", b"versionclient", b"operatingsystem", b"databases_services", b"network_device", b"hardware")


_document = msgspec.json.Decoder(Document)


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the JSON object has a `deviceid` and a `content` with a section that an agent writes."""
    if not looks_like_object(data) or not has_member(data, b"content") or not has_member(data, b"deviceid"):
        return False
    return any(has_member(data, section) for section in _SECTIONS)


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read the software of the machine; what does not fit its type is left out, member by member, and said."""
    issues: list[Issue] = []
    document = decode(_document, data, path, leniently, issues)
    content = document.content or Content()
    system = content.operatingsystem or OperatingSystem()
    named = (content.hardware, content.network_device)
    machine = Machine(
        id=document.deviceid,
        name=next((each.name for each in named if each and each.name), ""),
        system=system.name or system.full_name or "",
        made=(content.accesslog.logdate if content.accesslog else None) or "",
        partial="/partial" if document.partial else "",
    )
    said = Grouped()
    say_all(said, issues)
    bom = bom_of(_found(content), machine, path, "/content/softwares/{}", descriptions, said)
    bom.partial = bom.partial or any(issue.place.startswith("/content") for issue in issues)
    return bom


def _found(content: Content) -> Iterator[Found]:
    for section in LISTS:
        kind = "firmware" if section == "firmwares" else "application"
        for number, each in enumerate(getattr(content, section) or ()):
            if each is LOST:
                continue
            yield Found(
                place=f"/content/{section}/{number}",
                name=each.name or each.guid or "",
                version=each.version or "",
                publisher=each.publisher or each.manufacturer or "",
                origin=each.origin or "",
                architecture=each.arch or "",
                type=kind,
            )
    system = content.operatingsystem
    if system and (system.full_name or system.name):
        stated = system.full_name or system.name or ""
        yield Found("/content/operatingsystem", stated, system.version or "", type="operating-system")
