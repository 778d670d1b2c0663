# SPDX-License-Identifier: EUPL-1.2
"""Records -> values of plain types, by names that no outside format gives a meaning of its own.

A value that nobody knows is left out. So is the contact of a service: a drawing that travels to other tools is no place
for a person's address. What a register says by naming another node (publisher, hosting, holder…) is an edge.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from sovaudit.model import Component, Inventory, OnlineService, Scalar, Source, Unknown

FIELDS = {
    "service": ("name", "department", "criticality", "dmia_hours", "prd_hours"),
    "application": (
        "name", "kind", "version", "licence", "data_sensitivity", "rto_hours", "rpo_hours", "owner", "users",
        "purl", "cpe",
    ),
    "organisation": ("name", "country", "ultimate_country", "siren", "lei", "roles"),
    "hosting": ("name", "offer", "country", "site", "qualifications"),
    "contract": (
        "subject", "cpv", "procedure", "bids_received", "amount_eur", "notified", "duration_months", "end",
        "notice_months", "nature",
    ),
}  # fmt: skip
"""Kind of node -> the columns of its register that are values of it."""
_NAMES = {"subject": "name", "kind": "application_kind", "end": "ends"}
"""Column -> name of the value: `kind` is the node's own, and GEXF reads `end` as the end of a node's life."""
_DECIMAL = frozenset(
    ("dmia_hours", "prd_hours", "rto_hours", "rpo_hours", "amount_eur", "duration_months", "notice_months")
)
_LICENCES = frozenset(("id", "name", "expression", "concluded"))


def recorded(inventory: Inventory) -> Iterator[tuple[str, dict[str, Scalar]]]:
    """Yield each node that a register defines, or a bill of materials calls (`online:`), with its values."""
    for kind, fields in FIELDS.items():
        for record in getattr(inventory, kind + "s"):
            values = {_NAMES.get(field, field): _plain(field, getattr(record, field)) for field in fields}
            known = {name: value for name, value in values.items() if value is not None}
            if getattr(record, "adopted", False):
                known["adopted"] = True
            yield f"{kind}:{record.id}", known | source_values(record.origin.source())
    for each in inventory.online:
        yield f"online:{each.id}", _online(each)


def component_values(component: Component) -> dict[str, Scalar]:
    """Return the values of a component; its licences are the statements of the files, untouched, joined by `; `."""
    licences = dict.fromkeys(each.value for each in component.licences if each.kind in _LICENCES)
    return _known(
        name=component.name,
        version=component.version,
        component_type=component.type,
        purl=component.purl,
        supplier=component.supplier,
        country=component.supplier_country,
        licence="; ".join(licences),
        cpe=component.cpe,
    )


def source_values(source: Source) -> dict[str, Scalar]:
    """Return the file and the place in it, where they are known."""
    return _known(file=source.path, place=source.place)


def _online(service: OnlineService) -> dict[str, Scalar]:
    return _known(
        name=service.name,
        version=service.version,
        provider=service.provider,
        country=service.provider_country,
        crosses_boundary=service.crosses_boundary,
        authenticated=service.authenticated,
        data="; ".join(service.data),
    ) | source_values(service.source)


def _known(**texts: str) -> dict[str, Scalar]:
    return {name: text for name, text in texts.items() if text}


def _plain(field: str, value: object) -> Scalar | None:
    """Return a value of a plain type; None when it is unknown, blank, or no number that can be written."""
    if isinstance(value, Unknown) or value in ("", ()):
        return None
    if field in _DECIMAL and isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, bool, int, float)) else None
