# SPDX-License-Identifier: EUPL-1.2
"""What registers do not say and an answer of « if X stops » rests on: each silence could hide something that stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sovaudit.graph import EXPOSE, Network
from sovaudit.model import Inventory, Unknown

if TYPE_CHECKING:
    from sovaudit.continuity.impact import Impact

WHERE = {
    "services_relying_on_nothing": ("dependencies", "dependency"),
    "applications_without_hosting": ("applications", "hosting"),
    "hostings_without_provider": ("hostings", "provider"),
    "organisations_without_controller": ("organisations", "parent"),
    "organisations_controlled_from_there": ("organisations", "parent"),
    "organisations_without_country": ("organisations", "country"),
    "hostings_without_country": ("hostings", "country"),
    "applications_without_bill": ("applications", "sbom"),
}
"""What is not said -> the register and the column that would say it."""
_NOTED = {
    "hosting": ("applications_without_hosting",),
    "organisation": ("applications_without_hosting", "hostings_without_provider", "organisations_without_controller"),
    "component": ("applications_without_bill",),
}
_NOTED["country"] = (*_NOTED["organisation"], *(name for name in WHERE if name.endswith(("_country", "_there"))))


def silences(network: Network, inventory: Inventory, impact: Impact) -> dict[str, int]:
    """Count what registers leave unsaid and matters for a loss, what is zero left out.

    Args:
        network: the operational network.
        inventory: what it was made from.
        impact: what follows from the loss.
    """
    kinds = {each.partition(":")[0] for each in impact.lost}
    noted = {"services_relying_on_nothing"}.union(*(_NOTED.get(each, ()) for each in kinds))
    counts = _counts(network, inventory) | _controlled(inventory, impact)
    return {name: counts[name] for name in WHERE if name in noted and counts[name]}


def _controlled(inventory: Inventory, impact: Impact) -> dict[str, int]:
    """Count who is ultimately controlled from a lost country, through whom nobody says: it does not stop here."""
    down = {*impact.lost, *impact.stopped}
    found = [
        each.id
        for each in inventory.organisations
        if f"country:{each.ultimate_country}" in down and f"organisation:{each.id}" not in down
    ]
    return {"organisations_controlled_from_there": len(found)}


def _counts(network: Network, inventory: Inventory) -> dict[str, int]:
    needing = [(edge, effect) for edge, effect in zip(network.edges, network.effect.tolist(), strict=True)]
    relying = {edge.dependant for edge, effect in needing if effect != EXPOSE}
    hosted = {edge.dependant for edge, _effect in needing if edge.dependency.startswith("hosting:")}
    located = {edge.dependant for edge, _effect in needing if edge.dependency.startswith("country:")}
    operated = {edge.dependant for edge, _effect in needing if edge.dependency.startswith("organisation:")}
    described = {inventory.applications[each].id for each in inventory.contains_application.tolist()}
    described.update(inventory.applications[application].id for _file, application in inventory.claims)
    services = [node for node in network.nodes if node.startswith("service:")]
    applications = [f"application:{each.id}" for each in inventory.applications]
    hostings = [f"hosting:{each.id}" for each in inventory.hostings]
    organisations = [f"organisation:{each.id}" for each in inventory.organisations]
    return {
        "services_relying_on_nothing": sum(each not in relying for each in services),
        "applications_without_hosting": sum(each not in hosted for each in applications),
        "hostings_without_provider": sum(each not in operated for each in hostings),
        "organisations_without_controller": sum(
            isinstance(each.parent, Unknown) and isinstance(each.ultimate_country, Unknown)
            for each in inventory.organisations
        ),
        "organisations_without_country": sum(each not in located for each in organisations),
        "hostings_without_country": sum(each not in located for each in hostings),
        "applications_without_bill": sum(each.id not in described for each in inventory.applications),
    }
