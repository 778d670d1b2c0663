# SPDX-License-Identifier: EUPL-1.2
"""Inventories in the XML that OCS Inventory invented and that GLPI's agents kept: `REQUEST`, `CONTENT`, sections.

The same elements come from three agents; the file says which in `VERSIONCLIENT` (`OCS-NG_…`, `FusionInventory-…`,
`GLPI-Agent_…`). Where it does not, an element that one family alone writes decides, and failing that it is taken for
GLPI's, whose network queries name no client.
"""

from __future__ import annotations

import re

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import _xml
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._inventory_agents import Found, Machine, bom_of

_CLIENT = re.compile(rb"<(?:VERSIONCLIENT|USERAGENT)>\s*([^<]{1,200})<")
_OCS_ONLY = (b"<BITSWIDTH>", b"<DOWNLOAD>", b"<WINPRODKEY>", b"<CHECKSUM>")
_SECTIONS = {
    "SOFTWARES": "application",
    "DATABASES_SERVICES": "application",
    "FIRMWARES": "firmware",
    "OPERATINGSYSTEM": "operating-system",
}
_ABOUT = ("HARDWARE", "ACCESSLOG", "DEVICE", "PARTIAL", "DEVICEID")


def is_inventory(data: bytes) -> bool:
    """Tell whether the root is a `REQUEST` that holds a `CONTENT`."""
    if not _xml.looks_like_xml(data) or _xml.root_of(data) != ("", "REQUEST"):
        return False
    return b"<CONTENT>" in data or b"<CONTENT/>" in data or b"<CONTENT " in data


def is_ocs(data: bytes) -> bool:
    """Tell whether OCS Inventory's own agent wrote it."""
    client = _CLIENT.search(data)
    if client:
        return client.group(1).strip().upper().startswith(b"OCS")
    return any(mark in data for mark in _OCS_ONLY)


def read_inventory(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read the software of the machine, or of the devices, that a `REQUEST` describes.

    Raises:
        InputError: not XML, not a `REQUEST`, or past a limit.
    """
    request = _Request(path)
    for element in _xml.stream(data, path, (*_SECTIONS, *_ABOUT)):
        request.take(element)
    if _xml.root_of(data)[1] != "REQUEST":
        hint = _("check that it is the whole file")
        raise InputError(_("not an inventory: its root is no REQUEST"), path, hint)
    return bom_of(request.found(), request.machine, path, _("line {line}").format(line="{}"), descriptions, Grouped())


class _Request:
    """Gathers what a document says, element by element."""

    def __init__(self, path: str) -> None:
        self.machine = Machine(count=0)
        self._path = path
        self._found: list[Found] = []
        self._system: tuple[int, Found] | None = None

    def found(self) -> list[Found]:
        """Return what is installed in document order; OCS says the operating system with the hardware."""
        stated = any(each.type == "operating-system" for each in self._found)
        if self._system is not None and not stated:
            self._found.insert(*self._system)
            self._system = None
        return self._found

    def take(self, element: _xml.Element) -> None:
        """Take in one element that is complete."""
        name = _xml.local(element)
        above = _xml.local(element.getparent()) if element.getparent() is not None else ""
        if name in _SECTIONS and above in ("CONTENT", "DEVICE"):
            self._take_software(element, name)
        elif name == "HARDWARE" and above == "CONTENT":
            self._take_hardware(element)
        elif name == "DEVICE" and above == "CONTENT":
            self._take_device(element)
        elif name == "DEVICEID" and above == "REQUEST":
            self.machine.id = (_xml.text(element, self._path) or "").strip()
        elif name == "ACCESSLOG":
            self.machine.made = self.machine.made or self._said(element, "LOGDATE")
        elif name == "PARTIAL" and above in ("REQUEST", "CONTENT"):
            stated = (_xml.text(element, self._path) or "").strip().lower() in ("1", "true", "yes")
            self.machine.partial = _xml.line_of(element) if stated else ""

    def _take_software(self, element: _xml.Element, section: str) -> None:
        place = _xml.line_of(element)
        version = self._said(element, "VERSION")
        name = self._said(element, "NAME")
        if section == "OPERATINGSYSTEM":
            stated = self._said(element, "FULL_NAME") or name
            self.machine.system = name or stated
            if stated:
                self._found.append(Found(place, stated, version, type=_SECTIONS[section]))
            return
        self._found.append(
            Found(
                place=place,
                name=name or self._said(element, "GUID"),
                version=version,
                publisher=self._said(element, "PUBLISHER") or self._said(element, "MANUFACTURER"),
                origin=self._said(element, "FROM"),
                architecture=self._said(element, "ARCH") or self._said(element, "ARCHITECTURE"),
                type=_SECTIONS[section],
            )
        )

    def _take_hardware(self, element: _xml.Element) -> None:
        self.machine.name = self.machine.name or self._said(element, "NAME")
        system = self._said(element, "OSNAME")
        if system and self._system is None:
            self.machine.system = self.machine.system or system
            place, version = _xml.line_of(element), self._said(element, "OSVERSION")
            self._system = len(self._found), Found(place, system, version, type="operating-system")

    def _take_device(self, element: _xml.Element) -> None:
        """Take in a device that answered over the network: the file is named after the first when it is alone."""
        self.machine.count += 1
        info = _xml.child(element, "INFO")
        name = self._said(element, "SNMPHOSTNAME") or (self._said(info, "NAME") if info is not None else "")
        self.machine.name = name if self.machine.count == 1 else ""

    def _said(self, element: _xml.Element, name: str) -> str:
        """Return the text of an element directly in another one, blanks around it taken off; empty for none."""
        return (_xml.text(_xml.child(element, name), self._path) or "").strip()
