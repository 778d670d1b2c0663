# SPDX-License-Identifier: EUPL-1.2
"""evidence/machines.toml -> what inventory agents and GLPI's interface would write of the city's machines.

Source: github.com/glpi-project/inventory_format (JSON, XML); the agent of OCS Inventory (XML, ISO-8859-1, days as
dd/mm/yyyy); GLPI's own CSV export (semicolons, one line a value inside a cell).
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Item = dict[str, Any]
AGENT = "GLPI-Agent_v1.11"
TAG = "ville-fictive"
OLD_AGENT = "OCS-NG_WINDOWS_AGENT_v2.9.2.0"
HEADER = ("Nom", "Éditeur", "Versions - Nom", "Nombre d'installations")


def write(source: Path, boms: Path, target: Path) -> None:
    """Write one file a machine, and the list of the whole fleet."""
    stated = tomllib.loads(source.read_text(encoding="utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    for machine in stated["machine"]:
        content = WRITERS[machine["format"]](machine, _software(machine, boms))
        (target / machine["file"]).write_bytes(content)
    (target / stated["list"]["file"]).write_bytes(_list(stated["list"]["software"]))


def _software(machine: Item, boms: Path) -> list[Item]:
    """List the software of a machine; a server's packages with the versions of a bill of materials."""
    if "sbom" not in machine:
        return [{"name": name, "version": version, "publisher": publisher, "from": "registry"}
                for name, version, publisher in machine["software"]]  # fmt: skip
    known = {}
    for each in json.loads((boms / machine["sbom"]).read_bytes())["components"]:
        known[each["name"], each["purl"].rpartition("arch=")[2]] = unquote(each["purl"].partition("?")[0])
    found = []
    for name in machine["packages"]:
        arch = next(arch for other, arch in known if other == name and arch != "source")
        version = known[name, arch].rpartition("@")[2]
        found.append({"name": name, "version": version, "arch": arch, "from": "deb"})
    return found


def _device(machine: Item) -> str:
    day, _blank, time = machine["logdate"].partition(" ")
    return f"{machine['name']}-{day}-{time.replace(':', '-')}"


def _hardware(machine: Item) -> Item:
    return {"name": machine["name"], "uuid": str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{machine['name']}.example"))}


def _glpi_json(machine: Item, software: list[Item]) -> bytes:
    name, full, version = machine["system"]
    content = {
        "accesslog": {"logdate": machine["logdate"], "userid": "N/A"},
        "hardware": _hardware(machine),
        "operatingsystem": {"name": name, "full_name": full, "version": version},
        "softwares": software,
        "versionclient": AGENT,
    }
    document = {"action": "inventory", "content": content, "deviceid": _device(machine), "itemtype": "Computer"}
    document["tag"] = TAG
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _glpi_xml(machine: Item, software: list[Item]) -> bytes:
    name, full, version = machine["system"]
    content = [
        ("ACCESSLOG", {"logdate": machine["logdate"]}),
        ("HARDWARE", _hardware(machine)),
        ("OPERATINGSYSTEM", {"full_name": full, "name": name, "version": version}),
        *(("SOFTWARES", each) for each in software),
    ]
    return _request(content, machine, AGENT, "UTF-8")


def _ocs_xml(machine: Item, software: list[Item]) -> bytes:
    system, _full, version = machine["system"]
    hardware = {"name": machine["name"], "osname": system, "osversion": version}
    content: list[tuple[str, Item]] = [("HARDWARE", hardware)]
    for each in software:
        row = {name: each[name] for name in ("name", "version", "publisher")}
        content.append(("SOFTWARES", row | {"installdate": "14/03/2022", "bitswidth": "64"}))
    return _request(content, machine, OLD_AGENT, "ISO-8859-1")


def _request(content: list[tuple[str, Item]], machine: Item, client: str, encoding: str) -> bytes:
    root = ET.Element("REQUEST")
    inside = ET.SubElement(root, "CONTENT")
    for section, members in [*content, ("ACCOUNTINFO", {"keyname": "TAG", "keyvalue": TAG})]:
        element = ET.SubElement(inside, section)
        for name, value in members.items():
            ET.SubElement(element, name.upper()).text = value
    ET.SubElement(inside, "VERSIONCLIENT").text = client
    ET.SubElement(root, "DEVICEID").text = _device(machine)
    ET.SubElement(root, "QUERY").text = "INVENTORY"
    ET.indent(root)
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode(encoding)


def _list(software: list[tuple[str, str, list[str], int]]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(HEADER)
    for name, publisher, versions, count in software:
        table.writerow((name, publisher, "\n".join(versions), count))
    return text.getvalue().encode("utf-8-sig")


WRITERS = {"glpi-json": _glpi_json, "glpi-xml": _glpi_xml, "ocs-xml": _ocs_xml}
