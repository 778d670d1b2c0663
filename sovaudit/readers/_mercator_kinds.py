# SPDX-License-Identifier: EUPL-1.2
"""The kinds of objects of Mercator's data model: what they are called, and by which members each is known.

Source: https://github.com/dbarzin/mercator, docs/model.fr.md and docs/api.fr.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import PurePath

from sovaudit.readers._columns import folded

KINDS: dict[str, tuple[str, ...]] = {
    "application": ("applications", "m_applications", "m_application"),
    "entity": ("entities",),
    "relation": ("relations",),
    "process": ("processes",),
    "activity": ("activities",),
    "database": ("databases",),
    "logical-server": ("logical_servers",),
    "physical-server": ("physical_servers",),
    "container": ("containers",),
    "cluster": ("clusters",),
    "flux": ("fluxes", "application_flows"),
}
"""What is mapped -> its names in addresses, files and members; its own name, underscored, is one too."""
OTHERS = frozenset(
    """macro_processuses operations actors tasks information informations data_processings data_processing
    security_controls application_blocks application_modules application_services zone_admins annuaires forest_ads
    domaine_ads domains admin_users networks subnetworks gateways external_connected_entities network_switches routers
    security_devices dhcp_servers dnsservers certificates logical_flows vlans sites buildings bays workstations
    storage_devices peripherals phones physical_switches physical_routers wifi_terminals physical_security_devices
    wans mans lans physical_links backups documents users roles permissions graphs""".split()  # noqa: SIM905 -- a word list reads better
)
"""What has no noun of ours."""
SIGNATURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("application", ("application_block_id",)),
    ("application", ("rto", "rpo", "security_need_c")),
    ("application", ("rto", "rpo", "editor")),
    ("application", ("editor", "functional_referent")),
    ("entity", ("parent_entity_id",)),
    ("entity", ("contact_point", "security_level")),
    ("relation", ("source_id", "destination_id")),
    ("activity", ("recovery_time_objective",)),
    ("activity", ("maximum_tolerable_downtime",)),
    ("process", ("macroprocess_id",)),
    ("process", ("in_out", "security_need_c")),
    ("flux", ("application_source_id",)),
    ("flux", ("application_dest_id",)),
    ("logical-server", ("net_services",)),
    ("logical-server", ("environment", "operating_system")),
    ("physical-server", ("bay_id", "operating_system")),
    ("database", ("entity_resp_id",)),
    ("database", ("external", "security_need_c", "responsible")),
)
"""Members that only one kind has together; the first that fits decides."""
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")


def member(written: str) -> str:
    """Return the name of a member or column in one spelling: `logicalServers` is `logical_servers`."""
    return folded(_CAPITAL.sub(r"_\1", written))


@cache
def _named() -> dict[str, str]:
    known = {name: kind for kind, names in KINDS.items() for name in (*names, kind.replace("-", "_"))}
    return known | {name: name for name in OTHERS}


def kind_named(name: str) -> str:
    """Return the kind that a member, a sheet or a file is named after, empty when it is none.

    >>> kind_named("export/logical-servers.json"), kind_named("users"), kind_named("notes")
    ('logical-server', 'users', '')
    """
    return _named().get(member(PurePath(name).name.split(".")[0]), "")


def kind_of(members: set[str]) -> str:
    """Return the kind whose signature these members hold, empty when none does."""
    return next((kind for kind, signature in SIGNATURES if members.issuperset(signature)), "")


def has_signature(data: bytes, names: Collection[str] = ()) -> bool:
    """Tell whether the bytes of a JSON text name the members of some signature."""

    @cache
    def holds(name: str) -> bool:
        return f'"{name}"'.encode() in data

    return any(all(map(holds, signature)) for _kind, signature in SIGNATURES) or (
        bool(names) and all(map(holds, names))
    )
