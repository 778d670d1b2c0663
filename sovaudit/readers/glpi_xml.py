# SPDX-License-Identifier: EUPL-1.2
"""The XML inventory of GLPI Agent and FusionInventory, and what their network queries find (firmware).

Source: https://github.com/glpi-project/inventory_format (the XML that it converts).
"""

from __future__ import annotations

from sovaudit.model import Bom, Descriptions
from sovaudit.readers._inventory_xml import is_inventory, is_ocs, read_inventory

NAME = "glpi-xml"


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the root is a `REQUEST` that another agent than OCS Inventory's wrote."""
    return is_inventory(data) and not is_ocs(data)


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom:
    """Read the software of the machine."""
    return read_inventory(data, path, descriptions)
