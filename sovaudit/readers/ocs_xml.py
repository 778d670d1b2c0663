# SPDX-License-Identifier: EUPL-1.2
"""The XML inventory of OCS Inventory's agents: UTF-8, or ISO-8859-1 from older Windows agents.

Days are written dd/mm/yyyy and sizes in KB there; neither is needed. What the agent cannot name (`N/A`) is kept as
it writes it.

Source: the agent's `Ocsinventory::Agent::XML::Inventory`, whose elements `SOFTWARES` repeats.
"""

from __future__ import annotations

from sovaudit.model import Bom, Descriptions
from sovaudit.readers._inventory_xml import is_inventory, is_ocs, read_inventory

NAME = "ocs-xml"


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the root is a `REQUEST` that an agent of OCS Inventory wrote."""
    return is_inventory(data) and is_ocs(data)


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read the software of the machine."""
    return read_inventory(data, path, descriptions)
