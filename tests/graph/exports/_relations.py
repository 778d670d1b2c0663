# SPDX-License-Identifier: EUPL-1.2
"""Which relations ArchiMate allows between the elements that are written.

Source: ArchiMate 3.2 Specification, appendix B, less what the tables of 3.0 and 3.1 do not have. Of the rows, the
letters of five relations: aggregation (g), association (o), flow (f), realization (r), serving (v).
"""

from __future__ import annotations

COLUMNS = (
    "BusinessService", "BusinessActor", "Contract", "ApplicationComponent", "ApplicationService", "Node",
    "SystemSoftware", "Artifact", "Location",
)  # fmt: skip
_ROWS = {
    "BusinessService": "fgov fov o fov fov fov fov o fov",
    "BusinessActor": "forv fgov o fov fov fov fov o fov",
    "Contract": "o o go o o o o o o",
    "ApplicationComponent": "forv fov o fgorv forv fov fov o fov",
    "ApplicationService": "forv fov o fov fgov fov fov o fov",
    "Node": "forv fov o forv forv fgov fgorv o fov",
    "SystemSoftware": "forv fov o forv forv fgorv fgov o fov",
    "Artifact": "or o or or or o or go o",
    "Location": "fgorv fgorv go fgorv fgorv fgorv fgorv go fgov",
}
LETTERS = {"Aggregation": "g", "Association": "o", "Flow": "f", "Realization": "r", "Serving": "v"}
ALLOWED = {
    (source, relation, target)
    for source, row in _ROWS.items()
    for target, letters in zip(COLUMNS, row.split(), strict=True)
    for relation, letter in LETTERS.items()
    if letter in letters
}
